"""What all fallbacks share: scores, names of categories, and findings made of whole segments."""

from __future__ import annotations

from chunking.document import Segment
from model.findings import Finding

# A candidate below its threshold is still a source from this score on, if it reads as a value and nothing better does;
# lower down, more of them are wrong than right (chosen on 60 contracts kept out of training).
LEAST = 0.05
EFFECTIVE = "Effective Date"
TITLE = "Document Name"
# The score of a sentence that belongs to a category by its heading or its words, though the model did not say so. Set
# by judgement, not measured.
HEADED = 0.8


def overlap(one: Finding, other: Finding) -> bool:
    """Whether two findings of one category share words."""
    return one.category == other.category and one.start < other.end and other.start < one.end


def whole_segment(segment: Segment, category: str, score: float) -> Finding:
    """A finding that is the whole segment."""
    return Finding(category, segment.id, segment.id + 1, segment.start, segment.end, score)
