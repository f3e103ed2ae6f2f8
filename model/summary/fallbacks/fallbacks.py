"""Clauses that the summary needs but the model is less sure of: weaker candidates that read as a value, and passages
found by their heading or words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from chunking.document import Document
from model.call_context import check_time
from model.findings import Finding
from model.summary.dates.agreement_date import AGREED, dated_at_the_top, executed_as_of, with_agreement_date
from model.summary.dates.expiration import expiration
from model.summary.dates.moved_end import is_moved_away, moved_end
from model.summary.dates.renewal import NOTICE, speaks_of_renewal
from model.summary.dates.renewal_notice import against_renewal, notice_beside, with_period
from model.summary.dates.signature_dates import dated_by_signatures
from model.summary.dates.taken_out import after_words_taken_out
from model.summary.dates.termination import FOR_CONVENIENCE, forbids_ending_at_will
from model.summary.dates.terms_of_others import is_of_a_named_agreement
from model.summary.fallbacks.caps_and_exceptions import (
    caps_beside,
    caps_of_the_other_party,
    caps_put_in,
    excluded_outright,
    exclusions_beside,
    limits,
    owed_at_most,
    with_carve_outs,
)
from model.summary.fallbacks.common import EFFECTIVE, HEADED, LEAST, TITLE, overlap, whole_segment
from model.summary.fallbacks.date_corrections import (
    EXPIRES,
    field_for_the_term,
    whole_date,
    with_beginning,
    with_defined,
    with_open_dates,
)
from model.summary.fallbacks.freed_dealings import EXCEPTION, freed_dealings
from model.summary.fallbacks.party_corrections import with_parties
from model.summary.fallbacks.readers import READERS
from model.summary.fallbacks.relevance import is_about_it
from model.summary.governing_law import is_of_one_duty
from model.summary.keyword_clauses import CATEGORIES, keyword_clauses
from model.summary.liability.liability import (
    CAP,
    UNCAPPED,
)
from model.summary.parties.opening_and_signatures import (
    defined_dates,
    effective_at_the_top,
    effective_on_an_event,
    found_at,
    open_dates,
)
from model.summary.text.clause_boundaries import whole_clauses
from model.summary.text.contractions import in_full
from model.summary.text.headings import headed
from model.summary.title import title_of
from model.summary.values.blanks import gap
from model.summary.values.jurisdictions import jurisdiction
from model.summary.whose_rights.exclusivity import bars_sponsors, denies_exclusivity

# In 122 contracts of the training set that define an effective date, all the dates are what annotators answered; so are
# those of the 4 that define an expiration date.
DEFINED = 0.99
# The score of the first heading near a contract's beginning that ends like a title. Set by judgement, not measured.
TITLED = 0.8
_BINDING = 3
# The parties may be bound to each other in sentences of their own, and what follows from less than a minimum stands in
# one of its own.
_IN_SEVERAL_SENTENCES = frozenset({"Exclusivity", "Minimum Commitment", "Ip Ownership Assignment"})
# Weaker clauses are kept as well if their score is at least this share of the best one's.
_AS_SURE = 0.8


def with_fallbacks(document: Document, findings: Sequence[Finding], counting: Sequence[Finding]) -> list[Finding]:
    """The findings that count as found (``counting``). Where the summary would have nothing to read, weaker
    ``findings`` and passages found by their form fill the gap."""
    known = {finding.category for finding in findings}
    others = _of_named_agreements(document, findings, counting)
    findings, counting = (
        list(_left_standing(document, [one for one in some if one not in others])) for some in (findings, counting)
    )
    begun = with_beginning(document, findings, counting)
    findings = [one for one in findings if one in begun or one not in counting]
    dated = [against_renewal(document, whole_date(document, finding)) for finding in begun]
    sources = [finding for finding in dated if is_about_it(document, finding)]
    for date in defined_dates(document, DEFINED):
        if date.category in known:
            sources = with_defined(document, sources, date)
    if TITLE in known:
        sources = _with_title(document, sources)
    if "Parties" in known:
        sources = with_parties(document, sources)
    sources += [*_readable(document, findings, sources), *_assignments_beside(document, findings, sources)]
    dates = (whole_date(document, one) for one in findings if one.category == AGREED and one.score >= LEAST)
    sources = with_agreement_date(document, [one for one in dates if is_about_it(document, one)], sources)
    lacking = known - {finding.category for finding in sources if not _denies(document, finding)}
    if AGREED in known and _is_undated(document, sources):
        sources = _with_own_date(document, sources)
    sources = _with_moved_end(document, sources, known)
    lacking -= {EXPIRES} & {finding.category for finding in sources}
    sources += _under_headings(document, lacking)
    sources += _by_words(document, lacking | _unread(document, sources))
    sources = _with_general_law(document, sources)
    sources += _on_dealings(document, sources, known, lacking)
    sources += notice_beside(document, findings, sources)
    sources = [with_period(document, one) if one.category == NOTICE else one for one in sources]
    if "Agreement Date" in known:
        sources = with_open_dates(document, sources)
    if EFFECTIVE in known:
        sources = _with_beginning_elsewhere(document, sources)
    if CAP in known:
        sources += caps_beside(document, sources)
        sources += excluded_outright(document, sources)
        sources += owed_at_most(document, sources)
        sources += caps_put_in(document, sources)
        sources += caps_of_the_other_party(document, sources)
        sources += exclusions_beside(document, sources)
    if UNCAPPED in known:
        sources = with_carve_outs(document, sources)
    return whole_clauses(document, sources)


def _is_undated(document: Document, sources: Sequence[Finding]) -> bool:
    """Whether no clause gives the contract's date or a blank for it."""
    told = (document.text[one.start : one.end] for one in sources if one.category == AGREED)
    return not any(READERS[AGREED](words) or gap(words) for words in told)


def _with_own_date(document: Document, sources: list[Finding]) -> list[Finding]:
    """The date at the top, that of the execution, or else, unless a blank stands for the date, the last signature's."""
    own = dated_at_the_top(document, DEFINED) or executed_as_of(document, DEFINED)
    if not own and not open_dates(document, DEFINED):
        own = dated_by_signatures(document, AGREED, DEFINED)
    return [*(one for one in sources if one.category != AGREED), own] if own else sources


def _with_beginning_elsewhere(document: Document, sources: list[Finding]) -> list[Finding]:
    """The day at the top, or the event, with which the contract begins, if no clause says so in words that are read."""
    told = [one for one in sources if one.category == EFFECTIVE]
    if any(READERS[EFFECTIVE](words) or gap(words) for words in (document.text[one.start : one.end] for one in told)):
        return sources
    begun = None if told else effective_at_the_top(document, DEFINED)
    begun = begun or effective_on_an_event(document, DEFINED)
    if begun is None or any(one.start <= begun.start and begun.end <= one.end for one in told):
        return sources
    return [*(one for one in sources if one not in told), begun]


# What may be told of another agreement's term.
_OF_A_TERM = (EXPIRES, "Renewal Term", NOTICE)


def _of_named_agreements(document: Document, findings: Sequence[Finding], counting: Sequence[Finding]) -> set[Finding]:
    """The findings that tell of the term of another agreement, which the contract names."""
    named = max((one for one in counting if one.category == TITLE), key=lambda one: one.score, default=None)
    title = document.text[named.start : named.end] if named else ""
    told = (one for one in findings if one.category in _OF_A_TERM)
    return {one for one in told if is_of_a_named_agreement(document.text[one.start : one.end], title, document.text)}


def _left_standing(document: Document, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, those on a term without the words that an amendment quotes to take them out; none if nothing on a
    renewal is left."""
    for finding in findings:
        words = document.text[finding.start : finding.end]
        cut = after_words_taken_out(words) if finding.category in _OF_A_TERM else 0
        if not cut:
            yield finding
        elif words[cut:].strip() and (finding.category == EXPIRES or speaks_of_renewal(words[cut:])):
            yield finding._replace(start=finding.start + cut)


def _denies(document: Document, finding: Finding) -> bool:
    """Whether a clause denies what its category is about, which another clause may still give."""
    return finding.category == "Exclusivity" and denies_exclusivity(document.text[finding.start : finding.end])


def _readable(document: Document, findings: Sequence[Finding], counting: Sequence[Finding]) -> Iterator[Finding]:
    for category, read in READERS.items():

        def reads(finding: Finding, read: Callable[[str], object] = read) -> bool:
            check_time()
            return bool(read(in_full(document.text[finding.start : finding.end])))

        known = [finding for finding in counting if finding.category == category]
        if any(reads(one) or gap(document.text[one.start : one.end]) for one in known):
            continue
        weaker = [
            finding
            for finding in findings
            if finding.category == category and finding.score >= LEAST and is_about_it(document, finding)
        ]
        best = max(filter(reads, weaker), key=lambda finding: finding.score, default=None)
        if best and category == "Anti-Assignment":
            yield from (one for one in weaker if reads(one) and one.score >= _AS_SURE * best.score)
        elif best:
            yield best
        elif category == EXPIRES and (field := field_for_the_term(document)):
            yield field


_MAY_ASSIGN = re.compile(
    r"\b[A-Z]\w+\s(?:may|can)\s(?:also\s|not\s)?(?:\w+ly\s)?(?:assign|transfer|novate)\b", re.IGNORECASE
)


def _assignments_beside(
    document: Document, findings: Sequence[Finding], counting: Sequence[Finding]
) -> Iterator[Finding]:
    """What is said of the other party's right to assign, right before or after a clause on that of the first."""
    known = [one for one in counting if one.category == "Anti-Assignment"]
    for finding in findings:
        near = any(finding.last + 2 >= one.first and one.last + 2 >= finding.first for one in known)
        apart = not any(overlap(finding, one) for one in known)
        weaker = finding.category == "Anti-Assignment" and finding.score >= LEAST
        if weaker and near and apart and _MAY_ASSIGN.search(document.text, finding.start, finding.end):
            yield finding


def _with_moved_end(document: Document, sources: list[Finding], known: set[str]) -> list[Finding]:
    """The sources, with the sentence by which an amendment moves the contract's end, unless another one gives an end.
    The day that it replaces is none."""
    moved = moved_end(document) if EXPIRES in known else None
    if moved is None:
        return sources
    moving, read = document.segment_text(moved), READERS[EXPIRES]
    told = {one: document.text[one.start : one.end] for one in sources if one.category == EXPIRES}
    replaced = [one for one, words in told.items() if read(words) and is_moved_away(expiration(words, None), moving)]
    if len(replaced) < len(told):
        return sources
    return [*(one for one in sources if one not in replaced), whole_segment(moved, EXPIRES, HEADED)]


def _under_headings(document: Document, lacking: set[str]) -> Iterator[Finding]:
    """Passages under a matching heading that read as a value, for categories without a finding that counts."""
    for category, read in _UNDER_HEADINGS.items():
        sentence = headed(category, document) if category in lacking else None
        if sentence and read(document.segment_text(sentence)):
            yield whole_segment(sentence, category, HEADED)


def _on_dealings(
    document: Document, sources: Sequence[Finding], known: set[str], lacking: set[str]
) -> Iterator[Finding]:
    """What else is said of exclusivity, and what it leaves a party free to do."""
    if "Exclusivity" in known - lacking:
        yield from _headed_exclusivity(document, sources)
        yield from _sponsor_bans(document, sources)
    if EXCEPTION in known - {finding.category for finding in sources}:
        yield from freed_dealings(document, sources)


def _headed_exclusivity(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The first sentence of a section headed "Exclusivity", if only clauses elsewhere were found to be exclusive."""
    sentence = headed("Exclusivity", document)
    if sentence is None or denies_exclusivity(document.segment_text(sentence)):
        return []
    own = whole_segment(sentence, "Exclusivity", HEADED)
    return [] if any(overlap(one, own) for one in sources) else [own]


def _sponsor_bans(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The sentences that bar competing sponsors, if only others were found to be exclusive."""
    banned = (one for one in document.segments if bars_sponsors(document.segment_text(one)))
    found = [whole_segment(one, "Exclusivity", HEADED) for one in islice(banned, _BINDING)]
    return [
        one for one in found if not any(overlap(one, other) for other in sources if other.category == "Exclusivity")
    ]


def _by_words(document: Document, lacking: set[str]) -> Iterator[Finding]:
    """Sentences that assert a category outright, for categories without a finding that counts."""
    for category in CATEGORIES:
        found = keyword_clauses(category, document) if category in lacking else ()
        for sentence in islice(found, _BINDING if category in _IN_SEVERAL_SENTENCES else 1):
            yield whole_segment(sentence, category, HEADED)


def _unread(document: Document, sources: Sequence[Finding]) -> set[str]:
    """The end of the contract, if clauses on it were found but none says when it is: "lasts for the Term", beside a row
    "Term | Four years"."""
    found = [document.text[one.start : one.end] for one in sources if one.category == EXPIRES]
    return {EXPIRES} if found and not any(READERS[EXPIRES](in_full(words)) or gap(words) for words in found) else set()


def _with_general_law(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The law that governs the contract in place of that of one duty, if only the latter was found."""
    found = [one for one in sources if one.category == "Governing Law"]
    if not found or not all(is_of_one_duty(document.text[one.start : one.end]) for one in found):
        return list(sources)
    general = list(_by_words(document, {"Governing Law"}))
    return [*(one for one in sources if one not in found), *(general or found)]


_UNDER_HEADINGS: dict[str, Callable[[str], object]] = {
    "Expiration Date": READERS["Expiration Date"],
    "Governing Law": lambda text: jurisdiction(text) or gap(text) == "open",
    CAP: limits,
    "Exclusivity": lambda text: not denies_exclusivity(text),
    FOR_CONVENIENCE: lambda text: not forbids_ending_at_will(text),
}


def _with_title(document: Document, counting: Sequence[Finding]) -> list[Finding]:
    """The name of the document extended to its whole heading, or read from the heading if none was found."""
    named = max((one for one in counting if one.category == TITLE), key=lambda one: one.score, default=None)
    title = title_of(document.text, (named.start, named.end) if named else None)
    if not title:
        return list(counting)
    whole = found_at(document, TITLE, title.start, title.end, named.score if named else TITLED)
    return [whole, *(one for one in counting if one.category != TITLE)] if whole else list(counting)
