/* What compiled rules need of Python where a browser does otherwise: letters, truth, equality, order, keys, numbers as
   text, regular expressions, JSON and bytes. The scripts that joint_working/script.py writes call nothing else, and
   tests/site/test_python_on_the_page.py tries it against Python. A classic script, to be loaded with defer. */
var py = (function () {
  "use strict";
  const WIDE = /[\ud800-\udfff]/, isArray = Array.isArray, isText = (x) => typeof x === "string", itself = (x) => x;
  const fail = (Kind, words) => { throw new Kind(words); };
  class ValueError extends Error {}
  class UnicodeDecodeError extends ValueError {}
  const [KeyError, IndexError, ZeroDivisionError] = Array.from("123", () => class extends Error {});

  /* Letters are code points. Those of the last text stay parted, for a loop that asks for one after another. */
  let parted = "", letters = [];
  const part = (text) => text === parted ? letters : (letters = Array.from(parted = text));
  const iter = (x) => isArray(x) ? x : isText(x) ? part(x) : Array.from(x instanceof Map ? x.keys() : x);
  const len = (x) => isText(x) && WIDE.test(x) ? part(x).length : x instanceof Map || x instanceof Set ? x.size : x.length;
  function place(list, at) {
    const found = at < 0 ? at + list.length : at;
    return found >= 0 && found < list.length ? found : fail(IndexError, "index out of range");
  }
  function at(x, name) {
    if (x instanceof Map) return x.has(key(name)) ? x.get(key(name)) : fail(KeyError, str(name));
    const list = isText(x) ? part(x) : x;
    return list instanceof Match ? group(x, name) : list[place(list, name)];
  }
  const put = (x, name, value) => { if (x instanceof Map) x.set(key(name), value); else x[place(x, name)] = value; };
  function slice(x, from, to) {
    const some = (isText(x) && WIDE.test(x) ? part(x) : x).slice(from || 0, to === null ? undefined : to);
    return isText(x) && isArray(some) ? some.join("") : some;
  }

  function truth(x) {
    if (x instanceof Map || x instanceof Set) return x.size > 0;
    return isArray(x) || x instanceof Uint8Array ? x.length > 0 : Number.isNaN(x) || Boolean(x);
  }
  function eq(a, b) {
    if (a === b || typeof a + typeof b === "booleannumber" || typeof a + typeof b === "numberboolean") return +a === +b || a === b;
    if (!a || !b || typeof a !== "object" || a.constructor !== b.constructor || a.length !== b.length) return false;
    if (a instanceof Map) return a.size === b.size && Array.from(a).every(([name, x]) => b.has(name) && eq(x, b.get(name)));
    if (a instanceof Set) return a.size === b.size && Array.from(a).every((x) => b.has(x));
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
    const name = JSON.stringify(x, (_, one) => typeof one === "boolean" ? Number(one) : one);
    return pairs.get(name) || pairs.set(name, x).get(name);
  }
  const dict = (items) => new Map(items instanceof Map ? items : (items || []).map(([name, x]) => [key(name), x]));
  const set = (items) => new Set(items === undefined ? [] : iter(items).map(key));
  const has = (x, item) => isText(x) ? x.includes(item) : x instanceof Map || x instanceof Set ? x.has(key(item)) : iter(x).some((y) => eq(y, item));
  function sorted(items, by, reverse) {
    const sign = reverse ? -1 : 1, list = iter(items).map((x) => [(by || itself)(x), x]);
    return list.sort(([a], [b]) => lt(a, b) ? -sign : lt(b, a) ? sign : 0).map((pair) => pair[1]);
  }
  const most = (better) => (given, by, other) => {
    const items = given.length === 1 ? iter(given[0]) : given, name = by || itself;
    if (!items.length) return other === undefined ? fail(ValueError, "nothing to choose from") : other;
    return items.reduce((best, x) => better(name(x), name(best)) ? x : best);
  };

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
  const int = (x) => isText(x) ? read(x, /^[+-]?\d+$/) + 0 : Number.isFinite(+x) ? Math.trunc(x) + 0 : fail(ValueError, "not a whole number");
  const float = (x) => isText(x) ? read(x, /^[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf(inity)?|nan)$/) : Number(x);
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

  /* Texts, and patterns written anew so that they mean the same. */
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000", BLANK = new RegExp(`[${SPACE}]+`);
  const SETS = { s: SPACE, d: "\\p{Nd}", w: "\\p{L}\\p{N}_" }, ASCII = { s: "\\t-\\r\\x20", d: "0-9", w: "A-Za-z0-9_" };
  const ends = (start, end) => (text, chars) => {
    const list = Array.from(text), out = (x) => chars === undefined ? BLANK.test(x) : chars.includes(x);
    let from = 0, to = list.length;
    while (start && from < to && out(list[from])) from += 1;
    while (end && to > from && out(list[to - 1])) to -= 1;
    return list.slice(from, to).join("");
  };
  const strip = ends(true, true);
  function split(text, sep, most) {
    if (sep === undefined) return text.split(BLANK).filter(Boolean);
    const all = sep ? text.split(sep) : fail(ValueError, "empty separator");
    return most >= 0 && all.length > most + 1 ? [...all.slice(0, most), all.slice(most).join(sep)] : all;
  }
  const TOKEN = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|[^])|\(\?(?:[:=!]|<[=!])|\[\^?\]?|([a-zA-Z])-([a-zA-Z])|[^]/gu;
  function translated(pattern, flags) {
    const sets = flags.includes("a") ? ASCII : SETS;
    let inside = false;
    const cased = (x) => flags.includes("i") && /^[a-zA-Z](-|$)/.test(x) ? x.toLowerCase() + x.toUpperCase() : x;
    const letter = (x) => inside || cased(x) === x ? cased(x) : `[${cased(x)}]`;
    return pattern.replace(TOKEN, (token, low, high) => {
      const name = token[1], open = inside;
      if (token[0] === "\\" && token.length === 2) {
        if (sets[name]) return inside ? sets[name] : `[${sets[name]}]`;
        if (sets[name.toLowerCase()] && !inside) return `[^${sets[name.toLowerCase()]}]`;
        if (/[\w]/.test(name) && !(/[1-9nrtfv]/.test(name) || (name === "b" && sets === ASCII))) fail(ValueError, "no " + token + " here");
        return /[\^$\\.*+?()[\]{}|/\w]/.test(name) || (inside && name === "-") ? token : name;
      }
      inside = token[0] === "[" ? !(open && token.endsWith("]")) : open && token !== "]";
      if (token[0] === "[") return open ? "\\" + token : token.replace("]", "\\]");
      if (token === "]") return open ? token : "\\]";
      if (low) return open ? cased(token) : `${letter(low)}-${letter(high)}`;
      return open ? letter(token) : { ".": "[^\\n]", $: "(?=\\n?(?![^]))" }[token] || letter(token);
    });
  }
  const known = new Map();
  function expression(pattern, flags, form) {
    const name = [pattern, flags, form].join("\0");
    if (!known.has(name)) known.set(name, new RegExp(form.replace("?", () => `(?:${translated(pattern, flags || "")})`), "gu"));
    known.get(name).lastIndex = 0;
    return known.get(name);
  }
  class Match { constructor(found) { this.found = found; } }
  const group = (match, n) => match.found[n || 0] ?? null, start = (match) => len(match.found.input.slice(0, match.found.index));
  const finding = (form) => (pattern, text, flags) => {
    const found = expression(pattern, flags, form).exec(text);
    return found && new Match(found);
  };
  const finditer = (pattern, text, flags) => Array.from(text.matchAll(expression(pattern, flags, "?")), (found) => new Match(found));
  /* A text parted by what was found in it, with what `between` puts there instead. */
  function apart(pattern, text, between) {
    let from = 0;
    const all = finditer(pattern, text).flatMap((match) => {
      const before = text.slice(from, match.found.index);
      from = match.found.index + match.found[0].length;
      return [before, ...between(match)];
    });
    return all.concat(text.slice(from));
  }
  const inserted = (words, match) => words.replace(/\\(?:g<(\d+)>|(\d)|n)/g, (_, a, b) => a || b ? group(match, a || b) || "" : "\n");
  const sub = (pattern, words, text) => apart(pattern, text, (match) => [isText(words) ? inserted(words, match) : words(match)]).join("");
  const anyOf = (how) => (text, words) => (isArray(words) ? words : [words]).some((x) => text[how](x));

  /* What JSON holds, as rules have it: objects are dictionaries. With a letter before each name they keep their order. */
  const data = (x, cut) => isArray(x) ? x.map((one) => data(one, cut)) : x && typeof x === "object"
    ? new Map(Object.keys(x).map((name) => [name.slice(cut || 0), data(x[name], cut)])) : x;
  function loads(text) {
    const marked = (all, name, colon) => colon ? `"_${name}"${colon}` : all;
    try { JSON.parse(text); } catch (error) { fail(ValueError, error.message); }
    return data(JSON.parse(text.replace(/"((?:[^"\\]|\\.)*)"(\s*:)?/g, marked)), 1);
  }
  function decode(bytes, encoding, errors) {
    if (encoding === "latin-1") return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const name = { "utf-16": bytes[0] === 254 ? "utf-16be" : "utf-16le", "utf-8-sig": "utf-8" }[encoding] || encoding.replace("16-", "16");
    const options = { fatal: errors !== "replace", ignoreBOM: encoding !== "utf-16" && encoding !== "utf-8-sig" };
    try { return new TextDecoder(name, options).decode(bytes); } catch (error) { return fail(UnicodeDecodeError, error.message); }
  }
  const units = (text) => Uint16Array.from({ length: text.length }, (_, n) => text.charCodeAt(n));
  const KINDS = new Map([[dict, Map], [set, Set]]);
  function isinstance(x, kinds) {
    const kind = typeof x === "number" ? (Number.isInteger(x) ? [int, float] : [float]) : { string: [str], boolean: [bool, int] }[typeof x];
    return (isArray(kinds) ? kinds : [kinds]).some((one) => kind ? kind.includes(one) : one === list || one === tuple ? isArray(x) :
      one === bytes ? x instanceof Uint8Array : KINDS.has(one) ? x instanceof KINDS.get(one) : ![int, float, str, bool].includes(one) && x instanceof one);
  }
  const bool = (x) => truth(x), list = (x) => x === undefined ? [] : iter(x).slice(), tuple = (x) => Object.freeze(list(x)), bytes = (x) => Uint8Array.from(x);
  function index(x, one) {
    const n = iter(x).findIndex((y) => eq(y, one));
    return n < 0 ? fail(ValueError, "it is not there") : n;
  }
  const plus = (a, b) => isArray(a) ? a.concat(b) : a + b;

  return {
    ValueError, KeyError, IndexError, TypeError, ZeroDivisionError, UnicodeDecodeError, RecursionError: RangeError,
    iter, len, at, put, slice, truth, eq, lt, le, gt: (a, b) => lt(b, a), ge: (a, b) => le(b, a), has, sorted, dict, set, frozenset: set,
    div, mod, floordiv, int, float, str, format, strip, lstrip: ends(true), rstrip: ends(false, true), split, group, start, data, decode,
    isinstance, bool, list, tuple, bytes, max: most((a, b) => lt(b, a)), min: most(lt),
    re: {
      search: finding("?"), match: finding("^?"), fullmatch: finding("^?(?![^])"), finditer, sub,
      split: (pattern, text) => apart(pattern, text, (match) => match.found.slice(1).map((x) => x ?? null))
    },
    json: { loads }, math: { floor: Math.floor, ceil: Math.ceil, isfinite: Number.isFinite },
    /* Operators, and what stands for a form of Python. */
    plus, minus: (a, b) => a - b, pow: Math.pow,
    times: (a, b) => isText(a) ? a.repeat(Math.max(b, 0)) : isArray(a) ? Array.from({ length: Math.max(b, 0) }, () => a).flat() : a * b,
    or: (a, b) => a instanceof Map ? new Map([...a, ...b]) : a instanceof Set ? new Set([...a, ...b]) : a || b,
    grown: (a, b) => isArray(a) && !Object.isFrozen(a) ? (iter(b).forEach((x) => a.push(x)), a) : plus(a, b),
    joined: (a, b) => { b.forEach((x, name) => a instanceof Map ? a.set(name, x) : a.add(x)); return a; },
    both: (a, b) => truth(a) ? b() : a, either: (a, b) => truth(a) ? a : b(), caught: (error, kinds) => kinds.some((kind) => error instanceof kind),
    unpack: (x, size) => len(x) === size ? iter(x) : fail(ValueError, "not " + size + " values"),
    keep: (self, name, make) => { const value = make(); Object.defineProperty(self, name, { value: value }); return value; },
    first: (items, test) => { for (const x of items) { const found = test(x); if (found) return found; } return null; },
    next: (found, other) => found ? found[0] : other === undefined ? fail(ValueError, "there is no next") : other,
    /* A frozen dataclass, from a page's JSON. */
    made: (Kind, fields) => Object.assign(Object.create(Kind.prototype), ...Object.keys(fields).map((name) => ({ [name]: data(fields[name]) }))),
    /* Functions. */
    abs: Math.abs, all: (x) => iter(x).every(truth), any: (x) => iter(x).some(truth), ord: (x) => x.codePointAt(0),
    divmod: (a, b) => [floordiv(a, b), mod(a, b)], enumerate: (x, first) => iter(x).map((one, n) => [n + (first || 0), one]),
    filter: (test, x) => iter(x).filter((one) => truth(test ? test(one) : one)), map: (f, x) => iter(x).map((one) => f(one)), object: () => ({}),
    range: (a, b, step = 1) => Array.from({ length: Math.max(0, Math.ceil(((b ?? a) - (b === undefined ? 0 : a)) / step)) }, (_, n) => (b === undefined ? 0 : a) + n * step),
    reversed: (x) => iter(x).slice().reverse(), round: (x, places) => Number(fixed(x, places || 0)) + (places === undefined ? 0 : -0),
    sum: (x, first) => iter(x).reduce((all, one) => all + Number(one), first || 0), fromkeys: (x, value) => dict(iter(x).map((one) => [one, value ?? null])),
    zip: (lists, strict) => {
      const all = lists.map(iter), size = Math.min(...all.map((x) => x.length));
      if (strict && all.some((x) => x.length !== size)) fail(ValueError, "lists of different length");
      return Array.from({ length: size }, (_, n) => all.map((x) => x[n]));
    },
    /* Methods. */
    add: (x, one) => { x.add(key(one)); }, append: (x, one) => { x.push(one); },
    count: (x, one) => isText(x) ? x.split(one).length - 1 : iter(x).filter((y) => eq(y, one)).length,
    encode: (text, encoding) => encoding === "utf-16-le" ? new Uint8Array(units(text).buffer) : new TextEncoder().encode(text),
    end: (match) => start(match) + len(match.found[0]), startswith: anyOf("startsWith"), endswith: anyOf("endsWith"),
    get: (x, name, other = null) => x.has(key(name)) ? x.get(key(name)) : other,
    index,
    items: (x) => Array.from(x), keys: (x) => Array.from(x.keys()), values: (x) => Array.from(x.values()), join: (text, x) => iter(x).join(text),
    lower: (x) => x.toLowerCase(), upper: (x) => x.toUpperCase(), replace: (x, a, b) => a ? x.split(a).join(b) : fail(ValueError, "nothing to replace"),
    pop: (x, name, other) => {
      if (!(x instanceof Map)) return x.splice(place(x, name === undefined ? -1 : name), 1)[0];
      const found = x.has(key(name)) ? x.get(key(name)) : other === undefined ? fail(KeyError, str(name)) : other;
      x.delete(key(name));
      return found;
    },
    remove: (x, one) => { x.splice(index(x, one), 1); }, removeprefix: (x, a) => x.startsWith(a) ? x.slice(a.length) : x,
    removesuffix: (x, a) => a && x.endsWith(a) ? x.slice(0, -a.length) : x, rjust: (x, wide, fill = " ") => fill.repeat(Math.max(0, wide - len(x))) + x,
    setdefault: (x, name, value = null) => { if (!x.has(key(name))) x.set(key(name), value); return x.get(key(name)); },
    sort: (x, by, reverse) => { sorted(x, by, reverse).forEach((one, n) => { x[n] = one; }); }
  };
})();
