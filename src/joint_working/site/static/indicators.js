/* The Indicator Reader on the page: looks up the figures a reader chooses, lets the recorded model read them, and fills
   sentence, cautions, pictures and tables together. It holds no rule of its own: figures, classes, cautions, words,
   steps, drawings and formats come with the page, written there by joint_working/explorers/judging_it/indicator_reader.py, and
   each function below looks up what the function of the same name there looks up. A test compares what both show.
   State is kept in the address after # and goes nowhere else. Loaded after explorer.js, a classic script. */
(function () {
  "use strict";
  var MINUS = "\u2212";

  function start(section) {
    var spec = JSON.parse(section.querySelector("[data-reader-spec]").textContent);
    var find = function (hook) { return section.querySelector(hook); };
    var shared = window.jointWorking, setting = Object.assign({}, spec.usual), found, engine, drawings = {};
    var measures = byKey(spec.measures, "key"), places = byKey(spec.places, "code"), selects = {};

    /* A list that stands twice is written once, and what is a sum of others is worked out here. */
    spec.measures.forEach(function (measure) {
      ["tops", "bottoms"].forEach(function (part) {
        var same = measure[part] && measure[part].same;
        if (same) measure[part] = measures.get(same[0])[same[1]];
      });
      if (measure.per) measure.values = measure.tops.map(function (tops, area) {
        return tops.map(function (top, year) {
          var bottom = measure.bottoms[area][year];
          return top === null || !bottom ? null : measure.per * top / bottom;
        });
      });
      if (measure.counted) measure.shown = measure.values.map(function (row) {
        return row.map(function (value) { return value === null || !row[0] ? null : 100 * (value - row[0]) / row[0]; });
      });
    });

    function byKey(list, key) {
      return new Map(list.map(function (item) { return [item[key], item]; }));
    }
    function say(place, text) { if (place.textContent !== text) place.textContent = text; }
    function firstYear(year) { return Number(year.slice(0, 4)); }

    /* --- Settings: the options of every select, and what gives way ------------------------------------------- */

    function options(chosen) {
      var measure = measures.get(chosen.measure), place = places.get(chosen.place);
      var family = place.group >= 0 ? [["family", "Its family group"]] : [];
      return {
        measure: spec.measures.map(function (one) { return [one.key, one.title]; }),
        place: spec.places.map(function (one) { return [one.code, one.name]; }),
        comparator: [["scotland", "Scotland"]].concat(family, place.beside.map(function (at) {
          return [spec.places[at].code, spec.places[at].name];
        })),
        year: measure.options.slice().reverse().map(function (at) { return [measure.years[at], measure.years[at]]; }),
        tiles: Object.entries(spec.tile_options)
      };
    }
    function within(list, value) { return list.some(function (option) { return option[0] === value; }); }
    /* The setting, or the name of the first choice asked for that is not in its list. */
    function at(from, changes) {
      var chosen = Object.assign({}, from, changes), wrong = null;
      if (!measures.has(chosen.measure)) return "measure";
      if (!places.has(chosen.place)) return "place";
      var allowed = options(chosen);
      ["comparator", "year", "tiles"].forEach(function (name) {
        if (within(allowed[name], chosen[name])) return;
        if (name in changes) wrong = wrong || name;
        else chosen[name] = allowed[name][0][0];
      });
      return wrong || chosen;
    }
    function link() {
      return "#explorer=" + spec.name + "&v=" + spec.version +
        ["measure", "place", "comparator", "year"].map(function (name) { return "&" + name + "=" + setting[name]; }).join("")
          .replace(/\//g, "-") + (setting.tiles === spec.usual.tiles ? "" : "&tiles=" + setting.tiles);
    }
    /* The same checks in the same order as from_link. */
    function readAddress() {
      var asked = new Map(location.hash.slice(1).split("&").filter(Boolean).map(function (part) {
        var cut = part.indexOf("=");
        return cut < 0 ? [part, ""] : [part.slice(0, cut), part.slice(cut + 1)];
      }));
      if (asked.get("explorer") !== spec.name) return null;
      var version = asked.has("v") ? asked.get("v") : "", notice = "";
      if (!/^[0-9]{1,4}$/.test(version) || Number(version) > spec.version) notice = spec.notices.newer;
      asked.delete("explorer");
      asked.delete("v");
      asked.forEach(function (_, name) { if (!notice && !(name in spec.labels)) notice = spec.notices.unknown; });
      var changes = {}, next = Object.assign({}, spec.usual);
      Object.keys(spec.labels).forEach(function (name) {
        if (notice || !asked.has(name)) return;
        changes[name] = asked.get(name).replace(/^(\d{4})-(\d\d)$/, "$1/$2");
        var made = at(spec.usual, changes);
        if (typeof made !== "string") { next = made; return; }
        notice = spec.notices.list.replace("{label}", spec.labels[name])
          .replace("{value}", function () { return asked.get(name).slice(0, 40); });
      });
      return { setting: notice ? spec.usual : next, notice: notice };
    }

    /* --- Looking up ------------------------------------------------------------------------------------------ */

    function held(value) { return value === null || value === undefined ? [0, 0] : [value, 1]; }
    function runsOf(measure, area) { return measure.own_runs[area] || measure.runs; }
    function startOf(measure, area, year) {
      if (measure.counted) return 0;
      var run = runsOf(measure, area), first = year;
      while (first > 0 && run[first - 1] === run[year] && measure.values[area][first - 1] !== null) first -= 1;
      return first;
    }
    function endsOf(measure, year) {
      var held = (measure.shown || measure.values).slice(0, spec.tiles.length).map(function (row) { return row[year]; })
        .filter(function (value) { return value !== null; });
      return [Math.min.apply(null, held), Math.max.apply(null, held)];
    }
    function look(chosen) {
      var measure = measures.get(chosen.measure), place = places.get(chosen.place), area = place.area;
      var year = measure.years.indexOf(chosen.year), other, name, said;
      if (chosen.comparator === "scotland") { other = spec.scotland; name = said = "Scotland"; }
      else if (chosen.comparator === "family") {
        other = place.group;
        name = "Family group";
        said = measure.pooled ? "its family group" : "the middle of its family group";
      } else {
        var beside = places.get(chosen.comparator);
        other = beside.area;
        name = beside.name;
        said = beside.said;
      }
      var shown = measure.shown || measure.values, values = measure.values, two = place.councils.length > 1;
      var mine = held(values[area][year]), theirs = held(values[other][year]);
      var pair = two ? place.councils.map(function (one) { return values[one][year]; }) : [null, null];
      var first = startOf(measure, area, year), otherFirst = startOf(measure, other, year);
      var cases = held(measure.counted ? (mine[1] ? mine[0] : null) : measure.tops ? measure.tops[area][year] : null);
      var rival = measures.get(measure.other), way = [0, 0];
      if (rival && rival.years.indexOf(chosen.year) >= 0) {
        way = held(rival.values[area][rival.years.indexOf(chosen.year)]);
      }
      var quarters = measure.quarters[year], ends = endsOf(measure, year);
      var councils = place.councils.map(function (one) { return spec.areas[one].name; });
      return {
        setting: chosen, measure: measure, place: place, area: area, other: other, otherName: name, year: year, two: two,
        seen: {
          counted: measure.counted, least: measure.least, value: mine[0], held: mine[1], shown: held(shown[area][year])[0],
          other: theirs[0], other_held: theirs[1], other_shown: held(shown[other][year])[0], two: Number(two),
          first: held(pair[0])[0], second: held(pair[1])[0],
          split: Number(two && !mine[1] && pair.indexOf(null) < 0), start: held(values[area][first])[0],
          other_start: held(values[other][otherFirst])[0], line: Number(mine[1] && first < year),
          other_line: Number(theirs[1] && otherFirst < year), together: Number(first === otherFirst), low: ends[0],
          lower_quarter: quarters[0], upper_quarter: quarters[1], high: ends[1], cases: cases[0],
          cases_held: cases[1], days: measure.days, rounded: measure.rounded, few: Number(place.few && !(measure.pooled && !measure.tops)), other_way: way[0],
          other_way_held: way[1]
        },
        texts: [
          ["says", measure.says], ["both", measure.both], ["higher_is_not", measure.higher_is_not],
          ["lower_is_not", measure.lower_is_not], ["unit", measure.unit], ["title", measure.title], ["year", chosen.year], ["base", measure.years[0]],
          ["last", measure.years[measure.years.length - 1]], ["start", measure.years[first]],
          ["other_start", measure.years[otherFirst]], ["other_population", measure.other_population],
          ["one", councils[0]], ["another", councils[1] || councils[0]], ["other", said], ["place", place.said],
          ["Place", place.said[0].toUpperCase() + place.said.slice(1)], ["tiles", spec.tile_options[chosen.tiles]]
        ]
      };
    }
    function shownOf(area, year) { return (found.measure.shown || found.measure.values)[area][year]; }

    /* --- Words ----------------------------------------------------------------------------------------------- */

    function number(of) { return typeof of === "string" ? engine.signal(of) : of; }
    function print(form, value) {
      var measure = found.measure;
      if (value === null || value === undefined) return spec.missing;
      if (form === "value") form = measure.format;
      if (form === "shown") form = measure.shown_format;
      if (form === "gap") form = measure.format === "percent1" ? "points" : measure.format;
      return shared.fillSlot(spec.formats, form, value);
    }
    function filled(clause) {
      var text = found.texts.reduce(function (made, pair) { return made.split("[" + pair[0] + "]").join(pair[1]); }, clause[0]);
      var slots = clause[1].map(function (slot) { return print(slot[0], number(slot[1])); });
      return text.replace(/\{\}/g, function () { return slots.shift(); });
    }
    function spoken(key) {
      return spec.words[key].filter(function (clause) { return number(clause[2]); }).map(filled);
    }
    function cautions() {
      var mine = found.measure.cautions[found.area], other = found.measure.cautions[found.other];
      return mine.concat(other.filter(function (one) { return mine.indexOf(one) < 0; }))
        .map(function (one) { return spec.cautions[one]; });
    }

    /* --- Tables ---------------------------------------------------------------------------------------------- */

    function change(value) {
      if (value === null || value === undefined) return spec.missing;
      var text = print("shown", value);
      return text[0] === MINUS || shared.fillSlot(spec.formats, "count", Math.abs(value)) === "0" ? text : "+" + text;
    }
    function placeCell(year) {
      var values = found.measure.values;
      if (values[found.area][year] === null && found.two) {
        return found.place.councils.map(function (one) { return print("value", values[one][year]); }).join(" and ");
      }
      return print("value", values[found.area][year]);
    }
    function yearTable() {
      var measure = found.measure, area = found.area, other = found.other;
      var head = ["Year", found.place.name, found.otherName];
      if (measure.counted) head = ["Year", found.place.name, "Change", found.otherName, "Change"];
      else head = head.concat(["Lowest council", "Highest council"], names(measure));
      return [head].concat(measure.years.map(function (year, n) {
        if (measure.counted) {
          return [year, placeCell(n), change(shownOf(area, n)), print("value", measure.values[other][n]), change(shownOf(other, n))];
        }
        return [year, placeCell(n), print("value", measure.values[other][n]), print("value", endsOf(measure, n)[0]),
          print("value", endsOf(measure, n)[1])].concat(parts(area, n));
      }));
    }
    function parts(area, year) {
      return [found.measure.tops, found.measure.bottoms].filter(Boolean).map(function (part) {
        return print("count", part[area][year]);
      });
    }
    function names(measure) { return [measure.top_name, measure.bottom_name].filter(Boolean); }
    function councilTable() {
      var measure = found.measure, year = found.year;
      var head = (measure.counted ? ["Area", "Days", "Change"] : ["Area", "Figure"])
        .concat(names(measure));
      return [head].concat(spec.areas.slice(0, spec.scotland + 1).map(function (area, n) {
        return [area.name, print("value", measure.values[n][year])]
          .concat(measure.counted ? [change(shownOf(n, year))] : [], parts(n, year));
      }));
    }
    function writeTable(table, rows, totals) {
      function line(cells, head, total) {
        var row = document.createElement("tr");
        if (total) row.className = "total";
        cells.forEach(function (text, n) {
          var cell = document.createElement(head || n === 0 ? "th" : "td");
          if (cell.tagName === "TH") cell.scope = head ? "col" : "row";
          if (n) cell.className = "n";
          cell.textContent = text;
          row.append(cell);
        });
        return row;
      }
      table.tHead.replaceChildren(line(rows[0], true));
      table.tBodies[0].replaceChildren.apply(table.tBodies[0], rows.slice(1).map(function (cells, n) {
        return line(cells, false, n >= rows.length - 1 - totals);
      }));
    }

    /* --- Rows of the drawings -------------------------------------------------------------------------------- */

    function stepOf(value, edges) {
      return value === null ? 0 : 1 + edges.filter(function (edge) { return value >= edge; }).length;
    }
    function mapRows() {
      var measure = found.measure, pair = spec.places.find(function (one) { return one.councils.length > 1; }).councils;
      return {
        tiles: spec.tiles.map(function (tile, n) {
          var area = found.setting.tiles === "31" && pair.indexOf(n) >= 0 ? spec.joint : n, value = shownOf(area, found.year);
          return {
            row: tile[0], col: tile[1], label: tile[2], words: measure.counted ? change(value) : print("shown", value),
            step: stepOf(value, measure.edges), chosen: Number(found.place.councils.indexOf(n) >= 0)
          };
        }),
        key: [0, 1, 2, 3, 4].map(function (n) { return { at: n, step: n + 1, words: n ? measure.cut[n - 1] : "" }; })
      };
    }
    function points(measure, area) {
      var run = runsOf(measure, area);
      return measure.years.map(function (year, n) {
        return { x: firstYear(year), y: measure.values[area][n], run: area + "-" + run[n] };
      }).filter(function (point) { return point.y !== null; });
    }
    function trendRows() {
      var measure = found.measure, values = measure.values, lines, dashed, others = [], shades, frame, ends = [];
      var mine = found.seen.held || !found.two ? [found.area] : found.place.councils;
      if (measure.counted) {
        var months = spec.months[measure.key], first = spec.months.first;
        var monthAt = function (n) { return Number(first.slice(0, 4)) + (Number(first.slice(5)) - 4 + n) / 12; };
        var scale = values[found.area][0] / values[found.other][0];
        lines = months[found.area].map(function (beds, n) { return { x: monthAt(n), y: beds, who: "place", run: "0" }; });
        dashed = months[found.other].map(function (beds, n) { return { x: monthAt(n), y: beds * scale, run: "0" }; });
        shades = [{ x: 2020, x2: 2021, words: "pandemic", more: "year" }];
        frame = [0, Math.max.apply(null, lines.concat(dashed).map(function (point) { return point.y; }))];
      } else {
        lines = [].concat.apply([], mine.map(function (area) {
          return points(measure, area).map(function (point) { return Object.assign(point, { who: "place" }); });
        })).concat(points(measure, found.other).map(function (point) { return Object.assign(point, { who: "other" }); }));
        spec.tiles.forEach(function (_, area) { others = others.concat(points(measure, area)); });
        var rival = measures.get(measure.other);
        dashed = rival ? points(rival, found.area) : [];
        shades = measure.shades;
        frame = measure.frame;
      }
      mine.map(function (area) { return ["place", area]; }).concat(measure.counted ? [] : [["other", found.other]])
        .forEach(function (pair) {
          var last = lines.filter(function (point) {
            return point.who === pair[0] && (measure.counted || point.run.split("-")[0] === String(pair[1]));
          }).pop();
          var name = pair[0] === "other" ? found.otherName : mine.length > 1 ? spec.areas[pair[1]].name : found.place.name;
          if (last) ends.push(Object.assign({}, last, { words: name }));
        });
      ends.sort(function (a, b) { return a.y - b.y; });
      ends.forEach(function (end, n) {
        end.at = end.y;
        if (n) end.at = Math.max(end.at, ends[n - 1].at + 0.07 * (frame[1] - frame[0]));
      });
      var starts = lines.concat(others, dashed).map(function (point) { return point.x; });
      if (!starts.length) starts = measure.years.map(firstYear);
      return {
        others: others, lines: lines, dashed: dashed, shades: shades, ends: ends,
        here: measure.counted ? [] : lines.filter(function (point) {
          return point.who === "place" && point.x === firstYear(found.setting.year);
        }),
        params: { monthly: Boolean(measure.counted), left: Math.min.apply(null, starts), right: Math.max.apply(null, starts),
          bottom: frame[0], top: frame[1] }
      };
    }
    function spreadRows() {
      var quarters = found.measure.quarters[found.year], ends = endsOf(found.measure, found.year), stacks = {};
      var low = ends[0], width = (ends[1] - low) / 24;
      var all = spec.tiles.map(function (_, n) { return [shownOf(n, found.year), n]; }).filter(function (one) { return one[0] !== null; });
      all.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
      var scotland = shownOf(spec.scotland, found.year);
      return {
        dots: all.map(function (one) {
          var place = width > 0 ? Math.max(0, Math.min(23, Math.floor((one[0] - low) / width))) : 0;
          stacks[place] = (stacks[place] || 0) + 1;
          return { x: low + (place + 0.5) * width, y: stacks[place], value: one[0],
            chosen: Number(found.place.councils.indexOf(one[1]) >= 0) };
        }),
        middle: [{ x: quarters[0], x2: quarters[1] }],
        scotland: scotland === null ? [] : [{ x: scotland, words: "Scotland" }],
        you: found.seen.held ? [{ x: found.seen.shown, words: found.place.name }] : [],
        params: { left: low, right: ends[1] }
      };
    }
    var rowsOf = { map: mapRows, trend: trendRows, spread: spreadRows };

    /* --- Showing --------------------------------------------------------------------------------------------- */

    /* The rows of a drawing, and apart from them what its parameters are set to. */
    function asData(name) {
      var rows = rowsOf[name](), params = rows.params || {};
      delete rows.params;
      return { rows: rows, params: params };
    }
    function feed(view, name) {
      var data = asData(name);
      Object.keys(data.params).forEach(function (key) { view.signal(key, data.params[key]); });
      Object.keys(data.rows).forEach(function (key) { view.data(key, data.rows[key]); });
      return view.runAsync();
    }
    function draw(name, size) {
      var key = name + size;
      if (drawings[key]) return feed(drawings[key], name).then(function () { return drawings[key]; });
      var data = asData(name), fresh = document.createElement("div"), bare = spec.specs[name][size];
      var drawing = Object.assign({}, bare, { datasets: data.rows, params: (bare.params || []).map(function (param) {
        return Object.assign({}, param, { value: data.params[param.name] });
      }) });
      return vegaEmbed(fresh, drawing, { ast: true, actions: false, renderer: "svg" }).then(function (result) {
        var svg = fresh.querySelector("svg");
        svg.setAttribute("aria-hidden", "true");
        svg.setAttribute("focusable", "false");
        find('[data-picture="' + name + '"] [data-drawing="' + size + '"]').replaceChildren(fresh);
        drawings[key] = result.view;
        return feed(result.view, name).then(function () { return result.view; });
      });
    }
    function drawVisible() {
      section.querySelectorAll("[data-drawing]").forEach(function (place) {
        if (place.offsetParent) draw(place.closest("[data-picture]").dataset.picture, place.dataset.drawing);
      });
    }
    function answer() {
      found = look(setting);
      spec.seen.forEach(function (name) { engine.signal(name, found.seen[name]); });
      engine.run();
      ["figure", "figure_label"].forEach(function (key) { say(find('[data-reader="' + key + '"]'), spoken(key).join(" ")); });
      say(find("[data-explorer-sentence]"), spoken("sentence").join(" "));
      say(find('[data-reader="standing"]'), found.measure.standing);
      say(find('[data-reader="source"]'), found.measure.source);
      say(find('[data-reader="years_caption"]'), found.measure.title);
      say(find('[data-reader="councils_caption"]'), found.measure.title + ", " + setting.year);
      find('[data-reader="cautions"]').replaceChildren.apply(find('[data-reader="cautions"]'),
        spoken("cautions").concat(cautions()).map(function (text) {
          var line = document.createElement("li");
          line.textContent = text;
          return line;
        }));
      writeTable(find("[data-explorer-table]"), yearTable(), 0);
      writeTable(find("[data-reader-councils]"), councilTable(), 1);
      section.querySelectorAll("[data-picture]").forEach(function (figure) {
        var name = figure.dataset.picture, message = spoken(name + "_message").join(" "), what = spoken(name + "_what").join(" ");
        say(figure.querySelector("[data-explorer-message]"), message);
        say(figure.querySelector("[data-explorer-what]"), what);
        figure.querySelector("[data-explorer-description]").setAttribute("aria-label", message + ". " + what);
      });
      drawVisible();
      showChoices();
    }
    function showChoices() {
      var allowed = options(setting);
      Object.keys(spec.labels).forEach(function (name) {
        var select = selects[name], old = Array.from(select.options, function (option) { return option.value; }).join();
        if (old !== allowed[name].map(function (option) { return option[0]; }).join()) {
          select.replaceChildren.apply(select, allowed[name].map(function (option) { return new Option(option[1], option[0]); }));
        }
        select.value = setting[name];
      });
      find('[data-action="reset"]').disabled = Object.keys(spec.labels).every(function (name) {
        return setting[name] === spec.usual[name];
      });
      section.dataset.state = link();
    }
    function move(next) {
      setting = next;
      find("[data-explorer-notice]").hidden = true;
      answer();
      shared.keep(link());
    }
    function openAddress() {
      var asked = readAddress();
      if (!asked) return false;
      setting = Object.assign({}, asked.setting);
      var place = find("[data-explorer-notice]");
      place.hidden = !asked.notice;
      place.textContent = asked.notice
        ? "This link does not fit this explorer. " + asked.notice + " You are seeing the usual settings instead." : "";
      answer();
      section.scrollIntoView({ behavior: "instant" });
      return true;
    }

    /* --- What a reader takes away ---------------------------------------------------------------------------- */

    function csv() {
      var lines = [[spec.title], [find('[data-reader="standing"]').textContent], [found.measure.source],
        ["Address", location.href.split("#")[0] + link()], [found.texts.find(function (pair) { return pair[0] === "unit"; })[1]],
        [find("[data-explorer-sentence]").textContent]];
      section.querySelectorAll('[data-reader="cautions"] li').forEach(function (line) { lines.push([line.textContent]); });
      return shared.asCsv(lines.concat([[], [found.measure.title]], yearTable(),
        [[], [found.measure.title + ", " + setting.year]], councilTable()));
    }
    function savePictures(kind) {
      Object.keys(rowsOf).reduce(function (before, name) {
        return before.then(function () {
          return draw(name, spec.specs[name].wide ? "wide" : "narrow");
        }).then(function (view) {
          var figure = find('[data-picture="' + name + '"]');
          return shared.pictureBlob(kind, view, figure, found.measure.standing + ". " + found.measure.source, "joint-working " + link());
        }).then(function (blob) { shared.save(spec.name + "-" + name + "." + kind, blob); });
      }, Promise.resolve());
    }
    var actions = {
      reset: function () { move(Object.assign({}, spec.usual)); selects.measure.focus(); },
      link: function (button) { shared.copy(button, location.href.split("#")[0] + link(), "Link copied"); },
      python: function (button) {
        shared.copy(button, "from joint_working.explorers.judging_it.indicator_reader import indicator_reader\n\nindicator_reader.at(" +
          Object.keys(spec.labels).map(function (name) { return name + '="' + setting[name] + '"'; }).join(", ") + ")", "Copied");
      },
      csv: function () { shared.save(spec.name + ".csv", csv(), "text/csv"); },
      svg: function () { savePictures("svg"); },
      png: function () { savePictures("png"); }
    };

    section.querySelectorAll("[data-explorer-levers] select").forEach(function (select) {
      selects[select.name] = select;
      select.disabled = false;
      select.addEventListener("change", function () {
        var changes = {};
        changes[select.name] = select.value;
        move(at(setting, changes));
      });
    });
    section.querySelectorAll("[data-action],[data-jw-print]").forEach(function (button) {
      button.disabled = false;
      if (button.dataset.action) button.addEventListener("click", function () { actions[button.dataset.action](button); });
    });
    var signals = spec.seen.map(function (name) { return { name: name, value: 0 }; }).concat(
      spec.steps.map(function (step) { return { name: step[0], update: step[1] }; }));
    vegaEmbed(document.createElement("div"), { signals: signals }, { ast: true, mode: "vega", actions: false }).then(function (result) {
      engine = result.view;
      if (!openAddress()) answer();
      section.explorerValue = number;
      section.readerRows = function (name) { return rowsOf[name](); };
      section.dataset.explorerReady = "";
      new ResizeObserver(drawVisible).observe(section);
      addEventListener("hashchange", openAddress);
    });
  }

  document.querySelectorAll("[data-jw-indicators]").forEach(start);
})();
