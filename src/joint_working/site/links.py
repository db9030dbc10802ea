"""List every address outside the book, with the pages that link to it: `make links` writes `_build/links.txt`.

Nothing is fetched here. A scheduled job with a network can check the list at its own pace, away from the tests.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

SITE = Path(__file__).parents[3] / "_build" / "html"


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of a link that leaves the book."""
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith(("http://", "https://")):
            self.found.append(address.partition("#")[0])


def external(site: Path = SITE) -> dict[str, list[str]]:
    """Return every outside address of a built site, in order, with the pages that hold it."""
    addresses: dict[str, list[str]] = {}
    for page in sorted(site.rglob("*.html")):
        anchors = _Anchors()
        anchors.feed(page.read_text(encoding="utf-8"))
        for address in dict.fromkeys(anchors.found):
            addresses.setdefault(address, []).append(page.relative_to(site).as_posix())
    return dict(sorted(addresses.items()))


def main() -> None:
    """Write the list: an address, a tab and its first page on each line."""
    addresses = external()
    path = SITE.parent / "links.txt"
    lines = (f"{address}\t{pages[0]}" for address, pages in addresses.items())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(addresses)} addresses are listed in {path.relative_to(SITE.parents[1])}.")


if __name__ == "__main__":
    main()
