"""Whether a date is the contract's own: the day on which it is made, or on which it begins."""

from __future__ import annotations

import re

from chunking.document import Document
from model.findings import Finding
from model.summary.attached_announcements import ATTACHED
from model.summary.dates.agreement_date import AGREED
from model.summary.dates.dates_of_other_agreements import is_anothers_date
from model.summary.dates.defined_dates import is_another_day, is_of_a_defined_thing
from model.summary.dates.start_and_term import HELD_A_POST, SIGNED_BY_ALL, speaks_of_a_beginning
from model.summary.fallbacks.common import EFFECTIVE
from model.summary.fallbacks.readers import DATES
from model.summary.text.signatures import SIGNED

# Words before a date that make it the start of the term, not the date of the contract.
_STARTS_ON = re.compile(
    r"\b(?:commencement|commencing|effective|start(?:ing)?)\s+date\b(?:[^.;\n]{0,60}\b(?:is|be|on|:)|\s+of)\s*(?:the\s+)?$"
    r"|(?<!and\s)\bcommencing\s(?:on|from)\s(?:the\s)?$|\b(?:shall|will)\s(?:commence|begin|start)\son\s(?:\w+day,?\s)?$"
    r"|[\"“](?!(?:the\s)?(?:agreement|contract|execution|sign))[^\"“”\n]{2,40}\sdate[\"”]\s+(?:shall\s+)?means?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "This Agreement takes effect on May 2, 2020" gives no day on which it is made, unless the parties follow: "This
# Agreement is effective as of May 2, 2020 by and between".
_TAKES_EFFECT = re.compile(
    r"\b(?:this|the)\s(?:[\w&-]{1,30}\s){0,6}?(?:agreement|contract|amendment|addendum)\s(?:\([^()]{0,80}\)\s)?(?:(?:is|shall\s(?:be|become)|will\s(?:be|become)|becomes?)\s(?:deemed\s)?effective"
    r"|(?:shall\s|will\s)?(?:takes?\seffect|(?:comes?|enters?)\sinto\s(?:force|effect)))\s"
    r"(?:(?:on|from|as\sof|upon)\s)?(?:the\s(?:day\sof\s)?)?$"
    # "These Terms are effective from May 2, 2020": whoever accepts them does so later
    r"|\bthese\s(?:[\w&-]{1,30}\s){0,5}?(?:terms|conditions)\s(?:(?:are|become)\s(?:effective|in\sforce)|take\seffect|come\sinto\s(?:force|effect))\s"
    r"(?:on|from|as\sof)\s(?:the\s)?$",
    re.IGNORECASE,
)
# A line "Effective May 2, 2020", or "Effective: May 2, 2020", is on the effective date, too; so is such a field of a
# line: "Version 1.0 · Effective: May 2, 2020 · English law".
_EFFECTIVE_LINE = re.compile(r"(?:\n[^\w\n]{0,4}|[·|•]\s)(?:Effective|EFFECTIVE):?(?:\s(?:as\sof|from|on))?\s$")
_LINE_ENDS = re.compile(r"[.*_)\s]{0,4}(?:\n|\Z|[·|•])")
_PARTIES_FOLLOW = re.compile(r"[^.;]{0,60}\b(?:between|among)\b", re.IGNORECASE)
# When a file was last revised or printed: "Rev. 8/29/2018 3:38 PM".
_STAMPED = re.compile(
    r"\b(?:date\sof\sbirth|birth\s?date|born|rev|revised|revision|printed|print\sdate|created|creation\sdate|(?:last\s)?(?:updated|modified)|last\s(?:saved|edited|changed|amended|reviewed)|draft|version|filed|recorded)\b[.:\s]{0,3}(?:(?:on|of|date|as|[A-Z]{2,6})[:\s]{1,2}){0,3}$",
    re.IGNORECASE,
)
# "Effective: May 2, 2020", and in the next line "Version: 2.1": when that version was published.
_VERSIONED = re.compile(r"[ \t.]{0,4}\n\s{0,4}\W{0,4}(?:Version|Revision|VERSION|Rev)\b\.?\s?:?\s{0,3}v?\d")
_TIMED = re.compile(r",?\s{1,3}\d{1,2}:\d{2}\b(?:\s?[AaPp]\.?[Mm]\b)?")
_OPENING = 4_000


def is_the_beginning(document: Document, finding: Finding) -> bool:
    """Whether an effective date can be that of the contract, and not of a part or of what ends on that day."""
    text = document.text[finding.start : finding.end]
    if _ANOTHER_DATE.search(text) and _WHEN_EXECUTED.search(document.text):
        return False
    sentence = _sentence(document, finding)
    begins_the_work = _WORK_BEGINS.search(sentence) or _COMMENCEMENT_FIELD.match(sentence)
    if begins_the_work and SIGNED_BY_ALL.search(document.text):
        return False
    if not is_of_the_contract(document, finding) or _A_PART_BEGINS.search(sentence):
        return False
    if _HELD_A_POST.search(sentence) and not _THIS_CONTRACT.search(sentence):
        return False
    before = document.text[max(0, finding.start - 70) : finding.start].rsplit("\n", 1)[-1]
    after = _ON_THE_DEFINED_DAY.sub(" ", document.text[finding.end : finding.end + 90].split("\n", 1)[0])
    day = DATES.search(text)
    lead = before + text[: day.start()] if day else before
    if not speaks_of_a_beginning(before + text + after) or _ENDS_ON.search(lead) or _LEAVES_ON.search(before + text):
        return False
    if _LONGSTOP.search(sentence) or _LATER_OF.search(lead):
        return False
    if _CEASES.match(after) or _WHICHEVER.match(after):
        return False
    if day is None:
        return not (_EXPIRES.search(text) and not _BEGINS_THE_CONTRACT.search(text))
    return not (_OF_AN_EARLIER_TIME.search(lead) or _LEAVING_DATE.match(text[day.end() :] + after))


# "If the Commencement Date has not occurred by 30 June 2025": the last day for it; and "the later of May 2, 2020 and
# the day on which the order is issued" is not yet known
_LONGSTOP = re.compile(
    r"\b(?:has|have|had|does|did|is|are|was|were|shall)\snot\s(?:yet\s)?(?:have\s)?"
    r"(?:occur\w*|commence\w*|begu?n|start\w*|happen\w*|tak(?:e|en)\splace|clos(?:e|ed)|complete[ds]?"
    # "if closing does not take place by December 31, 2020"
    r"|(?:been\s)?(?:satisfied|fulfilled|met|obtained|received|granted|completed))\s(?:by|before|on\sor\sbefore)\b",
    re.IGNORECASE,
)
_LATER_OF = re.compile(r"\b(?:later|latest)\sof:?\s(?:\(?[a-z1i][.)]\s)?$", re.IGNORECASE)
# "Shares issued on May 2, 2020 vest as of the Effective Date": a day that another sentence defines.
_ON_THE_DEFINED_DAY = re.compile(
    r"\b(?:as\sof|on|after|from|until|before)\sthe\s(?:effective|commencement)\sdate\b", re.IGNORECASE
)
# "The heads of terms dated May 2, 2020 cease to have effect"
_CEASES = re.compile(r"\s(?:shall\s|will\s)?ceases?\sto\s(?:have|be)\b", re.IGNORECASE)
# "Until the report is approved or May 2, 2020, whichever comes first": one of two days
_WHICHEVER = re.compile(r",?\s(?:whichever\b|if\s(?:that\sis\s)?(?:earlier|sooner|later)\b)", re.IGNORECASE)
_EXPIRES = re.compile(r"\b(?:expires?|terminates?|ends?)\b", re.IGNORECASE)
# "Shall terminate effective as of August 31, 2020"
_ENDS_ON = re.compile(
    r"\b(?:terminat\w*|resign\w*|ceas\w*|cancel\w*|end(?:s|ed|ing)?)\s(?:[\w,]+\s){0,4}?effective\s(?:(?:as\sof|on|from)\s)?$",
    re.IGNORECASE,
)
# "Employed since May 2, 2010", "beginning with the fiscal year ending May 2, 2010"
_OF_AN_EARLIER_TIME = re.compile(
    r"\bsince\s$|\b(?:year|quarter|month|period)s?\s(?:ending|ended)\s(?:(?:as\sof|on)\s)?$", re.IGNORECASE
)
# "Effective as of May 2, 2020 (the "Separation Date"), Executive retires"
_LEAVING_DATE = re.compile(
    r"\s?\((?:the\s)?[“\"](?:the\s)?(?:separation|termination|resignation|retirement|departure)\sdate\b", re.IGNORECASE
)
# "The effective date of your resignation from the Company is March 21, 2020"
_LEAVES_ON = re.compile(
    r"\b(?:resignation|separation|termination|departure)\s(?:of\semployment\s)?(?:from|with)\s(?:[\w.,]+\s){1,4}?(?:is|was|will\sbe|shall\sbe|effective|on|as\sof)\b"
    # "the termination of your employment by Brook is effective as of May 2, 2020"
    r"|\b(?:resignation|separation|termination|end)\sof\s(?:your|his|her|their|(?:the\s)?\w+['’]s)\s(?:employment|service|engagement)\s(?:[\w.,]+\s){0,4}?(?:is\s|was\s|will\sbe\s|shall\sbe\s)?effective\b"
    r"|\bresigns?\seffective\b|\b(?:resignation|separation|termination|retirement)\s(?:of\s(?:\w+\s)?employment\s)?effective\b",
    re.IGNORECASE,
)
_HELD_A_POST = re.compile(HELD_A_POST, re.IGNORECASE)
_THIS_CONTRACT = re.compile(r"\bthis\s(?:\w+\s){0,2}(?:agreement|contract|appointment)\b", re.IGNORECASE)
# "This Article 2 shall not become effective if"
_A_PART_BEGINS = re.compile(
    r"\bthis\s(?:article|section|paragraph|clause|subsection)(?:\s[\d.()a-z]{1,8})?\s(?:shall|will|does)\s(?:not\s)?"
    r"(?:be|become|take)\s(?:effective|operative|effect)\b",
    re.IGNORECASE,
)
# "Below", "the later of": a piece of what points to a date.
POINTS_TO_A_DATE = re.compile(
    r"(?:(?:the|last|latest|later|date|dates|below|above|of|hereof|as|first|written)\s?){1,4}", re.IGNORECASE
)
_BEGINS_THE_CONTRACT = re.compile(
    r"\beffective\b|\b(?:into|in|takes?)\s(?:effect|force)\b|\bthis\s(?:\w+\s)?(?:agreement|contract)\b|\b(?:contract|agreement)\s(?:starts?|begins?|commenc)"
    r"|\bcommencement\sdate\b"
    r"|^\W{0,3}(?:[\w.]{1,5}\s)?(?:the\s)?(?:(?:initial|agreement|contract)\s)?(?:term|period|duration)\b(?!\sof\sthe\s(?!agreement|contract))",
    re.IGNORECASE | re.MULTILINE,
)


def is_of_the_contract(document: Document, finding: Finding) -> bool:
    """Whether a beginning is the contract's, and not that of something in what is attached after the signatures: "E.
    The term of the capacity bid for begins June 1, 2020"."""
    text = document.text
    signed = SIGNED.search(text, 0, finding.start)
    if not (signed and ATTACHED.search(text, signed.end(), finding.start)):
        return True
    line, stop = text.rfind("\n", 0, finding.start) + 1, text.find("\n", finding.end)
    return _BEGINS_THE_CONTRACT.search(text, line, stop if stop >= 0 else len(text)) is not None


def _sentence(document: Document, finding: Finding) -> str:
    """The sentence in which a finding begins."""
    number = document.segments[finding.first].sentence
    pieces = [one for one in document.segments[max(0, finding.first - 9) : finding.last + 9] if one.sentence == number]
    return document.text[pieces[0].start : pieces[-1].end]


_EFFECTIVE_DATE = re.compile(r"effective\sdate\b", re.IGNORECASE)
# "Registration No: 2026/001414/07"
_NUMBER_OF = re.compile(r"\b(?:[Nn]o|NO|[Nn]umber|NUMBER|ID)\b\.?\s?:?\s?$")


# "Beginning May 2, 2020 and ending May 1, 2021", "if it is not paid on or before May 2, 2020": no beginning.
_UNTIL = re.compile(
    r"\b(?:end(?:s|ing)|until|till|through|terminat(?:es?|ing)|expir(?:es?|ing)|on\sor\s(?:before|prior\sto)|(?:no|not)\slater\sthan|prior\sto)"
    r"\s(?:on\s)?(?:the\s)?$"
    # "when the last scheduled round on Friday 28 June 2030 has been completed"
    r"|\b(?:last|final)\s(?:\w+\s){0,4}?on\s(?:\w+day\s)?(?:the\s)?$",
    re.IGNORECASE,
)


# "Harrow Looms GmbH (until 30 June 2021: Harrow Mills GmbH)"
_FORMER_UNTIL = re.compile(r"\((?:until|till)\s$", re.IGNORECASE)


def is_of_another(document: Document, finding: Finding) -> bool:
    """Whether a date is another contract's, or the first day of the term instead of the date of the contract."""
    text = document.text
    if finding.category == "Agreement Date" and _STARTS_ON.search(text, max(0, finding.start - 120), finding.start):
        return True
    # the model may begin after the first word of "Effective Date: May 2, 2020"
    if finding.category == AGREED and _EFFECTIVE_DATE.match(text, max(0, finding.start - len("Effective "))):
        return True
    written = DATES.search(text, finding.start, finding.end)
    begin = written.start() if written else finding.start
    if _STAMPED.search(text, max(0, begin - 40), begin) or _NUMBER_OF.search(text, max(0, begin - 30), begin):
        return True
    if written and (is_another_day(text, *written.span()) or is_of_a_defined_thing(text, begin)):
        return True
    if finding.category == AGREED and written and _FORMER_UNTIL.search(text, max(0, begin - 12), begin):
        return True
    if finding.category == EFFECTIVE and written and _UNTIL.search(text, max(0, begin - 50), begin):
        return True
    if finding.category == AGREED and written and _VERSIONED.match(text, written.end()):
        return True
    if finding.category == AGREED and written and _only_takes_effect(text, *written.span()):
        return True
    # so is a date with the time of day, in the head of an attachment
    if written and _TIMED.match(text, written.end()) and ATTACHED.search(text, _OPENING, begin):
        return True
    return is_anothers_date(text, begin)


def _only_takes_effect(text: str, start: int, end: int) -> bool:
    before = " ".join(text[max(0, start - 160) : start].split()) + " "
    if _EFFECTIVE_LINE.search(text, max(0, start - 40), start) and _LINE_ENDS.match(text, end):
        return True
    return _TAKES_EFFECT.search(before) is not None and not _PARTIES_FOLLOW.match(text, end)


# "This Agreement shall be effective as of the date of execution": not on the day that begins something under it.
_WHEN_EXECUTED = re.compile(
    r"\bthis\s+agreement\s+(?:(?:shall|will)\s+(?:be|become)|is|becomes)\s+effective\s+(?:as\s+of|on|upon|from)\s+(?:the\s+)?(?:date\s+of\s+)?(?:its\s+|the\s+)?(?:last\s+)?"
    r"(?:execution|signature|signing)\b",
    re.IGNORECASE,
)
# "The performance of the services begins on May 2, 2020": the contract may have begun before.
_WORK_BEGINS = re.compile(
    r"\b(?:services?|works?|performance|deliver(?:y|ies)|operations?|production)\s(?:[\w’-]+\s){0,4}?(?:(?:shall|will)\s)?(?:begins?|starts?|commences?)\b",
    re.IGNORECASE,
)
# "Commencement Date: May 2, 2020", among the definitions
_COMMENCEMENT_FIELD = re.compile(
    r"\W{0,3}(?:[\d.]{1,5}\s)?(?:(?:services?|contract)\s)?(?:commencement|start(?:ing)?)\sdate\W{0,2}\s?(?:[:\t]|means\b)",
    re.IGNORECASE,
)
# "“Commencement Date” means 1st May 2013"
_ANOTHER_DATE = re.compile(
    r"[“\"](?!(?:the\s)?effective\b)[^“”\"\n]{2,40}\sdate[”\"]\s+(?:shall\s+)?means?\b", re.IGNORECASE
)
