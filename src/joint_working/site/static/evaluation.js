/* The self-evaluation on the page: one proposal at a time, saved to a file and read back; and up to 30 files merged
   into a map of where a group disagrees. It holds no rule of its own: what a file must be, the words for what is wrong,
   the proposals, answers and roles are read from the page, where Python wrote them from data/. The steps are those of
   models/evaluation.py, and tests/explorers/evaluation_cases.yaml is run through both. Nothing is sent or kept; what
   stood in a file is only ever put on the page as text. A classic script, to be loaded with defer. */
(function () {
  "use strict";

  const shared = window.jointWorking, make = shared.make, fill = shared.filled, has = Object.hasOwn;

  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  /* 1. Reading one file: as models/evaluation.py does ----------------------------------------------------------- */

  function short(text, most) {
    const letters = Array.from(text);
    return letters.length <= most ? text : letters.slice(0, most).join("") + "…";
  }

  function shown(value, rules) {
    if (value === undefined || value === "") return "nothing";
    if (typeof value === "string") return "“" + short(value, rules.most.quoted) + "”";
    if (typeof value === "number") {
      return Math.abs(value) < 1e6 && Number.isInteger(value) ? String(value) : "a number";
    }
    return "something else";
  }

  /* Every value a part of a document stands for, with the proposal or number it belongs to. */
  function places(document, part) {
    let found = [["", document]];
    (part ? part.split(".") : []).forEach(function (name) {
      const after = [];
      found.forEach(function (one) {
        const value = one[1];
        if (name === "*" && isObject(value)) {
          Object.keys(value).forEach(function (key) { after.push([key, value[key]]); });
        } else if (name === "*" && Array.isArray(value)) {
          value.forEach(function (item, at) { after.push([String(at + 1), item]); });
        } else if (isObject(value)) {
          after.push([one[0], has(value, name) ? value[name] : undefined]);
        }
      });
      found = after;
    });
    return found;
  }

  /* The first key of an object, in the order of the alphabet, that is not known; or null. */
  function strange(value, known) {
    if (!isObject(value)) return null;
    const found = Object.keys(value).sort().find(function (key) { return !known.includes(key); });
    return found === undefined ? null : found;
  }

  const TESTS = {
    "object": function (value) { return isObject(value); },
    "list": function (value, given) { return Array.isArray(value) && value.length <= Number(given); },
    "fields": function (value, given) { return strange(value, given.split("|")) === null; },
    "keys": function (value, given, allowed) { return strange(value, allowed) === null; },
    "equals": function (value, given) { return value === given; },
    "whole": function (value) {
      return typeof value === "number" && value >= 1 && value < 1e15 && Number.isInteger(value);
    },
    "most": function (value, given) { return value <= Number(given); },
    "pattern": function (value, given) {
      return typeof value === "string" && new RegExp("^(?:" + given + ")$").test(value);
    },
    "one of": function (value, given, allowed) { return typeof value === "string" && allowed.includes(value); },
    "text": function (value, given) { return typeof value === "string" && value.length <= Number(given); }
  };

  function said(check, rules, slots) {
    const allowed = (rules.lists[check.value] || []).filter(Boolean);
    return fill(check.sentence, {
      file: short(slots.file, rules.most.name),
      found: shown(slots.found, rules),
      at: has(rules.called, slots.at || "") ? rules.called[slots.at] : slots.at || "",
      other: short(slots.other || "", rules.most.name),
      list: allowed.map(function (key) { return rules.called[key]; }).join(", ")
    });
  }

  function ofStage(rules, stage) {
    return rules.checks.filter(function (check) { return check.stage === stage; });
  }

  /* What is wrong with a file before it is opened, or "". */
  function tooLarge(file, rules) {
    const check = ofStage(rules, "file").find(function (one) { return one.test === "bytes"; });
    return file.size > Number(check.value) ? said(check, rules, { file: file.name }) : "";
  }

  /* What is wrong with a file's text, or "", and the document it holds. */
  function check(file, text, rules) {
    let document = null;
    for (const one of ofStage(rules, "file")) {
      if (one.test === "bytes") continue;
      if (one.test === "json") {
        try {
          document = JSON.parse(text);
        } catch (error) {
          return { wrong: said(one, rules, { file: file }) };
        }
        continue;
      }
      const allowed = rules.lists[one.value] || [];
      for (const place of places(document, one.part)) {
        if (TESTS[one.test](place[1], one.value, allowed)) continue;
        const known = one.test === "fields" ? one.value.split("|") : one.test === "keys" ? allowed : null;
        const found = known ? strange(place[1], known) : place[1];
        return { wrong: said(one, rules, { file: file, found: found, at: place[0] }) };
      }
    }
    return { wrong: "", document: document };
  }

  /* Calls done({wrong, document, file}) for each chosen file, in order; gives a promise of the end. */
  function readFiles(files, rules, done) {
    return Array.from(files).reduce(function (before, file) {
      return before.then(function () {
        const wrong = tooLarge(file, rules);
        if (wrong) return { wrong: wrong };
        return file.text().then(function (text) { return check(file.name, text, rules); }, function () {
          const json = ofStage(rules, "file").find(function (one) { return one.test === "json"; });
          return { wrong: said(json, rules, { file: file.name }) };
        });
      }).then(function (found) { done(Object.assign(found, { file: file.name })); });
    }, Promise.resolve());
  }

  /* 2. Taking away ------------------------------------------------------------------------------------------------ */

  function today() {
    const day = new Date();
    const two = function (number) { return String(number).padStart(2, "0"); };
    return day.getFullYear() + "-" + two(day.getMonth() + 1) + "-" + two(day.getDate());
  }

  function newId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(8)), function (byte) {
      return byte.toString(16).padStart(2, "0");
    }).join("");
  }

  /* The three boxes for actions: what they hold, and filling them. */
  function actionBoxes(root) {
    const texts = Array.from(root.querySelectorAll("[data-action-text]"));
    const abouts = Array.from(root.querySelectorAll("[data-action-about]"));
    return {
      all: texts.concat(abouts),
      read: function () {
        return texts.map(function (box, at) { return { proposal: abouts[at].value, text: box.value }; })
          .filter(function (action) { return action.proposal || action.text; });
      },
      write: function (actions) {
        texts.forEach(function (box, at) {
          box.value = actions[at] ? actions[at].text : "";
          abouts[at].value = actions[at] ? actions[at].proposal : "";
        });
      }
    };
  }

  function tell(root, words) {
    const notice = root.querySelector("[data-notice]");
    notice.textContent = words;
    notice.hidden = !words;
  }

  /* 3. The form for one person ------------------------------------------------------------------------------------ */

  function own(root, rules) {
    const words = rules.said;
    const forms = Array.from(root.querySelectorAll("[data-proposal]"));
    const keys = forms.map(function (form) { return form.dataset.proposal; });
    const role = root.querySelector("[data-role-choice]");
    const jump = root.querySelector("[data-jump]");
    const all = root.querySelector("[data-all]");
    const back = root.querySelector("[data-back]");
    const next = root.querySelector("[data-next]");
    const question = root.querySelector("[data-ask]");
    const input = root.querySelector("[data-file]");
    const actions = actionBoxes(root);
    /* Every box of the form: what it is called in a sentence, and the most characters a saved file holds of it. */
    const boxes = [];
    forms.forEach(function (form) {
      const called = { at: rules.called[form.dataset.proposal] };
      ["evidence", "disagree"].forEach(function (part) {
        const box = form.querySelector("[data-" + part + "]");
        boxes.push({ box: box, name: fill(words[part], called), most: most("answer-" + part), form: form });
      });
    });
    root.querySelectorAll("[data-action-text]").forEach(function (box) {
      const name = fill(words.action, { at: box.dataset.actionText });
      boxes.push({ box: box, name: name, most: most("action-text"), form: null });
    });
    boxes.forEach(function (one) {
      one.note = make("p", "jw-note");
      one.note.id = one.box.id + "-count";
      one.note.hidden = true;
      one.box.after(one.note);
    });
    let at = 0;
    let id = newId();
    let yes = null;

    function most(key) {
      return Number(rules.checks.find(function (check) { return check.key === key; }).value);
    }
    function tooLong() { return boxes.filter(function (one) { return one.box.value.length > one.most; }); }

    /* Says how full a box is when it is nearly full, and what is too much. Nothing is ever cut. */
    function count() {
      boxes.forEach(function (one) {
        const n = one.box.value.length, over = n - one.most, number = shared.printed;
        const slots = { n: number(n, 0), most: number(one.most, 0), over: number(over, 0) };
        one.note.hidden = n < one.most * rules.near;
        one.note.textContent = one.note.hidden ? "" : fill(over > 0 ? words.over : words.count, slots);
        [["aria-invalid", over > 0, "true"], ["aria-describedby", !one.note.hidden, one.note.id]].forEach(function (said) {
          if (said[1]) one.box.setAttribute(said[0], said[2]); else one.box.removeAttribute(said[0]);
        });
      });
    }

    function radios(form) { return Array.from(form.querySelectorAll("input[type=radio]")); }

    function answers() {
      const found = {};
      forms.forEach(function (form) {
        const chosen = radios(form).find(function (radio) { return radio.checked; });
        const answer = {
          step: chosen ? chosen.value : "",
          evidence: form.querySelector("[data-evidence]").value,
          disagree: form.querySelector("[data-disagree]").value
        };
        if (answer.step || answer.evidence || answer.disagree) found[form.dataset.proposal] = answer;
      });
      return found;
    }

    function counted(given) {
      const list = Object.values(given);
      return {
        n: list.filter(function (one) { return one.step; }).length,
        m: list.filter(function (one) { return one.evidence.trim(); }).length,
        all: keys.length
      };
    }

    /* The sentence and the profile follow what is answered. */
    function say() {
      const given = answers();
      count();
      root.toggleAttribute("data-blank", !Object.keys(given).length);
      root.querySelector("[data-explorer-sentence]").textContent = fill(words.progress, counted(given));
      const cells = {};
      root.querySelectorAll(".jw-profile tbody tr").forEach(function (row) {
        row.querySelectorAll("td").forEach(function (cell) {
          cell.textContent = "";
          cells[row.cells[0].textContent + "|" + cell.dataset.step] = cell;
        });
      });
      keys.forEach(function (key) {
        const cell = cells[rules.headings[key] + "|" + (given[key] ? given[key].step : "")];
        cell.textContent += (cell.textContent ? ", " : "") + rules.called[key];
      });
      Array.from(jump.querySelectorAll("option")).forEach(function (option) {
        const answered = given[option.value] && given[option.value].step;
        option.textContent = rules.called[option.value] + " " + rules.titles[option.value]
          + (answered ? ": " + rules.called[answered].toLowerCase() : "");
      });
    }

    /* Shows one proposal, or all. With `move`, the keyboard goes to its name, so that it is read out. */
    function show(place, move) {
      at = place;
      forms.forEach(function (form, number) { form.hidden = !all.checked && number !== at; });
      jump.value = keys[at];
      back.textContent = at ? "Back to " + rules.called[keys[at - 1]] : "Back";
      back.disabled = !at || all.checked;
      const last = at === keys.length - 1;
      next.textContent = last ? "To your profile" : "Next: " + rules.called[keys[at + 1]];
      next.disabled = all.checked;
      if (move) forms[at].querySelector("legend").focus();
    }

    function changed() {
      root.dataset.unsaved = "";
      tell(root, "");
      say();
    }

    function clear() {
      forms.forEach(function (form) {
        radios(form).forEach(function (radio) { radio.checked = false; });
        form.querySelectorAll("textarea").forEach(function (box) { box.value = ""; });
      });
      role.value = "";
      actions.write([]);
      id = newId();
      delete root.dataset.unsaved;
      say();
      show(0);
    }

    function open(file, document) {
      clear();
      role.value = document.role;
      forms.forEach(function (form) {
        const answer = document.answers[form.dataset.proposal];
        if (!answer) return;
        radios(form).forEach(function (radio) { radio.checked = radio.value === answer.step; });
        form.querySelector("[data-evidence]").value = answer.evidence;
        form.querySelector("[data-disagree]").value = answer.disagree;
      });
      actions.write(document.actions);
      /* An empty file may be handed to many people: each gets an id of their own. */
      if (counted(document.answers).n) id = document.id;
      say();
      tell(root, fill(words.opened, Object.assign(counted(document.answers), { file: short(file, rules.most.name) })));
    }

    /* Asks inside the page before answers that are not saved would go. */
    function ask(sentence, then) {
      if (!("unsaved" in root.dataset)) return then();
      tell(root, "");
      yes = then;
      question.hidden = false;
      question.firstElementChild.textContent = sentence;
      question.querySelector("[data-ask-no]").focus();
    }

    root.addEventListener("change", function (event) {
      if (event.target === jump || event.target === all || event.target === input) return;
      changed();
    });
    root.addEventListener("input", function (event) {
      if (event.target.tagName === "TEXTAREA") changed();
    });
    jump.addEventListener("change", function () {
      const place = keys.indexOf(jump.value);
      show(place, all.checked);
    });
    all.addEventListener("change", function () { show(at); });
    back.addEventListener("click", function () { if (at) show(at - 1, true); });
    next.addEventListener("click", function () {
      if (at < keys.length - 1) show(at + 1, true);
      else root.querySelector(".jw-scroll").focus();
    });
    root.querySelector("[data-ask-yes]").addEventListener("click", function () {
      question.hidden = true;
      yes();
      input.focus();
    });
    root.querySelector("[data-ask-no]").addEventListener("click", function () {
      question.hidden = true;
      tell(root, words.kept);
      input.focus();
    });
    root.querySelector("[data-save]").addEventListener("click", function () {
      if (!role.value) {
        tell(root, words.role);
        role.focus();
        return;
      }
      const long = tooLong();
      if (long.length) {
        tell(root, fill(words.long, { list: listed(long.map(function (one) { return one.name; }), rules) }));
        if (long[0].form) show(forms.indexOf(long[0].form));
        long[0].box.focus();
        return;
      }
      const document = {
        kind: rules.kind, version: rules.version, id: id, role: role.value, made: today(),
        answers: answers(), actions: actions.read()
      };
      const name = "self-evaluation-" + role.value + "-" + id.slice(0, 6) + ".json";
      shared.save(name, JSON.stringify(document, null, 1), "application/json");
      delete root.dataset.unsaved;
      tell(root, fill(words.saved, { file: name }));
    });
    input.addEventListener("change", function () {
      readFiles(input.files, rules, function (found) {
        if (found.wrong) return tell(root, found.wrong);
        ask(fill(words.replace, { file: short(found.file, rules.most.name) }), function () {
          open(found.file, found.document);
        });
      });
      input.value = "";
    });
    root.querySelector("[data-empty]").addEventListener("click", function () {
      ask(words.empty, function () {
        clear();
        tell(root, words.emptied);
      });
    });
    root.querySelector("[data-csv]").addEventListener("click", function () {
      const given = answers();
      const lines = keys.map(function (key) {
        const answer = given[key] || { step: "", evidence: "", disagree: "" };
        return [rules.called[key], rules.headings[key], rules.titles[key], answer.step ? rules.called[answer.step] : "",
          answer.evidence, answer.disagree];
      });
      actions.read().forEach(function (action) {
        lines.push([action.proposal ? rules.called[action.proposal] : "", "", "Action", action.text, "", ""]);
      });
      shared.save("self-evaluation.csv", shared.quotedCsv([rules.columns.own].concat(lines)), "text/csv");
    });
    /* A link to a proposal (#self-evaluation-2-iii) opens it. */
    function follow() {
      const place = keys.indexOf(location.hash.replace("#" + root.dataset.explorer + "-", ""));
      if (place < 0) return;
      show(place, true);
      forms[place].scrollIntoView({ behavior: "instant" });
    }
    window.addEventListener("hashchange", follow);

    /* A browser may have kept what was typed before a reload, against our wish: keep it, and warn. */
    root.querySelector(".jw-means").open = root.offsetWidth > 600;
    if (Object.keys(answers()).length) changed();
    say();
    show(0);
    follow();
  }

  /* 4. The group --------------------------------------------------------------------------------------------------- */

  /* One row a proposal, the widest spread first; among equals more people at both ends, then the order of the review. */
  function layOut(members, rules) {
    const rows = rules.lists.proposals.map(function (proposal, order) {
      const placed = {};
      const byStep = {};
      members.forEach(function (member) {
        const answer = member.document.answers[proposal];
        if (!answer || !answer.step) return;
        const cell = answer.step + "|" + member.document.role;
        placed[cell] = (placed[cell] || 0) + 1;
        const step = rules.steps[answer.step];
        if (step !== null) byStep[step] = (byStep[step] || 0) + 1;
      });
      const steps = Object.keys(byStep).map(Number);
      const low = steps.length ? Math.min.apply(null, steps) : null;
      const high = steps.length ? Math.max.apply(null, steps) : null;
      return {
        proposal: proposal, order: order, placed: placed, low: low, high: high,
        spread: steps.length ? high - low : 0,
        ends: steps.length && low !== high ? Math.min(byStep[low], byStep[high]) : 0
      };
    });
    return rows.sort(function (a, b) { return b.spread - a.spread || b.ends - a.ends || a.order - b.order; });
  }

  function listed(names, rules) {
    if (names.length > rules.named + 1) {
      const first = names.slice(0, rules.named).join(", ");
      return fill(rules.said.more, { list: first, n: names.length - rules.named });
    }
    if (names.length === 1) return names[0];
    return fill(rules.said.and, { list: names.slice(0, -1).join(", "), last: names[names.length - 1] });
  }

  function sentence(members, rows, rules) {
    const words = rules.said;
    if (!members.length) return words.nobody;
    const roles = rules.lists.roles.map(function (role) {
      const count = members.filter(function (member) { return member.document.role === role; }).length;
      return count ? rules.called[role] + " " + count : "";
    }).filter(Boolean).join(", ");
    const parts = [fill(members.length === 1 ? words.one : words.group, { n: members.length, roles: roles })];
    const widest = rows[0].spread;
    if (widest) {
      const names = rows.filter(function (row) { return row.spread === widest; })
        .map(function (row) { return rules.called[row.proposal]; });
      const steps = widest === 1 ? words.step : fill(words.steps, { n: widest });
      parts.push(fill(words.gap, { steps: steps, list: listed(names, rules) }));
      const close = rows.filter(function (row) { return row.spread <= 1; }).length;
      if (widest > 1) parts.push(fill(close ? words.close : words.far, { n: close, all: rows.length }));
    } else {
      parts.push(words.same);
    }
    const unknown = rows.filter(function (row) {
      return Object.keys(row.placed).some(function (cell) { return rules.steps[cell.split("|")[0]] === null; });
    }).length;
    if (unknown) parts.push(fill(words.unknown, { n: unknown }));
    return parts.join(" ");
  }

  function group(root, rules) {
    const words = rules.said;
    const body = root.querySelector(".jw-map tbody");
    const input = root.querySelector("[data-file]");
    const refused = root.querySelector("[data-refused]");
    const files = root.querySelector("[data-members]");
    const heading = root.querySelector("[data-heading]");
    const example = root.querySelector("[data-examples]");
    const actions = actionBoxes(root);
    const marks = {};
    root.querySelectorAll(".jw-key [data-role]").forEach(function (item) {
      marks[item.dataset.role] = item.querySelector("svg");
    });
    const madeUp = Object.keys(rules.examples).map(function (file) {
      return { file: file, document: rules.examples[file] };
    });
    let members = madeUp.slice();
    let made = true;

    /* Why an evaluation may not join the group, or "". */
    function unwelcome(file, document) {
      const same = members.find(function (one) { return one.document.id === document.id; });
      const passes = {
        answered: Object.values(document.answers).some(function (answer) { return answer.step; }),
        "new": !same
      };
      for (const one of ofStage(rules, "group")) {
        const good = one.test === "room" ? members.length < Number(one.value) : passes[one.test];
        if (!good) return said(one, rules, { file: file, other: same ? same.file : "" });
      }
      return "";
    }

    /* Members by role, those of a role in the order they came. */
    function byRole() {
      return members.slice().sort(function (a, b) { return place(a) - place(b); });
    }
    function place(member) { return rules.lists.roles.indexOf(member.document.role); }

    function cell(row, step) {
      const found = make("td");
      found.setAttribute("role", "cell");
      found.dataset.step = step;
      rules.lists.roles.forEach(function (role) {
        const count = row.placed[step + "|" + role] || 0;
        if (!count) return;
        const who = make("span", "jw-who");
        who.dataset.role = role;
        for (let drawn = 0; drawn < (count <= 3 ? count : 1); drawn += 1) who.append(marks[role].cloneNode(true));
        if (count > 3) {
          const seen = make("span", "", String(count));
          seen.setAttribute("aria-hidden", "true");
          who.append(seen);
        }
        who.append(make("span", "jw-vh", rules.called[role] + " " + count + ". "));
        found.append(who);
      });
      return found;
    }

    /* What people wrote on a proposal, by role; null where nobody wrote. */
    function wrote(proposal) {
      const list = make("ul");
      byRole().forEach(function (member) {
        const answer = member.document.answers[proposal];
        if (!answer || !(answer.evidence || answer.disagree)) return;
        const label = answer.step ? rules.called[answer.step] : "No answer";
        const line = make("li"), evidence = make("span", "", answer.evidence);
        evidence.dataset.evidence = "";
        line.append(make("b", "", rules.called[member.document.role] + ", " + label.toLowerCase() + "."), " ", evidence);
        if (answer.disagree) {
          const other = make("span", "", "Who would disagree: " + answer.disagree);
          other.dataset.disagree = "";
          line.append(" ", other);
        }
        list.append(line);
      });
      if (!list.children.length) return null;
      const row = make("tr", "jw-wrote");
      const inside = make("td");
      const details = make("details");
      row.setAttribute("role", "row");
      row.dataset.wrote = proposal;
      inside.setAttribute("role", "cell");
      inside.colSpan = 6;
      details.dataset.jwPrintOpen = "";
      details.append(make("summary", "", "What people wrote on " + rules.called[proposal]), list);
      inside.append(details);
      row.append(inside);
      return row;
    }

    function drawMap(rows) {
      body.replaceChildren();
      rows.forEach(function (row) {
        const line = make("tr");
        line.setAttribute("role", "row");
        line.dataset.row = row.proposal;
        if (row.low !== null) {
          line.style.setProperty("--lo", row.low);
          line.style.setProperty("--hi", row.high);
        }
        if (row.spread > 1) line.dataset.wide = "";
        const head = make("th");
        head.setAttribute("role", "rowheader");
        head.scope = "row";
        head.append(make("b", "", rules.called[row.proposal]), " " + rules.titles[row.proposal]);
        line.append(head);
        rules.lists.steps.filter(Boolean).forEach(function (step) { line.append(cell(row, step)); });
        body.append(line);
        const written = wrote(row.proposal);
        if (written) body.append(written);
      });
      filter();
    }

    function filter() {
      Array.from(body.rows).forEach(function (row) {
        const proposal = row.dataset.row || row.dataset.wrote;
        row.hidden = !!heading.value && rules.headings[proposal] !== heading.value;
      });
    }

    function drawFiles() {
      const list = files.querySelector("ul");
      files.hidden = made || !members.length;
      list.replaceChildren();
      members.forEach(function (member) {
        const line = make("li", "", short(member.file, rules.most.name) + " · " + rules.called[member.document.role]
          + " · saved " + member.document.made + " ");
        const button = make("button", "jw-button", "Remove");
        button.type = "button";
        button.setAttribute("aria-label", "Remove " + short(member.file, rules.most.name));
        button.addEventListener("click", function () {
          members = members.filter(function (one) { return one !== member; });
          draw();
          tell(root, fill(words.removed, { file: short(member.file, rules.most.name) }));
          input.focus();
        });
        line.append(button);
        list.append(line);
      });
    }

    function drawProposed() {
      const list = root.querySelector("[data-proposed]");
      list.replaceChildren();
      byRole().forEach(function (member) {
        member.document.actions.forEach(function (action) {
          if (!action.text) return;
          const line = make("li");
          const about = action.proposal ? rules.called[action.proposal] + ": " : "";
          line.append(make("b", "", rules.called[member.document.role] + "."), " " + about + action.text);
          list.append(line);
        });
      });
    }

    function draw() {
      const rows = layOut(members, rules);
      root.querySelector("[data-explorer-sentence]").textContent = sentence(members, rows, rules);
      root.querySelector("[data-made-up]").hidden = !made;
      root.querySelector(".jw-map").hidden = !members.length;
      example.disabled = !made && members.length > 0;
      drawMap(rows);
      drawFiles();
      drawProposed();
    }

    function set(those, areMadeUp) {
      members = those;
      made = areMadeUp;
      refused.hidden = true;
      refused.replaceChildren();
      tell(root, "");
      draw();
    }

    input.addEventListener("change", function () {
      const wrong = [];
      let added = 0;
      if (made) set([], false);
      tell(root, "");
      root.setAttribute("aria-busy", "true");
      readFiles(input.files, rules, function (found) {
        const problem = found.wrong || unwelcome(found.file, found.document);
        if (problem) return wrong.push(problem);
        members.push({ file: found.file, document: found.document });
        added += 1;
      }).then(function () {
        draw();
        tell(root, fill(words.added, { n: added }));
        refused.hidden = !wrong.length;
        refused.replaceChildren.apply(refused, wrong.map(function (line) { return make("p", "", line); }));
        root.removeAttribute("aria-busy");
      });
      input.value = "";
    });
    example.addEventListener("click", function () { set(madeUp.slice(), true); });
    root.querySelector("[data-clear]").addEventListener("click", function () { set([], false); });
    heading.addEventListener("change", filter);
    actions.all.forEach(function (box) {
      box.addEventListener("input", function () { root.dataset.unsaved = ""; });
    });

    /* Lines of one proposal stand by role and answer, so that nobody can be followed down the table. */
    root.querySelector("[data-csv]").addEventListener("click", function () {
      const lines = [];
      const steps = rules.lists.steps;
      function compare(a, b) {
        for (let at = 0; at < a.length; at += 1) {
          if (a[at] !== b[at]) return a[at] < b[at] ? -1 : 1;
        }
        return 0;
      }
      rules.lists.proposals.forEach(function (key) {
        const found = [];
        members.forEach(function (member) {
          const answer = member.document.answers[key];
          if (!answer || !(answer.step || answer.evidence || answer.disagree)) return;
          found.push([place(member), steps.indexOf(answer.step), answer.evidence, answer.disagree]);
        });
        found.sort(compare).forEach(function (one) {
          lines.push([rules.called[key], rules.headings[key], rules.titles[key],
            rules.called[rules.lists.roles[one[0]]], one[1] ? rules.called[steps[one[1]]] : "", one[2], one[3]]);
        });
      });
      function action(one, who) {
        lines.push([one.proposal ? rules.called[one.proposal] : "", "", "Action", who, one.text, "", ""]);
      }
      const proposed = [];
      members.forEach(function (member) {
        member.document.actions.forEach(function (one) { proposed.push([place(member), one.proposal, one.text]); });
      });
      proposed.sort(compare).forEach(function (one) {
        action({ proposal: one[1], text: one[2] }, rules.called[rules.lists.roles[one[0]]] + ", action proposed");
      });
      actions.read().forEach(function (one) { action(one, "The group, action chosen"); });
      shared.save("disagreement-map.csv", shared.quotedCsv([rules.columns.group].concat(lines)), "text/csv");
      delete root.dataset.unsaved;
    });
    root.querySelector("[data-svg]").addEventListener("click", function () {
      shared.save("disagreement-map.svg", picture(root, made), "image/svg+xml");
    });
    root.querySelector("[data-png]").addEventListener("click", function () {
      shared.savePng("disagreement-map.png", picture(root, made));
    });
    draw();
  }

  /* The map as a picture: read off the table, so that it shows the same. */
  function picture(root, made) {
    const rows = Array.from(root.querySelectorAll(".jw-map [data-row]")).filter(function (row) { return !row.hidden; });
    const heads = Array.from(root.querySelectorAll(".jw-map thead [data-step]"));
    const left = 390;
    const wide = 112;
    const top = 150;
    const tall = 30;
    const size = [left + wide * heads.length + 10, top + rows.length * tall + 50];
    const svg = shared.draw(new DocumentFragment(), "svg", {
      width: size[0], height: size[1], viewBox: "0 0 " + size.join(" "), "font-size": 14,
      "font-family": "'Joint Sans', 'Segoe UI', Arial, sans-serif"
    });
    const add = shared.draw.bind(null, svg);
    function mark(drawing, x, y) {
      const path = drawing.querySelector("path").cloneNode();
      path.setAttribute("transform", "translate(" + (x - 7) + " " + (y - 7) + ") scale(.875)");
      svg.append(path);
    }
    /* Text has no lines of its own in a picture: broken here. */
    function lines(text, most) {
      return text.split(" ").reduce(function (found, word) {
        const last = found[found.length - 1];
        if (last && (last + " " + word).length <= most) found[found.length - 1] = last + " " + word;
        else found.push(word);
        return found;
      }, []);
    }
    const look = getComputedStyle(document.documentElement);
    const ink = look.getPropertyValue("--jw-ink");
    const quiet = look.getPropertyValue("--jw-quiet");
    add("rect", { width: size[0], height: size[1], fill: "#fff" });
    add("text", { x: 10, y: 26, "font-size": 19, "font-weight": 700, fill: ink }, "Where a group disagrees");
    lines(root.querySelector("[data-explorer-sentence]").textContent, 135).slice(0, 3).forEach(function (line, at) {
      add("text", { x: 10, y: 48 + at * 19, fill: ink }, line);
    });
    let x = 10;
    root.querySelectorAll(".jw-key [data-role]").forEach(function (item) {
      mark(item.querySelector("svg"), x + 7, 111);
      add("text", { x: x + 20, y: 116, fill: ink }, item.textContent);
      x += 44 + item.textContent.length * 7.5;
    });
    heads.forEach(function (head, at) {
      const middle = left + wide * (at + 0.5);
      add("text", { x: middle, y: top - 8, "text-anchor": "middle", fill: quiet }, head.textContent);
      add("line", { x1: middle, x2: middle, y1: top, y2: top + rows.length * tall, stroke: look.getPropertyValue("--jw-line") });
    });
    rows.forEach(function (row, number) {
      const y = top + tall * (number + 0.5);
      add("text", { x: 10, y: y + 5, fill: ink }, row.querySelector("th").textContent);
      const low = row.style.getPropertyValue("--lo");
      const high = row.style.getPropertyValue("--hi");
      if (low !== "" && low !== high) {
        add("line", {
          x1: left + wide * (Number(low) + 0.5), x2: left + wide * (Number(high) + 0.5), y1: y, y2: y,
          stroke: ink, "stroke-width": "wide" in row.dataset ? 3 : 1.2
        });
      }
      heads.forEach(function (head, at) {
        const whos = Array.from(row.querySelectorAll('td[data-step="' + head.dataset.step + '"] .jw-who'));
        const drawn = [];
        whos.forEach(function (who) {
          who.querySelectorAll("svg").forEach(function (one) { drawn.push(one); });
          const seen = who.querySelector("[aria-hidden=true]:not(svg)");
          if (seen) drawn.push(seen.textContent);
        });
        const start = left + wide * (at + 0.5) - (drawn.length - 1) * 8;
        if (drawn.length) {
          add("rect", { x: start - 10, y: y - 9, width: drawn.length * 16 + 4, height: 18, fill: "#fff" });
        }
        drawn.forEach(function (one, place) {
          if (typeof one === "string") add("text", { x: start + place * 16 - 6, y: y + 5, fill: ink }, one);
          else mark(one, start + place * 16, y);
        });
      });
    });
    const note = (made ? "Illustrative: made-up evaluations. " : "") + "No totals, no averages, no ranking of boards.";
    add("text", { x: 10, y: size[1] - 16, "font-size": 12, fill: quiet }, note);
    return new XMLSerializer().serializeToString(svg);
  }

  /* Start ------------------------------------------------------------------------------------------------------------ */

  window.addEventListener("beforeunload", function (event) {
    if (!document.querySelector("[data-unsaved]")) return;
    event.preventDefault();
    event.returnValue = "";
  });
  /* A box prints as high as its text. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".jw-evaluation textarea").forEach(function (box) {
      box.style.minHeight = box.value ? box.scrollHeight + 24 + "px" : "";
    });
  });
  document.querySelectorAll("[data-jw-evaluation]").forEach(function (root) {
    const rules = JSON.parse(root.querySelector("[data-evaluation-rules]").textContent);
    (root.dataset.jwEvaluation === "own" ? own : group)(root, rules);
  });
})();
