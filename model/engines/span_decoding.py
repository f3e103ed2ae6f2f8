"""Decodes scores of tokens and segments into findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.document import Document
from chunking.layout.segments import is_heading
from model.engines.tagger.windows import Tokens
from model.findings import Finding

# The file beside the weights: {"window", "context", "calibration": [[raw score, score], ...], "categories": {name:
# {"threshold", "trim"}}}.
SETTINGS = "tagger.json"
# The number of candidates kept per category, the best ones, however low their scores.
CANDIDATES = 20
# A neighboring segment belongs to a clause if its score is at least this share of the best segment's (chosen on
# validation contracts, as are the next two).
RUN_SHARE = 0.9
# Each sentence of a clause of several sentences is also a candidate, at this share of the clause's score. AUPR rose
# from 65.0 to 65.8, precision at 80% recall from 29.5 to 33.0, since annotators mark adjacent sentences as one clause
# or as several.
PART_SHARE = 0.1
# A token belongs to a trimmed answer if its score is at least this share of the best token's in the segment ...
TRIM_SHARE = 0.3
# ... and at most this many tokens inside it may score less ("Acme, Inc. (a Delaware corporation)" is not one name).
TRIM_GAP = 1
# The most characters of a clause: of 11,172 annotated clauses, the longest has 3,884. And the most characters by which
# a name or date is widened at each end if it was cut inside a word.
LONGEST, WIDEST = 20_000, 100


@dataclass(frozen=True, slots=True)
class DecodingOptions:
    """How a category is decoded: the score from which on it counts as found, and whether it is a short answer (a name,
    a date) that is trimmed to part of its segment."""

    threshold: float = 0.5
    trim: bool = False


class Scores(NamedTuple):
    """A document's probabilities by category: (tokens, categories) and (segments, categories)."""

    tokens: NDArray[np.float32]
    segments: NDArray[np.float32]


def decode_spans(
    document: Document, tokens: Tokens, scores: Scores, settings: Mapping[str, DecodingOptions]
) -> list[Finding]:
    """All candidates, best first within their category; ``settings`` is in the order of the scores' columns."""
    # A heading names a clause but is not part of it. Ignoring headings raised AUPR from 64.2 to 64.8.
    heading = np.array([is_heading(document.segment_text(segment)) for segment in document.segments], dtype=bool)
    found = []
    for column, (category, setting) in enumerate(settings.items()):
        segment_scores = scores.segments[:, column]
        if setting.trim:
            candidates = _answers(document, category, tokens, scores.tokens[:, column], segment_scores)
        else:
            whole = list(_clauses(document, category, _by_sentence(document, np.where(heading, 0.0, segment_scores))))
            candidates = chain(whole, *(_sentences(document, finding) for finding in whole))
        found += sorted(candidates, key=lambda finding: -finding.score)[:CANDIDATES]
    return found


def read_curve(settings: Mapping[str, Any]) -> Sequence[Sequence[float]] | None:
    """The settings' curve for ``calibrated``; None without one. Raises ValueError."""
    curve = settings.get("calibration")
    if curve is None:
        return None
    points = isinstance(curve, list) and [point for point in curve if isinstance(point, list) and len(point) == 2]
    if not points or points != curve or not all(type(value) in (int, float) for value in chain(*points)):
        raise ValueError('"calibration" must be a list of pairs of numbers, such as [[0.0, 0.0], [1.0, 0.9]]')
    raw = [one for one, _ in points]
    if any(one > other for one, other in pairwise(raw)) or not all(0 <= value <= 1 for value in chain(*points)):
        raise ValueError('the pairs of "calibration" must be numbers from 0 to 1, in ascending order')
    return points


def calibrated(findings: Sequence[Finding], curve: Sequence[Sequence[float]] | None) -> list[Finding]:
    """The findings with calibrated scores: ``curve`` gives pairs of (raw score, share of correct findings) in ascending
    order, which are interpolated linearly. Without a curve, the findings are unchanged."""
    if curve is None:
        return list(findings)
    raw, right = zip(*curve, strict=True)
    return [finding._replace(score=float(np.interp(finding.score, raw, right))) for finding in findings]


def _by_sentence(document: Document, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each segment's best score in its sentence, so that a clause does not end where a long sentence was split."""
    sentences = np.array([segment.sentence for segment in document.segments], dtype=np.int64)
    best = np.zeros(int(sentences.max(initial=-1)) + 1, dtype=np.float32)
    np.maximum.at(best, sentences, scores)
    return best[sentences]


def _clauses(document: Document, category: str, scores: NDArray[np.float32]) -> Iterator[Finding]:
    """Runs of segments around each peak; a segment belongs to one run only."""
    free = np.ones(len(scores) + 2, dtype=bool)
    free[[0, -1]] = False  # a border on both sides, so that a run ends there; positions are shifted by one
    for peak in np.argsort(-scores, kind="stable")[: 3 * CANDIDATES].tolist():
        if not (free[peak + 1] and scores[peak] > 0):
            continue
        first, last = peak, peak + 1
        limit = RUN_SHARE * scores[peak]
        middle = document.segments[peak].start
        while free[first] and scores[first - 1] >= limit and middle - document.segments[first - 1].start < LONGEST // 2:
            first -= 1
        while free[last + 1] and scores[last] >= limit and document.segments[last].end - middle < LONGEST // 2:
            last += 1
        free[first + 1 : last + 1] = False
        start, end = document.segments[first].start, document.segments[last - 1].end
        yield Finding(category, first, last, start, end, float(scores[peak]))


def _sentences(document: Document, clause: Finding) -> Iterator[Finding]:
    """Each sentence of a clause that has several, as a weaker candidate."""
    runs = groupby(document.segments[clause.first : clause.last], key=lambda segment: segment.sentence)
    sentences = [list(run) for _, run in runs]
    score = PART_SHARE * clause.score
    for sentence in sentences if len(sentences) > 1 else []:
        first, last = sentence[0], sentence[-1]
        yield Finding(clause.category, first.id, last.id + 1, first.start, last.end, score)


def _answers(
    document: Document, category: str, tokens: Tokens, token_scores: NDArray[np.float32], scores: NDArray[np.float32]
) -> Iterator[Finding]:
    """Runs of tokens inside the segments that score best."""
    for segment in np.argsort(-scores, kind="stable")[:CANDIDATES].tolist():
        begin, end = int(tokens.first[segment]), int(tokens.first[segment + 1])
        inside = token_scores[begin:end]
        if not len(inside):
            continue
        positions = np.flatnonzero(inside >= TRIM_SHARE * inside.max())
        breaks = np.flatnonzero(np.diff(positions) > TRIM_GAP + 1)
        for run in np.split(positions, breaks + 1):
            first, last = begin + int(run[0]), begin + int(run[-1])
            start, stop = whole_words(document.text, int(tokens.start[first]), int(tokens.end[last]))
            if any(character.isalnum() for character in document.text[start:stop]):
                yield Finding(category, segment, segment + 1, start, stop, float(inside[run].mean()))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widens an interval to whole words ("i-Escrow" is one), and removes words that only lead up to a name or a date,
    and surrounding punctuation except paired brackets."""
    least, most = max(0, start - WIDEST), min(len(text), end + WIDEST)
    while start > least and _inside_word(text, start):
        start -= 1
    while end < most and _inside_word(text, end):
        end += 1
    lead = _LEAD.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    while end > start + 1 and (text[end - 1] in " ,;:\"“”'(_" or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    if text[end : end + 1] == "." and text[start:end].rsplit(" ", 1)[-1] in _ABBREVIATED:
        end += 1
    return start, end


def _inside_word(text: str, position: int) -> bool:
    """Whether a cut at this position would split a word or a numeric date."""
    before, after = text[position - 1], text[position]
    if after in "-/":
        return before.isalnum() and text[position + 1 : position + 2].isalnum()
    if before in "-/":
        return after.isalnum() and position > 1 and text[position - 2].isalnum()
    return before.isalnum() and after.isalnum()


_LEAD = re.compile(r"""(?:[\s,;:."“”'()_]|(?:effective\s+)?as\s+of\b|(?:of|and|by|between|hereinafter)\b)+""")
_ABBREVIATED = frozenset(
    {"Inc", "Corp", "Co", "Ltd", "L.P", "L.L.C", "N.A", "S.A", "N.V", "B.V", "Jr", "Sr", "LLP", "PLC"}
)
