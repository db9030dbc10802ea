/* What compiled rules need of Python where a browser does otherwise: letters, truth, equality, order, keys, numbers as
   text; more.js adds what fewer rules need, and patterns.js regular expressions. The scripts that joint_working/script.py
   writes call nothing else, and tests/site/test_python_on_the_page.py tries it against Python. A classic script. */
var py = (function () {
  "use strict";
  const WIDE = /[\ud800-\udfff]/, isArray = Array.isArray, isText = (x) => typeof x === "string", itself = (x) => x;
  const isDict = (x) => x instanceof Map, isSet = (x) => x instanceof Set, fail = (Kind, words) => { throw new Kind(words); };
  class ValueError extends Error {}
  const [KeyError, IndexError, ZeroDivisionError] = Array.from("123", () => class extends Error {});

  /* Letters are code points. Those of the last text stay parted, for a loop that asks for one after another. */
  let parted = "", letters = [];
  const part = (text) => text === parted ? letters : (letters = Array.from(parted = text));
  const iter = (x) => isArray(x) ? x : isText(x) ? part(x) : Array.from(isDict(x) ? x.keys() : x);
  const len = (x) => isText(x) && WIDE.test(x) ? part(x).length : isDict(x) || isSet(x) ? x.size : x.length;
  const place = (list, at, n = at < 0 ? at + list.length : at) => n >= 0 && n < list.length ? n : fail(IndexError, "index out of range");
  const get = (x, name, other = null) => x.has(key(name)) ? x.get(key(name)) : other;
  const at = (x, name) => isDict(x) ? (x.has(key(name)) ? get(x, name) : fail(KeyError, str(name)))
    : x.matched ? py.group(x, name) : iter(x)[place(iter(x), name)];
  function slice(x, from, to) {
    const some = (isText(x) && WIDE.test(x) ? part(x) : x).slice(from || 0, to === null ? undefined : to);
    return isText(x) && isArray(some) ? some.join("") : some;
  }

  const truth = (x) => isDict(x) || isSet(x) ? x.size > 0 : isArray(x) || x instanceof Uint8Array ? x.length > 0 : Number.isNaN(x) || !!x;
  function eq(a, b) {
    if (a === b || ["booleannumber", "numberboolean"].includes(typeof a + typeof b)) return a === b || +a === +b;
    if (!a || !b || typeof a !== "object" || a.constructor !== b.constructor || a.length !== b.length || a.size !== b.size) return false;
    if (isDict(a) || isSet(a)) return Array.from(a.entries()).every(([name, x]) => b.has(name) && (isSet(a) || eq(x, b.get(name))));
    return a.constructor !== Object && Object.keys(a).every((name) => eq(a[name], b[name]));
  }
  function lt(a, b) {
    if (isArray(a) && isArray(b)) {
      const n = a.findIndex((x, n) => n >= b.length || !eq(x, b[n]));
      return n < 0 ? a.length < b.length : n < b.length && lt(a[n], b[n]);
    }
    const kinds = [a, b].map((x) => typeof x === "boolean" ? "number" : typeof x).join(" ");
    if (kinds !== "number number" && kinds !== "string string") fail(TypeError, "no order between " + kinds);
    return isText(a) && WIDE.test(a + b) ? lt(...[a, b].map((x) => Array.from(x, (letter) => letter.codePointAt(0)))) : a < b;
  }
  const le = (a, b) => lt(a, b) || eq(a, b);
  /* A pair as a key: the first one that holds the same stands for all. */
  const pairs = new Map();
  function key(x) {
    if (!isArray(x)) return typeof x === "boolean" ? Number(x) : x;
    const name = JSON.stringify(x, (_, part) => typeof part === "boolean" ? Number(part) : part);
    return pairs.get(name) || pairs.set(name, x).get(name);
  }
  const dict = (items) => new Map(isDict(items) ? items : (items || []).map(([name, x]) => [key(name), x]));
  const set = (items) => new Set(items === undefined ? [] : iter(items).map(key));
  const has = (x, item) => isText(x) ? x.includes(item) : isDict(x) || isSet(x) ? x.has(key(item)) : iter(x).some((y) => eq(y, item));
  const most = (better) => (given, by, other) => {
    const items = given.length === 1 ? iter(given[0]) : given, name = by || itself;
    if (!items.length) return other === undefined ? fail(ValueError, "nothing to choose from") : other;
    return items.reduce((best, x) => better(name(x), name(best)) ? x : best);
  };
  const list = (x) => x === undefined ? [] : iter(x).slice(), tuple = (x) => Object.freeze(list(x));
  const plus = (a, b) => isArray(a) ? a.concat(b) : a + b;
  /* Numbers. `fixed` gives so many decimals, the nearest; of two as near the even one. */
  function fixed(x, places) {
    if (!(Math.abs(x) < 1e21)) return str(x);
    const text = Math.abs(x).toFixed(places), half = /^50*$/.test(Math.abs(x).toFixed(100).split(".")[1].slice(places));
    return (x < 0 || Object.is(x, -0) ? "-" : "") + (half && text.slice(-1) % 2 ? text.slice(0, -1) + (text.slice(-1) - 1) : text);
  }
  const div = (a, b) => Number(b) === 0 ? fail(ZeroDivisionError, "division by zero") : a / b;
  function mod(a, b) {
    const rest = isText(a) ? fail(TypeError, "% is for numbers") : div(0, b) + a % b;
    return rest && (rest < 0) !== (b < 0) ? rest + b : rest;
  }
  function floordiv(a, b) {
    const times = (a - mod(a, b)) / b, whole = Math.floor(times);
    return times - whole > 0.5 ? whole + 1 : whole;
  }
  function read(x, form) {
    const text = strip(x).toLowerCase();
    return form.test(text) ? Number(text.replace(/inf(inity)?/, "Infinity")) : fail(ValueError, x + " is not read as a number");
  }
  const float = (x) => isText(x) ? read(x, /^[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf(inity)?|nan)$/) : Number(x);
  const int = (x) => isText(x) ? read(x, /^[+-]?\d+$/) + 0 : Number.isFinite(+x) ? Math.trunc(x) + 0 : fail(ValueError, "not whole");
  function str(x) {
    if (typeof x !== "number") return isText(x) ? x : { null: "None", true: "True", false: "False" }[x] || x.message || fail(TypeError, "no text");
    if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x < 0 ? "-inf" : "inf";
    const plain = Number.isSafeInteger(x) || (Math.abs(x) >= 1e-4 && Math.abs(x) < 1e16);
    return plain ? String(x) : x.toExponential().replace(/e(.)(\d)$/, "e$10$2");
  }
  function format(x, spec) {
    const [, wide, comma, places] = /^(0?\d+)?(,)?(?:\.(\d+)f|d)?$/.exec(spec);
    const [, sign, whole, rest] = /^(-?)(\d*)(.*)$/.exec(places === undefined ? str(+x) : fixed(+x, +places));
    const text = (comma ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole) + rest;
    return wide && wide[0] === "0" ? sign + text.padStart(wide - sign.length, "0") : (sign + text).padStart(wide || 0);
  }
  /* Texts. */
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000", BLANK = new RegExp(`[${SPACE}]+`);
  const ends = (start, end) => (text, chars) => {
    const all = Array.from(text), out = (x) => chars === undefined ? BLANK.test(x) : chars.includes(x);
    let from = 0, to = all.length;
    while (start && from < to && out(all[from])) from += 1;
    while (end && to > from && out(all[to - 1])) to -= 1;
    return all.slice(from, to).join("");
  };
  const strip = ends(true, true), anyOf = (how) => (text, words) => (isArray(words) ? words : [words]).some((x) => text[how](x));
  function split(text, sep, most) {
    if (sep === undefined) return text.split(BLANK).filter(Boolean);
    const all = sep ? text.split(sep) : fail(ValueError, "empty separator");
    return most >= 0 && all.length > most + 1 ? [...all.slice(0, most), all.slice(most).join(sep)] : all;
  }

  return {
    fail, isArray, isText, isDict, isSet, key, place, fixed, SPACE, ValueError, KeyError, IndexError, TypeError, ZeroDivisionError,
    /* What stands for the forms of Python. */
    iter, at, slice, truth, eq, lt, le, gt: (a, b) => lt(b, a), ge: (a, b) => le(b, a), has, plus, minus: (a, b) => a - b, div, mod, floordiv,
    times: (a, b) => isText(a) ? a.repeat(Math.max(b, 0)) : isArray(a) ? Array.from({ length: Math.max(b, 0) }, () => a).flat() : a * b,
    pow: Math.pow, or: (a, b) => isDict(a) ? new Map([...a, ...b]) : isSet(a) ? new Set([...a, ...b]) : isText(a) ? a + b : a || b, format,
    put: (x, name, value) => { if (isDict(x)) x.set(key(name), value); else x[place(x, name)] = value; },
    both: (a, b) => truth(a) ? b() : a, either: (a, b) => truth(a) ? a : b(),
    unpack: (x, size) => len(x) === size ? iter(x) : fail(ValueError, "not " + size + " values"),
    /* Functions. */
    len, dict, set, list, tuple, int, float, str, bool: truth, max: most((a, b) => lt(b, a)), min: most(lt), abs: Math.abs,
    divmod: (a, b) => [floordiv(a, b), mod(a, b)],
    math: { floor: Math.floor, ceil: Math.ceil, isfinite: Number.isFinite },
    /* Methods. */
    strip, lstrip: ends(true), rstrip: ends(false, true), split, startswith: anyOf("startsWith"), endswith: anyOf("endsWith"), get,
    lower: (x) => x.toLowerCase(), upper: (x) => x.toUpperCase(), replace: (x, a, b) => a ? x.split(a).join(b) : fail(ValueError, "nothing to replace"),
    removeprefix: (x, a) => x.startsWith(a) ? x.slice(a.length) : x,
    join: (text, x) => iter(x).join(text), rjust: (x, wide, fill = " ") => fill.repeat(Math.max(0, wide - len(x))) + x,
    add: (x, item) => { x.add(key(item)); }, append: (x, item) => { x.push(item); },
    items: (x) => Array.from(x), keys: (x) => Array.from(x.keys()), values: (x) => Array.from(x.values())
  };
})();
