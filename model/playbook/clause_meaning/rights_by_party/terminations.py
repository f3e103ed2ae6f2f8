"""Finds who may terminate the contract without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chunking.document import Document
from model.playbook.clause_meaning.polarity import says
from model.playbook.clause_meaning.rights_by_party.rights import MODAL, MODALS, sentences
from model.summary.attached_forms import own_segments
from model.summary.dates.taken_out import without_deleted_words
from model.summary.dates.termination import (
    CAUSE,
    OURS,
    ends_as_to_a_part,
    ends_by_giving_up,
    leads_to_cases,
    listed_at_will,
)
from model.summary.parties.sides import BOTH, Sides
from model.summary.whose_rights.rights import (
    HAS_THE_LIKE_RIGHT,
    SAME_FOR_THE_OTHER,
    WISHES_TO_END,
    ended_by_someone_else,
    names_both,
)

_TERMINATE = re.compile(
    rf"(?:{MODAL}[^.;]{{0,140}}?|\bgives?\b[^.;]{{0,60}}?\bnotice\sof\s)\b(?:terminat\w*|cancel\w*|resign|end(?=\s(?:this|the)\s))\b",
    re.IGNORECASE,
)
# The right itself: "may terminate this Agreement", "may be terminated by Buyer", "until terminated by either party".
_MAY_END = re.compile(
    r"\b(?:may|can|rights?|entitled|option|elects?|desires?|wish(?:es)?)\b[^.;]{0,140}?\b(?:resign\b|(?:terminate|cancel|end|stop|withdraw\sfrom)"
    rf"(?:(?:\s(?:or|and/or)\ssuspend)?\s{OURS}\b|\s(?:(?:the\s)?\w{{2,20}}[’']s?|his|her)\semployment\b|(?:\s(?:all|any|part|or|of|its|participation|in|this|these|the|present|such|his|her|their|your|our)\b){{0,7}}"
    r"(?:\s(?:\w+\s){0,2}(?:agreement|contract|engagement|membership|relationship|hire|hiring|rental|tenancy|it|terms)\b|\W{1,2}(?:at|upon|on|by|for|with|without|hereof)\b|[.,])))"
    r"|\bgives?\b[^.;]{0,60}?\bnotice\sof\stermination\b|\b(?:agreement|contract)\b[^.;]{0,160}?\b(?:may|can|shall|is|until|unless)(?:,\sby\s[^.;,]{3,40},)?\s(?:\w+\s){0,3}?(?:be\s)?(?:terminated|terminable|cancel+ed)\b",
    re.IGNORECASE,
)
# The rest of a sentence that a page break cut may depend on a condition that comes before it.
_TORN = re.compile(r"(?!provided|until|unless|by\b|and\b|or\b)[a-z]{3,}\s")
# "May also terminate pursuant to Section 9" only refers to a right.
_UNDER_A_SECTION = re.compile(
    r"\b(?:terminat\w*|ends?|cancel)\b[^.;]{0,80}?\b(?:pursuant\sto|in\saccordance\swith|under|as\sper)\s(?:the\s(?:\w+\s){1,3}(?:of\s)?)?"
    r"(?:sections?|articles?|clauses?|paragraphs?)\s[\dIVX(](?![^.;]{0,120}\bnotice\b)"
    # "may be terminated by Buyer or changed as described in Sections 2.3 and 4.5"
    r"|\bterminat\w*\b[^.;]{0,200}?\bas\s(?:described|provided|set\sforth|permitted|specified|stated)\sin\s(?:sections?|articles?|clauses?|paragraphs?)\s[\dIVX(]"
    r"(?![^.;]{0,120}\bnotice\b)",
    re.IGNORECASE,
)
# "Buyer's right to terminate this Agreement will expire sixty days after the notice" limits a right given elsewhere.
_RIGHT_EXPIRES = re.compile(
    r"\brights?\sto\s(?:terminate|cancel)\b[^.;]{0,80}?\b(?:shall|will|does|do)\s(?:\w+\s)?(?:expire|lapse|cease|end)\b",
    re.IGNORECASE,
)
# "The rights and licenses granted by Vendor shall terminate": what ends are those, and nobody is given a right.
_RIGHTS_END = re.compile(
    r"\b(?:rights(?!\s(?:\w+\s)?to\b)|licen[cs]es?|obligations|options)\b[^.;]{0,120}?\b(?:shall|will|to)\s(?:\w+\s){0,2}?(?:terminate|end)\b",
    re.IGNORECASE,
)
# "If this Agreement is terminated for any reason, Buyer shall pay": what follows from an end.
_ONCE_ENDED = re.compile(
    r"\b(?:if|when|where|once|after|in\sthe\sevent(?:\sthat)?)\s(?:this|the)\s(?:\w+\s)?(?:agreement|contract)\s(?:is|has\sbeen|shall\sbe|should\sbe)\s"
    r"(?:\w+\s){0,2}?(?:terminated|cancel+ed)\b",
    re.IGNORECASE,
)
# "Neither party may terminate the contract except in the cases of this section"
_NOBODY_MAY = re.compile(
    r"\b(?:neither|no)\sparty\s(?:may|can|shall|will|(?:is|shall\sbe)\sentitled\sto)\s(?:\w+\s){0,3}?(?:terminate|cancel|end)\b"
    # "the parties exclude the right of either party to terminate it"
    r"|\b(?:exclud|waiv)\w*\b[^.;]{0,80}?\brights?\b[^.;]{0,40}?\bto\s(?:terminate|cancel|end)\b",
    re.IGNORECASE,
)
# "Both parties may terminate the Agreement with immediate effect / - in case of bankruptcy": cases follow.
_CASES = re.compile(r"\s{0,4}(?:[-–—•·*]\s{0,3}){1,3}(?:of|in|if|on|upon|when|where|should|for)\b")
_ENDING = (
    "erminat",
    "cancel",
    " end ",
    " stop ",
    " by ",
    "so upon",
    "so on",
    "do the same",
    "same right",
    "like right",
    "similar right",
    "corresponding right",
    "equivalent right",
    "equal right",
    "identical right",
    "reciprocal right",
    "withdraw",
    "resign",
)
_WITHOUT_REASON = ("any reason", "no reason", "without cause", "convenience")
_TERMINATED = re.compile(r"\b(?:terminat\w+|cancel\w+)\b", re.IGNORECASE)
_PASSIVE, _PASSIVE_FAR = 140, 240
# "By the vote of a majority of the shares of Fund, or by the vote of Fund's trustees"
_BY_VOTE = r"\b(?:by|upon)\s(?:the\s|an?\s)?(?:\w+\s)?(?:vote|resolution)\s(?:of\s)?(?:[^.;,]{0,80}?\bof\s)?(?:the\s)?"
_OR_BY = r"\bor\sby\s(?:the\s)?"
_SO = re.compile(
    rf"\bmay\s(?:also\s|likewise\s)?do\s(?:so|the\ssame|likewise)\b|{HAS_THE_LIKE_RIGHT.pattern}", re.IGNORECASE
)
_BY = re.compile(r"\W{0,3}(?:(?:and|or)\s)?\W?\w{1,4}\W\s{0,3}(?=by\s)", re.IGNORECASE)
_FOR_CAUSE = re.compile(rf"{CAUSE}|\bfor\scause\b|\bin\s(?:the\s)?(?:case|event)\s(?:of|that)\b", re.IGNORECASE)
_JOINED = r"\b(?:and/or|or|and)\s(?:the\s)?"
# "Vendor or Buyer, giving six months' notice in writing, may terminate"
_GIVING_NOTICE = re.compile(
    r",?\s(?:(?:up)?on\s|by\s)?giving\s[^.;]{3,90}?\bnotice\b[^.;]{0,30}?\s(?=may\s(?:terminate|cancel)\b)"
)


def ended_by_someone_unknown(document: Document, sides: Sides) -> Iterator[tuple[int, int]]:
    """The sentences that let a "you" or "we" end the contract who may be any of the parties."""
    for segment in own_segments(document):
        text = " ".join(document.segment_text(segment).split())
        if ended_by_someone_else(text, sides) and says("Termination For Convenience", text):
            yield segment.start, segment.end


def terminators(text: str, sides: Sides) -> set[str]:
    """Who may terminate under this sentence; empty if it does not say."""
    text = without_deleted_words(_GIVING_NOTICE.sub(" ", text))
    if names_both(text):
        return {BOTH}
    if on_notice := _on_its_notice(text, sides):
        return {on_notice}
    if wishing := {who for _, who in sides.named(text, after=rf"\s{WISHES_TO_END}")}:
        return wishing
    second = {who for _, who in sides.named(text, before=_JOINED, after=r"\s(?:may|can)\s(?:terminate|cancel)\b")}
    first = {who for _, who in sides.named(text, after=rf"\s{_JOINED}")} - second if second else set()
    if first and len(sides.names) == len(first | second) == 2:
        return {BOTH}
    named = {sides.subject(text, _governing(match)) for match in _TERMINATE.finditer(text)} - {None}
    passive = None if named else _TERMINATED.search(text)
    if passive:
        named = {sides.agent(text, passive.start(), passive.start() + _PASSIVE_FAR)} - {None}
        named |= {who for place, who in sides.named(text, before=_OR_BY) if place > passive.start()} if named else set()
        named |= {who for place, who in sides.named(text, before=_BY_VOTE) if place > passive.start()}
    return {name for name in named if name}


# An item of a list of ends: "(vi) Upon Buyer giving Vendor sixty days' notice of termination of this Agreement".
_ON_NOTICE = re.compile(
    r"\W{0,2}\w{1,4}\W\s?(?i:upon)\s(?:the\s)?(?=[^.;]{1,60}?\sgiving\b[^.;]{0,100}?\bnotice\sof\stermination\sof\sthis\s(?i:agreement)\W{0,3}$)"
)
# "May be terminated in any of these cases: ...; (d) By either party upon sixty days' notice to the other; or"
_MAY_BE_ENDED = re.compile(r"\b(?:may|can|shall)\sbe\s(?:terminated|cancel+ed)\b[^.;]{0,200}:\s*$", re.IGNORECASE)
_ITEM_BY = re.compile(
    r"\W?\w{1,4}[.)]\s{1,3}by\s(?:the\s)?(?P<who>[^.;:,]{1,60}?),?\s(?:(?:up)?on|with|by\sgiving)\s(?:[\w()’'-]{1,20}\s){0,8}?notice\b"
    r"(?![^.;]{0,200}\b(?:if|breach|default|fail|following|event|after|insolv))[^.;:]{0,80}[.;]?(?:\s(?:or|and))?\s*$",
    re.IGNORECASE,
)
_LIST_REACH = 3_000


def _on_its_notice(text: str, sides: Sides) -> str | None:
    """The party whose notice alone ends the contract."""
    on = _ON_NOTICE.match(text)
    return sides.named_at(text, on.end()) if on else None


def _governing(termination: re.Match[str]) -> int:
    """Where the words begin that govern a termination: "shall last a year, provided that Vendor may terminate"."""
    modals = list(MODALS.finditer(termination.string, *termination.span()))
    return modals[-1].start() if modals else termination.start()


def terminations(document: Document, sides: Sides) -> Iterator[tuple[str, int, int]]:
    """Who may terminate for convenience under any sentence of the document, and the interval of that sentence."""
    listing, ends, opened = False, -1, -_LIST_REACH
    for start, end, text in sentences(document, *_ENDING, *_WITHOUT_REASON):
        goes_on = listing and start - ends <= 1 and not _FOR_CAUSE.search(text)
        found: set[str] = set()
        if on_notice := _on_its_notice(text, sides):
            found = {on_notice}
            listing = True
        elif item := listed_at_will(document.text, start, end):
            found = terminators(item, sides)
        elif start - opened < _LIST_REACH and (by := _ITEM_BY.match(text)):
            found = {who} if (who := sides.named_at(text, by.start("who"))) else set()
        elif _CASES.match(document.text, end) or leads_to_cases(document.text, end):
            listing = False
        elif _gives_a_right(text) and says("Termination For Convenience", text):
            found = _who_may_end(text, sides)
            listing = True
        # A sentence that continues the one before: "The other party may do so on ninety days' notice"; "(b) by the
        # other party, without cause".
        elif goes_on:
            match = _SO.search(text) or _BY.match(text)
            same = SAME_FOR_THE_OTHER.search(text)
            who = (
                sides.named_at(text, same.end())
                if same
                else match and (sides.subject(text, match.end()) or sides.agent(text, 0, match.end() + _PASSIVE))
            )
            found = {who} if who else set()
        else:
            listing = text.rstrip().endswith(":") and "terminat" in text
        opened = end if _MAY_BE_ENDED.search(text) else opened
        ends = end
        yield from ((who, start, end) for who in found)


def either_may_terminate(document: Document, sides: Sides) -> bool:
    """Whether each party may end the contract without a reason, under one sentence or several."""
    return sides.all_of([who for who, *_ in terminations(document, sides)]) == BOTH


def _gives_a_right(sentence: str) -> bool:
    """Whether a sentence lets someone end the contract itself, rather than mentioning its end or another provision
    that lets someone end it."""
    if sentence.rstrip().endswith(":") or _TORN.match(sentence) or _RIGHT_EXPIRES.search(sentence):
        return False
    if _NOBODY_MAY.search(sentence) or ends_as_to_a_part(sentence):
        return False
    told = _ONCE_ENDED.sub(" ", _UNDER_A_SECTION.sub(" ", sentence))
    return _MAY_END.search(_RIGHTS_END.sub(" ", told)) is not None


def _who_may_end(sentence: str, sides: Sides) -> set[str]:
    """Who has the right that a sentence gives; empty if it does not say."""
    told = _UNDER_A_SECTION.sub(" ", sentence)
    right = _MAY_END.search(told)
    if right is None or names_both(sentence):
        return {BOTH} if right else set()
    who = sides.subject(told, right.start()) or sides.agent(told, right.start(), right.end() + _PASSIVE)
    return {who} if who else terminators(sentence, sides)


def terminable(document: Document) -> bool:
    """Whether any sentence of the document lets someone terminate it without a reason, or by giving up what it is
    about."""
    return any(
        says("Termination For Convenience", text)
        and _TERMINATE.search(text)
        and ("greement" in text or ends_by_giving_up(text))
        for _, _, text in sentences(document, "erminat", "cancel")
    )
