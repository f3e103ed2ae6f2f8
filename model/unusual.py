"""What is unusual by the norm, as flags: a document that is no contract of the known kind, clauses that such contracts
seldom have or seldom word like that, and clauses that nearly all of them have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.engine import Found
from model.flags import NORM, STRANGE_RULE
from model.norm import ALIKE, Norm, Seen, mean_vector
from model.playbook import Severity
from model.review import Clause, Flag, Summary

# From this strangeness on, a document is taken for none of the known kind.
STRANGE = 0.5
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


def norm_flags(found: Found, clauses: Sequence[Clause], summary: Summary) -> list[Flag]:
    """The flags of a contract's clauses, the oddest first, and of what is missing; none without a norm."""
    if found.norm is None or found.seen is None:
        return []
    kind = summary.document_type.value if summary.document_type else None
    there = {clause.category for clause in clauses if clause.found}
    odd = sorted(_odd(found.norm, found.seen, clauses, kind, there), key=lambda pair: pair[0])
    return [*(flag for _, flag in odd[:MOST]), *_missing(found.norm, kind, there)]


def _odd(
    norm: Norm, seen: Seen, clauses: Sequence[Clause], kind: str | None, there: set[str]
) -> Iterator[tuple[float, Flag]]:
    for clause in clauses:
        if not (clause.found and norm.has_wording(clause.category)):
            continue
        vector = mean_vector(seen.vectors, clause.segments)
        oddities = norm.oddities(clause.category, clause.text, vector, kind, there)
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


def _missing(norm: Norm, kind: str | None, there: set[str]) -> Iterator[Flag]:
    for column, category in enumerate(norm.categories):
        if category not in there and (having := norm.alike(kind, there, column)) >= _EXPECTED:
            yield Flag(
                rule=f"{NORM}missing",
                severity=Severity.LOW.value,
                why=f"No clause of the kind {category} was found, which nearly all contracts like this one have.",
                norm=f"{having} of the {ALIKE} contracts most like it in the training data have one.",
                suggestion=None,
                clauses=[],
            )
