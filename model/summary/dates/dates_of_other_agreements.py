"""Dates of other contracts that a contract mentions, so that they are not taken for its own."""

from __future__ import annotations

import re

from model.summary.values.date_patterns import DATE

# A date's contract is named at most this many characters before the date.
_BEFORE = 250
_NAMED = re.compile(
    r"(?:\b(?:the|that|an?|certain|its|their|existing|prior)\s+(?:[\w\'’&/-]+\s+){0,6}?|(?-i:(?<!This\s)(?<!THIS\s)\b(?!This\b|THIS\b)[A-Z][a-z]+\s+(?:(?!This\b|THIS\b)(?:[A-Z][\w-]*|and|of|for)\s+){0,6}?))"
    r"(?:agreement|contract|lease|licen[cs]e|letter|heads\s+of\s+terms|term\s+sheet|memorandum(?:\s+of\s+understanding)?|power\s+of\s+attorney|powers\s+of\s+attorney|proxy)\b"
    r"(?P<between>(?:(?!\bthis\b|\bis\b|\bare\b|\bshall\b|[;\n])[^“\"])*+)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:dated|made|entered|executed|signed|effective|as\s+of|of|bears?\sthe\sdate|bearing\sthe\sdate)\b[\s,]{0,3}(?:as\s+of\s|on\s|of\s|the\s|into\s|this\s){0,4}$",
    re.IGNORECASE,
)
# "Following the feasibility study of", "as offered in its proposal dated": papers that came before the contract
_PAPER = re.compile(
    r"\b(?:the|that|an?|its|their|his|her|your|our)\s(?:[\w’'&/-]+\s){0,3}?"
    r"(?:study|report|proposal|tender|bid|quotation|prospectus|resolution|minutes|judge?ment|invoice|survey|valuation|letter\sof\sintent)\s"
    r"(?:(?:no\.?|number)\s[\w/-]{1,20}\s)?(?:dated|of|made\son|given\son|submitted\son)\s(?:the\s)?$",
    re.IGNORECASE,
)
# "This letter sets forth the agreement between the parties dated ..." refers to itself.
_ITSELF = re.compile(r"\b(?:sets?\s+(?:forth|out)|constitutes?|reflects?|records?|confirms?)\s*$", re.IGNORECASE)
# Before a part of this contract's own name: "This Second Amended and", or its short name: "this “Second"
_IN_ITS_OWN_NAME = re.compile(r"\b(?:[Tt]his|THIS)\s[“\"]?(?:(?:[A-Z][\w&’-]*|and)\s){0,6}$")
# "“Services Agreement” means the agreement executed between the parties on"
_DEFINED = re.compile(
    r"[“\"](?!(?:this|the\s)?(?:agreement|contract)[”\"])[^“”\"]{1,50}\b(?:agreement|contract|lease|licen[cs]e)[”\"]\s(?:(?:shall\s)?means?\s|is\s|refers\sto\s)?"
    r"(?:the|that|an?)\s(?:[^“”\"\s]+\s){0,12}?(?:dated|made|entered|executed|signed|concluded|effective)\s(?:[^“”\"\s]+\s){0,12}?"
    r"(?:on|as\sof)\s(?:the\s)?$",
    re.IGNORECASE,
)


# "To amend the Supply Agreement between Harrow and Ada Quill (“Seller”) effective as of"
_CHANGED = re.compile(
    r"\b(?:amend|modify|terminate|supersede|replace)s?\s(?:\w+\s){0,4}?(?:the|that|a)\s(?:[\w’&/-]+\s){0,6}?(?:agreement|contract|lease)\b"
    r"(?P<between>(?:(?!\bthis\b|\bis\b|\bare\b|\bshall\b|[;\n]).)*+)$",
    re.IGNORECASE,
)
# "A continuation of the arrangement originally effective as of"; not "this Agreement, originally dated".
_EARLIER = re.compile(
    r"(?<!\bthis\sagreement\s)(?<!\bthis\sagreement,\s)\b(?:originally|previously|formerly)\s"
    r"(?:effective|dated|made|executed|signed|commenc\w+|entered\sinto)\s(?:(?:as\sof|on|from)\s)?(?:the\s)?$"
    # "the License, which bears the date of"
    r"|\b(?:which|that)\sbears\s(?:the\s)?date\s(?:of\s)?(?:the\s)?$"
    # "which expired on June 1, 2021"
    r"|\b(?:which|that)\s(?:has\s|had\s|was\s|since\s){0,2}(?:expired|lapsed|terminated|ended)\s(?:(?:on|as\sof|effective)\s){0,2}(?:the\s)?$",
    re.IGNORECASE,
)
# "May 2, 2020, which expired on June 1, 2021"
_ENDED_SINCE = re.compile(
    rf"{DATE},?\s(?:which|that|and)\s(?:has\s|have\s|had\s|was\s|since\s){{0,2}}(?:expired|lapsed|terminated|ended)\b",
    re.IGNORECASE,
)
# "Employment Agreement dated as of" at the top, or "Dated as of" below the title: the heading of this contract, which
# names no other agreement. (An amendment's heading may give the date of what it amends.)
_IN_A_HEADING = re.compile(
    r"(?:(?!(?:This|THIS|That|THAT|Amendment|AMENDMENT)\b)[A-Z][\w&’'(),./-]{0,30}\s|(?:and|for|of|&)\s){0,14}"
    r"(?i:dated|made|effective)\s(?i:as\s)?(?i:of\s|on\s)?"
)
_TOP = 1_500
# Where a sentence ends, but not after an initial, "Mr.", "no." or "Inc."
_SENTENCE_ENDS = re.compile(r"(?<!\b[A-Z])(?<!\b(?i:mr|ms|dr|co|no))(?<!\b(?i:mrs|inc|ltd))(?<!\b(?i:corp))\.\s")


def is_anothers_date(text: str, start: int) -> bool:
    """Whether the date that starts here belongs to another contract named in the sentence: "the agreement between Acme
    and Brightwater dated 17 March 1995"."""
    line = text.rfind("\n", 0, start) + 1
    if start < _TOP and _IN_A_HEADING.fullmatch(text, line, start):
        return False
    before = " ".join(_SENTENCE_ENDS.split(text[max(0, start - _BEFORE) : start])[-1].split()) + " "
    changed = _CHANGED.search(before)
    if _EARLIER.search(before) or _PAPER.search(before) or _ENDED_SINCE.match(text, start):
        return True
    if _DEFINED.search(before) or (changed and _DATED.search(changed["between"])):
        return True
    named = _NAMED.search(before)
    if named is None or not _DATED.search(named["between"]):
        return False
    lead = before[: named.start()]
    return not (_ITSELF.search(lead) or _IN_ITS_OWN_NAME.search(lead))
