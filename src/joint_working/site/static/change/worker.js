/* Python in a worker, behind the policy of its frame (frame.js). It is given everything it needs and asks for nothing:
   what the loader would fetch are the bytes that came with the first message. Python finds no page, no network and no
   storage: its `js` is empty, and memory ends at MOST. The loader stands above this script, as one text. */
const MOST = 512 * 1024 * 1024, PAGE = 65536;
let call, python;

function put(files) {
  Object.entries(files || {}).forEach(([name, text]) => {
    const path = "/book/" + name;
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    python.FS.writeFile(path, text);
  });
}
async function begin({ engine, library, about, book }) {
  const bytes = { "python_stdlib.zip": library, "pyodide.asm.wasm": new Uint8Array() };
  const grow = WebAssembly.Memory.prototype.grow, fetch = self.fetch;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > MOST) throw new RangeError("no more memory");
    return grow.call(this, pages);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => ({ module: engine, instance: await WebAssembly.instantiate(engine, imports) });
  self.fetch = async (address) => new Response(bytes[String(address).split("/").pop()]);
  python = await loadPyodide({
    indexURL: "https://nowhere.invalid/", lockFileContents: { info: about, packages: {} },
    createPyodideModule: _createPyodideModule, jsglobals: { setTimeout: (...how) => setTimeout(...how) }
  });
  self.fetch = fetch;
  put(book);
  call = python.runPython(`
import json, sys
sys.path.insert(0, "/book/src")
from joint_working import changing
lambda name, given: json.dumps(getattr(changing, name)(*json.loads(given)))
`);
}

self.onmessage = async ({ data: { id, name, given } }) => {
  try {
    const own = { begin, tables: put }[name];
    const answer = own ? await own(given) : JSON.parse(call(name, JSON.stringify(given)));
    postMessage({ id, answer });
  } catch (problem) {
    postMessage({ id, problem: String(problem) });
  }
};
