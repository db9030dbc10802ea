/* Moves a picture that was drawn when the book was built. What a picture holds comes with the page, written by
   joint_working/kit/moving.py: tables, scales, axes and marks, each expression a number in a list of functions.
   It writes into the SVG that stands there, only what changed, and asks the browser for no measure.
   What it writes is the same as Vega's, number by number: tests/site/test_pictures.py. */
(function () {
  "use strict";

  const shared = window.jointWorking;

  /* --- Numbers of an axis ------------------------------------------------------------------------------------- */

  /* The distance of ticks that divide a stretch into about `count` parts: 1, 2 or 5 of a power of ten. Below one it is
     given as its reciprocal, negative, which is a whole number. */
  function stepOf(low, high, count) {
    const rough = (high - low) / Math.max(0, count), power = Math.floor(Math.log10(rough)), left = rough / 10 ** power;
    const factor = left >= Math.sqrt(50) ? 10 : left >= Math.sqrt(10) ? 5 : left >= Math.SQRT2 ? 2 : 1;
    return power < 0 ? -(10 ** -power) / factor : 10 ** power * factor;
  }
  function ticks([low, high], count) {
    if (low === high) return [low];
    const step = stepOf(low, high, count), at = (end) => step > 0 ? end / step : end * -step;
    const first = Math.ceil(at(low) - 1e-9), found = [];
    for (let each = first; each <= at(high) + 1e-9; each += 1) found.push(step > 0 ? each * step : each / -step);
    return found;
  }
  /* The domain, widened to whole steps. */
  function nice([low, high]) {
    for (let tries = 0, last = 0; tries < 10; tries += 1) {
      const step = stepOf(low, high, 10);
      if (step === last || !step || !isFinite(step)) break;
      const by = (end, round) => step > 0 ? round(end / step) * step : round(end * -step) / -step;
      [low, high, last] = [by(low, Math.floor), by(high, Math.ceil), step];
    }
    return [low, high];
  }
  /* How a tick's number is written: to the places of the step, in groups of three, with a true minus. */
  function labeller([low, high], count, whole) {
    const step = stepOf(low, high, count), places = step < 0 && isFinite(step) ? Math.ceil(Math.log10(-step) - 1e-9) : 0;
    return (value) => {
      const digits = Math.abs(value).toFixed(whole ? 0 : places);
      const [units, rest] = digits.split(".");
      const grouped = whole ? units : units.replace(/\B(?=(\d{3})+$)/g, ",");
      return (value < 0 && Number(digits) ? "\u2212" : "") + grouped + (rest ? "." + rest : "");
    };
  }

  /* --- Scales ------------------------------------------------------------------------------------------------- */

  function linear({ zero, nice: whole, padding, domainMin, clamp }, domain, range) {
    let [low, high] = domain;
    const [start, stop] = range;
    if (padding && low !== high) {
      const reach = Math.abs(stop - start), grow = reach / (reach - 2 * padding), middle = (low + high) / 2;
      [low, high] = [middle + (low - middle) * grow, middle + (high - middle) * grow];
    }
    if (zero) [low, high] = [Math.min(0, low), Math.max(0, high)];
    if (domainMin !== undefined) low = domainMin;
    if (whole) [low, high] = nice([low, high]);
    function scale(value) {
      let part = high === low ? 0.5 : (value - low) / (high - low);
      if (Number.isNaN(part)) return undefined;
      if (clamp) part = Math.max(0, Math.min(1, part));
      return start * (1 - part) + stop * part;
    }
    function flush(value) {
      const at = scale(value), [left, right] = [Math.min(start, stop), Math.max(start, stop)];
      if (at - left < right - at && at - left <= 1) return "left";
      return right - at <= 1 ? "right" : "center";
    }
    return Object.assign(scale, { ends: [low, high], reach: range, flush });
  }
  function band({ inner, outer }, domain, range) {
    const [start, stop] = [Math.min(...range), Math.max(...range)], many = domain.length;
    const room = many - inner + 2 * outer, step = (stop - start) / (many && room > 0 ? room : 1);
    const first = start + (stop - start - step * (many - inner)) * 0.5, back = range[1] < range[0];
    const places = new Map(domain.map((value, at) => [value, first + step * (back ? many - 1 - at : at)]));
    return Object.assign((value) => places.get(value), { values: domain, bandwidth: step * (1 - inner) });
  }
  function ordinal(_, domain, range) {
    const given = new Map(domain.map((value, at) => [value, range[at % range.length]]));
    return (value) => given.get(value);
  }
  const SCALES = { linear, band, ordinal };

  function known(value) { return value !== null && value !== undefined && value === value; }
  /* The least and the greatest number of some tables' fields. Without a number there is no axis, unless one always
     holds nought. */
  function extent({ fields, always }, tables) {
    let [low, high] = [Infinity, -Infinity];
    const take = (value) => { if (known(value)) [low, high] = [Math.min(low, value), Math.max(high, value)]; };
    always.forEach(take);
    fields.forEach(([table, field]) => tables[table].forEach((row) => take(row[field])));
    return low > high && fields.length + always.length === 1 ? [NaN, NaN] : [low, high];
  }
  /* The different values of some tables' fields: as they come, by their own order, or by the least of another field. */
  function values({ fields, sort }, tables) {
    const least = new Map();
    fields.forEach(([table, field]) => tables[table].forEach((row) => {
      const value = row[field], rank = typeof sort === "string" ? row[sort] : 0;
      if (!least.has(value) || rank < least.get(value)) least.set(value, rank);
    }));
    const found = Array.from(least.keys());
    if (sort === true) return found.sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
    return sort ? found.sort((a, b) => least.get(a) - least.get(b)) : found;
  }

  /* --- Tables ------------------------------------------------------------------------------------------------- */

  function parted(rows, fields) {
    const parts = new Map();
    rows.forEach((row) => {
      const key = JSON.stringify(fields.map((field) => row[field]));
      if (!parts.has(key)) parts.set(key, []);
      parts.get(key).push(row);
    });
    return Array.from(parts.values());
  }
  function stacked(rows, call, by, field, sort, down, [low, high]) {
    parted(rows, by).forEach((part) => {
      const ends = [0, 0];
      if (sort) part.sort((a, b) => (down ? b[sort] - a[sort] : a[sort] - b[sort]));
      part.forEach((row) => {
        const side = row[field] < 0 ? 1 : 0;
        row[low] = ends[side];
        row[high] = ends[side] += row[field];
      });
    });
    return rows;
  }
  const STEPS = {
    filter: (rows, call, test) => rows.filter((row) => call(test, row)),
    formula: (rows, call, name, of) => rows.map((row) => Object.assign(row, { [name]: call(of, row) })),
    flatten: (rows, call, field, name) => rows.flatMap((row) => row[field].map((value) => ({ ...row, [name]: value }))),
    aggregate: (rows, call, by, field, name) => parted(rows, by).map((part) => Object.fromEntries(
      [...by.map((key) => [key, part[0][key]]), [name, Math.max(...part.map((row) => row[field]))]])),
    stack: stacked
  };

  /* --- Shapes ------------------------------------------------------------------------------------------------- */

  /* Points joined by straight lines, or by curves that rise and fall only where they do. */
  function straight(points) { return points.map((point) => point.join()).join("L"); }
  function monotone(points) {
    const last = points.length - 1;
    if (last < 2) return straight(points);
    const wide = points.slice(1).map(([x], at) => x - points[at][0]);
    const rise = wide.map((width, at) => (points[at + 1][1] - points[at][1]) / width);
    const slopes = points.map((_, at) => {
      if (at === 0 || at === last) return 0;
      const [a, b] = [rise[at - 1], rise[at]], [wa, wb] = [wide[at - 1], wide[at]];
      const least = Math.min(Math.abs(a), Math.abs(b), 0.5 * Math.abs((a * wb + b * wa) / (wa + wb)));
      return ((a < 0 ? -1 : 1) + (b < 0 ? -1 : 1)) * least || 0;
    });
    slopes[0] = (3 * rise[0] - slopes[1]) / 2;
    slopes[last] = (3 * rise[last - 1] - slopes[last - 1]) / 2;
    return points[0].join() + wide.map((width, at) => {
      const [[x, y], [x2, y2], third] = [points[at], points[at + 1], width / 3];
      return `C${x + third},${y + third * slopes[at]},${x2 - third},${y2 - third * slopes[at + 1]},${x2},${y2}`;
    }).join("");
  }
  /* A line or an area, broken where an item is not defined. */
  function path(items, isArea) {
    const joined = items.some((item) => item.interpolate === "monotone") ? monotone : straight, runs = [[]];
    items.forEach((item) => { if (item.defined === false) runs.push([]); else runs[runs.length - 1].push(item); });
    return runs.filter((run) => run.length).map((run) => {
      const top = run.map(({ x, y }) => [x || 0, y || 0]);
      if (!isArea) return "M" + joined(top) + (run.length === 1 ? "Z" : "");
      const foot = run.map(({ x, y, y2 }) => [x || 0, (y || 0) + (y2 - y || 0)]).reverse();
      return `M${joined(top)}L${joined(foot)}Z`;
    }).join("");
  }
  function symbol(shape, size) {
    const r = Math.sqrt(size) / 2, h = (r * Math.sqrt(3)) / 2;
    if (shape === "circle") return `M${r},0A${r},${r},0,1,1,${-r},0A${r},${r},0,1,1,${r},0`;
    if (shape === "square") return `M${-r},${-r}h${2 * r}v${2 * r}h${-2 * r}Z`;
    if (shape === "diamond") return `M${-r},0L0,${-r}L${r},0L0,${r}Z`;
    if (shape === "triangle-up") return `M0,${-h}L${-r},${h}L${r},${h}Z`;
    if (shape === "triangle-down") return `M0,${h}L${-r},${-h}L${r},${-h}Z`;
    return shape.replace(/-?[\d.]+/g, (number) => number * r);
  }
  function box(x, y, width, height, radius) {
    const c = Math.max(0, Math.min(radius || 0, width / 2, height / 2)), k = c * 0.448084975506;
    if (!c) return `M${x},${y}h${width}v${height}h${-width}Z`;
    const [x2, y2] = [x + width, y + height];
    return `M${x + c},${y}L${x2 - c},${y}C${x2 - k},${y},${x2},${y + k},${x2},${y + c}` +
      `L${x2},${y2 - c}C${x2},${y2 - k},${x2 - k},${y2},${x2 - c},${y2}` +
      `L${x + c},${y2}C${x + k},${y2},${x},${y2 - k},${x},${y2 - c}L${x},${y + c}C${x},${y + k},${x + k},${y},${x + c},${y}Z`;
  }
  /* Where a bar starts and how long it is, one way. */
  function reach(start, stop, middle, length) {
    if (stop !== undefined && start !== undefined) return [Math.min(start, stop), Math.abs(stop - start)];
    if (stop !== undefined) return [stop - (length || 0), length];
    return [middle === undefined ? start : middle - (length || 0) / 2, length];
  }
  const ANCHORS = { left: "start", center: "middle", right: "end" }, RISES = { top: 0.79, middle: 0.3, bottom: -0.21 };
  function at(x, y) { return `translate(${x || 0},${y || 0})`; }
  function words({ text, lineBreak }) {
    const lines = lineBreak && text ? String(text).split(lineBreak) : [text];
    return lines.map((line) => known(line) ? String(line).trim() : "");
  }
  const SHAPES = {
    rect(item) {
      const [x, width] = reach(item.x, item.x2, item.xc, item.width);
      const [y, height] = reach(item.y, item.y2, item.yc, item.height);
      return { d: box(x || 0, y || 0, width || 0, height || 0, item.cornerRadius) };
    },
    rule({ x, y, x2 = x, y2 = y }) { return { transform: at(x, y), x2: (x2 || 0) - (x || 0), y2: (y2 || 0) - (y || 0) }; },
    symbol({ x, y, size, shape = "circle" }) { return { transform: at(x, y), d: symbol(shape, size) }; },
    text({ x, y, dx, dy, align, baseline, fontSize }) {
      const rise = Math.round((RISES[baseline] || 0) * fontSize);
      return { "text-anchor": ANCHORS[align] || "start", transform: at((x || 0) + (dx || 0), (y || 0) + (dy || 0) + rise) };
    }
  };
  const OUTLINE = { fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-dasharray": "4 3", opacity: 1 };
  const TAGS = { rect: "path", rule: "line", symbol: "path", text: "text", line: "path", area: "path" };

  /* --- Writing into the SVG ----------------------------------------------------------------------------------- */

  /* Some nodes of one group, made and taken away as they are asked for. Each knows what was last written on it. */
  function nodesOf(group, tag) {
    const nodes = Array.from(group.children, (node) => ({ node, known: {} }));
    function write(at, told, as, lines) {
      const attributes = as ? { ...told, ...as } : told;
      if (!nodes[at]) nodes[at] = { node: shared.draw(group, tag, {}), known: {} };
      const { node, known: was } = nodes[at];
      for (const name in attributes) {
        const value = known(attributes[name]) && attributes[name] !== "transparent" ? String(attributes[name]) : null;
        if (!(name in was)) was[name] = node.getAttribute(name);
        if (was[name] !== value && value === null) node.removeAttribute(name);
        else if (was[name] !== value) node.setAttribute(name, value);
        was[name] = value;
      }
      if (lines) writeLines(nodes[at], lines.lines, lines.high);
    }
    return { write, keep: (many) => nodes.splice(many).forEach(({ node }) => node.remove()) };
  }
  function writeLines(place, lines, high) {
    const { node } = place, text = lines.join("\n");
    if (place.text === text) return;
    place.text = text;
    if (lines.length > 1) {
      node.replaceChildren();
      lines.forEach((line, at) => shared.draw(node, "tspan", at ? { x: 0, dy: high } : {}, line));
    } else if (node.firstChild && node.firstChild.nodeType === 3) node.firstChild.data = text;
    else node.textContent = text;
  }
  /* The group that holds one part of a mark's rows, as Vega nests it. */
  function partOf(holder, at, name) {
    let group = holder.children[at];
    if (!group) {
      group = shared.draw(holder, "g", { transform: "translate(0,0)" });
      shared.draw(shared.draw(group, "g", {}), "g", { class: name });
    }
    return group.querySelector(":scope > g > g");
  }

  /* Of labels that touch, every second one is hidden, until none do. */
  function hideTouching(labels, { letters, along }, size) {
    const length = (text) => Array.from(text).reduce((sum, letter) => sum + (letters[letter] || letters[0]), 0) * size / 1000;
    const ends = ({ at, text, align }) => {
      if (along === "y") return [at - size / 2, at + size / 2];
      const long = length(text), start = at - (align === "left" ? 0 : align === "right" ? long : long / 2);
      return [start, start + long];
    };
    let left = labels.filter(({ text }) => text).map((label) => ({ label, ends: ends(label) }));
    const all = left, touch = () => left.some((one, at) => at &&
      Math.max(one.ends[0] - left[at - 1].ends[1], left[at - 1].ends[0] - one.ends[1]) < 0);
    while (left.length > 2 && touch()) left = left.filter(({ label }, at) => { label.row.hidden = at % 2; return !(at % 2); });
    if (left.length < 3 && all.length > 2 && all[all.length - 1].label.row.hidden) {
      if (left.length > 1) left[left.length - 1].label.row.hidden = 1;
      all[all.length - 1].label.row.hidden = 0;
    }
  }

  /* --- One picture -------------------------------------------------------------------------------------------- */

  /* Makes a picture move: `svg` is its drawing on the page. Gives feed(rows, signals), which takes the rows of its
     tables by name, and the values of its signals. */
  function picture(spec, functions, svg) {
    const root = svg.querySelector("g.root > g > g"), tables = {}, scales = {};
    let signals;
    const call = (number, row) => functions[number](row, scales, signals);
    /* What a row tells of each name; `into` is for a second part of the same. */
    function told(numbers, row, into = {}) {
      for (const name in numbers) into[name] = call(numbers[name], row);
      return into;
    }

    function setScale({ name, type, domain, from, range, ...more }) {
      const found = from ? (type === "linear" ? extent : values)(from, tables) : call(domain);
      scales[name] = SCALES[type](more, found, call(range));
    }

    /* Marks */
    function drawer(mark, group, as) {
      const nodes = nodesOf(group, TAGS[mark.type]), nested = mark.type === "line" || mark.type === "area";
      return (rows) => {
        const sorted = mark.sort === undefined ? rows : Array.from(rows, (row) => [call(mark.sort, row), row])
          .sort(([a], [b]) => a - b).map(([, row]) => row);
        if (nested) {
          const items = sorted.map((row) => told(mark.place, row));
          if (items.length) nodes.write(0, told(mark.paint, sorted[0], { d: path(items, mark.type === "area") }), as);
          return nodes.keep(Math.min(items.length, 1));
        }
        sorted.forEach((row, at) => {
          const item = told(mark.place, row), isText = mark.type === "text";
          const lines = isText && { lines: words(item), high: item.lineHeight };
          nodes.write(at, told(mark.paint, row, SHAPES[mark.type](item)), as, lines);
        });
        nodes.keep(sorted.length);
      };
    }
    function markDrawer(mark, holder, as) {
      const parts = [];
      if (!mark.parts) return (() => { const draw = drawer(mark, holder, as); return () => draw(tables[mark.data]); })();
      return () => {
        const found = parted(tables[mark.data], mark.parts);
        found.forEach((rows, at) => {
          parts[at] = parts[at] || drawer(mark, partOf(holder, at, `mark-${mark.type} role-mark ${mark.name}`), as);
          parts[at](rows);
        });
        parts.splice(found.length);
        Array.from(holder.children).slice(found.length).forEach((group) => group.remove());
      };
    }

    /* Axes */
    function ticksOf({ scale: name, values: given, count, step, whole }) {
      const scale = scales[name];
      if (scale.values) return scale.values.map((value) => ({ value, label: value }));
      const span = Math.abs(scale.ends[1] - scale.ends[0]), [low, high] = scale.reach.slice().sort((a, b) => a - b);
      const many = step ? Math.min(call(count), Math.floor(span / step || 1) + 1) : call(count);
      const label = labeller(scale.ends, many, whole);
      let found = given || ticks(scale.ends, many);
      if (given) {
        found = given.filter((value) => Math.floor(low) <= scale(value) && scale(value) <= Math.ceil(high));
        found.sort((a, b) => (scale.reach[0] > scale.reach[1] ? -1 : 1) * (scale(a) - scale(b)));
        const ends = [found[0], found[found.length - 1]];
        while (many > 0 && found.length > many && found.length >= 3) found = found.filter((_, at) => !(at % 2));
        if (many > 0 && ends[0] !== ends[1] && found.length < 3) found = ends;
      }
      return found.map((value) => ({ value, label: label(value) }));
    }
    function axisDrawer(axis, holder) {
      const drawn = axis.marks.map((mark) => ({ mark, draw: drawer(mark, holder.querySelector(`.${mark.name}`)) }));
      return () => {
        const rows = ticksOf(axis);
        if (axis.overlap) {
          const { place } = axis.marks.find(({ type }) => type === "text"), size = call(place.fontSize);
          const labels = rows.map((row) => ({ row, at: call(place[axis.overlap.along], row),
            text: String(call(place.text, row)), align: call(place.align, row) }));
          hideTouching(labels, { ...axis.overlap, letters: call(axis.overlap.letters) }, size);
        }
        drawn.forEach(({ draw }) => draw(rows));
      };
    }
    const axes = svg.querySelectorAll(".role-axis");
    const placeOf = (mark) => root.querySelector(`:scope > .${mark.group || mark.name}`);
    const draw = [...spec.axes.map((axis) => axisDrawer(axis, axes[axis.at])), ...spec.marks.map((mark) => markDrawer(mark, placeOf(mark)))];

    function worked(rows) {
      const made = { ...rows };
      spec.data.forEach(({ name, source, steps }) => {
        made[name] = steps.reduce((left, [kind, ...how]) => STEPS[kind](left, call, ...how), made[source].map((row) => ({ ...row })));
      });
      return made;
    }
    /* The same marks by other rows, over these and on the same scales: outlines, and no words. Gone where there are none. */
    let outlines;
    function drawBeside(other) {
      if (!other && !outlines) return;
      if (!outlines) {
        const group = shared.draw(root, "g", { class: "jw-outlines" });
        outlines = spec.marks.filter(({ type }) => type !== "text").map((mark) =>
          markDrawer(mark, shared.draw(group, "g", { class: mark.name }), OUTLINE));
      }
      Object.assign(tables, other || Object.fromEntries(Object.keys(tables).map((name) => [name, []])));
      outlines.forEach((one) => one());
    }

    return function feed(rows, more, beside) {
      signals = { width: spec.width, height: spec.height, ...more };
      const own = worked(rows), other = beside && worked(beside);
      Object.assign(tables, own);
      if (other) Object.keys(other).forEach((name) => { tables[name] = [...own[name], ...other[name]]; });
      spec.scales.forEach(setScale);
      drawBeside(other);
      Object.assign(tables, own);
      draw.forEach((one) => one());
    };
  }

  Object.assign(shared, { picture });
})();
