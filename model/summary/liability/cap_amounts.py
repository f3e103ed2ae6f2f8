"""The amounts that a cap on liability names: a sum, the fees of a period, or another formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from model.schema import Fees, Formula, Limit, Money
from model.summary.inconsistent_numbers import differing_numbers
from model.summary.liability.loss_kinds import LOSS_KINDS
from model.summary.text.contractions import in_full
from model.summary.values.durations import duration_spans
from model.summary.values.money import sums
from model.summary.values.numbers import in_figures

_LIABLE = re.compile(
    r"\b(?:liab|damages\b|responsib|obligat|recover|remed|losses\b|indemni|compensat|claims?\b|owe\b|exposure\b|made\s+to\s+pay\b"
    r"|the\s+most\b[^.;]{0,60}\bpay\s+(?:the\s+other|you|us|either)\b)",
    re.IGNORECASE,
)
_CAPS = re.compile(
    r"^\W*limited\s+to\b|\bat\s+most\b|(?<!-)\bexceed(?:ing|s)?\b|\b(?:be|is|are|being)\s+(?:(?:strictly|expressly|further(?:more)?|also|moreover|therefore|thus|hence|accordingly)\s+)?(?:limited|restricted|confined"
    r"|capped)(?:\s+for\s+(?:the\s+)?[A-Z][\w-]+)?(?:,\s(?:for|in|during)\s[^.;,]{1,40},|\s(?:per|for\s(?:each|any\s(?:one|single)))(?:\s[\w-]{1,20}){1,3}?)?(?:,?\s+in\s+(?:(?:the|its|their)\s+)?(?:aggregate|amount|total|value)\b(?:\s+amount\b)?,?)?\s+(?:only\s+)?(?:to|at)\b"
    r"|\b(?:greater|more|higher)\s+(?:in\s+(?:total|all|(?:the\s+)?aggregate|amount)\s+)?than\b|\bowe\b[^.;]{0,40}?\bmore\s[^.;]{0,40}?\bthan\b|\bin\s+excess\s+(?:in\s+(?:the\s+)?aggregate\s+)?of\b|\bmaximum\b(?!\s+(?:extent|liabilit\w+\s+limit))|\bup\s+to\s+(?:a"
    # not "paid up to the termination date"
    r"|the(?!\s+(?:\w+\s+){0,3}?(?:date|day|time|moment|end|expir\w+|termination|completion|delivery)\b)|an)\b|\blimits?\b[^.;]{0,40}\bto\b|\bcap(?:ped)?\s+(?:of|at)\b"
    r"|\bno\s+(?:further\s+)?liabilit\w+\s+beyond\b|\bsurpass(?:ing|es)?\b|\bceiling\sof\b"
    # "the total liability of each to the other in a year is 120% of the charges", "the maximum liability shall be $500"
    r"|\b(?:(?:total|aggregate|maximum|entire|overall|cumulative)\sliability|(?:ceiling|cap|limit)\s(?:on|of|for)\s[^.;]{0,40}?\bliability)\b[^.;]{0,160}?\b(?:(?:shall|will)\sbe|is)\s"
    r"(?=[$€£]|[A-Z]{3}\s?\d|\d{1,4}(?:\.\d{1,2})?\s?(?:%|per\s?cent\b|times\b)|(?:twice|double|the\s(?:greater|lesser|higher|lower|larger|smaller)\sof)\b)"
    # an amendment: "is amended by striking out “$250,000” and substituting “the greater of $600,000 and the fees”"
    r"|\b(?:(?:substitut|insert|replac)\w+\s(?:\w+\s){0,2}?|with\s)(?=[“\"](?:(?:an?\samount\sequal\sto\s)?the\s(?:greater|lesser|higher|lower|larger|smaller)\sof\b|(?:[A-Z]{1,3}\s?)?[$€£]?\d))"
    # "is liable for up to $750,000 per accident", "you can claim from us, up to $5,000", "met only up to the fee"
    r"|\b(?:liab\w+|(?:claim|recover)\s+from)\b[^.;]{0,80}?\bup\s+to\s+(?:(?:[A-Z]{2,3}|Rs\.?)\s?)?[$€£₹]?(?=\d)|\bonly\s+up\s+to\b"
    r"|\bliabilit\w+\b[^.;]{0,40}?\b(?:ends|stops)\s+at\b|\bnever\s+more\s+than\b"
    r"|\b(?:aggregate|total|maximum|entire|cumulative)\s+liabilit\w+\b[^.;]{0,160}?\bequal\s+to\s+(?:the\s+)?(?:lesser|lower|greater|higher)\s+of\b"
    r"|\bliabilit\w+\s+(?:is|are|shall\s+be)\s+(?:\w+\s+)?limited\b[^.;]{0,100}?,\s+to\s+(?:any|the|an)\s+amounts?\b"
    # "liability is limited: (a) for claims about the goods, to the price; and (b) ..."
    r"|\bliabilit\w+\s+(?:is|are|shall\s+be)\s+limited:?\s+\(\w{1,3}\)\s+(?:for|in)\b[^.;]{0,120}?,\s+to\s+(?:the|twice)\b"
    # "and that of Buyer to $5,000", after the cap of another
    r"|^\W*that\s+of\s+[^.;]{1,160}?\bto\s+(?=(?:[A-Z]{1,3}\.?\s?)?[$€£₹]?\d|(?:twice|half)\b)"
    # in an item of a list: "Liability limited to the amount paid"
    r"|^\W*(?:(?:our|your|its|total|[\w&-]+[’']s?)\s+){0,2}liabilit\w+\s+limited\s+to\b"
    # "The most we will ever owe you is what you paid"
    r"|\bthe\s+most\b[^.;]{0,60}\b(?:owe|pay|liable|responsible|recover)\b(?:[^.;]|\.(?=\d)){0,160}?\b(?:is|are|will\s+be|shall\s+be)\b",
    re.IGNORECASE,
)
# "limited to direct damages", "including but not limited to" and "limited to repair" do not state an amount. Nor do
# "nothing here limits or excludes" and "this limit does not apply to", which take something out of a limit.
_NO_AMOUNT = re.compile(
    r"\b(?:limit(?:ation)?s?|caps?)\b[^.;]{0,80}?\b(?:do|does|shall|will)\s+not\s+(?:apply|extend|relate|be\s+applicable)\b(?:\s+to\b)?|"
    r"\bnot\s+(?:be\s+)?limited\s+to\b|\bnot\s+limit\b|\blimited\s+to\s+(?![^.;]{0,40}\band\s+to\s+an?\s)(?:(?:actual|the|such|proven|any|their"
    r"|its)\s+){0,3}(?:direct|repair|replace|correct|re-?perform|those|general|intent|gross|wil|us(?:e|ing)\b)"
    r"|\bnothing\b(?:[^.;]|\.(?=\d)){0,120}?\b(?:limit|exclud|restrict)\w*+(?:[^.;]|\.(?=\d)){0,400}+",
    re.IGNORECASE,
)
# What does not count toward a limit: "$2,000,000 (excluding any amounts due under Section 8)".
_NOT_COUNTED = re.compile(
    # "half of last year's purchases (in the first year, $9,000)": what counts for a while instead
    r"\(\s?(?:(?:or|and|but),?\s)?(?:in|for|during)\s(?:the|its)\sfirst\s[^()]{3,80}\)|"
    # "loss of profit other than commissions to come, which are limited to those of a year": of these only
    r"\b(?:other\sthan|except(?:ing)?|save|excluding)\s[^.;]{3,160}?,\swhich\b[^.;]{0,80}?\b(?:is|are|(?:shall|will)\sbe)\s(?:limited|capped)\s(?:to|at)\b[^.;,]{0,160}|"
    # what a policy must be worth; what one kind of claim is limited to
    r",\s(?:which|such\spolicy)\s(?:shall|must|will)\sbe\snot\sless\sthan\b[^;.]{0,80}|\(\s?which\s(?:shall|will|may)\snot\sexceed\b[^()]{0,80}\)|"
    r"\(\s?(?:excluding|excepting|except\s+for|other\s+than|not\s+including|exclusive\s+of|in\s+addition\s+to)\b[^()]{0,240}\)"
    r"|,\s+(?:excluding|not\s+including|exclusive\s+of)\s+(?:(?:any|the|all)\s+)?(?:amounts?|fees|payments?|sums)\b[^.;,]{0,160}",
    re.IGNORECASE,
)
# The damages that anybody owes anyway: "limited to, and will not exceed, Buyer's direct damages", "maximum liability
# shall be limited to direct and actual damages".
_DIRECT_ONLY = re.compile(
    r"\b(?:limited\s+to|exceed)\b,?(?:\s+and\s+(?:shall|will)\s+not\s+exceed,?)?\s+"
    r"(?:(?:the|any|its|their|such|actual|proven|recovery|amount|of|and|other|party[’']s|party|[\w&-]+[’']s?)\s+){0,6}"
    r"(?:direct|actual|proven)\b[^.;:]{0,40}\b(?:damages|loss(?:es)?)\b(?!\s+(?:up\s+to|and,?\s(?:[^.;]{1,40}\s)?to\s+(?:an?\s|(?:[A-Z]{3}\s?|[$€£])\d)|not\s+exceeding|in\s+an\s+amount|that|which|recovered)|\s+(?:the|an?|its)\s+[^.;]{0,60}?\brecovers?\b)",
    re.IGNORECASE,
)
# A cap may be stated together with kinds of loss: "for any special damages, or aggregate damages in excess of [***]".
_EXCEEDS = re.compile(
    r"\bexceed|\b(?:damages|liability|amounts?)\s+in\s+excess\s+(?:in\s+(?:the\s+)?aggregate\s+)?of\b"
    r"|\b(?:maximum|total|aggregate)\s+(?:\w+\s+)?liabilit\w+\b[^.;]{0,200}?\blimited\s+to\s+(?:the|an)\s+(?:amount|sum)\b",
    re.IGNORECASE,
)
# "No action may be brought more than one year after it accrued" limits the time to sue, not the amount.
_TIME_TO_SUE = re.compile(
    r"\b(?:actions?|suits?|claims?|proceedings?)\b[^.;]{0,160}?\b(?:more|later)\s+than\b[^.;]{0,30}\b(?:years?|months?|days)\b"
    # the period is redacted
    r"|\b(?:actions?|suits?|proceedings?)\b[^.;]{0,160}?\b(?:brought|commenced|filed|instituted)\b[^.;]{0,60}?\b(?:more|later)\s+than\b[^.;\w]{1,30}\safter\b",
    re.IGNORECASE,
)
# "The amount to be refunded shall not exceed what was paid to you" limits what is given back, and no liability.
_REFUNDED = re.compile(
    r"\b(?:amounts?|sums?|refunds?|repayments?|reimbursements?)\b(?:\s(?:to\sbe\s)?(?:so\s)?(?:refunded|repaid|reimbursed|paid\sback|returned|deducted))?"
    r"[^.;,]{0,40}?\b(?:shall|will|may|must)\s(?:not|in\sno\s(?:event|case))\sexceed\b"
    # "the sole remedy is a credit, not to exceed 25% of the monthly charge"
    r"|\bcredits?,?\s(?:(?:shall|may|will)\snot|not\sto)\sexceed\b",
    re.IGNORECASE,
)
_GIVEN_BACK = re.compile(r"\b(?:refund|repa(?:y|id)|reimburs|pa(?:y|id)\sback|deduct)", re.IGNORECASE)
_OF_LIABILITY = re.compile(r"\b(?:liab|responsib|indemni|remed)", re.IGNORECASE)
_LIABLE_FOR = re.compile(r"\b(?:liab|responsib|indemni)", re.IGNORECASE)


def is_of_a_refund(text: str) -> bool:
    """Whether words limit only an amount that is refunded, repaid or deducted, without a word on liability."""
    limited = _REFUNDED.search(text)
    if limited is None:
        return False
    if limited.group().lower().startswith("credit"):
        return not _LIABLE_FOR.search(text)
    return bool(_GIVEN_BACK.search(limited.group())) and not _OF_LIABILITY.search(text)


DENIES = re.compile(
    r"\b(?:no|not(?!\slimited\sto)|neither|nor|never)\b(?:[^.;]|\.(?=\d)){0,200}?\b(?:liab|responsib|entitled|recover|award|damages)"
    r"|\bwaives?\b[^.;]{0,80}\b(?:right|claim|recover)|\bdisclaims?\b[^.;]{0,60}\bliab"
    r"|\bexclud\w+\b[^.;]{0,60}\bliab",
    re.IGNORECASE,
)
# "The amount of ten dollars" is a sum, not what was paid.
_A_SUM = r"\s+of\s+(?:[a-z]{2,3}\s?)?[$€£]?\d"
_PAID = (
    rf"(?:fees?(?!{_A_SUM})|amounts?(?!\s+of\s+(?:[\w,’']+\s+){{0,5}}(?:damages|loss(?:es)?|liabilit\w+|harm|insurance|cover(?:age)?)\b)"
    rf"(?!{_A_SUM})|charges|advances|sums?(?!{_A_SUM}|\s+(?:insured|recoverable)\b)"
    r"|royalt(?:y|ies)|payments?(?!\s+of\s+(?:\w+\s+){0,2}damages)|prices?|compensation|consideration|commissions?"
    r"|revenues?|mon(?:ey|ies)|remuneration|invoices?|value)"
)
_FEES = re.compile(
    rf"\b{_PAID}\b(?:[^.;]{{0,90}}?\b(?:paid|payable|received|due|made|owed|invoiced|billed|charged"
    rf"|actually|under|hereunder|of\s+th|for\s+th|in\s+th|during|over)\b|\s*$|\s*[.,;]|\s+whichever\b)|\bprice\s+(?:stated|agreed|quoted|shown)\b|\b{_PAID}\s+(?:for"
    rf"|of|in|under|during|over)\b"
)
# A fee that is paid once: "the Franchise Fee paid by the Franchisee" is not the fees of the contract.
_PAID_ONCE = re.compile(
    r"\b(?:franchise|initial(?:\sfranchise)?|set-?up|entry|joining|admission|signing|up-?front|one-?time)\s$",
    re.IGNORECASE,
)
_BEFORE_FEE = 24
# "A sum equal to one-quarter of": the multiple comes after the word for what is paid.
_EQUAL_TO = re.compile(
    r"(?:sums?|amounts?)\s+(?:equal(?:ing)?\s+(?:to\s+)?|(?:that|which)\s+is\s+)(?:(?:one|1)\s+and\s+(?:an?|one)[\s-]half\b[^.;]{1,16}?\btimes\b|[^.;]{1,14})"
)
_MONTHS_FEES = re.compile(rf"\s?['’]?\s?(?:worth\s+)?(?:of\s+)?(?:the\s+)?(?:\w+\s){{0,3}}?{_PAID}\b")
# "Six monthly instalments of the fee", "one quarter's fees"
_INSTALMENTS = re.compile(
    r"(?<![\w.,%])(?P<number>\d{1,2}|one|an?)\s(?:\(\w{1,9}\)\s)?"
    r"(?P<unit>(?:monthly|quarterly)(?=\s(?:\w+\s)?(?:instal?ments?|payments?|fees|charges|rents)\b)|quarter(?=(?:s|s[’']|[’']s)?\s(?:\w+\s){0,2}?(?:fees|charges|payments)\b))"
)
_MONTHS = {"m": 1, "q": 3}
_FIGURE, _OVER = re.compile(r"\d"), re.compile(r"\b(?:for|during|over)\s+(?:(?:an?|any|the)\s+)?$")
# "What you paid us in the three months before": the fees are not named.
_WHAT_WAS_PAID = re.compile(r"\b(?:what|whatever|all)\s(?:that\s)?(?:\w+\s){1,3}(?:paid|pays?|owed?)\b")
# "The revenues of the previous contract year": a period without a number.
_LAST_PERIOD = re.compile(
    r"\b(?:previous|preceding|prior|last|past|(?:in|for|during|over|within)\s(?:the|that|such|each|any|a))\s(?:same\s)?"
    r"(?:(?:calendar|contract(?:ual)?|fiscal|financial|full|relevant|applicable)\s){0,2}(?P<unit>year|quarter|month)\b"
)
# "The annualised value of the charges"
_ANNUALIZED = re.compile(r"\bannuali[sz]ed\s(?:\w+\s){0,2}$")
_PERIOD_REACH = 250
_LAST_PERIODS = {"year": "P1Y", "quarter": "P3M", "month": "P1M"}
_MULTIPLE = re.compile(
    r"(?P<more>(?:one|1)\s+and\s+(?:an?|one)[\s-]half\s+(?:\([^()]{1,8}\)\s?)?times)|\b(?:(?P<times>\d+(?:\.\d+)?)\s?\)?\s?(?:x|times)\b|(?P<percent>\d{1,4})\s*(?:%|percent|per\s+cent)(?:\s?\(\d{1,4}\s?%\))?"
    r"|(?P<twice>twice|double|two\s+times)|(?P<quarter>(?:one|an?|1)[\s-]quarter(?=\s+of\b))|(?P<half>(?<!\band\sa\s)(?<!\band\sa-)half|(?<!\band\s)one[\s-]half))"
)
# "[***] percent of the fees", "two-thirds of the fees": a multiple that is not known, or not round.
_UNKNOWN_MULTIPLE = re.compile(
    r"\b(?:thirds?|fourths?|fifths?|quarters)\s+of\b|[\]*_●•][\s)(]{0,6}(?:%|percent\b|per\s+cent\b|x\b|times\b)"
)
# What makes another amount of the fees: "multiplied by three", "the average annual fee", "less any credits given"; not
# "whichever is less", "third parties", "half a year", "the fees for the half year" or "100%".
_ARITHMETIC = re.compile(
    r"\b(?:multipl(?:y|ied|e)\b|divided\sby\b|average\b|(?:\d{1,3}|[a-z]+)\s?\)?\stimes\s(?:that|this|the)\b|(?<!\bis\s)(?:plus|minus|less)\s(?!than\b|if\b)|(?:thirds?|fourths?|quarters|fifths?|\d{1,2}th)\sof\b"
    r"|and\s(?:a|one)\shalf\b|\d{1,2}\s(?:\w+\s)?seasons\b|(?!100\b|100\.0)\d+(?:\.\d+)?\s?(?:%|percent\b|per\scent\b))"
)
# "Limited to the same amount, on top of its obligation to pay the fees"
_BESIDES = re.compile(
    r"\b(?:on\stop\sof|over\sand\sabove|in\saddition\sto|besides|not\s(?:counting|including)|excluding)\b[^.;]{0,60}$"
    # "is limited to $900, other than as to the duty to pay the sums due"
    r"|\b(?:other\sthan|apart\sfrom|except(?:ing)?|save)\s[^.;,]{0,60}$",
    re.IGNORECASE,
)
# "The monthly fee multiplied by 12"
_MULTIPLIED = re.compile(
    r"\b(?:monthly|annual|yearly)\s(?:\w+\s){0,2}?(?:fees?|charges?|rent|price)\s(?:multiplied\sby|times|x)\s(?P<times>\d{1,3})\b"
)
# "The same amount" as another party's, "that amount", which is named before
_ANOTHER = re.compile(r"\b(?:same|that|this)\s$")
# "The agreed value of the machine", "the street price of the grain": not what was paid.
_OF_THE_THING = re.compile(
    r"\b(?:agreed|market|street|spot|replacement|declared|insured|book|residual|fob|free-on-board|full|actual|fair)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_VALUE_OR_PRICE = re.compile(r"values?\b|prices?\b", re.IGNORECASE)
_IN_A_PLACE = re.compile(
    r"(?:amounts?|sums?|figures?)\s(?:\w+\s){0,4}?(?:in|against)\s(?:item|box|row|line|its\sname|the\s(?:key|liability))\b"
    # what somebody puts into the undertaking: "the amount of its cash contribution", "the sum of its deposit"
    r"|(?:amounts?|sums?|values?)\s(?:of|equal\sto)\s(?:\w+\s){0,4}?(?:contributions?|deposits?|investments?|subscriptions?|grants?|bonds?|loans?)\b",
    re.IGNORECASE,
)
# "Unpaid commissions" are what is still owed, not what was paid.
_STILL_OWED = re.compile(r"\b(?:unpaid|outstanding|accrued)\s(?:and\s\w+\s)?$", re.IGNORECASE)
# "The portion of the fees paid for which nothing was received" is neither the fees nor a multiple of them.
_A_PART = re.compile(
    r"\b(?:that|the|such|any|unearned|unused)\s(?:portion|part|share|fraction)\sof\s(?:(?:the|any|such|all|its|their|[\w&-]+[’']s?)\s){0,2}(?:\w+\s){0,2}$"
    # "the difference between the price and the value of the damaged machine"
    r"|\bdifference\sbetween\s[^.;]{0,60}$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?P<greater>greater|higher|larger)\s+of\b|\b(?P<lesser>lesser|lessor|lower|smaller)\s+of\b"
    # "the fees, or $500 if that is more"
    r"|\bif\sthat\sis\s(?:the\s)?(?:(?P<larger>more|greater|higher)|(?:less|lower))\b"
    # "the fees or $500, whichever is the lesser"
    r"|\bwhichever\s+(?:\w+\s+)?(?:is|be|are)\s+(?:the\s+)?(?:(?P<more>greater|higher|larger|more)|(?:lesser|lower|smaller|less)\b)"
    # "the fees paid, but in no event more than $500"
    r"|\bbut\s+in\s+no\s+(?:event|case)\s+(?:be\s+)?(?:greater|more|higher)\s+than\b",
    re.IGNORECASE,
)
# "The price before delivery and, after delivery, the fees for a year": which amount counts depends on the day.
_BY_PHASE = re.compile(
    r"\b(?:prior\s+to|before|until)\s+(?:the\s+)?(?P<event>\w{4,30})\b[^.;]{0,80}?\b(?:and|or|but)\b,?\s+(?:after|following|from|once)\s+(?:the\s+)?(?P=event)\b"
    r"|\b(?:prior\s+to|before|until|during)\s[^.;]{3,80}?\b(?:and|or|but)\b,?\s+thereafter\b",
    re.IGNORECASE,
)


# "Limited (a) for claims about the goods, to their price; and (b) for others, to the fees": one limit for each.
_BY_KIND_OF_CLAIM = re.compile(
    r"\blimited:?\s+\(\w{1,3}\)\s+(?:for|in)\b[^;]{0,200};\s+(?:and\s+)?\(\w{1,3}\)\s+(?:for|in)\b", re.IGNORECASE
)


# "Shall not exceed the price of the machine, and the aggregate liability in a year shall not exceed ...": the second
# is the cap.
_AND_IN_TOTAL = re.compile(r"[,;]?\s{1,9}and\s{1,9}(?=the\s{1,9}(?:aggregate|total)\s+liabilit)", re.IGNORECASE)


# "Shall not exceed: (a) under clause 9.1, $3,000; and (b) otherwise, the fees": the first is for one case.
_FOR_ONE_CASE = re.compile(
    r"(?<=\s)\(\w{1,3}\)\s(?:under|for|in|where|if)\b[^;]{3,200};\s(?:and|or|but)\s\(\w{1,3}\)\s"
    r"(?:otherwise|in\s(?:any|every|all)\sother\scases?|for\s(?:everything\selse|(?:any|all)\sother\s\w+)),?\s(?=\S)",
    re.IGNORECASE,
)
# "Is twice the fees, except that for a breach of Section 12 the most is $5,000"; "shall not exceed $500 and shall end
# on the day on which Vendor has a capital of $9,000"
_AFTER_THE_CAP = re.compile(
    r",?\s(?:(?:except|save)\s(?:that,?\s)?(?:for|in\s(?:the\scase|respect)\sof|with\srespect\sto)\b[^.;]{3,200}?\b(?:most|liabilit\w+|cap|limit|maximum)\s"
    r"|;?\s?provided\s(?:however,?\s)?that,?\s(?:solely\s)?(?:as\sto|for|in\srespect\sof|with\srespect\sto)\s(?=[^.;]{3,160}\bliabilit)"
    r"|of\swhich\s(?=[^.;,]{3,80}\s(?:shall|will)\snot\sexceed\b)"
    r"|and\s(?:shall|will)\s(?:end|expire|lapse|cease|terminate)\s(?:on|upon|when|at)\b)",
    re.IGNORECASE,
)


# "“$250,000” is deleted and “$600,000” is inserted", "the words “fees paid in six months” are replaced with"
_TAKEN_OUT = re.compile(
    r"[“\"][^“”\"\n]{1,120}[”\"],?\s(?:is|are|shall\sbe)\s(?:hereby\s)?(?:deleted|replaced|struck|removed|amended)\b"
    r"|\b(?:deleting|striking(?:\sout)?|removing|replacing)\s(?:\w+\s){0,2}?[“\"][^“”\"\n]{1,120}[”\"]",
    re.IGNORECASE,
)


_SUM = r"(?:[A-Z]{1,3}\.?\s?)?[$€£₹]?\s?\d[\d.,]{0,14}(?:\s(?:million|thousand))?"
# An amendment: "the limit of $500,000 in Clause 9.2 becomes $900,000", "is increased to $900,000";
# "the limit in Clause 9.2 is raised from $500,000 to $900,000"
_BECOMES = re.compile(
    rf"\b(?:(?:figure|amount|limit|cap|ceiling|maximum)\sof\s{_SUM}|(?:limit|cap|ceiling)"
    r"(?=\s(?:in|under|of)\s(?:section|clause|article|paragraph)\s\d|\s(?:of|on)\s(?:\w+\s){0,3}?liabilit))"
    rf"(?P<where>(?:(?!,?\sand\sthe\s)(?:[^.;]|\.(?=\d))){{0,160}}?)\s"
    rf"(?:becomes|(?:is|shall\sbe)\s(?:hereby\s)?(?:increased|raised|reduced|lowered|changed)(?:\sfrom\s{_SUM})?\sto)\s(?={_SUM})",
    re.IGNORECASE,
)


def puts_in_another_sum(sentence: str) -> bool:
    """Whether a sentence of an amendment puts one sum in the place of another."""
    return _BECOMES.search(" ".join(sentence.split())) is not None


def _of_the_general_case(sentence: str) -> str:
    """The words of a cap without what it says of one case alone, or of its own end."""
    sentence = _FOR_ONE_CASE.sub(" ", sentence)
    after = _AFTER_THE_CAP.search(sentence)
    return sentence[: after.start()] if after and _CAPS.search(sentence, 0, after.start()) else sentence


_THAT_AMOUNT = re.compile(r"\s?that\samount\b")


# "$0.90 per pound", "£1,900 a tonne": a rate, of which the cap is a multiple
_PER_UNIT = re.compile(
    r"(?:[$€£]|\b[A-Z]{3}\s)\s?\d[\d.,]{0,12}\s(?:per|a|for\seach)\s(?:pound|lb|kg|kilo(?:gram)?|(?:metric\s)?ton(?:ne)?|carton|pallet|unit)\b",
    re.IGNORECASE,
)


def cap_of(sentence: str, named: bool = False) -> list[Limit]:
    """The limits that a sentence sets on liability: sums, fees of a period, or another formula; empty if it is not a
    cap. ``named``: the sentence is known to be about liability."""
    sentence = _BECOMES.sub(r"limit\g<where> is limited to ", sentence)
    sentence = _of_the_general_case(_NOT_COUNTED.sub(" ", _TAKEN_OUT.sub(" ", in_full(sentence))))
    in_total = _AND_IN_TOTAL.search(sentence)
    if in_total and _CAPS.search(sentence, 0, in_total.start()) and _CAPS.search(sentence, in_total.end()):
        sentence = sentence[in_total.end() :]
    amounts = _DIRECT_ONLY.sub(" ", _NO_AMOUNT.sub(" ", sentence))
    if not (_CAPS.search(amounts) and (named or _LIABLE.search(sentence))):
        return []
    plain = in_figures(amounts)
    after = _CAPS.search(plain)
    limits: list[Limit] = [Money(amount=amount) for amount in sums(_PER_UNIT.sub(" ", sentence))]
    fees = _fees(plain, after.end()) if after else None
    calculated = after is not None and fees is not None and _is_calculated(plain[after.end() :])
    if fees and not calculated:
        limits.append(fees)
    if _TIME_TO_SUE.search(sentence) and not _EXCEEDS.search(plain):
        return []
    if not limits and _DIRECT_ONLY.search(sentence) and not _EXCEEDS.search(plain):
        return []
    if not limits and LOSS_KINDS.search(sentence) and DENIES.search(sentence) and not _EXCEEDS.search(plain):
        return []
    by_claim = _BY_KIND_OF_CLAIM.search(plain)
    if any(differing_numbers(sentence)) or (len(limits) == 1 and (changes_on_a_day(plain) or by_claim)):
        return [Formula()]
    # "the greater of $500 and the value of the goods": the sum alone is not the cap
    # "replaced with “the greater of ...”, so that liability shall not exceed that amount"
    told = "" if after is None else plain if _THAT_AMOUNT.match(plain, after.end()) else plain[after.start() :]
    unread = len(limits) == 1 and bound_of(told) == "greater_of"
    return [*limits, Formula()] if unread or (limits and calculated) else limits or [Formula()]


def begin_of_limit(sentence: str) -> int:
    """Where the words of a cap begin that limit: "shall not exceed", "is limited to"."""
    if becomes := _BECOMES.search(sentence):
        return becomes.end()
    limits = _CAPS.search(sentence)
    return limits.start() if limits else 0


def changes_on_a_day(sentence: str) -> bool:
    """Whether a cap is one amount before a day and another after it."""
    return _BY_PHASE.search(sentence) is not None


def limits_to_direct_loss(sentence: str) -> bool:
    """Whether a sentence limits liability to direct damages, which anybody owes anyway, instead of an amount."""
    return _DIRECT_ONLY.search(sentence) is not None and not cap_of(sentence, named=True)


def _fees(plain: str, after: int) -> Fees | None:
    """The fees to which the words after a place limit liability."""
    spans = duration_spans(plain)
    if stated := _fees_of_months(plain, after, spans):
        return stated
    fees = _FEES.search(plain, after) or _WHAT_WAS_PAID.search(plain, after)
    if not fees or _is_not_what_was_paid(plain, after, fees):
        return None
    near = (
        one
        for start, end, one in spans
        if fees.start() <= start < fees.start() + _PERIOD_REACH
        and not _is_time_to_claim(plain, fees.start(), start, end)
    )
    last = _LAST_PERIOD.search(plain, fees.start(), fees.start() + _PERIOD_REACH)
    if last and _is_time_to_claim(plain, fees.start(), last.start("unit"), last.end()):
        last = None
    a_year = "P1Y" if _ANNUALIZED.search(plain, after, fees.start()) else None
    period = a_year or next(near, None) or (_LAST_PERIODS[last["unit"]] if last else None)
    equal = _EQUAL_TO.match(plain, fees.start())
    return _times(period, _multiple(plain, after, equal.end() if equal else fees.start()))


_SHORTER_CONTRACT = re.compile(r",?\sor,?\s(?:if|where|in\sthe\sfirst)\b.*|;.*", re.DOTALL)


def _is_calculated(limit: str) -> bool:
    """Whether the words of a limit calculate another amount of the fees than one multiple of them."""
    stated = _SHORTER_CONTRACT.sub("", _MULTIPLIED.sub(" ", limit))
    return _ARITHMETIC.search(_MULTIPLE.sub(" ", stated, count=1)) is not None


def _fees_of_months(plain: str, after: int, spans: Sequence[tuple[int, int, str]]) -> Fees | None:
    """Fees whose period comes before them: "six monthly instalments", "twelve months' fees", "the monthly fee
    multiplied by 12"."""
    if parts := _INSTALMENTS.search(plain, after):
        number = int(parts["number"]) if parts["number"].isdigit() else 1
        return Fees(period=f"P{number * _MONTHS[parts['unit'][0]]}M")
    if by := _MULTIPLIED.search(plain, after):
        return _times("P1M" if by.group().startswith("month") else "P1Y", float(by["times"]))
    # "the Monthly Charges for a 60 day term" are the charges of sixty days
    counted = next((one for start, end, one in spans if _is_counted(plain, after, start, end)), None)
    for start, end, duration in spans:
        if start >= after - 1 and _MONTHS_FEES.match(plain, end):
            adjective = not _FIGURE.search(plain, start, end)
            return Fees(period=counted) if counted and adjective else _times(duration, _multiple(plain, after, start))
    return None


def _is_not_what_was_paid(plain: str, after: int, fees: re.Match[str]) -> bool:
    """Whether words for fees mean a fee paid once, what is still owed, another party's amount, what is owed besides, or
    an unknown part of the fees."""
    begins = fees.start()
    near = max(0, begins - _BEFORE_FEE)
    once = fees.group().lower().startswith("fee ") and _PAID_ONCE.search(plain, near, begins)
    another = plain.startswith("amount", begins) and _ANOTHER.search(plain, near, begins) is not None
    besides = _BESIDES.search(plain, max(after, begins - _PERIOD_REACH), begins)
    thing = _VALUE_OR_PRICE.match(plain, begins) and _OF_THE_THING.search(plain, near, begins)
    if thing or _IN_A_PLACE.match(plain, begins):
        return True
    part = _UNKNOWN_MULTIPLE.search(plain, after, begins) or _A_PART.search(plain, after - 1, begins)
    return bool(once or another or besides or part or _STILL_OWED.search(plain, near, begins))


# "The charges paid for the services, provided that you notify us of any claim within one year": a time to claim.
_TO_CLAIM = re.compile(
    r"\b(?:notif\w*|notice|(?:claims?|actions?|proceedings?|suits?)\b[^.;]{0,60}?\b(?:brought|made|commenced|instituted|filed|raised|given|expires?|lapses?|barred)"
    r"|(?:bring|make|commence|institute|file|raise)s?\s[^.;]{0,40}?\b(?:claims?|actions?|proceedings?|suits?))\b[^.;]{0,80}?"
    r"\b(?:within|later\sthan|after|before|in)\s(?:an?\s|the\s)?(?:period\sof\s)?$",
    re.IGNORECASE,
)
_BEFORE_THE_CLAIM = re.compile(r"(?:\speriod)?\s(?:immediately\s)?(?:preceding|prior|before)\b", re.IGNORECASE)


def _is_time_to_claim(plain: str, fees: int, start: int, end: int) -> bool:
    """Whether a period after the fees is one within which a claim must be made, and not that of the fees."""
    return _TO_CLAIM.search(plain[fees:start]) is not None and not _BEFORE_THE_CLAIM.match(plain, end)


def _is_counted(plain: str, after: int, start: int, end: int) -> bool:
    return bool(start >= after and _FIGURE.search(plain, start, end) and _OVER.search(plain, after, start))


_A_MONTH_OR_QUARTER = re.compile(r"P[13]M")


def _times(period: str | None, multiple: float) -> Fees:
    """The fees of a period, 24 times a month's fees being the fees of 24 months. Twice a year's fees stay so, since
    they are not the fees of the two years before."""
    if period and _A_MONTH_OR_QUARTER.fullmatch(period) and multiple == int(multiple):
        return Fees(period=f"P{int(period[1:-1]) * int(multiple)}{period[-1]}")
    return Fees(period=period, multiple=multiple)


def _multiple(plain: str, begin: int, end: int) -> float:
    match = _MULTIPLE.search(plain, begin, end + 1)
    if not match:
        return 1.0
    if match["more"]:
        return 1.5
    if match["times"]:
        return float(match["times"]) or 1.0
    if match["percent"]:
        return float(match["percent"]) / 100 or 1.0
    return 2.0 if match["twice"] else 0.25 if match["quarter"] else 0.5


def bound_of(sentence: str) -> Literal["greater_of", "lesser_of"] | None:
    """Which of several amounts a sentence says to count; None if it does not say."""
    match = _BOUND.search(sentence)
    return None if not match else "greater_of" if match["greater"] or match["more"] or match["larger"] else "lesser_of"
