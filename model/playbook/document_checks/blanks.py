"""Blanks that are still to be filled in ("[●]", "[$____]", "[insert the territory]"), not those for signatures."""

from __future__ import annotations

import re

from chunking.document import Document
from model.playbook.document_checks.attachments import own_text

_BLANK = re.compile(
    r"\[[\s$€£%]{0,3}[●•∙⋅■▪_][\s●•∙⋅■▪_]{0,40}[\s$€£%]{0,3}\]|(?<!_)_{3,200}(?!_)"
    # empty brackets before or after a measure; elsewhere they are boxes to tick
    r"|\[\s{1,12}\](?=\s(?:\(\[\s{1,12}\]\s)?(?:basis\spoints|percent|per\scent|dollars|days|months|years)\b|\s?%)"
    r"|(?<=\bmultiplied\sby\s)\[\s{1,12}\]|(?<=\bexceed\s)\[\s{1,12}\]|(?<=[$€£])\[\s{1,12}\]"
    r"|\[(?:insert|to\sbe\s(?:agreed|determined|completed|inserted|confirmed|added)|tbd|amount|number|date)\b[^\[\]]{0,60}\]",
    re.IGNORECASE,
)
# What stands beside the lines for signatures, and beside boxes to tick.
_SIGNED_OR_TICKED = re.compile(
    r"\b(?:by|its|name|title|date|dated|signed|signature|signatory|witness|print(?:ed)?|initials?|attest|address|phone|telephone|fax|e-?mail"
    r"|attention|attn|specify|account|order|no|number|because)\b[\W_]{0,30}$|[:_]\s?$|_-$|\b(?:yes|no)\b\W{0,4}$",
    re.IGNORECASE,
)
# "Accepted and agreed to this ____ day of ____, 2006", over the signatures: filled in by signing.
_SIGNING_DAY = re.compile(
    r"\b(?:accepted|agreed|acknowledged|signed|executed|dated|sworn)\b[^.;]{0,40}\b(?:this|on|as\sof)\s(?:the\s)?[^.;]{0,60}$",
    re.IGNORECASE,
)
# The rule over a footnote: "_____ *** Omitted pursuant to a request for confidential treatment".
_FOOTNOTE = re.compile(
    r"\s{0,9}(?:(?:\*(?:\s?\*){0,4}|[\[(]\s?\*(?:\s?\*){0,4}\s?[\])]|[†‡§])\s{0,3}[A-Z“\"]"
    r"|(?i:(?:\[?\d{1,2}\]?\s)?(?:(?:the\s)?(?:omitted|omissions?|confidential|redacted)\s(?:treatment|information|portions?|material|text|terms|pursuant)"
    r"|omitted\b|(?:certain|portions?|information|text|material|indicates|denotes)\s[^.\n]{0,120}?\b(?:omitted|redacted|confidential\streatment|filed\sseparately)\b)))"
)
# A rule begins its line; the same number of underscores at the beginning of another line is the rule of another page,
# even where its note was lost or the page's last line follows it.
_RULE = re.compile(r"(?m:^)_{10,200}")
# "_____ THIS AGREEMENT is made": a rule under the title.
_UNDER_A_TITLE = re.compile(r"\s{0,3}THIS\s(?:[A-Z]+\s){0,4}(?:AGREEMENT|DEED|CONTRACT)\b")
_DAY_OF, _REACH, _OPENING = re.compile(r"\bday\sof\b", re.IGNORECASE), 160, 4_000
_TICKED = re.compile(r"\s?(?:yes|no)\b", re.IGNORECASE)
_LONG = 20
# One of several choices is ticked: "X Rate Schedule A _____ Rate Schedule B".
_TICKED_CHOICE = re.compile(r"(?<!\S)[Xx✓✔☒]\s{1,3}(?P<what>[A-Za-z]{2,30}\s[A-Za-z]{2,30})\b")
# The lines of an address to which a copy of a notice goes, which a party may leave empty.
_COPY_TO = re.compile(r"\bwith\s(?:an?\s)?cop(?:y|ies)\s(?:\w+\s)?to\s?:", re.IGNORECASE)
_MEASURED = re.compile(r"\[\s{1,12}\]")
_BULLET, _DATED = re.compile(r"\[\s?[●•]"), re.compile(r"\bdated\s(?:as\sof\s)?$", re.IGNORECASE)
# "Between Harrow, Inc. and ______ (the “Professional”)"
_PARTY = re.compile(
    r"\b(?:between|among|and)\s(?:_{3,200}|\[[●•_][\s●•_]{0,40}\]),?\s?(?:\((?:hereinafter|the\b|referred|[“\"])|an?\s(?:\w+\s){0,3}(?:corporation|company|individual|resident)\b)",
    re.IGNORECASE,
)
# "A ___ DE corporation": what belongs in the blank was written beside it.
_A = re.compile(r"\ban?\s$")
_FILLED_BESIDE = re.compile(
    r"\s(?:[A-Z]{2}|[A-Z][a-z]{2,14})\s(?:corporation|company|partnership|limited\sliability\scompany|LLC)\b"
)
_WORD, _ENOUGH_WORDS = re.compile(r"[^\W\d_]{2,}"), 6


def blanks(document: Document) -> list[tuple[int, int]]:
    """The intervals (half open) of the sentences before the signatures in which something is left blank."""
    own = len(own_text(document.text))
    signed = _SIGNATURES.search(document.text, 0, own)
    rules = _footnote_rules(document.text)
    found: dict[int, tuple[int, int]] = {}
    for blank in _BLANK.finditer(document.text, 0, signed.start() if signed else own):
        around = document.segments_in(*blank.span())
        if not around or len(_WORD.findall(document.segment_text(around[0]))) < _ENOUGH_WORDS:
            continue
        beside = document.text[max(0, blank.start() - 30) : blank.start()]
        if _is_signing_day(document.text, *blank.span()) or blank.span() in rules:
            continue
        if blank.end() - blank.start() >= _LONG and _UNDER_A_TITLE.match(document.text, blank.end()):
            continue
        filled = _A.search(beside) and _FILLED_BESIDE.match(document.text, blank.end())
        if filled or _COPY_TO.search(document.segment_text(around[0])):
            continue
        if _is_another_choice(document.segment_text(around[0]), document.text[blank.end() :][:_REACH]):
            continue
        dated = _BULLET.match(blank.group()) and _DATED.search(beside)  # no line to sign on has a bullet
        if (
            dated
            or _MEASURED.fullmatch(blank.group())
            or not (_SIGNED_OR_TICKED.search(beside) or _TICKED.match(document.text, blank.end()))
        ):
            found.setdefault(around[0].sentence, blank.span())
    for blank in _PRICE_IN_ATTACHMENT.finditer(document.text, own):
        around = document.segments_in(blank.start("blank"), blank.end("blank"))
        if around:
            found.setdefault(around[0].sentence, blank.span("blank"))
    return list(found.values())


def leaves_out_a_party(document: Document, blank: tuple[int, int]) -> bool:
    """Whether the name of a party is blank in the sentence of this blank."""
    inside = document.segments_in(*blank)
    return bool(inside) and _PARTY.search(document.segment_text(inside[0])) is not None


def _is_another_choice(sentence: str, after: str) -> bool:
    """Whether a blank is a box beside a choice that was not made, as another one in its sentence is ticked."""
    ticked = _TICKED_CHOICE.search(sentence)
    return ticked is not None and after.lstrip().lower().startswith(ticked["what"].lower())


def _footnote_rules(text: str) -> set[tuple[int, int]]:
    """The intervals of the rules over footnotes: before a note, or like those at the beginning of another line."""
    over_notes = {one.span() for one in _BLANK.finditer(text) if _FOOTNOTE.match(text, one.end())}
    lengths = {end - start for start, end in over_notes}
    return over_notes | {one.span() for one in _RULE.finditer(text) if one.end() - one.start() in lengths}


# A price left blank in an attachment is not agreed either; other blanks there may be those of a form.
_PRICE_IN_ATTACHMENT = re.compile(
    r"\b(?:shall|will|agrees?\sto)\s(?:\w+\s)?pay\s[^.;$€£]{0,80}\b(?:fees?|price|rates?|charges?|rent)\sof\s(?:U\.?S\.?\s?)?(?P<blank>[$€£]\s?_{3,60})",
    re.IGNORECASE,
)


def _is_signing_day(text: str, start: int, end: int) -> bool:
    """Whether a blank is the day or month on which a signature is given, not that of the contract's opening."""
    before = text[max(0, start - _REACH) : start]
    dated = _DAY_OF.match(text[end : end + 10].lstrip()) or _DAY_OF.search(before[-20:])
    return start > _OPENING and bool(dated) and _SIGNING_DAY.search(before) is not None


_SIGNATURES = re.compile(r"\bIN\sWITNESS\sWHEREOF\b|(?<!\w)/s/|\bBy\s?(?::|_{3})")
