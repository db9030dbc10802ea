/* Your own accounts on the page: shows one partnership's published figures, and reads figures that are typed, pasted or
   opened from a file. It holds no rule of its own: columns, patterns, limits and every sentence are read from the page,
   where Python wrote them from data/account_*.csv; the steps are those of models/accounts.py, and both are tried on
   tests/models/account_cases.yaml. What is typed is kept in the address after # and in files the reader saves, and goes
   nowhere else; it is only ever put on the page as text. A classic script, to be loaded with defer. */
(function () {
  "use strict";

  const shared = window.jointWorking, make = shared.make, filled = shared.filled;
  const grouped = function (number) { return shared.printed(number, 0); };
  function match(pattern, text) { return new RegExp(pattern, "i").exec(text); }

  function start(root) {
    const rules = JSON.parse(root.querySelector("[data-own-rules]").textContent);
    const words = rules.words;
    const spaces = new RegExp(rules.spaces, "g");
    const find = function (hook) { return root.querySelector(hook); };

    /* --- 1. From a file to rows of cells, as in models/accounts.py ------------------------------------------------ */

    function fault(key) { return rules.faults.find(function (one) { return one.key === key; }); }
    function field(key) { return rules.fields.find(function (one) { return one.key === key; }); }
    function unguarded(cell) { return /^'+[=+\-@]/.test(cell) ? cell.slice(1) : cell; }
    function tidy(cell) { return cell.replace(spaces, " ").replace(/^ +| +$/g, ""); }
    function short(text) {
      const letters = Array.from(text);
      return letters.length <= rules.cut ? text : letters.slice(0, rules.cut - 1).join("") + "…";
    }
    function quoted(text) { return "“" + short(text) + "”"; }
    function problem(key, row, column, told) {
      const one = fault(key), texts = {};
      const all = Object.assign({ row: row || 0, column: column === undefined ? 0 : column + 1, limit: one.limit }, told);
      Object.keys(all).forEach(function (name) {
        if (all[name]) texts[name] = typeof all[name] === "string" ? all[name] : grouped(Math.floor(all[name]));
      });
      const at = column === undefined ? -1 : column;
      return { row: row || 0, column: at, key: key, sentence: filled(one.sentence, texts) };
    }
    function refused(one) {
      return { heads: [], fields: [], units: [], cells: [], rows: [], problems: one, remarks: [], fits: false };
    }
    function ofKind(kind, text) {
      return rules.faults.find(function (one) { return one.kinds.includes(kind) && match(one.pattern, text); });
    }
    function tooLarge(size) {
      return size > fault("too-large").limit * 1000 ? problem("too-large", 0, undefined, { size: Math.ceil(size / 1000) }) : null;
    }

    function decoded(bytes) {
      function as(name, data, strict) { return new TextDecoder(name, { fatal: strict, ignoreBOM: true }).decode(data); }
      if (bytes[0] === 0xff && bytes[1] === 0xfe) return as("utf-16le", bytes.subarray(2));
      if (bytes[0] === 0xfe && bytes[1] === 0xff) return as("utf-16be", bytes.subarray(2));
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return as("utf-8", bytes.subarray(3));
      const head = Array.from(bytes.subarray(0, 1000));
      function noughts(first) {
        const places = head.filter(function (_, at) { return at % 2 === first; });
        return places.filter(function (byte) { return byte === 0; }).length * 2 > places.length;
      }
      if (head.length > 3 && noughts(1)) return as("utf-16le", bytes);
      if (head.length > 3 && noughts(0)) return as("utf-16be", bytes);
      try { return as("utf-8", bytes, true); } catch (error) { return as("windows-1252", bytes); }
    }

    /* A text, or the bytes of a file, read: figures, or what is wrong. */
    function read(source) {
      let wrong = null;
      if (typeof source !== "string") {
        const opening = Array.from(source.subarray(0, 16), function (byte) { return String.fromCharCode(byte); }).join("");
        const kind = ofKind("bytes", opening);
        wrong = tooLarge(source.length) || (kind && problem(kind.key));
        if (wrong) return refused([wrong]);
        source = decoded(source);
      }
      source = source.replace(/^\ufeff/, "");
      wrong = tooLarge(new TextEncoder().encode(source).length) || (tidy(source) ? null : problem("empty"));
      const kind = wrong ? null : ofKind("text", source);
      if (wrong || kind) return refused([wrong || problem(kind.key)]);
      const found = records(source);
      return found.opened ? refused([problem("open-quote", found.opened)]) : check(found.rows, marked(source).mark);
    }

    function records(text) {
      const mark = marked(text).mark, rows = [];
      text = marked(text).rest;
      let row = [], cell = "", inside = false, touched = false, opened = 0, at = 0;
      while (at < text.length) {
        const letter = text[at];
        at += 1;
        if (inside) {
          if (letter !== '"') cell += letter;
          else if (text[at] === '"') { cell += '"'; at += 1; }
          else inside = false;
        } else if (letter === '"' && !cell.replace(/ /g, "") && !touched) {
          cell = "";
          inside = touched = true;
          opened = rows.length + 1;
        } else if (letter === mark || letter === "\r" || letter === "\n") {
          row.push(cell);
          cell = "";
          touched = false;
          if (letter !== mark) {
            if (letter === "\r" && text[at] === "\n") at += 1;
            rows.push(row);
            row = [];
          }
        } else cell += letter;
      }
      if (inside) return { rows: rows, opened: opened };
      if (cell || row.length || touched) rows.push(row.concat(cell));
      return { rows: rows, opened: 0 };
    }
    function marked(text) {
      const told = /^sep=([\t;|,])\r?\n/.exec(text);
      return told ? { mark: told[1], rest: text.slice(told[0].length) } : { mark: markOf(text), rest: text };
    }
    function markOf(text) {
      const marks = Array.from(rules.marks);
      let counts = marks.map(function () { return 0; }), inside = false, seen = false;
      for (const letter of text) {
        const at = marks.indexOf(letter);
        if (letter === '"') inside = !inside;
        else if (!inside && (letter === "\r" || letter === "\n")) {
          if (seen) break;
          counts = marks.map(function () { return 0; });
        } else if (!inside && at >= 0) counts[at] += 1;
        seen = seen || (Boolean(tidy(letter)) && at < 0);
      }
      const most = Math.max.apply(null, counts);
      return most ? marks[counts.indexOf(most)] : ",";
    }
    function written(cell) {
      if (/^'*[=+\-@]/.test(cell) && !/^[+-]?[0-9.,]+$/.test(cell)) cell = "'" + cell;
      return /[",;|\t\r\n]|^ | $/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell;
    }
    function write(lines) {
      return lines.map(function (line) { return line.map(written).join(",") + "\r\n"; }).join("");
    }

    /* --- 2. From rows of cells to figures ------------------------------------------------------------------------- */

    function heading(cell) { return cell.toLowerCase().replace(/[^a-z0-9]+/g, " ").replace(/^ | $/g, ""); }
    /* A text without some letters at its start, at its end or at both. */
    function bare(text, letters, from, to) {
      let first = 0, last = text.length;
      while (from && first < last && letters.includes(text[first])) first += 1;
      while (to && last > first && letters.includes(text[last - 1])) last -= 1;
      return text.slice(first, last);
    }
    function ended(text) { return bare(text, look.ends, true, true); }
    const look = rules.heading, names = {}, unitNames = {}, inUnit = new RegExp(look.in_unit, "g");
    const usual = field("unit").words[0];
    rules.fields.forEach(function (one) {
      [heading(one.key), heading(one.label)].concat(one.names).forEach(function (name) { names[name] = one.key; });
    });
    Object.keys(field("unit").options).forEach(function (word) {
      unitNames[word.replace(inUnit, "")] = field("unit").options[word];
    });
    function unitOf(text) {
      const plain = text.toLowerCase().replace(new RegExp(look.before_unit), "").replace(inUnit, "");
      return Object.hasOwn(unitNames, plain) ? unitNames[plain] : "";
    }

    /* What a heading means, all of it: its field, the unit it gives, and what must be asked about. */
    function understood(head) {
      const none = { field: "", unit: "", fault: "", said: "" };
      if (Array.from(head).length > look.longest) return none;
      let said = [], outside = head, inside = match(look.brackets, outside);
      while (inside) {
        said = said.concat(pieces(inside[1], "brackets"));
        outside = outside.slice(0, inside.index) + " " + outside.slice(inside.index + inside[0].length);
        inside = match(look.brackets, outside);
      }
      const name = named(outside);
      if (!name) return Object.assign(none, { fault: nameless(head, outside) });
      const called = heading(outside.slice(name.start, name.end));
      let key = name.key, unit = "";
      said.slice().forEach(function (piece) {
        const words = heading(piece.words), longer = fieldNamed(called + " " + words) || fieldNamed(words + " " + called);
        if (!longer) return;
        key = longer;
        said.splice(said.indexOf(piece), 1);
      });
      const one = field(key), wrong = [];
      for (const piece of said.concat(beside(outside.slice(0, name.start), -1), beside(outside.slice(name.end), 1))) {
        const given = unitOf(piece.words);
        if (given && one.kind === "money") {
          if (unit && unit !== given) wrong.push(["heading-two-units", piece.words]);
          unit = unit || given;
        } else if (!accepted(piece, one, given)) {
          const asks = asked(piece, one);
          if (!asks && (piece.how === "before" || piece.how === "after")) {
            return Object.assign(none, { fault: nameless(head, outside) });
          }
          wrong.push([asks || "heading-not-understood", piece.words]);
        }
      }
      return { field: key, unit: unit, fault: wrong.length ? wrong[0][0] : "", said: wrong.length ? wrong[0][1] : "" };
    }
    function fieldOf(head) { return understood(head).field; }
    function fieldNamed(words) { return Object.hasOwn(names, words) ? names[words] : ""; }
    function nameless(head, outside) {
      if (unitOf(ended(head)) || unitOf(ended(outside))) return "heading-unit-alone";
      return match(fault("heading-unsaid").pattern, heading(outside)) ? "heading-unsaid" : "";
    }
    function named(text) {
      const words = Array.from(text.matchAll(/[A-Za-z0-9]+/g));
      function run(first, size) {
        const some = words.slice(first, first + size);
        const key = some.length === size && fieldNamed(some.map(function (word) { return word[0].toLowerCase(); }).join(" "));
        const gaps = some.slice(1).map(function (word, at) {
          return text.slice(some[at].index + some[at][0].length, word.index);
        }).join("");
        if (!key || bare(gaps, look.quiet, true, true)) return null;
        const last = some[size - 1];
        return { key: key, start: some[0].index, end: last.index + last[0].length };
      }
      const most = Math.min(look.words, words.length);
      for (let size = most; size; size -= 1) {
        const found = run(0, size);
        if (found) return found;
      }
      for (let size = most; size; size -= 1) {
        for (let first = 1; first < words.length; first += 1) {
          const found = run(first, size);
          if (found) return found;
        }
      }
      return null;
    }
    function beside(text, side) {
      const words = ended(text);
      if (!words) return [];
      const gap = side > 0 ? text.slice(0, text.length - bare(text, look.ends, true, false).length)
        : text.slice(bare(text, look.ends, false, true).length);
      const parted = Array.from(look.parting).some(function (mark) { return gap.includes(mark); }) || gap.includes(" -") ||
        gap.includes("- ") || !/[A-Za-z0-9]/.test(side > 0 ? words[0] : words[words.length - 1]);
      return pieces(words, parted ? "parted" : side > 0 ? "after" : "before");
    }
    function pieces(words, how) {
      return (unitOf(ended(words)) ? [words] : words.split(/[,;]/)).map(function (piece) {
        return { words: ended(piece) || bare(piece, " ", true, true), how: how };
      }).filter(function (piece) { return piece.words; });
    }
    function signed(one) { return one.kind === "money" && one.low !== null && one.low < 0; }
    function accepted(piece, one, unit) {
      if (one.kind === "note") return !unit && piece.how !== "before" && piece.how !== "after";
      if (one.kind === "year") return Boolean(match(fault("year-words-accepted").pattern, piece.words));
      if (one.kind === "choice") {
        const known = ["or", "and"].concat(Object.keys(one.options).join(" ").split(" "));
        return heading(piece.words).split(" ").every(function (word) { return known.includes(word); });
      }
      return signed(one) && piece.how === "brackets" && Boolean(match(fault("under-accepted").pattern, piece.words));
    }
    function asked(piece, one) {
      const loose = piece.how === "before" || piece.how === "after";
      const found = rules.faults.find(function (each) {
        if (!each.kinds.includes("table") || !each.pattern || each.key === "heading-unsaid") return false;
        if (one.kind !== "money" && (each.key !== "heading-footnote" || loose)) return false;
        if (each.key === "heading-set-aside" && one.needed !== "column") return false;
        if (each.key === "heading-direction" && !signed(one)) return false;
        const place = match(each.pattern, piece.words);
        return place && (piece.how !== "after" || place.index === 0) &&
          (piece.how !== "before" || place.index + place[0].length === piece.words.length);
      });
      return found ? found.key : "";
    }
    function trimmed(row) {
      const kept = row.slice();
      while (kept.length && !kept[kept.length - 1]) kept.pop();
      return kept;
    }

    function check(typed, mark) {
      const table = typed.map(function (row) { return row.map(function (cell) { return unguarded(tidy(cell)); }); });
      const numbers = table.map(function (_, at) { return at + 1; }).filter(function (number) { return table[number - 1].some(Boolean); });
      if (!numbers.length) return refused([problem("empty")]);
      const top = numbers[0], heads = trimmed(table[top - 1]), meant = heads.map(understood), wide = heads.length;
      const fields = meant.map(function (one) { return one.field; }), units = meant.map(function (one) { return one.unit; });
      const rows = numbers.slice(1).map(function (number) { return [number, trimmed(table[number - 1])]; });
      let wrong = headings(top, heads, meant, rows);
      if (!wrong.length) {
        wrong = rows.filter(function (row) { return row[1].length > wide; }).map(function (row) {
          return problem("too-many-cells", row[0], undefined, { size: row[1].length, limit: wide });
        });
      }
      if (wrong.length) return Object.assign(refused(wrong), { heads: heads, fields: fields, units: units });
      const cells = rows.map(function (row) { return [row[0], row[1].concat(Array(wide - row[1].length).fill(""))]; });
      const doubt = doubtOf(cells, fields, mark);
      const figures = cells.map(function (row) { return figuresOf(row[0], row[1], heads, meant, doubt, wrong); });
      twice(figures, fields, wrong);
      wrong.sort(function (a, b) { return a.row - b.row || a.column - b.column; });
      const kept = [];
      fields.forEach(function (key, at) {
        if (!key && heads[at]) kept.push(problem("column-kept", top, at, { field: short(heads[at]) }));
      });
      return {
        top: top, heads: heads, fields: fields, units: units, cells: cells, rows: wrong.length ? [] : figures,
        problems: wrong, remarks: kept, fits: !wrong.some(function (one) { return rules.read_twice.includes(one.key); })
      };
    }
    function isMoney(key) { return Boolean(key) && field(key).kind === "money"; }
    function doubtOf(cells, fields, mark) {
      const pattern = fault("decimal-comma").pattern;
      const comma = cells.some(function (row) {
        return fields.some(function (key, at) { return isMoney(key) && match(pattern, row[1][at]); });
      });
      return comma ? "comma" : mark === ";" ? ";" : "";
    }

    function headings(top, heads, meant, rows) {
      const fields = meant.map(function (one) { return one.field; });
      const names = heads.filter(Boolean).map(quoted).join(", "), least = fault("no-headings").limit;
      if (fields.filter(Boolean).length < least) {
        const lower = rows.slice(0, fault("headings-lower").limit).find(function (row) {
          return row[1].filter(fieldOf).length >= least;
        });
        if (lower) return [problem("headings-lower", lower[0])];
        const years = heads.filter(function (head) { return match(fault("year-accepted").pattern, head); });
        if (years.length >= fault("years-across").limit) return [problem("years-across", top)];
        const needed = rules.fields.filter(function (one) { return one.needed; }).map(function (one) { return one.label; });
        return [problem("no-headings", top, undefined, { needed: needed.join(", "), names: names })];
      }
      const found = [];
      const plain = meant.map(function (one) {
        return one.fault && one.fault !== "heading-not-understood" ? "" : one.field;
      });
      meant.forEach(function (one, at) {
        const told = { head: quoted(heads[at]), said: quoted(one.said) }, first = plain.indexOf(plain[at]);
        if (plain[at] && first < at) {
          Object.assign(told, { other: first + 1, names: quoted(heads[first]), field: field(plain[at]).label });
          found.push(problem("column-twice", top, at, told));
        } else if (one.fault && !(plain[at] && plain.lastIndexOf(plain[at]) > at)) {
          told.field = one.field ? field(one.field).label : "";
          found.push(problem(one.fault, top, at, told));
        }
      });
      rules.fields.forEach(function (one) {
        if (one.needed && !fields.includes(one.key)) found.push(problem("column-missing", top, undefined, { field: one.label, names: names }));
      });
      heads.forEach(function (head, at) {
        const below = !head && rows.find(function (row) { return row[1][at]; });
        if (below) found.push(problem("column-unnamed", below[0], at, { cell: quoted(below[1][at]) }));
      });
      [["too-many-columns", heads.length], ["too-many-rows", rows.length]].forEach(function (pair) {
        if (pair[1] > fault(pair[0]).limit) found.push(problem(pair[0], 0, undefined, { size: pair[1] }));
      });
      return found.length || rows.length ? found : [problem("no-rows")];
    }

    /* The values of a row by field; what is wrong in it is added to `wrong`. */
    function figuresOf(number, row, heads, meant, doubt, wrong) {
      const values = {};
      rules.fields.forEach(function (one) { values[one.key] = null; });
      const fields = meant.map(function (one) { return one.field; });
      const places = rules.fields.filter(function (one) { return fields.includes(one.key); });
      const first = places.filter(function (one) { return one.kind === "unit"; });
      first.concat(places.filter(function (one) { return one.kind !== "unit"; })).forEach(function (one) {
        const at = fields.indexOf(one.key), unit = meant[at].unit || values.unit || usual;
        const found = cellOf(row[at], one, unit, doubt);
        values[one.key] = found.value === undefined ? null : found.value;
        if (found.fault) {
          wrong.push(problem(found.fault, number, at, Object.assign({ cell: quoted(row[at]), field: one.label }, found.told)));
        }
      });
      unitFault(number, row, heads, meant, values.unit, wrong);
      rules.fields.forEach(function (one) {
        const part = values[one.key], whole = one.part_of ? values[one.part_of] : null;
        if (part === null || whole === null || part <= whole) return;
        const at = fields.indexOf(one.key);
        wrong.push(problem("part-too-large", number, at, { cell: quoted(row[at]), other: field(one.part_of).label, field: one.label }));
      });
      return { number: number, values: values };
    }
    function unitFault(number, row, heads, meant, stated, wrong) {
      const every = meant.map(function (_, at) { return at; });
      const sums = every.filter(function (at) { return isMoney(meant[at].field) && row[at]; });
      const place = every.findIndex(function (at) { return meant[at].field === "unit"; });
      if (stated) {
        const odd = sums.find(function (at) { return meant[at].unit && meant[at].unit !== stated; });
        if (odd === undefined) return;
        wrong.push(problem("unit-disagrees", number, place, {
          cell: quoted(row[place]), head: quoted(heads[odd]), other: meant[odd].unit, field: field("unit").label
        }));
        return;
      }
      const given = sums.find(function (at) { return meant[at].unit && meant[at].unit !== usual; });
      const lacks = sums.find(function (at) { return !meant[at].unit && !match(look.says_million, row[at]); });
      if (given === undefined || lacks === undefined || (place >= 0 && row[place])) return;
      wrong.push(problem("unit-missing", number, lacks, {
        cell: quoted(row[lacks]), field: field(meant[lacks].field).label, head: quoted(heads[given]),
        other: meant[given].unit, names: field("unit").label
      }));
    }
    function first(kind, cell) {
      const found = ofKind(kind, cell);
      return { fault: found ? found.key : "" };
    }
    function cellOf(cell, one, unit, doubt) {
      if (!cell) return { fault: one.needed === "cell" ? "empty-cell" : "" };
      if (one.kind === "note") {
        const size = Array.from(cell).length;
        return { value: cell, fault: first("note", cell).fault || (size > fault("too-long").limit ? "too-long" : ""), told: { size: size } };
      }
      if (one.kind === "choice" || one.kind === "unit") {
        const option = Object.hasOwn(one.options, cell.toLowerCase()) && one.options[cell.toLowerCase()];
        return option ? { value: option } : { fault: first("choice", cell).fault, told: { names: one.words.join(", ") } };
      }
      return one.kind === "year" ? yearOf(cell, one) : sumOf(cell, one, unit, doubt);
    }
    function yearName(from) { return from + "/" + String((from + 1) % 100).padStart(2, "0"); }
    function yearOf(cell, one) {
      const found = match(fault("year-accepted").pattern, cell);
      if (!found) return first("year", cell);
      const from = Number(found[1]);
      if (Number(found[2]) !== (from + 1) % 100) return { fault: "year-halves" };
      if (from < one.low || from > one.high) {
        return { fault: "year-out-of-range", told: { low: yearName(one.low), high: yearName(one.high) } };
      }
      return { value: yearName(from) };
    }
    function sumOf(cell, one, unit, doubt) {
      const told = { unit: unit, number: withoutCommas(cell) };
      const found = match(fault("sum-accepted").pattern, cell) || match(fault("brackets-accepted").pattern, cell);
      if (!found) {
        const key = first("money", cell).fault;
        return { fault: key, told: key === "decimal-comma" ? { unit: unit, number: withPoint(cell) } : told };
      }
      const sign = found[1] || "", digits = found[2], point = found[3] || "", divide = field("unit").divide[unit];
      if (doubt && digits.includes(",")) return { fault: "comma-twice", told: told };
      if (doubt === "comma" && /^[1-9][0-9]{0,2}$/.test(digits) && point.length === 4) {
        told.number = cell.replace(/\./g, "") + " or " + cell;
        return { fault: "point-twice", told: told };
      }
      if (found[4] && divide !== 1) return { fault: "unit-twice", told: { other: unit } };
      let value = Number(digits.replace(/[, ]/g, "") + point) / divide;
      const minus = sign === "(" || Array.from(rules.minuses).some(function (letter) { return sign.includes(letter); });
      if (value && minus) value = -value;
      function bound(limit) { return (limit < 0 ? "−" : "") + "£" + grouped(Math.abs(limit)) + "m"; }
      if (value < one.low) {
        Object.assign(told, { low: bound(one.low), number: digits + point });
        return { fault: one.low === 0 ? "less-than-nought" : "too-small", told: told };
      }
      if (value > one.high) return { fault: "too-big", told: Object.assign(told, { high: bound(one.high) }) };
      if (one.needed && value > 0 && value < fault("too-little").limit) return { fault: "too-little", told: told };
      return { value: value };
    }
    function withPoint(cell) {
      return cell.replace(/([0-9])[. ](?=[0-9])/g, "$1").replace(/(^|[^0-9]),/g, "$10,").replace(/,/g, ".");
    }
    function withoutCommas(cell) {
      const without = cell.replace(/,/g, ""), one = cell.split(",").length === 2 && !cell.includes(".");
      return one ? without + " or " + cell.replace(/,/g, ".") : without;
    }
    function twice(rows, fields, wrong) {
      const seen = {};
      rows.forEach(function (row) {
        const year = row.values.year, basis = row.values.basis, pair = year + ", " + basis;
        if (year === null || basis === null) return;
        if (!Object.hasOwn(seen, pair)) { seen[pair] = row.number; return; }
        const at = fields.indexOf("year");
        wrong.push(problem("row-twice", row.number, at, { cell: quoted(pair), other: seen[pair], field: field("year").label }));
      });
    }

    /* --- 3. From figures to measures, words and levers ------------------------------------------------------------ */

    function show(format, number) { return shared.fillSlot(rules.formats, format, number).replace(/\u00a0/g, " "); }
    function added(terms, row, before) {
      return terms.reduce(function (total, term) {
        const name = term.replace(/^-/, ""), of = name.startsWith("before.") ? before : row;
        const value = of ? of.values[name.replace("before.", "")] : null;
        if (total === null || value === null) return null;
        return term[0] === "-" ? total - value : total + value;
      }, 0);
    }
    function measured(row, rows) {
      const before = rows.find(function (other) {
        return other.values.year === yearName(Number(row.values.year.slice(0, 4)) - 1) && other.values.basis === row.values.basis;
      });
      const found = {};
      rules.measures.forEach(function (one) {
        const top = added(one.top, row, before), bottom = added(one.bottom, row, before);
        if (!one.bottom.length || top === null) found[one.key] = top;
        else found[one.key] = bottom !== null && bottom > 0 ? 100 * top / bottom : null;
      });
      return found;
    }
    function latest(rows) {
      const order = field("basis").words;
      return rows.slice().sort(function (a, b) {
        if (a.values.year !== b.values.year) return a.values.year < b.values.year ? 1 : -1;
        return order.indexOf(b.values.basis) - order.indexOf(a.values.basis);
      })[0];
    }
    function sentence(row, values) {
      const said = rules.measures.filter(function (one) { return one.says && values[one.key] !== null && values[one.key] >= 0; });
      const parts = said.map(function (one) { return one.says.replace("{}", function () { return show(one.format, values[one.key]); }); });
      const of = Object.assign({ name: whose.name }, row.values);
      return [filled(words[whose.key], of)].concat(parts.length ? parts : words.little).join(" ");
    }
    /* How a cell was read: the reader's own heading, the unit and the sum; "" where nothing is new. */
    function reading(key, head, given, stated, value) {
      if (!key) return "";
      const one = field(key), own = head && ![one.key, one.label, one.key + " (" + given + ")"].includes(head);
      const said = own ? [filled(words.heading, { head: head })] : [], unit = given || stated || usual;
      if (one.kind === "money" && (own || given || unit !== usual)) {
        if (value !== null) said.push(filled(words["read-as"], { unit: unit, value: millions(value) }));
        else if (given || unit !== usual) said.push(filled(words.read, { unit: unit }));
      }
      return said.join(" ");
    }
    function millions(value) {
      return (value < 0 ? "−" : "") + "£" + shared.printed(Math.abs(value), 6).replace(/\.?0+$/, "") + "m";
    }
    function onStep(value, lever) {
      const step = Math.floor((value - lever.low) / lever.step + 0.5 + 1e-9) * lever.step;
      const nearest = Number((lever.low + step).toFixed(4));
      return nearest >= lever.low && nearest <= lever.high ? nearest : null;
    }
    function starts(values, code) {
      const found = { levers: {}, says: [], outside: [], stays: [], link: "" };
      rules.levers.forEach(function (lever) {
        const one = rules.measures.find(function (measure) { return measure.lever === lever.name; });
        const value = one ? values[one.key] : null, told = { label: lever.label, range: lever.range };
        if (lever.name === "councils" && code) {
          found.levers.councils = rules.places[code].councils - 1;
          told.value = lever.options[found.levers.councils];
          found.says.push(filled(words.councils, told));
        } else if (value === null) found.stays.push(lever.label);
        else {
          const step = onStep(value, lever);
          told.figure = show(lever.format, value);
          if (step === null) { found.outside.push(filled(words.outside, told)); return; }
          found.levers[lever.name] = step;
          told.value = show(lever.format, step);
          found.says.push(filled(told.value === told.figure ? words.exact : words.near, told));
        }
      });
      if (found.levers.health_payment !== undefined && found.levers.council_payment !== undefined) {
        found.link = "#explorer=" + rules.lab.name + "&v=" + rules.lab.version + rules.levers.map(function (lever) {
          const value = found.levers[lever.name];
          return value === undefined || value === lever.default ? "" : "&" + lever.name + "=" + value;
        }).join("") + (code ? "&place=" + code : "");
      }
      return found;
    }

    /* --- 4. The form: what was typed, and what it says ------------------------------------------------------------ */

    const place = find("select[name=place]"), fill = find("select[name=fill]"), which = find("select[name=row]");
    const answers = Array.from(root.querySelectorAll("[data-answer]"));
    const form = find("[data-own-rows]"), back = find("[data-own-back]"), paste = find("[data-own-paste]");
    const box = paste.querySelector("textarea"), file = paste.querySelector("input[type=file]");
    /* `heads` and `typed` are the cells as they stand in the form, below `above` blank rows of the file they came from;
       the first `theirs` headings are the reader's. */
    let heads = [], typed = [], theirs = 0, above = 0, before = null, answer = null, waiting = 0, follow = true;
    /* Whose figures stand in the form: "own", "example" or "published", and of which partnership. */
    let whose = { key: "example", name: "" };

    function blank() { return heads.map(function () { return ""; }); }
    /* The same table with a column for every field, headed by the field's own words, in the unit the others have. */
    function whole(names, rows) {
      const there = names.map(understood), units = there.map(function (one) { return one.unit; }).filter(Boolean);
      const given = units.every(function (unit) { return unit === units[0]; }) ? units[0] : usual;
      const lacking = rules.fields.filter(function (one) {
        return !there.some(function (other) { return other.field === one.key; });
      });
      const more = lacking.map(function (one) {
        return one.label + (given && units.some(function (unit) { return unit !== usual; }) && one.kind === "money" ? " (" + given + ")" : "");
      });
      return [names.concat(more)].concat(rows.map(function (row) { return row.concat(more.map(function () { return ""; })); }));
    }
    function isBlank() { return !typed.some(function (row) { return row.some(function (cell) { return tidy(cell); }); }); }
    /* The rows up to the last that holds anything, the headings first; and the same numbered as in their file. */
    function lines() {
      let last = typed.length;
      while (last && !typed[last - 1].some(tidy)) last -= 1;
      return [heads].concat(typed.slice(0, last));
    }
    function numbered(rows) { return Array(above).fill([]).concat(rows); }
    /* As lines, without columns that are empty and not needed, headed by the fields' keys: short enough for an address. */
    function shortLines() {
      const all = lines(), meant = heads.map(understood), keys = meant.map(function (one) { return one.field; });
      const kept = keys.map(function (key, at) {
        const full = all.slice(1).some(function (row) { return tidy(row[at]); });
        return (key && field(key).needed) || (full && (key || heads[at])) ? at : -1;
      }).filter(function (at) { return at >= 0; });
      return all.map(function (row, line) {
        return kept.map(function (at) {
          return line || !keys[at] ? row[at] : keys[at] + (meant[at].unit ? " (" + meant[at].unit + ")" : "");
        });
      });
    }

    function fillWith(names, rows, of, skipped, first) {
      const table = whole(names, rows);
      heads = table[0];
      theirs = first === undefined ? names.length : first;
      typed = table.slice(1);
      above = skipped || 0;
      whose = of || { key: "own", name: "" };
      follow = true;
      fill.value = whose.key;
      if (!typed.length) typed = [blank()];
      draw();
      say();
    }
    /* Rows of a table that fits, blank ones between them too, so that row numbers stay those of the file. */
    function take(found) {
      remember();
      const rows = [];
      found.cells.forEach(function (row) { rows[row[0] - found.top - 1] = row[1]; });
      for (let at = 0; at < rows.length; at += 1) rows[at] = rows[at] || found.heads.map(function () { return ""; });
      fillWith(found.heads, rows, null, found.top - 1);
      answer.problems.forEach(function (one) { panelOf(one).open = true; });
    }
    function panelOf(one) { return form.querySelector('[data-at="' + (one.row - above - 2) + '"]'); }
    function remember() {
      if (isBlank() || whose.key === "example") return;
      before = { heads: heads, named: theirs, rows: typed.map(function (row) { return row.slice(); }), above: above, whose: whose };
      back.hidden = false;
    }

    function draw(open) {
      form.replaceChildren();
      typed.forEach(function (row, at) {
        if (at < typed.length - 1 && !row.some(tidy)) return;
        const panel = make("details", "jw-own-row"), cells = make("div", "jw-own-cells"), name = make("summary");
        panel.dataset.at = at;
        panel.open = open === undefined ? at === typed.length - 1 : at === open;
        panel.append(name, cells);
        heads.forEach(function (head, column) { cells.append(cellBox(at, column, head)); });
        const remove = make("button", "jw-button", "Take this row out");
        remove.type = "button";
        remove.addEventListener("click", function () {
          remember();
          typed.splice(at, 1);
          if (!typed.length) typed.push(blank());
          draw();
          changed();
          form.querySelector("summary").focus();
        });
        panel.append(remove);
        form.append(panel);
      });
    }
    function cellBox(at, column, head) {
      const meant = understood(head), key = meant.field, one = key && field(key), cell = make("div", "jw-own-cell");
      const id = root.dataset.explorer + "-" + at + "-" + column, raw = typed[at][column];
      const label = make("label", "", one ? one.label : head || "Column " + (column + 1));
      cell.dataset.unit = meant.unit;
      label.htmlFor = id;
      let input;
      if (one && one.words.length) {
        input = make("select");
        const known = [""].concat(one.words);
        const value = tidy(raw).toLowerCase(), same = Object.hasOwn(one.options, value) ? one.options[value] : raw;
        if (!known.includes(same)) known.push(same);
        known.forEach(function (option) {
          const line = make("option", "", option);
          line.value = option;
          input.append(line);
        });
        input.value = same;
      } else {
        input = make("input");
        input.type = "text";
        input.autocomplete = "off";
        input.spellcheck = false;
        input.value = raw;
        if (one && one.kind === "money") input.inputMode = "decimal";
      }
      input.id = id;
      input.setAttribute("aria-describedby", id + "-said");
      const note = make("small", "", one ? rules.notes[key] : "Kept, and not used");
      const said = make("p", "jw-own-wrong");
      const about = make("div");
      about.id = id + "-said";
      about.append(note, make("small", "jw-own-read"), said);
      input.addEventListener("input", function () {
        typed[at][column] = input.value;
        whose = { key: "own", name: "" };
        changed();
      });
      cell.append(label, input, about);
      return cell;
    }

    function changed() {
      fill.value = "own";
      clearTimeout(waiting);
      waiting = setTimeout(function () { say(); keep(); }, 300);
    }

    /* Says what the figures come to, or what is wrong and where. */
    function say() {
      answer = isBlank() ? null : check(numbered(lines()));
      const keys = heads.map(fieldOf), unitAt = keys.indexOf("unit");
      const problems = answer ? answer.problems : [], wrong = find("[data-own-problems]");
      const offset = above + 2; /* the first row below the headings */
      form.querySelectorAll("details").forEach(function (panel) {
        const at = Number(panel.dataset.at), mine = problems.filter(function (one) { return one.row === at + offset; });
        const head = ["year", "basis"].map(function (key) { return tidy(typed[at][keys.indexOf(key)] || ""); });
        const line = answer && answer.rows.find(function (one) { return one.number === at + offset; });
        const stated = tidy(typed[at][unitAt] || "").toLowerCase(), options = field("unit").options;
        const name = "Row " + (at + offset) + (head.filter(Boolean).length ? ": " + head.filter(Boolean).join(", ") : "");
        panel.querySelector("summary").textContent = name + (mine.length ? " – " + mine.length + " to mend" : "");
        panel.querySelectorAll(".jw-own-cell").forEach(function (cell, column) {
          const here = mine.filter(function (one) { return one.column === column; });
          const input = cell.querySelector("input, select");
          const unit = Object.hasOwn(options, stated) ? options[stated] : "", head = column < theirs ? tidy(heads[column]) : "";
          const value = line && keys[column] ? line.values[keys[column]] : null;
          cell.querySelector(".jw-own-read").textContent = reading(keys[column], head, cell.dataset.unit, unit, value);
          cell.querySelector(".jw-own-wrong").textContent = here.map(function (one) { return one.sentence; }).join(" ");
          if (here.length) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
        });
      });
      wrong.hidden = !problems.length;
      wrong.replaceChildren();
      if (problems.length) {
        wrong.append(make("p", "", count(problems)), listed(problems, true), make("p", "", words.kept));
      }
      const made = whose.key === "example";
      find("[data-own-badge]").hidden = !made || !answer;
      root.toggleAttribute("data-own-made", made); /* a handout leaves the example out */
      const rows = answer ? answer.rows : [], chosen = which.value, line = latest(rows);
      which.replaceChildren.apply(which, rows.map(function (row) { return make("option", "", nameOf(row)); }));
      if (line) which.value = nameOf(line);
      if (!follow && rows.map(nameOf).includes(chosen)) which.value = chosen;
      find("[data-own-which]").hidden = rows.length < 2;
      find("[data-own-result]").hidden = !rows.length;
      tell();
    }
    function count(problems) {
      return problems.length === 1 ? words.one : filled(words.many, { count: String(problems.length) });
    }
    function listed(problems, go) {
      const list = make("ul");
      problems.slice(0, rules.shown).forEach(function (one) {
        const item = make("li"), panel = go && panelOf(one);
        const button = make(panel ? "button" : "span", panel ? "jw-own-go" : "", one.sentence);
        if (panel) {
          button.type = "button";
          button.addEventListener("click", function () {
            panel.open = true;
            const input = panel.querySelectorAll(".jw-own-cell")[Math.max(one.column, 0)].querySelector("input, select");
            input.focus();
          });
        }
        item.append(button);
        list.append(item);
      });
      const left = problems.length - rules.shown;
      if (left > 0) list.append(make("li", "", filled(words.more, { count: String(left) })));
      return list;
    }
    function nameOf(row) { return row.values.year + ", " + row.values.basis; }
    function chosenRow() { return answer && answer.rows.find(function (row) { return nameOf(row) === which.value; }); }

    /* The sentence, the table and the start of the lab, from the row chosen. */
    function tell() {
      const row = chosenRow(), said = find("[data-own-sentence]");
      const remarks = answer ? answer.remarks.map(function (one) { return one.sentence; }).join(" ") : "";
      said.hidden = Boolean(answer && answer.problems.length);
      said.textContent = answer ? (row ? sentence(row, measured(row, answer.rows)) + (remarks ? " " + remarks : "") : "") : words.empty;
      if (!row) return;
      const table = find("[data-own-table]"), head = table.tHead.rows[0], all = cells();
      head.replaceChildren(head.cells[0]);
      all[0].slice(1).forEach(function (text) {
        const cell = make("th", "n", text);
        cell.scope = "col";
        head.append(cell);
      });
      table.tBodies[0].replaceChildren.apply(table.tBodies[0], all.slice(1).map(function (line) {
        const out = make("tr"), label = make("th", "", line[0]);
        label.scope = "row";
        out.append(label);
        line.slice(1).forEach(function (text) { out.append(make("td", "n", text)); });
        return out;
      }));
      const found = starts(measured(row, answer.rows), place.value), begin = find("[data-own-start]");
      begin.replaceChildren(begin.querySelector("h5"));
      if (found.link) {
        const list = make("ul");
        found.says.concat(found.outside).forEach(function (text) { list.append(make("li", "", text)); });
        begin.append(make("p", "", words.starts), list);
      } else begin.append(make("p", "", rules.needed));
      begin.append(make("p", "", filled(words.stays, { names: found.stays.join(", ") })));
      if (found.link) {
        const link = make("a", "jw-button", filled(words.go, row.values)), holder = make("p");
        link.href = rules.lab.page + found.link;
        holder.append(link);
        begin.append(holder);
      }
    }
    function cells() {
      const rows = answer ? answer.rows : [];
      const values = rows.map(function (row) { return measured(row, rows); });
      return [["What"].concat(rows.map(nameOf))].concat(
        rules.measures.map(function (one) {
          return [one.label].concat(values.map(function (of) { return of[one.key] === null ? "no figure" : show(one.format, of[one.key]); }));
        })
      );
    }

    /* --- 5. The partnership, and the address ------------------------------------------------------------------------ */

    function choose() {
      const code = place.value;
      answers.forEach(function (one) { one.hidden = one.dataset.answer !== code; });
      find("[data-explorer-sentence]").textContent = answers.find(function (one) { return !one.hidden; }).querySelector(".jw-sentence").textContent;
      const option = fill.querySelector("[value=published]"), held = rules.places[code].published;
      option.disabled = option.hidden = !held;
      option.textContent = held ? "What was published for " + rules.places[code].name + ", " + held.year : "What was published";
      root.querySelectorAll("[data-own-picture]").forEach(function (svg) {
        const now = svg.querySelector('[data-code="' + code + '"]'), was = svg.querySelector("[data-code]:last-child");
        if (now === was) return;
        ["stroke", "stroke-width", "opacity"].forEach(function (name) {
          const look = now.getAttribute(name);
          now.setAttribute(name, was.getAttribute(name));
          was.setAttribute(name, look);
        });
        was.querySelectorAll("text").forEach(function (text) { text.setAttribute("display", "none"); });
        now.querySelectorAll("text").forEach(function (text) { text.removeAttribute("display"); });
        svg.append(now);
      });
      if (chosenRow()) tell();
    }
    function link() {
      const own = isBlank() || whose.key === "example" ? "" : write(numbered(shortLines()));
      const fits = own.length <= rules.longest;
      find("[data-own-long]").hidden = fits;
      find("[data-own-long]").textContent = words.long;
      return "#explorer=" + root.dataset.explorer + "&v=" + root.dataset.version + "&place=" + place.value +
        (own && fits ? "&own=" + encodeURIComponent(own) : "");
    }
    function keep() {
      root.dataset.state = link();
      shared.keep(root.dataset.state);
    }
    function fromAddress() {
      const asked = new URLSearchParams(location.hash.slice(1)), notice = find("[data-own-notice]");
      if (asked.get("explorer") !== root.dataset.explorer) return;
      const version = asked.get("v") || "", code = asked.get("place") || place.options[0].value;
      const newer = !/^[0-9]{1,4}$/.test(version) || Number(version) > Number(root.dataset.version);
      const wrong = newer ? words.newer : rules.places[code] && Object.hasOwn(rules.places, code) ? "" : words.place;
      shared.misfit(notice, wrong);
      if (!wrong) {
        place.value = code;
        const own = asked.get("own");
        if (own && own !== write(numbered(shortLines()))) opened(own);
      }
      choose();
      root.dataset.state = link();
      root.scrollIntoView({ behavior: "instant" });
    }

    /* What was pasted, opened or linked: into the form, or said why not. The text stays in its box. */
    function opened(source) {
      const found = read(source);
      if (found.fits) take(found);
      else {
        if (typeof source === "string") box.value = source;
        paste.open = true;
      }
      refuse(found.fits ? [] : [make("p", "", count(found.problems)), listed(found.problems), make("p", "", words.kept)]);
      return found.fits;
    }
    /* What is wrong with a table that was not taken, and whose figures are shown instead of it. */
    function refuse(said) {
      const notice = find("[data-own-refused]"), left = words["whose-" + (isBlank() ? "nothing" : whose.key)];
      notice.hidden = !said.length;
      if (said.length) said.push(make("p", "", filled(words.unread, { whose: filled(left, { name: whose.name }) })));
      notice.replaceChildren.apply(notice, said);
    }
    function openedByHand(source) {
      if (!opened(source)) return;
      keep();
      form.querySelector("summary").focus();
    }

    place.addEventListener("change", function () {
      find("[data-own-notice]").hidden = true;
      choose();
      keep();
    });
    fill.addEventListener("change", function () {
      remember();
      const held = rules.places[place.value].published;
      const chosen = fill.value;
      if (chosen === "example") example();
      else if (chosen === "nothing" || !held) fillWith([], []);
      else {
        const cells = rules.fields.map(function (one) { return held[one.key] || ""; });
        const names = rules.fields.map(function (one) { return one.label; });
        fillWith(names, [cells], { key: "published", name: rules.places[place.value].name });
      }
      fill.value = chosen;
      keep();
    });
    which.addEventListener("change", function () {
      follow = false;
      tell();
    });
    find("[data-own-add]").addEventListener("click", function () {
      typed.push(blank());
      draw();
      say();
      form.querySelector("details:last-child :is(input, select)").focus();
    });
    back.addEventListener("click", function () {
      const now = { heads: heads, named: theirs, rows: typed, above: above, whose: whose };
      fillWith(before.heads, before.rows, before.whose, before.above, before.named);
      before = now;
      keep();
    });
    find("[data-own-read]").addEventListener("click", function () {
      openedByHand(box.value);
    });
    file.addEventListener("change", function () {
      if (!file.files.length) return;
      const chosen = file.files[0], large = tooLarge(chosen.size);
      file.value = "";
      if (large) refuse([make("p", "", large.sentence)]);
      else chosen.arrayBuffer().then(function (bytes) { openedByHand(new Uint8Array(bytes)); });
    });
    window.addEventListener("hashchange", fromAddress);
    window.addEventListener("pagehide", function () { if (waiting) { clearTimeout(waiting); keep(); } });

    /* --- 6. What a reader takes away -------------------------------------------------------------------------------- */

    const save = shared.save, copy = shared.copy;
    function on(hook, act) { find(hook).addEventListener("click", function (event) { act(event.currentTarget); }); }
    function asPython() {
      return "from joint_working.explorers.money.own_accounts import own_accounts\n\nplace, figures = own_accounts.from_link(" +
        JSON.stringify(link()) + ")\nprint(own_accounts.as_text(figures) if figures else own_accounts.place(place))";
    }
    /* The drawing with its message above, and the partnership, the source and the address of this page below. */
    function picture() {
      const drawn = find("[data-own-picture=wide]").cloneNode(true), high = drawn.viewBox.baseVal.height;
      const wide = drawn.viewBox.baseVal.width;
      const page = location.protocol === "file:" ? "" : location.href.split("#")[0];
      const notes = [rules.places[place.value].name + ".", find("figure .jw-source").textContent, page].join(" ").match(/\S{100}|.{1,100}(?: |$)/g);
      const size = { y: -34, height: high + 50 + 15 * notes.length };
      drawn.setAttribute("viewBox", "0 " + size.y + " " + wide + " " + size.height);
      drawn.setAttribute("height", size.height);
      drawn.prepend(shared.draw(drawn, "rect", { y: size.y, width: wide, height: size.height, fill: "white" }));
      shared.draw(drawn, "text", { x: 16, y: -12, "font-size": 17, "font-weight": 700 }, find(".jw-message").textContent);
      notes.forEach(function (line, at) { shared.draw(drawn, "text", { x: 16, y: high + 14 + 15 * at, "font-size": 11 }, line); });
      return new XMLSerializer().serializeToString(drawn);
    }
    function rowsOf(table) {
      return Array.from(table.rows, function (row) { return Array.from(row.cells, function (cell) { 
        return tidy(Array.from(cell.childNodes, function (part) { return part.textContent; }).join(" "));
      }); });
    }
    on("[data-own-save]", function () { save(root.dataset.explorer + ".csv", "\ufeff" + write(numbered(lines())), "text/csv"); });
    on("[data-own-csv]", function () { save("what-they-say.csv", "\ufeff" + write(cells().concat(whose.key === "example" ? [["Illustrative figures"]] : [])), "text/csv"); });
    on("[data-own-list]", function () {
      const shown = answers.find(function (one) { return !one.hidden; });
      save("published-" + place.value + ".csv", "\ufeff" + write(rowsOf(shown.querySelector("[data-own-held]"))), "text/csv");
    });
    on("[data-own-link]", function (button) { copy(button, location.href.split("#")[0] + link(), "Link copied"); });
    on("[data-own-python]", function (button) { copy(button, asPython(), "Copied"); });
    on("[data-own-svg]", function () { save(root.dataset.explorer + ".svg", picture(), "image/svg+xml"); });
    on("[data-own-png]", function () { shared.savePng(root.dataset.explorer + ".png", picture()); });

    /* For the tests: the same answer as Python's, from a text or bytes. */
    root.ownRead = function (source) {
      const found = read(typeof source === "string" ? source : new Uint8Array(source));
      const line = latest(found.rows), values = line && measured(line, found.rows), shown = whose;
      whose = { key: "own", name: "" };
      const told = line ? sentence(line, values) : "";
      whose = shown;
      return Object.assign({}, found, {
        readings: line ? found.fields.map(function (key, at) {
          return reading(key, found.heads[at], found.units[at], line.values.unit, key ? line.values[key] : null);
        }) : [],
        measures: found.rows.map(function (row) { return measured(row, found.rows); }),
        sentence: told, start: line ? starts(values, "") : null
      });
    };

    function example() {
      fillWith(rules.example[0], rules.example.slice(1).map(function (row) { return row.slice(); }), { key: "example", name: "" });
    }
    place.selectedIndex = 0;
    example();
    choose();
    root.dataset.live = "";
    root.dataset.state = link();
    fromAddress();
  }

  document.querySelectorAll("[data-jw-accounts]").forEach(start);
})();
