"""When a contract begins, and how long it runs, read from a clause's words."""

from __future__ import annotations

import re

from model.summary.values.date_patterns import DATE
from model.summary.values.dates import iso_date
from model.summary.values.durations import durations
from model.summary.values.numbers import in_figures

# A contract that is meant to last for ever, and one that goes on until someone ends it.
PERPETUAL, INDEFINITE = "perpetual", "indefinite"
WITHOUT_END = (PERPETUAL, INDEFINITE)
# A renewal's duration, unlike the first term's, has one of these words before it; "extend" may come before either.
RENEWING = re.compile(
    r"renew|prolong|extended|extensions?|successive|successor|additional|subsequent|(?<!continue )thereafter|further"
)
YEARLY_RENEWAL = re.compile(r"(?:annual(?:ly)?|yearly|monthly)\s+(?:renew|exten)|(?:year|month)[\s-]to[\s-]")
# A notice period is recognized by the words after it: "sixty days' prior written notice", "ninety days before the end";
# otherwise by those before it: "notice to the other party of at least three months".
NOTICE_FOLLOWS = re.compile(
    r"(?:(?!unless|by\sproviding|by\sgiving|(?:by|upon|on|with|if)\s(?:[\w()]+\s){0,4}notice|(?:by|upon|with)\s(?:\w+\s){0,2}consent|[,;]).){0,45}?(?:\bprior\b|\bbefore\b|\bnotice\b(?!\speriod\s?:)|\bin\sadvance\b)"
)
# A field of a table of key terms: "Notice Period: 90 days".
_FIELD_FOR_NOTICE = re.compile(r"\bnotice(?:\speriod)?\s?:\s?$")
# "On the 60th day after a notice", "at the end of such 60-day period": how long a notice runs.
_AFTER_NOTICE = re.compile(
    r"[^.;,]{0,40}?\b(?:following|after|from)\s(?:[\w-]+\s){0,4}?notice\b(?!\sto\sproceed|\speriod\s?:)"
)
_SUCH = re.compile(r"\b(?:such|said)\s$")
_BEGINS = re.compile(
    r"\beffect|\bcommenc|\bbeg[iau]n|\bstart|\bin\s+force|\binto\s+force|\bfrom\b|\binception", re.IGNORECASE
)
# "The bylaws remain in full force and effect on the date hereof": they began before.
_STAYS = re.compile(r"\b(?:remain|continu)\w*\s(?:\w+\s){0,2}?in\s(?:full\s)?force(?:\sand\seffect)?\b", re.IGNORECASE)
ENDLESS = re.compile(
    r"""\bperpetu | \bindefinite | \bwhen\s+terminated | \bunlimited\s+period | \bso\s+long\s+as\b
      | \bends?\s+(?:on\s+the\s+[\w-]+\s+day|[\w()\s-]{1,30}?\s(?:days|months))\s+(?:following|after)
        \s+(?:\w+\s+){0,3}notice\b
      | \bat\s+the\s+option\s+of\s+(?:any|either)\b | \bmay\s+be\s+terminated\s+by\s+either\b
      | \bthereafter,?\s+unless\s+terminated\b
      | \buntil\s+(?:earlier\s+)?termination\s+(?:as|in\s+accordance|pursuant)\b
      | \b(?:stays?|remains?|continues?|is)\s+(?:in\s+(?:place|force|effect)|valid)
        \s+and\s+(?:\S+\s+){1,4}be\s+renewed\b
      | \bno\s+(?:fixed|set|agreed)\s+(?:end|term|duration)\b | \bopen[\s-]ended\b
      | \buntil\s+(?:you|we|one)\b[^.;]{0,20}?\b(?:ends?|stops?|cancels?|terminates?)\b
      | \buntil\s+(?:either\b|(?:(?!unless\b)\w+\s+){0,4}?(?:terminat(?:ed|es)|cancel))""",
    re.IGNORECASE | re.VERBOSE,
)
END = re.compile(
    rf"\b(?:(?:until|through|beyond|(?<!prior\s)to|expir\w+|end(?:s|ing)?|finish(?:es)?|terminat\w+|conclud\w+|later\s+than)\b"
    r"(?:\sat\s[\d:.]{1,5}\s?[ap]m\s(?:\w+\s){1,2}time)?(?:(?:\sat)?\s(?:the\s)?(?:close|end)\sof\s(?:business|trading)|\sthe\slast\sday\sof\s[^.;()]{1,30}?(?=\()|\sthe\send\sof\s[^.;()]{1,40}?\son(?=\s))?[^.;]{0,25}?"
    # "ending five (5) years later at twelve o'clock midnight on December 31, 2030"
    rf"|ending\b[^.;]{{0,60}}?\son\s){DATE}",
    re.IGNORECASE,
)
START = re.compile(
    rf"\b(?:from|w\.?e\.?f\b\.?|commenc\w+|beg[ia]n\w*|start(?:s|ing)|effect(?:ive)?|in(?:to)?\s+force)\b[^.;]{{0,25}}?{DATE}",
    re.IGNORECASE,
)
# A post that somebody held: "she was Head of Research for a term of six years from", "Quill served as a trustee until".
HELD_A_POST = (
    r"\b(?:(?:she|he)\s(?:(?:has|had)\s(?:\w+\s)?)?(?:was|been|served|worked|acted|taught|held)"
    r"|(?:served|worked|acted)\sas|held\sthe\s(?:post|office|position|chair)\sof)\b"
    r"[^.;]{0,160}?\b(?:terms?|period|from|since|between|until)\b"
)
_ENDS_BETWEEN = re.compile(r"\b(?:until|through|expir|terminat|end(?:s|ing)?\b)")
# References to the contract's own date; and the day of the signatures, which is usually the same.
HEREOF = re.compile(
    r"""(?<!last\s)(?<!latest\s)(?<!days\safter\sthe\s)(?<!days\sof\sthe\s)(?<!days\sof\s)\bdate\s+(?:hereof|first\b|of\s+(?:this|the)\s+(?:agreement|contract)\b|of\s+(?:its\s+|the\s+)?(?:actual\s+)?(?:execution|signature))
      | (?<!days\sfrom\s)(?<!days\safter\s)(?<!days\sof\s)(?<!months\sfrom\s)(?<!years\sfrom\s)\bits\sdate\b(?!\sof\b)
      | \babove\s+written\b
      | \bdate\s(?:(?:given|shown|stated|which\s(?:stands|appears))\s)?
        (?:at|on)\s(?:its|the)\s(?:head|top)\b(?!\sof\s(?!this))
      | (?<!days\safter\sthe\s)(?<!days\sof\sthe\s)\b(?:agreement|execution|signing)\s+date\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "The Contract comes into force with signature by both Parties", "it takes effect when the last of us signs", "when
# signed by all parties"
SIGNED_BY_ALL = re.compile(
    r"\b(?:(?:this|the)\s(?:[\w&-]{1,30}\s){0,3}?(?:agreement|contract|lease|order|deed)|it)\s(?:(?:shall|will)\s)?(?:only\s)?"
    r"(?:takes?\s(?:effect|hold)|(?:comes?|enters?)\sinto\s(?:force|effect)|(?:is|be|becomes?)\s(?:effective|binding))\s(?:only\s)?"
    r"(?:(?:when|once|as\ssoon\sas)\s(?:(?:it\s(?:is|has\sbeen)\s)?signed\sby\s(?:(?:both|all|each)\s(?:of\s)?(?:the\s)?|the\slast\s(?:of\sthe\s)?)(?:us|part(?:y|ies))\b"
    r"|(?:the\s(?:last|second)\s(?:of\s(?:us|you|them|the\sparties)\s|party\s(?:to\ssign\s)?)?|(?:both|all)\s(?:of\s)?(?:the\s)?(?:us|parties)\s)"
    r"(?:signs?|has\s(?:signed|executed)|have\s(?:signed|executed))\b)"
    r"|(?:(?:up)?on|with)\s(?:its\s|the\s)?(?:signature|signing|execution)\s(?:hereof\s)?(?:of|by)\s(?:both|all|the\slast)\s(?:of\s)?(?:the\s)?(?:us|part(?:y|ies))\b)",
    re.IGNORECASE,
)
# "The day on which the last of the two signatures below is given", "the date on which the second of us signs"
_LAST_TO_SIGN = (
    r"\b(?:day|date)\s(?:on\swhich|when|that)\s(?:the\s)?(?:last|later|latest|second|final)\s"
    r"(?:of\s(?:the\s|these\s)?(?:two\s|three\s|four\s)?(?:us|you|them|parties|signatures)|party(?:\sto\ssign)?|signatory|signature)\s(?:below\s|hereto\s)?"
    r"(?:signs?|has\ssigned|executes|(?:is|was|has\sbeen)\s(?:given|put|placed|added|made|affixed|signed))\b"
    # "the date of the later signature below", "the later of the two signature dates below", "the day you sign"
    r"|\bdate\sof\s(?:the\s)?(?:last|later|latest|second|final)\s(?:of\sthe\s(?:two\s)?)?signatures?\b"
    r"|\b(?:last|later|latest)\sof\sthe\s(?:two\s)?(?:signature\sdates|dates\sof\s(?:the\s)?signatures?)\b"
    r"|\bthe\s(?:day|date)\s(?:on\swhich\s)?you\ssign\b(?!\s(?:up|in|on)\b)"
    # "as of the last party to affix their signature below", "as of the later of the dates written below"
    r"|\bas\sof\sthe\s(?:last|later|latest|second|final)\s(?:of\sthe\s)?part(?:y|ies)\sto\s(?:sign|execute|affix\s(?:his|her|its|their|a|the)\ssignature)\b"
    r"|\b(?:last|later|latest)\sof\sthe\s(?:two\s)?dates?(?:\(s\))?\s(?:(?:written|set\sforth|set\sout|stated|shown|appearing|given|indicated|signed)\s)?below\b"
)
# "Effective Date: the day on which the last of us signs", "on the date of the later signature (the "Effective Date")"
EFFECTIVE_ON_SIGNING = re.compile(
    rf"\beffective\b[^.;\n]{{0,60}}?(?:{_LAST_TO_SIGN})|(?:{_LAST_TO_SIGN})[^.;\n()]{{0,60}}\([^()\n]{{0,60}}\bEffective\sDate[”\"]\)",
    re.IGNORECASE,
)
# The day on which the last party signs, and (with the group) the day after.
SIGNING = re.compile(
    r"\b(?P<next>day\s+after\s+the\s+)?date\s+(?:(?:on\s+which\s+)?(?:it|this\s+(?:agreement|contract))\s+is\s+(?:signed|executed)|of\s+(?:the\s+)?last\s+signature)\b"
    rf"|\b(?:last|latest)\s+date\s+(?:of\s+(?:signature|execution)|signed|executed)\b|{_LAST_TO_SIGN}|{SIGNED_BY_ALL.pattern}",
    re.IGNORECASE,
)
# A deadline ("if no target is met within twelve months"), and when a right to end the contract begins ("either party
# may terminate after three years"): the contract runs for neither. Nor does it for the days in which it ends once
# somebody has said so ("will end in ten days").
_NOT_A_TERM = re.compile(
    r"\b(?:ends?|terminates?|expires?)\sin\s$|\bcomes?\sto\san\send\s$"
    # "written notice from either party to terminate after the first 90 days"
    r"|\bnotice\b[^.;:]{0,60}?\bto\s(?:terminate|cancel)\b[^.;:]{0,20}?\bafter\s(?:the\s)?(?:(?:initial|first)\s)?$"
    # "such notice may not be given until at least ninety days after": the first day for a notice
    r"|\bnot\sbe\s(?:given|made|sent|delivered|exercised|served)\s(?:\w+\s){0,2}?(?:until|before|earlier\sthan)\s(?:at\sleast\s)?$"
    # "may be brought to an end with a period of six months to the close of a quarter"
    r"|\b(?:terminated|ended|cancel+ed|brought\sto\san\send|notice)\b[^.;:]{0,60}?\bwith\sa\speriod\sof\s$"
    # "may be terminated with a notice period of six months to the end of a year"
    r"|\bnotice\speriod\sof\s(?:at\sleast\s|not\sless\sthan\s)?$"
    # "to the close of any calendar half-year"
    r"|\b(?:close|end|beginning)\sof\s(?:any|each|every)\s(?:calendar\s)?$"
    r"|\bwithin\s(?:an?\s|the\s)?(?:(?:initial|first|maximum)\s)?(?:(?:period|term)\sof\s)?(?:an?\s)?$"
    # "terminates as soon as practicable, but no later than thirty days after"
    r"|\b(?:terminates?|as\ssoon\sas\s\w+)\b[^.;:]{0,40}?\b(?:no|not)\s(?:later|longer|more)\sthan\s$"
    r"|\b(?:may|can)\s(?:\w+\s){0,2}(?:terminate|cancel)\b[^.;:]{0,30}?\b(?:after|following|upon\sthe\sexpir\w+\sof|at\sthe\send\sof)\s(?:the\s)?(?:(?:initial|first)\s)?$"
)
# "Terminates ninety days after the work has been completed": how long the work takes is not said.
_ENDS = re.compile(r"\b(?:ends?|terminates?|expires?|until)\s(?:on\sthe\s(?:date\s(?:that\sis\s)?)?)?$")
_AFTER_AN_END = re.compile(
    r"[^.;,]{0,20}?\s(?:after|following|from)\s[^.;,]{0,60}?\b(?:complet(?:ed|ion)|finished|concluded|conclusion|ended|end\sof|expir(?:ed|y|ation)|delivery\sof|acceptance\sof)\b"
)
_NUMBERED_YEAR = re.compile(r"\bend\s+of\s+(?:\w+\s+)?year\s+(\d{1,2})\b")
_BEGINS_HEREOF = re.compile(
    rf"\b(?:commenc\w+|begin\w*|start\w*|effective|effect|binds?)\s+(?:\w+\s+){{0,3}}?(?:on|upon|from|as\s+of|with)\s+(?:the\s+)?(?:{HEREOF.pattern})",
    re.IGNORECASE | re.VERBOSE,
)
# "To December 31, 2013 or until terminated", whether or not the day is legible: there is an end.
_OR_UNTIL = re.compile(
    r"\b(?:to|until|till|through|ending)\b[^.;]{1,40}\b(?:19|20)\d\d,?\s+or\s+until\b", re.IGNORECASE
)
_FOR_EVER = re.compile(r"\bperpetu|\bfor\s?ever\b|\bin\s+perpetuity\b", re.IGNORECASE)


# "Continues through May 2, 2020; provided that commencing on January 1, 2021 and each January 1 thereafter, the term is
# extended": what comes after the first term, or after a change of control.
_LATER_TERMS = re.compile(
    r"[;,.]?\s(?:and\s)?provided,?\s(?:however,?\s|further,?\s)?that\b"
    r"(?=[^;]{0,160}?\b(?:each\s[^;,]{1,40}\sthereafter|each\ssubsequent|change\s(?:in|of)\s(?:\w+\s)?control)\b)",
    re.IGNORECASE,
)


def of_the_first_term(text: str) -> str:
    """The words of a clause about the term, without a proviso on what comes after the first term."""
    later = _LATER_TERMS.search(text)
    return text[: later.start()] if later else text


def endless(text: str) -> str | None:
    """ "perpetual" or "indefinite" if the words say that something goes on without a fixed end; None otherwise."""
    if not ENDLESS.search(text) or _OR_UNTIL.search(text):
        return None
    return PERPETUAL if _FOR_EVER.search(text) else INDEFINITE


def beginning(text: str, signed: str | None = None) -> str | None:
    """The date from which something runs: the one after "from" or "commencing"; otherwise the only date, if it is not
    an end; otherwise the contract's own date (``signed``, ISO 8601), if the words refer to it."""
    text = of_the_first_term(text)
    if _LATER_OF.search(text) or _AT_THE_LATEST.search(text):
        return None  # of two events, one of which has no date yet, or on a day that is still open
    begins = begins_on(text)
    no_beginning = END.search(in_figures(text)) or _BUT_EFFECTIVE.search(text) or _ONE_OF_TWO_ENDS.search(text)
    only = None if no_beginning else iso_date(text)
    return begins or only or (signed if HEREOF.search(text) and not _ON_THE_DEFINED_DAY.search(text) else None)


# "Until the report is approved or May 2, 2020, whichever comes first"
_ONE_OF_TWO_ENDS = re.compile(
    rf"\b(?:until|till|through)\s[^;]{{0,160}}?{DATE},?\s(?:whichever\b|if\s(?:that\sis\s)?(?:earlier|sooner|later)\b)"
    # "and finishes on the later of acceptance and May 2, 2020"
    r"|\b(?:until|till|through|(?:finish(?:es)?|ends?|expires?|terminates?|concludes?)\s(?:up)?on)\sthe\s(?:later|latest|last|earlier|earliest|first)\s(?:to\soccur\s)?of\b",
    re.IGNORECASE,
)
# "Becomes effective on a date, on or before May 4, 2024, if the conditions are met"
_AT_THE_LATEST = re.compile(
    r"\beffective\b[^.;]{0,60}?\b(?:on\sor\s(?:before|prior\sto)|(?:no|not)\slater\sthan)\s"
    rf"{DATE}[^.;]{{0,60}}?\b(?:if|provided|subject\sto|upon|on\swhich)\b",
    re.IGNORECASE,
)
# "Executed as of the date first above written, to be effective upon the Effective Date"
_ON_THE_DEFINED_DAY = re.compile(r"\beffective\s(?:as\sof|on|upon)\sthe\seffective\sdate\b", re.IGNORECASE)


# "Executed on May 2, 2020, but effective as of the Launch Date"
_BUT_EFFECTIVE = re.compile(
    r"\b(?:but|and)\s(?:\w+\s){0,2}?effective\s(?:as\s(?:of|from)|on|from|upon)\sthe\s"
    r"(?!date\s(?:hereof|first|of\s(?:this|execution|signature|signing))|effective\sdate\b|day\b|last\b|later\b|\d)",
    re.IGNORECASE,
)


# "Commence on the later of the date hereof or the date of the approval".
_LATER_OF = re.compile(
    # "upon signature by the last party, at the earliest on May 2, 2020"
    r"\b(?:sign(?:ing|ed|ature)|execut(?:ion|ed)|accept(?:ance|ed))\b[^.;]{0,60}?\b(?:at\sthe\searliest|(?:but\s)?not\s(?:before|earlier\sthan))\s|"
    r"\b(?:commenc\w+|begin\w*|start\w*|effective|effect)\b(?:(?!\b(?:finish|end|expir|terminat|continu)\w*\son\b)[^.;]){0,60}?\b(?:later|latest)\s+(?:to\s+occur\s+)?of\b"
    r"(?![^.;]{0,80}?\b\d{4}\b[^.;]{0,80}?\b\d{4}\b)",
    re.IGNORECASE,
)


def speaks_of_a_beginning(text: str) -> bool:
    """Whether the words say that something begins or takes effect."""
    return bool(_BEGINS.search(_STAYS.sub(" ", text)))


def says_hereof(text: str) -> bool:
    """Whether the words say that something begins on the contract's own date: "commencing on the date hereof"."""
    return bool(_BEGINS_HEREOF.search(text))


def begins_on(text: str) -> str | None:
    """The date on which the words say that something begins."""
    begins = START.search(in_figures(text))
    return iso_date(begins["date"]) if begins and not _ENDS_BETWEEN.search(begins.group()) else None


# "Access is provided indefinitely (“Annual License Term”)": a name, beside words that say how long.
_CALLED_YEARLY = re.compile(
    r"\(\s?(?:(?:the|an?|each)\s)?[“\"](?:annual|yearly|monthly)\s[^“”\"()]{2,40}[”\"]\s?\)", re.IGNORECASE
)


# "The annual fee", "a monthly minimum": what is paid in each period
A_SUM = re.compile(
    r"(?:annual|yearly|monthly)\s(?:[\w-]+\s)?(?:fees?|rents?|payments?|charges?|prices?|sums?|royalt(?:y|ies)|minimums?|instal+ments?|premiums?|retainers?|salary|turnover|revenues?|increases?)\b",
    re.IGNORECASE,
)


def term(text: str) -> str | None:
    """How long the contract initially runs: the first duration that is neither a renewal's nor a notice's."""
    if ENDLESS.search(text):
        text = _CALLED_YEARLY.sub(" ", text)
    plain = in_figures(text)
    for position, duration in durations(text):
        if A_SUM.match(plain, position):
            continue
        noticed = NOTICE_FOLLOWS.match(plain, position) or _AFTER_NOTICE.match(plain, position)
        noticed = noticed or _FIELD_FOR_NOTICE.search(plain, max(0, position - 20), position)
        ended = _AFTER_AN_END.match(plain, position) and follows(_ENDS, plain, position)
        such = ended or _SUCH.search(plain, max(0, position - 9), position)
        if not (noticed or such or _renews(plain, position) or follows(_NOT_A_TERM, plain, position, 90)):
            return duration
    year = _NUMBERED_YEAR.search(plain)
    return f"P{year[1]}Y" if year else None


def _renews(plain: str, position: int) -> bool:
    return bool(YEARLY_RENEWAL.match(plain, position)) or follows(RENEWING, plain, position)


def follows(words: re.Pattern[str], text: str, position: int, within: int = 60) -> bool:
    """Whether one of the words comes shortly before a position, in the same clause of the sentence."""
    return bool(words.search(re.split(r"[;.]", text[max(0, position - within) : position])[-1]))


_PLACE = r"(?:\[(?![\d\s])[^\[\]\n]{2,60}\]|\{\{[^{}\n]{1,60}\}\}|_{3,60})"
_BLANK_TERM = re.compile(
    rf"\b(?:period|term|duration)\s(?:of\s|is\s)(?:an?\s)?{_PLACE}"
    rf"|\b(?:valid|in\s(?:effect|force)|runs?|lasts?|continues?)\sfor\s{_PLACE}",
    re.IGNORECASE,
)


def leaves_the_term_blank(text: str) -> bool:
    """Whether the words have a blank in the place of how long the contract runs: "a period of {{term}}"."""
    return _BLANK_TERM.search(text) is not None
