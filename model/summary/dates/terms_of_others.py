"""Terms, ends and renewals of other agreements that a contract names, so that they are not taken for its own."""

from __future__ import annotations

import re

# "The Master Agreement continues until May 2, 2025", "the term of the Master Agreement ends"
_SPOKEN_OF = re.compile(
    r"(?:^|(?<=[.;]\s)|(?<=\n))\W{0,4}(?:(?:\d[\d.]{0,6}|\(?[A-Za-z][.)])\s)?(?i:the\s)(?:(?i:(?:\w+\s)?term\sof\sthe\s))?"
    r"(?P<name>(?:[A-Z][\w&’'-]{1,25}\s(?:(?:and|of|for|&)\s)?){1,6}(?:Agreement|Contract|Lease|Sublease|Licen[cs]e))\s"
    r"(?:shall\s|will\s|now\s|is\sto\s){0,2}(?:continues?|expires?|ends?|terminates?|runs?|lasts?|remains?\sin\s(?:full\s)?(?:force|effect)|renews?"
    r"|(?:is|was)\s(?:for|valid|in\s(?:force|effect)|renew\w*|extended)|has\s(?:an?\s)?(?:\w+\s){0,2}?term)\b"
)
# "The MSA's initial term ends"
_ITS_TERM = re.compile(
    r"\b(?P<name>[A-Z][A-Z&]{1,9}|(?:[A-Z][\w&-]{1,25}\s){1,4}(?:Agreement|Contract|Lease))[’']s\s(?:\w+\s){0,2}?term\s"
    r"(?:shall\s|will\s|now\s|is\sto\s){0,2}(?:ends?|expires?|runs?|continues?|terminates?)\b"
)
# A title that says that the contract changes another one, so that the other's term is what it is about.
_CHANGES = re.compile(
    r"\b(?:amend|exten[ds]|extension|renew|modif|restate|supplement|terminat|waiver|assign|novat|variation|addend)",
    re.IGNORECASE,
)
# "Statement of Work No. 4 under the Master Agreement"
_UNDER_ANOTHER = re.compile(r"\b(?:under|pursuant\sto|forming\spart\sof|to)\s(?:the|that)\b", re.IGNORECASE)
# "The Services Agreement between them dated May 2, 2020", up to the name that it is given.
_MADE_BEFORE = re.compile(
    r"\b(?:the|that|certain|an?|their)\s(?:[\w&’'-]{1,30}\s){0,7}?(?:agreement|contract|lease|licen[cs]e)\b[^;“”\"\n]{0,200}?"
    r"\b(?:dated|between|entered\sinto|made|signed)\b[^;“”\"\n]{0,200}$",
    re.IGNORECASE,
)
_OPENING, _REACH = 6_000, 400


def is_of_a_named_agreement(words: str, title: str, text: str) -> bool:
    """Whether the words are about the term of another agreement, which this contract defines as one made before ("the
    Services Agreement between them dated May 2, 2020 (the "Master Agreement")"), and which it does not change."""
    spoken = _SPOKEN_OF.search(words) or _ITS_TERM.search(words)
    if spoken is None or not title or _CHANGES.search(title):
        return False
    name = " ".join(spoken["name"].split())
    own = _UNDER_ANOTHER.split(" ".join(title.split()), maxsplit=1)[0]
    itself = re.compile(rf"\bthis\s{re.escape(name)}\b", re.IGNORECASE)
    if name.lower() in own.lower() or itself.search(text):
        return False
    defined = re.compile(rf"\((?:(?:the|such|that)\s)?[“\"]{re.escape(name)}[”\"]\)").search(text, 0, _OPENING)
    if defined is None:
        return False
    return _MADE_BEFORE.search(text, max(0, defined.start() - _REACH), defined.start()) is not None
