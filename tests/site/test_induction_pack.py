"""The printed induction: tagged, titled, in a language, a page or two a sheet, the same bytes every time."""

import pytest
from pypdf import PdfReader

from joint_working.site import induction_pack
from joint_working.workshop import induction

pytestmark = pytest.mark.slow


def test_it_is_tagged_complete_and_the_same_every_time(tmp_path):
    first, again = (induction_pack.write(tmp_path / f"{name}.pdf") for name in "ab")
    assert first == again
    reader = PdfReader(tmp_path / "a.pdf")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata.title == induction.TITLE
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    starts = [next(n for n, text in enumerate(pages) if n and sheet.title in text[:200]) for sheet in induction.SHEETS]
    assert starts == sorted(starts) and len(pages) == len(induction.SHEETS) + 2, "only the script takes two pages"
    assert "“" in pages[2] and "Html(" not in " ".join(pages) and "Board night" not in " ".join(pages)
    assert pages[starts[-2]].count("My code") == 8
