"""The search index holds the words of tables and lists as words, and the pages look as they did."""

import json
import re

import browser as support
import pytest

from joint_working.site import part_words


def test_cells_and_lines_are_parted_and_nothing_else():
    html = "<tr><th>Dundee</th><td>206.0<br><small>budget</small></td><td>x</td></tr>"
    html += "<p>One <b>bold</b>, two.</p><pre>a</pre>"
    parted = part_words(html)
    assert " ".join(re.sub("<[^<]+?>", "", parted).split()) == "Dundee 206.0 budget x One bold, two. a"
    assert parted.replace("> <", "><") == html


@pytest.mark.browser
def test_the_index_joins_no_cells():
    text = (support.SITE / "searchindex.js").read_text(encoding="utf-8")
    words = json.loads(text[text.index("(") + 1 : text.rindex(")")])["terms"]
    joined = [word for word in words if re.fullmatch(r"\d+m(?:budget|outturn|forecast)\w*", word)]
    assert joined == []
