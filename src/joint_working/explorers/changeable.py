"""What a reader's rule needs to know of the book where the tables of `data/` are not: in a browser's Python.

A build writes it beside the package `changing` as `book.json`.
"""

from __future__ import annotations

from dataclasses import asdict

from joint_working import evidence, explorers
from joint_working.changing.labs import LABS
from joint_working.explorers.money.who_pays import fixed_shares
from joint_working.explorers.two_places import price, sharing
from joint_working.explorers.who_decides.board import read_law
from joint_working.explorers.who_decides.choosing import CRITERIA, cells
from joint_working.explorers.why_join_up.savings import SUMS, in_millions


def gather() -> dict:
    """Return, ready for JSON, the levers of every lab that can be changed, and the numbers its model is given."""
    given = _given()
    return {
        explorer.name: {
            "levers": [
                {
                    "name": lever.name, "label": lever.label, "low": lever.low, "high": lever.high,
                    "default": lever.default, "whole": lever.whole,
                }
                for lever in explorer.fields
            ],
            "given": given.get(explorer.name, {}),
        }
        for explorer in explorers.every()
        if explorer.name in LABS
    }  # fmt: skip


def _given() -> dict[str, dict]:
    law = read_law()
    return {
        "board-lab": {
            "minimums": asdict(law.minimums),
            "voting": [[rule.start, int(rule.representatives)] for rule in law.voting],
        },
        "cash-or-share": {
            "published": [evidence.figure(key).value for key in sharing.OVERSPENDS],
            "people": list(sharing.residents()),
        },
        "model-chooser": {
            "criteria": list(CRITERIA),
            "cells": [[[cell.gain, cell.give_up, cell.evidence] for cell in row] for row in cells()],
        },
        "price-between-two-bodies": {
            "first": evidence.figure(price.PUBLISHED["2012/13"]).value,
            "fixed": [evidence.figure(key).value for key in price.FIXED],
        },
        "savings-in-proportion": {"sums": [in_millions(key) for key in SUMS]},
        "who-pays": {"shares": {place: list(pair) for place, pair in asdict(fixed_shares()).items()}},
    }
