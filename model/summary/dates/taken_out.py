"""Words that an amendment quotes or describes to take them out: "“... from year to year” is deleted and replaced by:
“...”"."""

from __future__ import annotations

import re

_TAKEN_OUT = re.compile(
    r"[“\"][^“”\"]{10,800}[”\"],?\s(?:is|are|be|shall\sbe)\s(?:hereby\s)?(?:deleted|stricken|struck|replaced|removed)\b[^.;“”\"]{0,120}",
    re.IGNORECASE,
)


def after_words_taken_out(text: str) -> int:
    """Where what is left of a passage begins, after the last words that it quotes to take them out; 0 if it quotes
    none."""
    if "”" not in text and '"' not in text:
        return 0
    return max((match.end() for match in _TAKEN_OUT.finditer(text)), default=0)


# "Section 2.2 (automatic renewal for successive years) is deleted", "which provided for automatic renewal, is deleted",
# "Clause 6 (Exclusive Supply), by which Buyer agreed to buy all of its looms from Vendor, stands deleted"
_DESCRIBED = re.compile(
    r"(?:\([^()]{0,80}\b(?:renewal|extension)\b[^()]{0,80}\)|\b(?:automatic|tacit)\s(?:renewal|extension)\s(?:in|of|under)\s(?:section|clause|article|paragraph)\s\d[\d.]{0,8}|\bwhich\s(?:provided|provides)\sfor\b[^.;]{0,160}?"
    r"|\b(?:section|clause|article|paragraph)\s\d[\d.]{0,8}\s(?:of\s(?:[\w’'-]+\s){1,4}?)?\([^()]{3,80}\)(?:,?\s(?:by|under|in)\swhich\b[^.;]{0,240}?)?"
    r"|\b(?:section|clause|article|paragraph)\s\d[\d.]{0,8}(?:\sof\s(?:[\w’'-]+\s){1,3}?[\w’'-]+)?,\s(?:by|under|in)\swhich\b[^.;]{0,240}?)[^.;]{0,20}?"
    r"\b(?:is|are|stands?|shall\s(?:be|stand))\s(?:hereby\s)?(?:deleted|omitted|removed)\b"
    # "Clause 6.4, which obliged Buyer to pay 2.5% of any shortfall, is deleted", "Section 9, which bars Buyer from
    # selling looms, ceases to apply"
    r"|\b(?:section|clause|article|paragraph)\s\d[\d.]{0,8}(?:\s\([^()]{3,80}\))?,\swhich\b(?:[^.;]|\.(?=\d)){3,240}?,\s"
    r"(?:(?:is|are|stands?|(?:shall|will)\s(?:be|stand))\s(?:hereby\s)?(?:deleted|omitted|struck\sout)"
    r"|(?:falls|(?:shall|will)\sfall)\saway|(?:ceases|(?:shall|will)\scease)\sto\s(?:apply|have\seffect)"
    r"|(?:shall|will)\sno\slonger\sapply|no\slonger\sapplies)\b",
    re.IGNORECASE,
)


def without_what_is_taken_out(text: str) -> str:
    """The words without those that describe a renewal, or what a section provides, only to take it out."""
    return _DESCRIBED.sub(" ", text)


# "amended by deleting the words “either party may terminate” and replacing them with “Buyer may terminate”"
_DELETED = re.compile(
    r"\b(?:deleting|striking|removing)\s(?:out\s)?(?:the\s(?:words?|phrase|sentence|text)\s)?[“\"][^“”\"]{3,500}[”\"]",
    re.IGNORECASE,
)


def without_deleted_words(text: str) -> str:
    """The words of an amendment without those that it quotes to delete them."""
    return _DELETED.sub(" ", text)
