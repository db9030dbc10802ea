"""The course as a Common Cartridge 1.3, which Moodle, Canvas, Blackboard and Brightspace import.

The standard: https://www.imsglobal.org/cc/ (1EdTech). It holds a folder for each week, with a page that says what to
read and what to do in each part of the hour, the questions of the week, and a topic to discuss. The cartridge's own
tests are of QTI 1.2, in a profile that knows one answer of several; so a sorting is a question for each statement,
and a guess is a topic. The items of QTI 2.1 are a package of their own (`qti.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from joint_working.html import Html, bullets, el, join, shape

from . import xml
from .questions import CHOICE, GUESS, SORTING, Choice, Question
from .weeks import Week

PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
MANIFEST = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
TEST = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
TOPIC = "http://www.imsglobal.org/xsd/imsccv1p3/imsdt_v1p3"
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{}</title></head><body>{}</body></html>
"""


def package(weeks: Iterable[Week], questions: Iterable[Question], about: str) -> bytes:
    """Return the cartridge as a zip. `about` says what it is and who may use it."""
    asked = tuple(questions)
    files: dict[str, bytes] = {}
    manifest = Element("manifest", {"xmlns": PACKAGE, "xmlns:lomimscc": MANIFEST, "identifier": "joint-working"})
    _metadata(manifest, about)
    organization = SubElement(
        SubElement(manifest, "organizations"), "organization", identifier="weeks", structure="rooted-hierarchy"
    )
    root = SubElement(organization, "item", identifier="root")
    resources = SubElement(manifest, "resources")

    def placed(folder: Element, name: str, kind: str, title: str, content: bytes) -> None:
        """Put a file in the cartridge, and an entry for it in a week's folder."""
        identifier = name.partition(".")[0].replace("/", "-")
        files[name] = content
        entry = SubElement(folder, "item", identifier=f"i-{identifier}", identifierref=f"r-{identifier}")
        SubElement(entry, "title").text = title
        where = {"href": name} if kind == "webcontent" else {}
        node = SubElement(resources, "resource", identifier=f"r-{identifier}", type=kind, **where)
        SubElement(node, "file", href=name)

    for week in weeks:
        slug = f"week-{week.number:02}"
        folder = SubElement(root, "item", identifier=slug)
        SubElement(folder, "title").text = week.title
        placed(folder, f"{slug}/plan.html", "webcontent", f"{week.title}: the hour", str(week_page(week)).encode())
        mine = [question for question in asked if week.holds(question.page)]
        tested = [question for question in mine if question.kind != GUESS]
        if tested:
            name, kind = f"{slug}/questions.xml", "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
            placed(folder, name, kind, f"{week.title}: questions", test(slug, week.title, tested))
        for question in mine:
            if question.kind == GUESS:
                title = f"Guess first: {question.title}"
                placed(folder, f"{slug}/{question.key}.xml", "imsdt_xmlv1p3", title, topic(title, question))
    return xml.zipped({"imsmanifest.xml": xml.written(manifest), **files})


def _metadata(manifest: Element, about: str) -> None:
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "IMS Common Cartridge"
    SubElement(metadata, "schemaversion").text = "1.3.0"
    general = SubElement(SubElement(metadata, "lomimscc:lom"), "lomimscc:general")
    for tag, words in (("title", "Joint Working"), ("description", about)):
        SubElement(SubElement(general, f"lomimscc:{tag}"), "lomimscc:string", language="en-GB").text = words


def week_page(week: Week) -> Html:
    """Return a week's plan as a page of its own."""
    readings = (
        f"{read.title}: {read.minutes} minutes. {read.does} In the book: {read.address}" for read in week.readings
    )
    hour = (f"{minutes} minutes: {does}" for minutes, does in week.hour)
    body = [el("h1", week.title), el("h2", "Before the seminar"), bullets(readings), el("h2", "In the hour")]
    return shape(PAGE, week.title, join([*body, bullets(hour)]))


def test(identifier: str, title: str, questions: Iterable[Question]) -> bytes:
    """Return the questions of a week as a test of the cartridge's profile."""
    root = Element("questestinterop", xmlns=TEST)
    assessment = SubElement(root, "assessment", ident=identifier, title=title)
    _fields(
        assessment, {"cc_profile": "cc.exam.v0p1", "qmd_assessmenttype": "Examination", "cc_maxattempts": "unlimited"}
    )
    section = SubElement(assessment, "section", ident="root_section")
    for question in questions:
        for number, (words, choices) in enumerate(_as_choices(question), 1):
            _item(section, f"{question.key}-{number}", question.title, words, choices)
    return xml.written(root)


def _as_choices(question: Question) -> list[tuple[str, list[Choice]]]:
    """Return a question as questions of one answer each: a sorting is one for each of its statements."""
    if question.kind == CHOICE:
        return [(question.text, list(question.choices))]
    return [
        (
            f"{question.text} {statement.text}",
            [
                Choice(name, f"{statement.belongs}. {statement.says}", name == statement.belongs, "", statement.again)
                for name in question.categories
            ],
        )
        for statement in question.choices
        if question.kind == SORTING
    ]


def _item(section: Element, identifier: str, title: str, words: str, choices: list[Choice]) -> None:
    node = SubElement(section, "item", ident=identifier, title=title)
    _fields(SubElement(node, "itemmetadata"), {"cc_profile": "cc.multiple_choice.v0p1"})
    presentation = SubElement(node, "presentation")
    _material(presentation, words)
    response = SubElement(presentation, "response_lid", ident="response", rcardinality="Single")
    offered = SubElement(response, "render_choice")
    for number, choice in enumerate(choices, 1):
        _material(SubElement(offered, "response_label", ident=f"c{number}"), choice.text)
    processing = SubElement(node, "resprocessing")
    SubElement(
        SubElement(processing, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal"
    )
    for number, _ in enumerate(choices, 1):
        met = _when(processing, "Yes", f"c{number}")
        SubElement(met, "displayfeedback", feedbacktype="Response", linkrefid=f"f{number}")
    right = next(number for number, choice in enumerate(choices, 1) if choice.right)
    SubElement(_when(processing, "No", f"c{right}"), "setvar", action="Set", varname="SCORE").text = "100"
    for number, choice in enumerate(choices, 1):
        said = SubElement(node, "itemfeedback", ident=f"f{number}")
        _material(SubElement(said, "flow_mat"), choice.feedback)


def _when(processing: Element, goes_on: str, chosen: str) -> Element:
    condition = SubElement(processing, "respcondition", {"continue": goes_on})
    SubElement(SubElement(condition, "conditionvar"), "varequal", respident="response").text = chosen
    return condition


def _material(parent: Element, words: str) -> None:
    SubElement(SubElement(parent, "material"), "mattext", texttype="text/plain").text = words


def _fields(parent: Element, fields: dict[str, str]) -> None:
    metadata = SubElement(parent, "qtimetadata")
    for label, entry in fields.items():
        field = SubElement(metadata, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = label
        SubElement(field, "fieldentry").text = entry


def topic(title: str, question: Question) -> bytes:
    """Return a guess as a topic to discuss."""
    root = Element("topic", xmlns=TOPIC)
    SubElement(root, "title").text = title
    body = join([el("p", question.text), bullets(choice.text for choice in question.choices)])
    SubElement(root, "text", texttype="text/html").text = str(body)
    return xml.written(root)
