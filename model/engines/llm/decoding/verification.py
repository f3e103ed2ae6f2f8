"""Verifies drafts: accepts the drafted tokens that the model would have generated itself."""

from __future__ import annotations

from model.engines.llm.answers.answer import Answer, Grammar, Logits, Lookahead
from model.engines.llm.decoding.sequence_layout import Layout


class DraftTree:
    """One answer in a pass: the tree of its drafted tokens, and the path that the model accepted.

    The tree's root is the answer's last known token. Ends are numbered within the slot's layout; ``first`` is the
    number of the slot's first end among the ends of all slots.
    """

    def __init__(self, number: int, answer: Answer, root: int) -> None:
        self.number, self.answer = number, answer
        self.first = 0
        self.token: int | None = None
        """The token that the model chose after the accepted ones; None at the answer's end."""
        self.grammar: Grammar | None = None
        """The grammar by which the next token must still be chosen."""
        self.accepted: list[int] = []
        """The ends of the accepted tokens."""
        self._root = root
        self._children: dict[int, dict[int, int]] = {}
        """By end: the tokens drafted after it, each with its own end."""

    @property
    def end(self) -> int:
        """The end after the accepted tokens, among the ends of all slots."""
        return self.first + self._last

    @property
    def _last(self) -> int:
        return self.accepted[-1] if self.accepted else self._root

    def drafted(self) -> list[int]:
        """The ends of all drafted tokens."""
        return [end for children in self._children.values() for end in children.values()]

    def add(self, parent: int, token: int, end: int) -> None:
        """Adds a drafted token to the tree."""
        self._children.setdefault(parent, {})[token] = end

    def verify(self, logits: Logits) -> None:
        """Follows the draft as long as it matches what the model would have generated. If the most likely token of the
        whole vocabulary was drafted, the grammar is known to allow it, and no mask is computed."""
        while True:
            self.grammar, drafted = self.answer.grammar(), self._children.get(self._last, {})
            if not self.grammar:
                self.token = self.answer.advance(logits.pointers[self.end], -1, 1.0)
            elif drafted and (likeliest := logits.likeliest()[self.end]) in drafted:
                self.grammar = None
                self.token = self.answer.advance(logits.pointers[self.end], likeliest, 1.0)
            else:
                return
            if not self._follow():
                return

    def choose(self, logits: Logits, best: int, probability: float) -> None:
        """Takes the most likely token that the grammar allows; if it was drafted, continues along the draft."""
        self.grammar = None
        self.token = self.answer.advance(logits.pointers[self.end], best, probability)
        if self._follow():
            self.verify(logits)

    def _follow(self) -> bool:
        """Accepts the chosen token if it was drafted."""
        following = self._children.get(self._last, {})
        if self.token is None or self.token not in following:
            return False
        self.accepted.append(following[self.token])
        return True


def lay_out(
    layout: Layout, number: int, answer: Answer, position: int, known: list[int], lookahead: Lookahead
) -> DraftTree:
    """Appends an answer's known tokens, from ``position`` on, and its draft after them.

    A fork comes before the token of the draft that it replaces: a token attends to all tokens before it except those of
    other forks.
    """
    for offset, token in enumerate(known):
        _append(layout, number, position + offset, token, 0)
    layout.ends.append(len(layout.ids) - 1)
    parent = len(layout.ends) - 1
    tree = DraftTree(number, answer, parent)
    position += len(known)
    for place in range(len(lookahead.draft) + 1):
        if fork := lookahead.forks.get(place):
            label, behind = max(layout.forks) + 1, parent
            for offset, token in enumerate(fork):
                behind = _draft(layout, tree, behind, position + place + offset, token, label)
        if place < len(lookahead.draft):
            parent = _draft(layout, tree, parent, position + place, lookahead.draft[place], 0)
    return tree


def _draft(layout: Layout, tree: DraftTree, parent: int, position: int, token: int, fork: int) -> int:
    _append(layout, tree.number, position, token, fork)
    layout.ends.append(len(layout.ids) - 1)
    end = len(layout.ends) - 1
    tree.add(parent, token, end)
    return end


def _append(layout: Layout, branch: int, position: int, token: int, fork: int) -> None:
    layout.ids.append(token)
    layout.positions.append(position)
    layout.branches.append(branch)
    layout.forks.append(fork)
