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
    # a program for developers develops nothing
    "Development": r"develop(?!ers?\b)|(?:web|website|software|game|app) developer",
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
# "Data Processing Addendum" does not change a contract.
_OWN_ADDENDUM = re.compile(r"\bdata\s(?:processing|protection)\saddendum\W*$", re.IGNORECASE)
_NOUNS = {"Data processing {noun}": "agreement"}
# Kinds that have a name of their own, and what a lawyer calls them; the title's own noun stays ("addendum").
_NAMED = (
    (re.compile(r"\bend[\s-]users?[\s-]licen[cs]e|\bEULA\b", re.IGNORECASE), "End-user license agreement"),
    (
        re.compile(r"\bdata\s(?:processing|protection)\s(?P<noun>agreement|addendum|terms)|\bDPA\b", re.IGNORECASE),
        "Data processing {noun}",
    ),
    (
        re.compile(
            r"^(?:(?:mutual|one[\s-]way|unilateral|bilateral)\s)?(?:non-?\s?disclosure|confidentiality)\s(?:agreement|deed|undertaking)|\bNDA\b",
            re.IGNORECASE,
        ),
        "Non-disclosure agreement",
    ),
    (
        re.compile(
            r"\bterms\s(?:and\sconditions\s)?of\s(?P<noun>service|use)\b",
            re.IGNORECASE,
        ),
        "Terms of {noun}",
    ),
    (
        re.compile(r"\bconditions\sof\s(?:\w+\sand\s)?(?P<noun>sale|supply|purchase|business)\b", re.IGNORECASE),
        "Terms and conditions of {noun}",
    ),
    (re.compile(r"\bterms\sof\s(?P<noun>sale|supply|purchase|business|trade)\b", re.IGNORECASE), "Terms of {noun}"),
    (re.compile(r"\bmember(?P<noun>ship)?\sagreement\b", re.IGNORECASE), "Member{noun} agreement"),
    (re.compile(r"\bindependent\scontractor\b", re.IGNORECASE), "Independent contractor agreement"),
)
_TERMS = re.compile(r"\bterms\s(?:and|&)\sconditions$", re.IGNORECASE)
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
    if own := _own_name(plain):
        return own
    change = next((lead for lead, words in _CHANGES.items() if words.search(plain)), None)
    if not found:
        return change.split()[0] if change else _of_no_type(plain)
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


def _of_no_type(title: str) -> str | None:
    if _UNDER_ONE.search(title):
        return "Statement of work"
    return "Terms and conditions" if _TERMS.search(title) else None


def _own_name(title: str) -> str | None:
    """What a lawyer calls a kind of contract that has a name of its own; None if the title changes such a contract."""
    if any(change.search(title) for change in _CHANGES.values()) and not _OWN_ADDENDUM.search(title):
        return None
    for words, named in _NAMED:
        if match := words.search(title):
            noun = (match.groupdict().get("noun") or _NOUNS.get(named, "")).lower()
            return named.format(noun=noun)
    return None


def _called(kind: str, words: str) -> str:
    if kind == "Intellectual Property":
        return _INTELLECTUAL_PROPERTY.get(words[:5].lower(), "intellectual property")
    if words.lower().startswith(("cooperat", "co-operat")):
        return "cooperation"  # may be one of shareholders, who collaborate on nothing
    return "collaborative" if words.lower() == "collaborative" else _CALLED.get(kind, kind.lower())
