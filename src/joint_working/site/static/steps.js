/* The strip at the foot of a page that a step of a route led to: ?route=NAME&step=2. Nothing is kept. page.js asks for
   this where an address names a route; the routes are put in when the book is built (joint_working/site/routes.py). */
(function () {
  "use strict";
  const routes = ROUTES, root = document.currentScript.src.replace(/_static\/[^/]*$/, "");
  const asked = new URLSearchParams(location.search), step = Number(asked.get("step"));
  const [home, steps] = routes[asked.get("route")] || ["", []], here = steps[step - 1], next = steps[step];
  if (!here || !decodeURI(location.pathname).endsWith("/" + here[0].split("?")[0])) return;

  const make = (tag, more, ...inside) => { const made = Object.assign(document.createElement(tag), more); made.append(...inside); return made; };
  const words = next && make("span", { textContent: ": " + next[1] });
  const strip = make("nav", { className: "jw-steps-strip" },
    make("a", { href: root + home, textContent: "Back to the steps" }),
    make("span", { textContent: `Step ${step} of ${steps.length} · ${here[2]} minutes` }),
    next ? make("a", { href: root + next[0], rel: "next" }, "Next", words) : "");
  strip.setAttribute("aria-label", "Steps of the route");
  document.body.append(strip);
  document.documentElement.dataset.jwStep = "";
})();
