"""Contracts in plain English, which have few legal words: what they say of themselves, and where they are signed."""

from __future__ import annotations

import re

_TOP, _END = 1_500, 2_000
_LETTER = re.compile(r"^Dear\s", re.MULTILINE)
# "This statement, together with the handbook, forms part of your contract of employment": what does not form part of
# it is a handbook or a policy.
_SAYS_SO = re.compile(
    r"\bthis\s(?:written\s)?(?:statement|document|contract|agreement)\b(?:(?!\bnot\b)[^.;]){0,120}?\b"
    r"(?:forms?\s(?:part\sof\s)?(?:your|the|our)\s(?:contract|agreement)\b"
    r"|sets?\sout\s[^.;]{0,80}?\b(?:terms|particulars)\b[^.;]{0,60}?\b"
    r"(?:of\syour\semployment\b|(?:on|under)\swhich\s[^;]{1,120}?\b(?:employs?|employed|work)\b))"
    r"|\bthis\s(?:\w+\s){0,4}?(?:contract|agreement)\sis\s(?:made\s|entered\sinto\s)?(?:by\sand\s)?between\b"
    r"|\bthis\sis\san?\s(?:\w+\s){0,3}?(?:contract|agreement)\sbetween\b",
    re.IGNORECASE,
)
# A short first line: a guide to contracts asks or explains in its title.
_TITLE = re.compile(
    r"\s*(?=[^\n]{0,80}(?:\n|$))(?:[\w&'’/-]+ ){0,8}(?:contract|agreement)"
    r"(?: of employment| for [\w ]{1,40})?[ .:]*(?:\n|$)",
    re.IGNORECASE,
)
# "Signed by the owner: ____", "SIGNATURE: Employee"
_PLACE_TO_SIGN = re.compile(r"^[ \t]*(?:signed|signature|sign\shere)\b(?=[^\n]{0,80}?(?::|_{3}|\.{5}))", re.I | re.M)


def says_it_is_a_contract(text: str) -> bool:
    """Whether a document has a place to sign and says at its beginning that it is a contract between somebody, or part
    of one, or has a contract's title and places for two to sign; letters excepted."""
    if _LETTER.search(text, 0, _TOP):
        return False
    places = sum(1 for _ in _PLACE_TO_SIGN.finditer(text, max(0, len(text) - _END)))
    return places > 0 and (bool(_SAYS_SO.search(text, 0, _TOP)) or (places > 1 and bool(_TITLE.match(text))))
