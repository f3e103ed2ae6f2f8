"""A document that says of itself, in its opening, that it is part of another agreement, adds to it or amends it."""

from __future__ import annotations

import re
from typing import NamedTuple

# Documents that are made to go with another one ...
_PART = (
    r"(?:[Aa]ddendum|ADDENDUM|[Aa]mendment|AMENDMENT|[Ss]upplement|SUPPLEMENT|[Aa]nnex|ANNEX|[Aa]ppendix|APPENDIX"
    r"|[Ee]xhibit|EXHIBIT|[Ss]chedule|SCHEDULE|[Aa]ttachment|ATTACHMENT|[Rr]ider|RIDER|[Ss]ervice\s[Ll]evel\s(?:[Aa]greement|[Tt]erms)"
    r"|SERVICE\sLEVEL\sAGREEMENT|SLA|DPA|[Pp]olic(?:y|ies)|POLICY|[Gg]uidelines|Order(?:\sForm)?|Statement\sof\sWork|SOW)"
)
# ... and those that may stand alone.
_WHOLE = r"(?:[Aa]greement|AGREEMENT|[Tt]erms|TERMS|[Cc]onditions|CONDITIONS|Licen[cs]e|Lease|[Cc]ontract)"
_KIND = rf"(?:(?P<part>{_PART})|{_WHOLE}(?:\s(?:of|and|for|&)\s[A-Z]\w{{1,20}}(?:\s[A-Z]\w{{1,20}}){{0,3}})?)"
_SUBJECT = (
    rf"\b(?:[Tt]h(?:is|ese)|TH(?:IS|ESE)|[Tt]he\sfollowing)\s(?:[\w&/’'-]{{1,25}}\s){{0,5}}?{_KIND}(?![\w-])"
    r"(?:\s?\([^()]{1,120}\))?"
)
_ADDS = (
    r"(?i:forms?\s(?:an?\s)?(?:integral\s)?part\sof|supplements?(?:\sand\s(?:amends?|modif(?:y|ies)))?|complements?|appl(?:y|ies)\sin\saddition\sto"
    r"|constitutes?\s(?:an?\s)?(?:(?:integral\s)?part\sof|supplement\sto|addendum\sto)"
    r"|(?:entered\sinto|made|issued|signed)\sas\s(?:an?\s)?(?:integral\s)?part\sof"
    r"|(?:entered\sinto|made|issued)\s(?:under|pursuant\sto)(?:,?\sand\s(?:is\s|forms\s)(?:an?\s)?part\sof)?,?(?!\sthe\slaws?\b)"
    r"|(?:is|are|shall\sbe)\s(?:hereby\s|also\s)?(?:incorporated\s(?:by\sreference\s)?in(?:to)?"
    r"|(?:made\s)?(?:an?\s)?(?:integral\s)?part\sof|supplement(?:al|ary)\sto|in\saddition\sto|an?\s(?:supplement|addendum)\sto"
    r"|(?:to\sbe\s)?read\s(?:together|in\sconjunction)\swith))"
)
# "Amends and restates" replaces the other agreement.
_AMENDS = (
    r"(?i:(?:amends?|modif(?:y|ies))(?!\sand\s(?:completely\s|fully\s)?(?:restate|supersede|replace))(?:\sand\ssupplements?)?"
    r"|(?:is|constitutes?)\san?\s(?:amendment|modification)\s(?:to|of))"
)
_NAME = (
    r"(?:(?:[A-Z][\w&/’'-]{1,25},?\s(?:(?:and|of|for|&)\s)?){0,7}"
    r"(?:Agreements?|AGREEMENTS?|Contract|Lease|Addendum|Terms\s(?:and|&)\sConditions(?:\sof\s[A-Z]\w{1,20})?"
    r"|Terms\sof\s[A-Z]\w{1,20}|Terms|Conditions)|MSA|T[Oo][SU]|EULA|DPA|SLA)\b"
)
# "Is supplemental to, and forms part of, the terms of the Agreement"
_ALSO = (
    r"(?i:,?\s(?:and\s)?(?:forms?|(?:is\s|are\s)?made|supplements?|is\sincorporated\sin(?:to)?|are\sincorporated\sin(?:to)?)"
    r"(?:\s(?:an?\s)?(?:integral\s)?part\sof)?,?)"
)
_OBJECT = (
    rf"{_ALSO}?\s(?i:(?:the\s)?(?:terms(?:\sand\sconditions)?|provisions)\sof\s)?(?i:(?:the|our|your|its|their|any|an?|that\scertain)\s)?"
    r"(?:(?:main|master|general|applicable|underlying|existing|separate|written|executed|certain)\s){0,2}"
    rf"(?P<name>{_NAME}(?!\s[A-Z][a-z])|(?i:agreement|contract)\b)"
)
_SAYS = re.compile(
    rf"{_SUBJECT}(?:(?:(?!\b(?:not|no|nor|never)\b)[^.;()]){{0,80}}?\s(?:which\s|that\s)?(?:{_ADDS}|(?P<amends>{_AMENDS}))|\s(?:[Tt]o|TO)(?=\s)){_OBJECT}"
)
# "Capitalized terms used in this SLA have the meanings given to them in the License Agreement": a part of it, too
_DEFINED_THERE = re.compile(
    rf"\b(?:in|of)\s[Tt]his\s(?:[\w-]{{1,25}}\s){{0,4}}?(?P<part>{_PART}|BAA)(?![\w-])[^.;\n]{{0,160}}?\bmeanings?\b[^.;\n]{{0,60}}?\bin"
    rf"\s(?i:(?:the|our|your|its)\s)(?P<name>{_NAME})(?!\s[A-Z][a-z])"
)
# "This Publisher Agreement is between Brook LLC and you, and it supplements the Brook Terms of Service"
_IT_ADDS = re.compile(
    rf"^[Tt]his\s(?:[\w&/’'-]{{1,25}}\s){{0,5}}?{_KIND}(?![\w-])[^\n;]{{0,600}}?(?:^|[.,]\s)(?:and\s)?(?P<says>[Ii]t\s{_ADDS}{_OBJECT})",
    re.MULTILINE,
)
# "This letter amends the Supply Agreement", "This letter records the changes on which we have settled", in a letter
# that begins with "We refer to the Supply Agreement"
_LETTER_CHANGES = re.compile(
    r"\b(?:[Tt]his|[Tt]he\spresent)\s[Ll]etter(?:\s[Aa]greement)?\s(?:(?:hereby|will|shall|also)\s){0,2}"
    r"(?:(?:amends?|var(?:y|ies)|modif(?:y|ies))(?!\sand\s(?:\w+\s)?(?:restates?|replaces?|supersedes?))(?:\sand\ssupplements?)?"
    r"|(?:records?|sets?\sout|confirms?|documents?|contains?)\s(?:(?:the|our|certain|some|following|agreed|those|further)\s){0,3}"
    r"(?:changes|amendments?|variations?|modifications?))\b"
    rf"(?:[^.;\n]{{0,60}}?\b(?:[Tt]he|[Oo]ur)\s(?P<name>{_NAME})(?!\s[A-Z][a-z]))?"
)
_REFERS_TO = re.compile(rf"\b(?:[Ww]e|I)\srefer\sto\s(?:the|our)\s(?P<name>{_NAME})(?!\s[A-Z][a-z])")
_OPENING = 3_000
_WORDLESS = re.compile(r"(?:agreement|contract|terms|conditions)\Z", re.IGNORECASE)
_CHANGE = re.compile(r"amendment|modification", re.IGNORECASE)


class Stated(NamedTuple):
    """What a document says of another one: whether it amends it, that one's name, and the interval of the words."""

    amends: bool
    name: str | None
    start: int
    end: int


def stated_dependence(text: str) -> Stated | None:
    """What the document says in its opening of the agreement to which it belongs: "This Service Level Agreement forms
    part of the Subscription Agreement", "these API Terms supplement our main Terms of Service"."""
    for match in _SAYS.finditer(text, 0, _OPENING):
        name = " ".join(match["name"].split())
        unnamed = _WORDLESS.match(name) is not None
        # "These Terms form part of the contract" that is made by accepting them.
        if unnamed and not match["part"]:
            continue
        amends = bool(match["amends"] or (match["part"] and _CHANGE.match(match["part"])))
        return Stated(amends, None if unnamed else name, *match.span())
    if changed := _changed_by_letter(text):
        return changed
    if (it := _IT_ADDS.search(text, 0, _OPENING)) and not _WORDLESS.match(it["name"]):
        return Stated(False, " ".join(it["name"].split()), *it.span("says"))
    if (there := _DEFINED_THERE.search(text, 0, _OPENING)) and not _CHANGE.match(there["part"]):
        return Stated(False, " ".join(there["name"].split()), *there.span())
    return None


def _changed_by_letter(text: str) -> Stated | None:
    """The agreement that a letter says it amends, by its name there or where the letter refers to it before."""
    changes = _LETTER_CHANGES.search(text, 0, _OPENING)
    if changes is None:
        return None
    for named in (changes, _REFERS_TO.search(text, 0, changes.start())):
        if named and named["name"] and not _WORDLESS.match(named["name"]):
            return Stated(True, " ".join(named["name"].split()), *changes.span())
    return None
