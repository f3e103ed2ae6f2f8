"""Mentions of somebody who is no party: officers, streets, other companies, and what kind of company a party is."""

from __future__ import annotations

import re

from model.schema import Clause
from model.summary.parties.company_names import ANY_FORM, FORM_ALONE, HARD_FORM

# "By: Brook GP, LLC, a Utah company, its general partner" signs for the party above it.
_FOR_ANOTHER = re.compile(r"\.?,?\s{1,3}(?:an?\s[^,;\n]{3,60},\s)?(?:its|as|the)\s")
_BY = re.compile(r"\bBy\s?:\s{0,3}$")
_OFFICES = r"Authori[sz]ed|Director|Manager|President|Chief|Vice|Secretary|Treasurer|General|Managing|Member|Partner"
# Nor does an officer whose office stands below the signature.
_SIGNS, _OFFICER = (
    re.compile(r"(?:/s/|\bBy\s?:)\s{0,3}$"),
    re.compile(rf"(?:\s{{1,3}}By\s?:[^\n]{{0,60}})?\s{{1,3}}Title\s?:\s?(?:{_OFFICES})"),
)
# "Ann Brook, VP", below or beside that person's signature.
_NEAR_A_SIGNATURE = re.compile(r"(?:/s/|\bBy\s?:|_{5,80})[^\n]{0,60}\n?$")
_WITH_OFFICE = re.compile(
    rf"(?:\n[^\n,]{{3,50}})?,\s(?:VP|SVP|EVP|CEO|CFO|COO|CTO|{_OFFICES}|Shareholder|Owner|Attorney)\b"
)
VERB = re.compile(r"\b(?:is|are|shall|means|agrees?|referred|hereby)\b")
# "(individually and collectively the Participants)" does not name a single party.
_TOGETHER = re.compile(r"(?:individually|jointly|collectively|together)\b", re.IGNORECASE)
_NAMES_ANOTHER = re.compile(
    r"\b(?:laws?\s+of(?:\s+the\s+State\s+of)?|on\s+behalf\s+of|subsidiary\s+of|affiliate\s+of|division\s+of|offices?\s+(?:at|in)|c/o|"
    r"located\s+(?:at|in)|known\s+as|(?:by|under)\s+the\s+name\s+of|(?:shares?|stock|securities|units)\s+of|copy\s+to:?|Building\s+\w{1,3},)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
# "Individually and collectively the Joint Venturers “JV”"
_TOGETHER_BEFORE = re.compile(
    r"\b(?:individually|jointly|collectively)\b"
    r"(?:[\s,]{1,2}(?:and|or|the|referred|to|as|called|[A-Z]\w+)){0,5}[\s,]{0,2}[\"“]$"
)
_JOINT_REACH = 100
# "For and on behalf of", at the beginning of a line: over a signature.
_SIGNED_FOR = re.compile(r"(?:^|\n)(?:signed\s)?for\s(?:and\s)?on\sbehalf\sof\s(?:the\s)?$", re.IGNORECASE)
# "Brook Labs (an Australian Pty Ltd company)"
_AN, _KIND_OF_COMPANY = (
    re.compile(r"(?:\b[Aa]n?\s)?$"),
    re.compile(rf"[Aa]n?\s(?:[A-Z][a-z]+\s){{1,2}}(?:{FORM_ALONE.pattern})(?:\s(?:company|corporation|entity)|\b[,)])"),
)
# Digits before a name make it an address ("4703 HARROW OAK"), unless they are a date's year.
_HOUSE_NUMBER = re.compile(r"(?<![\w.,])(?<!\d, )\d{1,6}[ \t]+(?:[NSEW]\.?\s+|North\s+|South\s+|East\s+|West\s+)?$")


def names_nobody(mention: Clause, before: str, text: str) -> bool:
    """Whether a mention is a sentence, a street, an officer or someone who signs for a party, another company by the
    words before it, the kind of a company, or what several parties are called."""
    if (VERB.search(mention.text) and not HARD_FORM.search(mention.text)) or _TOGETHER.match(mention.text):
        return True
    if _TOGETHER_BEFORE.search(text, max(0, mention.interval[0] - _JOINT_REACH), mention.interval[0]):
        return True
    if _HOUSE_NUMBER.search(before) and not ANY_FORM.search(mention.text):
        return True
    if signs_for_another(text, *mention.interval):
        return True
    article = _AN.search(before)
    if article and _KIND_OF_COMPANY.match(text, mention.interval[0] - len(article.group())):
        return True
    return _NAMES_ANOTHER.search(before) is not None and not _SIGNED_FOR.search(before)


_LEAD = 80


def signs_for_another(text: str, start: int, end: int) -> bool:
    """Whether the name of this interval is that of an officer, a partner or a manager who signs for a party."""
    before = text[max(0, start - _LEAD) : start]
    return bool(
        (_BY.search(before) and _FOR_ANOTHER.match(text, end))
        or (_SIGNS.search(before) and _OFFICER.match(text, end))
        or (_NEAR_A_SIGNATURE.search(before) and _WITH_OFFICE.match(text, end))
    )
