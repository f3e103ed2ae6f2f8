"""What is unusual by the norm, as flags: a document that is no contract of the known kind, clauses that such contracts
seldom have or seldom word like that, and clauses that nearly all of them have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.deviation.features import capitalised
from model.deviation.reference import ALIKE, Around, Norm, Seen, mean_vector
from model.engines.base import Found, check_time
from model.playbook.flags import DOUBTFUL_RULE, NORM, STRANGE_RULE
from model.playbook.rules import Severity
from model.schema import Clause, Flag, Summary

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


def strange_flag() -> Flag:
    """The one flag of a document that is no contract of the known kind."""
    return Flag(
        rule=STRANGE_RULE,
        severity=Severity.HIGH.value,
        why="This does not look like a contract of the kind that the model was trained on, so no clauses are listed.",
        norm="English commercial agreements.",
        suggestion="Check that the right file was sent, and have a person read it.",
        clauses=[],
    )


def doubtful_flag() -> Flag:
    """What is said above the clauses of a document that may be no contract of the known kind."""
    return Flag(
        rule=DOUBTFUL_RULE,
        severity=Severity.HIGH.value,
        why="This may be no contract of the kind that the model was trained on, so what is listed may be wrong.",
        norm="English commercial agreements.",
        suggestion="Have a person read it.",
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


def norm_flags(found: Found, clauses: Sequence[Clause], summary: Summary, text: str) -> list[Flag]:
    """The flags of a contract's clauses, the oddest first, and of what is missing; none without a norm. ``text`` is the
    document's."""
    if found.norm is None or found.seen is None:
        return []
    kind = summary.document_type.value if summary.document_type else None
    around = Around(kind, {clause.category for clause in clauses if clause.found}, capitalised(text))
    odd = sorted(_odd(found.norm, found.seen, clauses, around), key=lambda pair: pair[0])
    return [*_together([flag for _, flag in odd])[:MOST], *_missing(found.norm, around)]


def _together(flags: Sequence[Flag]) -> list[Flag]:
    """Those that say the same of several clauses as one."""
    said: dict[tuple[str, str], Flag] = {}
    for flag in flags:
        first = said.setdefault((flag.rule, flag.why), flag)
        if first is not flag:
            said[flag.rule, flag.why] = first.model_copy(update={"clauses": [*first.clauses, *flag.clauses]})
    return list(said.values())


def _odd(norm: Norm, seen: Seen, clauses: Sequence[Clause], around: Around) -> Iterator[tuple[float, Flag]]:
    for clause in clauses:
        if not (clause.found and norm.has_wording(clause.category)):
            continue
        check_time()
        vector = mean_vector(seen.vectors, clause.segments)
        oddities = norm.oddities(clause.category, clause.text, vector, around)
        if oddities and oddities[0].share <= SHARE:
            oddest = oddities[0]
            severity = Severity.MEDIUM if oddest.share <= GRAVE_SHARE else Severity.LOW
            norm_said = (
                f"{oddest.norm} At most {max(100 * oddest.share, 0.1):.1f}% of usual clauses are as unusual in this."
            )
            yield (
                oddest.share,
                Flag(
                    rule=f"{NORM}{oddest.measure}",
                    severity=severity.value,
                    why=f"{clause.category}: {oddest.why}",
                    norm=norm_said,
                    suggestion=None,
                    clauses=[clause.id],
                ),
            )


def _missing(norm: Norm, around: Around) -> Iterator[Flag]:
    for column, category in enumerate(norm.categories):
        having = norm.alike(around.kind, around.found, column)
        if category not in around.found and having >= _EXPECTED:
            yield Flag(
                rule=f"{NORM}missing",
                severity=Severity.LOW.value,
                why=f"No clause of the kind {category} was found, which nearly all contracts like this one have.",
                norm=f"{having} of the {ALIKE} contracts most like it in the training data have one.",
                suggestion=None,
                clauses=[],
            )
