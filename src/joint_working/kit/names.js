/* Names the sliders of a live lab and the boxes beside them for screen readers: ipywidgets ties its label to neither.
   Runs in JupyterLab alone, as a widget without a face; the published pages name their own. */
function named(root) {
  root.querySelectorAll(".widget-slider").forEach((slider) => {
    const label = slider.querySelector(".widget-label").textContent;
    const box = slider.parentElement.querySelector("input[type=text]");
    slider.querySelector("[role=slider]")?.setAttribute("aria-label", label);
    box?.setAttribute("aria-label", `${label}: type a number`);
  });
}
function render({ el }) {
  let root;
  const watch = new MutationObserver(() => named(root));
  const waiting = setInterval(() => {  // it is drawn before it is put in its place
    root = el.closest(".jw-twin");
    if (!root) return;
    clearInterval(waiting);
    named(root);
    watch.observe(root, { childList: true, subtree: true });
  }, 100);
  return () => { clearInterval(waiting); watch.disconnect(); };
}
export default { render };
