/* A picture to take away, as SVG or as PNG: the drawing that stands on the page, with its message, subtitle, standing
   and source round it. A PNG is painted shape by shape, in the page's own font: from a file no font can be fetched
   to be put into an image. Loaded after shared.js. */
(function () {
  "use strict";

  const shared = window.jointWorking, FAMILY = '"Joint Sans", sans-serif', WIDTH = 600, EDGE = 20;

  /* The lines round a picture, each with its place and look, and where the drawing goes. */
  function frame(high, figure, source, address) {
    const pen = shared.make("canvas").getContext("2d"), lines = [], style = getComputedStyle(figure);
    const [ink, quiet] = ["--jw-ink", "--jw-quiet"].map((name) => style.getPropertyValue(name));
    let y = 12;
    function write(text, size, weight, colour) {
      pen.font = `${weight} ${size}px ${FAMILY}`;
      let line = "";
      (text + " \n").split(" ").forEach((word) => {
        if (word === "\n" || (line && pen.measureText(line + " " + word).width > WIDTH - 2 * EDGE)) {
          y += Math.round(size * 1.35);
          lines.push({ text: line, y, size, weight, colour });
          line = "";
        }
        line = line ? line + " " + word : word;
      });
    }
    write(figure.querySelector("[data-explorer-message]").textContent, 19, 700, ink);
    write(figure.querySelector("[data-explorer-what]").textContent, 15, 400, quiet);
    const top = y + 12;
    y = top + high;
    write(source, 14, 400, quiet);
    write(address, 12, 400, quiet);
    return { height: y + 20, top, lines };
  }
  /* The framed picture as an SVG of its own. */
  function framed({ height, top, lines }, svg) {
    const root = shared.draw(shared.make("div"), "svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height });
    shared.draw(root, "path", { d: `M0,0h${WIDTH}v${height}h${-WIDTH}Z`, fill: "white" });
    lines.forEach(({ y, colour, size, weight, text }) => shared.draw(root, "text", {
      transform: `translate(${EDGE},${y})`, fill: colour, "font-size": size + "px", "font-weight": weight, "font-family": FAMILY
    }, text));
    const inner = svg.cloneNode(true);
    ["aria-hidden", "focusable"].forEach((name) => inner.removeAttribute(name));
    shared.draw(root, "g", { transform: `translate(${EDGE},${top})` }).append(inner);
    return root;
  }

  /* Paints what a drawing of the house is made of: groups, paths, lines and words that are moved and not turned.
     What has no colour of its own is not painted: the root of every drawing says so. */
  function paint(pen, node) {
    const get = (name, usual) => node.getAttribute(name) || usual, number = (name, usual) => Number(get(name, usual));
    pen.save();
    pen.translate(...get("transform", "translate(0,0)").match(/-?[\d.]+(?:e-?\d+)?/g).map(Number));
    pen.globalAlpha *= number("opacity", 1);
    if (node.tagName === "path" || node.tagName === "line") {
      const shape = new Path2D(get("d", `M0,0L${number("x2", 0)},${number("y2", 0)}`));
      colour(pen, get, number, () => pen.fill(shape), () => pen.stroke(shape));
    } else if (node.tagName === "text") {
      const aligned = { start: "left", middle: "center", end: "right" }, spans = node.children.length ? node.children : [node];
      const font = [get("font-style", ""), get("font-weight", 400), get("font-size"), FAMILY].join(" ");
      Object.assign(pen, { font, textAlign: aligned[get("text-anchor", "start")] });
      Array.from(spans).reduce((y, span) => {
        const at = y + (span === node ? 0 : Number(span.getAttribute("dy"))), text = span.textContent;
        colour(pen, get, number, () => pen.fillText(text, 0, at), () => pen.strokeText(text, 0, at));
        return at;
      }, 0);
    } else Array.from(node.children).forEach((child) => paint(pen, child));
    pen.restore();
  }
  function colour(pen, get, number, fill, stroke) {
    const alpha = pen.globalAlpha;
    if (get("fill", "none") !== "none") {
      Object.assign(pen, { fillStyle: get("fill"), globalAlpha: alpha * number("fill-opacity", 1) });
      fill();
    }
    if (get("stroke", "none") !== "none" && number("stroke-width", 1)) {
      Object.assign(pen, {
        strokeStyle: get("stroke"), globalAlpha: alpha * number("stroke-opacity", 1), lineWidth: number("stroke-width", 1),
        lineCap: get("stroke-linecap", "butt"), lineJoin: get("stroke-linejoin", "miter"), miterLimit: 10
      });
      pen.setLineDash(get("stroke-dasharray", "").split(",").filter(Boolean).map(Number));
      stroke();
    }
    pen.globalAlpha = alpha;
  }
  /* Twice its size, which stays sharp on a slide. */
  function painted(svg) {
    const canvas = shared.make("canvas"), pen = canvas.getContext("2d"), { width, height } = svg.viewBox.baseVal;
    Object.assign(canvas, { width: width * 2, height: height * 2 });
    pen.scale(2, 2);
    paint(pen, svg);
    return new Promise((resolve) => { canvas.toBlob(resolve); });
  }

  /* Saves one picture, "svg" or "png", under a name: `svg` is its drawing on the page, `figure` holds its message. */
  async function savePicture(name, kind, svg, figure, source, link) {
    const around = frame(svg.viewBox.baseVal.height, figure, source, "joint-working " + link), whole = framed(around, svg);
    const text = new XMLSerializer().serializeToString(whole);
    shared.save(`${name}.${kind}`, kind === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await painted(whole));
  }

  Object.assign(shared, { savePicture });
})();
