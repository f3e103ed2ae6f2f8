"""What is unusual by the norm, as flags: a document that is no contract of the known kind, clauses that such contracts
seldom have or seldom word like that, and clauses that nearly all of them have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.deviation.features import capitalised, longest
from model.deviation.reference import ALIKE, Around, Norm, Oddity, Seen, mean_vector
from model.engines.base import Found, check_time
from model.playbook.checks import Case, depends
from model.playbook.flags import DOUBTFUL_RULE, NORM, STRANGE_RULE
from model.playbook.labels import label, none
from model.playbook.playbook_file import Severity, Unusual
from model.playbook.polarity import asserted, sentences
from model.playbook.quotes import MOST as MOST_QUOTES
from model.playbook.quotes import Span, quoted
from model.schema import Clause, Flag

# From the first strangeness on, a document may be none of the known kind, which is said above its clauses; from the
# second on it is taken for none, and nothing counts as found.
DOUBTFUL, STRANGE = 0.5, 0.6
# A kind of clause that is less likely there than this tells nothing of the document.
_TOLD = 0.2
# A clause is flagged where at most this share of the usual ones is as odd by some measure, and more gravely at the
# second share; the oddest so many of a contract are.
SHARE, GRAVE_SHARE, MOST = 0.02, 0.005, 8
# A clause is missed where so many of the contracts most like this one have it.
_EXPECTED = 27


_KNOWN = "an English commercial contract, the only kind that the model knows"
STRANGE_WHY = f"This does not look like {_KNOWN}, so no clauses are listed."
DOUBTFUL_WHY = f"This may not be {_KNOWN}, so what is listed may be wrong."


def strange_flag() -> Flag:
    """The one flag of a document that is no contract of the known kind."""
    return Flag(
        rule=STRANGE_RULE,
        severity=Severity.HIGH.value,
        why=STRANGE_WHY,
        suggestion="Check that the right file was sent, and have a lawyer read it.",
        clauses=[],
    )


def doubtful_flag() -> Flag:
    """What is said above the clauses of a document that may be no contract of the known kind."""
    return Flag(
        rule=DOUBTFUL_RULE,
        severity=Severity.HIGH.value,
        why=DOUBTFUL_WHY,
        suggestion="Have a lawyer read it.",
        clauses=[],
    )


def strangeness(found: Found, text: str) -> float | None:
    """How unlike the known contracts a document is (see ``Norm.strangeness``); None without a norm."""
    if found.norm is None or found.seen is None:
        return None
    best: dict[str, float] = {}
    for finding in found.findings:
        best[finding.category] = max(best.get(finding.category, 0.0), finding.score)
    return found.norm.strangeness(text, found.seen.surprisal, sum(score for score in best.values() if score >= _TOLD))


def norm_flags(found: Found, case: Case, which: Unusual, raised: Sequence[Flag]) -> list[Flag]:
    """The flags of a contract's clauses, the oddest first, and of what is missing; none without a norm. Of what rules
    flagged already (``raised``), nothing is said twice."""
    if found.norm is None or found.seen is None or which is Unusual.NONE:
        return []
    kind = case.summary.document_type.kind if case.summary.document_type else None
    around = Around(kind, {clause.category for clause in case.clauses}, capitalised(case.document.text))
    odd = sorted(_odd(found.norm, found.seen, case, around, which), key=lambda pair: pair[0])
    missing = [] if which is Unusual.PROVEN or depends(case.summary) else _missing(found.norm, around)
    return [*_once(_together([flag for _, flag in odd]), raised)[:MOST], *missing]


def _once(flags: Sequence[Flag], raised: Sequence[Flag]) -> list[Flag]:
    """Without those on a passage that is flagged already."""
    taken = [quote.interval for flag in raised for quote in flag.quotes]
    kept = []
    for flag in flags:
        own = [quote.interval for quote in flag.quotes]
        if not any(one[0] < other[1] and other[0] < one[1] for one in own for other in taken):
            kept.append(flag)
            taken += own
    return kept


def _together(flags: Sequence[Flag]) -> list[Flag]:
    """Those that say the same of several clauses as one."""
    said: dict[tuple[str, str], Flag] = {}
    for flag in flags:
        first = said.setdefault((flag.rule, flag.why), flag)
        if first is not flag:
            both = {"clauses": [*first.clauses, *flag.clauses], "quotes": [*first.quotes, *flag.quotes][:MOST_QUOTES]}
            said[flag.rule, flag.why] = first.model_copy(update=both)
    return list(said.values())


def _odd(norm: Norm, seen: Seen, case: Case, around: Around, which: Unusual) -> Iterator[tuple[float, Flag]]:
    for clause in case.clauses:
        if not norm.has_wording(clause.category):
            continue
        check_time()
        vector = mean_vector(seen.vectors, clause.segments)
        proven = which is Unusual.PROVEN
        # A duration belongs to a clause only where its own words make it one of the category.
        odd_ones = norm.oddities(clause.category, clause.text, vector, around, proven)
        asserts = asserted(clause.category, clause.text) is not None
        lasts = asserts and not _of_the_term(clause.text) and not _RECORDS.search(clause.text)
        oddest = next((odd for odd in odd_ones if odd.measure != "duration" or lasts), None)
        if oddest and oddest.share <= SHARE:
            yield oddest.share, _flag(oddest, clause, case)


# "The end of the initial five year term" says how long the contract lasts, not what the clause is about.
_TERM = re.compile(
    r"\b(?:initial|original|first|renewal|additional)\s[^.;,]{0,40}?\b(?:years?|months?)[’']?\s(?:term|period)\b",
    re.IGNORECASE,
)

# Records are kept for years under any contract.
_RECORDS = re.compile(
    r"\b(?:keep|maintain|retain|preserve)\w*\b[^.;]{0,80}\b(?:records|books|documents|samples)\b", re.IGNORECASE
)


def _of_the_term(text: str) -> bool:
    """Whether the longest duration in a clause is that of the contract's own term."""
    return longest(_TERM.sub(" ", text)) != longest(text)


def _flag(oddity: Oddity, clause: Clause, case: Case) -> Flag:
    return Flag(
        rule=f"{NORM}{oddity.measure}",
        severity=(Severity.MEDIUM if oddity.share <= GRAVE_SHARE else Severity.LOW).value,
        why=f"{label(clause.category)}: {oddity.why}",
        norm=oddity.norm,
        clauses=[clause.id],
        quotes=quoted(case.document, list(_place(oddity, clause))),
    )


def _place(oddity: Oddity, clause: Clause) -> Iterator[Span]:
    """The sentence of the clause that is odd; its first where the whole clause is."""
    places = [place for place in sentences(clause.text) if sum(map(str.isalpha, clause.text[slice(*place)])) > 2]
    if oddity.measure == "duration":
        places = [place for place in places if longest(clause.text[slice(*place)])] or places
    saying = [place for place in places if oddity.said and oddity.said in clause.text[slice(*place)]]
    for start, end in (saying or places)[:1]:
        yield Span(clause.interval[0] + start, clause.interval[0] + end, clause.id)


def _missing(norm: Norm, around: Around) -> Iterator[Flag]:
    for column, category in enumerate(norm.categories):
        having = norm.alike(around.kind, around.found, column)
        if category not in around.found and having >= _EXPECTED:
            yield Flag(
                rule=f"{NORM}missing",
                severity=Severity.LOW.value,
                why=f"No {none(category)} was found, though nearly all similar contracts have one.",
                norm=f"{having} of the {ALIKE} most similar contracts have one.",
                clauses=[],
            )
