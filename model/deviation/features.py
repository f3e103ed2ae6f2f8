"""What a clause says, as a lawyer would mark it: decisive words, who is bound, what is denied, how long it lasts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from model.summary.values import days, durations

# Words that decide what a clause means, each with a pattern; general legal English, chosen by hand.
MARKS: dict[str, str] = {
    "sole discretion": r"\b(?:sole|absolute|own|unfettered)(?: and absolute)? (?:discretion|option|judg\w+)",
    "unlimited": r"\bunlimited\b|\bwithout (?:any )?limit\b|\bno limit\b|\bnot be (?:limited|capped)\b(?! to)"
    r"|\buncapped\b",
    "without notice": r"\bwithout (?:any )?(?:prior )?(?:written )?notice\b",
    "without consent": r"\bwithout (?:the )?(?:\w+ )?(?:prior )?(?:\w+ )?(?:consent|approval)\b",
    "consent": r"\b(?:consent|approv\w+)\b",
    "prior written": r"\bprior (?:\w+ )?written\b|\bin writing\b|\bwritten\b",
    "both parties": r"\b(?:either|each|both|neither|any|no|the) (?:of the )?part(?:y|ies)\b|\beach other\b|\bmutual",
    "one's own": r"\b(?:itself|its own|at its)\b",
    "a denial": r"\b(?:not|no|neither|nor|never|none|cannot|nothing)\b",
    "reasonable": r"\breasonabl[ey]\b",
    "not unreasonably": r"\bunreasonabl[ey]\b",
    "an exception": r"\b(?:except|unless|other than|excluding|provided,? (?:however|that))\b",
    "exclusive": r"(?<!non-)(?<!non)\bexclusiv\w+",
    "non-exclusive": r"\bnon-? ?exclusiv\w+",
    "transferable": r"\b(?:assign|transfer)\w*",
    "non-transferable": r"\bnon-? ?(?:transferable|assignable)\b",
    "sublicense": r"\bsub-?licens\w+",
    "perpetual": r"\bperpetual\w*|\bin perpetuity\b",
    "irrevocable": r"\birrevocabl\w+",
    "royalty-free": r"\broyalty[- ]free\b|\bfree of charge\b",
    "worldwide": r"\bworld-?wide\b|\bthroughout the world\b",
    "affiliates": r"\baffiliat\w+|\bsubsidiar\w+",
    "successors": r"\bsuccessors?\b|\bmerge\w*|\bacqui\w+|\bchange (?:of|in) control\b",
    "for any reason": r"\bfor any (?:or no )?reason\b|\bwithout cause\b|\bwith or without cause\b|\bfor convenience\b",
    "at any time": r"\bat any time\b",
    "immediately": r"\bimmediate\w*|\bforthwith\b",
    "automatically": r"\bautomatic\w*",
    "a breach": r"\bbreach\w*|\bdefault\w*",
    "to terminate": r"\bterminat\w+",
    "to renew": r"\b(?:renew|extend|extension)\w*",
    "to exceed": r"\bexceed\w*|\bin excess\b|\bmaximum\b|\bgreater than\b",
    "liability": r"\bliab\w+",
    "indirect damages": r"\b(?:indirect|consequential|incidental|punitive|special)\b",
    "gross negligence": r"\bnegligen\w+|\bwil+ful\w*|\bfraud\w*",
    "indemnity": r"\bindemnif\w+|\bhold harmless\b",
    "a sum": r"[$€£]\s?\d|\b(?:dollars|USD)\b",
    "a percentage": r"\d\s?%|\bper ?cent\w*",
    "a duration": r"\b(?:days?|weeks?|months?|years?)\b",
    "minimum": r"\bminimum\b|\bat least\b|\bno less than\b|\bnot less than\b",
    "a right": r"\b(?:right|option|entitled)\b",
    "notice": r"\bnotice\b|\bnotify\b",
    "the law of a place": r"\blaws?\b",
    # These two are told by what the clause as a whole does not say.
    "the other of two": r"(?s)^(?!.*\b(?:either|each|neither|both|any|every|a|one|no) (?:of the )?(?:other )?"
    r"part(?:y|ies)\b)(?!.*\bmutual)"
    r".*?(?P<said>\bthe other(?: party| parties)?\b(?! hand)|\beach other\b|\bone another\b)",
    "without consent undenied": r"(?s)^(?!.*\b(?:not|no|neither|nor|never|cannot|none|nothing|only|unless)\b)"
    r".*?(?P<said>\bwithout\b[^.;]{0,60}\b(?:consent|approval|permission)\b)",
}
# What is to be said of a mark beyond its words.
LACKING: dict[str, str] = {
    "the other of two": " but neither “either party” nor “each party”",
    "without consent undenied": " and denies nothing",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in MARKS.items()}
_MODAL = r"(?:shall|will|may|must|can|does|do|is|are)"
_SAID = re.compile(
    rf"\b{_MODAL}(?P<no>\s?not\b)?\s+(?:(?:also|only|hereby|automatically|be|in|its|sole|discretion|have)\s+)*(?P<what>[a-z]{{3,}})",
    re.IGNORECASE,
)
# Months and days have capitals, too, and are no terms.
_CAPITALISED = re.compile(
    r"\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)[A-Z][a-z]{2,}\w*"
)
# What stands before a sentence's first word.
_OPENING = '.!?:;"“”([•'
# "Neither party shall assign" denies as "shall not assign" does.
_DENIED_BEFORE = re.compile(r"\b(?:neither|no|nor|never)\b[^.;:]{0,60}$", re.IGNORECASE)


class Said(NamedTuple):
    """A verb that a clause affirms or denies of somebody: its words there, and a key of the verb alone."""

    words: str
    key: int
    denied: bool


def marks(text: str) -> dict[str, str]:
    """The marks of a clause, each with the words that show it."""
    found = {name: pattern.search(text) for name, pattern in _PATTERNS.items()}
    return {name: match.groupdict().get("said") or match.group() for name, match in found.items() if match}


def capitalised(text: str) -> Counter[str]:
    """How often each word that begins with a capital (and is not in capitals) stands there."""
    return Counter(_CAPITALISED.findall(text))


def terms(text: str) -> list[str]:
    """The capitalised words inside sentences, once each: defined terms and names, in order."""
    found: dict[str, None] = {}
    end = 0
    for match in _CAPITALISED.finditer(text):
        between = text[end : match.start()].rstrip()
        last = between[-1:] or text[end - 1 : end]  # nothing but spaces after the word before: its last letter
        if last and last not in _OPENING:
            found[match.group()] = None
        end = match.end()
    return list(found)


def said(text: str) -> Iterator[Said]:
    """What the clause says somebody shall, may or will do, or not."""
    for match in _SAID.finditer(text):
        before = _DENIED_BEFORE.search(text, max(0, match.start() - 70), match.start())
        digest = blake2b(match["what"].lower().encode(), digest_size=4).digest()
        words = " ".join(match.group().split())
        if before and not match["no"]:
            words = f"{before.group().split()[0]} … {words}"  # else the quote would say the contrary
        yield Said(words, int.from_bytes(digest, "big"), bool(match["no"] or before))


def longest(text: str) -> float | None:
    """The longest duration that the clause names, in days; None where it names none."""
    return max((days(duration) for _, duration in durations(text)), default=None)
