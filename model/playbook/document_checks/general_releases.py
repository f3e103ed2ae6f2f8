"""General releases: a party gives up all its claims, known or unknown, and perhaps promises not to sue on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from model.playbook.case import Case, Hit, depends
from model.playbook.document_checks.attachments import own_text
from model.playbook.quotes import Span
from model.summary.parties.sides import BOTH

# "Hereby fully and forever releases", "agrees to release", "waives any".
_GIVES_UP = re.compile(
    r"(?:\b(?:hereby|fully|forever|irrevocably|unconditionally|absolutely|finally|knowingly|voluntarily|generally|expressly|completely|does|do"
    r"|agrees?\sto)\b,?\s(?:and\s)?){1,6}(?:release|waive|discharge|acquit|remise|relinquish)s?\b"
    r"|\b(?:releases|waives|discharges|acquits|remises)\b(?=,?\s(?:and|the|any|all|each|his|her|its|[A-Z])\b)",
    re.IGNORECASE,
)
_CLAIMS = re.compile(r"\b(?:claims?|actions?|suits?|lawsuits?|sue)\b", re.IGNORECASE)
_ALL_CLAIMS = re.compile(
    r"\b(?:all|any)\b(?:(?!\b(?:lien|jury|homestead|moral|subrogation|presentment)\b)[^;]){0,200}?\b(?:claims|causes\sof\saction|actions|suits|demands)\b",
    re.IGNORECASE,
)
# What makes it a release of everything, rather than of claims of one kind.
_WHATEVER_THEY_ARE = re.compile(
    r"\bunknown\b|\bfrom\sthe\sbeginning\sof\b|\bever\shad\b|\bnow\s(?:has|have)\b|\b(?:has|have|had)\s(?:or|and)\s(?:\w+\s){0,2}?(?:may|might|could)\b",
    re.IGNORECASE,
)
# "Promises not to institute any lawsuit", "agrees that neither he nor his heirs will assert any of the claims"; whoever
# may not help others to sue has not promised that.
_ON = r"(?:(?!\b(?:assist|counsel|encourag|promot|testif))[^;])"
_NOT_TO_SUE = re.compile(
    rf"\b(?:not(?!\sonly)|neither|never)\b{_ON}{{0,200}}?\b(?:sue|institute|file|bring|commence|assert|initiate)\b{_ON}{{0,160}}?"
    r"\b(?:claims?|lawsuits?|suits?|actions?|proceedings?|releas\w+\spart)",
    re.IGNORECASE,
)
# The title of a contract whose point is a release; without a known title it is looked for in so many characters.
_MADE_TO_RELEASE = re.compile(r"\b(?:release|settlement|severance|separation)\b", re.IGNORECASE)
_TITLE = 600
_COVENANT = "Covenant Not To Sue"


class _Sentence(NamedTuple):
    """A sentence of the contract on one line, and its interval in the document's text (half open)."""

    text: str
    start: int
    end: int


def general_release(case: Case) -> Iterator[Hit]:
    """A party releases all its claims against the other, or each does."""
    sentences = list(_about_claims(case))
    own = len(own_text(case.document.text))
    releases = [(one, place) for one in sentences if (place := _release_in(one.text)) is not None]
    given = {one: case.sides.subject(one.text, place) for one, place in releases if one.end <= own}
    who = case.sides.all_of(one for one in given.values() if one)
    if who is None:
        return
    by_it = [one for one, by in given.items() if by]
    if who == BOTH:
        yield Hit("The parties release all claims against each other.", _spans(by_it, case), advisable=False)
        return
    other = case.sides.other(who)
    against = f" against {case.called(other)}" if other else ""
    sues = [one for one in sentences if one.end <= own and one not in given and _promises(who, one.text, case)]
    also = " and promises not to sue" if sues else ""
    # another release, by "the undersigned" or in a form that is attached, may be the other party's
    alone = len(by_it) == len(releases) and not depends(case.summary)
    returned = "; no release in return was found" if alone else ""
    said = f"{case.called(who)} releases all claims{against}{also}{returned}."
    yield Hit(said, _spans([*by_it, *sues], case), advisable=alone)


def is_a_release(case: Case) -> bool:
    """Whether the contract is there to release claims, as a settlement or a severance agreement is."""
    named = case.summary.document_name.text if case.summary.document_name else case.document.text[:_TITLE]
    return _MADE_TO_RELEASE.search(named) is not None and next(general_release(case), None) is not None


def _about_claims(case: Case) -> Iterator[_Sentence]:
    """The sentences of the document that speak of claims or lawsuits."""
    document = case.document
    for _, parts in groupby(document.segments, key=lambda one: one.sentence):
        segments = list(parts)
        start, stop = segments[0].start, segments[-1].end
        text = " ".join(document.text[start:stop].split())
        if _CLAIMS.search(text):
            yield _Sentence(text, start, stop)


def _release_in(sentence: str) -> int | None:
    """Where the verb of a sentence is by which somebody gives up all claims; None if nobody does."""
    for gives in _GIVES_UP.finditer(sentence):
        claims = _ALL_CLAIMS.search(sentence, gives.end())
        if claims and _WHATEVER_THEY_ARE.search(sentence, gives.end()):
            return gives.start()
    return None


def _promises(who: str, sentence: str, case: Case) -> bool:
    """Whether a party promises not to bring claims."""
    covenant = _NOT_TO_SUE.search(sentence)
    return covenant is not None and case.sides.subject(sentence, covenant.start()) == who


def _spans(sentences: list[_Sentence], case: Case) -> list[Span]:
    """The sentences as passages to quote, each with the covenant not to sue, found by the model, that it overlaps."""
    covenants = [clause for clause in case.clauses if clause.category == _COVENANT]
    return [
        Span(
            one.start,
            one.end,
            next((c.id for c in covenants if c.interval[0] < one.end and one.start < c.interval[1]), None),
        )
        for one in sentences
    ]
