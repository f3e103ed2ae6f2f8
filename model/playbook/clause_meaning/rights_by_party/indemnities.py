"""Finds who indemnifies whom, and against what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chunking.document import Document
from model.playbook.clause_meaning.rights_by_party.rights import FREE, LIMITED, Right, sentences
from model.summary.parties.sides import BOTH, Sides

MONEY = re.compile(
    r"\b(?:mon(?:ey|ies)|receivables?|proceeds|payments?|rights?\sto\sbe\spaid|lenders?|security|collateral)\b",
    re.IGNORECASE,
)
_INDEMNIFY = re.compile(
    r"\b(?:shall|will|agrees?|hereby|must|undertakes?)\b(?P<between>(?:(?!\b(?:shall|will|agrees?|must)\b)[^.;]){0,80}?)\b(?:indemnif(?:y|ies)"
    r"|(?:hold|save|keep)\s(?:[\w’',&-]+\s){0,14}?harmless)\b",
    re.IGNORECASE,
)
# Whom it protects, if not a party by name: "the other", "the Indemnified Parties", "it".
_PROTECTED = re.compile(
    r"\b(?:it|them|us|you|(?:the\s)?other(?:s|\spart(?:y|ies))?|(?:one\s)?another|(?-i:[A-Z][\w’]+\s)?(?:indemni\w+|protected|released)(?:\spart(?:y|ies)|\spersons?)?)\b"
    r"(?=[\s,(.;]|$)|\bfrom\sand\sagainst\b",
    re.IGNORECASE,
)
_WORDS_OF_INDEMNITY = re.compile(
    r"[\s,]*(?:(?:and|or|to|defend|indemnify|protect|save|keep|hold|harmless|reimburse|release|fully|at|its|own|sole|expense|cost|the|each|of)\b[\s,/]*+){0,16}",
    re.IGNORECASE,
)
# "Vendor indemnifies Buyer and holds it harmless", "the parties indemnify each other": the duty in the present tense.
_INDEMNIFIES = re.compile(
    r"\b(?:hereby\s)?(?P<between>)(?:indemnifies|(?<=\bparties\s)indemnify|(?<=\bparties\seach\s)indemnify)\b",
    re.IGNORECASE,
)
# A duty to make good the other party's losses is as good as an indemnity.
_COMPENSATE = re.compile(
    r"\b(?:shall|will|must|agrees?\sto|undertakes?\sto)\s(?:[\w-]+\s){0,4}?(?:compensate|make\sgood|reimburse)\b[^.;]{0,120}?"
    r"\b(?:loss(?:es)?|damages?|claims?)\b",
    re.IGNORECASE,
)
_DEFEND = re.compile(
    r"\b(?:shall|will|agrees?\sto|must|undertakes?\sto)\s(?:\w+\s){0,3}?defend\b[^.;]{0,160}?\b(?:against|from)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?:tax(?:es)?|liens?|withh\w+|customs|dut(?:y|ies)\son|office\sspace|premises|advertis\w+|promotional|brokers?|finders?|such\smarks?)\b",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:hold|save|keep)\s(?:the\s)?", re.IGNORECASE)
_NEAR = 160
# An indemnity given back by reference, or mentioned as owed without a sentence that grants it.
_GIVEN_BACK = re.compile(
    r"\bmutatis\s+mutandis\b|\bsame\s(?:indemnit|obligation)|\b(?:reciprocal|mutual)\s(?:\w+\s)?indemn|\bindemnifying\sparty\b|\beach\sparty\b[^.;]{0,60}\bindemn"
    r"|\blikewise\b|\bcross-indemn"
    # "will be covered by the indemnification provisions of Vendor's charter"
    r"|\bwill\sbe\scovered\s(?:by|under)\b[^.;]{0,80}?\bindemnif",
    re.IGNORECASE,
)
# "Buyer gives Vendor a like indemnity", "shall give a corresponding indemnity": what the other one has just given
_LIKE = re.compile(
    r"\b(?:gives?|grants?|provides?|owes?|furnish(?:es)?|is\sbound\sby)\s[^.;]{0,60}?\b(?:like|corresponding|equivalent|similar|matching|equal|same|reciprocal|identical)\s(?:\w+\s)?indemnit(?:y|ies)\b",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(r"\b(?:not|no)\b", re.IGNORECASE)


def indemnities(document: Document, sides: Sides) -> Iterator[Right]:
    """Who indemnifies the other party, or (``LIMITED``) only defends it against claims."""
    for start, end, text in sentences(document, "ndemn", "defend", "harmless", "compensate", "good", "reimburse"):
        matches = [*_INDEMNIFY.finditer(text), *_INDEMNIFIES.finditer(text)]
        named = [match for match in matches if sides.subject(text, match.start())]
        if (like := _LIKE.search(text)) and not named:
            yield Right(sides.actor(text, like.start()) or BOTH, FREE, start, end)
        elif _GIVEN_BACK.search(text) and not named:
            yield Right(BOTH, FREE, start, end)
        if not matches and (defends := _DEFEND.search(text) or _COMPENSATE.search(text)):
            yield Right(sides.subject(text, defends.start()), LIMITED, start + defends.start(), start + defends.end())
        for match in matches:
            who, whom = sides.subject(text, match.start()), _protected(text, match, sides)
            if whom is None or _NOT_NEEDED.search(match["between"]):
                continue  # nobody who is a party is protected
            # "Reseller shall indemnify Vendor" cannot be read if both are names of one party
            yield Right(BOTH if who == whom else who, FREE, start + match.start(), start + match.end())


def generality(document: Document, right: Right) -> int:
    """How much of a contract an indemnity covers: 2 under a heading of its own, 0 for taxes, liens or another single
    matter, otherwise 1."""
    inside = document.segments_in(right.start, right.end)
    if not inside:
        return 1
    if any("indemn" in heading.lower() for heading in inside[0].heading):
        return 2
    return 0 if _SINGLE.search(document.text, right.start, inside[-1].end) else 1


def _protected(text: str, match: re.Match[str], sides: Sides) -> str | None:
    """The party that an indemnity protects, an empty string if the words may mean any party, or None if they name
    someone else."""
    start = text.lower().find("indemnif", match.start(), match.end())
    held = _HELD.search(text, match.start(), match.end())
    if start < 0 and held:
        return sides.named_at(text, held.end()) or ""
    after = _WORDS_OF_INDEMNITY.match(text, match.end())
    at = after.end() if after else match.end()
    named = sides.named_at(text, at) or next((who for _, who in sides.named(text[at : at + _NEAR])), None)
    return named or ("" if _PROTECTED.search(text, at, at + _NEAR) else None)
