"""Whether a sentence leaves liability without a limit; and sentences about exceptions that do not."""

from __future__ import annotations

import re

from model.playbook.clause_meaning.liability.cap_exceptions import INJURY, WITHIN_THE_CAP, excepts_only_the_unavoidable
from model.summary.liability.loss_kinds import LOSS_KINDS

_CAPS = re.compile(
    r"\bexceed|\bin\sexcess\sof|\blimited\sto\sthe|\b(?:cap|limits?)\b(?!\sthe\s(?:indemni|right|obligation))"
    r"|(?<!without )\blimitations?\b",
    re.IGNORECASE,
)
_UNLIMITED = re.compile(
    r"\bunlimited\b|\bwithout\s(?:any\s)?limits?\b|\buncapped|\bno\s(?:limit|cap)\b|\b(?:not\sbe|is\snot)\s(?:limited|capped)\b(?!\s(?:to|by)\b)",
    re.IGNORECASE,
)
# No contract could limit liability for these.
_EXCEPTED = re.compile(
    r"\b(?:except|save|other\sthan|excluding)\b(?:(?!\b(?:except|save|other\sthan|excluding)\b)[^.;()]){0,300}?"
    r"(?=\b(?:except|save|other\sthan|excluding|liab\w+|amounts?|in\sno|in\sthe\sevent|neither|shall|recover\w*|exceed|damages)\b|[.;()]|$)"
    r"|\bnothing\b[^.;]{0,80}\b(?:limit|exclu)[^.;]{0,240}",
    re.IGNORECASE,
)
_ALSO_EXCEPTED = re.compile(
    r"\b(?:infring\w*|confiden\w*|indemni\w*|gross\w*|wil+ful\w*|intentional\w*|fraud\w*|breach\w*|sections?|property"
    r"|articles?|clauses?|misappropriat\w*|payment|obligations?)\b",
    re.IGNORECASE,
)


def unlimited(sentence: str) -> bool:
    """Whether a sentence says that liability has no limit, whatever the contract's cap."""
    return bool(_UNLIMITED.search(sentence))


def _only_injury(sentence: str) -> bool:
    """Whether a sentence excepts nothing but death and injury from a limit."""
    excepted = [match.group() for match in _EXCEPTED.finditer(sentence)]
    return any(INJURY.search(one) for one in excepted) and not any(_ALSO_EXCEPTED.search(one) for one in excepted)


# "Which shall be its sole remedy unless the excess be willful": what a party may claim besides, and no limit.
_SOLE_REMEDY = re.compile(
    r"\b(?:sole|exclusive|only)\s(?:and\s\w+\s)?remed(?:y|ies)\b[^.;]{0,60}?\b(?:unless|except)\b", re.IGNORECASE
)


def not_uncapped(sentence: str) -> bool:
    """Whether a sentence leaves no liability without a limit: it excepts a kind of loss from an exclusion, or only
    what no contract could limit, or names an exception to a sole remedy."""
    return bool(
        WITHIN_THE_CAP.search(sentence)
        or (_SOLE_REMEDY.search(sentence) and not _CAPS.search(sentence) and not unlimited(sentence))
        or (LOSS_KINDS.search(sentence) and not _CAPS.search(LOSS_KINDS.sub("", sentence)) and not unlimited(sentence))
        or _only_injury(sentence)
        or (excepts_only_the_unavoidable(sentence) and not unlimited(sentence))
    )
