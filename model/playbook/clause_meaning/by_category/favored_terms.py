"""Who is entitled to terms as good as those that others get, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.summary.fallbacks.resembling import follows_the_market
from model.summary.parties.sides import BOTH, Sides

_GIVES = (
    r"(?:enters?|entered|offers?|offered|grants?|granted|sells?|sold|charges?|provides?|provided|licen[sc]es?|gives?"
    r"|agrees?|extends?)\b"
)
# "If Vendor, at any time, offers": who may give others better terms ...
_IF = r"\b(?:if|should|whenever|that)\s(?:at\sany\stime,?\s)?(?:the\s)?"
_EVER = (
    r"(?:\s\([^()]{0,40}\))?,?\s(?:(?:shall|should|has|have|will|at\sany\stime|hereafter|ever|or)\b,?\s){0,4}" + _GIVES
)
# ... "Vendor shall not charge Buyer more than", "rates charged by Vendor to any other customer".
_MAY_NOT = r"\s(?:shall|will|may)\snot\s(?:\w+\s){0,3}?(?:charge|offer|sell|grant|provide|give|license)\b"
# "Vendor agrees that Buyer shall be allowed any lower prices", "in any other agreement entered into by Vendor".
_ALLOWS = (
    r"\s(?:hereby\s)?agrees\sthat\b(?=[^.;]{0,120}\b(?:allowed|entitled\sto|receive|have)\b"
    r"[^.;]{0,80}\b(?:lower|better|more\sfavou?rable|lowest|best)\b)"
)
_BY = r"\b(?:charged|offered|given|sold|granted|provided)\sby\s(?:the\s)?"
_TO_OTHERS = r"\sto\s(?:any|its|other|another|all)\b"


# "No less favorable to Buyer than": who gets them, and what is only intended.
_NO_LESS = re.compile(r"\b(?:no|not)\sless\sfavou?rable\sto\s(?:the\s)?(?P<who>[A-Z][\w&-]*)\s")
# "Buyer shall have the full benefit of any more favorable terms"
_HAS_BENEFIT = (
    r"\s(?:shall|will)\s(?:also\s)?(?:have|receive|be\sentitled\sto|enjoy)\s(?:the\s)?(?:full\s)?(?:benefit\sof\s)?(?:(?:any|all|the|such)\s)?(?:\w+ly\s)?"
    r"(?:more|most)\sfavou?rable\b"
)
_INTENTION = re.compile(r"\bintention\sof\b|\bintends?\s(?:that|to)\b", re.IGNORECASE)


def only_intended(passages: Sequence[str]) -> bool:
    """Whether every passage says only what a party intends."""
    return bool(passages) and all(_INTENTION.search(passage) for passage in passages)


def favored(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Which party is entitled to terms as good as the other gives others; None if the passages do not say."""
    givers = {who for passage in passages for who in _givers(" ".join(passage.split()), sides)}
    giver = givers.pop() if len(givers) == 1 else None
    holder = sides.other(giver) if giver else None
    if not (giver and holder):
        return _of_one(passages, sides, text)
    named, other = sides.in_text(holder, text), sides.in_text(giver, text)
    return f"{named} is entitled to {_what(passages)} as good as those that {other} gives others."


_RATES = re.compile(r"\b(?:prices?|pricing|rates?|fees?|charges|costs?|discounts?)\b", re.IGNORECASE)
_TERMS = re.compile(r"\b(?:terms?|conditions?|favou?r\w*|benefits?|agreements?\s(?:with|entered))\b", re.IGNORECASE)


def _what(passages: Sequence[str]) -> str:
    """What must be as good: the prices, if the passages speak of nothing else."""
    return "prices" if all(_RATES.search(one) and not _TERMS.search(one) for one in passages) else "terms"


def _givers(passage: str, sides: Sides) -> list[str]:
    places = [
        *sides.named(passage, before=_IF, after=_EVER),
        *sides.named(passage, after=_MAY_NOT),
        *sides.named(passage, after=_ALLOWS),
        *sides.named(passage, before=_BY, after=_TO_OTHERS),
    ]
    return [who for _, who in places]


def _of_one(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Whom the terms favor, if every passage names the same, known or not."""
    plain = [" ".join(passage.split()) for passage in passages]
    favors = [_favors(one, sides) for one in plain]
    whose = set[str]().union(*favors)
    if len(whose) != 1 or not all(favors) or BOTH in whose:
        return None
    named = sides.in_text(whose.pop(), text)
    if only_intended(plain):
        return f"{named} is meant to get terms as good as those that others get."
    return f"{named} is entitled to terms as good as those that others get."


def _favors(passage: str, sides: Sides) -> set[str]:
    """Whom a passage itself says that it favors."""
    match = _NO_LESS.search(passage)
    named = {sides.named_at(passage, match.start("who")) or match["who"]} if match else set()
    return named | {who for _, who in sides.named(passage, after=_HAS_BENEFIT)}


# The price on which royalties are calculated for sales to an affiliate.
_NOT_AT_ARMS_LENGTH = re.compile(
    r"\barm[’']?s[\s-]length\b|\broyalt\w+\b[^.;]{0,120}\b(?:computed|calculated|based)\b[^.;]{0,60}\b(?:assumed|deemed)\b",
    re.IGNORECASE,
)
# "Better terms" are those given to others; a comparison of the contract's own terms, or a promotion, is not a
# most-favored-nation clause.
_OTHERS = re.compile(
    r"\b(?:others?|another|third|anyone|else|favou?red|most\sfavou?r\w+|lowest|best|customers|resellers|licensees|distributors|subscribers)\b"
    r"|\b(?:any|its|their|similar\w*|comparable|all|each|every)\s(?:[\w-]+,?\s){0,4}?(?:customer|part(?:y|ies)\b|person|compan|licensee|distributor|purchaser|buyer|client|entit"
    r"|reseller|retailer|affiliate|supplier|vendor|employee|subscriber|carrier|competitor|user|dealer|market|account|advertis)",
    re.IGNORECASE,
)
# What is offered is compared with this contract: "employment on terms no less favorable than those of this Agreement".
_THAN_THIS = re.compile(
    r"\bless\sfavou?r\w+\b[^.;]{0,80}?\bthan\s(?:the\s)?(?:terms|those|conditions)\b[^.;]{0,30}?\bthis\s(?:agreement|contract)\b",
    re.IGNORECASE,
)
# "Terms no less favorable to Buyer than those with respect to the product that it replaces" are its own earlier ones.
_THAN_ITS_OWN = re.compile(
    r"\bless\sfavou?r\w+\s(?:to\s[\w&-]+\s)?than\s(?:the\sterms|those|the\sconditions)\s(?:applicable\sto|with\srespect\sto|for|of)\s(?:the|such)\s"
    r"(?:original\s|initial\s|earlier\s|previous\s)?(?:products?|services?|software|version)\s(?:to|for|that|which|it|being)\b",
    re.IGNORECASE,
)
_PROMOTED = re.compile(
    r"\bpromot\w*\b[^.;]{0,80}\bless\s(?:favou?rabl|prominen)\w+\sthan\s(?:it\s|they\s)?promot", re.IGNORECASE
)
# Allocating scarce goods among customers is not a most-favored-nation clause.
_SHARED_OUT = re.compile(r"\ballocat(?:e|es|ed|ion)\b", re.IGNORECASE)
_PRICED = re.compile(r"\b(?:pric\w+|rates?|fees?|discounts?|royalt\w+|charges?|terms)\b", re.IGNORECASE)


# "Sells it to a third person on terms no more favorable to the buyer than those offered first": a right of first offer.
_TO_THE_BUYER = re.compile(
    # "but not on terms more favorable to the other than those last offered to Buyer"
    r"\b(?:not|no)\b[^.;]{0,20}?\bmore\sfavou?rable\b[^.;]{0,40}?\bthan\sthose\s(?:(?:last|first|previously|originally)\s)?offered\sto\b|"
    r"\bno\smore\sfavou?rable\sto\s(?:the|that|such|a|any)\s(?:\w+\s)?(?:buyer|purchaser|transferee|person|party)\b",
    re.IGNORECASE,
)


def favors_nobody(sentence: str) -> bool:
    """Whether a sentence compares terms without entitling anyone to those that others get."""
    return bool(
        _NOT_AT_ARMS_LENGTH.search(sentence)
        or follows_the_market(sentence)
        or _PROMOTED.search(sentence)
        or _TO_THE_BUYER.search(sentence)
        or _THAN_THIS.search(sentence)
        or _THAN_ITS_OWN.search(sentence)
        or not _OTHERS.search(sentence)
        or (_SHARED_OUT.search(sentence) and not _PRICED.search(sentence))
    )
