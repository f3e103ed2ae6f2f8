"""A contract as the rules of a playbook see it, and what a rule found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chunking.document import Document
from model.playbook.clause_meaning.polarity import asserted
from model.playbook.quotes import Span
from model.schema import Clause, Summary
from model.summary.parties.sides import Sides


class Case(NamedTuple):
    """A contract as the checks see it; ``clauses`` are those that count as found."""

    document: Document
    summary: Summary
    clauses: Sequence[Clause]
    sides: Sides

    def clause(self, number: int) -> Clause | None:
        """A clause by its id; None if it does not count as found."""
        return next((clause for clause in self.clauses if clause.id == number), None)

    def clauses_text(self, number: int) -> str:
        """The text of a clause; empty if the clause does not count as found."""
        clause = self.clause(number)
        return clause.text if clause else ""

    def called(self, name: str) -> str:
        """A party as the contract's sentences call it."""
        return self.sides.in_text(name, self.document.text)

    def called_there(self, side: str, sentence: str) -> str:
        """A side as a sentence names it: the one of its several parties that alone is named there ("Harrow" of "the
        Harrow Companies"), or else the side."""
        members = [party.defined_as for party in self.summary.parties if side in party.defined_as]
        own = {term for terms in members for term in terms if term != side and _stands_in(term, sentence)}
        alone = len(members) > 1 and len(own) == 1 and not _stands_in(side, sentence)
        return self.called(own.pop() if alone else side)


def _stands_in(name: str, sentence: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) is not None


class Hit(NamedTuple):
    """What a rule found: a sentence, the intervals of the contract's text that it is about, the clauses that say it,
    what is usual (if known), whether it is uncertain, whether the rule's advice can apply to it, a reason that takes
    the place of the rule's, and whether it matters less than what the rule is about."""

    said: str
    spans: Sequence[Span | tuple[int, int]] = ()
    clauses: Sequence[int] = ()
    norm: str | None = None
    unsure: bool = False
    advisable: bool = True
    reason: str | None = None
    matters_less: bool = False


def about_clauses(hit: Hit) -> list[int]:
    """The clauses that a hit is about, or in which the passages are that it quotes."""
    inside = (one.clause for one in hit.spans if isinstance(one, Span))
    return list(dict.fromkeys([*hit.clauses, *(clause for clause in inside if clause is not None)]))


def operative_sentences(category: str, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, str]]:
    """The clauses of a category that really say what its name promises, each with the sentence that does, on one
    line."""
    for clause in clauses:
        if clause.category == category and (place := asserted(category, clause.text)):
            yield clause, " ".join(clause.text[slice(*place)].split())


def depends(summary: Summary) -> bool:
    """Whether the document relies on another one for terms that contracts usually have."""
    return summary.depends_on is not None and summary.depends_on.kind not in ("related", "restatement")


def changes_another(summary: Summary) -> bool:
    """Whether the document changes or adds to another one; its references then point to that one's sections and
    exhibits."""
    return summary.depends_on is not None and summary.depends_on.kind != "related"


def ends_another(summary: Summary) -> bool:
    """Whether the document ends another one."""
    return summary.depends_on is not None and summary.depends_on.kind == "termination"
