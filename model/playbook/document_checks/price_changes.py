"""Sentences that let one party raise its prices, and the limits that the paragraph sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.playbook.case import Case, Hit
from model.summary.attached_forms import own_segments

# The prices of a party that may raise them without limit.
_RAISES = re.compile(
    r"\b(?:may|right\sto|entitled\sto|can)\s(?:[\w,]+\s){0,8}?(?P<verb>increase|raise|adjust|change|modify|revise)\b"
    r"(?!\sin\b)[^.;]{0,60}?\b(?:prices?|pricing|price\slists?|fees|rates|charges|tuition)\b",
    re.IGNORECASE,
)
# A role that sells, if the contract does not say whose it is.
_SELLER = re.compile(
    r"(?:^|[.;]\s)[\W\d]{0,12}(?:The\s)?(?P<who>Company|Seller|Supplier|Vendor|Provider|Licensor|Manufacturer|Franchisor|Lessor|Carrier)\s$"
)
_HELD_DOWN = re.compile(
    r"\b(?:not|exceed|%|percent|per\scent|cpi|index|inflation|mutual\w*|agree[sd]?|agreement\sof|consent|approv\w+|maximum|caps?"
    r"|proportion\w*|actual|costs?|resale|retail|customers|end[\s-]users?|scope|commissions?|payouts?|rewards?|accordance|reasonabl\w+|negotiat\w+)\b|%"
    # a right to prices as good as others get
    r"|\bmo(?:re|st)\sfavou?r|\b(?<!or\s)(?<!and\s)(?:lower|lowest|better|best)\s(?:\w+\s)?(?:pric\w+|rates?|fees?|charges?|terms)\b",
    re.IGNORECASE,
)
# "Our terms apply to such customers. We may change our prices at any time": what customers pay.
_OF_CUSTOMERS = re.compile(
    r"\b(?:appl(?:y|ies)|sold|sells?|offered|charged|provided|invoiced)\s(?:directly\s)?to\s(?:such|these|those|its|our|their|the|all)\s(?:\w+\s){0,2}?(?:customers|clients|end[\s-]users|users|purchasers|buyers|subscribers)\b"
    r"|\b(?:such|these|those|its|our|their|the|all|referred)\s(?:\w+\s){0,2}?(?:customers|clients|end[\s-]users|purchasers|buyers|subscribers)\s(?:shall\s|will\s)?(?:pay|are\scharged|are\sdeemed|buy|purchase|order)\b",
    re.IGNORECASE,
)
# "A commission of half of the fees paid by Clients", "shall pay Agent a commission at 7%": who earns it pays no price,
# unless it buys from the other party.
_EARNS_ON_FEES = re.compile(
    r"\bcommission\b[^.;]{0,100}?\bof\s[^.;]{0,60}?\b(?:fees?|revenues?|sales|amounts?|payments?|prices?)\b[^.;]{0,40}?\b(?:paid|received|collected|made)\s(?:by|from)\s"
    r"(?:(?:the|such|any|all|its|each)\s)?(?:\w+\s){0,2}?(?:clients?|customers?|end[\s-]users?|users|subscribers|buyers|merchants)\b",
    re.IGNORECASE,
)
_PAYS_AN_AGENT = re.compile(
    r"\bpays?\s(?:to\s)?(?:the\s|our\s)?(?:\w+\s)?Agent\s(?:an?\s|the\s)?(?:\w+\s)?commission\b", re.IGNORECASE
)
_BUYS = re.compile(
    r"\b(?:reseller|distributor|partner|agent|dealer|affiliate)\s(?:shall|will|must|agrees\sto|may)\s(?:\w+\s){0,2}?(?:pay|purchase|buy|order)\b",
    re.IGNORECASE,
)
# "No adjustment shall exceed the lesser of 4% and the index", "increases in any year shall not go above six percent",
# in another sentence of the paragraph; "no more than twice a year" limits no amount.
_AN_INCREASE = (
    r"(?:adjust(?:ments?|ed)|increases?|increased|rises?|rais(?:es?|ed)|escalat\w+|uplifts?|changes?|revisions?)"
)
_AT_MOST = (
    r"(?:(?:not|never|no)\b[^.;]{0,60}?\b(?:exceed|surpass|above|beyond|over|(?:more|greater|higher)\s(?:\w+\s){0,2}?than)"
    r"|(?:limited|capped|restricted)\s(?:to|at|by)|(?:at|a)\s(?:the\s)?(?:most|maximum)|up\sto"
    r"|subject\sto\sa\s(?:cap|ceiling|limit|maximum)\sof)\b"
)
_MEASURE = (
    r"(?:%|\bper\s?cent\b|\bpercentage\b|\b[CRP]PI\b|\bind(?:ex|ices)\b|\binflation\b|[$€£]\s?\d"
    r"|\b(?:actual|documented)\sincreases?\b)"
)
_MORE_THAN = r"(?:exceed|(?:more|greater|higher)\sthan|above|over)"
_LIMITED = re.compile(
    rf"\b{_AN_INCREASE}\b[^.;]{{0,120}}?\b{_AT_MOST}[^.;]{{0,160}}?{_MEASURE}"
    rf"|\bno\s(?:\w+\s){{0,3}}?{_AN_INCREASE}\b[^.;]{{0,80}}?\b{_MORE_THAN}\b[^.;]{{0,160}}?{_MEASURE}"
    rf"|\bmaximum\s(?:\w+\s){{0,2}}?{_AN_INCREASE}\b[^.;]{{0,80}}?\b(?:is|are|of|be)\s[^.;]{{0,60}}?{_MEASURE}"
    # "any change will be in line with inflation"
    rf"|\b{_AN_INCREASE}\b[^.;]{{0,60}}?\b(?:in\sline\swith|equal\sto|correspond\w*\sto|reflects?|follows?)\s[^.;]{{0,60}}?{_MEASURE}"
    # "prices will never go up by more than 3% in a year"
    r"|\b(?:not|never)\s(?:\w+\s){0,2}?(?:rise|increase|go\sup|be\s(?:raised|increased|adjusted|changed))\b"
    rf"[^.;]{{0,80}}?\b(?:more|over|above|beyond)\b[^.;]{{0,160}}?{_MEASURE}"
    # "increases of more than 5% require the consent of Buyer"
    rf"|\b{_AN_INCREASE}\b[^.;]{{0,40}}?\b{_MORE_THAN}\b[^.;]{{0,60}}?\b(?:requires?|needs?|subject\sto|only\s(?:with|if))\b"
    r"[^.;]{0,60}?\b(?:consent|approv\w+|agree\w*)\b",
    re.IGNORECASE,
)


def open_price_increase(case: Case) -> Iterator[Hit]:
    """One party may change its prices, and neither the sentence nor its paragraph limits the change."""
    for segment in own_segments(case.document):
        text = " ".join(case.document.segment_text(segment).split())
        raises = _RAISES.search(text)
        if raises is None or _HELD_DOWN.search(text) or _is_of_customers(case.document.text, segment.start):
            continue
        if _LIMITED.search(_paragraph(case.document.text, segment.start, segment.end)):
            continue
        if _earns_only(case.document.text):
            return
        who = case.sides.actor(text, raises.start("verb"))
        seller = _SELLER.search(text, 0, raises.start())
        known = case.called_there(who, text) if who in case.sides.names and who else None
        name = known or (seller["who"] if seller and not who else None)
        if name:
            said = f"{name} may change its prices, and the sentence sets no limit."
            yield Hit(said, [(segment.start, segment.end)])
            return


def _earns_only(text: str) -> bool:
    """Whether one of the parties sells for the other on commission, and buys nothing itself."""
    return any(words.search(text) for words in (_EARNS_ON_FEES, _PAYS_AN_AGENT)) and not _BUYS.search(text)


_LONGEST = 3_000


def _paragraph(text: str, start: int, end: int) -> str:
    """The paragraph around a sentence, on one line."""
    begins = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
    ends = text.find("\n", end)
    return " ".join(text[begins : min(len(text) if ends < 0 else ends, end + _LONGEST)].split())


def _is_of_customers(text: str, start: int) -> bool:
    """Whether what comes before in the paragraph is about what customers pay, who are no party."""
    return _OF_CUSTOMERS.search(text, text.rfind("\n", 0, start) + 1, start) is not None
