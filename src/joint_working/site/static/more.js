/* What fewer rules need of Python: lists in order, kinds, JSON and bytes. Added to py.js, and tried against Python with
   it. A classic script, loaded after py.js. */
(function () {
  "use strict";
  const { isArray, isText, isDict, isSet, fail, iter, at, get, key, place, truth, eq, lt, plus, fixed, ValueError } = py;
  const { dict, set, list, tuple, str, float, int } = py;
  class UnicodeDecodeError extends ValueError {}
  const bytes = (x) => Uint8Array.from(x);
  const index = (x, one, n = iter(x).findIndex((y) => eq(y, one))) => n < 0 ? fail(ValueError, "it is not there") : n;
  function sorted(items, by, reverse) {
    const sign = reverse ? -1 : 1, list = iter(items).map((x) => [by ? by(x) : x, x]);
    return list.sort(([a], [b]) => lt(a, b) ? -sign : lt(b, a) ? sign : 0).map((pair) => pair[1]);
  }
  /* What JSON holds, as rules have it: objects are dictionaries. With a letter before each name they keep their order. */
  const data = (x, cut = 0) => isArray(x) ? x.map((one) => data(one, cut)) : x && typeof x === "object"
    ? new Map(Object.keys(x).map((name) => [name.slice(cut), data(x[name], cut)])) : x;
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
  const KINDS = new Map([[dict, isDict], [set, isSet], [list, isArray], [tuple, isArray], [bytes, (x) => x instanceof Uint8Array], [str, isText],
    [truth, (x) => typeof x === "boolean"], [float, (x) => typeof x === "number"], [int, (x) => Number.isInteger(x) || typeof x === "boolean"]]);
  const isinstance = (x, kinds) => (isArray(kinds) ? kinds : [kinds]).some((kind) => KINDS.has(kind) ? KINDS.get(kind)(x) : x instanceof kind);

  Object.assign(py, {
    UnicodeDecodeError, RecursionError: RangeError, bytes, decode, index, isinstance, sorted, json: { loads },
    grown: (a, b) => isArray(a) && !Object.isFrozen(a) ? (iter(b).forEach((x) => a.push(x)), a) : plus(a, b),
    joined: (a, b) => { b.forEach((x, name) => isDict(a) ? a.set(name, x) : a.add(x)); return a; },
    keep: (self, name, make) => Object.defineProperty(self, name, { value: make() })[name],
    first: (items, test) => { for (const x of items) { const found = test(x); if (found) return found; } return null; },
    /* For a page's own script: what JSON holds, and a frozen dataclass made of it. */
    data, made: (Kind, row) => Object.assign(Object.create(Kind.prototype), Object.fromEntries(data(row))),
    all: (x) => iter(x).every(truth), any: (x) => iter(x).some(truth), object: () => ({}), ord: (x) => x.codePointAt(0),
    next: (found, other) => found ? found[0] : other === undefined ? fail(ValueError, "there is no next") : other,
    sum: (x, from = 0) => iter(x).reduce((all, one) => all + Number(one), from),
    caught: (error, kinds) => kinds.some((kind) => error instanceof kind),
    removesuffix: (x, a) => a && x.endsWith(a) ? x.slice(0, -a.length) : x,
    enumerate: (x, from = 0) => iter(x).map((one, n) => [n + from, one]), filter: (test, x) => iter(x).filter((one) => truth(test ? test(one) : one)),
    fromkeys: (x, value = null) => dict(iter(x).map((one) => [one, value])), map: (f, x) => iter(x).map((one) => f(one)),
    range: (a, b, step = 1) => b === undefined ? Array.from({ length: Math.max(a, 0) }, (_, n) => n)
      : Array.from({ length: Math.max(0, Math.ceil((b - a) / step)) }, (_, n) => a + n * step),
    reversed: (x) => iter(x).slice().reverse(), round: (x, places) => Number(fixed(x, places || 0)) + (places === undefined ? 0 : -0),
    zip: (lists, strict) => {
      const all = lists.map(iter), size = Math.min(...all.map((x) => x.length));
      if (strict && all.some((x) => x.length !== size)) fail(ValueError, "lists of different length");
      return Array.from({ length: size }, (_, n) => all.map((x) => x[n]));
    },
    count: (x, one) => isText(x) ? x.split(one).length - 1 : iter(x).filter((y) => eq(y, one)).length,
    pop: (x, name = -1, other) => {
      const found = isDict(x) && other !== undefined ? get(x, name, other) : at(x, name);
      if (isDict(x)) x.delete(key(name)); else x.splice(place(x, name), 1);
      return found;
    },
    remove: (x, one) => { x.splice(index(x, one), 1); }, sort: (x, by, reverse) => { sorted(x, by, reverse).forEach((one, n) => { x[n] = one; }); },
    setdefault: (x, name, value = null) => x.has(key(name)) ? x.get(key(name)) : x.set(key(name), value).get(key(name)),
    encode: (x, encoding) => encoding === "utf-16-le" ? new Uint8Array(Uint16Array.from({ length: x.length }, (_, n) => x.charCodeAt(n)).buffer) : new TextEncoder().encode(x)
  });
})();
