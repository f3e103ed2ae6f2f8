"""Extracts features of a clause's wording: decisive words, verbs affirmed or denied, capitalized terms, durations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

# Markers: words that decide what a clause means, each with a pattern. Chosen by hand from general legal English. The
# names complete the sentence "it does not mention ...".
MARKERS: dict[str, str] = {
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
    # These two depend on what the clause as a whole does not say.
    "the other of two": r"(?s)^(?!.*\b(?:either|each|neither|both|any|every|a|one|no) (?:of the )?(?:other )?"
    r"part(?:y|ies)\b)(?!.*\bmutual)"
    r".*?(?P<said>\bthe other(?: party| parties)?\b(?! hand)|\beach other\b|\bone another\b)",
    "without consent undenied": r"(?s)^(?!.*\b(?:not|no|neither|nor|never|cannot|none|nothing|only|unless)\b)"
    r".*?(?P<said>\bwithout\b[^.;]{0,60}\b(?:consent|approval|permission)\b)",
}
# Follows the quoted words of these markers in the reason for a flag.
MARKER_NOTES: dict[str, str] = {
    "the other of two": " but neither “either party” nor “each party”",
    "without consent undenied": " and denies nothing",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in MARKERS.items()}
_MODAL = r"(?:shall|will|may|must|can|does|do|is|are)"
_SAID = re.compile(
    rf"\b{_MODAL}(?P<no>\s?not\b)?\s+(?:(?:also|only|hereby|automatically|be|in|its|sole|discretion|have)\s+)*(?P<what>[a-z]{{3,}})",
    re.IGNORECASE,
)
# The names of months and days are capitalized, but are not defined terms.
_CAPITALISED = re.compile(
    r"\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)[A-Z][a-z]{2,}\w*"
)
# The characters that precede a sentence's first word.
_OPENING = '.!?:;"“”([•'
# "Neither party shall assign" is a denial, as "shall not assign" is.
_DENIED_BEFORE = re.compile(r"\b(?:neither|no|nor|never)\b[^.;:]{0,60}$", re.IGNORECASE)


class Verb(NamedTuple):
    """A verb that a clause affirms or denies: the words of the clause, and a hash of the verb alone."""

    words: str
    key: int
    denied: bool


def markers_in(text: str) -> dict[str, str]:
    """The markers of a clause, each with the words that match it."""
    found = {name: pattern.search(text) for name, pattern in _PATTERNS.items()}
    return {name: match.groupdict().get("said") or match.group() for name, match in found.items() if match}


def capitalized(text: str) -> Counter[str]:
    """The number of occurrences of each capitalized word (words in all capitals excluded)."""
    return Counter(_CAPITALISED.findall(text))


def terms(text: str) -> list[str]:
    """The capitalized words that do not begin a sentence, without duplicates, in order: defined terms and names."""
    found: dict[str, None] = {}
    end = 0
    for match in _CAPITALISED.finditer(text):
        between = text[end : match.start()].rstrip()
        last = between[-1:] or text[end - 1 : end]  # if only spaces come between, the previous word's last letter
        if last and last not in _OPENING:
            found[match.group()] = None
        end = match.end()
    return list(found)


def verbs_in(text: str) -> Iterator[Verb]:
    """The verbs that follow "shall", "may", "will" and the like, affirmed or denied."""
    for match in _SAID.finditer(text):
        before = _DENIED_BEFORE.search(text, max(0, match.start() - 70), match.start())
        digest = blake2b(match["what"].lower().encode(), digest_size=4).digest()
        words = " ".join(match.group().split())
        if before and not match["no"]:
            words = f"{before.group().split()[0]} … {words}"  # without the denial, the quote would say the opposite
        yield Verb(words, int.from_bytes(digest, "big"), bool(match["no"] or before))


def longest_duration(text: str) -> float | None:
    """The longest duration in the clause, in days; None if it has none."""
    from model.summary.values.durations import days, durations  # brings libraries that a norm can do without

    return max((days(duration) for _, duration in durations(text)), default=None)
