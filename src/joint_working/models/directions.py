"""What the text of a direction says, and what it leaves to guess: checks, given as rules, never a grade.

The rules are rows of `data/direction_checks.csv`: what is looked for is written there, and `PIECES` are what its
patterns have in common. The page runs this file too, compiled by `script.py`. Both are tried on
`tests/explorers/direction_cases.yaml`.

A check reads its own box. Where that is empty it reads the last box: the part under its own heading where a pasted
direction has headings, and what stands under no heading else. There a word for one thing may not answer for another,
so what counts is narrower. A text is read sentence by sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from joint_working.models.evaluation import length
from joint_working.words import listed

MET, VAGUE, MISSING, UNSURE, UNREAD = "met", "vague", "missing", "unsure", "unread"

#: How an action is told: by an order, by what will be, or by the first word of a sentence.
ORDER, FORETOLD, FIRST = "order", "foretold", "first"

#: The part of the form that is looked at where a check's own part is empty.
FREE_TEXT = "text"

#: What stands before a finding, by its status.
MARKS = {MET: "Stated.", VAGUE: "Vague.", MISSING: "Not found.", UNSURE: "Cannot tell.", UNREAD: "Not read."}
#: The sentence above the form.
NOTHING_ASKED = (
    "Everything this page can look for is there. Whether it is the right direction is for the board to judge."
)
EMPTY = "The form is empty. Type a direction, or load an example."

#: The most characters of one part that are read, as a page counts them: a direction with all its annexes has fewer.
MOST = 50_000

#: Headings of a pasted direction under which the whole of it stands, and those under which nothing is looked for.
WHOLE = "full text of direction|full text of the direction|full text|text of direction|text of the direction|direction"
ASIDE = (
    "reference number|reference|ref|report title|title|date direction issued|date issued|date of issue|supersedes|"
    "date of the board meeting|date of meeting|does this direction supersede|does the direction supersede|review date|"
    "date direction will be reviewed|date of review|approved by|approved on|author|contact|background|version"
)
#: The most words of a heading that goes on after the words it is known by.
HEADING = 16

#: What ends a sentence: a stop, an empty line, the mark of a list.
ENDS = (
    r"[.!?;]+(?=[ \n\t\r\u00a0]|$)|\n[ \t\r]*\n|(?:\n|^)[ \t]*(?:[-•*–]|\(?[0-9a-zA-Z]{1,3}[.)])[ \t]+"
    r"|(?: |^)[0-9]\)[ \t]+"
)

#: Words that stand first in a sentence and are no verb: there the first word says nothing of an action.
SMALL = (
    "a|about|above|according|across|after|against|all|along|also|although|among|an|and|any|are|as|at|because|been|before|"
    "being|below|beside|between|both|but|by|can|could|despite|did|do|does|due|during|each|either|every|few|following|for|"
    "from|given|had|has|have|he|her|here|his|how|i|if|in|including|is|it|its|last|less|many|may|might|more|most|much|my|"
    "neither|next|no|nobody|none|nor|not|nothing|now|of|off|on|once|one|or|other|our|out|over|own|per|same|several|she|"
    "should|since|so|some|such|than|that|the|their|them|then|there|these|they|this|those|three|through|to|toward|towards|"
    "two|under|until|up|upon|was|we|were|what|when|where|whether|which|while|who|whose|why|will|with|within|without|"
    "would|yes|you|your|four|five|six|seven|eight|nine|ten|eleven|twelve|people|staff|council|nhs|board|health|care|new|"
    "carers|tbc|na|none|better|old|older|local|community|social"
)
#: Endings of words in which no verb is told, and of those that are names where “of” follows.
NO_VERB = r"(?:[^s]s|[a-z]{3}ing|[^e]ed|ly|ness|ity)$"
NAMES = r"(?:ion|men[t]|al|ur[e]|in[g])$"
#: Words that follow a verb and seldom a name: what is done is done to something.
AFTER = (
    r"^(?:a|an|the|all|each|every|any|its|their|our|this|that|these|those|no|more|fewer|less|another|both|one|two|"
    r"three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|half|people|staff|£.*|[0-9].*)$"
)
#: Small words between whoever is told and the verb.
BETWEEN = (
    r"^(?:please |also |now |then |first |further |jointly |together |not |do not |no longer |[a-z]+ly |to |and |"
    r"each |both )+"
)
#: Verbs that are no action where they only foretell: a report that will be made, a thing that will be so.
IDLE = (
    "be|become|have|remain|report|receive|know|need|depend|take part|mean|cost|see|hear|say|apply|include|like|help|"
    "face|lose|get|gain|save|feel|want|hope|expect|benefit|go|come|happen|follow|occur|result|require|rise|fall|fail"
)
#: Words that say that nothing is told to be done.
NOTHING = (
    r"\b(?:nothing|nobody|no one|neither|no (?:further |other )?(?:action|change|changes|direction)|"
    r"not (?:be |been |being )?(?:directed|instructed|required|asked|expected|told|necessary))\b"
)
#: What is done with a thing that leaves all open: a review is carried out, steps are taken.
OPEN_ENDED = (
    r"^(?:undertake|carry out|conduct|give|take|make|do|begin|start|commence|initiate|perform|lead|hold|have|be)"
    r"(?: [a-z]+){0,3}? (?:review|reviews|consideration|steps|exploration|scoping|efforts?|better|progress|account|"
    r"regard|thought|sure|mindful|aware|discussions?|options? appraisal|improvements)\b"
)
#: Small words that belong to a verb, and what stands before a verb that is made of another one.
PARTICLES = "up|down|back|out|off|forward|away|into|through"
BEFORE = r"^(?:re|co|de|dis)(?=[a-z]{3})"
#: A body that does something, said as if it were so: “the council tenders the service”.
DOES = r"\b(?:council|authority|comhairle|board|nhs(?: [a-z]+){1,4}?) (?=[a-z]{3,}s )"
#: Who may be told, where only “will” binds.
SOMEBODY = r"\b(?:council|board|nhs|authority|comhairle|it|they|both|body|partnership)\b"
#: Forms of verbs that end in neither -ed nor -d: each with the form the list of verbs has.
FORMS = {
    "built": "build", "bought": "buy", "kept": "keep", "made": "make", "given": "give", "begun": "begin",
    "paid": "pay", "withdrawn": "withdraw", "sold": "sell", "spent": "spend", "held": "hold", "taken": "take",
    "sent": "send", "found": "find", "drawn": "draw", "taught": "teach", "written": "write", "lent": "lend",
    "met": "meet",
}  # fmt: skip

#: What the patterns of the checks have in common: `{day}` in a pattern stands for all of it.
PIECES = {
    "month": (
        "(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|"
        "jul|aug|sept|sep|oct|nov|dec)"
    ),
    "one": (
        "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
        "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|[0-9]+)"
    ),
    "number": r"\b{one}(?: {one})? ",
    "year": "(?:19|20)[0-9]{2}",
    "daynumber": "[0-9]{1,2}(?:st|nd|rd|th)?",
    "issued": "(?:approval|issue|receipt|signature|signing|publication)",
    "day": (
        r"(?:\b(?:{daynumber} (?:day )?(?:of )?{month}|{month} {year}|{month} {daynumber} {year}|"
        r"(?:by|from|on|until|before) {month} {daynumber}|[0-9]{1,2} [0-9]{1,2} (?:19|20)?[0-9]{2}|"
        r"{year} [0-9]{2} [0-9]{2}|immediate (?:effect|start)|effective immediately|(?:on|from|upon) {issued}|"
        r"(?:on|from|upon) the (?:date|day) (?:of|on which) (?:this|the|its|{issued})|"
        r"{number}(?:calendar |working )?(?:days?|weeks?|months?|years?) (?:of|from|after|following) "
        r"(?:this|its|the (?:date|day|direction|decision|meeting)|{issued})|"
        r"(?:end|start|beginning|close|last day|first day) of (?:the )?(?:(?:financial|fiscal|calendar|school) )?"
        r"(?:year )?{year}|(?:end|start|beginning|close) of (?:q[1-4]|quarter (?:one|two|three|four|[1-4])|"
        r"the (?:first|second|third|fourth|last) quarter) (?:of )?{year}|year end(?: of)? {year}|"
        r"(?:end|close) of (?:this|the current|the present) (?:financial|calendar) year)\b|^immediately$)"
    ),
    "sum": (
        r"(?:(?:£|\bgbp) ?[0-9]|\b[0-9][0-9 ]{0,15}(?:pounds|gbp|k|m|bn|million|thousand)\b|"
        r"\b(?:{one}|an?|half|quarter)(?: (?:of )?(?:and )?(?:a )?(?:{one}|hundred|thousand|million|billion)){0,8} "
        r"pounds\b)"
    ),
    "council": "(?:(?:council|comhairle|local authority)s?|local authorities|health boards?|nhs(?: [a-z]+){0,4}?)",
    "count": (
        r"(?:\b(?:numbers? of|share of|proportion of|how many|how much|how long|per cent|percentage|average|median|"
        r"rates? of|count of|hours of|days of|length of stay|waiting times?|delayed discharges|bed days|readmissions|"
        r"emergency admissions|unplanned admissions|waiting lists?|vacancies)\b|[0-9] ?%|\b(?:hours|days|nights|"
        r"visits|people|patients|carers|residents|places|beds|packages|referrals|admissions|discharges|delays|assessments|"
        r"appointments|calls|falls|complaints|posts|placements|cases|weeks|households|adaptations|workers|visitors|"
        r"users|alarms) (?:(?!(?:being|including|during|according|regarding|need|needed|directed)\b)[a-z]+(?:ed|ing)|"
        r"lost|held|seen|met|kept|left|cut|bought|paid|in use|at home|in hospital|who)\b)"
    ),
    "told": (
        r"\b(?:report|reports|reported|reporting|updates?|committee|(?:tell|told|tells|inform|informs) (?:the|its) "
        r"(?:board|committee|ijb)|to (?:the|its|each|every)(?: [a-z]+){0,3} (?:board|ijb|committee|meeting|meetings)|"
        r"(?:board|ijb) (?:(?:will|shall|must|to|is to) )?(?:sees?|gets?|hears?|receives?|is told|be told))\b"
    ),
    "who": (
        r"\b(?:health board|nhs|councils?|councillors|carers?|patients?|people who use|service users?|users|families|"
        r"family|staff|trade unions?|unions?|third sector|independent sector|voluntary|providers?|gps?|nurses?|"
        r"doctors|clinicians|social workers?|clinical leads?|chief social work officer|chief officer|finance officer|"
        r"finance leads?|localities|locality|planning group|housing|tenants|residents|community councils?|charities|"
        r"representatives)\b"
    ),
    "took": (
        r"\b(?:took part|taken part|(?:was|were|been) (?:consulted|asked|involved|heard|engaged|invited|surveyed|"
        r"interviewed)|consulted|consultation with|engagement (?:with|of)|involvement of|involving|views of|"
        r"met (?:with|on|in|to)|(?:gave|giving) (?:their |its )?views|talks with|workshops? with|(?:discussed|agreed|"
        r"engaged|worked|developed|drawn up|designed|codesigned|produced|shaped|written) with|contributed|commented|"
        r"attended|helped|advised|responded|replied)\b"
    ),
    "denied": (
        r"\b(?:nobody|no one|none|not|never|without|neither|nor|refused|declined|skipped|waived|omitted|excluded|"
        r"left out|yet to|failed|unable|no (?!objections?\b|doubt\b)[a-z]+)\b"
    ),
    "later": (
        r"\b(?:(?:will|to be|be|should|must|shall|might|may|could|would|can)(?: be)? (?:consult|consulted|involve|"
        r"involved|ask|asked|engage|engaged|take part|take place|meet|met|held|sought|invited)|(?:hope|plan|planned|"
        r"intend|aim|due|want) to|planned (?:for|in|with)|(?:would|could|should|might) have been)\b"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One rule: which part of the form it looks at, what counts as stated, and what to say.

    Patterns are regular expressions for one sentence as `plain` leaves it, with `PIECES`. `pattern` counts in the
    check's own part, and `loose` where a whole direction is read; empty, it is the same. With `second`, that must be
    found as well, in any sentence. A sentence with `unless` says nothing, and in the own part, where it has the
    pattern, it cannot be told. No more can what `maybe` finds in the own part, and `least` words there, vague and
    ignored ones left out (0: none are enough). With `vague_wins` a vague word brings the prompt even where the pattern
    is found.

    With `verbs`, `pattern` and `loose` are the words after which somebody is told to do something, by an order and by
    “will”; one of `verbs`, there or first in a sentence, is an action, and one of `vague_verbs` is a vague one.

    `headings` begin its part in a pasted direction; `beside` are further parts that are read where its own is empty.
    """

    key: str
    field: str
    label: str
    headings: tuple[str, ...]
    beside: tuple[str, ...]
    pattern: str
    loose: str
    second: str
    unless: str
    maybe: str
    least: int
    ignore: tuple[str, ...]
    vague_words: tuple[str, ...]
    verbs: tuple[str, ...]
    vague_verbs: tuple[str, ...]
    vague_wins: bool
    met: str
    missing: str
    vague: str
    unsure: str


@dataclass(frozen=True)
class Finding:
    """What one check found: `status` is MET, VAGUE, MISSING or UNSURE, and `sentence` is the remark or the prompt.

    It is UNREAD, with no sentence, where a part of the form is too long to be read.
    """

    key: str
    label: str
    status: str
    sentence: str


@dataclass(frozen=True)
class Report:
    """What all checks found, and the sentence above the form. It never counts, and never grades."""

    sentence: str
    findings: tuple[Finding, ...]


def plain(text: str) -> str:
    """Return a text in small letters, everything but a to z, figures, £ and % turned into single spaces.

    A short part before a hyphen stays with its word, so that “re-open” is “reopen”.

    >>> plain("By 31 March 2027: £1.2m, if we CAN re-open!")
    'by 31 march 2027 £1 2m if we can reopen'
    """
    joined = re.sub(r"(^|[^a-z])(re|co|de|in|dis|un|pre|ring)[-‐‑](?=[a-z])", r"\1\2", text.lower())
    return " ".join(re.sub(r"[^a-z0-9£%]+", " ", joined).split())


def whole(pattern: str) -> str:
    """Return a pattern with all its `PIECES` put in.

    >>> whole("in {year}|after {year}")
    'in (?:19|20)[0-9]{2}|after (?:19|20)[0-9]{2}'
    """
    return re.sub(r"\{([a-z]+)\}", lambda piece: whole(PIECES[piece[1]]), pattern)


def outermost(found: list[str]) -> list[str]:
    """Return the phrases that are not part of another one: “as soon as possible” stands for “soon” too."""
    return [words for words in found if not any(words != other and f" {words} " in f" {other} " for other in found)]


def quoted(found: list[str]) -> str:
    """Return phrases in quotation marks, as a list in a sentence.

    >>> quoted(["soon"]), quoted(["support", "as appropriate", "aim to"])
    ('“soon”', '“support”, “as appropriate” and “aim to”')
    """
    return listed([f"“{words}”" for words in found])


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each as `plain` leaves it. An empty line, a list's mark or a bar ends one too.

    >>> sentences("Open the unit, at £1.2m. 2) Close\\nthe ward; tell us")
    ['open the unit at £1 2m', 'close the ward', 'tell us']
    """
    found = [plain(part) for part in re.sub(ENDS, "|", text).split("|")]
    return [part for part in found if part]


# --- The parts of a pasted direction -------------------------------------------------------------------------


def heads(checks: Sequence[Check]) -> dict[str, str]:
    """Return the part that each heading begins: a field, FREE_TEXT for the whole, or "" for what is not looked at."""
    known = {words: "" for words in ASIDE.split("|")} | {words: FREE_TEXT for words in WHOLE.split("|")}
    for check in checks:
        known = known | {words: check.field for words in check.headings}
    return known


def heading_of(line: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the part a line's heading begins, and what follows on the line; None where it has no heading.

    A heading stands alone on its line, or before a colon, a tab or an upright bar; a number may stand before it.
    """
    words = re.sub(r"^(?:[0-9]{1,2}|[a-z]) ", "", plain(line))
    if words in known:
        return known[words], ""
    line = re.sub(r"^[ \t]*\(?[0-9]{1,2}[.)]?[ \t:|]+", "", line)
    found = re.search(r"[:\t|]", line)
    if found is None:
        return None
    before = plain(line[: found.start()])
    begun = [name for name in known if f"{before} ".startswith(f"{name} ")]
    if not begun or len(before.split()) > HEADING:
        return None
    longest = max(len(name) for name in begun)
    return known[next(name for name in begun if len(name) == longest)], line[found.start() + 1 :]


def parts_of(text: str, checks: Sequence[Check]) -> dict[str, str]:
    """Return the parts of a pasted direction by field: what stands under a check's headings, and FREE_TEXT, the rest.

    What follows a heading within a paragraph belongs to it, and to the rest as well.

    >>> parts_of("The council must act.\\nBudget: £5m", [])["text"]
    'The council must act.\\nBudget: £5m\\n'
    """
    known = heads(checks)
    parts, at = {FREE_TEXT: ""}, FREE_TEXT
    lines = text.split("\n")
    paragraph = sum(bool(line.strip()) for line in lines) == 1
    for line in lines:
        within = paragraph
        numbered = re.sub(r"^([ \t]*\(?[0-9]{1,2})[.)][ \t]+", "\\1)\t", line)
        for part in re.sub(r"[.;][ \t]+", ".\n", numbered).split("\n"):
            head = heading_of(part, known)
            if head is not None:
                at, part = head
            parts[at] = parts.get(at, "") + part + "\n"
            if head is None and within and at not in ("", FREE_TEXT):
                parts[FREE_TEXT] += part + "\n"
            within = within or head is None
    return parts


# --- Looking -------------------------------------------------------------------------------------------------


def has(pattern: str, sentence: str) -> bool:
    """Return whether a pattern is found in a sentence; an empty pattern never is."""
    return bool(pattern) and bool(re.search(pattern, sentence, re.ASCII))


def base(word: str, verbs: Sequence[str]) -> str:
    """Return the verb of a list that a word is, is a form of in -ed, or is made of; the word where there is none.

    >>> base("closed", ["close"]), base("stopped", ["stop"]), base("kept", ["keep"]), base("reopened", ["open"])
    ('close', 'stop', 'keep', 'open')
    """
    tried = [word, FORMS.get(word, word), word.removesuffix("ed"), word.removesuffix("d")]
    if len(word) > 4 and word[-4:-3] == word[-3:-2]:
        tried = tried + [word[:-3]]
    tried = tried + [re.sub(BEFORE, "", form) for form in tried]
    return next((form for form in tried if form in verbs), word)


def tell(told: str, check: Check, how: str) -> list[str]:
    """Return what is told in the words from a verb on: [MET], [VAGUE, the phrases], [UNSURE] or nothing.

    `how` it is told: by an ORDER, where any verb is an action but those that are vague; FORETOLD, where one that is
    idle tells nothing and one of no list cannot be told; or FIRST in a sentence.
    """
    words = re.sub(BETWEEN, "", told.strip() + " ").strip()
    passive = words.startswith("be ") and how != FIRST
    words = words.removeprefix("be ") if passive else words
    if not words or (passive and words.split()[0] in ("a", "an", "the")):
        return []
    verb = base(words.split()[0], check.verbs)
    idle = verb in IDLE.split("|") and how == FORETOLD
    open_ended = re.search(OPEN_ENDED, words, re.ASCII)
    vague = [open_ended.group()] if open_ended else []
    vague = vague or [phrase for phrase in check.vague_verbs if f"{words} ".startswith(f"{phrase} ")]
    named = base(verb, check.vague_verbs)
    if not vague and verb not in check.verbs and named in check.vague_verbs:
        vague = [named if passive else verb]
    if "continue" in vague:
        rest = tell(words.removeprefix("continue"), check, how)
        return rest if rest[:1] == [MET] else [VAGUE] + vague + rest[1:]
    if idle or vague:
        return [] if idle else [VAGUE] + vague
    if verb in check.verbs or (how == ORDER and verb not in IDLE.split("|")):
        return [MET]
    untold = how == FIRST or (not verb.endswith("ed") if passive else has(NO_VERB, verb))
    return [] if untold else [UNSURE]


def opening(words: Sequence[str], check: Check, own: bool) -> list[str]:
    """Return what the first word of a sentence tells: [MET], [VAGUE, the phrases], [UNSURE] or nothing.

    Outside the check's own part only verbs of the lists are known, and those that are idle tell nothing.
    """
    if len(words) < 2:
        return []
    told = tell(" ".join(words), check, FIRST)
    past = words[0] not in check.verbs and has(r"[^e]ed$", words[0])
    if words[0] in SMALL.split("|") or past or (not own and words[0] in IDLE.split("|")):
        return told if told[:1] == [VAGUE] else []
    if words[1] == "of":  # “transfer of two nurses” may be an order or a name
        return [UNSURE] if own and (words[0] in check.verbs or has(NAMES, words[0])) else []
    if told or not own or len(words[0]) < 3 or has(NO_VERB, words[0]):
        return told
    after = words[2:] if words[1] in PARTICLES.split("|") else words[1:]
    return [MET if after and has(AFTER, after[0]) else UNSURE]


def orders(sentence: str, check: Check, own: bool) -> list[list[str]]:
    """Return everything a sentence tells somebody to do: see `tell`."""
    words = re.sub(BETWEEN, "", sentence + " ").split()
    ordered = _after(check.pattern, sentence)
    foretold = _after(check.loose, sentence)
    found = [tell(told, check, ORDER) for told in ordered]
    if own or has(SOMEBODY, sentence):
        found = found + [tell(told, check, FORETOLD) for told in foretold]
    if not (ordered or foretold) or (len(words) > 1 and has(AFTER, words[1])):
        found = [opening(words, check, own)] + found
    does = [does.split()[0] for does in _after(DOES, sentence)] if own else []
    if any(base(verb.removesuffix(end), check.verbs) in check.verbs for verb in does for end in ("s", "es")):
        found = found + [[UNSURE]]
    return [told for told in found if told]


def _after(pattern: str, sentence: str) -> list[str]:
    """Return what follows each place where a pattern is found, unless nothing is told to be done up to there."""
    places = [place.end() for place in re.finditer(pattern, sentence, re.ASCII)]
    return [sentence[place:] for place in places if not has(NOTHING, sentence[:place])]


def look(check: Check, fields: Mapping[str, str], parts: Mapping[str, str] | None = None) -> Finding:
    """Return what one check finds in the parts of a form; parts that are not given count as empty.

    `parts` are those of the free text: see `parts_of`.
    """
    parts = {FREE_TEXT: fields.get(FREE_TEXT, "")} if parts is None else parts
    own = sentences(fields.get(check.field, "")) or sentences(parts.get(check.field, ""))
    read = own
    if not own:
        read = [part for name in check.beside for part in sentences(fields.get(name, "") or parts.get(name, ""))]
        read = read + sentences(parts[FREE_TEXT])
    unless = whole(check.unless)
    standing = [sentence for sentence in read if not has(unless, sentence)]
    padded = f" {' | '.join(standing)} "
    # A single word in a whole direction may be about anything.
    vague = [words for words in check.vague_words if f" {words} " in padded and (own or " " in words)]
    if check.verbs:
        told = [order for sentence in standing for order in orders(sentence, check, bool(own))]
        met, unsure = [MET] in told, [UNSURE] in told
        verbs = [phrase for order in told if order[:1] == [VAGUE] for phrase in order[1:]]
        vague = [verb for at, verb in enumerate(verbs) if verb not in verbs[:at]] + vague
    else:
        pattern = whole(check.pattern if own or not check.loose else check.loose)
        maybe, second = whole(check.maybe), whole(check.second)
        met = any(has(pattern, sentence) for sentence in standing)
        doubted = len(standing) < len(read) and any(has(pattern, sentence) for sentence in read)
        reported = not second or any(has(second, sentence) for sentence in read)
        unsure = bool(own) and not met and reported and (doubted or any(has(maybe, sentence) for sentence in own))
        met = met and reported
        known = {*check.ignore, *check.vague_words}
        words = sum(word not in known for sentence in own for word in sentence.split())
        unsure = unsure or bool(check.least and words >= check.least and not has(NOTHING, padded))
    vague = outermost(vague)
    if met and not (own and vague and check.vague_wins):
        return Finding(check.key, check.label, MET, check.met)
    if vague:
        return Finding(check.key, check.label, VAGUE, check.vague.replace("{}", quoted(vague)))
    if unsure:
        return Finding(check.key, check.label, UNSURE, check.unsure)
    return Finding(check.key, check.label, MISSING, check.missing)


def too_long(fields: Mapping[str, str]) -> list[str]:
    """Return the parts of a form that are too long to be read."""
    return [part for part, text in fields.items() if length(text) > MOST]


def report(fields: Mapping[str, str], checks: Sequence[Check]) -> Report:
    """Return a finding for each check, in the order of the checks, and the sentence above them.

    Nothing is read where a part is too long.
    """
    long = too_long(fields)
    parts = parts_of("" if long else fields.get(FREE_TEXT, ""), checks)
    findings = tuple(Finding(c.key, c.label, UNREAD, "") if long else look(c, fields, parts) for c in checks)
    if not any(text.strip() for text in fields.values()):
        return Report(EMPTY, findings)
    return Report(_too_long(long, fields, checks) if long else summary(findings), findings)


def summary(findings: Iterable[Finding]) -> str:
    """Return the sentence that names what is missing or vague, and what cannot be told."""
    asked = ", ".join([finding.label for finding in findings if finding.status in (MISSING, VAGUE)])
    unsure = ", ".join([finding.label for finding in findings if finding.status == UNSURE])
    told = [f"Still to say, or to say more plainly: {asked}."] if asked else []
    told = told + ([f"This page cannot tell: {unsure}."] if unsure else [])
    return " ".join(told) if told else NOTHING_ASKED


def _too_long(long: Sequence[str], fields: Mapping[str, str], checks: Sequence[Check]) -> str:
    """Return the sentence for the first box that holds more than is read."""
    boxes = {check.field: f"The box for {check.label}" for check in checks} | {FREE_TEXT: "The last box"}
    part = next(part for part in boxes if part in long)
    return (
        f"{boxes[part]} holds {length(fields[part]):,} characters. The most that is read is {MOST:,}. Nothing is cut: "
        "take out what is not needed."
    )
