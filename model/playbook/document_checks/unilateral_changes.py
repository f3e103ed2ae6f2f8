"""Sentences that let one party change the contract's terms without the agreement of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.playbook.case import Case, Hit
from model.summary.attached_forms import own_segments

# "This Equipment Lease", "these General Terms and Conditions of Use", "the Terms"
_CONTRACT = (
    r"(?:(?:this|these|our)\s(?:[\w-]+\s){0,3}?(?:agreement|contract|lease|licen[sc]e|eula|terms|conditions)\b"
    r"|this\s(?:(?!privacy|cookie)[\w-]+\s){0,3}?(?:AUP|DPA|SLA|policy)\b"
    r"|(?-i:the\s(?:[A-Z][\w-]*\s){0,3}?(?:Terms|Conditions)\b))"
    r"(?:\sand\sconditions)?(?:\sof\s(?:use|service|sale|purchase))?"
)
_OBJECT = (
    r"(?:(?:any|all|and|or|of|the|these|its|other)\s){0,6}(?:(?:portions?|parts?|sections?)\sof\s(?:(?:any|all)\sof\s)?)?"
    r"(?:(?:provisions?|terms)(?:\s(?:and|or)\s(?:conditions|provisions?))?\s(?:of|in|set\sforth\sin|contained\sin)\sthis\s(?:\w+\s)?(?:agreement|contract)\b"
    rf"|{_CONTRACT})"
)
# What the other party earns: "the commission rate", "program terms".
_EARNED = (
    r"(?:(?:the|any|our|its|your)\s)?"
    r"(?:(?:commission|payout)\s(?:rates?|structures?|plans?|schedules?|percentages?|tiers?)|commissions?|payouts?|referral\sfees?|program(?:me)?\s(?:terms|rules))\b"
)
_ARTICLE = re.compile(r"^(?:the|any|our|its|your)\s", re.IGNORECASE)
_MAY = (
    r"(?:may|can|is\sentitled\sto"
    r"|(?:reserves?|retains?|(?:shall\s|will\s)?ha(?:s|ve))\sthe\s(?:\w+\s){0,2}right(?:,[^.;,]{0,60},)?\sto)"
)
_CHANGES = re.compile(
    rf"(?:^|\s)(?P<who>(?:the\s)?(?-i:[A-Z])[\w&’'.-]*(?:\s(?:(?:or|and)\s)?(?-i:[A-Z])[\w&’'.-]*){{0,3}})\s(?:also\s)?{_MAY}\s"
    r"(?:[\w,]+\s){0,8}?(?:amend|modify|change|alter|revise|vary|update|adjust)\b"
    r"(?:,?\s(?:and/or|and|or|adjust|amend|modify|change|alter|revise|supplement|vary|update|replace|delete|remove|add(?:\sto)?)\b){0,8}"
    rf"\s(?:{_OBJECT}|(?P<earned>{_EARNED}))[^.;]{{0,300}}",
    re.IGNORECASE,
)
# The contract as the subject of a sentence: "the terms of" it, and not "under" it.
_SUBJECT = (
    r"(?<!\bof\s)(?<!\bin\s)(?<!\bto\s)(?<!\bunder\s)\b"
    r"(?:(?:the\s)?(?:terms|provisions)(?:\sand\sconditions)?\s(?:of|in)\s)?"
)
_BE_CHANGED = re.compile(
    rf"{_SUBJECT}{_CONTRACT}\s(?:may|can)\s(?:also\s)?be\s(?:\w+\s){{0,3}}?(?:amended|modified|changed|altered|revised|varied|updated)\b"
    rf"[^.;]{{0,160}}?\bby\s(?P<who>(?:the\s)?(?-i:[A-Z][\w&’'-]*|us\b))[^.;]{{0,200}}",
    re.IGNORECASE,
)
# "These Terms are subject to change at any time": by whoever offers them.
_ARE_CHANGED = re.compile(
    rf"{_SUBJECT}(?:{_CONTRACT}|our\sterms)\s(?:(?:is|are|shall\sbe|remain)\ssubject\sto\s(?:change|modification|revision|amendment)s?|(?:may|can)\s(?:\w+\s)?(?:change|be\s(?:amended|modified|changed|altered|revised|varied|updated)))\b"
    r"[^.;]{0,200}",
    re.IGNORECASE,
)
_NOBODY_ASKED = re.compile(
    r"\bwhenever\s(?:we|it|they)\s(?:like|want|wish|choose|see\sfit)\b|\bat\sany\stime\b|\bdiscretion\b|\bunilateral|\bby\sposting\b|\bfrom\stime\sto\stime\b"
    r"|\bwithout\s(?:\w+\s){0,5}(?:notice|consent|approval|agreement)\b|\b(?:up)?on\s(?:[\w()-]+\s){0,6}notice\b|\b(?:by|with)\s(?:[\w()’'-]+\s){0,4}notice\b",
    re.IGNORECASE,
)
# "Without the consent of the other party", "subject to change" are no conditions.
_WITHOUT = re.compile(
    r"\bwithout\s(?:\w+\s){0,6}(?:notice|consent|approval|agreement)\b(?:\s(?:of|from|by|to)\s(?:the\s)?(?:other\s)?\w+)?"
    r"|\bsubject\sto\s(?:change|modification|revision|amendment)s?\b",
    re.IGNORECASE,
)
# Both parties change it, or one of them does in some case only, to some end or under a condition.
_NOT_ALONE = re.compile(
    r"\b(?:not|neither|no|never|only|part(?:y|ies)|mutual\w*|agreed|jointly|both|each(?!\stime\b)|if|where|unless|provided|except|but|in\sthe\sevent"
    r"|comply|complian\w+|laws?|regulations?|required|mandated|arbitrat\w+|court|signed|executed|consent|approv\w+|subject\sto"
    r"|to\sthe\sextent|(?:in\sorder|so\sas)\sto|to\s(?:reflect|correct|cure|clarify|add|provide|conform))\b",
    re.IGNORECASE,
)


def changed_alone(case: Case) -> Iterator[Hit]:
    """One party may change the contract's terms, or else what the other one earns, without the other's agreement."""
    earned = None
    own = {name for party in case.summary.parties for name in (party.name, *party.defined_as)}
    offered = bool(own) and any(name not in own for name in case.sides.names)  # the other side has no name
    for segment in own_segments(case.document):
        text = " ".join(case.document.segment_text(segment).split())
        changes = _CHANGES.search(text) or _BE_CHANGED.search(text) or (offered and _ARE_CHANGED.search(text)) or None
        if changes is None or not _NOBODY_ASKED.search(changes.group()) or _NOT_ALONE.search(_WITHOUT.sub(" ", text)):
            continue
        who = changes.groupdict().get("who")
        party = _party(who, case) if who else _as_begun(case.called(case.sides.names[0]))
        what = changes.groupdict().get("earned")
        if party and what:
            said = f"{party} may change the {_ARTICLE.sub('', what)} without the other party’s agreement."
            earned = earned or Hit(said, [(segment.start, segment.end)])
        elif party:
            said = f"{party} may change the terms of the contract without the other party’s agreement."
            yield Hit(said, [(segment.start, segment.end)])
            return
    if earned:
        yield earned


def _as_begun(name: str) -> str:
    """A name as it begins a sentence."""
    return f"The{name.removeprefix('the')}" if name.startswith("the ") else name


def _party(who: str, case: Case) -> str | None:
    """The party that these words name, perhaps by the first words of its name, as a flag calls it."""
    if name := next((name for name in case.sides.names if case.sides.mentions(name, who)), None):
        return _as_begun(case.called(name))
    begins = re.compile(rf"{re.escape(who)}(?!\w)", re.IGNORECASE)
    return who if any(begins.match(party.name) for party in case.summary.parties) else None
