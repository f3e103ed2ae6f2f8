"""Whether a sentence denies what it speaks of."""

from __future__ import annotations

import re

# Negations, and phrases that only look like them ("no later than", "whether or not").
_DENIAL = re.compile(
    r"\b(?:no(?!\s(?:later|less|fewer|more|sooner|event|circumstance|longer\sthan))|not(?!\s(?:be\sless|only|less"
    r"|later|fewer|more|(?:the\s)?subject\s(?:to|of)\s(?:the|such|an?)\schange|"
    r"sooner|limited|withstanding|unreasonabl\w+|acting))|nor|neither|none|nobody|never|nothing|without(?!\s(?:limit|cause"
    r"|prejudice))|cannot|non-?)\b",
    re.IGNORECASE,
)
_LOOKS_LIKE = re.compile(r"\b(?:whether\sor|if|or)\s$", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"[^.;:,]{0,50}\b(?:is|are|shall|will|does|do|has|have|may|can)\s(?:not|no)\b(?!\s(?:be\s)?(?:less"
    r"|fewer|lower|exceed))|[^.;:,]{0,20}\bcannot\b",
    re.IGNORECASE,
)
# An exception to a denial is the only case in which the thing exists: "except for the indemnified persons, there are no
# ...".
EXCEPTION = re.compile(
    r"\b(?:except(?!\sas\sotherwise)|other\sthan(?!\s(?:the\s)?part)|save\s(?:for|as)|unless)\b", re.IGNORECASE
)
_BEFORE, _CLAUSE_END = 110, re.compile(r"[.;:](?=\s)|,\s(?:but|and)\s(?=\w+\s\w)")


def undenied(words: re.Pattern[str], sentence: str) -> bool:
    """Whether a sentence says the words without denying them, or names an exception to the denial."""
    for match in words.finditer(sentence):
        before = sentence[max(0, match.start() - _BEFORE) : match.start()]
        before = _CLAUSE_END.split(before)[-1]
        denials = [one for one in _DENIAL.finditer(before) if not _looks_like_one(one)]
        denied = denials or _DENIED_AFTER.match(sentence, match.end())
        if not denied or EXCEPTION.search(sentence):
            return True
    return False


def _looks_like_one(denial: re.Match[str]) -> bool:
    """Whether a negation denies another word: the license is perpetual in "a non-exclusive, perpetual license"."""
    of_another = denial.group().lower().startswith("non-") and denial.end() < len(denial.string.rstrip())
    return of_another or _LOOKS_LIKE.search(denial.string, 0, denial.start()) is not None
