"""Sentences that state in a few words when or that a contract ends."""

from __future__ import annotations

import re

from model.summary.values.date_patterns import DATE

# "This Agreement ends on the first of: (a) May 2, 2024; (b) the day on which the registration is withdrawn": whatever
# else ends is one of the contract's own ends.
ENDS_ON_SEVERAL = re.compile(
    r"\W{0,9}(?:(?:[\d.()]{1,8}|\(?[a-z][.)])\s)?(?:this|the)\s(?:agreement|contract|deed|nda|term)\b[^.;:]{0,200}?\b(?:ends?|expires?|terminates?|continues?|until)\b"
    r"[^.;:]{0,100}?\b(?:earlier|earliest|later|latest|first|last)\s(?:to\soccur\s)?of\b",
    re.IGNORECASE,
)


# "This contract stays valid and never needs to be renewed", "is in force until one of us ends it", "has no fixed end"
_STAYS_IN_PLACE = re.compile(
    # "This EULA continues until terminated", "these Terms remain in effect until they are terminated"
    r"\b(?:this\s(?:[\w-]{1,20}\s){0,3}?(?:agreement|contract|EULA|licen[sc]e)|these\s(?:[\w-]{1,20}\s){0,3}?(?:terms(?:\s(?:and|of)\s\w{1,20})?|conditions))\s(?:shall\s|will\s)?"
    r"(?:continues?|(?:remains?|stays?|continues?|is|are|be)\s(?:in\s(?:full\s)?(?:force(?:\sand\seffect)?|effect)|effective|valid))\suntil\s(?:(?:it\sis|they\sare)\s)?(?:terminated|cancel+ed)\b"
    r"|\b(?:this|the|our)\s(?:\w{1,20}\s){0,2}?(?:agreement|contract|arrangement)\s(?:"
    r"(?:stays?|remains?|continues?|is)\s(?:in\s(?:place|force|effect)|valid)\s(?:and\s(?:need\snot|needn[’']t|do(?:es)?\snot\s(?:need|have)\sto|never\sneeds\sto)\sbe\srenewed\b"
    r"|until\s(?:either|one|any)\sof\s(?:us|the\sparties|them)\s(?:ends?|stops?|cancels?|terminates?)\b|until\s(?:you|we)(?:\sor\s(?:you|we))?\s(?:ends?|stop|cancel|terminate)\b)"
    r"|has\sno\s(?:fixed|set|agreed)\s(?:end|term|duration|end\sdate)\b"
    r"|is\s(?:open[\s-]ended|for\san\s(?:indefinite|unlimited)\s(?:time|period|term))\b)"
    # "There is no fixed end", "it keeps going until one of us stops it"
    r"|\bthere\sis\sno\s(?:fixed|set|agreed)\send(?:\sdate)?\b"
    r"|\b(?:it|this)\skeeps\sgoing\suntil\s(?:either|one)\sof\sus\s(?:ends?|stops?|cancels?|terminates?)\b",
    re.IGNORECASE,
)


def stays_in_place(text: str) -> bool:
    """Whether a sentence says in plain words that the contract has no fixed end."""
    return _STAYS_IN_PLACE.search(text) is not None


# "Support subscriptions are sold in annual terms"
_SOLD_FOR_A_TERM = re.compile(
    r"\b(?:subscriptions?|services?|licen[cs]es?|plans?|support|memberships?)\s(?:is|are|will\sbe|shall\sbe)\s(?:\w+\s)?(?:sold|offered|purchased|granted|bought)\s"
    r"(?:only\s)?(?:in|for)\s(?:an?\s)?(?:annual|yearly|monthly|[\w-]{1,12}[\s-](?:\(\d{1,2}\)[\s-])?(?:year|month))\s(?:terms?|periods?)\b",
    re.IGNORECASE,
)

_COUNTED = re.compile(r"\b(?:anniversary|years?|months?)\b", re.IGNORECASE)


def ends_on_the_first_of_several(text: str) -> bool:
    """Whether a sentence says that the contract ends on the first or last of several ends, one of which is counted in
    months or years: "the earlier of a party's notice and the first anniversary"."""
    return ENDS_ON_SEVERAL.match(text) is not None and _COUNTED.search(text) is not None


# "“Maturity Date” means the date that is 364 days following the Effective Date": the end of a loan.
_MATURITY = re.compile(
    r"\W{0,9}(?:[\d.]{1,6}\s)?[“\"](?:(?:final|stated|scheduled)\s)?maturity\sdate[”\"]\s(?:(?:shall|will)\s)?means?\b"
    r"[^.;]{0,160}?\b(?:days?|months?|years?|anniversary)\b",
    re.IGNORECASE,
)


def defines_maturity(text: str) -> bool:
    """Whether a sentence defines the maturity date of a loan by the time that passes until it."""
    return _MATURITY.match(text) is not None


# "The rental period begins at delivery and ends when the tent is collected": for as long as the things are out.
_RENTED_UNTIL = re.compile(
    r"\b(?:rental|hire|hiring|charter|loan|lease)\s(?:period|term)\s(?:shall\s|will\s)?(?:begins?|starts?|commences?|runs?)\b(?:[^.;]|\.\d){1,160}?"
    r"\b(?:ends?|expires?|terminates?|until)\b",
    re.IGNORECASE,
)
# "Access for a free trial period of 60 days, unless ended earlier", of which nothing is said to follow.
_TRIED_FOR = re.compile(
    r"\b(?:free\strial|evaluation|pilot|beta(?:\stest)?|trial\suse|testing)\s(?:period|term)\sof\s(?:[\w-]{1,20}\s){1,2}?(?:\(\d{1,3}\)\s)?(?:calendar\s)?(?:days|weeks|months)\b"
    r"(?=[^.;]{0,120}?\bunless\s[^.;]{0,40}?\b(?:extended|ended|terminated|cancel+ed)\b)"
    r"(?![^.;]{0,200}?\b(?:after\swhich|thereafter|then|subscri\w+|convert\w*|paid|renew\w*|employ\w+)\b)",
    re.IGNORECASE,
)

# "The loan runs from May 2, 2020 through May 1, 2023": the contract by the name of what it is about.
RUNS_FROM_TO = re.compile(
    r"(?:^|(?<=[.;:]\s)|(?<=\n))\W{0,4}(?:(?:[\d.]{1,8}|\(?\w[.)])\s{1,3})?(?:the|this|your)\s"
    r"(?:\w+\s)?(?P<called>loan|hire|rental|lease|tenancy|residency|charter|engagement|appointment|placement|licen[cs]e|franchise|concession|partnership|sponsorship)\s"
    r"(?:shall\s|will\s)?(?:runs?|lasts?|is|begins?|starts?|commences?|continues?)\s(?:\w+\s)?(?:from|on)\s(?:the\s)?"
    rf"{DATE}(?:[,;]?\s(?:and\s)?(?:(?:shall\s|will\s)?(?:ends?|runs?|lasts?|continues?|expires?)\s)?(?:to|until|through|till|on|for)|\s?[-–—])\s",
    re.IGNORECASE,
)

# "The agreement ends on December 31, 2029", "the Lease runs from its date through May 1, 2026"
_ENDS_ON_A_DAY = re.compile(
    r"(?:^|(?<=[.;:]\s)|(?<=\n))[\W]{0,4}(?:(?:[\d.]{1,8}\)?|\(?\w[.)])\s{1,3})?(?:[Tt]erm\.\s)?(?:[Tt]he|[Tt]his|[Oo]ur)\s"
    r"(?:[Aa]greement|[Cc]ontract|[Ll]ease|[Dd]eed|[Ff]ranchise|[Ee]ngagement|[Ll]icen[sc]e)\s(?:(?:shall|will)\s)?"
    # perhaps after its beginning: "starts on 1 August 2024 and ends on 31 July 2027"
    r"(?i:(?:starts?|begins?|commences?|runs?|takes?\seffect)\s(?:on|from)\s[\w ,]{3,40}?\sand\s(?:(?:shall|will)\s)?)?"
    r"(?i:(?:ends?|expires?|terminates?)\son\s(?:the\s)?"
    r"|(?:runs?|lasts?|continues?)\s(?:from\s(?:its|the)\s(?:\w+\s){0,2}?date\s)?(?:through|until|to|till)\s(?:and\sincluding\s)?)"
    rf"(?i:{DATE})",
)

# "Our deal starts with the first episode and lasts for two Deal Years"
_LASTS_FOR = re.compile(
    r"(?:\b(?:our|this|the)\s(?:deal|agreement|contract|arrangement|engagement)\b[^.;]{0,160}?|(?:^|(?<=[.;]\s))it\s(?:shall\s|will\s)?)"
    r"\b(?:lasts?|runs?|holds?\sgood)\sfor\s(?:an?\s(?:\w+\s)?(?:term|period)\sof\s)?[\w-]{1,12}\s(?:\(\d{1,3}\)\s)?"
    r"(?:[a-z]{2,12}\s)?(?:years?|months?|weeks?|seasons?)\b",
    re.IGNORECASE,
)

# "Initial period: 36 payroll months", among the key terms
_LABELED = re.compile(
    r"^\W{0,3}(?:item\s\d{1,2}(?:[.:]|\s[–—-])?\s)?"
    r"(?:(?:initial|first|minimum)\s(?:subscription\s|contract\s)?(?:term|period)|term|duration|subscription\s(?:term|period)|contract\s(?:term|period))\s?[:\t]\s?"
    r"(?:[\w-]{1,12}\s)?(?:\(?\d{1,3}\)?\s)?(?:[a-z]{2,12}\s)?(?:years?|months?|weeks?|seasons?)\b",
    re.IGNORECASE,
)

# "The agreement continues for as long as the book is in print"
_LASTS_WHILE = re.compile(
    r"\b(?:this|the|our)\s(?:agreement|contract|letter|license|licence|arrangement|engagement)\s(?:(?:shall|will)\s)?"
    r"(?:continues?|lasts?|runs?|remains?\sin\s(?:force|effect))\s(?:for\s)?(?:as|so)\slong\sas\b",
    re.IGNORECASE,
)

# "“Expiry Date: the earlier of 02:00 on 17 October 2027 and the date on which the contract ends”"
_DEFINES_THE_END = re.compile(
    rf"[“\"](?:Expiry|Expiration|End)\sDate(?:[”\"]\smeans|:)\s[^”\"\n]{{0,60}}?{DATE}", re.IGNORECASE
)
_A_DATE = DATE.replace("?P<date>", "?:")
# "It comes to its end on the last day of February 2027", "the licence shall come to an end by efflux of time on 30 June
# 2025", "we will serve you through the end of the school year on June 30, 2025"
_COMES_TO_AN_END = re.compile(
    r"(?:\b(?:this|the|our)\s(?:agreement|contract|letter|licen[cs]e|lease|arrangement|engagement|deed)\b[^.;]{0,160}?|(?:^|(?<=[.;]\s))it\b[^.;]{0,100}?)"
    rf"\b(?:(?:comes?\sto\s(?:an|its)\send|(?:finish|end)e?s\son\sthe\slast\sday\sof)\b|(?:finish|end)e?s\swhen\b[^.;,]{{3,60}},)[^.;]{{0,60}}?(?:{_A_DATE}|\blast\sday\sof\s)"
    rf"|\bwe\s(?:will|shall)\s[^.;]{{0,120}}?\b(?:serve|work\sfor|supply|look\safter)\syou\s(?:through|until)\b[^.;]{{0,80}}?{_A_DATE}"
    rf"|\bwill\sserve\syou\s(?:through|until)\b[^.;]{{0,80}}?{_A_DATE}",
    re.IGNORECASE,
)
# "The arrangement applies for four terms, from the first day of Term 1 (January 28, 2025) to the last day of Term 4
# (December 5, 2025)"
_APPLIES_FROM_TO = re.compile(
    r"\b(?:this|the|our)\s(?:arrangement|agreement|contract|letter|deal|engagement)\s(?:applies|runs|lasts|continues|is)\s[^.;]{0,80}?"
    rf"\bfrom\b[^.;]{{3,80}}?\b(?:to|until|through)\b[^.;]{{0,50}}?{DATE}",
    re.IGNORECASE,
)
# "It is entered into for three calendar years"
_MADE_FOR = re.compile(
    r"\b(?:agreement|contract|lease|deed|it)\b[^.;]{0,100}?\b(?:is|are)\s(?:entered\sinto|concluded|made|agreed)\sfor\s(?:a\s(?:\w+\s)?(?:term|period)\sof\s)?"
    r"(?:[\w-]{1,14}\s)(?:\(\d{1,3}\)\s)?(?:[a-z]{2,12}\s)?(?:years?|months?)\b",
    re.IGNORECASE,
)

# "The Services shall be provided for sixty months, counted from the Ready Date (the “Service Term”)"
_PROVIDED_FOR = re.compile(
    r"\b(?:services?|work|supply|deliveries)\b[^.;]{0,120}?\b(?:shall|will)\sbe\s(?:provided|supplied|rendered|performed|made)\sfor\s(?:a\s(?:term|period)\sof\s)?"
    r"[\w-]{1,14}\s(?:\(\d{1,3}\)\s)?(?:years?|months?)\b[^.;]{0,160}?\((?:the\s)?[“\"](?:[A-Z]\w+\s)?Term[”\"]\)",
    re.IGNORECASE,
)

# "This first stretch goes to the end of July 2022", in plain words
_FIRST_STRETCH = re.compile(
    r"\b(?:this|the|our)\s(?:first|initial|opening|fixed)\s(?:stretch|spell|period|stint|run|term|season)\s(?:of\s[\w\s]{3,20}?\s)?(?:goes|runs|lasts|takes\sus|carries\sus)\s"
    rf"(?:on\s)?(?:from\s[^.;]{{3,40}}?\s)?(?:to|until|till|through|up\sto)\s[^.;]{{0,30}}?(?:\bend\sof\s|\blast\sday\sof\s|{_A_DATE})",
    re.IGNORECASE,
)
# "For three years from the Closing Date (the “Supply Period”), Vendor will sell", and not “Restricted Period”
_FOR_A_NAMED_TERM = re.compile(
    r"(?:^|(?<=[.;]\s)|(?<=\n))\W{0,3}(?:(?:[\d.]{1,8}|\(?\w[.)])\s{1,3})?For\s(?:an?\s(?:\w+\s)?(?:term|period)\sof\s)?[\w-]{1,14}\s(?:\(\d{1,3}\)\s)?(?:years?|months?)\s"
    r"(?:from|after|following|beginning|starting|commencing|counted\sfrom)\s[^.;()]{3,100}\s\((?:the\s)?[“\"](?:the\s)?"
    r"(?:(?:Initial|First|Supply|Services?|Contract|Agreement|Licen[cs]e|Lease|Hire|Subscription|Engagement|Sponsorship|Franchise|Appointment)\s){0,2}(?:Term|Period)[”\"]\)",
)

# "The Owner hires the Plant to the Hirer for the initial period of 18 months", "is let for a fixed term of ten years"
_GIVEN_FOR = re.compile(
    r"(?:^|(?<=[.;]\s)|(?<=\n))\W{0,3}(?:(?:[\d.]{1,8}|\(?\w[.)])\s{1,3})?(?:The\s)?[A-Z][\w&’'-]{1,30}(?:\s[A-Z][\w&’'-]{1,30}){0,3}\s(?:hereby\s)?"
    r"(?:hires|lets|leases|rents|charters|engages|appoints)\s(?:(?!\b(?:directors?|officers?|trustees?|auditors?|members?|arbitrators?)\b)[^.;]){3,160}?\sfor\s(?:the|an?)\s(?:(?:initial|fixed|minimum|first)\s)?(?:term|period)\sof\s"
    r"[\w-]{1,14}\s(?:\(\d{1,3}\)\s)?(?:years?|months?|weeks)\b",
)

# "The hire is for four years from the start date": the contract by the name of what it is about
_IS_FOR = re.compile(
    r"(?:^|(?<=[.;]\s)|(?<=\n))\W{0,3}(?:(?:[\d.]{1,8}|\(?\w[.)])\s{1,3})?(?:the|this|your|our)\s"
    r"(?:hire|rental|lease|tenancy|engagement|appointment|licen[cs]e|franchise|sponsorship|agreement|contract)\s(?:is|will\sbe|shall\sbe)\s(?:fixed\s)?for\s"
    r"(?:(?:an?|the)\s(?:[\w-]{1,10}\s)?(?:term|period)\sof\s)?[\w-]{1,14}\s(?:\(\d{1,3}\)\s)?(?:years?|months?|weeks)\s(?:from|after|starting|beginning|commencing|counted)\b",
    re.IGNORECASE,
)

# "“Licence Period” means five years from first exhibition"
_DEFINES_THE_PERIOD = re.compile(
    r"[“\"](?:the\s)?(?:Licen[cs]e|Subscription|Hire|Rental|Lease|Charter|Supply|Contract|Agreement|Engagement)\s(?:Period|Term)[”\"]\s(?:(?:shall|will)\s)?means?,?\s"
    r"(?:[^.;]{0,40}?,\s)?(?:an?\s(?:term|period)\sof\s)?[\w-]{1,14}\s(?:\(\d{1,3}\)\s)?(?:years?|months?)\s(?:from|after|following|commencing|beginning|starting)\b",
    re.IGNORECASE,
)

# Any of these says so by itself.
_TELLING = (
    _SOLD_FOR_A_TERM,
    _RENTED_UNTIL,
    _TRIED_FOR,
    RUNS_FROM_TO,
    _ENDS_ON_A_DAY,
    _LASTS_FOR,
    _LABELED,
    _LASTS_WHILE,
    _COMES_TO_AN_END,
    _APPLIES_FROM_TO,
    _MADE_FOR,
    _PROVIDED_FOR,
    _DEFINES_THE_END,
    _FIRST_STRETCH,
    _FOR_A_NAMED_TERM,
    _GIVEN_FOR,
    _IS_FOR,
    _DEFINES_THE_PERIOD,
)


def states_the_end(text: str) -> bool:
    """Whether a sentence states when or that a contract ends in one of the ways that few words tell."""
    if ends_on_the_first_of_several(text) or stays_in_place(text) or defines_maturity(text):
        return True
    return any(words.search(text) for words in _TELLING)
