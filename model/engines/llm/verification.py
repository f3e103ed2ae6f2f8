"""Verification of drafts: which of the tokens that a pass read ahead are those that the model would have written."""

from __future__ import annotations

from model.engines.llm.branch import Ahead, Branch, Grammar, Logits
from model.engines.llm.layout import Layout


class Asked:
    """One answer in a pass: the tree of its drafted tokens, and how far down that tree the model went.

    The tree's root is the answer's last known token. Ends are counted through the slot's layout; ``first`` is the
    number of the slot's first end among those of all slots.
    """

    def __init__(self, number: int, branch: Branch, root: int) -> None:
        self.number, self.branch = number, branch
        self.first = 0
        self.token: int | None = None
        """The token that the model chose behind all that was accepted; None at the answer's end."""
        self.held: Grammar | None = None
        """The grammar that is to choose the next token."""
        self.accepted: list[int] = []
        """The ends of the accepted tokens."""
        self._root = root
        self._children: dict[int, dict[int, int]] = {}
        """By end: the tokens drafted behind it, each with its own end."""

    @property
    def end(self) -> int:
        """The end behind all that was accepted, among those of all slots."""
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
        """Follows the draft for as long as it says what the model would have written. If the most likely of all tokens
        is a drafted one, the grammar allows it, and no mask need be computed."""
        while True:
            self.held, drafted = self.branch.grammar(), self._children.get(self._last, {})
            if not self.held:
                self.token = self.branch.advance(logits.pointers[self.end], -1, 1.0)
            elif drafted and (likeliest := logits.likeliest()[self.end]) in drafted:
                self.held = None
                self.token = self.branch.advance(logits.pointers[self.end], likeliest, 1.0)
            else:
                return
            if not self._follow():
                return

    def choose(self, logits: Logits, best: int, probability: float) -> None:
        """Takes the token that the grammar chose; if it was drafted, goes on with the draft."""
        self.held = None
        self.token = self.branch.advance(logits.pointers[self.end], best, probability)
        if self._follow():
            self.verify(logits)

    def _follow(self) -> bool:
        """Accepts the chosen token if it was drafted."""
        following = self._children.get(self._last, {})
        if self.token is None or self.token not in following:
            return False
        self.accepted.append(following[self.token])
        return True


def lay_out(layout: Layout, number: int, branch: Branch, position: int, known: list[int], ahead: Ahead) -> Asked:
    """Appends an answer's known tokens, from ``position`` on, and what was drafted behind them.

    A fork stands before the draft's token that it replaces: a token attends to what stands before it, except for the
    forks of others.
    """
    for offset, token in enumerate(known):
        _append(layout, number, position + offset, token, 0)
    layout.ends.append(len(layout.ids) - 1)
    parent = len(layout.ends) - 1
    asked = Asked(number, branch, parent)
    position += len(known)
    for place in range(len(ahead.draft) + 1):
        if fork := ahead.forks.get(place):
            label, behind = max(layout.forks) + 1, parent
            for offset, token in enumerate(fork):
                behind = _draft(layout, asked, behind, position + place + offset, token, label)
        if place < len(ahead.draft):
            parent = _draft(layout, asked, parent, position + place, ahead.draft[place], 0)
    return asked


def _draft(layout: Layout, asked: Asked, parent: int, position: int, token: int, fork: int) -> int:
    _append(layout, asked.number, position, token, fork)
    layout.ends.append(len(layout.ids) - 1)
    end = len(layout.ends) - 1
    asked.add(parent, token, end)
    return end


def _append(layout: Layout, branch: int, position: int, token: int, fork: int) -> None:
    layout.ids.append(token)
    layout.positions.append(position)
    layout.branches.append(branch)
    layout.forks.append(fork)
