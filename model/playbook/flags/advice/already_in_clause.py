"""Drops the parts of a rule's suggestion that the clause already satisfies: no "Ask for notice" next to a clause that
gives thirty days' notice."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from model.playbook.clause_meaning.by_category.changes_of_control import restricts
from model.playbook.clause_meaning.by_category.commitments import only_paid
from model.playbook.clause_meaning.by_category.first_refusal import CONFIRMED
from model.playbook.clause_meaning.by_category.fixed_sums import EARLY, is_price_of_an_exit
from model.playbook.clause_meaning.by_category.inspections import is_of_quality
from model.playbook.clause_meaning.by_category.ip_ownership import INTELLECTUAL_PROPERTY, at_the_end_only
from model.playbook.clause_meaning.by_category.restraints import bars_advertising_only
from model.playbook.clause_meaning.clause_statements import SOLICITS
from model.summary.values.jurisdictions import places_in


class _Met(NamedTuple):
    """``advice``: the words of a suggestion. ``clause``: the words of a clause that already satisfies it. ``near``:
    those words also count in another sentence of the section, because there they can concern nothing else."""

    advice: re.Pattern[str]
    clause: re.Pattern[str]
    near: bool


def _met(advice: str, clause: str, near: bool = False) -> _Met:
    return _Met(re.compile(advice, re.IGNORECASE), re.compile(clause, re.IGNORECASE), near)


# "During the period that it is to be providing the services", and not after it
_WHILE_IT_WORKS = (
    r"\bduring\sthe\s(?:period|time)\s(?:(?:that|when|during\swhich|in\swhich)\s)?[^.;,]{0,40}?\b(?:provid|perform|render|work|engag)\w*\b"
    r"(?![^.]{0,300}?\b(?:after|following|thereafter)\b)"
)
# "Until this Contract ends", "during your time of employment", and not after it
_UNTIL_THE_END = (
    r"\b(?:until\s(?:this|the)\s(?:agreement|contract|engagement|employment)\s(?:ends|terminates|expires|is\s(?:over|ended|terminated))"
    r"|(?:during|throughout)\s(?:(?:the|your|his|her|their|my)\s)?(?:(?:time|period|term|course)\sof\s(?:(?:the|your|his|her|their|my)\s)?)?employment"
    r"|while\s(?:\w+\s(?:is|are)\s)?employed)\b"
    r"(?![^.]{0,300}?\b(?:after|following|thereafter|post)\b)"
)
# "So long as this Agreement is in force", "during the currency of this contract", and not after it
_IN_FORCE = (
    r"\b(?:(?:(?:for\s)?(?:so|as)\slong\sas|while|whilst)\s(?:this|the)\s(?:agreement|contract|appointment)\s(?:is|remains|continues|subsists|lasts|runs|stays)"
    r"|(?:during|throughout|for)\sthe\s(?:currency|continuance|subsistence|duration|life|lifetime|validity)\sof\s(?:this|the)\s(?:agreement|contract|appointment))\b"
    r"(?![^.]{0,160}?\b(?:after|following|thereafter|post)\b)"
)
_LIMITED_IN_TIME = (
    r"\b(?:during|throughout|for)\sthe\s(?:[\w-]+\s){0,4}(?:term|period)\b|\buntil\b|\bfor\sa\s(?:period|term)\sof\b"
    r"|\bfor\s(?:(?:the|an?)\s)?(?:(?:first|next|initial|additional)\s)?(?:[\w-]+\s)?(?:\(\d{1,3}\)\s)?(?:months?|years?)\b"
    r"|\bduring\s(?:this|that|such|an?)\s(?:[\w-]+\s){0,3}?period\b"
    r"|\bfor\sa\s(?:\w+\s)?period\s(?:beginning|commencing|starting|running|ending|from)\b|\bending\son\b"
    # "if at any time before 31st December 2027"
    r"|\bbefore\s(?:the\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?-i:[A-Z])[a-z]{2,8}\b|(?-i:[A-Z])[a-z]{2,8}\s\d{1,2}\b|\d{4}\b)"
    r"|\bfor\sthe\s(?:lesser|shorter|longer|greater)\sof\b|\bno\slater\sthan\b|\bwithin\s(?:[\w-]+\s)?(?:\(\d{1,3}\)\s)?(?:days|months|years)\b"
)
# Exclusive advertising is limited to the pages or places on which a competitor's is not shown.
_ADVERTISING = (
    r"\bnot\s(?:\w+\s)?(?:place|display|show|post|run|feature)\b[^.;]{0,160}\b(?:advertis\w+|banners?|links?|graphics?|logos?)\b[^.;]{0,80}"
    r"\bon\s(?:any|the|each|such|its)\s[^.;]{0,60}\b(?:pages?|sites?|websites?|channels?|programs?|stadium|venue)\b"
)
_WITH_ONE_COMPANY = (
    r"(?-i:\bwith\s(?:[A-Z][\w&’'-]{1,30},?\s){1,4}(?:Inc|LLC|L\.L\.C|Corp|Ltd|GmbH|Limited|Corporation)\b)"
    r"|(?-i:\b(?:[Cc]ooperat(?:e|ion)|[Cc]ollaborat(?:e|ion))\swith\s[A-Z][\w&-]+(?:\s(?:[A-Z][\w&-]*|\d{1,4}))?\b)"
)
# What is larger than a country and smaller than the world.
_REGION = (
    r"(?:(?:(?:North|South|Latin|Central|Western|Eastern|Northern|Southern|South-?[Ee]ast|East|West)(?:ern)?\s)?"
    r"(?:America|Europe|Asia|Africa|Australasia|Oceania)|European\s(?:Union|Economic\sArea)|Asia[\s-]Pacific|Middle\sEast|Caribbean|Scandinavia|Benelux"
    r"|EU|EEA|EMEA|APAC|LATAM|GCC|UK|USA?)"
)
# "Joint ownership conveys to each party individually the right to use and sell"
EACH_MAY = re.compile(
    r"\beach\s(?:party|co-?owner|owner|of\sthe\sparties)\s(?:\w+\s){0,3}?(?:the\s)?(?:\w+\s){0,2}?right\sto\s(?:use|sell|exploit|practi[cs]e|licen[sc]e|make|modify)\b",
    re.IGNORECASE,
)
# A right that only some changes of control give.
ONLY_IF = re.compile(r"\bonly\s(?:if|where|when)\b|\bsuch\sthat\sits\s[^.;]{0,60}\b(?:conflict|adverse)", re.IGNORECASE)
_ALREADY = [
    # "At any time upon prior written notice" leaves open how long before.
    _met(
        r"^ask for reasonable notice",
        r"\b(?:hours|days?|weeks?|months?|years?)\b[^.;]{0,80}\bnoti|\bnoti\w+\b[^.;]{0,120}\b(?:hours|days?|weeks?|months?|years?)\b"
        r"|\breasonable\b[^.;]{0,30}\bnotice|\b(?:notice\speriod|period\sof\s(?:\w+\s)?notice)\b",
    ),
    _met(
        r"^(?:ask for notice|require (?:reasonable )?notice)",
        r"\b(?:notice|notify|notif(?:ies|ication))\b|\bmutually\s(?:agreed|agreeable|acceptable|convenient)\b"
        r"|\bprior\swritten\srequest\b|\b(?:days|weeks|hours)[’']?\s(?:\w+\s){0,3}?request\b",
    ),
    _met(
        r"^ask for (?:reasonable )?notice",
        r"\bthe\snotice\speriod\s(?:is|shall\sbe|will\sbe)\b",
        near=True,
    ),
    _met(
        r"^otherwise, ask for advance notice",
        r"\b(?:days?|weeks?|months?)\b[^.;]{0,40}\bnotice\b|\bnotice\b[^.;]{0,40}\b(?:days|weeks|months)\b",
    ),
    # "Vendor shall be told at least five days before an examination"
    _met(
        r"^require reasonable notice",
        r"\b(?:days|weeks|hours)\b[^.;]{0,20}\b(?:before|prior\sto|ahead\sof)\b[^.;]{0,40}\b(?:audits?|inspections?|examinations?|visits?)\b",
        near=True,
    ),
    _met(r"unreasonably withheld", r"\bunreasonabl\w*\s(?:be\s)?(?:withh[eo]ld|condition|delay|refus|den)"),
    _met(
        r"business hours",
        r"\b(?:business|working|office|operating)\shours|\breasonable\stimes?\b"
        r"|\bat\s(?:an?\s)?mutually\s(?:agreed|agreeable|acceptable|convenient)\s(?:(?:up)?on\s)?times?\b",
        near=True,
    ),
    _met(
        r"once a year",
        r"\bonce\s(?:each|every|per|a|in|during)\b|\b(?:more\s(?:often|frequently)\s)?than\s(?:once|one|annually|yearly)\b"
        r"|\b(?:one|1\)?)\s(?:audit|inspection|examination)\s(?:in|per|during|each|every)\b"
        r"|\bmore\sthan\s(?:\[[*●\s]{1,9}\]|\w+(?:\s\(\d\))?)\s(?:\w+\s)?(?:audits?|inspections?)\b"
        r"|\bonce\sannually\b|\bmore\s(?:often|frequently)\sthan\b"
        r"|\ban?\s(?:audit|inspection)\b[^.;]{0,60}?\b(?:each|every|per)\s(?:calendar\s|fiscal\s|contract\s)?year\b",
        near=True,
    ),
    _met(
        r"limit it to twelve months",
        # a period that is redacted may be short enough
        r"\bone-year\speriod\b|\bperiods?\sof\s(?:\[[*●\s]{1,12}\]|\*{2,9})|(?<!-)\b(?:one|1|six|6|twelve|12|three|3|nine|9)\)?\s"
        r"(?:(?:consecutive|successive|calendar|full)\s)?(?:months?\b|year\b)|\bfirst\syear\s(?:after|following|from)\b"
        rf"|{_WHILE_IT_WORKS}|{_UNTIL_THE_END}|{_IN_FORCE}"
        r"|\bduring\sthe\s(?:\w+\s){0,2}term\b(?![^.;]{0,80}\b(?:after|follow|thereafter|years?|months?))",
    ),
    _met(
        r"general advertis",
        r"\badverti[sz]|\bgeneral(?:ized)?\s(?:\w+\s){0,2}(?:solicitation|recruit|search)"
        r"|\bnot\s(?:\w+\s)?(?:directed|targeted|aimed)\b",
        near=True,
    ),
    _met(
        r"\bfield\b",
        r"\b(?:products?|goods|services|brands?)\s(?:that|which)\s(?:\w+ly\s)?compete\swith\b|"
        rf"{_WITH_ONE_COMPANY}"
        r"|\bdirected\s(?:to|against|at)\s(?:any|the|a)\b|\bactive\s(?:pharmaceutical\s)?ingredients?\b"
        r"|\bsame\sor\s(?:a\s)?(?:substantially\s)?similar\s(?:promotions?|programs?|events?|products?|services?|business(?:es)?\s(?:of|as|to))\b"
        r"|\bin\sconnection\swith\b|\bin\sthe\s(?:\w+\s)?(?:fields?|business|market)\sof\b|\bfor\suse\s(?:in|with)\b"
        rf"|{_ADVERTISING}",
    ),
    # "6 percent in the first year, 4 in the second"
    _met(
        r"\bdecline\b",
        r"\b(?:declin|decreas|pro-?rat|(?:un)?amorti[sz]|depreciat)\w*|\bstraight-line\b|\bwritten\sdown\b|\b(?:unexpired|remaining)\s(?:\w+\s)?(?:days|weeks|months|years|term|balance|portion)\b"
        r"|\bremaining\snumber\sof\s(?:months|weeks|years)\b|\b(?:months|weeks|years)\sremaining\b"
        r"|\bnumber\sof\s(?:\w+\s)?(?:days|weeks|months|years)\s(?:by\swhich|remaining|left)\b|\bfirst\s(?:anniversary|(?:contract\s)?(?:year|term))\b[^.]{0,400}?\bsecond\s"
        r"(?:anniversary|(?:contract\s)?(?:year|term))\b",
    ),
    _met(
        r"territor",
        # a site or a language, which reaches no further
        rf"{_WITH_ONE_COMPANY}|"
        r"\bthe\s(?-i:[A-Z][\w&-]*)\s(?-i:Site|Web\s?[Ss]ite|Portal|Channel)\b|(?-i:\b[A-Z][a-z]+(?:ese|ish|ian|ch))[\s-]language\b"
        r"|\bterritor(?:y|ies|ial)\b|\bradius\b|\bcounties\b|\bStatistical\sAreas?\b|\bwithin\sthe\s(?:state|united|county|city)|\bmiles\b"
        rf"|(?-i:\b(?:[Ii]n|[Ww]ithin|[Tt]hroughout|[Aa]cross)\s(?:the\s)?{_REGION}\b)"
        r"|(?-i:\b[A-Z][a-z]+(?:an|ish|ese|ch)\b)[^.;]{0,40}\bmarket"
        r"|(?-i:\b(?:in|within|throughout)\sthe\s(?:[A-Z]\w+\s)?(?:Area|Region|Zone)\b)"
        rf"|{_ADVERTISING}",
    ),
    _met(r"end date|limit it in time", rf"{_LIMITED_IN_TIME}|\bwithin\sa\s(?:period|term)\sof\b|\bbut\sprior\sto\b"),
    _met(r"short deadline|limit it in time|transfers within a group", CONFIRMED),
    _met(
        r"short deadline",
        r"\b(?:five|seven|ten|twelve|fourteen|fifteen|twenty|twenty-one|thirty|forty-five|sixty)\s(?:business\s|working\s|calendar\s)?days\b|"
        r"\b\w+\s\(\d{1,2}(?:st|nd|rd|th)\)\s(?:business\s|calendar\s)?day\b|\bwithin\s[^.;]{0,30}\bdays\b|\b\d{1,3}\)?[\s-](?:business\s|calendar\s)?days?\b",
        near=True,
    ),
    _met(
        r"sole remedy",
        r"\b(?:sole|only|exclusive)\s(?:and\s\w+\s)?(?:\w+\s)?(?:remed|liabilit|recover)|\bin\saddition\sto\b"
        r"|\bwithout\slimit|\bin\slieu\sof\b"
        r"|\b(?:sole|only|exclusive)\s(?:recourse|claim)|\b(?:in\sfull|full)\s(?:and\sfinal\s)?(?:satisfaction|settlement|discharge)\b"
        # "beyond the penalty, Buyer can only claim damages if it was intended", "no further compensation is due"
        r"|\b(?:beyond|over\sand\sabove|apart\sfrom|besides)\s(?:the|this|that|such)\s(?:\w+\s)?(?:penalt|sum|damages|credit|amount)\w*\b[^.;]{0,100}?"
        r"\b(?:only|no|not|nothing)\b|\bno\s(?:other|further|additional)\s(?:claims?|remed\w+|compensation|damages|liability)\b",
        near=True,
    ),
    _met(
        r"customers introduced",
        r"\b(?:customers?|clients?)\b[^.;]{0,80}?\b(?:through|introduced|procured)\b|\bintroduced\s(?:by|to|through)\b"
        r"|\bwith\swhom\s[^.;]{0,60}?\b(?:dealt|dealings|worked|contact)\b",
    ),
    _met(
        r"auditing party",
        r"\b(?:sole|own|no)\s(?:\w+\s)?(?:cost|expense)|[’']s\s(?:\w+\s)?(?:cost|expense)s?\b|\b(?:expense|cost)s?\sof\b|\breimburse|\bunderpa(?:y|id)|\bborne\sby\b"
        r"|\bshall\sbear\b|\bat\s(?:its|their|his|her)\s(?:\w+\s){0,2}(?:costs?|expenses?)\b",
        near=True,
    ),
    _met(
        r"^(?:ask for|otherwise, require) payment for work done",
        r"\btermination\s(?:fee|charge|payment)|\b(?:pay(?:s|ing)?|payment\sof)\s(?:\w+\s)?an?\s(?:\w+\s)?fee\b|\bpay\b[^.;]{0,140}\b(?:costs|expenses|accrued|(?:due|owed|owing|earned|payable)"
        r"|(?:through|up\sto|as\sof|prior\sto|to)\sthe\s(?:effective\s)?date)|\bnon-?cancel|\breimburse",
        near=True,
    ),
    # "notice of any change in fees, to give you an opportunity to cancel before it takes effect"
    _met(
        r"right to terminate on an increase",
        r"\b(?:chang|increas|adjust|modif|rais|new)\w*\b[^.;]{0,160}?\b(?:opportunity|right|option|chance|may|can|entitled|free)\s(?:\w+\s)?(?:to\s)?(?:terminate|cancel|end)\b"
        r"|\b(?:may|can|entitled\sto|right\sto|opportunity\sto)\s(?:\w+\s)?(?:terminate|cancel|end)\b[^.;]{0,160}?\b(?:before|prior\sto|if|when|until)\b[^.;]{0,60}?"
        r"\b(?:chang|increas|adjust|new\s(?:prices?|fees?|rates?|charges))",
        near=True,
    ),
    _met(r"uncured (?:material )?breach", r"\b(?:breach|default)"),
    _met(r"in favor of a competitor", rf"\bcompet(?:itor|itive|ing)\b|{ONLY_IF.pattern}"),
    _met(
        r"end with the contract",
        rf"{_WHILE_IT_WORKS}|{_UNTIL_THE_END}|{_IN_FORCE}|"
        r"\b(?:during|throughout|for)\sthe\s(?:entire\s)?term\b"
        r"|\bfor\sa\s(?:period|term)\sof\s[^.;,]{1,60}?\s(?:after|from)\sthe\s(?:effective\sdate(?!\sof\b)|date\s(?:hereof|of\sthis))\b"
        r"|\b(?:during|throughout)\s(?:the\s(?:cooperation|engagement|collaboration|life|duration)|this\s(?:agreement|contract))\b(?![^.;]{0,160}\b(?:after|following|thereafter)\b)"
        r"|\b(?:while|(?:for\s)?as\slong\sas)\sthis\s(?:agreement|contract)\s(?:is|remains)\s(?:in|valid)\b(?![^.;]{0,160}\b(?:after|following|thereafter)\b)",
    ),
    _met(
        r"^name who may enforce",
        r"\bconfer\w*\b[^.;]{0,80}\bother\sthan\b[^.;]{0,80}\bexcept\b|\bno\sother\s(?:person|third|party|entity)\b"
        r"|\b(?:nothing|no)\b[^.;]{0,120}\bconfer\w*\b[^.;]{0,60}\b(?:party|parties|person|persons|entity|one)\s(?:other\sthan|except)\b",
        near=True,
    ),
    _met(r"^reduce it", r"\bpro-?rat|\bproportionately\sreduc", near=True),
    _met(r"insolvency", r"\b(?:insolv|bankrupt|ceas|discontinu)"),
    _met(
        r"limit the exceptions",
        r"\b(?:infring|gross(?:ly)?\snegligen|wil+ful|intentional|confidential)",
        near=True,
    ),
    _met(r"challenge", r"\bassert\b|\b(?:waive|release|relinquish)|\bsue\b"),
    _met(
        r"pre-existing",
        r"\barises?\sduring\sthe\s(?:term|course|cooperation|collaboration|project|engagement|work)\b|"
        r"\b(?:made|conceived|developed|created|reduced\sto\spractice|prepared|produced|invented|arising|generated)\b[^.;]{0,160}"
        r"\b(?:in\sthe\s(?:course|performance)\sof|during\sthe\s(?:term|course)|under\sthis\sagreement|hereunder|pursuant\sto\sthis"
        r"|in\sconnection\swith\s(?:this|the)|as\s(?:a\s|the\s)?results?\sof)\b|\bpre-?existing\b|\bbackground\s(?:technology|ip|intellectual|rights)|\balready\sowned\b"
        r"|\b(?:created|developed|made)\sspecifically\sfor\b|\b(?:existing|prior)\s(?:works?|materials?|inventions?)\b"
        r"|\b(?:developed|made|created|conceived)\s(?:with|through|by)\s(?:the\s)?use\sof\b"
        r"|\bincorporated\s(?:items?|materials?|works?)\b|\bexcept(?:ing)?(?:\sfor)?\s(?:[\w’']+\s){0,4}?improvements?\b",
        near=True,
    ),
    _met(
        r"what each may do alone",
        rf"\b(?:without|no|nor)\b[^.;]{{0,120}}\b(?:account(?:ing)?|consent)\b|{EACH_MAY.pattern}",
        near=True,
    ),
    _met(
        r"comparable volumes",
        r"\b(?:comparable|similar|equivalent|equal|like|the\ssame|lesser|smaller)\s(?:or\s\w+\s)?(?:\w+\s)?(?:volumes?|quantit(?:y|ies))\b",
    ),
    _met(
        r"future prices",
        r"\bfrom\s(?:the|that)\s(?:\w+\s)?(?:date|day|time)\b|\bprospective(?:ly)?\b|\bgoing\sforward\b|\bthereafter\b",
    ),
    _met(
        r"conditional on payment",
        # "once Buyer pays for it in full"
        r"\bupon\s(?:full\s)?payment\b|\b(?:paid|payment)\sin\sfull\b|\bwhen\spaid\b|\bpa(?:ys|id)\s(?:[\w-]+\s){0,4}in\sfull\b",
        near=True,
    ),
    # "Upon acceptance of the work and payment of all the fees"
    _met(r"conditional on payment", r"\b(?:(?:up)?on|after|following)\b[^.;]{0,80}?\b(?:final\s|full\s)?payment\b"),
]
# Who works for another can make the transfer of the results depend on being paid.
_WORK_FOR_ANOTHER = re.compile(
    r"\bservices\b|\bwork\sproduct\b|\bdeliverables?\b|\bcommission(?:ed|s)?\b", re.IGNORECASE
)
_LICENSE = re.compile(r"\blicen[sc]", re.IGNORECASE)
# What a customer suggests to a vendor, which the vendor may then use for good.
FEEDBACK = re.compile(r"\b(?:feedback|suggestions?)\b", re.IGNORECASE)
_NO_FEEDBACK = re.compile(rf"^(?!.*{FEEDBACK.pattern})", re.IGNORECASE | re.DOTALL)
_EMPLOYED = re.compile(r"\bemploy(?:ment|ed\sby)\b", re.IGNORECASE)
# A territory can limit what is sold in places; it cannot limit advice or services to one customer.
_PLACED = re.compile(
    r"\b(?:sells?|selling|distribut\w+|franchis\w+|dealers?|retail\w*|resell\w*|resale)\b",
    re.IGNORECASE,
)
# A right that a transfer by the other party sets off, rather than an issue of new shares.
_OWNED = re.compile(
    r"\b(?:transfer|dispos|(?<!issue or )sell|(?<!issuance or )sale|sold)\w*\b"
    r"[^.;]{0,80}\b(?:shares?|stock|interests?|business|assets|franchise|units)\b"
    r"|\b(?:shares?|stock|interests?|business|assets|franchise)\b[^.;]{0,80}\b(?:transfer|dispos|sold\b)",
    re.IGNORECASE,
)
_NO_NEW_SHARES = re.compile(r"^(?!.*\b(?:subscribe|pre-?emptive)\b)", re.IGNORECASE | re.DOTALL)
_PRICED = re.compile(
    r"\b(?:pric\w+|fees?|rates?|royalt\w+|charg\w+|discounts?|costs?|purchas\w+|volumes?)\b", re.IGNORECASE
)
_BREACHED = re.compile(
    r"\b(?:breach|default|fail|delay|late\b|liquidated|penalt|shortfall|violat|credits?\b)", re.IGNORECASE
)
# Trademarks and domain names are assigned by name; nothing else of the kind goes with them.
_MORE_THAN_MARKS = re.compile(rf"(?!\btrade\s?mark|\bdomain)(?:{INTELLECTUAL_PROPERTY.pattern})", re.IGNORECASE)
# A part of a suggestion with these words applies only if the passages have the words that follow.
_APPLIES = [
    ("Exclusivity", re.compile("territory"), _PLACED),
    ("Irrevocable Or Perpetual License", re.compile("uncured"), _NO_FEEDBACK),
    ("Rofr/Rofo/Rofn", re.compile("within a group"), _OWNED),
    ("Rofr/Rofo/Rofn", re.compile("within a group"), _NO_NEW_SHARES),
    ("Most Favored Nation", re.compile("volumes"), _PRICED),
    ("Ip Ownership Assignment", re.compile("pre-existing"), _MORE_THAN_MARKS),
    ("Ip Ownership Assignment", re.compile("payment"), _WORK_FOR_ANOTHER),
    ("Liquidated Damages", re.compile("estimate"), _BREACHED),
    ("No-Solicit Of Employees", re.compile("advertising"), SOLICITS),
    ("Liquidated Damages", re.compile("termination fee"), EARLY),
    # where nobody is asked, nobody can withhold consent
    (
        None,
        re.compile("consent not be unreasonably"),
        re.compile(r"\b(?:consent|approv|permission|agreement\sof)", re.IGNORECASE),
    ),
]
# Kinds of advice that a contract as a whole may leave no room for: it has the right or the end somewhere, or no work is
# done under it.
TERRITORY = re.compile(r"territory")
PRE_EXISTING = re.compile(r"pre-existing")
# Each party keeps what it had before, in another section perhaps.
KEEPS_ITS_OWN = re.compile(
    r"\b(?:retains?|remains?|owns?|keeps?)\b[^.;]{0,160}?\b(?:background\s(?:ip|intellectual|technolog\w+|rights)|pre-?existing|(?:prior\sto|before)\s(?:the\s(?:\w+\s){0,3}?date|this\sagreement))\b"
    # "Vendor continues to own the Software, and anything created before the date of signature"
    r"|\bcontinues?\sto\sown\b"
    # "Vendor owns its tools, whether existing before or made later", "the Brook Materials remain Brook's"
    r"|\bowns?\sits\s[^.;]{0,120}?\bexisting\s(?:before|prior|on|at)\b"
    r"|\b(?-i:Property|Materials|Works|Technology|Know-How|Tools|IP)\sremains?\s(?:the\s(?:\w+\s){0,2}property\sof\b|(?-i:[A-Z])[\w-]*(?:[’']s|s[’']))"
    r"|\b(?:background\s(?:ip|intellectual\sproperty|technolog\w+)|pre-?existing\s(?:ip|intellectual\sproperty|materials?|works?))\b[^.;]{0,160}?\b(?:retains?|remains?|owned|owns?|belongs?)\b",
    re.IGNORECASE,
)
# What changes hands is there already: "the Assigned Patents", "the Transferred IP".
SELLS_EXISTING = re.compile(
    r"\b(?:Assigned|Transferred|Purchased|Acquired)\s(?:IP|Intellectual\sProperty|Patents?|(?:Trade|Service\s)?[Mm]arks?|Copyrights?|Domain\sNames?)\b"
)
UNCURED_BREACH = re.compile(r"uncured (?:material )?breach")
# A license ends, or can be ended, somewhere in the contract.
LICENSE_ENDS = re.compile(
    r"\b(?:terminat|revok|cancel)\w*\b[^.;]{0,100}\blicen[sc]es?\b(?!\sagreement)|\blicen[sc]es?\b(?!\sagreement)[^.;]{0,80}\b(?:shall|will|may)\s(?:\w+\s){0,3}?(?:terminat|ceas|be\srevoked)",
    re.IGNORECASE,
)
# Prices that follow an index, or are set anew from time to time.
PRICES = re.compile(r"renegotiate prices")
_PRICES = r"(?:rates?|prices?|fees?|tariffs?|rents?|charges)"
PRICES_FOLLOW = re.compile(
    rf"\b{_PRICES}\b[^.;]{{0,120}}?\b(?:adjust\w*|increas\w+|escalat\w+|revis\w+|changed?)\b[^.;]{{0,100}}?\b(?:index\w*|CPI|PPI|FERC|inflation)\b"
    rf"|\b(?:renegotiat\w+|redetermin\w+)\b[^.;]{{0,60}}?\b{_PRICES}\b",
    re.IGNORECASE,
)
# "The Fund may remove the Agent on sixty days' notice"
REMOVED_ON_NOTICE = re.compile(
    r"\bmay\b[^.;]{0,40}?\b(?:remove|replace)\s(?:the\s)?(?-i:[A-Z])[^.;]{0,160}?\b(?:days|months)\b[^.;]{0,40}?\bnotice\b",
    re.IGNORECASE,
)
HAS_TERRITORY = re.compile(r"\bterritor(?:y|ies)\b", re.IGNORECASE)
RIGHT_TO_TERMINATE = re.compile(r"right to terminate")
MUTUAL = re.compile(r"restriction mutual")
END_WITH_THE_CONTRACT = re.compile(r"end with the contract")
COMPETITOR = re.compile(r"\bcompetitor\b")
END_DATE = re.compile(r"end date|^Limit it in time")
WORK_DONE = re.compile(r"payment for work done")
SOLE_REMEDY = re.compile(r"sole remedy")
SUSPENDED = re.compile(r"\bforce majeure\b")
REDUCED = re.compile(r"^Reduce it to the extent")
# Events beyond a party's control that excuse whatever it has to do.
EXCUSED = re.compile(
    r"\b(?:excused?|suspend\w*|relieved|extended|not\s(?:be\s)?(?:\w+\s){0,2}(?:liable|responsible|subject|deemed|considered|in\s(?:default|breach)))\b"
    r"[^.;]{0,240}?\b(?:force\smajeure|acts?\sof\sGod|beyond\s(?:its|their|the)\s(?:\w+\s){0,3}control)\b"
    # a heading
    r"|^\W{0,3}(?:(?:section|article|clause)\s)?[\d.]{0,8}\s?force\smajeure\W{0,3}$"
    # "neither party is responsible for delay caused by events beyond its reasonable control"
    r"|\bneither\sparty\s(?:is|are|shall\sbe|will\sbe)\s(?:\w+\s)?(?:liable|responsible|in\s(?:default|breach))\b[^.;]{0,160}?"
    r"\b(?:force\smajeure|acts?\sof\sGod|(?:beyond|outside)\s(?:its|their|the)\s(?:\w+\s){0,3}control)\b"
    r"|\b(?:force\smajeure|acts?\sof\sGod|beyond\s(?:its|their|the)\s(?:\w+\s){0,3}control)\b[^.;]{0,300}?"
    r"\b(?:excused?|suspend\w*|relieved|extended|not\s(?:be\s)?(?:\w+\s){0,2}(?:liable|responsible|deemed|considered|in\s(?:default|breach)))\b",
    re.IGNORECASE | re.MULTILINE,
)
# What someone pays because the contract was terminated, for work done until then.
PAID_AT_THE_END = re.compile(
    r"\b(?:shall|will)\s(?:pay|reimburse)\b[^.;]{0,240}?\b(?:incurred|performed|rendered|provided|delivered|accrued|earned|completed)\b"
    r"[^.;]{0,160}?\b(?:prior\sto|before|through|as\sof|up\sto|until|to)\s(?:the\s)?(?:effective\s)?(?:date\sof\s)?(?:such\s|any\s)?"
    r"(?:terminat|cancellation)"
    # "On termination, Vendor shall be paid for services performed to that date"
    r"|\b(?:shall|will|must)\sbe\spaid\sfor\s(?:(?:all|any|the)\s)?(?:\w+\s)?(?:work|services?|deliverables)\s(?:\w+\s)?(?:performed|rendered|provided|delivered|completed|done|carried\sout)\s"
    r"(?:up\s)?(?:to|until|through|before)\s(?:(?:that|the|such)\s(?:\w+\s)?date|then|(?:the\s)?terminat\w+)\b"
    # "Upon termination: Buyer pays for all work completed"
    r"|\b(?:up)?on\stermination\b[^.]{0,240}?\bpays?\sfor\s(?:all\s|any\s|the\s)?(?:work|services)\b[^.;\n]{0,40}?\b(?:completed|performed|rendered|delivered)\b"
    r"|\bpay(?:s|ing|ment\sof)?\s(?:\w+\s){0,3}?(?:early\s)?(?:termination|cancellation)\s(?:charges?|fees?)\b"
    r"|\b(?:payment\sobligations|amounts|fees|charges|sums)\b[^.;]{0,60}\baccrued\b[^.;]{0,120}\b(?:become|be|are)\s(?:\w+\s)?(?:due|payable)\b",
    re.IGNORECASE,
)
# What the definition of a term can limit: "Change of Control" to competitors, the licensed "Business" to a country.
_SCOPE = re.compile(r"territor|\bfield\b|competitor")
# What comes before the place to which something is limited, at most this many characters before it.
_WITHIN = re.compile(
    r"\b(?:in|within|throughout|for)\s(?:the\s)?(?:(?:territory|state|province|country|republic|people[’']s\srepublic)\sof\s(?:the\s)?)?$",
    re.IGNORECASE,
)
_NEAR = 50
_PART = re.compile(r"(?<=[.]) (?=[A-Z])")


def remaining_advice(
    advice: str | None,
    category: str | None,
    passages: str,
    around: str = "",
    needless: Collection[re.Pattern[str]] = (),
    defined: str = "",
) -> str | None:
    """The sentences of a suggestion that are not ``needless`` (kinds of advice) and that neither the passages nor the
    sections ``around`` them already satisfy, nor the sentences in which their terms are ``defined``; None if none is
    left."""
    if advice is None:
        return None
    parts = [part for part in _PART.split(advice) if not any(words.search(part) for words in needless)]
    if passages and category in ("Audit Rights", "Most Favored Nation", "Non-Compete"):
        parts = [left for part in parts if (left := _unmet(part, passages, around))]
        # what competes says the field; without a territory only that is asked for
        parts = [part for part in parts if part != "Limit it in field."]
    if passages and category == "No-Solicit Of Employees":
        passages = " ".join([passages, *(one for one in _SENTENCES.split(around) if _BARS_SOLICITING.search(one))])
    if passages:
        if category == "Change Of Control" and not restricts(passages):
            return None
        if category == "Non-Compete" and bars_advertising_only([passages]):
            return None
        parts = [
            part
            for part in parts
            if not _follows(part, f"{passages} {defined}" if _SCOPE.search(part) else passages, around)
            and _fits(part, category, passages)
        ]
    return " ".join(parts) or None


# How long staff may not be solicited after the contract may stand in a sentence of its own.
_SENTENCES = re.compile(r"(?<=[.;])\s")
_BARS_SOLICITING = re.compile(r"\bnot\b[^.;]{0,120}?\b(?:solicit|entice|recruit|hire|employ)\b", re.IGNORECASE)
_PIECES = re.compile(r"(?P<head>.{0,200}\b(?:to|on|for|in)\s)?(?P<first>[\w\s-]{1,60}?) and (?P<second>[\w\s-]{1,60})")


def _unmet(sentence: str, passages: str, around: str) -> str | None:
    """A sentence of advice without the pieces that the clause already follows: of "Require notice, and limit audits to
    business hours and once a year" only "Limit audits to once a year"."""
    left = []
    for part in sentence.removesuffix(".").split(", and "):
        pieces = _PIECES.fullmatch(part)
        head, *items = (pieces["head"] or "", pieces["first"], pieces["second"]) if pieces else ("", part)
        kept = [one for one in items if not _follows(one[:1].lower() + one[1:] if head else one, passages, around)]
        if kept:
            left.append(head + " and ".join(kept))
    said = ", and ".join(left)
    return f"{said[:1].upper()}{said[1:]}." if said else None


def _fits(part: str, category: str | None, passages: str) -> bool:
    """Whether a part of a suggestion can apply to the passages at all."""
    if category == "Covenant Not To Sue" and _LICENSE.search(part):
        return bool(_LICENSE.search(passages))
    if any(category == of and words.search(part) and not needs.search(passages) for of, words, needs in _APPLIES):
        return False
    if category == "Liquidated Damages" and SOLE_REMEDY.search(part) and is_price_of_an_exit([passages]):
        return False  # who pays it has broken nothing
    if category == "Minimum Commitment" and SUSPENDED.search(part) and only_paid([passages]):
        return False  # money can be paid in any event
    if category == "Ip Ownership Assignment" and "pre-existing" in part and at_the_end_only(passages):
        return False
    return not (category == "Ip Ownership Assignment" and "payment" in part and _EMPLOYED.search(passages))


def _in_a_place(text: str) -> bool:
    """Whether the words limit something to a state or country: "exclusive in Norway", "within the State of Ohio"."""
    return any(_WITHIN.search(text, max(0, start - _NEAR), start) for start, _, _ in places_in(text))


def _follows(part: str, passages: str, around: str) -> bool:
    if "territor" in part and _in_a_place(passages):
        return True
    if "once a year" in part and is_of_quality(passages):
        return True  # production is inspected as often as it needs to be
    return any(
        one.advice.search(part) and (one.clause.search(passages) or (one.near and one.clause.search(around)))
        for one in _ALREADY
    )
