"""Who commits to a minimum, in one sentence; and sentences that set a minimum for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.summary.parties.sides import BOTH, Sides

_DUTY = (
    r"(?:shall|will|must|agrees?(?:\sthat\sit)?(?:\s(?:shall|will|to))?|is\s(?:obligated|required)"
    r"|commits?|undertakes?|guarantees?|does\snot|fails?\sto)"
)
_KINDS = {
    "buy": r"purchase|buy|(?<!in )order|fund|procure",
    "spend": r"spend|expend|invest|contribute|allocate",
    "pay": r"pay|guarantee|remit|make(?=\s(?:[\w-]+\s){0,3}payments?\b)",
    "reach": r"sell|achieve|generate|meet|satisfy|reach|attain|maintain|perform|cause|deliver|supply|produce",
}
_DOES = {
    kind: re.compile(rf"\b{_DUTY}\b[^.;]{{0,100}}?\b(?P<verb>(?:{verbs})s?)\b", re.IGNORECASE)
    for kind, verbs in _KINDS.items()
}
_BOUGHT = re.compile(r"[’']s?\s(?:\w+\s){0,2}?(?:purchases|orders)\b", re.IGNORECASE)
_MINIMUM = re.compile(
    r"\bminimum|\bat\sleast\b|\b(?:not|no)\s(?:be\s)?(?:less|fewer)\sthan\b|\btake[\s-]or[\s-]pay|\bguaranteed?\b|\bquotas?\b"
    r"|\bshortfall|\bbinding\b|\bcommit",
    re.IGNORECASE,
)
# A duty of the one who supplies to fill orders or to hold stock, a guarantee of output, a size, how often people meet,
# how many, or for how long they order.
_OTHER_MINIMUM = re.compile(
    r"\bpixels?\b|\bkwh\b|\bkilowatt|\b(?:performance|efficiency|output)\s(?:warranty|guarantee)|\befficiency\b"
    r"|\bmeet\b[^.;]{0,60}\btimes\b"
    r"|\bsupply\sfailure|\bfails?\sto\s(?:deliver|supply)|\b(?:fail(?:s|ed|ure)?|unable)\b[^.;]{0,40}\bto\s(?:deliver|supply|manufacture)"
    r"|\b(?:line|pipeline|tank)\s?fill\b|\b(?:dedicated|full-time)\s(?:\w+\s)?(?:people|persons?|employees|staff|personnel)"
    r"|\b(?:single|each|any|per)\s(?:\w+\s)?order\b[^.;]{0,40}\b(?:minimum|at\sleast)\b|\bminimum\sorder\s(?:size|quantit)"
    r"|\b(?:telecasts?|posts?|photos?|videos?)\b|\bproduction\squantity\b"
    r"|\brun\sconsists\b"
    r"|\b(?:inventory|stock|weeks\sof\ssupply|days\sof\ssupply)\b[^.;]{0,80}\b(?:minimum|at\sleast)\b"
    r"|\b(?:minimum|at\sleast)\b[^.;]{0,80}\b(?:inventory|stock(?!holder)|weeks\sof\ssupply|days\sof\ssupply)\b"
    r"|\bminimum\s(?:of\s)?(?:\w+\s)?(?:\(\d{1,3}\)\s)?(?:days?|weeks?|months?)\s(?:period|horizon)\b"
    # what is paid for each unit that the supplier falls short
    r"|\bfails?\sto\smeet\b[^.;]{0,60}\bsupply\splan\b|\bminimum\b[^.;]{0,60}\bto\sbe\s(?:manufactured|produced|supplied|delivered)\sby\b"
    r"|\bminimum\sof\s(?:\w+\s)?(?:\(\d{1,4}\)\s)?(?:of\s(?:its|their|the)\s)?(?:[\w-]+\s){0,3}"
    r"(?:staff|employees|personnel|people|persons|representatives|technicians|engineers)\b",
    re.IGNORECASE,
)
# What a party gets: "Sponsor shall receive a spot on a minimum of forty screens".
_RECEIVES = re.compile(r"\b(?:shall|will)\s(?:also\s)?receive\b[^.;]{0,240}\bminimum\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:royalt\w+|fees?|pay(?:s|able|ments?|ing)?|paid|compensation|guarant\w+|revenues?|commissions?|dollars|salary|orders?|purchas\w+)\b|[$€£]",
    re.IGNORECASE,
)
_CEILING = re.compile(r"\bnot\s(?:to\s)?exceed\b", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:commit|pay|fund|spend|purchase)\w*\b[^.;]{0,60}\bnot\sto\sexceed\b", re.IGNORECASE)
_FLOOR = re.compile(r"\bminimum|\bat\sleast\b|\b(?:less|fewer)\sthan\b|\bshortfall", re.IGNORECASE)
_MONEY_OR_GOODS = re.compile(
    r"\b(?:purchas\w*|buy|volumes?|royalt\w+|spend\w*|spent|sales|revenue|fees?|pay\w*|dollars?|units?|requirements?|quantit\w+|orders?|capital|shortfall"
    r"|commitment|details?|goals?|quotas?|gallons?|tons?|barrels?|invest\w*|fund\w*|perform|participate|deliver\w*|throughput|shipments?)\b|[$€£]",
    re.IGNORECASE,
)


# "the minimum purchase volume of the Product is 50,000 units"
_STATED = re.compile(
    r"\bminimum\s(?:\w+\s){0,3}?(?:volume|quantity|commitment|purchases?|number)\b[^.;,]{0,60}?\b(?:is|are|shall\sbe|will\sbe)\s"
    r"(?P<figure>\d{1,3}(?:,\d{3}){0,3}\s[a-z]{3,15})\b",
    re.IGNORECASE,
)


def no_commitment(sentence: str) -> bool:
    """Whether a sentence sets no minimum that a party must buy, spend, pay or sell."""
    if _UP_TO.search(sentence) or (_CEILING.search(sentence) and not _FLOOR.search(sentence)):
        return True
    if not _MINIMUM.search(sentence) and not re.search(r"\bshall\s(?:purchase|buy)\b", sentence, re.IGNORECASE):
        return True
    if _RECEIVES.search(sentence) and not _MONEY.search(sentence):
        return True
    return bool(_OTHER_MINIMUM.search(sentence)) or not _MONEY_OR_GOODS.search(sentence)


# A target on which payments depend: "Minimum Sales Target means", "if the Target is not achieved, no payments are due".
_TARGET = re.compile(
    r"[“\"][^“”\"\n]{0,60}\btargets?[”\"]\s(?:shall\s)?means?\b"
    r"|\btargets?\b[^;]{0,120}?\b(?:is|are)\snot\s(?:achieved|met|reached|attained)\b[^;]{0,120}?"
    r"\bno\s(?:[\w-]+\s){0,3}(?:payments?|fees?)\s(?:is|are|shall\sbe|will\sbe)\s(?:payable|due|owed)\b",
    re.IGNORECASE,
)
_MUST_REACH_IT = re.compile(
    r"\b(?:shall|will|must|agrees?\sto|undertakes?\sto|(?:obligated|required)\sto|fail(?:s|ed|ing|ure)?\sto|does\snot|guarantees?)\s"
    r"(?:[\w’']+\s){0,4}?(?:achieve|meet|reach|attain|satisfy|generate)\b[^.;]{0,80}\btargets?\b"
    r"|\b(?:may|right\sto|entitled\sto)\s(?:\w+\s)?(?:terminate|revoke|withdraw)\b[^.;]{0,160}\btargets?\b"
    r"|\btargets?\b[^.;]{0,160}\b(?:(?:may|right\sto|entitled\sto)\s(?:\w+\s)?(?:terminate|revoke|withdraw)|non-?exclusive|shortfall)\b",
    re.IGNORECASE,
)


def is_mere_target(clause: str, text: str) -> bool:
    """Whether a clause only sets a target on which payments depend, in a contract by which nobody must reach it and no
    right is lost with it. ``text`` is the contract's."""
    words = " ".join(clause.split())
    return _TARGET.search(words) is not None and not _MUST_REACH_IT.search(text)


def minimum(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who must buy, spend, pay or reach a minimum, by the subjects of the verbs."""
    found = [one for passage in passages for one in _committed(" ".join(passage.split()), sides)]
    # Whoever supplies what the other one must buy makes no such commitment.
    firm = [one for one in found if one[0] != "reach"] or found
    who, kinds = sides.all_of(name for _, name in firm), {kind for kind, _ in firm}
    if who == BOTH:
        return "Each party makes a minimum commitment." if "reach" not in kinds else None
    if who is None:
        stated = next((one for passage in passages if (one := _STATED.search(" ".join(passage.split())))), None)
        return f"The minimum is {stated['figure']}." if stated and not found else None
    return f"{sides.in_text(who, text)} must {next(kind for kind in _KINDS if kind in kinds)} a minimum."


def _committed(passage: str, sides: Sides) -> Iterator[tuple[str, str]]:
    if not _MINIMUM.search(passage):
        return
    for kind, words in _DOES.items():
        for does in words.finditer(passage):
            if who := sides.actor(passage, does.start("verb")):
                yield kind, who
    for _, who in sides.named(passage, after=_BOUGHT.pattern):
        yield "buy", who
