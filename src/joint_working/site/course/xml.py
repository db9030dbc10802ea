"""XML and zips that are the same, byte for byte, for the same words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element, indent, tostring

#: The time of every entry of a zip: what is in it decides its bytes, and nothing else.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def written(root: Element) -> bytes:
    """Return a document as UTF-8, an element a line."""
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip, in order of their names, those named imsmanifest.xml first."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in sorted(files, key=lambda name: (name != "imsmanifest.xml", name)):
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name])
    return held.getvalue()
