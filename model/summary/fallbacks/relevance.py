"""Whether a candidate is about what its category asks: the end of this contract, a renewal, insurance, staff."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from chunking.document import Document
from model.findings import Finding
from model.summary.clause_words.control_and_property import ends_on_a_change_of_control
from model.summary.dates.agreement_date import AGREED
from model.summary.dates.defined_dates import defines_another_day
from model.summary.dates.end_of_this_contract import speaks_of_the_end
from model.summary.dates.renewal import renews_something_else, speaks_of_renewal
from model.summary.dates.termination import (
    FOR_CONVENIENCE,
    ends_at_will_outright,
    ends_for_cause,
    forbids_ending_at_will,
    leads_to_cases,
)
from model.summary.fallbacks.common import EFFECTIVE, TITLE
from model.summary.fallbacks.date_relevance import POINTS_TO_A_DATE, is_of_another, is_the_beginning
from model.summary.fallbacks.own_words import CATEGORIES, has_own_words
from model.summary.fallbacks.party_corrections import describes_a_party, is_a_town
from model.summary.fallbacks.resembling import (
    allots_a_place,
    compares_with_others,
    follows_the_market,
    forbids_a_use,
    inspects_no_party,
    is_first_right_elsewhere,
    is_how_to_pay,
    is_no_limit_on_use,
    is_no_warranty,
    is_on_conduct,
    is_on_publicity,
    is_ownership_of_goods,
    leaves_free_to_deal,
    licenses_by_consent,
    limits_kinds_only,
    only_joins_a_sale,
    restricts_a_license,
    takes_users_away,
)
from model.summary.governing_law import may_govern
from model.summary.liability.cap_amounts import cap_of, is_of_a_refund, puts_in_another_sum
from model.summary.liability.carve_outs import is_carve_out
from model.summary.liability.liability import (
    CAP,
    UNCAPPED,
)
from model.summary.liability.loss_kinds import waives_kinds_of_loss
from model.summary.whose_rights.exclusivity import bars_sponsors, is_exclusive_otherwise, offers_first

# Categories whose clauses may be a number or a single name; those of all others are longer text.
_SHORT_ONES = frozenset({TITLE, "Parties", "Agreement Date", EFFECTIVE, "Expiration Date"})
_WORDS = re.compile(r"[^\W\d_]{2,}")
# "04 Commission and payouts": a numbered heading says nothing by itself.
_HEADING = re.compile(r"\s?\d{1,2}[.:)]?\s[A-Z][a-z’'-]{1,30}(?:[ ](?:[A-Za-z][a-z’'-]{1,30}|&)){0,5}\s?")
# Insurance as a business: what is sold, or who sells it ...
_INSURANCE_TRADE = re.compile(
    r"\binsurance\s+(?:shops?|stores?|pages?|(?:web)?sites?|products?|business(?:es)?|compan(?:y|ies)|subsidiar(?:y|ies)|agen(?:t|cy|ts|cies)"
    r"|brokers?|licen[cs]es?|laws?|market(?:place)?|industry|sales|leads?|quotes?|networking|services)\b"
    r"|\bsell\w*\s+(?:of\s+)?(?:\w+\s+){0,2}insurance\b",
    re.IGNORECASE,
)
# Policies that are sold, for a commission.
_INSURANCE_SOLD = re.compile(
    r"\binsurance\s+polic(?:y|ies)\b[^.;]{0,80}\b(?:purchases?d?|buys?|bought|sold|placed|written|issued)\b|\bplaces?\s+(?:the\s+|such\s+|an?\s+)?insurance\b"
    r"|\b(?:refer\w*|commissions?)\b[^.;]{0,80}\binsurance\b",
    re.IGNORECASE,
)
# "The protection plan is not insurance, but a limit of what the carrier pays"
_NOT_INSURANCE = re.compile(r"\b(?:is|are)\snot\s(?:an?\s)?(?:\w+\s)?insurance\b(?!\s\w)", re.IGNORECASE)
_OF_COVER = re.compile(r"insur|\bcover|\bpolic(?:y|ies)\b", re.IGNORECASE)
_KEEPS_COVER = re.compile(
    r"\b(?:maintain|carr(?:y|ies)|procure|effect|take\s+out|keep|have|limits?|certificates?|additional\s+insured)\b",
    re.IGNORECASE,
)
# ... is not a clause about insurance, unless it is about having cover.
_INSURED = re.compile(
    r"\bpolic(?:y|ies)\b|\binsured\b|\binsurer|\bcoverage|\binsure\b|\bself-?insur"
    r"|\b(?:liability|compensation|property|indemnity|risk|cargo|life|marine|fire|adequate|sufficient"
    r"|necessary|general|product|required|appropriate|such)\s+insurance"
    r"|\binsurance\b[^.;]{0,60}\b(?:maintain|requir|carr|limit|amount|cover|certificate|cost|obtain|effect"
    r"|premium|purchas|against|on\s+behalf)"
    r"|\b(?:maintain|obtain|carr(?:y|ies)|procure|effect|purchase|certificates?\s+of|keep|arrange"
    r"|have)\b[^.;]{0,60}\binsurance|\bwith\s+(?:a\s+)?limits?\s+of",
    re.IGNORECASE,
)
# Words without which a passage is not about source code in escrow, or a right of first refusal.
_ESCROWED = re.compile(r"escrow|source|\bcodes?\b|material|deposit|release", re.IGNORECASE)
_OFFERED = re.compile(
    r"first|refus|offer|negotiat|match|option|rights?\b|\bprior|pre-?empt|opportunit|propos|purchas|pric|\bsell|\bsale|acqui|licen[cs]"
    r"|notif|apprais|interest|transfer|days",
    re.IGNORECASE,
)
_SOLICITS_CUSTOMERS = re.compile(
    r"\b(?:solicit\w*|divert|take\saway)\b[^.;]{0,160}?\b(?:customers?|clients?|users|subscribers|patronage|freight|accounts)\b",
    re.IGNORECASE,
)
# Who is bound is no staff: "the Employee", "Contractor's", but not "any Employee".
_BOUND = re.compile(
    r"(?<!\b[Aa]ny\s)(?<!\b[Aa]n\s)(?<!\b[Ss]uch\s)\b(?:[Tt]he\s)?"
    r"(?:Employee|EMPLOYEE|Employer|EMPLOYER|Contractor|Consultant|Agent|Representative|Executive|Director)\b(?:[’']s)?"
)
# Whom one must not win over.
_PEOPLE = (
    r"\b(?:employees?|personnel|staff|workers?|workforce|consultants?|contractors?|officers?|agents?|representatives?|directors?|executives?"
    r"|(?:was|is|are|were|been|be)\s(?:\w+\s)?employed|leave\s(?:\w+\s){0,3}employ(?:ment)?)\b"
)
_STAFF = re.compile(_PEOPLE, re.IGNORECASE)
_WINS_STAFF = re.compile(
    r"\b(?:solicit\w*|entic(?:e|ing)|recruit(?:ing)?|hir(?:es?|ing)|employ(?:ing)?|engag(?:e|ing)|induc(?:e|ing)|poach(?:ing)?"
    rf"|encourag(?:e|ing))\b[^.;]{{0,240}}?{_PEOPLE}"
    r"|\b(?:not|or|nor|to)\s(?:\w+ly\s)?(?:hire|recruit)\b",
    re.IGNORECASE,
)
_CUSTOMERS = re.compile(r"\b(?:customers?|clients?)\b", re.IGNORECASE)


def is_about_it(document: Document, finding: Finding) -> bool:
    """Whether the words can be about what their category asks: the end of this contract, a renewal, a beginning."""
    text = document.text[finding.start : finding.end]
    wordless = finding.category not in _SHORT_ONES and (not _WORDS.search(text) or _HEADING.fullmatch(text))
    if wordless or ((other := _SOMETHING_ELSE.get(finding.category)) and other(document, finding)):
        return False
    if about := _ABOUT.get(finding.category):
        return about(text)
    if finding.category in (AGREED, EFFECTIVE) and text.strip().isalpha():
        return False  # "Friday"
    if finding.category == AGREED and POINTS_TO_A_DATE.fullmatch(text.strip()):
        return False
    if finding.category in ("Agreement Date", EFFECTIVE) and is_of_another(document, finding):
        return False
    if finding.category == EFFECTIVE:
        return is_the_beginning(document, finding)
    if finding.category == FOR_CONVENIENCE:
        in_cases = leads_to_cases(document.text, finding.end) and not ends_at_will_outright(text)
        return not (
            in_cases or forbids_ending_at_will(text) or ends_for_cause(text, document.segments[finding.first].heading)
        )
    return True


def may_be(document: Document, finding: Finding) -> bool:
    """Whether a candidate that does not count can be shown as unsure: it is about what its category asks, and has some
    of the category's own words, if these are known."""
    if finding.category not in CATEGORIES:
        return True
    text = document.text[finding.start : finding.end]
    return has_own_words(finding.category, text) and is_about_it(document, finding)


_PROBATION = re.compile(r"\b(?:probation\w*|trial\s(?:period|phase))\b", re.IGNORECASE)
_OF_THE_TERM = re.compile(r"\b(?:agreement|contract|renew\w*|terms?|lease|licen[cs]e)\b", re.IGNORECASE)


def _extends_a_probation(document: Document, finding: Finding) -> bool:
    """Whether what is extended is the probation of which the paragraph speaks: "we may extend this period"."""
    before = document.text[document.text.rfind("\n", 0, finding.start) + 1 : finding.start]
    own = document.text[finding.start : finding.end]
    return not _OF_THE_TERM.search(own) and _PROBATION.search(before + own) is not None


_FIRST_ITEM, _LIST_BEFORE = 100, 600
# The items of a list, as far as a list of rules of conduct may reach.
_LISTED = re.compile(r"(?:\n{1,2}\s{0,4}(?:[-–•*]|\(?\w{1,3}[.)])\s[^\n]{1,400}){1,20}")


def _leads_to_conduct(document: Document, finding: Finding) -> bool:
    """Whether words lead to a list of how users may not behave: "you agree not to: (a) send spam"."""
    said = document.text[finding.start : finding.end].rstrip()
    listed = _LISTED.match(document.text, finding.end) if said.endswith(":") else None
    whole = said + listed.group() if listed else ""
    return is_on_conduct(whole) or takes_users_away(whole)


_IN_A_LIST = re.compile(r"\s{0,4}(?:[-–•*]|\(?\w{1,3}[.)])\s")


def _is_of_buyers(document: Document, finding: Finding) -> bool:
    """Whether words lead to or are in a list of who may buy: "the lamps are sold exclusively to: (a) registered
    businesses"."""
    said = document.text[finding.start : finding.end].strip()
    if said.endswith(":"):
        first = document.text[finding.end :].lstrip().split("\n", 1)[0][:_FIRST_ITEM]
        return is_exclusive_otherwise(f"{said} {first}")
    if "exclusiv" in said.lower() or not _IN_A_LIST.match(said):
        return False
    before = document.text[max(0, finding.start - _LIST_BEFORE) : finding.start].rstrip().split("\n")
    items = list(takewhile(_IN_A_LIST.match, reversed(before)))
    lead = before[len(before) - len(items) - 1] if len(items) < len(before) else ""
    return lead.endswith(":") and is_exclusive_otherwise(f"{lead} {items[-1] if items else said}")


# What the words of a passage may be about instead, by what stands around them.
_SOMETHING_ELSE: dict[str, Callable[[Document, Finding], bool]] = {
    "Expiration Date": lambda document, finding: defines_another_day(document.text, finding.start),
    "Exclusivity": _is_of_buyers,
    "Non-Compete": _leads_to_conduct,
    "Renewal Term": _extends_a_probation,
    "Parties": is_a_town,
}


def _is_about_cover(text: str) -> bool:
    """Whether the words are about having insurance, rather than selling it or raising a limit of liability."""
    if puts_in_another_sum(text) and not _OF_COVER.search(text):
        return False
    if (_INSURANCE_SOLD.search(text) or _NOT_INSURANCE.search(text)) and not _KEEPS_COVER.search(text):
        return False
    return bool(_INSURED.search(text)) or not _INSURANCE_TRADE.search(text)


def _may_be_of_staff(text: str) -> bool:
    """Whether a non-solicitation clause can be about employees, and not only about customers."""
    if not (_SOLICITS_CUSTOMERS.search(text) or _CUSTOMERS.search(text)):
        return True
    of_staff = _WINS_STAFF if _SOLICITS_CUSTOMERS.search(text) else _STAFF
    return of_staff.search(" ".join(_BOUND.sub(" ", text).split())) is not None


# "Available 99.9% of the time", "an uptime commitment": a level of service, and nothing that is bought or sold.
_SERVICE_LEVEL = re.compile(
    r"\b(?:up-?time|availability|(?:be|is|are|remains?)\s(?:\w+\s)?(?:available|accessible|operational)|response\stimes?|resolution\stimes?|service\slevels?)\b",
    re.IGNORECASE,
)
# "If Provider misses the uptime commitment, Customer receives service credits"
_CREDITED = re.compile(
    r"\b(?:up-?time|availability|service\slevels?)\b(?:[^.;]|\.\d){0,240}?\b(?:service|SLA|fee)\s?credits?\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?:\d|\])\s?%|\bper\s?cent\b", re.IGNORECASE)
_BOUGHT = re.compile(
    r"\b(?:purchas|buy|bought|spend|order|sell|sold|sales|pa(?:y|id|yment)\b|fees?\b|royalt|revenue|units?\b|quantit|volume)|[$€£]",
    re.IGNORECASE,
)
# "You may not claim that we made the news jointly" is about publicity, and not about what anyone owns.
_PUBLICITY = re.compile(
    r"\b(?:publicity|publici[sz]e|press\sreleases?|announce\w*|claim|represent|state|suggest|imply)\b", re.IGNORECASE
)
_OWNED = re.compile(
    r"\bown|\btitle\b|\binterests?\b|propert|\brights?\b|patent|invent|copyright|know-how|technolog|\bbelong|\bvest|licen[cs]|undivided|\bjoint\sauthor",
    re.IGNORECASE,
)
_EXCLUDES_ALL = re.compile(
    r"\b(?:exclud|disclaim)\w*\s(?:any\sand\s)?(?:all|any)\s(?:\w+\s){0,2}?(?:liabilit|responsibilit)", re.IGNORECASE
)


def _is_service_level(text: str) -> bool:
    if _CREDITED.search(text):
        return True
    return bool(_SERVICE_LEVEL.search(text) and _SHARE.search(text)) and not _BOUGHT.search(text)


# "The logo is at least 40 pixels wide", "slides are at least 9 microns thick": measures, of which nobody buys any.
_MEASURES = re.compile(
    r"\d\s?(?:ms|milliseconds|[kMGT]bps|[MGT]bit/s)\b|\b(?:pixels?|dpi|microns?|millimet(?:er|re)s?|\d\s?mm|inch(?:es)?|fonts?|logos?|clear\sspace|specimens?|cells?|cellularity|tissue|slides?|malignant"
    r"|minimum\s(?:width|height|size|thickness|resolution|age))\b",
    re.IGNORECASE,
)
_TRADED = re.compile(
    r"\b(?:purchas|buy|bought|spend|order|sell|sold|sales|suppl(?:y|ies)|deliver|pa(?:y|id|yment)\b|fees?\b|royalt|revenue|month|year|annual|quarter)|[$€£]",
    re.IGNORECASE,
)
# "If the vendor's minimum order quantity is larger": what somebody else sells at once.
_ANOTHERS_ORDERS = re.compile(
    r"\b(?:vendor|supplier|manufacturer|distributor|mill)[’']?s?[’']?\s(?:own\s)?minimum\s(?:order|purchase)\b"
    r"|\bminimum\sorder\s(?:quantit\w+|sizes?)\s(?:\w+\s)?(?:of|by)\s(?:the|its|an?|such|each)\s(?:[a-z]+\s)?(?:vendor|supplier|manufacturer)\b"
)


# The least that is paid out, the time that something takes, or how many must come: "$1 minimum payout", "must be held
# for a minimum of 30 days", "if the minimum capacity is not reached".
_OTHER_MINIMUM = re.compile(
    r"\bminimum\s(?:(?:list|selling|sale|product)\s)?(?:prices?|payout|pay-?out|redemption|withdrawal|cash-?out|balance|capacity|attendance|age)\b|\b(?:payout|redemption|withdrawal|cash-?out)\s(?:threshold|minimum)\b"
    r"|\b(?:minimum\sof|at\sleast|no\sless\sthan)\s(?:[\w-]+\s)?(?:\(?\d{1,3}\)?\s)?(?:business\s|calendar\s|working\s)?(?:days|hours|weeks|minutes)\sbefore\s\w+ing\b",
    re.IGNORECASE,
)
# "You set your prices", "withdrawals are processed within five days": there is no minimum in them.
_NO_MINIMUM = re.compile(
    r"\b(?:you|sellers?|vendors?|merchants?)\s(?:may\s|can\s)?(?:freely\s)?sets?\s(?:the|your|their|its|any)\s(?:own\s)?prices?\b"
    r"|\b(?:processed|paid\sout|credited|released|transferred)\swithin\s[^.;]{0,30}?\b(?:days|hours|weeks)\b",
    re.IGNORECASE,
)
_A_MINIMUM = re.compile(r"\b(?:minimum|at\sleast|(?:no|not)\s(?:less|fewer)\sthan|commit\w*)\b", re.IGNORECASE)
_BUYS = re.compile(
    r"\b(?:purchas|buy(?!\sback)|bought(?!\sback)|spend|order|sell\b|sells\b|royalt|revenue)", re.IGNORECASE
)


# "Each partner devotes at least ten hours a week to the mill": what somebody works, and nothing that is bought.
_HOURS_OF_WORK = re.compile(
    r"\b(?:commit|devote|dedicate|work|spend|contribute)s?\b[^.;]{0,80}\bhours\s(?:of\swork\s)?(?:per|an?|each|every)\s(?:week|day|month)\b",
    re.IGNORECASE,
)


# "Shall employ not fewer than five engineers", "Minimum Hours are reduced in proportion": staff, and what becomes of a
# minimum that is set elsewhere.
_STAFFED = re.compile(
    r"\b(?:employ|deploy|staff)\s(?:\w+\s)?(?:(?:not|no)\s(?:fewer|less)\sthan|at\sleast|a\sminimum\sof)\b",
    re.IGNORECASE,
)
_MINIMUM_CHANGES = re.compile(
    r"^\W{0,4}(?:[\d.]{1,6}\s)?(?:the\s|such\s)?minimum\s(?:\w+\s){1,3}?(?:is|are|shall\sbe|will\sbe)\s(?:\w+\s)?(?:reduced|halved|pro-?\s?rated|adjusted)\b",
    re.IGNORECASE,
)


# "Each shipment shall have at least nine months of shelf life left"
_SHELF_LIFE = re.compile(r"\bshelf[\s-]li(?:fe|ves)\b", re.IGNORECASE)
# "You want something else, and I may say no": what somebody is free to do.
_MAY = re.compile(r"\b(?:may|can)\b", re.IGNORECASE)


def _is_a_commitment(text: str) -> bool:
    """Whether the words on a minimum can be about what a party must buy, pay or sell."""
    if (_SHELF_LIFE.search(text) and not _BUYS.search(text)) or (
        _MAY.search(text) and not has_own_words("Minimum Commitment", text)
    ):
        return False
    measured = _MEASURES.search(text) and not _TRADED.search(text)
    paid_out = _OTHER_MINIMUM.search(text) and not _BUYS.search(text)
    none = _NO_MINIMUM.search(text) and not _A_MINIMUM.search(text)
    none = none or bool(_STAFFED.search(text) and not _BUYS.search(text)) or bool(_MINIMUM_CHANGES.search(text))
    none = none or (_HOURS_OF_WORK.search(text) and not _BOUGHT.search(text))
    return not (measured or paid_out or none or _ANOTHERS_ORDERS.search(text) or _is_service_level(text))


# Who may take part, and whose mark or consent stands behind something: no restraint.
_RESTRAINS_NOBODY = re.compile(
    r"\b(?:is|are)\snot\s(?:\w+\s)?(?:affiliated|associated|endorsed|sponsored|connected)\b"
    r"|\bif\syou\sdo\snot\s(?:agree|accept|consent)\b[^.;]{0,80}\bnot\s(?:participate|use|access|join|take\spart|install|register)\b",
    re.IGNORECASE,
)


# "Will not solicit or hire Vendor's employees", and nothing about competition or customers.
_HIRES = re.compile(
    r"\bnot\b[^.;]{0,80}?\b(?:solicit|entice|poach|recruit|hire|employ)\b[^.;]{0,120}?\b(?:employe(?:es?|d)|personnel|staff|workers?|contractors?|consultants?|worked)\b"
    r"|^\W{0,3}(?:\w{1,4}[.)]\s)?(?:solicit|entice|poach|recruit|hire|employ)\b[^.;]{0,120}?\b(?:employe(?:es?|d)|personnel|staff|workers?)\b",
    re.IGNORECASE,
)
_DOES_BUSINESS = re.compile(
    r"\bcompet|\b(?:customers?|clients?|suppliers?|business|products?|services?|engage|sell|market|manufacture|own|invest|divert)\b",
    re.IGNORECASE,
)


def _bars_hiring_only(text: str) -> bool:
    """Whether a clause keeps a party from hiring the other's staff, and from nothing else."""
    return _HIRES.search(text) is not None and not _DOES_BUSINESS.search(text)


# "All work that Consultant creates, solely or jointly with others": who makes it, and not who owns it.
_MADE_TOGETHER = re.compile(
    r"\bjointly\swith\s(?:any\s)?others?\b|\b(?:alone|solely)\s(?:or|and/or)\sjointly\b", re.IGNORECASE
)
_OWNED_JOINTLY = re.compile(
    r"\bco-?own|\bjoint(?:ly)?\s(?:\w+\s){0,2}own|\bown\w*\s(?:\w+\s){0,3}jointly\b|\bundivided\b|\bjoint\s(?:property|title|works?|inventions?|patents?)\b",
    re.IGNORECASE,
)
# A buyer that inspects the goods when they arrive.
_RECEIVES = re.compile(
    r"\binspect\w*\b[^.;]{0,60}?\b(?:goods|products?|shipments?|deliver(?:y|ies)|equipment)\b[^.;]{0,80}?\b(?:delivery|receipt|arrival|deliver(?:ed)?)\b",
    re.IGNORECASE,
)
_AUDITS = re.compile(
    r"\baudit|\b(?:books|records|accounts|premises|facilit\w+|plants?|factor(?:y|ies)|works|offices?|compliance)\b",
    re.IGNORECASE,
)
_CANCELS = re.compile(r"\b(?:cancell?ation|termination|withdrawal)\s(?:charge|fee)s?\b", re.IGNORECASE)
_SHARES = re.compile(
    r"\b(?:revenues?|profits?|commissions?|royalt\w+|proceeds|sales|receipts|shares?)\b", re.IGNORECASE
)


def _charges_for_cancelling(text: str) -> bool:
    """Whether a percentage is a charge for cancelling, and no share of what somebody earns."""
    return _CANCELS.search(text) is not None and not _SHARES.search(text)


# "Are each jointly and severally liable"
_LIABLE_JOINTLY = re.compile(r"\bjoint(?:ly)?\sand\sseveral(?:ly)?\b", re.IGNORECASE)


def _is_of_ownership(text: str) -> bool:
    """Whether words on what is done jointly can be on who owns it, not on publicity or on work done together."""
    if _PUBLICITY.search(text) and not _OWNED.search(text):
        return False
    if _LIABLE_JOINTLY.search(text) and not _OWNED.search(text):
        return False
    return _OWNED_JOINTLY.search(text) is not None or not _MADE_TOGETHER.search(text)


# "A quarter of the shares shall vest", and no share of what is earned.
_VESTS = re.compile(r"\bvest(?:s|ed|ing)?\b", re.IGNORECASE)
_EARNINGS = re.compile(
    r"\b(?:revenues?|profits?|proceeds|sales|royalt\w+|commissions?|receipts|income)\b", re.IGNORECASE
)
# "Shall renew each year unless terminated by either party" states no notice.
_RENEWS_UNLESS_ENDED = re.compile(
    r"\brenew[^.;]{0,160}\bunless\s(?:\w+\s){0,3}?(?:terminated|cancel+ed|ended)\b", re.IGNORECASE
)
_STATES_A_NOTICE = re.compile(
    r"\b(?:noti(?:ce|f\w+)|inform\w*|advis\w+|writ(?:ten|ing)|elect\w*|intent\w*|prior|before|advance|days|weeks|months?\sbefore)\b",
    re.IGNORECASE,
)


# "There is no action, suit or proceeding pending against Vendor": what is so, and no promise.
_NO_SUITS = re.compile(
    r"\b(?:no|not|nor)\b[^.;]{0,120}?\b(?:actions?|suits?|claims?|proceedings?|litigation|investigations?)\b[^.;]{0,120}?\b(?:pending|threatened)\b",
    re.IGNORECASE,
)
_GIVES_UP = re.compile(
    r"\b(?:waive|releas|relinquish|covenant|(?:shall|will|may|agrees?)\s(?:\w+\s){0,2}?not|(?:shall|will)\snever|nor\s(?:shall|will))",
    re.IGNORECASE,
)
# "Shall not dry beans for anyone other than Buyer": what a party may not do, and no terms that it grants.
_NOBODY_ELSE = re.compile(
    r"\b(?:not|nor|never)\b[^.;]{0,80}?\bfor\s(?:any(?:one|body)|others?|any\s\w+)\s(?:other\sthan|but|except)\b",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"\b(?:pric|rates?\b|fees?\b|charg|royalt|(?-i:terms\b)|conditions?\b|favou?r|discount|costs?\b|lowest|better\b|best\b|margin|rebate|commission|treat|benefit)",
    re.IGNORECASE,
)


def _restrains_only(text: str) -> bool:
    """Whether a party only may not work for others, and grants no terms."""
    return _NOBODY_ELSE.search(text) is not None and not _TERMS.search(text)


_FORBIDS = re.compile(r"\b(?:not|neither|nor|never|refrain)\b", re.IGNORECASE)


# Whether the words of a passage can be about its category.
_ABOUT: dict[str, Callable[[str], bool]] = {
    "Expiration Date": speaks_of_the_end,
    "Renewal Term": speaks_of_renewal,
    "Governing Law": may_govern,
    "No-Solicit Of Employees": _may_be_of_staff,
    "Source Code Escrow": lambda text: _ESCROWED.search(text) is not None,
    "Rofr/Rofo/Rofn": lambda text: (
        _OFFERED.search(text) is not None
        and not any(
            other(text)
            for other in (
                only_joins_a_sale,
                leaves_free_to_deal,
                compares_with_others,
                is_first_right_elsewhere,
                licenses_by_consent,
            )
        )
    ),
    "Insurance": _is_about_cover,
    CAP: lambda text: not is_of_a_refund(text),
    # an exclusion of liability is the contrary
    UNCAPPED: lambda text: (
        is_carve_out(text) or not (cap_of(text) or _EXCLUDES_ALL.search(text) or limits_kinds_only(text))
    ),
    "Minimum Commitment": _is_a_commitment,
    "Warranty Duration": lambda text: not is_no_warranty(text),
    "Volume Restriction": lambda text: not is_no_limit_on_use(text),
    "Most Favored Nation": lambda text: not (follows_the_market(text) or _restrains_only(text)),
    "Parties": lambda text: not describes_a_party(text),
    "Joint Ip Ownership": _is_of_ownership,
    # or uses its words for something else
    "Exclusivity": lambda text: not (is_exclusive_otherwise(text) or offers_first(text)),
    "Non-Compete": lambda text: (
        not (
            bars_sponsors(text)
            or _bars_hiring_only(text)
            or _RESTRAINS_NOBODY.search(text)
            or takes_users_away(text)
            or is_on_conduct(text)
            or (ends_on_a_change_of_control(text) and not _FORBIDS.search(text))
            or restricts_a_license(text)
        )
    ),
    "Audit Rights": lambda text: not ((_RECEIVES.search(text) and not _AUDITS.search(text)) or inspects_no_party(text)),
    "Revenue/Profit Sharing": lambda text: (
        not (
            _charges_for_cancelling(text) or is_how_to_pay(text) or (_VESTS.search(text) and not _EARNINGS.search(text))
        )
    ),
    "Notice Period To Terminate Renewal": lambda text: (
        not ((_RENEWS_UNLESS_ENDED.search(text) and not _STATES_A_NOTICE.search(text)) or renews_something_else(text))
    ),
    "Covenant Not To Sue": lambda text: (
        not (
            forbids_a_use(text)
            or is_on_publicity(text)
            or waives_kinds_of_loss(text)
            or (_NO_SUITS.search(text) and not _GIVES_UP.search(text))
        )
    ),
    "Ip Ownership Assignment": lambda text: (
        not ((allots_a_place(text) and not _OWNED.search(text)) or is_ownership_of_goods(text))
    ),
}
