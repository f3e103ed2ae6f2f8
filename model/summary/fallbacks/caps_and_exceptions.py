"""Caps and their exceptions in the sentences beside a clause on liability."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chunking.document import Document, Segment
from model.findings import Finding
from model.schema import Formula
from model.summary.fallbacks.common import HEADED, overlap, whole_segment
from model.summary.liability.cap_amounts import cap_of, puts_in_another_sum
from model.summary.liability.carve_outs import excepted, is_standalone_carve_out, is_without_limit
from model.summary.liability.liability import (
    CAP,
    UNCAPPED,
    caps_kinds_only,
    excludes_everything,
    sentences,
)
from model.summary.liability.total_exclusion import excludes_any_claim, excludes_claims_from_all_use
from model.summary.text.contractions import in_full

# The score of a sentence that follows a cap and says that it does not apply: of 27 such sentences in annotated
# contracts most are carve-outs, though annotators marked only 9. Set by judgement, not measured.
CARVED_OUT = 0.85
_BEHIND = 4
# The number of a section, with two parts at least.
_NUMBER = re.compile(r"\b\d{1,2}(?:\.\d{1,2}){1,3}(?!\d)")
# The lead-in of a cap's list is within this many segments before it.
_AHEAD, _EXCEPT = 6, re.compile(r"\W{0,3}(?:except|save|other\sthan|with\sthe\sexception)\b", re.IGNORECASE)
_LIABLE = re.compile(r"\b(?:liab|damages\b|the\s+most\b[^.;]{0,80}\b(?:owe|pay)\b)", re.IGNORECASE)


def limits(text: str) -> bool:
    """Whether the words name an amount that liability may not exceed, or exclude all liability."""
    return names_an_amount(text) or any(excludes_everything(one) for one in sentences(text))


def names_an_amount(text: str) -> bool:
    """Whether the words name an amount that liability may not exceed: a sum, or fees."""
    liable = [one for one in sentences(text) if _LIABLE.search(one)]
    return any(not isinstance(limit, Formula) for one in liable for limit in cap_of(one))


def with_carve_outs(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The sentences after a cap, in the same section, that say what it does not apply to; without any, the caps that
    say so themselves."""
    kept = list(sources)
    for clause in [one for one in sources if one.category == CAP]:
        kept += [one for one in _excepting(document, clause) if not any(overlap(one, other) for other in kept)]
        heading = document.segments[clause.last - 1].heading
        for segment in document.segments[clause.last : clause.last + _BEHIND]:
            sentence = document.segment_text(segment)
            inside = segment.heading[: len(heading)] == heading
            if not inside and (len(heading) < 2 or segment.heading[: len(heading) - 1] != heading[:-1]):
                break
            if not inside and not (_names(heading, sentence) or is_without_limit(sentence)):
                continue
            found = whole_segment(segment, UNCAPPED, CARVED_OUT)
            if is_standalone_carve_out(sentence) and not any(overlap(one, found) for one in kept):
                kept.append(found)
    return kept if any(one.category == UNCAPPED for one in kept) else [*kept, *_exceptions_in_caps(document, kept)]


def _exceptions_in_caps(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The caps that themselves take something out, which leaves it uncapped: "Except for Vendor's indemnity, neither
    party is liable for more than $500". Annotators marked nearly all of these as both."""
    found = [one for one in sources if one.category == CAP]
    segments = {segment.id: segment for one in found for segment in document.segments[one.first : one.last]}
    return [
        whole_segment(segment, UNCAPPED, CARVED_OUT)
        for segment in segments.values()
        if any(_takes_out(one) for one in sentences(document.segment_text(segment)))
    ]


def _takes_out(sentence: str) -> bool:
    limits_all = cap_of(sentence) and not caps_kinds_only(sentence)
    return bool(limits_all or is_standalone_carve_out(sentence)) and bool(excepted(sentence))


def _is_limited(document: Document, sources: Sequence[Finding]) -> bool:
    """Whether one of the clauses names an amount that liability may not exceed, or excludes all liability."""
    return any(one.category == CAP and limits(document.text[one.start : one.end]) for one in sources)


def _on_one_line(document: Document, segment: Segment) -> str:
    """A sentence on one line, with contractions written out."""
    return in_full(" ".join(document.segment_text(segment).split()))


def caps_beside(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The sentence after an exclusion, in its section, that names an amount, if no other clause does."""
    if _is_limited(document, sources):
        return []
    for clause in (one for one in sources if one.category == CAP):
        heading = document.segments[clause.last - 1].heading
        for segment in document.segments[clause.last : clause.last + _BEHIND]:
            if segment.heading != heading:
                break
            if limits(document.segment_text(segment)):
                return [whole_segment(segment, CAP, HEADED)]
    return []


def caps_of_the_other_party(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The sentences around a cap, in its section, that name an amount, too: each party may have its own."""
    known = [one for one in sources if one.category in (CAP, UNCAPPED)]
    found: list[Finding] = []
    for clause in known:
        if clause.category != CAP or not names_an_amount(document.text[clause.start : clause.end]):
            continue
        heading = document.segments[clause.last - 1].heading
        for segment in document.segments[max(0, clause.first - _BEHIND) : clause.last + _BEHIND]:
            own, words = whole_segment(segment, CAP, HEADED), document.segment_text(segment)
            of_this_section = segment.heading[:1] == heading[:1]
            if not of_this_section or any(overlap(own, other) for other in (*known, *found)):
                continue
            if (_IS_OWN_CAP.search(words) and names_an_amount(words)) or _is_put_in(words, segment.heading):
                found.append(own)
    return found


# "Section 14.2 is amended by striking out “$250,000” and substituting “$600,000”", in a section on liability
_PUT_IN = re.compile(
    r"\b(?:section|clause|article|paragraph)\s[\d.]+[^.;]{0,80}?\b(?:amended|changed|varied|modified)\b.{0,200}?\b(?:substitut|insert|replac)\w+\s",
    re.IGNORECASE,
)


def caps_put_in(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The first sentence of an amendment, under a heading on liability, that raises or lowers a cap, if no clause names
    an amount."""
    if _is_limited(document, sources):
        return []
    changed = (
        segment
        for segment in document.segments
        if puts_in_another_sum(words := document.segment_text(segment))
        and not _OF_CREDIT.search(words)
        and _is_under_liability(document, segment)
    )
    return [whole_segment(segment, CAP, HEADED) for segment in list(changed)[:1]]


def _is_under_liability(document: Document, segment: Segment) -> bool:
    """Whether a heading above a sentence names liability, or the line does of which only the number is taken for one:
    "7. Liability, insurance and recall"."""
    line = next((one for one in document.segments if segment.heading and one.heading == segment.heading[:1]), segment)
    above = [*segment.heading, *([document.segment_text(line)] if line is not segment else [])]
    return any("liab" in heading.lower() for heading in above)


def _is_put_in(words: str, heading: Sequence[str]) -> bool:
    """Whether words of an amendment, under a heading on liability, put a new amount in the place of another."""
    of_liability = bool(heading) and "liab" in heading[-1].lower()
    if not (of_liability and _PUT_IN.search(words)):
        return False
    return any(not isinstance(limit, Formula) for limit in cap_of(words, named=True))


# "Your total liability", "the most you will have to pay"
_IS_OWN_CAP = re.compile(
    r"\b(?:total|aggregate|maximum|entire|overall)\s(?:\w+\s)?liabilit|\bthe\smost\b[^.;]{0,60}\b(?:pay|owe)\b|\bever\sowe\b|\bliabilit\w+\b[^.;]{0,60}?"
    r"\b(?:is|are|shall\sbe|will\sbe)\s(?:limited\sto|capped)\b|\bbe\sliable\b[^.;]{0,60}?\bfor\smore\sthan\b|\bliable\sfor\sup\sto\b|\bends\sat\b|\bliabilit\w+\b[^.;]{0,60}?\b(?:shall|will|does|may)\snot\sexceed\b",
    re.IGNORECASE,
)


# Sections in which a sentence on liability is about all of it.
_OF_LIABILITY = re.compile(
    r"\b(?:liab|disclaim|limit|responsib|risk|general|indemn|warrant|miscellan|exclusion)", re.IGNORECASE
)
_WORDED = re.compile(r"[^\W\d_]{3}")
_ANSWERS = re.compile(r"liab|responsib|accountab|answerab", re.IGNORECASE)


def excluded_outright(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The first sentence that excludes all of a party's liability, if no clause names an amount or excludes it: one on
    all that the contract is about, or one in a section on liability."""
    if _is_limited(document, sources):
        return []
    for segment in document.segments:
        if not _ANSWERS.search(document.text, segment.start, segment.end):
            continue
        sentence = _on_one_line(document, segment)
        if not excludes_any_claim(sentence):
            continue
        heading = segment.heading[-1] if segment.heading else ""
        of_liability = _OF_LIABILITY.search(heading) or not _WORDED.search(heading)  # a number stands by itself
        if of_liability or excludes_claims_from_all_use(sentence):
            return [whole_segment(segment, CAP, HEADED)]
    return []


# "What Vendor can be made to pay shall come to no more than", "neither of them shall owe the other more than $900 under
# this contract", but not a limit of credit: "shall at no time owe more than".
_OWED_AT_MOST = re.compile(
    r"\b(?:what|whatever|all|most|total|sum)\s(?:that\s)?[^.;,]{1,60}?\b(?:can|could|may|might)\sbe\s(?:made|called\s(?:up)?on|required|ordered|asked)\sto\spay\b"
    # "what either party may recover from the other is limited to"
    r"|\b(?:what|whatever|all)\s(?:that\s)?[^.;,]{1,60}?\b(?:can|could|may)\s(?:recover|claim)\sfrom\b[^.;]{0,160}?\b(?:limited\sto|no\smore\sthan|not\sexceed)\b"
    r"|\b(?:neither|no\sparty)\b[^.;]{0,60}?\b(?:shall|will|can)\s(?:ever\s)?owe\b[^.;]{0,40}?"
    r"\bmore\s(?:than\b[^.;]{0,120}?\b(?:under|arising|in\sconnection)\b|(?:under|in\sconnection)\b[^.;]{0,40}?\bthan\b)",
    re.IGNORECASE,
)
_OF_CREDIT = re.compile(r"\bat\s(?:no|any)\s(?:\w+\s)?time\b|\boutstanding\b|\bcredit\b|\binsur", re.IGNORECASE)
_OWED = re.compile(r"\bto\spay\b|\bowe\b|\b(?:recover|claim)\sfrom\b", re.IGNORECASE)


def owed_at_most(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The first sentence that caps all that a party can owe, without a word on liability, if no clause does."""
    if _is_limited(document, sources):
        return []
    for segment in document.segments:
        if not _OWED.search(document.text, segment.start, segment.end):
            continue
        sentence = _on_one_line(document, segment)
        if _OWED_AT_MOST.search(sentence) and not _OF_CREDIT.search(sentence) and cap_of(sentence, named=True):
            return [whole_segment(segment, CAP, HEADED)]
    return []


# The one who is not liable: "Vendor shall have no liability".
_WHO = re.compile(r"\b(?P<who>[A-Z]\w{1,30})\s(?:shall|will|does|has|is|accepts?|assumes?|bears?)\b", re.IGNORECASE)


def exclusions_beside(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The sentences around a cap on what is owed to a party, in its section, that exclude all of that one's own
    liability."""
    found: list[Finding] = []
    for clause in [one for one in sources if one.category == CAP]:
        heading = document.segments[clause.first].heading
        capped = document.text[clause.start : clause.end]
        around = document.segments[max(0, clause.first - _BEHIND) : clause.last + _BEHIND]
        for segment in around if heading else ():
            if segment.heading != heading or not _ANSWERS.search(document.text, segment.start, segment.end):
                continue
            sentence = _on_one_line(document, segment)
            who = _WHO.search(sentence)
            owed = who and re.search(rf"\bliab\w*\sto\s(?:the\s)?{who['who']}\b", capped, re.IGNORECASE)
            own = whole_segment(segment, CAP, HEADED)
            taken = any(overlap(own, other) for other in (*sources, *found) if other.category == CAP)
            if owed and not taken and excludes_everything(sentence):
                found.append(own)
    return found


def _names(heading: Sequence[str], sentence: str) -> bool:
    """Whether a sentence of a neighboring section names the one with this heading: "Section 5.1 does not apply to"."""
    number = _NUMBER.search(heading[-1])
    return number is not None and re.search(rf"(?<![\d.]){re.escape(number[0])}(?!\.?\d)", sentence) is not None


def _excepting(document: Document, clause: Finding) -> Iterator[Finding]:
    """The lead-in of the list that a cap is an item of, if it takes something out: "Except as stated in Section 9:"."""
    heading = document.segments[clause.first].heading
    for segment in document.segments[max(0, clause.first - _AHEAD) : clause.first][::-1]:
        sentence = document.segment_text(segment)
        if sentence.endswith(":"):
            if heading[: len(segment.heading)] == segment.heading and _EXCEPT.match(sentence):
                yield whole_segment(segment, UNCAPPED, CARVED_OUT)
            return
