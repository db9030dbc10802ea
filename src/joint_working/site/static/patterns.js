/* Python's regular expressions in a browser: a pattern is written anew so that it means the same there. Added to py.js,
   and tried against Python with it. A classic script, loaded after py.js. */
(function () {
  "use strict";
  const SETS = { s: py.SPACE, d: "\\p{Nd}", w: "\\p{L}\\p{N}_" }, ASCII = { s: "\\t-\\r\\x20", d: "0-9", w: "A-Za-z0-9_" };
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
        if (/\w/.test(name) && !(/[1-9nrtfv]/.test(name) || (name === "b" && sets === ASCII))) py.fail(py.ValueError, "no " + token + (name === "b" ? " without re.ASCII" : " in a pattern"));
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
    return Object.assign(known.get(name), { lastIndex: 0 });
  }
  class Match { constructor(matched) { this.matched = matched; } }
  const group = (match, n) => match.matched[n || 0] ?? null, start = (match) => py.len(match.matched.input.slice(0, match.matched.index));
  const finding = (form) => (pattern, text, flags) => {
    const matched = expression(pattern, flags, form).exec(text);
    return matched && new Match(matched);
  };
  const finditer = (pattern, text, flags) => Array.from(text.matchAll(expression(pattern, flags, "?")), (matched) => new Match(matched));
  /* A text parted by what was found in it, with what `between` puts there instead. */
  function apart(pattern, text, between) {
    let from = 0;
    const all = finditer(pattern, text).flatMap((match) => {
      const before = text.slice(from, match.matched.index);
      from = match.matched.index + match.matched[0].length;
      return [before, ...between(match)];
    });
    return all.concat(text.slice(from));
  }
  const inserted = (words, match) => words.replace(/\\(?:g<(\d+)>|(\d)|n)/g, (_, a, b) => a || b ? group(match, a || b) || "" : "\n");

  Object.assign(py, {
    group, start, end: (match) => start(match) + py.len(match.matched[0]),
    re: {
      ASCII: "a", IGNORECASE: "i", search: finding("?"), match: finding("^?"), fullmatch: finding("^?(?![^])"), finditer,
      split: (pattern, text) => apart(pattern, text, (match) => match.matched.slice(1).map((x) => x ?? null)),
      sub: (pattern, words, text) => apart(pattern, text, (match) => [py.isText(words) ? inserted(words, match) : words(match)]).join("")
    }
  });
})();
