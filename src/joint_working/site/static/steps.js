/* The strip at the foot of a page that a step of a route led to: ?route=NAME&step=2. Nothing is kept. page.js asks for
   it where an address names a route; the routes are put in when the book is built (joint_working/site/routes.py). */
(function () {
  "use strict";
  const root = document.currentScript.src.replace(/_static\/[^/]*$/, ""), asked = new URLSearchParams(location.search);
  const [home, steps] = new Map(ROUTES).get(asked.get("route")) || ["", []], step = Number(asked.get("step"));
  const here = steps[step - 1], next = steps[step], strip = document.createElement("nav");
  if (!here || !decodeURI(location.pathname).includes("/" + here[0].split(".html")[0])) return;
  const make = (tag, words, address) => Object.assign(document.createElement(tag), { textContent: words }, address && { href: root + address });
  strip.append(make("a", "Back to the steps", home), make("span", `Step ${step} of ${steps.length} · ${here[2]} minutes`), next ? make("a", "Next", next[0]) : "");
  if (next) strip.lastChild.append(make("span", ": " + next[1]));
  document.body.append(Object.assign(strip, { className: "jw-on-route", ariaLabel: "Steps of the route" }));
  document.documentElement.style.scrollPaddingBottom = "60px"; // what has the focus is not under it
})();
