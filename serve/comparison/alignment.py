"""Aligns the sentences of two drafts.

Sentences that are equal anchor the alignment (longest common subsequence). Equal sentences off that line were moved.
Between anchors, sentences are aligned by their words, so that one sentence split in two is not a change; what is left
over on both sides is matched by similarity, since a clause may be moved and altered at once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

# The number of a clause: "12.3", "(a)", "4.". A clause that was only renumbered was not altered; a reference to another
# clause was.
_NUMBER = re.compile(
    r"(?:\d+(?:\.\d+)+\.?|\d{1,3}[.)]|\(?(?:[a-z]|[ivxl]{1,6}|\d{1,3})\)|[-\u2022\u00b7o])", re.IGNORECASE
)
_REFERS = re.compile(
    r"(?:(?:sub)?sections?|articles?|clauses?|paragraphs?|exhibits?|schedules?|annex(?:es)?|appendi(?:x|ces)"
    r"|attachments?|options?|versions?)",
    re.IGNORECASE,
)
_SUBCLAUSE = re.compile(r"\d+(?:\.\d+)*(?:\(\w{1,5}\))+")  # "12.1(a)"
# The same, set so close to its clause that no space was read between them.
_ATTACHED = re.compile(
    r"""\s*+(?:(?:\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}[.)])(?=[A-Z"])|\((?:[a-z]|[ivxl]{1,6}|\d{1,3})\)(?=[A-Za-z"]))"""
)
# The number of a heading: "ARTICLE II", "Section 2.1. Fees", "IV. Term", "B. Fees". A reference to a section goes on in
# small letters ("Section 2.1 of the deed"), and a name in initials ("A. Miller, Director") has few words or a comma.
_HEADING_NUMBER = re.compile(
    r"""\s*+(?:(?P<kind>ARTICLE|SECTION|CLAUSE|Article|Section|Clause)\s+(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,7})
    (?:[.:](?=\s|$)|(?=\s*+$)|(?=\s+[A-Z"-]))
    |[IVXL]{2,7}\.(?=\s|$)|[A-Z]\.\s+(?=\S++(?<!,)\s+\S++\s+\S|\S++(?<=\.)\s*+$))""",
    re.VERBOSE,
)
_GOES_ON = re.compile(r"(?:and|or|to|through|,)", re.IGNORECASE)
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00ad": None})
_HYPHEN = re.compile(r"(?<=\w)-\s+(?=\w)")  # at the end of a line, and not joined in both drafts
_PAGE = re.compile(r"(?:page )?(?:[a-z]-|- ?)?\d{1,4}(?: ?-| of \d{1,4})?", re.IGNORECASE)
_LEADERS = re.compile(r"\.{4,}|\u2026{2,}|(?:(?<!\S)\.\s){4,}")  # dots that lead from a heading to its page
_IN_CONTENTS = re.compile(r"\s*(?:section|article)\s+[\divxl]", re.IGNORECASE)  # "Section 2.1 Fees....14"
# White space, and hyphens within words but not between figures: files of different formats differ in these (broken at
# its hyphen, "semi-trailer" becomes "semitrailer"), and they hardly ever change the meaning of a contract.
_LAYOUT = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])|(?<!\d)\s+|\s+(?!\d)")
# Shorter sentences ("By:", "and") are equal by chance, not moved.
_MOVED_WORDS = 5
# Two sentences belong together if this share of the longer one's words is aligned, or nearly all of the shorter one's,
# as when one sentence became two.
_LINKED, _CONTAINED = 0.4, 0.9
# At least this similar (percent), two sentences count as one, moved and altered.
_SIMILAR = 75
# ... if they share at least this many of their words (percent), and are among each other's best such candidates.
_SHARE_WORDS, _CANDIDATES = 50, 20
_CODES = 0x10000  # characters that stand for whole words
# At most this many words, a line without a full stop is a heading; with one, this many.
_HEADING, _HEADING_WITH_STOP = 8, 3
# At most this many pairs of words or sentences are compared: 20,000 by 20,000 words take 50 MB.
MOST_PAIRS = 400_000_000
_MOST_SIMILAR = 4_000_000


_Group = tuple[tuple[int, ...], tuple[int, ...]]  # sentences of the old draft and of the new one that belong together


class Change(NamedTuple):
    """A difference: "added", "removed", "altered" or "moved", with the indices of the sentences in both drafts."""

    kind: str
    old: tuple[int, ...]
    new: tuple[int, ...]


def words_of(text: str, before: str = "") -> list[str]:
    """A sentence's words in the form in which they are compared: plain quotation marks and dashes, no clause or page
    numbers. ``before`` is the sentence before it, which may go on in it."""
    words = _HYPHEN.sub("-", _detached(_without_leaders(text).translate(_PLAIN), before.rstrip()[-1:])).split()
    if sum(any(map(str.isdigit, word)) for word in words) > 1 and not any(map(str.isalpha, text)):
        return words  # a table's row of figures
    kept: list[str] = []
    refers = False  # "Sections 2.1 and 2.2" refers to clauses, "and (b)" begins one
    for word in words:
        bare = word.rstrip(",;")
        is_number = _NUMBER.fullmatch(bare) or _SUBCLAUSE.fullmatch(bare)
        if refers or not _NUMBER.fullmatch(word) or not _may_begin(kept, word):
            kept.append(word)
        refers = bool(_REFERS.fullmatch(word)) or (refers and bool(is_number or _GOES_ON.fullmatch(word)))
    return [] if all(word.isdigit() for word in kept) or _PAGE.fullmatch(" ".join(kept)) else kept


def _detached(text: str, last: str) -> str:
    """A sentence with a space after the number of its clause, and without the number of a heading; ``last`` is the
    letter before it: what follows "under this" is a reference."""
    if not (last.islower() or last == ",") and (heading := _HEADING_NUMBER.match(text)):
        return f"{heading['kind'] or ''} {text[heading.end() :]}"
    number = _ATTACHED.match(text)
    return f"{number[0]} {text[number.end() :]}" if number else text


def _without_leaders(text: str) -> str:
    """A line without the dots of a table of contents or a form; an entry of such a table also without its page."""
    parts = _LEADERS.split(text)
    is_entry = len(parts) == 2 and parts[1].strip().isdigit() and _IN_CONTENTS.match(text)
    return parts[0] if is_entry else " ".join(parts)


def _may_begin(before: Sequence[str], number: str) -> bool:
    """Whether a clause can begin here, so that this is its number: in "thirty (30) days" and "1.5 times" it is not. A
    bullet ("o" is one, too) begins an item anywhere."""
    if not before or number == "o" or not any(map(str.isalnum, number)):
        return True
    return number.endswith(")") and (before[-1][-1] in ",;:" or before[-1].lower() in ("and", "or"))


def changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The differences between two drafts, given as their sentences, in the order of the new draft; a removal is listed
    where the words were."""
    sides = [*map(words_of, old, ["", *old])], [*map(words_of, new, ["", *new])]
    gaps = _gaps(*([_letters(words) for words in side] for side in sides))
    moved = _with_neighbors(sides, gaps, _moved(sides, gaps))
    taken = {change.old[0] for change in moved}, {change.new[0] for change in moved}
    found: list[Change] = []
    for left, right in gaps:
        rest = [n for n in left if n not in taken[0]], [n for n in right if n not in taken[1]]
        found += _aligned(sides, *rest)
    found = _reunited(sides, found)
    return sorted(_joined([*found, *moved]), key=_place(gaps, len(old)))


def _gaps(old: list[str], new: list[str]) -> list[tuple[range, range]]:
    """The gaps between sentences that are equal and in the same order."""
    if len(old) * len(new) > MOST_PAIRS:
        return [(range(len(old)), range(len(new)))]
    blocks = LCSseq.opcodes(old, new)
    return [(range(one.src_start, one.src_end), range(one.dest_start, one.dest_end)) for one in _runs(blocks)]


class _Run(NamedTuple):
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


def _runs(blocks: Iterable[object]) -> list[_Run]:
    """Neighboring insertions and deletions as one run each."""
    runs: list[_Run] = []
    for block in blocks:
        tag, *ends = block.tag, block.src_start, block.src_end, block.dest_start, block.dest_end  # type: ignore[attr-defined]
        if tag == "equal":
            continue
        run = _Run(*ends)
        if runs and (runs[-1].src_end, runs[-1].dest_end) == (run.src_start, run.dest_start):
            run = _Run(runs[-1].src_start, run.src_end, runs[-1].dest_start, run.dest_end)
            runs.pop()
        runs.append(run)
    return runs


def _moved(sides: tuple[list[list[str]], list[list[str]]], gaps: list[tuple[range, range]]) -> list[Change]:
    """Sentences that are equal, occur once in each draft, and are in a different place."""
    left, right = (_once([(number, sides[side][number]) for gap in gaps for number in gap[side]]) for side in (0, 1))
    return [Change("moved", (left[text],), (right[text],)) for text in left if text in right]


def _with_neighbors(
    sides: tuple[list[list[str]], list[list[str]]], gaps: list[tuple[range, range]], moved: list[Change]
) -> list[Change]:
    """Adds adjacent sentences that are equal too, but too short to be certain on their own, such as headings."""
    free = {number for left, _ in gaps for number in left}, {number for _, right in gaps for number in right}
    found = {(change.old[0], change.new[0]) for change in moved}
    for step in (-1, 1):
        for old, new in list(found):
            while (old := old + step) in free[0] and (new := new + step) in free[1] and sides[0][old] == sides[1][new]:
                found.add((old, new))
    return [Change("moved", (old,), (new,)) for old, new in sorted(found)]


def _once(sentences: Iterable[tuple[int, list[str]]]) -> dict[str, int]:
    long = [(" ".join(words), number) for number, words in sentences if len(words) >= _MOVED_WORDS]
    counts = Counter(text for text, _ in long)
    return {text: number for text, number in long if counts[text] == 1}


def _aligned(sides: tuple[list[list[str]], list[list[str]]], left: list[int], right: list[int]) -> list[Change]:
    """The changes within one gap."""
    found: list[Change] = []
    if _is_same(sides, (tuple(left), tuple(right))):  # only split differently into sentences, as long tables are
        return found
    groups = _with_headings(sides, _in_order(_links(sides, left, right), left, right))
    for (olds, news), distance in _with_words_of_neighbors(sides, groups):
        if not olds or not news:
            found += [Change("removed", (one,), ()) for one in olds if sides[0][one]]
            found += [Change("added", (), (one,)) for one in news if sides[1][one]]
        elif distance:
            found.append(Change("altered", olds, news))
    return found


def _in_order(groups: list[_Group], left: list[int], right: list[int]) -> list[_Group]:
    """The groups together with the sentences that are in none, each as a group with one side empty."""
    grouped = {number for olds, _ in groups for number in olds}, {number for _, news in groups for number in news}
    alone = deque(n for n in left if n not in grouped[0]), deque(n for n in right if n not in grouped[1])
    ordered: list[_Group] = []
    for olds, news in groups:
        while alone[0] and alone[0][0] < olds[0]:
            ordered.append(((alone[0].popleft(),), ()))
        while alone[1] and alone[1][0] < news[0]:
            ordered.append(((), (alone[1].popleft(),)))
        ordered.append((olds, news))
    return [*ordered, *(((number,), ()) for number in alone[0]), *(((), (number,)) for number in alone[1])]


def _with_headings(sides: tuple[list[list[str]], list[list[str]]], groups: list[_Group]) -> list[_Group]:
    """Headings in the place of as many others, which share no words with them, as a group each."""
    found: list[_Group] = []
    for is_alone, run in groupby(groups, key=lambda group: not (group[0] and group[1])):
        listed = list(run)
        olds, news = ([group[side][0] for group in listed if group[side]] for side in (0, 1))
        lines = [*(sides[0][one] for one in olds), *(sides[1][one] for one in news)]
        if is_alone and len(olds) == len(news) and all(map(_is_heading, lines)):
            listed = [((one,), (other,)) for one, other in zip(olds, news, strict=True)]
        found += listed
    return found


def _is_heading(words: list[str]) -> bool:
    with_stop = bool(words) and words[-1][-1] in ".;:,"
    return 0 < len(words) <= (_HEADING_WITH_STOP if with_stop else _HEADING)


def _with_words_of_neighbors(
    sides: tuple[list[list[str]], list[list[str]]], groups: list[_Group]
) -> list[tuple[_Group, int]]:
    """Joins neighboring groups that differ only because the drafts were split into sentences at different words: an
    "and" between two clauses, for example, ends the first one in one draft and begins the second one in the other. Each
    group comes with its distance."""
    joined: list[tuple[_Group, int]] = []
    for group in groups:
        joined.append((group, _distance(sides, group)))
        while len(joined) > 1 and joined[-1][1] and joined[-2][1]:
            (before, one), (after, other) = joined[-2:]
            both = before[0] + after[0], before[1] + after[1]
            together = _distance(sides, both, most=abs(one - other))
            if together > abs(one - other):
                break
            joined[-2:] = [(both, together)]
    return joined


def _distance(sides: tuple[list[list[str]], list[list[str]]], group: _Group, most: int | None = None) -> int:
    """The number of words that only one side of a group has."""
    if _is_same(sides, group):
        return 0
    return Indel.distance(*(_all_words(*side) for side in zip(sides, group, strict=True)), score_cutoff=most)


def _is_same(sides: tuple[list[list[str]], list[list[str]]], group: _Group) -> bool:
    old, new = (_letters(_all_words(*side)) for side in zip(sides, group, strict=True))
    return old == new


def _all_words(side: list[list[str]], numbers: Iterable[int]) -> list[str]:
    return [word for number in numbers for word in side[number]]


def _letters(words: list[str]) -> str:
    """The words without anything that depends on layout: white space, and hyphens within a word."""
    return _LAYOUT.sub("", " ".join(words))


def _links(sides: tuple[list[list[str]], list[list[str]]], left: list[int], right: list[int]) -> list[_Group]:
    """Groups of old and new sentences that share most of their words, in order."""
    old = [(word, number) for number in left for word in sides[0][number]]
    new = [(word, number) for number in right for word in sides[1][number]]
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return []
    shared: Counter[tuple[int, int]] = Counter()
    for block in LCSseq.opcodes([word for word, _ in old], [word for word, _ in new]):
        if block.tag == "equal":
            for step in range(block.src_end - block.src_start):
                shared[old[block.src_start + step][1], new[block.dest_start + step][1]] += 1
    linked = []
    for (left_number, right_number), count in shared.items():
        shorter, longer = sorted((len(sides[0][left_number]), len(sides[1][right_number])))
        if count >= _LINKED * longer or count >= _CONTAINED * shorter:
            linked.append((left_number, right_number))
    return _groups(linked)


def _groups(linked: list[tuple[int, int]]) -> list[_Group]:
    """Connected pairs as groups. Links never cross, so that a group ends where neither side is shared."""
    groups: list[tuple[list[int], list[int]]] = []
    for old, new in sorted(linked):
        if groups and (old == groups[-1][0][-1] or new == groups[-1][1][-1]):
            groups[-1][0].append(old)
            groups[-1][1].append(new)
        else:
            groups.append(([old], [new]))
    return [(tuple(dict.fromkeys(olds)), tuple(dict.fromkeys(news))) for olds, news in groups]


def _reunited(sides: tuple[list[list[str]], list[list[str]]], found: list[Change]) -> list[Change]:
    """Matches removed and added sentences that are similar enough to be one sentence, moved and altered."""
    removed = [change for change in found if change.kind == "removed"]
    added = [change for change in found if change.kind == "added"]
    if not removed or not added or len(removed) * len(added) > _MOST_SIMILAR:
        return found
    texts = [sides[0][one.old[0]] for one in removed], [sides[1][one.new[0]] for one in added]
    rest = {id(change): change for change in found}
    for row, column in _similar(*texts):
        gone, come = removed[row], added[column]
        if id(gone) in rest and id(come) in rest:
            del rest[id(gone)], rest[id(come)]
            both = Change("moved", gone.old, come.new)
            rest[id(both)] = both
    return list(rest.values())


def _similar(old: list[list[str]], new: list[list[str]]) -> list[tuple[int, int]]:
    """The pairs of similar sentences, the most similar first. Only those that share most of their words are compared
    letter by letter, which takes many times as long."""
    codes: dict[str, str] = {}
    coded = ["".join(codes.setdefault(word, chr(_CODES + len(codes))) for word in words) for words in [*old, *new]]
    shared = cdist(coded[: len(old)], coded[len(old) :], scorer=fuzz.ratio, score_cutoff=_SHARE_WORDS, dtype=np.uint8)
    scored = []
    for row, column in _largest(shared):
        one, other = old[row], new[column]
        score = fuzz.ratio(" ".join(one), " ".join(other), score_cutoff=_SIMILAR)
        if score and min(len(one), len(other)) >= _MOVED_WORDS:
            scored.append((-score, row, column))
    return [(row, column) for _, row, column in sorted(scored)]


def _largest(scores: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """The places of the best scores of each row that are not zero."""
    columns = np.argsort(-scores.astype(np.int16), axis=1, kind="stable")[:, :_CANDIDATES]
    return ((row, int(column)) for row, found in enumerate(columns) for column in found if scores[row, column])


def _joined(found: list[Change]) -> list[Change]:
    """Merges neighboring sentences with the same kind of change: a removed clause is reported once."""
    joined: list[Change] = []
    kinds = defaultdict(list)
    for change in found:
        kinds[change.kind].append(change)
    for kind, same in kinds.items():
        if kind == "altered":
            joined += same
            continue
        for change in sorted(same, key=lambda one: (one.new or one.old)[0]):
            last = joined[-1] if joined and joined[-1].kind == kind else None
            if last and _adjacent(last.old, change.old) and _adjacent(last.new, change.new):
                joined[-1] = Change(kind, last.old + change.old, last.new + change.new)
            else:
                joined.append(change)
    return joined


def _adjacent(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    return (not before and not after) or bool(before and after and after[0] == before[-1] + 1)


def _place(gaps: list[tuple[range, range]], count: int) -> Callable[[Change], tuple[float, int]]:
    """A sort key: a change's position in the new draft, or, for a removal, the position where it would have been."""
    after = {number: right.start for left, right in gaps for number in left}

    def key(change: Change) -> tuple[float, int]:
        if change.new:
            return change.new[0], 1
        return after.get(change.old[0], count) - 0.5, 0

    return key
