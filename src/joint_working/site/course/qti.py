"""Exercises as QTI 2.1, an item each and a test for each page, in a content package.

The standard: https://www.imsglobal.org/question/ (1EdTech, Question and Test Interoperability 2.1). A sorting is a
matching item with a part of the mark for each statement. A guess has no right answer and scores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from . import xml
from .questions import CHOICE, SORTING, Question

ITEM, PACKAGE = "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imscp_v1p1"
ALL = "all"


def package(questions: Iterable[Question]) -> bytes:
    """Return the zip of a package: its manifest, the items and the tests."""
    files: dict[str, bytes] = {}
    manifest = Element("manifest", xmlns=PACKAGE, identifier="joint-working")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")

    def resource(identifier: str, kind: str, name: str, content: bytes) -> Element:
        files[name] = content
        node = SubElement(resources, "resource", identifier=identifier, type=kind, href=name)
        SubElement(node, "file", href=name)
        return node

    for page, group in groupby(questions, key=lambda question: question.page):
        asked, slug = list(group), page.replace("/", "-")
        for question in asked:
            resource(question.key, "imsqti_item_xmlv2p1", f"items/{question.key}.xml", item(question))
        test = resource(f"test-{slug}", "imsqti_test_xmlv2p1", f"tests/{slug}.xml", _test(slug, asked))
        for question in asked:
            SubElement(test, "dependency", identifierref=question.key)
    return xml.zipped({"imsmanifest.xml": xml.written(manifest), **files})


def item(question: Question) -> bytes:
    """Return one exercise as an item."""
    root = Element(
        "assessmentItem", xmlns=ITEM, identifier=question.key, title=f"{question.title}: {question.name}",
        adaptive="false", timeDependent="false",
    )  # fmt: skip
    (_sorting if question.kind == SORTING else _choosing)(root, question)
    return xml.written(root)


def _choosing(root: Element, question: Question) -> None:
    names = [f"c{number}" for number, _ in enumerate(question.choices, 1)]
    response = _response(root, "single", "identifier")
    if question.kind == CHOICE:
        right = next(name for name, choice in zip(names, question.choices, strict=True) if choice.right)
        SubElement(SubElement(response, "correctResponse"), "value").text = right
    _outcomes(root)
    body = SubElement(root, "itemBody")
    asked = SubElement(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true", maxChoices="1")
    SubElement(asked, "prompt").text = question.text
    for name, choice in zip(names, question.choices, strict=True):
        SubElement(asked, "simpleChoice", identifier=name).text = choice.text
    processing = SubElement(root, "responseProcessing")
    if question.kind == CHOICE:
        scored = SubElement(SubElement(processing, "responseCondition"), "responseIf")
        match = SubElement(scored, "match")
        SubElement(match, "variable", identifier="RESPONSE")
        SubElement(match, "correct", identifier="RESPONSE")
        SubElement(_set(scored, "SCORE"), "baseValue", baseType="float").text = "1"
    SubElement(_set(processing, "FEEDBACK"), "variable", identifier="RESPONSE")
    for name, choice in zip(names, question.choices, strict=True):
        _said(root, name, choice.feedback, question.after)


def _sorting(root: Element, question: Question) -> None:
    statements = [f"s{number}" for number, _ in enumerate(question.choices, 1)]
    kinds = {category: f"k{number}" for number, category in enumerate(question.categories, 1)}
    pairs = [f"{name} {kinds[each.belongs]}" for name, each in zip(statements, question.choices, strict=True)]
    response = _response(root, "multiple", "directedPair")
    right = SubElement(response, "correctResponse")
    for pair in pairs:
        SubElement(right, "value").text = pair
    mapping = SubElement(response, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
    for pair in pairs:
        SubElement(mapping, "mapEntry", mapKey=pair, mappedValue=f"{1 / len(pairs):.6f}")
    _outcomes(root)
    count = str(len(pairs))
    body = SubElement(root, "itemBody")
    asked = SubElement(body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="true", maxAssociations=count)
    SubElement(asked, "prompt").text = question.text
    first, second = SubElement(asked, "simpleMatchSet"), SubElement(asked, "simpleMatchSet")
    for name, choice in zip(statements, question.choices, strict=True):
        SubElement(first, "simpleAssociableChoice", identifier=name, matchMax="1").text = choice.text
    for category, name in kinds.items():
        SubElement(second, "simpleAssociableChoice", identifier=name, matchMax=count).text = category
    processing = SubElement(root, "responseProcessing")
    SubElement(_set(processing, "SCORE"), "mapResponse", identifier="RESPONSE")
    SubElement(_set(processing, "FEEDBACK"), "baseValue", baseType="identifier").text = ALL
    _said(root, ALL, *(f"“{each.text}” {each.belongs}. {each.feedback}" for each in question.choices))


def _response(root: Element, cardinality: str, base: str) -> Element:
    return SubElement(root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base)


def _outcomes(root: Element) -> None:
    score = SubElement(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    SubElement(SubElement(score, "defaultValue"), "value").text = "0"
    SubElement(root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier")


def _set(parent: Element, outcome: str) -> Element:
    return SubElement(parent, "setOutcomeValue", identifier=outcome)


def _said(root: Element, name: str, *paragraphs: str) -> None:
    shown = SubElement(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name, showHide="show")
    for words in filter(None, paragraphs):
        SubElement(shown, "p").text = words


def _test(slug: str, asked: list[Question]) -> bytes:
    root = Element("assessmentTest", xmlns=ITEM, identifier=f"test-{slug}", title=asked[0].title)
    part = SubElement(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section = SubElement(part, "assessmentSection", identifier="section", title=asked[0].title, visible="true")
    for question in asked:
        SubElement(section, "assessmentItemRef", identifier=question.key, href=f"../items/{question.key}.xml")
    return xml.written(root)
