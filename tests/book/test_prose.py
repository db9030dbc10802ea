"""The words of the book: no typed figure, the shape of a chapter, spelling, and nothing that is not the book's own."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from joint_working import evidence

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "book"
PAGES = sorted([*BOOK.rglob("*.md"), *BOOK.rglob("*.ipynb")])
#: Parts of the book whose pages are no chapters: (folder, why). They keep every other rule of prose.
NOT_CHAPTERS = {"8-for-trainers": "materials to run a session with, and a session asks the questions itself"}
CHAPTERS = [path for path in PAGES if path.parent.name[0].isdigit() and path.parent.name not in NOT_CHAPTERS]
#: The pages of chapters in depth, and their bonnets.
LAYERS = [path for path in PAGES if path.parent.parent.name[:1].isdigit()]

MONEY = re.compile(r"£\s?\d|\d\s?(?:%|per cent\b|million\b|billion\b)")
#: Numbers in prose that are no figures: (page, text, why). Every line must be in use.
ALLOWED = (
    ("how-the-models-work.md", "a board has £100m", "a toy board, said to be one"),
    ("your-own-accounts.ipynb", "is read as £0.41m", "a cell of a reader’s own table"),
    ("accessibility.md", "enlarge text to 400%", "a size of text"),
)
#: Words of the answer in short at the most, as they are read; and the pages beside the chapters that have one.
SHORT, ALSO_IN_SHORT = 90, ("board-night", "representative", "staff-side")
ACRONYMS = {"IJB": "integration joint board", "NHS": "National Health Service", "WCAG": "Web Content Accessibility"}


def markdown(path):
    """Return a page's Markdown; of a notebook, its Markdown cells with a blank line between."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return text


def family(chapter):
    """Return the Markdown of a chapter with all its layers, its answer first."""
    return "\n\n".join(map(markdown, [chapter, *(path for path in LAYERS if path.parent == chapter.with_suffix(""))]))


def prose(path):
    """Return a page's Markdown without code, equations and roles; a note, a tip and the answer in short stay."""
    text = re.sub(r"^:::\{in-short\}\n(.*?)^:::$", r"\1", markdown(path), flags=re.S | re.M)
    text = re.sub(r"^(`{3,}|:{3,})(?!\{(?:note|tip)).*?^\1", "", text, flags=re.S | re.M)
    text = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$", "", text, flags=re.S)
    text = re.sub(r"\{(?:fact|rule|rule-text|source)\}`[^`]+`", "", text)
    return re.sub(r"\{[a-z]+\}`([^`<]+?)(?: <[^`]+)?`", r"\1", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_figure_is_typed(path):
    text = prose(path)
    for page, words, _ in ALLOWED:
        if page == path.name:
            text = re.sub(re.escape(words), "", text, flags=re.I)
    text = re.sub(r"`[^`]*`", "", text)
    found = [line for line in text.splitlines() if MONEY.search(line)]
    assert found == [], "write {fact}`key`, or add the number to ALLOWED with a reason"


def test_every_allowance_is_used():
    for page, words, _ in ALLOWED:
        path = next(path for path in PAGES if path.name == page)
        assert words.lower() in prose(path).lower(), (page, words)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_has_its_parts(path):
    answer, text = markdown(path), family(path)
    for part in ("```{chapter-head}", ":as-at:", ":minutes:", "{.jw-lead}\n“", ":::{in-short}\n", "```{sources}"):
        assert part in answer, f"{path.name} lacks {part}"
    for part in (
        "By the end you can", "## Check yourself", "```{exercise} ", "# Discuss", "```{predict} ",
        "Why this may not match figures you have seen",
    ):  # fmt: skip
        assert part in text, f"{path.name} and its layers lack {part}"
    assert len(re.findall(r"\{term\}`", text)) >= 5
    assert len(re.findall(r"\{fact\}`", text)) >= 5


def as_read(text):
    """Return the words of Markdown as a reader meets them: figures printed, badges left out, links by their words."""
    text = re.sub(r"\{fact\}`([^`]+)`", lambda role: evidence.figure(role[1].strip()).text, text)
    text = re.sub(r"\{(?:rule|source)\}`[^`]+`", "", text)
    text = re.sub(r"\{[a-z]+\}`([^`<]+?)(?: <[^`]+)?`", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return [word for word in text.split() if re.search(r"\w", word)]


def test_words_are_counted_as_they_are_read():
    text = "- A {term}`tie <tied vote>`, [in law](x.md): {fact}`ijb-count`. {rule}`tied-vote`\n- It may – not."
    figure = evidence.figure("ijb-count").text.replace("\N{NO-BREAK SPACE}", " ")
    assert " ".join(as_read(text)) == f"A tie, in law: {figure}. It may not."


ANSWERED = [*CHAPTERS, *(path for path in PAGES if path.stem in ALSO_IN_SHORT)]


@pytest.mark.parametrize("path", ANSWERED, ids=lambda path: path.stem)
def test_the_short_answer_comes_first(path):
    """Right after the chapter's head and before anything else: three to five points, in at most 90 words."""
    found = re.match(
        r"# .+\n\n(?:\{\.jw-question\}\n.+\n\n)?```\{chapter-head\}\n(?::.+\n)+```\n\n"
        r":::\{in-short\}\n((?:- .+\n)+):::\n",
        markdown(path),
    )
    assert found, f"{path.name}: write :::{{in-short}} right under the head"
    points, words = found[1].splitlines(), as_read(found[1])
    print(f"{path.stem}: {len(points)} points, {len(words)} words")
    assert 3 <= len(points) <= 5 and len(words) <= SHORT
    assert "{rule-text}" not in found[1], "the words of a rule cannot be counted here: say it shortly, with {rule}"
    assert all(point.count("{rule}") <= 1 for point in points), "one badge in a point"


def test_the_short_answer_stands_once():
    for path in PAGES:
        text = markdown(path)
        assert not re.search(r"^#+ In short\b", text, flags=re.M), f"{path.name}: the answer in short is at its head"
        assert path not in ANSWERED or text.count(":::{in-short}\n") == 1, path.name


def test_the_short_answer_is_read_as_prose():
    path = next(path for path in ANSWERED if path.stem == "body-corporate")
    assert "- An integration joint board (IJB) is a legal body" in prose(path) and ":::" not in prose(path)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_an_acronym_is_spelled_out_where_it_first_stands(path):
    text = prose(path)
    for short, long in ACRONYMS.items():
        first = re.search(rf"\b{short}\b", text)
        if first:
            before = text[: first.end() + 3].lower()
            assert long.lower() in before or path.stem == "parts-for-authors", f"{short} in {path.name}"


def test_most_sentences_are_short():
    lengths = []
    for path in CHAPTERS:
        words = re.sub(r"[#*_>\-\[\]()`]|\d\.", " ", prose(path))
        lengths += [len(s.split()) for s in re.split(r"(?<=[.?!:;])\s+|\n\n", words) if len(s.split()) > 2]
    share = sum(length <= 20 for length in lengths) / len(lengths)
    print(f"{len(lengths)} sentences, {share:.0%} of at most 20 words, mean {sum(lengths) / len(lengths):.1f}")
    assert share >= 0.85


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    names = listed or [p.relative_to(ROOT).as_posix() for p in ROOT.glob("src/**/*.py")]
    return [ROOT / name for name in names if Path(name).suffix not in (".woff2", ".ttf", ".png")]


#: Parts of words, as rules that read text look for them.
PIECES = "housand,nd,ment"


def test_spelling():
    texts = [*BOOK.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "src").rglob("*.py")]
    command = [sys.executable, "-m", "codespell_lib", "-L", PIECES, *map(str, texts)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_the_code_is_tidy():
    for wanted in (["check", "."], ["format", "--check", "src", "tests"]):
        command = [sys.executable, "-m", "ruff", *wanted]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout


def test_the_project_speaks_of_itself_alone():
    strange = re.compile(r"/work/|/root/|\bregistry host|pypi\.org|registry\.npmjs|deb\.debian", re.I)
    for path in tracked():
        if path != Path(__file__) and path.exists():
            found = strange.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.relative_to(ROOT)} says {found and found[0]!r}"
