"""A second engine for the tests: Firefox, driven by Mozilla's own client, with no other computer within reach."""

from __future__ import annotations

import base64
import gc
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from marionette_driver.marionette import Marionette

from joint_working.bench.browser import firefox

#: Every request for another computer goes to a port where nobody answers.
NOBODY = {"network.proxy.type": 1, "network.proxy.no_proxies_on": "127.0.0.1"}
NOBODY |= {f"network.proxy.{kind}": "127.0.0.1" for kind in ("http", "ssl", "socks")}
NOBODY |= {f"network.proxy.{kind}_port": 9 for kind in ("http", "ssl", "socks")}
TROUBLES = """return Services.console.getMessageArray()
  .filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & 1) && /^(file|http):/.test(one.sourceName))
  .map((one) => `${one.sourceName}:${one.lineNumber} ${one.errorMessage}`)"""
#: What stands in the levers of a lab, what it says of each, and what it answers.
SEEN = """const section = document.querySelector('[data-explorer-ready]');
  const words = (hook) => Array.from(section.querySelectorAll(hook), (one) => one.textContent);
  return {
    levers: Array.from(section.querySelectorAll('[data-explorer-levers] :is([type=range],select)'),
      (one) => [one.name || one.id, one.value, one.getAttribute('aria-valuetext')]),
    boxes: Array.from(section.querySelectorAll('[data-explorer-levers] [type=text]'), (one) => one.value),
    said: words('[data-explorer-figure],[data-explorer-sentence],[data-explorer-table]') }"""
MOVE_ALL = """document.querySelectorAll('[data-explorer-ready] [data-explorer-levers] [type=range]').forEach((one) => {
    const was = one.value;
    one.stepUp();
    if (one.value === was) one.stepDown();
    one.dispatchEvent(new Event('input', { bubbles: true }));
  })"""


class Firefox:
    """One Firefox: opens, asks and prints a page, and keeps what went wrong in pages until it is asked for."""

    def __init__(self, client: Marionette):
        self.client = client

    def open(self, address: str, lab: bool = True) -> None:
        """Open a page; with a lab, wait until one is ready."""
        self.client.navigate(address)
        if lab:
            self.ready()

    def ready(self) -> None:
        """Wait until a lab is ready."""
        self.until("document.querySelector('[data-explorer-ready]')")

    def until(self, holds: str) -> None:
        """Wait until an expression of the page's is true."""
        self.client.execute_async_script(
            f"const done = arguments[0]; (function look() {{ if ({holds}) done(); else setTimeout(look, 50); }})()"
        )

    def ask(self, script: str, *told):
        """Run a script in the page, as its own, and return what it returns."""
        return self.client.execute_script(script, script_args=told, sandbox=None)

    def prefer(self, name: str, holds: bool) -> None:
        """Set a preference of the browser's."""
        with self.client.using_context("chrome"):
            self.client.execute_script("Services.prefs.setBoolPref(...arguments)", script_args=(name, holds))

    def troubles(self) -> list[str]:
        """Return the errors of pages since it was last asked."""
        with self.client.using_context("chrome"):
            found = self.client.execute_script(TROUBLES)
            self.client.execute_script("Services.console.reset()")
        return found

    def printed(self) -> list:
        """Print the page as it stands and return pictures of its pages, 100 dots an inch, in grey."""
        told = self.client._send_message("WebDriver:Print", {"background": True}, key="value")
        pages = pypdfium2.PdfDocument(base64.b64decode(told))
        return [page.render(scale=100 / 72, grayscale=True).to_pil() for page in pages]


@contextmanager
def launched():
    """Give a Firefox, closed at the end. Raises RuntimeError where there is none."""
    folder = tempfile.TemporaryDirectory()
    client = Marionette(
        bin=str(Path(firefox())), headless=True, prefs=NOBODY, app_args=["-remote-allow-system-access"],
        gecko_log=f"{folder.name}/gecko.log",
        startup_timeout=180,
    )  # fmt: skip
    client.start_session()
    client.timeout.script = client.timeout.page_load = 60
    yield Firefox(client)
    client.quit()
    del client
    folder.cleanup()
    gc.collect()  # its profile goes now: the end of Python is too late
