"""The type of agreement that a document's title names: as rules call it, and as a lawyer writes it."""

from __future__ import annotations

import re

# The types of agreement, by the words of their names; the first match counts, so the narrower types come first.
TYPES = {
    "Joint Venture": r"joint venture",
    "Joint Filing": r"joint filing",
    "Research": r"research|clinical\s+trial",
    "Strategic Alliance": r"strategic|alliance",
    "Co-Branding": r"co-?brand",
    "Franchise": r"franchis",
    "Affiliate": r"affiliat",
    "Endorsement": r"(?<!dollar )(?<!insurance )(?<!policy )(?<!benefit )endorse",
    "Sponsorship": r"sponsor",
    "Reseller": r"re-?sell|remarketer",
    "Remarketing": r"re-?marketing",  # of securities, which the agent does not buy to resell
    "Distributor": r"distribut|(?<!broker[ -])dealer",
    "Agency": r"agency|(?<!transfer )agent",
    "Consulting": r"consult",
    "Outsourcing": r"outsourc",
    "Manufacturing": r"manufactur",
    "Supply": r"suppl|purchase",
    "Transportation": r"transport",
    "Hosting": r"hosting",
    "Maintenance": (
        r"(?<!capital )(?<!worth )(?<!income )(?<!yield )maintenance"
        r"|(?<!credit )(?<!voting )(?<!capital )(?<!keepwell )support"
    ),
    "Intellectual Property": r"intellectual property|\bip\b|trade-?mark|patent",
    "License": r"licen[sc]",
    "Collaboration": r"collaborat|cooperat|co-operat",
    "Development": r"develop",
    "Promotion": r"promot",
    "Marketing": r"(?<!re)(?<!re-)market|advertis",
    "Service": r"servic",
}
# What a lawyer calls a type, if that differs from the type's name.
_CALLED = {"Distributor": "distribution", "Service": "services"}
_PATTERNS = {kind: re.compile(words, re.IGNORECASE) for kind, words in TYPES.items()}
_INTELLECTUAL_PROPERTY = {"trade": "trademark", "paten": "patent"}
# "AGENT'S CERTIFICATE" is not an agency agreement.
_CERTIFICATE = re.compile(r"\bcertificate\W*$", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_WORD = re.compile(r"[\w-]*")
_JOINS_TYPES = re.compile(r"\s*+(?:,|/|&|\band\b)[\s\w,&/-]{0,20}$", re.IGNORECASE)
_CHANGES = {
    "Amendment to a": re.compile(r"\bamendment\b|\bmodification\b|\bvariation\b", re.IGNORECASE),
    "Addendum to a": re.compile(r"\baddendum\b|\bsupplement\s+to\b", re.IGNORECASE),
}
# What is made under an agreement has a name of its own.
_UNDER_ONE = re.compile(r"\bstatements?\s+of\s+work\b", re.IGNORECASE)
# A type has at most this many parts: "research, collaboration and license".
_MOST = 3


def type_of(title: str) -> str | None:
    """The type of agreement, as rules and norms call it; None if the title names no known type. Words in brackets
    ("between the franchisee and its staff") do not count."""
    if _CERTIFICATE.search(title):
        return None
    plain = _BRACKETS.sub(" ", title)
    return next((kind for kind, words in _PATTERNS.items() if words.search(plain)), None)


def type_in_words(title: str) -> str | None:
    """The type as a lawyer writes it: "License and hosting agreement", "Amendment to a services agreement"."""
    plain = " ".join(_BRACKETS.sub(" ", title).split())
    if _CERTIFICATE.search(title):
        return None
    found = sorted(
        (match.start(), kind, match.group()) for kind, words in _PATTERNS.items() if (match := words.search(plain))
    )
    change = next((lead for lead, words in _CHANGES.items() if words.search(plain)), None)
    if not found:
        return change.split()[0] if change else "Statement of work" if _UNDER_ONE.search(plain) else None
    parts = ""
    end = 0
    for start, kind, begin in found[:_MOST]:
        words = begin + _WORD.match(plain, start + len(begin)).group()  # type: ignore[union-attr]
        between = plain[end:start]
        if parts and start >= end and (_JOINS_TYPES.match(between) or not between.strip()):
            parts += (" and " if between.strip() else " ") + _called(kind, words)
        elif parts:
            break
        else:
            parts = _called(kind, words)
        end = start + len(words)
    if change is None:
        return f"{parts[0].upper()}{parts[1:]} agreement"
    return f"{change}{'n' if parts[0] in 'aeiou' else ''} {parts} agreement"


def _called(kind: str, words: str) -> str:
    if kind == "Intellectual Property":
        return _INTELLECTUAL_PROPERTY.get(words[:5].lower(), "intellectual property")
    if words.lower().startswith(("cooperat", "co-operat")):
        return "cooperation"  # may be one of shareholders, who collaborate on nothing
    return "collaborative" if words.lower() == "collaborative" else _CALLED.get(kind, kind.lower())
