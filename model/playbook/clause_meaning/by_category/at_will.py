"""Whether a sentence gives a right to terminate for convenience."""

from __future__ import annotations

import re

from model.playbook.clause_meaning.denials import EXCEPTION, undenied
from model.summary.dates.renewal import AT_THE_END, BEFORE_THE_END
from model.summary.dates.termination import (
    ends_a_part_only,
    ends_by_an_item,
    ends_only_after_the_term,
    ends_only_on_conditions,
    forbids_ending_at_will,
)

_BREACH = re.compile(
    r"\b(?:breach|default|insolv|bankrupt|(?<!without )(?<!or )cause[sd]?\b(?!\sor\swithout)|cure[sd]?\b"
    r"|force\smajeure|fail(?:s|ure|ed)?\b|if\s(?:the\s)?(?:[\w&]+\s){1,3}(?:has|have)\snot\b)",
    re.IGNORECASE,
)
_FOR_CAUSE = re.compile(
    r"\b(?:breach|default|insolv|bankrupt|for\scause|cure[sd]?\b|force\smajeure|if\b|in\sthe\s(?:event|case)|should\b|were\s(?:it|they|(?:the\s)?[\w&]{2,30}|either\sparty)\sto\b|"
    r"fail(?:s|ure|ed)?\b|upon\sthe\soccurrence|following|unless|material)",
    re.IGNORECASE,
)
_AT_WILL = re.compile(
    r"\bconvenience|\b(?:with\sor\s)?without\s(?:(?:providing|giving|stating|specifying|indicating)\s)?(?:(?:any|an?)\s)?(?:cause|reason)|\b(?:any|no)\s(?:or\sno\s)?(?:cause|reason)|"
    r"\bat\sany\stime|\banytime\b(?!\s(?:within|after|following|during|if|when|in)\b)|\bat\swill|\b(?:sole|absolute|own)\s(?:\w+\s){0,2}(?:discretion|option|judg"
    r"|election)|\bwithout\spenalty|"
    r"\bfor\sany\s(?:other\s|or\sno\s)?(?:reason|cause|purpose)\b|\bat\sits\s(?:option|election)|\bcause\s?less",
    re.IGNORECASE,
)
# These words alone make it a right to terminate without a reason, even next to one for breach; the other words of
# ``_AT_WILL`` do not.
_NO_REASON = re.compile(
    r"\bfor\s(?:its\s|their\s)?convenience|\bwithout\s(?:(?:providing|giving|stating|specifying|indicating)\s)?(?:(?:any|an?)\s)?(?:cause|reason)|\b(?:any|no)\s(?:other\s)?(?:or\s(?:for\s)?no\s)?reason"
    r"|\bno\scause|\bcause\s?less",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\bterminat\w*|\bcancel\w*|\bresign\b|\bend\b|\bwithdraw\w*|\bdiscontinu\w*|\b(?:may|can)\s(?:also\s)?(?:stop|leave)\b",
    re.IGNORECASE,
)
# What both parties agree on needs no right; "sole discretion" in a named case is not a right at any time.
_AGREED = re.compile(
    r"\b(?:mutual(?:ly)?\b[^.;]{0,40}\b(?:consent|agree\w*)|written\s(?:consent|agreement)\sof\s(?:both|the|all)"
    r"|agreement\s(?:in\swriting\s)?(?:of|between|among)\s(?:both|the|all)\b)",
    re.IGNORECASE,
)
# "9.1 Termination by Both Parties." is a heading and gives no right.
_HEADING = re.compile(
    r"\W{0,3}(?:(?:section|article|clause)\s)?[\d.()a-z]{0,8}\s?(?-i:Termination|TERMINATION|Cancellation|CANCELLATION)\b"
    r"(?:(?!\b(?:may|shall|will|can|must|is|are|has|have)\b)[^;]){0,60}",
    re.IGNORECASE,
)
# "Upon termination for any reason" introduces the consequences of termination.
_AFTER = re.compile(
    r"(?:\W{0,3}\w{1,4}[.)]\s)?(?:(?:up)?on|after|following)\s(?:the\s|any\s)?(?:expiration|expiry|termination|cancellation)\b"
    # "Following expiry of the initial period, either party may terminate"
    r"(?!\sof\s(?:the|such|any)\s(?:initial|first|original|minimum)\s(?:\w+\s)?(?:period|term)\b[^.;]{0,160}?\bmay\s(?:terminate|cancel)\b)",
    re.IGNORECASE,
)
_AS_OF_THE_END = re.compile(
    rf"\b(?:prior\sto|before|effective\s(?:as\sof|on|at))\sthe\s(?:expir\w+|end)(?:\sdate)?\sof\sthe\s(?:\w+\s){{0,2}}term\b|{AT_THE_END.pattern}",
    re.IGNORECASE,
)
_BARRED = re.compile(r"\b(?:may|shall|can|will)\snot\s(?:be\s)?(?:terminat|cancel)", re.IGNORECASE)
# "May terminate for cause: ... on the termination of the lease for any reason".
_WITH_CAUSE = re.compile(r"\bterminat\w*\b[^.;:]{0,80}(?<!or )\b(?:for|with)\scause\b(?!\sor\b)", re.IGNORECASE)
_IN_CASE = re.compile(
    r"(?:\W{0,3}\w{1,4}[.)]\s)?(?:if|in\s(?:the\sevent|case)|should|where|when)\b(?![^,;]{0,80}\b(?:wish|desire|elect|choose|decide|want|intend)(?:e?s)?\b)",
    re.IGNORECASE,
)
# "Such termination shall not be considered a breach" names no reason for it.
_NO_BREACH = re.compile(
    r"\bterminat\w+\s(?:shall|will|does|is|may)\snot\s(?:be\s)?(?:(?:considered|deemed|treated|regarded|constitute|construed)\s)?"
    r"(?:to\sbe\s|as\s)?(?:an?\s|any\s)?(?:breach|default|violation|failure)\b",
    re.IGNORECASE,
)
# "Following expiry of the initial period" is a time, and no event that gives a reason.
_ONCE_IT_IS_OVER = re.compile(
    r"\b(?:following|after|upon)\s(?:the\s)?(?:expir\w+|end)\sof\s(?:the|such|any)\s(?:initial|first|original|minimum)\s(?:\w+\s)?(?:period|term)\b",
    re.IGNORECASE,
)
# "If Buyer desires to terminate" needs nothing but its wish; nor does the end of the notice.
_WISH = re.compile(
    r"\b(?:in\sthe\s(?:event|case)(?:\sthat)?|if|should)\s[^.;,]{0,60}?\b(?:wish|desire|elect|choose|decide|want|intend)(?:e?s)?\sto\s(?:terminate|cancel|end)\b"
    r"(?![^.;,]{0,120}\b(?:under|pursuant|accordance|because|due|for|as\sprovided)\b)"
    r"|\b(?:following|after|upon)\sthe\s(?:expir\w+|end|lapse)\sof\s(?:this|that|such|the)\s(?:(?:[\w-]+\s){0,2}?notice|[\d-]{1,4}day)\speriod\b",
    re.IGNORECASE,
)

# "Shall terminate upon the earliest of: (a) the launch": on an event, whoever wishes it.
_ON_THE_FIRST_OF = re.compile(
    r"\b(?:terminates?|expires?|ends?)\s(?:automatically\s)?(?:up)?on\s(?:the\s)?(?:earlie(?:r|st)|first|sooner|occurrence)\b"
    r"(?![^.;]{0,200}\bnotice\b)",
    re.IGNORECASE,
)


def _without_reason(sentence: str) -> bool:
    sentence = _WISH.sub(" ", _ONCE_IT_IS_OVER.sub(" ", _NO_BREACH.sub(" ", sentence)))
    if _BARRED.search(sentence) and not EXCEPTION.search(sentence):
        return False
    if _WITH_CAUSE.search(sentence):
        return False
    if _NO_REASON.search(sentence):
        return True
    if _AGREED.search(sentence) or _IN_CASE.match(sentence):
        return False
    # "On notice of termination ninety days before the end of the term" only prevents a renewal.
    if (BEFORE_THE_END.search(sentence) or _AS_OF_THE_END.search(sentence)) and not _AT_WILL.search(sentence):
        return False
    return not _BREACH.search(sentence) if _AT_WILL.search(sentence) else not _FOR_CAUSE.search(sentence)


def is_at_will(sentence: str) -> bool:
    """Whether a sentence, without contractions, gives a right to terminate that needs no reason."""
    if _HEADING.fullmatch(sentence) or _AFTER.match(sentence) or ends_a_part_only(sentence):
        return False
    if ends_only_after_the_term(sentence) or ends_only_on_conditions(sentence) or forbids_ending_at_will(sentence):
        return False
    if ends_by_an_item(sentence):
        return True
    if _ON_THE_FIRST_OF.search(sentence):
        return False
    return bool(_ENDS.search(sentence)) and _without_reason(sentence) and undenied(_ENDS, sentence)
