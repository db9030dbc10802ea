/* Makes an explorer move: reads its levers, runs its recorded model, and refreshes figure, sentence, pictures and
   table together. It holds no rule of its own: steps, words, formats, ranges and notices come with the page, written
   there by joint_working/kit/page.py. State is kept in the address after # and goes nowhere else. */
(function () {
  "use strict";

  var shared = window.jointWorking, fillSlot = shared.fillSlot, save = shared.save;

  /* --- A picture to take away ---------------------------------------------------------------------------------- */

  /* A picture leaves with its message, subtitle, standing and source drawn round it. */
  function frame(view, figure, source, address) {
    var pen = document.createElement("canvas").getContext("2d");
    var width = 600, y = 0, lines = [];
    function write(text, size, weight, colour) {
      pen.font = weight + " " + size + 'px "Joint Sans", sans-serif';
      var line = "";
      (text + " \n").split(" ").forEach(function (word) {
        if (word === "\n" || (line && pen.measureText(line + " " + word).width > width - 40)) {
          y += Math.round(size * 1.35);
          lines.push({ text: line, y: y, font: pen.font, size: size, weight: weight, colour: colour });
          line = "";
        }
        line = line ? line + " " + word : word;
      });
    }
    var style = getComputedStyle(figure), ink = style.getPropertyValue("--jw-ink"), quiet = style.getPropertyValue("--jw-quiet");
    y = 12;
    write(figure.querySelector("[data-explorer-message]").textContent, 19, 700, ink);
    write(figure.querySelector("[data-explorer-what]").textContent, 15, 400, quiet);
    var top = y + 12;
    y = top + view.height() + view.padding().top + view.padding().bottom;
    write(source, 14, 400, quiet);
    write(address, 12, 400, quiet);
    return { width: width, height: y + 20, top: top, lines: lines };
  }
  function svgBlob(around, svg) {
    var outer = new DOMParser().parseFromString('<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml");
    var root = outer.documentElement;
    root.setAttribute("viewBox", "0 0 " + around.width + " " + around.height);
    root.setAttribute("width", around.width);
    root.setAttribute("height", around.height);
    shared.draw(root, "rect", { width: "100%", height: "100%", fill: "white" });
    around.lines.forEach(function (line) {
      shared.draw(root, "text", { x: 20, y: line.y, fill: line.colour, "font-size": line.size,
        "font-weight": line.weight, "font-family": '"Joint Sans", sans-serif' }, line.text);
    });
    var inner = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    shared.draw(root, "g", { transform: "translate(20," + around.top + ")" }).append(outer.importNode(inner, true));
    return new Blob([new XMLSerializer().serializeToString(outer)], { type: "image/svg+xml" });
  }
  function canvasBlob(around, picture) {
    var canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    canvas.width = around.width * 2;
    canvas.height = around.height * 2;
    pen.scale(2, 2);
    pen.fillStyle = "white";
    pen.fillRect(0, 0, around.width, around.height);
    around.lines.forEach(function (line) {
      pen.font = line.font;
      pen.fillStyle = line.colour;
      pen.fillText(line.text, 20, line.y);
    });
    pen.drawImage(picture, 20, around.top, picture.width / 2, picture.height / 2);
    return new Promise(function (resolve) { canvas.toBlob(resolve); });
  }
  /* The file of one picture, "svg" or "png": `view` is its drawing, `figure` holds its message and subtitle. */
  function pictureBlob(kind, view, figure, source, address) {
    var around = frame(view, figure, source, address);
    return kind === "svg"
      ? view.toSVG().then(function (svg) { return svgBlob(around, svg); })
      : view.toCanvas(2).then(function (canvas) { return canvasBlob(around, canvas); });
  }
  /* --- Many scenarios at once: recorded steps on whole columns, as columns() in joint_working/formula.py wrote them -- */

  var WORK = {
    "+": function (a, b) { return a + b; }, "-": function (a, b) { return a - b; },
    "*": function (a, b) { return a * b; }, "/": function (a, b) { return a / b; },
    "<": function (a, b) { return a < b; }, "<=": function (a, b) { return a <= b; },
    ">": function (a, b) { return a > b; }, ">=": function (a, b) { return a >= b; },
    "===": function (a, b) { return a === b; }, "!": function (a) { return !a; },
    "&&": function (a, b) { return a && b; }, "||": function (a, b) { return a || b; },
    "if": function (condition, yes, no) { return condition ? yes : no; },
    "max": function (a, b) { return Math.max(a, b); }, "min": function (a, b) { return Math.min(a, b); },
    "floor": function (a) { return Math.floor(a); }
  };

  function summedUp(columns, levers) {
    var known = Object.assign({}, levers), ranked = {}, many = columns.many;
    known.each = Float64Array.from({ length: many }, function (_, n) { return n + 1; });
    columns.steps.forEach(function (step) {
      var work = WORK[step[1]], parts = step.slice(2).map(function (part) {
        return typeof part === "string" ? known[part] : part;
      });
      var a = parts[0], b = parts[1], c = parts[2], out;
      if (!parts.some(function (part) { return part.length; })) { known[step[0]] = work(a, b, c); return; }
      out = known[step[0]] = new Float64Array(many);
      for (var n = 0; n < many; n += 1) {
        out[n] = work(a.length ? a[n] : a, b && b.length ? b[n] : b, c && c.length ? c[n] : c);
      }
    });
    return columns.summaries.map(function (summary) {
      var column = known[summary[1]], place = ((many - 1) * summary[3]) / 100, low = Math.floor(place);
      if (!column.length) column = new Float64Array(many).fill(column);
      if (summary[2] === "share") return [summary[0], (100 * column.filter(Boolean).length) / many];
      var sorted = ranked[summary[1]] = ranked[summary[1]] || column.slice().sort();
      var high = Math.min(low + 1, many - 1);
      return [summary[0], sorted[low] + (place - low) * (sorted[high] - sorted[low])];
    });
  }

  /* --- One explorer ------------------------------------------------------------------------------------------ */

  function start(section) {
    var spec = JSON.parse(section.querySelector("[data-explorer-spec]").textContent);
    var find = function (hook) { return section.querySelector(hook); };
    var inputs = {}, engine, drawings = {}, values = defaults();

    function defaults() {
      var found = {};
      spec.levers.forEach(function (lever) { found[lever.name] = lever.default; });
      return found;
    }

    function number(of) { return typeof of === "string" ? engine.signal(of) : of; }
    function slot(of) { return fillSlot(spec.formats, of[0], number(of[1])); }
    function words(clauses) {
      return clauses.filter(function (clause) { return number(clause[2]); }).map(function (clause) {
        var slots = clause[1].map(slot);
        return clause[0].replace(/\{\}/g, function () { return slots.shift(); });
      }).join(" ");
    }
    function say(place, text) { if (place.textContent !== text) place.textContent = text; }
    function shown(lever, value) {
      return lever.options.length ? lever.options[value] : fillSlot(spec.formats, lever.format, value);
    }

    /* The model: each recorded step is one signal, worked out by Vega without eval. */
    function startEngine() {
      var signals = spec.levers.map(function (lever) { return { name: lever.name, value: lever.default }; });
      summaries().forEach(function (summary) { signals.push({ name: summary[0], value: summary[1] }); });
      spec.steps.forEach(function (step) { signals.push({ name: step[0], update: step[1] }); });
      return vegaEmbed(document.createElement("div"), { signals: signals }, { ast: true, mode: "vega", actions: false })
        .then(function (result) { engine = result.view; });
    }

    function summaries() { return spec.columns ? summedUp(spec.columns, values) : []; }

    function answer() {
      spec.levers.forEach(function (lever) { engine.signal(lever.name, values[lever.name]); });
      summaries().forEach(function (summary) { engine.signal(summary[0], summary[1]); });
      engine.run();
      say(find("[data-explorer-figure]"), words(spec.figure));
      say(find("[data-explorer-figure-label]"), words(spec.figure_label));
      say(find("[data-explorer-sentence]"), words(spec.sentence));
      section.querySelectorAll("[data-explorer-table] tbody tr").forEach(function (row, r) {
        row.querySelectorAll("td").forEach(function (cell, c) { say(cell, slot(spec.table[r][c])); });
      });
      spec.pictures.forEach(function (picture, number) {
        var figure = find('[data-picture="' + number + '"]');
        say(figure.querySelector("[data-explorer-message]"), words(picture.message));
        say(figure.querySelector("[data-explorer-what]"), words(picture.what));
        figure.querySelector("[data-explorer-description]").setAttribute("aria-label", words(picture.description));
        figure.querySelectorAll("[data-drawing]").forEach(function (place) {
          var view = drawings[number + place.dataset.drawing];
          if (view && place.offsetParent) feed(view, picture, place.dataset.drawing);
        });
      });
      section.querySelectorAll("[data-explorer-onward] a").forEach(function (anchor, which) {
        anchor.href = spec.onward[which][0] + spec.onward[which][1].map(function (pair) {
          return "&" + pair[0] + "=" + Math.round(number(pair[1]) * 1e4) / 1e4;
        }).join("");
      });
      showLevers();
    }

    /* Pictures: drawn at build time; replaced by a live drawing of the same size once the page is at rest. */
    function rowsOf(rows) {
      return rows.map(function (row) {
        var out = {};
        Object.keys(row).forEach(function (key) {
          var cell = row[key];
          out[key] = cell && cell.slot ? slot(cell.slot) : cell && cell.signal !== undefined ? number(cell.signal) : cell;
        });
        return out;
      });
    }
    function feed(view, picture, size) {
      picture.used[size].forEach(function (name) { view.data(name, rowsOf(picture.rows[name])); });
      view.run();
    }
    function draw(number, size) {
      var picture = spec.pictures[number], key = number + size;
      var place = find('[data-picture="' + number + '"] [data-drawing="' + size + '"]');
      if (drawings[key]) { feed(drawings[key], picture, size); return Promise.resolve(drawings[key]); }
      var drawing = Object.assign({}, picture.specs[size], { datasets: {} });
      picture.used[size].forEach(function (name) { drawing.datasets[name] = rowsOf(picture.rows[name]); });
      var fresh = document.createElement("div");
      return vegaEmbed(fresh, drawing, { ast: true, actions: false, renderer: "svg" }).then(function (result) {
        var svg = fresh.querySelector("svg");
        svg.setAttribute("aria-hidden", "true");
        svg.setAttribute("focusable", "false");
        place.replaceChildren(fresh);
        drawings[key] = result.view;
        feed(result.view, picture, size);
        return result.view;
      });
    }
    function drawVisible() {
      section.querySelectorAll("[data-picture]").forEach(function (figure) {
        figure.querySelectorAll("[data-drawing]").forEach(function (place) {
          if (place.offsetParent) draw(Number(figure.dataset.picture), place.dataset.drawing);
        });
      });
    }

    /* Levers */
    function showLevers() {
      var moved = false;
      spec.levers.forEach(function (lever) {
        var input = inputs[lever.name], row = input.closest(".jw-lever"), value = values[lever.name];
        var changed = value !== lever.default, note = row.querySelector("[data-note]");
        moved = moved || changed;
        if (Number(input.value) !== value) input.value = value;
        row.classList.toggle("changed", changed);
        note.classList.toggle("was", changed);
        say(note, changed ? "Was " + shown(lever, lever.default) : note.dataset.note);
        if (lever.options.length) return;
        var limit = value === lever.low ? ", the least" : value === lever.high ? ", the most" : "";
        say(row.querySelector("output"), shown(lever, value) + limit);
        input.setAttribute("aria-valuetext", shown(lever, value) + limit);
        input.style.setProperty("--at", (100 * (value - lever.low)) / (lever.high - lever.low) + "%");
      });
      find('[data-action="reset"]').disabled = !moved;
      var preset = find("[data-explorer-preset]");
      if (preset) {
        var match = spec.presets.find(function (candidate) {
          return spec.levers.every(function (lever) {
            var set = candidate[1][lever.name];
            return values[lever.name] === (set === undefined ? lever.default : set);
          });
        });
        preset.value = match ? match[0] : "";
      }
    }

    function link() { return shared.writeLink(linked, values); }
    function move(next) {
      values = next;
      find("[data-explorer-notice]").hidden = true;
      answer();
      shared.keep(link());
    }

    var linked = shared.linked(spec.name, spec.version, spec.oldest, spec.levers.map(function (lever) {
      return Object.assign({ key: lever.name, kind: "number", usual: lever.default }, lever, { options: [] });
    }));
    function readAddress() { return shared.readLink(linked); }
    /* Some chapters open an explorer on one of its presets. An address goes before it. */
    function opening() {
      var preset = spec.presets.find(function (candidate) { return candidate[0] === section.dataset.opens; });
      return preset ? { values: Object.assign(defaults(), preset[1]), notice: "", quiet: true } : null;
    }
    function openAddress() {
      var asked = readAddress() || opening();
      if (!asked) return;
      values = asked.values;
      shared.notify(find("[data-explorer-notice]"), asked.notice);
      answer();
      if (!asked.quiet) section.scrollIntoView({ behavior: "instant" });
    }

    /* What a reader takes away */
    function settings() {
      return spec.levers.map(function (lever) { return [lever.label, shown(lever, values[lever.name])]; });
    }
    function csv() {
      var table = find("[data-explorer-table]");
      var lines = [[spec.title], [spec.standing], ["Address", location.href.split("#")[0] + link()], []];
      lines = lines.concat([["Setting", "Value"]], settings(), [[], [table.caption.textContent]]);
      table.querySelectorAll("tr").forEach(function (row) {
        lines.push(Array.from(row.cells, function (cell) { return cell.textContent; }));
      });
      return shared.asCsv(lines);
    }
    function savePictures(kind) {
      spec.pictures.reduce(function (before, picture, number) {
        return before.then(function () { return draw(number, "wide"); }).then(function (view) {
          var figure = find('[data-picture="' + number + '"]');
          return pictureBlob(kind, view, figure, picture.source, "joint-working " + link());
        }).then(function (blob) { save(spec.name + "-" + (number + 1) + "." + kind, blob); });
      }, Promise.resolve());
    }
    function python() {
      var moved = spec.levers.filter(function (lever) { return values[lever.name] !== lever.default; });
      return "from joint_working.explorers import " + spec.variable + "\n\n" + spec.variable + ".at(" +
        moved.map(function (lever) { return lever.name + "=" + values[lever.name]; }).join(", ") + ")";
    }
    var actions = {
      reset: function () { move(defaults()); find("[data-explorer-levers]").querySelector("input,select").focus(); },
      link: function (button) { shared.copy(button, location.href.split("#")[0] + link(), "Link copied"); },
      python: function (button) { shared.copy(button, python(), "Copied"); },
      csv: function () { save(spec.name + ".csv", csv(), "text/csv"); },
      svg: function () { savePictures("svg"); },
      png: function () { savePictures("png"); }
    };

    function wire() {
      spec.levers.forEach(function (lever) {
        var input = inputs[lever.name] = find('[data-lever="' + lever.name + '"]').querySelector("input,select");
        var note = input.closest(".jw-lever").querySelector("[data-note]");
        note.dataset.note = note.textContent;
        input.disabled = false;
        input.addEventListener("input", function () {
          var next = Object.assign({}, values);
          next[lever.name] = Number(input.value);
          move(next);
        });
      });
      var preset = find("[data-explorer-preset]");
      if (preset) {
        preset.disabled = false;
        preset.addEventListener("input", function () {
          var chosen = spec.presets.find(function (candidate) { return candidate[0] === preset.value; });
          if (chosen) move(Object.assign(defaults(), chosen[1]));
        });
      }
      section.querySelectorAll("[data-action],[data-jw-print]").forEach(function (button) {
        button.disabled = button.dataset.action === "reset";
        if (button.dataset.action) button.addEventListener("click", function () { actions[button.dataset.action](button); });
      });
      if (section.clientWidth < 660) {
        section.querySelectorAll("[data-open-wide]").forEach(function (group) { group.open = false; });
      }
    }

    startEngine().then(function () {
      wire();
      showLevers();
      openAddress();
      section.explorerValue = number;
      section.dataset.explorerReady = "";
      new ResizeObserver(drawVisible).observe(section);
      addEventListener("hashchange", openAddress);
    });
  }

  /* For indicators.js, which draws with Vega too. */
  shared.pictureBlob = pictureBlob;

  document.querySelectorAll("section.explorer [data-explorer-spec]").forEach(function (node) {
    start(node.closest("section"));
  });
})();
