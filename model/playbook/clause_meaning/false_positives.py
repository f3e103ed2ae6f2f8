"""Sentences that only seem to be of a category, because they use its words: a price taken for liquidated damages, a ban
on disclosure taken for a non-compete."""

from __future__ import annotations

import re
from collections.abc import Callable

from model.playbook.clause_meaning.by_category.commitments import no_commitment
from model.playbook.clause_meaning.by_category.inspections import no_inspection
from model.playbook.clause_meaning.by_category.ip_ownership import (
    burdened,
    ends_after_all,
    not_joint,
    transfers_nothing,
)
from model.playbook.clause_meaning.liability.cap_exceptions import WITHIN_THE_CAP
from model.summary.liability.cap_amounts import LOSS_KINDS
from model.summary.whose_rights.exclusivity import restrains_nobody

_CAPS = re.compile(
    r"\bexceed|\bin\sexcess\sof|\blimited\sto\sthe|\b(?:cap|limits?)\b(?!\sthe\s(?:indemni|right|obligation))"
    r"|(?<!without )\blimitations?\b",
    re.IGNORECASE,
)
_UNLIMITED = re.compile(
    r"\bunlimited\b|\bwithout\s(?:any\s)?limits?\b|\buncapped|\bno\s(?:limit|cap)\b|\bnot\sbe\s(?:limited|capped)\b(?!\sto)",
    re.IGNORECASE,
)
_CHANGES_HANDS = re.compile(
    r"\b(?:assigns?|conveys?|transfers?)\b(?!ee)|\bworks?[\s-](?:made[\s-])?for[\s-]hire|\bvest(?:s|ed)?\b"
    r"|\bregardless\sof|\b(?:developed|created|made|prepared|produced)\b[^.;]{0,40}\bfor\b",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"\b(?:own|owned)\b[^.;]{0,60}\b(?:its|their)\s|\b(?:retain|reserve|remain)s?\b|\b(?:its|their)\s(?:own|respective)\b"
    r"|\bcontinues?\sto\sown\b|\band\s(?:its|their)\s(?:enhancement|improvement|modification|derivative)",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\b(?:not|nor|never)\s(?:copy|disclose|divulge|reveal|reverse|decompile|publish|sub-?license)\b", re.IGNORECASE
)
# Something that may not be given to a competitor is confidential, or a license is limited; that is not a non-compete.
_WITHHELD = re.compile(
    r"\b(?:provided|disclosed|delivered|(?:made\s)?available|sub-?licensed|transferred|given|assigned)\sto\s"
    r"(?:such|any|a|that|the)\s(?:\w+\s){0,2}?competitor",
    re.IGNORECASE,
)
# Keeping a list of competitors restrains nobody, unless the sentence says who shall not do something.
_LIST_OF_COMPETITORS = re.compile(r"\b(?:list|schedule)\sof\s(?:[\w-]+\s){0,4}competitors?\b", re.IGNORECASE)
BINDS = re.compile(
    r"\b(?:shall|will|may|must|can)\s(?:\w+\s){0,2}?not\b|\bagrees?\s(?:\w+\s){0,3}?not\b|\bneither\b|\brefrain\b|\bprohibited\b"
    r"|\bcovenants?\b",
    re.IGNORECASE,
)
_COMPETES_AT_ALL = re.compile(r"\bcompet", re.IGNORECASE)
_COMPETES = re.compile(
    r"\bcompete\b|\bengage\s(?:in|directly)|\bcompeting\s(?:business|product|service)", re.IGNORECASE
)


def unlimited(sentence: str) -> bool:
    """Whether a sentence says that liability has no limit, whatever the contract's cap."""
    return bool(_UNLIMITED.search(sentence))


_RESERVES = re.compile(r"\breserves?\s(?:to\s\w+\s)?(?:\w+\s){0,3}rights?\b[^.;]{0,120}\bcompet", re.IGNORECASE)
# Data that may not be used for something, records to which a party has no access, and what a sponsor may not suggest.
_NOT_COMPETITION = re.compile(
    r"\bnot\s(?:\w+\s)?(?:use|access|disclose)(?:,?\s(?:or|and)\s(?:\w+\s)?\w+){0,2}\s(?:the|any|such|its)\s(?:[\w-]+\s){0,3}?(?:data|information|records?|databases?)\b"
    r"|\bnot\shave\saccess\sto\b"
    r"|\bnot\s(?:permit|allow|cause)\b[^.;]{0,80}?\bto\s(?:suggest|imply|state|represent\sthat|claim|hold\s(?:itself|himself))\b",
    re.IGNORECASE,
)
# How a party may not call or decorate what it sells: "shall not use logos or names similar to those of competitors".
_BRANDED = re.compile(
    r"\bnot\s(?:to\s)?(?:\w+\s){0,2}?(?:use|display|adopt|register|employ)\s(?:any\s|the\s|other\s){0,2}"
    r"(?:logos?|names?|marks?|trade-?\s?marks?|trade\snames?|brands?|domain\snames?|symbols?|trade\sdress)\b",
    re.IGNORECASE,
)
# A party that may not solicit the other's clients may still do business with them, and compete.
_SOLICITS_CLIENTS = re.compile(
    r"\b(?:not|never)\s(?:to\s)?(?:(?:directly|indirectly|knowingly|or),?\s){0,4}solicit\b[^.;]{0,60}\b(?:clients?|customers?|accounts|subscribers|members)\b",
    re.IGNORECASE,
)
# "Vendor will not grant such rights to anyone else" makes a license exclusive; it does not exclude Vendor from a
# market.
_NO_OTHER_GRANT = re.compile(
    r"\bnot\sgrant\b[^.;]{0,60}\b(?:any\sother|another|third)\s(?:part|person|compan|entit)\w*", re.IGNORECASE
)
# A party that makes and owns the same thing assigns nothing.
_OWN_WORK = re.compile(
    r"\b(?:made|developed|conceived|invented|discovered|created|prepared)\b[^.;]{0,30}?\b(?:by|of)\s(?:the\s)?"
    r"(?P<who>[A-Z][\w-]+)\b[^.;]{0,80}?\b(?:property\sof|owned\s(?:\w+\s){0,2}by|vests?\sin|belongs?\sto)\s(?:the\s)?(?P=who)\b"
)
# Mutual shares in joint work, and title to goods, are not an assignment of rights to one side.
_SHARED = re.compile(
    r"\beach\sparty\s(?:\w+\s)?(?:assigns?|conveys?|transfers?)\sto\sthe\sother\b|\bco-?equal\b", re.IGNORECASE
)
_GOODS = re.compile(
    r"\btransfer\stitle\sand\sdeliver\b|\btitle\sto\s(?:the\s|all\s)?(?:products?|goods|equipment)\b", re.IGNORECASE
)
_JOINTLY = re.compile(r"\bjointly\sown|\bown\w*\sjointly|\bjoint\sown", re.IGNORECASE)
# "An irrevocable right and option to purchase all assets" is no license.
_OPTION_TO_BUY = re.compile(
    r"\b(?:perpetual|irrevocable)\s(?:\w+,?\s){0,3}?(?:option|right)\sto\s(?:purchase|buy|acquire)\b", re.IGNORECASE
)
_LICENSE = re.compile(r"\blicen[sc](?!(?:ee|or)s?\b)", re.IGNORECASE)
_NEGOTIATED = re.compile(r"\bparties\s(?:shall|will|agree\sto)\snegotiate\b", re.IGNORECASE)
# The price on which royalties are calculated for sales to an affiliate.
_NOT_AT_ARMS_LENGTH = re.compile(
    r"\barm[’']?s[\s-]length\b|\broyalt\w+\b[^.;]{0,120}\b(?:computed|calculated|based)\b[^.;]{0,60}\b(?:assumed|deemed)\b",
    re.IGNORECASE,
)
# "Better terms" are those given to others; a comparison of the contract's own terms, or a promotion, is not a
# most-favored-nation clause.
_OTHERS = re.compile(
    r"\b(?:others?|another|third|anyone|else|favou?red|most\sfavou?r\w+|lowest|best|customers|resellers|licensees|distributors|subscribers)\b"
    r"|\b(?:any|its|their|similar\w*|comparable|all|each|every)\s(?:[\w-]+,?\s){0,4}?(?:customer|part(?:y|ies)\b|person|compan|licensee|distributor|purchaser|buyer|client|entit"
    r"|reseller|retailer|affiliate|supplier|vendor|employee|subscriber|carrier|competitor|user|dealer|market|account|advertis)",
    re.IGNORECASE,
)
# "Client will not solicit Developer's employees, consultants or suppliers": the party called Client is no customer.
_OF_STAFF = re.compile(
    r"\b(?:employees?|personnel|staff|consultants?|contractors?|workers?|officers?)\b", re.IGNORECASE
)
_CUSTOMERS = re.compile(
    r"\b(?:customers?|users?|subscribers?|accounts?|patients?|licensees?|franchisees?|distributors?|dealers?|buyers?|purchasers?"
    r"|merchants?|members?|patrons?|guests?|advertisers?|policyholders?|borrowers?|shippers?|retailers?|resellers?|business)\b"
    r"|\b(?:(?-i:clients|client)|Clients)\b",
    re.IGNORECASE,
)
# "Shall not sell the Goods to anyone except Authorized Customers" says to whom goods may be sold.
_SELLS_TO = re.compile(
    r"\bnot\b[^.;]{0,200}?\b(?:sell|market|supply|distribute)\b[^.;]{0,200}?\bexcept\sto\b", re.IGNORECASE
)
_TAKES_AWAY = re.compile(
    r"\b(?:not|nor|neither|no|never|refrain)\b[^.;]{0,250}?\b(?:solicit|entic|induc|divert|interfer|canvass|contact|approach|persuad)",
    re.IGNORECASE,
)
# What is offered is compared with this contract: "employment on terms no less favorable than those of this Agreement".
_THAN_THIS = re.compile(
    r"\bless\sfavou?r\w+\b[^.;]{0,80}?\bthan\s(?:the\s)?(?:terms|those|conditions)\b[^.;]{0,30}?\bthis\s(?:agreement|contract)\b",
    re.IGNORECASE,
)
_PROMOTED = re.compile(
    r"\bpromot\w*\b[^.;]{0,80}\bless\s(?:favou?rabl|prominen)\w+\sthan\s(?:it\s|they\s)?promot", re.IGNORECASE
)
# Returning rights that already belong to the other party ("if Customer comes to own any rights in Provider's marks, it
# assigns them back"), recording what another agreement transfers, or passing on a contract.
_RETURNED = re.compile(
    r"\b(?:deemed\sto\s(?:own|have|hold)|acquires?|obtains?|comes?\sto\s(?:own|have))\b[^.;]{0,200}?"
    r"\b(?:brand|marks?|trade-?\s?marks?|trade\snames?|names?|logos?|good-?\s?will)\b[^.;]{0,300}?\bassign",
    re.IGNORECASE,
)
_MADE = re.compile(r"\b(?:work\sproduct|deliverables?|inventions?|developments?|materials|works)\b", re.IGNORECASE)
_RECORDED = re.compile(
    r"\btransferred\b[^.;]{0,160}?\b(?:pursuant\sto|under)\sthe\s(?-i:[A-Z][\w&]+\s){1,3}(?-i:Agreement)\b",
    re.IGNORECASE,
)
_CONTRACT = re.compile(
    r"\bassign\w*\b[^.;]{0,200}?\bunder\s(?:the|this|such|any|each|that|certain)\s(?:[\w-]+\s){0,3}?(?:contracts?|agreements?|orders?)\b",
    re.IGNORECASE,
)
# Owning what bears one's own name, or what one makes oneself, takes nothing from the other party.
_OWN_THINGS = re.compile(
    r"\b(?P<who>[A-Z][\w-]+)(?:\s\w+)?\s(?:shall|will|does)\s(?:\w+\s){0,3}?own\b[^.;]{0,140}?"
    r"\b(?:the\s(?P=who)\s[A-Z]|(?P=who)[’']s\s|that\sit\s(?:has\s)?(?:develop|creat|provid|own|suppl))"
)
# A lease, a telephone number and a trade name removed from a register are not intellectual property.
_PREMISES = re.compile(
    r"\b(?:interest|rights?|title)\b[^.;]{0,40}?\b(?:(?:telephone|phone|facsimile)\s(?:and\s\w+\s)?numbers?|(?:sub)?leases?)\b|\bassumed[\s-]name\b"
    r"|\bassign\w*\b[^.;]{0,60}?\b(?:(?:telephone|phone)\s(?:and\s\w+\s)?numbers?|(?:sub)?leases?)\b",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"\b(?:copyright|patent|invention|intellectual|works?\b|software|domain|know-?how|improvements?|developments?|trade\ssecrets?)",
    re.IGNORECASE,
)
# Goodwill from the use of a mark never belonged to the user.
_GOODWILL = re.compile(
    r"\bgood-?\s?will\b[^.;]{0,120}\binures?\b|\binures?\b[^.;]{0,120}\bgood-?\s?will\b", re.IGNORECASE
)
# Nor does what is assigned of the use of the assignee's own marks: "assigns to Vendor all goodwill from its use of
# Vendor's trademarks".
_OF_ITS_MARKS = re.compile(
    r"\b[Aa]ssigns?\sto\s(?:the\s)?(?P<who>[A-Z][\w&-]{1,30})\b[^.;]{0,60}\bgood-?\s?will\b[^.;]{0,160}?\b(?P=who)[’']s?\s(?:\w+\s)?"
    r"(?:[Tt]rade-?\s?[Mm]arks?|[Mm]arks?|[Bb]rands?|[Ll]ogos?|[Nn]ames?)\b"
)
# What a user may come to hold in the owner's marks goes back: "assigns to Vendor any rights that it may acquire in the
# Marks", "all rights that arise from Dealer's use of the Marks are assigned to Vendor".
_MARKS = r"(?:trade-?\s?marks?|service\s?marks?|marks?|trade\s?names?|brands?|logos?)\b"
_IN_ANOTHERS_MARKS = re.compile(
    rf"\bassigns?\b[^.;]{{0,120}}?\b(?:rights?|interests?|title|good-?\s?will)\b[^.;]{{0,60}}?(?<!\bor\s)\b(?:may|might|could|shall|will)\s(?:\w+\s)?"
    rf"(?:have|hold|acquire|obtain|gain|accrue|arise)\b[^.;]{{0,120}}?\b(?:in|to)\s(?:and\sto\s)?(?:(?:any\sof\s)?the|such|these|those|any)\s(?:[\w’'&-]+\s){{0,3}}?{_MARKS}"
    rf"|\bassigns?\b[^.;]{{0,120}}?\b(?:rights?|interests?|title)\s(?:in|to)\s(?:and\sto\s)?(?:(?:any\sof\s)?the|such|these|those|any)\s(?:[\w’'&-]+\s){{0,3}}?{_MARKS}"
    rf"[^.;]{{0,60}}?\b(?:may|might|could)\s(?:\w+\s)?(?:inure|accrue|arise|vest|pass|be\s(?:acquired|obtained))\b"
    rf"|\b(?:rights?|interests?|title|good-?\s?will)\b[^.;]{{0,60}}?\b(?:accru|aris|acquir|result|deriv)\w*\b[^.;]{{0,60}}?\buse\sof\s(?:the|such|these|those|any|[A-Z]\w+[’']s?)\s"
    rf"(?:[\w’'&-]+\s){{0,3}}?{_MARKS}[^.;]{{0,120}}?\bassign",
    re.IGNORECASE,
)
# "The first option to purchase 5,000 shares becomes exercisable in June" is one of several stock options.
_STOCK_OPTION = re.compile(
    r"\boptions?\b[^.;]{0,60}\b(?:purchase|buy|acquire)\b[^.;]{0,60}\b(?:shares?|stock)\b[^.;]{0,200}"
    r"\b(?:exercisable|vest\w*|exercise\sprice|option\s(?:share\s)?price)\b",
    re.IGNORECASE,
)
# A first right to prosecute or enforce patents is no first right to buy or license anything.
_PROSECUTES = re.compile(
    r"\b(?:first|right|option)\b[^.;]{0,40}?\bto\s(?:\w+,?\s){0,3}?(?:file|prosecute|maintain|enforce|defend|control)\b",
    re.IGNORECASE,
)
_FIRST_REFUSAL = re.compile(r"\brefusal\b|\bfirst\s(?:offer|right|negotiat)|\bpre-?empt|\bmatch", re.IGNORECASE)
_OFFERED = re.compile(
    r"\brefusal\b|\boffer|\bnegotiat|\bpre-?empt|\bmatch|\bpurchase\b|\blicense\b|\bacquire\b", re.IGNORECASE
)
# Allocating scarce goods among customers is not a most-favored-nation clause.
_SHARED_OUT = re.compile(r"\ballocat(?:e|es|ed|ion)\b", re.IGNORECASE)
_PRICED = re.compile(r"\b(?:pric\w+|rates?|fees?|discounts?|royalt\w+|charges?|terms)\b", re.IGNORECASE)
# No contract could limit liability for these.
_EXCEPTED = re.compile(
    r"\b(?:except|save|other\sthan|excluding)\b(?:(?!\b(?:except|save|other\sthan|excluding)\b)[^.;()]){0,300}?"
    r"(?=\b(?:except|save|other\sthan|excluding|liab\w+|amounts?|in\sno|in\sthe\sevent|neither|shall|recover\w*|exceed|damages)\b|[.;()]|$)"
    r"|\bnothing\b[^.;]{0,80}\b(?:limit|exclu)[^.;]{0,240}",
    re.IGNORECASE,
)
_INJURY = re.compile(r"\b(?:death|(?:personal|bodily)\sinjur\w+)\b", re.IGNORECASE)
_ALSO_EXCEPTED = re.compile(
    r"\b(?:infring\w*|confiden\w*|indemni\w*|gross\w*|wil+ful\w*|intentional\w*|fraud\w*|breach\w*|sections?|property"
    r"|articles?|clauses?|misappropriat\w*|payment|obligations?)\b",
    re.IGNORECASE,
)
# Counting visitors is not an audit of a party.
_AUDIENCE = r"(?:traffic|circulation|impressions?|audience|page\sviews|visitors|attendance|ratings?)"
_COUNTED = re.compile(rf"\b{_AUDIENCE}\b[^.;]{{0,60}}\baudit|\baudit\w*\b[^.;]{{0,60}}\b{_AUDIENCE}\b", re.IGNORECASE)
_BOOKS = re.compile(r"\b(?:books|records|accounts)\b", re.IGNORECASE)
# A license may forbid one use of what is licensed, and leaves the licensee free to compete without it.
_USE_FOR_ANOTHER = re.compile(
    r"\b(?:not|never)\suse\b[^.;]{0,160}\bto\s(?:develop|create|build|make|produce)\b", re.IGNORECASE
)
# Patients' records and certificates are inspected for purposes other than an audit.
_NO_AUDIT = re.compile(
    r"\b(?:medical|patient|clinical|study|stock|share)\s(?:\w+\s)?(?:records?|charts?|certificates?)|\bcertificates?\sfor\b",
    re.IGNORECASE,
)
# "Consultant shall audit each supplier once a year" is the work that it does.
_AUDITS_AS_WORK = re.compile(
    r"\b(?:shall|will)\s(?:\w+\s)?audit\s(?:each|every|all|any|the)\s(?:\w+\s){0,2}?(?:suppliers?|vendors?|plants?|stores?|factor(?:y|ies)|dealers?|sites?)\b",
    re.IGNORECASE,
)
# A law may require a party to audit the other one's suppliers.
_REQUIRED_AUDIT = re.compile(
    r"\b(?:laws?|rules?|regulations?|authorit(?:y|ies)|guidelines?)\b[^.;]{0,40}\brequires?\sthat\s(?:\S+\s){1,3}?audits?\s(?:\S+\s){0,4}?(?:suppliers?|vendors?|manufacturers?)\b",
    re.IGNORECASE,
)
# Regulatory supervision and self-audits give the other party no right.
_SUPERVISED = re.compile(
    r"\b(?:by|of)\s(?:any\s|an?\s|the\s)?(?:\w+\s){0,2}?(?:governmental|regulatory|federal|supervisory)\s(?:\w+\s)?(?:agenc|authorit|bod)"
    r"|\bby\s(?:its|their)\sindependent\s(?:\w+\s){0,2}(?:auditors?|accountants?)\b"
    r"|\bby\sindependent\s(?:\w+\s){0,2}(?:auditors?|accountants?)\s(?:\w+\s)?(?:retained|engaged|employed)\sby\b",
    re.IGNORECASE,
)
# "The Central Bank or persons authorized by it has the right to inspect Vendor's records."
_BY_REGULATORS = re.compile(
    r"(?:^\W{0,3}(?:\d[\d.]{0,6}\s)?|\bthat\s)(?:the\s|any\s)?(?:\w+\s){0,2}?(?:(?:reserve|central)\sbank\b|(?:governmental|regulatory|supervisory)\s(?:authorit|agenc|bod)\w*|regulators?\b)"
    r"[^.;]{0,80}?\b(?:may|(?:has|have|shall\shave|will\shave)\s(?:the\s|a\s)?right\sto|(?:is|are|be)\sentitled\sto)\s[^.;]{0,40}?\b(?:audit|inspect|access|examin)",
    re.IGNORECASE,
)
_INSPECTORS = re.compile(r"\bpermit\s[^.;]{0,60}?\bAuthorit(?:y|ies)\b(?![^.;]{0,60}\bor\s)")
_AUDITS_ELSEWHERE = re.compile(
    r"\baudits?\b[^.;]{0,40}?\b(?:set\s(?:forth|out)|described|governed|provided)\s(?:in|by)\sthe\s(?-i:[A-Z])\w+\s(?-i:Agreement)",
    re.IGNORECASE,
)
_PARTYS = re.compile(r"\b(?:may|rights?\sto|entitled|permit)\b", re.IGNORECASE)
# A right to audit says who may audit, or that something is open to someone.
_ENTITLES = re.compile(
    r"\b(?:may|rights?|entitled|permit\w*|allow\w*|afford\w*|available|access|open|shall|will|can|must|agrees?)\b",
    re.IGNORECASE,
)
_AUDITED = re.compile(r"\baudit|\bbooks\b|\baccounts\b|\bpremises\b|\bfacilit|\bfinancial", re.IGNORECASE)
# A price is paid for performance; a fixed sum is paid because something ends or is not done.
_FIXED_SUM = re.compile(r"\bliquidated|\bpenalt|\bcredits?\b|\bbreak-?(?:up|age)\b", re.IGNORECASE)
_PAID_ON = re.compile(
    r"\b(?:terminat|cancel|breach|default|fail|delay|late(?:ness)?\b|early\b|forfeit|withdraw|shortfall|violat|not\b"
    r"|prior\sto\s(?:the\s)?(?:end|expir)|before\sthe\s(?:end|expir)|balance\sof|remain(?:der|ing)|expir|reject"
    r"|in\s(?:any\s)?such\s(?:case|event)|occurrence|damages|each\s(?:day|week)|per\s(?:day|week))",
    re.IGNORECASE,
)
# What was paid in advance and not earned is given back; that costs nobody a fixed sum.
_GIVEN_BACK = re.compile(r"\brefund\w*|\bunearned\b|\bpro[-\s]?rat\w*", re.IGNORECASE)
_END_FEE = re.compile(r"\b(?:terminat|cancel)\w*+\s(?:\w+\s)?(?:fee|charge|payment)s?\b", re.IGNORECASE)
_PRICE = re.compile(r"\bfees?\sfor\s(?:the\s)?(?:provision|performance|each\s(?:of\sthe\s)?services?)\b", re.IGNORECASE)
# Who elects not to pay for a further well or stage gives up a share of it; nothing was promised.
_NON_CONSENT = re.compile(
    r"\bnon-?consent\b|\belect(?:s|ed|ing)?\s(?:\w+\s)?not\sto\s(?:participate|join)\b|\bnon-?participating\spart(?:y|ies)\b",
    re.IGNORECASE,
)
# "Neither party is liable for liquidated damages unless Vendor agrees to them in writing": none are owed.
_NONE_OWED = re.compile(
    r"\b(?:neither|nor|not|no)\b[^.;]{0,120}\b(?:liab\w+|responsib\w+|pay|owe)\b[^.;]{0,80}?"
    r"(?<!further )(?<!other )(?<!additional )\bliquidated\s(?:\w+\s){0,3}?damages\b"
    r"(?![^.;]{0,160}\b(?:exceed\w*|in\sexcess|more\sthan|greater\sthan|beyond)\b)"
    r"(?![^.;]{0,160}\b(?:unless|except|other\sthan)\b(?![^.;]{0,60}\b(?:agree|acknowledg|consent|accept)))",
    re.IGNORECASE,
)
# A merger can be a reason for disclosing what is confidential.
_DISCLOSED = re.compile(r"\bconfidential\b|\bdisclos(?:e|ed|ing|ure)\b", re.IGNORECASE)
# A merger or sale for which no consent is needed: "may assign without consent to the buyer of its business".
_FREE_TO_SELL = re.compile(
    r"\bwithout\b[^.;]{0,60}\bconsent\b[^.]{0,900}\b(?:merger|change\sof\scontrol|sale|acquisition|purchaser|successor)\b",
    re.IGNORECASE,
)
_BARS_OR_ENDS = re.compile(r"\bterminat|\bdeemed\b", re.IGNORECASE)
_MAY_ASSIGN = re.compile(r"\b(?:may|permitted|free|entitled|right\sto)\b[^.;]{0,80}\bwithout\b", re.IGNORECASE)
_ENDED_OR_ASSIGNED = re.compile(r"\b(?:terminat|assign|transfer)\w*", re.IGNORECASE)
_CHANGES_CONTROL = re.compile(
    r"(?<!reasonable\s)\bcontrol|\bmerge|\bconsolidat|\bacqui|\bsale\b|\bsold\b|\bownership|\bshares?\b|\bsharehold|\breorgani|\bstock\b|\bequity\b|\bvoting\b",
    re.IGNORECASE,
)

# What happens to a company that cannot pay is no change of its control: "files for bankruptcy or reorganization".
_INSOLVENT = re.compile(r"\b(?:insolven|bankrupt|receiver|liquidat|creditors)", re.IGNORECASE)
_IN_INSOLVENCY = re.compile(
    r"\breorgani[sz]\w*|\b(?:control|sale|shares?)\b(?=[^.;]{0,60}\b(?:receiver|trustee|liquidator|custodian|creditors)\b)"
    r"|\b(?:receiver|trustee|liquidator|custodian|creditors|court)\b[^.;]{0,80}?\b(?:control|sale|shares?)\b",
    re.IGNORECASE,
)


# The grounds on which a party may terminate bind nobody.
_GROUNDS = re.compile(r".{0,60}?\b(?:may|right\sto|entitled\sto)\s(?:\w+\s)?terminate\b", re.IGNORECASE)
_NOT_TO = re.compile(
    r"\bnot\sto\b[^.;]{0,80}\bcompet|\bagrees?\b[^.;]{0,120}\bnot\sto\b"
    r"|\bshall\b[^.;]{0,120}\band\snot\b",
    re.IGNORECASE,
)
# "Contractor" and "Consultant" are parties.
_STAFF = re.compile(
    r"\b(?:employ\w*|personnel|staff|(?-i:consultants?|contractors?)|workers?|hire[ds]?)\b", re.IGNORECASE
)
# A lead-in whose list stands on the next page.
_LIST_FOLLOWS = re.compile(r":\W{0,4}[^:]{0,40}$")
_FORUM = re.compile(
    r"\b(?:contest|challeng|disput|question|object)\w*(?:\sor\s\w+)?\s(?:(?!in\b)\w+\s){0,4}?(?:jurisdiction|venue|forum)\b",
    re.IGNORECASE,
)
# "Except as provided in Section 8, there are no third party beneficiaries" names none.
_NONE_BUT = re.compile(
    r"\bexcept\sas\b[^.;]{0,60}\b(?:provided|set\sforth|stated)\b[^.;]{0,160}\b(?:no|not)\b", re.IGNORECASE
)


_INSURED = re.compile(
    r"\b(?:maintain|carry|keep|procure|obtain)\w*\b[^.]{0,300}?\b(?:insurance|coverage)\b", re.IGNORECASE
)


def _only_injury(sentence: str) -> bool:
    """Whether a sentence excepts nothing but death and injury from a limit."""
    excepted = [match.group() for match in _EXCEPTED.finditer(sentence)]
    return any(_INJURY.search(one) for one in excepted) and not any(_ALSO_EXCEPTED.search(one) for one in excepted)


# For each category, whether a sentence only seems to be of it: an exception to the exclusion of kinds of loss is not an
# exception to a cap; keeping one's own rights is not an assignment; a ban on disclosure, or a reserved right to
# compete, is not a non-compete.
FALSE_POSITIVES: dict[str, Callable[[str], bool]] = {
    "Uncapped Liability": lambda one: bool(
        WITHIN_THE_CAP.search(one)
        or (LOSS_KINDS.search(one) and not _CAPS.search(LOSS_KINDS.sub("", one)) and not unlimited(one))
        or _only_injury(one)
    ),
    "Rofr/Rofo/Rofn": lambda one: bool(
        (_STOCK_OPTION.search(one) and not _FIRST_REFUSAL.search(one))
        or (_PROSECUTES.search(one) and not _OFFERED.search(one))
    ),
    "Ip Ownership Assignment": lambda one: bool(
        ((_KEEPS.search(one) or _OWN_WORK.search(one)) and not _CHANGES_HANDS.search(one))
        or _SHARED.search(one)
        or _GOODS.search(one)
        or _JOINTLY.search(one)
        or (_PREMISES.search(one) and not _WORKS.search(one))
        or ((_RETURNED.search(one) or _OWN_THINGS.search(one)) and not _MADE.search(one))
        or _RECORDED.search(one)
        or (_OF_ITS_MARKS.search(one) and not _MADE.search(one))
        or (_IN_ANOTHERS_MARKS.search(one) and not (_MADE.search(one) or _WORKS.search(one)))
        or (_CONTRACT.search(one) and not _WORKS.search(one))
        or (_GOODWILL.search(one) and not _CHANGES_HANDS.search(one) and not _WORKS.search(one))
        or transfers_nothing(one)
    ),
    "Non-Compete": lambda one: bool(
        ((_SECRET.search(one) or _NO_OTHER_GRANT.search(one) or _WITHHELD.search(one)) and not _COMPETES.search(one))
        or _RESERVES.search(one)
        or (_LIST_OF_COMPETITORS.search(one) and not BINDS.search(one))
        or _USE_FOR_ANOTHER.search(one)
        or _BRANDED.search(one)
        or _NOT_COMPETITION.search(one)
        or (_SOLICITS_CLIENTS.search(one) and not _COMPETES_AT_ALL.search(one))
        or not (BINDS.search(one) or _NOT_TO.search(one))
        or _GROUNDS.match(one)
    ),
    "Exclusivity": restrains_nobody,
    "No-Solicit Of Customers": lambda one: (
        (_OF_STAFF.search(one) is not None and not _CUSTOMERS.search(one))
        or (_SELLS_TO.search(one) is not None and not _TAKES_AWAY.search(one))
    ),
    "No-Solicit Of Employees": lambda one: (
        not (
            (BINDS.search(one) or re.search(r"\bnot\b|\bno\b", one))
            and (_STAFF.search(one) or _LIST_FOLLOWS.search(one))
        )
    ),
    "Covenant Not To Sue": lambda one: bool(_FORUM.search(one)),
    "Third Party Beneficiary": lambda one: bool(_NONE_BUT.search(one)),
    "Irrevocable Or Perpetual License": lambda one: (
        bool(_NEGOTIATED.search(one))
        or ends_after_all(one)
        or burdened(one)
        or (_OPTION_TO_BUY.search(one) is not None and not _LICENSE.search(one))
    ),
    "Joint Ip Ownership": not_joint,
    # insurance that a party warrants to keep for some years
    "Warranty Duration": lambda one: _INSURED.search(one) is not None,
    "Most Favored Nation": lambda one: bool(
        _NOT_AT_ARMS_LENGTH.search(one)
        or _PROMOTED.search(one)
        or _THAN_THIS.search(one)
        or not _OTHERS.search(one)
        or (_SHARED_OUT.search(one) and not _PRICED.search(one))
    ),
    "Minimum Commitment": no_commitment,
    "Audit Rights": lambda one: bool(
        (_NO_AUDIT.search(one) and not _AUDITED.search(one))
        or (_SUPERVISED.search(one) and not _PARTYS.search(one))
        or _INSPECTORS.search(one)
        or _BY_REGULATORS.search(one)
        or (_COUNTED.search(one) and not _BOOKS.search(one))
        or _AUDITS_ELSEWHERE.search(one)
        or _REQUIRED_AUDIT.search(one)
        or (_AUDITS_AS_WORK.search(one) and not _BOOKS.search(one))
        or not _ENTITLES.search(one)
        or no_inspection(one)
    ),
    "Change Of Control": lambda one: (
        not _CHANGES_CONTROL.search(one)
        or (_INSOLVENT.search(one) is not None and not _CHANGES_CONTROL.search(_IN_INSOLVENCY.sub(" ", one)))
        or bool(_DISCLOSED.search(one) and not _ENDED_OR_ASSIGNED.search(one))
        or bool(_FREE_TO_SELL.search(one) and _MAY_ASSIGN.search(one) and not _BARS_OR_ENDS.search(one))
    ),
    "Liquidated Damages": lambda one: (
        _NON_CONSENT.search(one) is not None
        or (_NONE_OWED.search(one) is not None and not _FIXED_SUM.search(_NONE_OWED.sub(" ", one)))
        or (
            not _FIXED_SUM.search(one)
            and (
                not _PAID_ON.search(one)
                or bool(_PRICE.search(one))
                or (_GIVEN_BACK.search(one) is not None and not _END_FEE.search(one))
            )
        )
    ),
}
