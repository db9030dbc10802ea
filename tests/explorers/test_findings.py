"""The findings: every one has a subject and a kind, the strongest stand first, and both sides are there to see."""

from joint_working.explorers.judging_it.findings import KINDS, SUBJECTS, findings, shown_in, what_was_found


def test_every_finding_is_there_once():
    shown = [finding.text for group in findings().values() for finding in group]
    assert sorted(shown) == sorted(row["finding"] for row in shown_in("has-it-worked"))
    html = what_was_found.html()
    assert all(html.count(f"{text}.<small>".replace("'", "&#x27;")) == 1 for text in shown)


def test_the_strongest_stand_first():
    order = list(KINDS)
    for group in findings().values():
        places = [order.index(finding.kind) for finding in group]
        assert places == sorted(places)


def test_disagreement_can_be_seen():
    """Where texts differ both sides are filled: on hospitals, on structure, and on people."""
    for subject in ("Hospital, home and outcomes", "Structure and who decides", "Culture, leadership and workforce"):
        sides = {finding.side for finding in findings()[subject]}
        assert {"worked", "did not"} <= sides, subject
    assert {f.side for f in findings()["Hospital, home and outcomes"] if f.kind == "comparison"} == {
        "worked",
        "did not",
        "mixed",
    }
    assert len(SUBJECTS) == 5 and "No text that we read says so." in what_was_found.html()


def test_nothing_is_counted_or_ranked():
    text = what_was_found.text().lower()
    assert not any(word in text for word in ("score", "total of", "per cent of findings", "best", "worst"))
