/* Starts Python in a worker for the page around it, and ends a worker that takes too long. The frame has an origin of
   its own (sandbox) and a policy that lets nothing out, not even to the site; its worker, which is made of text, stands
   under the same policy. Messages to it: { id, name, given }; from it: { id, answer } or { id, problem }, and { ready }.
   Beside it: libraries/pyodide/python.js and change/book.js, which hold what the worker needs. */
(function () {
  "use strict";
  const LONGEST = 5000, STOPPED = "stopped", page = window.parent, waiting = [];
  let worker, needs, tables, timer, asked = { id: "begin" };

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
  async function ready() {
    const { about, loader, engine, library } = window.packedPython, { book, script } = window.changeBook;
    const [text, bytes, whole] = await Promise.all([loader, engine, library].map(unpacked));
    const address = URL.createObjectURL(new Blob([new TextDecoder().decode(text), "\n", script], { type: "text/javascript" }));
    return { address, given: { engine: await WebAssembly.compile(bytes), library: new Uint8Array(whole), about, book } };
  }
  async function start() {
    needs = needs || ready();
    const { address, given } = await needs;
    worker = new Worker(address);
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = (event) => done({ id: asked && asked.id, problem: event.message || "The worker did not start." });
    worker.postMessage({ id: "begin", name: "begin", given });
  }
  function done({ id, answer, problem }) {
    if (!asked || asked.id !== id) return;
    clearTimeout(timer);
    asked = null;
    if (id !== "begin" || problem) page.postMessage({ id, answer, problem }, "*");
    else page.postMessage({ ready: true }, "*");
    next();
  }
  function next() {
    if (asked || !waiting.length) return;
    asked = waiting.shift();
    worker.postMessage(asked);
    timer = setTimeout(stop, LONGEST);
  }
  function stop() {
    const { id } = asked;
    asked = { id: "begin" };
    worker.terminate();
    page.postMessage({ id, problem: STOPPED }, "*");
    start().catch(failed);
  }
  function failed(problem) { page.postMessage({ id: "begin", problem: String(problem) }, "*"); }

  /* The book's tables come with the first cell that is run: a changed rule needs none. */
  async function withTables() {
    const script = Object.assign(document.createElement("script"), { src: "tables.js" });
    await new Promise((done) => { script.onload = script.onerror = done; document.head.append(script); });
    Object.assign((await needs).given.book, window.changeTables);
    return window.changeTables;
  }

  addEventListener("message", async ({ source, data }) => {
    if (source !== page) return;
    if (data.name === "tables") data.given = tables ? {} : await (tables = withTables());
    waiting.push(data);
    next();
  });
  start().catch(failed);
})();
