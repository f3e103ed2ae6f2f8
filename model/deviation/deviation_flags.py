"""Raises flags for deviations from the norm: a document that is not a contract of the known kind, clauses that similar
contracts seldom have or word differently, and clauses that most have but this one lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.call_context import check_time
from model.deviation.features import capitalized, longest_duration
from model.deviation.norm import NEIGHBORS, ContractContext, Deviation, Encoding, Norm, mean_vector
from model.deviation.plain_contracts import says_it_is_a_contract
from model.engines.base import Found
from model.playbook.case import Case, depends
from model.playbook.categories import label, missing_phrase
from model.playbook.clause_meaning.polarity import asserted
from model.playbook.clause_meaning.sentences import sentences
from model.playbook.flags.rule_flags import NOT_A_CONTRACT_RULE, POSSIBLY_NOT_A_CONTRACT_RULE
from model.playbook.playbook_format import Deviations, Severity
from model.playbook.quotes import MOST as MOST_QUOTES
from model.playbook.quotes import Span, quoted
from model.playbook.subject_matter import is_certificate
from model.schema import NORM, Clause, Flag
from model.summary.parties.standard_terms import addresses_the_reader, is_offered_to_anyone

# From the first out-of-distribution score on, a warning precedes the clauses; from the second on, the document is
# treated as something other than a contract, and nothing counts as found.
POSSIBLY_NOT_A_CONTRACT, NOT_A_CONTRACT = 0.5, 0.6
# Kinds of clauses that are less likely than this are not counted as expected.
_LIKELY = 0.2
# A clause with this score was surely found. A document with one is never hidden, however strange it is. Terms that are
# offered to anyone, or that call the other party "you" throughout, have few legal words if in plain language: with
# a clause that was surely found (the former: with one that is expected) they are no doubtful contract. Of 55 manuals
# and other pages without a contract, one had such a clause, as an example; none was offered to anyone. Nor is one in
# doubt that says of itself that it is a contract and has a place to sign, such as a statement of terms of employment.
_SURE, _EXPECTED_IN_TERMS, _ALMOST = 0.8, 1.0, 0.001
# A clause is flagged if at most this share of the reference clauses deviates as much by some measure (at most the
# second share: with medium severity). At most ``MOST`` flags, for the largest deviations.
SHARE, GRAVE_SHARE, MOST = 0.02, 0.005, 8
# A clause is reported missing if at least this many of the most similar contracts have it.
_EXPECTED = 27

# A manual may state the warranty on a product.
_IN_MANUALS = "Warranty Duration"

_KNOWN = "an English-language commercial contract, the only kind the model was trained on"
NOT_A_CONTRACT_WHY = f"This does not look like {_KNOWN}, so no clauses are listed."
ANNOUNCEMENT_WHY = "This is an announcement or report about an agreement, not a contract, so no clauses are listed."
POSSIBLY_NOT_A_CONTRACT_WHY = f"This may not be {_KNOWN}, so what is listed may be wrong."


def not_a_contract_flag() -> Flag:
    """The only flag of a document that is not a contract of the known kind."""
    return _document_flag(
        NOT_A_CONTRACT_RULE, NOT_A_CONTRACT_WHY, "Check that the right file was sent, and have a lawyer read it."
    )


def announcement_flag() -> Flag:
    """The only flag of a press release or report that tells of an agreement."""
    return _document_flag(NOT_A_CONTRACT_RULE, ANNOUNCEMENT_WHY, "Obtain the agreement itself, and review that.")


def possibly_not_a_contract_flag() -> Flag:
    """The warning above the clauses of a document that may not be a contract of the known kind."""
    return _document_flag(POSSIBLY_NOT_A_CONTRACT_RULE, POSSIBLY_NOT_A_CONTRACT_WHY, "Have a lawyer read it.")


def _document_flag(rule: str, why: str, suggestion: str) -> Flag:
    return Flag(rule=rule, severity=Severity.HIGH.value, why=why, suggestion=suggestion, clauses=[])


def out_of_distribution_score(found: Found, text: str) -> float | None:
    """The document's out-of-distribution score (see ``Norm.out_of_distribution_score``); None without a norm."""
    if found.norm is None or found.encoding is None:
        return None
    best: dict[str, float] = {}
    for finding in found.findings:
        best[finding.category] = max(best.get(finding.category, 0.0), finding.score)
    kinds = sum(score for score in best.values() if score >= _LIKELY)
    score = found.norm.out_of_distribution_score(text, found.encoding.surprisal, kinds)
    if score < POSSIBLY_NOT_A_CONTRACT - _ALMOST:
        return score
    warranted = best.pop(_IN_MANUALS, 0.0)
    sure = any(best_of >= _SURE and found.norm.has_wording(category) for category, best_of in best.items())
    offered = (sure or kinds - warranted >= _EXPECTED_IN_TERMS) and is_offered_to_anyone(text)
    if offered or (sure and addresses_the_reader(text)) or says_it_is_a_contract(text):
        return min(score, POSSIBLY_NOT_A_CONTRACT - _ALMOST)
    return min(score, NOT_A_CONTRACT - _ALMOST) if sure else score


def deviation_flags(found: Found, case: Case, which: Deviations, raised: Sequence[Flag]) -> list[Flag]:
    """Flags for deviating clauses, the largest deviation first, and for missing ones; none without a norm. Passages
    that a rule has flagged (``raised``) are left out."""
    if found.norm is None or found.encoding is None or which is Deviations.NONE:
        return []
    kind = case.summary.document_type.kind if case.summary.document_type else None
    around = ContractContext(kind, {clause.category for clause in case.clauses}, capitalized(case.document.text))
    deviating = sorted(_deviating(found.norm, found.encoding, case, around, which), key=lambda pair: pair[0])
    missing = (
        []
        if which is Deviations.PROVEN or depends(case.summary) or is_certificate(case.document.text)
        else _missing(found.norm, around)
    )
    return [*_without_repeats(_merged([flag for _, flag in deviating]), raised)[:MOST], *missing]


def _without_repeats(flags: Sequence[Flag], raised: Sequence[Flag]) -> list[Flag]:
    """The flags, leaving out those on a passage that has one already."""
    taken = [quote.interval for flag in raised for quote in flag.quotes]
    kept = []
    for flag in flags:
        own = [quote.interval for quote in flag.quotes]
        if not any(one[0] < other[1] and other[0] < one[1] for one in own for other in taken):
            kept.append(flag)
            taken += own
    return kept


def _merged(flags: Sequence[Flag]) -> list[Flag]:
    """Flags with the same reason for several clauses, merged into one."""
    merged: dict[tuple[str, str], Flag] = {}
    for flag in flags:
        first = merged.setdefault((flag.rule, flag.why), flag)
        if first is not flag:
            both = {"clauses": [*first.clauses, *flag.clauses], "quotes": [*first.quotes, *flag.quotes][:MOST_QUOTES]}
            merged[flag.rule, flag.why] = first.model_copy(update=both)
    return list(merged.values())


def _deviating(
    norm: Norm, encoding: Encoding, case: Case, around: ContractContext, which: Deviations
) -> Iterator[tuple[float, Flag]]:
    """Each deviating clause's flag, with the share of reference clauses that deviate as much."""
    for clause in case.clauses:
        if not norm.has_wording(clause.category):
            continue
        check_time()
        vector = mean_vector(encoding.vectors, clause.segments)
        deviations = norm.deviations(clause.category, clause.text, vector, around, which is Deviations.PROVEN)
        # A duration counts only if the clause's own words are of its category: else it may be that of something else.
        asserts = asserted(clause.category, clause.text) is not None
        usual = _RECORDS.search(clause.text) or _only_survives(clause) or _is_usual_for_goods(clause)
        lasts = asserts and not (usual or is_of_something_else(clause.text))
        largest = next((one for one in deviations if one.measure != "duration" or lasts), None)
        if largest and largest.share <= SHARE and not is_of_financing(clause.text):
            yield largest.share, _flag(largest, clause, case)


# "The end of the initial five year term" is about the contract's duration, not about the clause's.
_TERM = re.compile(
    r"\b(?:initial|original|first|renewal|additional)\s[^.;,]{0,40}?\b(?:years?|months?)[’']?\s(?:term|period)\b",
    re.IGNORECASE,
)

# Years of keeping records, and of insurance against late claims, are usual in any contract; an extended warranty is
# only sold.
_RECORDS = re.compile(
    r"\b(?:keep|maintain|retain|preserve)\w*\b[^.;]{0,80}\b(?:records|books|documents|samples)\b"
    r"|\b(?:keep|maintain|carry)\w*\b.{0,200}?\binsurance\b|\bextended\swarrant",
    re.IGNORECASE | re.DOTALL,
)


# "The duties of confidence survive the termination for five years": as long as those duties last anywhere.
_SURVIVES = re.compile(r"\bsurviv(?:es?|al)\b", re.IGNORECASE)


# "It may assign receivables to a financier without notice": how a party finances itself, and nothing else.
_FINANCES = re.compile(
    r"^[^.;\n]{0,80}?\b(?:may|can|be)\s(?:\w+\s){0,3}?(?:assign|charge|cede|pledge|factor|transfer)\w*\s(?:[\w’']+\s){0,3}?(?:receivables?|book\sdebts?|mon(?:ey|ies)\sdue|claims\sfor\spayment)\b"
    r"[^.;\n]{0,60}?\b(?:financiers?|banks?|bankers|lenders?|factors?|funders?)\b[^.;\n]{0,80}\.?$",
    re.IGNORECASE,
)


def is_of_financing(text: str) -> bool:
    """Whether all that a clause does is to let a party assign what it is owed to whoever finances it."""
    return _FINANCES.search(text) is not None


def _only_survives(clause: Clause) -> bool:
    """Whether a clause on what follows the contract's end says how long other clauses outlive it."""
    return clause.category == "Post-Termination Services" and _SURVIVES.search(clause.text) is not None


# Two years are usual for goods, and the least that consumers have in Europe (Directive (EU) 2019/771, article 10); the
# reference clauses are of software above all.
_TWO_YEARS = 731


def _is_usual_for_goods(clause: Clause) -> bool:
    """Whether a warranty lasts two years at most."""
    return clause.category == "Warranty Duration" and (longest_duration(clause.text) or 0) <= _TWO_YEARS


# "Glass carries the maker's own ten-year warranty": no party's.
_OF_THE_MAKER = re.compile(
    r"\b(?:makers?|manufacturers?)[’']s?\s[^.;]{0,60}?\b(?:warrant(?:y|ies)|guarantees?)\b[^.;]{0,80}"
)


# "The warranty period is 12 months from resale, but ends in any case after 30 months": how far it may be extended
_AT_THE_LATEST = re.compile(
    r"\b(?:in\s(?:any|every|all)\s(?:case|event)s?|at\sthe\s(?:latest|longest|very\slatest)|whatever\shappens|regardless)\b[^.;,]{0,60}?\b(?:after|within|years?|months?)\b[^.;]{0,80}"
    r"|\b(?:not|no|never)\s(?:\w+\s){0,2}?(?:later|longer|more)\sthan\s[^.;]{0,80}|\b(?:up\sto\s)?a\smaximum\sof\s[^.;]{0,80}"
    r"|\b[\w-]{1,14}\s(?:\(\d{1,3}\)\s)?(?:years|months)\b[^.;,]{0,60}?\bat\sthe\s(?:latest|longest)\b",
    re.IGNORECASE,
)


def is_of_something_else(text: str) -> bool:
    """Whether the longest duration in a clause is that of the contract's own term, of a maker's warranty, or the limit
    up to which a shorter period may run."""
    own = _OF_THE_MAKER.sub(" ", _TERM.sub(" ", text))
    within = _AT_THE_LATEST.sub(" ", own)
    return longest_duration(within if longest_duration(within) else own) != longest_duration(text)


def _flag(deviation: Deviation, clause: Clause, case: Case) -> Flag:
    return Flag(
        rule=f"{NORM}{deviation.measure}",
        severity=(Severity.MEDIUM if deviation.share <= GRAVE_SHARE else Severity.LOW).value,
        why=f"{label(clause.category)}: {deviation.why}",
        norm=deviation.norm,
        clauses=[clause.id],
        quotes=quoted(case.document, list(_span(deviation, clause))),
    )


def _span(deviation: Deviation, clause: Clause) -> Iterator[Span]:
    """The sentence that deviates; the clause's first one if the whole clause does."""
    spans = [span for span in sentences(clause.text) if sum(map(str.isalpha, clause.text[slice(*span)])) > 2]
    if deviation.measure == "duration":
        spans = [span for span in spans if longest_duration(clause.text[slice(*span)])] or spans
    with_words = [span for span in spans if deviation.words and deviation.words in clause.text[slice(*span)]]
    for start, end in (with_words or spans)[:1]:
        yield Span(clause.interval[0] + start, clause.interval[0] + end, clause.id)


def _missing(norm: Norm, around: ContractContext) -> Iterator[Flag]:
    for column, category in enumerate(norm.categories):
        having = norm.similar_with(around.kind, around.found, column)
        if category not in around.found and having >= _EXPECTED:
            yield Flag(
                rule=f"{NORM}missing",
                severity=Severity.LOW.value,
                why=f"No {missing_phrase(category)} was found, though nearly all similar contracts have one.",
                norm=f"{having} of the {NEIGHBORS} most similar contracts have one.",
                clauses=[],
            )
