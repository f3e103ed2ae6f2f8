"""What a document is, by its text: an announcement, a certificate, a contract for services, or for something over on a
known day."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from model.playbook.written_dates import MONTH
from model.summary.values.date_patterns import DATE

# A contract that mentions services and their price at least this often is a service contract.
_SERVICES, _FEES = (
    re.compile(r"\bservices\b", re.IGNORECASE),
    re.compile(r"\b(?:fees?|compensation|charges)\b", re.IGNORECASE),
)
_OFTEN, _PAID = 15, 5
# Money, what is done or delivered for it, and securities, which are sold without a cap: a contract with the first
# two at least this often, and not this many times more of the third, is about paid work, goods or rights.
_MONEY = re.compile(
    r"\b(?:fees?|prices?|royalt(?:y|ies)|commissions?|compensation|charges|invoices?|pay(?:s|ments?|able)?|paid)\b",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"\b(?:services?|products?|goods|deliverables?|licen[sc]e[sd]?|advertis\w+|promot\w+|equipment|software|materials|content"
    r"|works?)\b",
    re.IGNORECASE,
)
_SECURITIES = re.compile(
    r"\b(?:shares?|stocks?|securities|stockholders?|shareholders?|prospectus|underwrit\w+)\b", re.IGNORECASE
)
_SOME, _TIMES_MORE = 3, 2
# The types of agreement under which one party works for another.
WORKED = {
    "Service",
    "Hosting",
    "Outsourcing",
    "Maintenance",
    "Development",
    "Consulting",
    "Manufacturing",
    "Marketing",
}
# The types of agreement that end when what they are about is done, paid or handed over.
ENDS_WHEN_DONE = {
    "Acquisition",
    "Construction",
    "Equity Award",
    "Escrow",
    "Guaranty",
    "Indenture",
    "Loan",
    "Note",
    "Option",
    "Sale",
    "Security",
    "Settlement",
    "Underwriting",
    "Warrant",
}
# A deed transfers something here and now.
_DEED = re.compile(r"\b(?:does|do)\shereby\s(?:\w+,?\s){0,4}?(?:transfer|sell|assign|convey|grant)\b", re.IGNORECASE)
_SHORT = 8_000
# "Deed of Assignment of Patents", and in it "hereby assigns": an outright transfer, of at most this length.
_OF_ASSIGNMENT = re.compile(
    r"^\W{0,9}(?:(?:short[\s-]form|confirmatory|general)\s)?(?:(?:deed\sof\s)?assignment\sof\s(?:(?:all|the|certain|registered|united\sstates|u\.s\.)\s){0,2}"
    r"(?:intellectual|copyrights?|patents?|trade-?\s?marks?|service\smarks?|domain|know-?how|software|designs?|database)"
    r"|(?:intellectual\sproperty|copyright|patent|trade-?\s?mark|domain\sname)\s(?:rights\s)?(?:deed\sof\sassignment|assignment\sdeed))\b",
    re.IGNORECASE | re.MULTILINE,
)
_ASSIGNS_OUTRIGHT = re.compile(r"\bhereby\s(?:\w+,?\s){0,4}?(?:assigns?|transfers?|conveys?|sells?)\b", re.IGNORECASE)
_WORK_TO_COME = re.compile(
    r"\b(?:shall|will|agrees?\sto)\s(?:\w+\s)?(?:provide|perform|render)\s(?:the\s|its\s|any\s)?(?:\w+\s)?services\b|\b(?:royalt(?:y|ies)|licen[cs]e\sback|term\sof\sthis)\b",
    re.IGNORECASE,
)
_A_DEEDS_TITLE, _DEEDS_LENGTH = 300, 16_000
# An employee's or an officer's work.
_EMPLOYMENT = re.compile(
    r"\b(?:your|his|her|(?:the\s)?(?:employee|executive)[’']s|commencement\sof)\s(?:\w+\s)?employment\b", re.IGNORECASE
)
# "Turner's employment with the Company" ends or continues, as in an employee's deed about inventions.
_EMPLOYED = re.compile(
    r"\b(?-i:[A-Z][a-z]+)[’']s\s(?:\w+\s)?employment\s(?:with|by)\s(?:the\s)?(?:company|employer|corporation|bank)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:engage|retain|serve|employ|appoint)\w*\b[^.;]{0,80}?\bas\b[^.;]{0,40}?"
    r"\b(?:chief\s(?:executive|financial|operating)\sofficer|ceo|cfo|coo)\b",
    re.IGNORECASE,
)
# "This statement forms part of your contract of employment", "statement of main terms of employment"
_TERMS_OF_EMPLOYMENT = re.compile(
    r"\bforms?\s(?:part\sof\s)?your\scontract\sof\semployment\b"
    r"|\bstatement\sof\s(?:\w+\s){0,2}?(?:terms|particulars)\s(?:and\sconditions\s)?of\semployment\b"
    r"|\bstatement\sof\s(?:\w+\s){0,2}?employment\sparticulars\b",
    re.IGNORECASE,
)
# The line of a title, "Employment Contract".
_EMPLOYMENT_TITLE = re.compile(
    r"^[^\n]{0,40}\bemployment\s(?:agreement|contract)\W{0,3}$", re.IGNORECASE | re.MULTILINE
)
_OFTEN_EMPLOYED, _BEGINNING, _TITLE = 3, 4_000, 600
_FROM_TO = re.compile(
    rf"\b(?:terms?|duration|period)\b[^.;]{{0,60}}?\bfrom\s{MONTH}\s[^.;]{{2,20}}?\s(?:to|until|through)\s{MONTH}\s\d{{1,2}},?\s\d{{4}}\b",
    re.IGNORECASE,
)
# "From about May 1, 2009 to about July 31, 2009 (the “Promotion Period”)"
_CALLED_A_PERIOD = re.compile(
    rf"\bfrom\s(?:approximately\s|about\s)?{MONTH}\s[^.;]{{2,20}}?\s(?:to|until|through)\s(?:approximately\s|about\s)?{MONTH}\s\d{{1,2}},?\s\d{{4}},?\s"
    r"\((?:the\s)?[“\"][^“”\"]{0,40}\b(?:period|term)[”\"]",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:event|concert|tournament|race|match|fight|show|conference|festival|exhibition)\b[^.;]{0,100}?"
    rf"\b(?:take\splace|held|scheduled)\b[^.;]{{0,80}}?\bon\s{MONTH}\s\d{{1,2}},?\s\d{{4}}\b",
    re.IGNORECASE,
)

# "The Contractor shall achieve Substantial Completion of the Work not later than", "shall complete the Work by May 2",
# "It ends with complete performance of the mutual obligations"
_BUILT = re.compile(
    r"\b(?:achieve|reach|attain)\s(?:the\s)?(?:substantial|final|mechanical|practical)\scompletion\b"
    r"|\b(?:shall|will|must|agrees?\sto)\s(?:\w+\s)?(?:complete|finish)\s(?:all\s(?:of\s)?)?(?:the\s)?(?:entire\s)?(?:works?|project|construction|installation|job)\s"
    rf"(?:by|before|on\sor\sbefore|(?:no|not)\slater\sthan)\s{DATE}"
    r"|\b(?:it|agreement|contract|order)\s(?:ends?|expires?|terminates?)\s(?:with|upon|on)\s(?:the\s)?(?:complete|full|final)\s(?:performance|fulfil+ment)\b",
    re.IGNORECASE,
)


# A certificate states facts at its beginning, and agrees nothing.
_CERTIFIES = re.compile(r"\bcertif(?:y|ies)\b(?:\s(?:to\s)?[^.;:]{0,60}?)?\s(?:as\sfollows|that)\b", re.IGNORECASE)
_AGREES = re.compile(
    r"\b(?:agrees?|agreed)\s(?:as\sfollows|to|that|with)\b|\bNOW,?\sTHEREFORE\b|\bin\sconsideration\sof\b|\bthis\s(?:\w+\s){0,3}agreement\b",
    re.IGNORECASE,
)
_FIRST = 2_000
# A press release, or a report to a regulator, that tells of an agreement.
_ANNOUNCES = re.compile(
    r"\bannounced\stoday\b|\btoday\s(?:\w+\s)?announced\b|\bfor\simmediate\srelease\b|^\W{0,9}(?:press|news)\srelease\W{0,9}$"
    r"|\bcurrent\sreport\s{1,9}pursuant\sto\ssection\b",
    re.IGNORECASE | re.MULTILINE,
)
_CONTRACT_WORDS = re.compile(
    r"\b(?:hereto|hereunder|hereof|hereby\sagrees?|agrees?\sas\sfollows|witnesseth|(?:now,?\s)?therefore,\sthe\sparties|in\switness\swhereof)\b"
    r"|\b(?-i:[Tt]his\s(?:[A-Z]\w+\s){0,3}Agreement|THIS\s(?:[A-Z]+\s){0,3}AGREEMENT)\b",
    re.IGNORECASE,
)


def is_announcement(text: str) -> bool:
    """Whether the document only tells of an agreement: a press release, "Acme announced today that it has entered"."""
    return bool(_ANNOUNCES.search(text, 0, _FIRST)) and not _CONTRACT_WORDS.search(text)


def is_certificate(text: str) -> bool:
    """Whether the document only certifies something: "the undersigned hereby certify as follows"."""
    return bool(_CERTIFIES.search(text, 0, _FIRST)) and not _AGREES.search(text)


def is_for_services(text: str) -> bool:
    """Whether the contract is about paid services, whatever its title says."""
    return len(_SERVICES.findall(text)) >= _OFTEN and len(_FEES.findall(text)) >= _PAID


def is_paid_for(text: str) -> bool:
    """Whether money is exchanged for services, goods or the use of rights, rather than nothing, or for securities."""
    delivered = len(_DELIVERED.findall(text))
    if delivered < _SOME or len(_MONEY.findall(text)) < _SOME:
        return False
    return is_for_services(text) or len(_SECURITIES.findall(text)) <= _TIMES_MORE * delivered


# A swap, an option or a cap on interest rates, confirmed under the form of the dealers in them.
_DERIVATIVE = re.compile(r"\bISDA\b|\bSwaps\sand\sDerivatives\sAssociation\b")


def is_derivative(text: str) -> bool:
    """Whether the document confirms a trade in derivatives, under which each party owes what a formula says."""
    return sum(1 for _ in _DERIVATIVE.finditer(text)) > 1


_BORROWER, _LENT = re.compile(r"\b(?:borrowers?|guarantors?)\b", re.IGNORECASE), 10


def is_loan(text: str) -> bool:
    """Whether money is lent, or a loan is guaranteed."""
    return sum(1 for _ in islice(_BORROWER.finditer(text), _LENT)) == _LENT


def is_over_on_a_day(text: str) -> bool:
    """Whether the work runs from one date to another or until something is built, or the contract is about an event on
    one day."""
    return any(one.search(text) for one in (_FROM_TO, _CALLED_A_PERIOD, _EVENT, _BUILT))


# "The sponsor pays sixty days before the Event": one that is hardly ever called one of several.
_OCCASION = r"(?:event|conference|congress|festival|concert|exhibition|tournament|wedding|gala)"
_THE_EVENT = re.compile(
    rf"(?<!\bin\s)\b(?:the|this)\s(?:\w+\s)?{_OCCASION}\b"
    r"(?!\s(?:that|giving|of\s(?:any|an?|default|such|the|its|that|this))\b)",
    re.IGNORECASE,
)
_AROUND_IT = re.compile(
    r"\b(?:before|prior\sto|preceding|after|following|until|(?:commencement|start|end|dates?|days?)\sof|participat\w+\s(?:in|at)"
    rf"|(?:speak|present|perform|play|appear)\w*\sat)\s(?:the|this)\s(?:\w+\s)?{_OCCASION}\b(?!\s(?:of|that|giving)\b)",
    re.IGNORECASE,
)
# "This Agreement pertains to a trade fair event held in the following location and time period"
_PERTAINS_TO_ONE = re.compile(
    rf"\bthis\s(?:agreement|contract)\s(?:pertains|relates|applies)\s(?:only\s)?to\s(?:an?|the|one)\s(?:[\w-]+\s){{0,4}}?{_OCCASION}\b",
    re.IGNORECASE,
)
_SEVERAL_EVENTS = re.compile(
    rf"\b(?:each|every|any|all|annual|future|subsequent|next)\s(?:of\sthe\s)?(?:\w+\s)?{_OCCASION}s?\b|\bevery\syear\b|\b(?:seasons?|annually|tour)\b",
    re.IGNORECASE,
)
_FEW, _OF_ONE = 2, 6
_ONE_SALE = 20_000
# Who speaks or plays at an event, and whom nobody else can replace.
_APPEARS = re.compile(
    r"\b(?:speakers?|presenters?|lecturers?|performers?|musicians?|bands?|artists?|entertainers?|keynotes?|moderators?)\b",
    re.IGNORECASE,
)


def is_for_one_event(text: str) -> bool:
    """Whether all that the contract is about is one event, with which it is over."""
    if _PERTAINS_TO_ONE.search(text, 0, _BEGINNING):
        return True
    told = len(_THE_EVENT.findall(text))
    if told < _OF_ONE or len(_AROUND_IT.findall(text)) < _FEW:
        return False
    return len(_SEVERAL_EVENTS.findall(text)) <= told // _OF_ONE


def is_an_appearance(text: str) -> bool:
    """Whether a person or a band speaks or plays at one event, which they cannot leave to somebody else."""
    return len(_APPEARS.findall(text)) >= _OF_ONE and is_for_one_event(text)


# "Seller sells the boat described below to Buyer": one thing that changes hands on a day.
_SELLS_ONE = re.compile(
    r"\b(?:the\s)?seller\s(?:hereby\s)?(?:sells|agrees\sto\ssell|will\ssell|shall\ssell)\b[^.;]{0,60}?\b(?:the|a|an|this|one)\s(?:\w+\s){0,3}?"
    r"(?:vehicle|car|motorcycle|boat|yacht|vessel|horse|dog|aircraft|caravan|trailer|machine|piano|instrument|painting|tractor)\b",
    re.IGNORECASE,
)


def is_one_sale(text: str) -> bool:
    """Whether one thing is sold, such as a boat or a horse, and all is over when it has been handed over and paid."""
    return _SELLS_ONE.search(text) is not None and len(text) < _ONE_SALE


# "The joint venture continues for an indefinite period, subject to termination under this Agreement"
_MEANT_TO_LAST = re.compile(
    r"\b(?:this\s(?:\w+\s)?(?:agreement|contract)|(?:joint\s)?venture|partnership)\b[^.;]{0,80}?\b(?:continu|remain|last|run)\w*\b[^.;]{0,40}?\bfor\san?\s"
    r"(?:indefinite|unlimited)\s(?:period|term|duration|time)\b[^.;]{0,60}?\b(?:subject\sto|until|unless)\b[^.;]{0,60}?\bterminat",
    re.IGNORECASE,
)
# "These Terms apply until either you or we decide to end them", "If you wish to end this Agreement, you may close your
# account"
_UNTIL_SOMEONE_ENDS_IT = re.compile(
    r"\b(?:these\s(?:\w+\s){0,3}?(?:terms|conditions)|this\s(?:\w+\s)?(?:agreement|contract))\b[^.;]{0,40}?\b(?:appl|continu|remain|last|run|stay)\w*\b[^.;]{0,60}?"
    r"\buntil\b[^.;]{0,60}?\b(?:decides?\sto|choos\w+\sto|(?:is|are))\s(?:end|terminat|cancel)"
    r"|\bif\syou\s(?:wish|want|would\slike|choose|decide)\sto\s(?:terminate|end|cancel)\s(?:this|these|your)\s(?:\w+\s)?(?:agreement|contract|terms|account|subscription|membership)\b"
    r"[^.;]{0,80}?,\s(?:you\s(?:may|can)|simply|just|please)\b",
    re.IGNORECASE,
)


# "Either of us can stop with two weeks' notice", "we both agree to end this contract", "you may call the work off"
_CONTRACT = (
    r"(?:this|the|our|your)\s(?:\w+\s)?"
    r"(?:agreement|contract|arrangement|engagement|project|services?|work|booking|cooperation)"
)
_STOPS_IN_PLAIN_WORDS = re.compile(
    r"\b(?:either|both|each|one)\sof\sus\s(?:may|can|could)\s(?:\w+\s){0,2}?(?:end|stop|cancel|terminate|leave|quit|call\s(?:it|this|things)\soff)\b"
    r"|\b(?:you|we)\s(?:may|can)\s(?:also\s|both\s|always\s|either\s)?(?:end|stop|cancel|terminate|call\soff)\s"
    rf"(?:{_CONTRACT}\b|(?:at\sany\stime|whenever|with|by\sgiving|on)\b(?=[^.;]{{0,60}}?\b(?:notice|any\stime|you\slike|we\slike|days|weeks|months?|reason)\b))"
    rf"|\bwe(?:\sboth|\sall)?\s(?:will\s)?agree\sto\s(?:end|stop|cancel|terminate)\s{_CONTRACT}\b"
    # the notice that an employee gives, and the employer
    r"|\bnotice\sof\stermination\sto\sbe\sgiven\sby\s(?:the\s)?(?:employer|employee|us|you)\b"
    r"|\b(?:you|we)\s(?:(?:must|will|shall|have\sto)\s)?give\s(?:us|you)\s(?:at\sleast\s)?(?:\w+\s){1,2}(?:weeks?|months?|days)[’']?\s(?:written\s)?notice\b",
    re.IGNORECASE,
)


def is_meant_to_last(text: str) -> bool:
    """Whether the contract says that it goes on for an indefinite time, until it is terminated, or in plain words that
    someone may stop."""
    if any(said.search(text) for said in (_MEANT_TO_LAST, _UNTIL_SOMEONE_ENDS_IT)):
        return True
    return any(not _is_conditional(text, *stop.span()) for stop in _STOPS_IN_PLAIN_WORDS.finditer(text))


# "If you have not opened the shop by May, we may terminate this Agreement": for a reason.
_CONDITION = re.compile(
    r"\b(?:if|unless|when|where|should|event|case|breach\w*|fail\w*|cure|pursuant|section)\b", re.IGNORECASE
)
_SENTENCE_BREAK, _NEAR = re.compile(r"[.;:!?\n]"), 200


def _is_conditional(text: str, start: int, end: int) -> bool:
    """Whether the sentence around these words names a condition."""
    before = _SENTENCE_BREAK.split(text[max(0, start - _NEAR) : start])[-1]
    after = _SENTENCE_BREAK.split(text[end : end + _NEAR])[0]
    return bool(_CONDITION.search(before) or _CONDITION.search(after))


# "These terms apply to all orders": each order is over when it is delivered and paid for.
_TERMS_OF_ORDERS = re.compile(
    r"\bthese\s(?:(?:general|standard)\s)?(?:(?:terms|conditions)(?:\sand\s(?:terms|conditions))?)(?:\sof\s\w{1,20}(?:\s\w{1,20}){0,2}?)?\s(?:shall\s|will\s)?(?:apply|govern)\s(?:to\s)?"
    r"(?:(?:all|any|every|each)\s(?:[\w’']+\s){0,4}?|(?=sales|orders|purchases|deliveries|supplies))(?:contracts?|orders?|sales?|purchases?|deliver(?:y|ies)|quotations?|offers?|supplies)\b"
    # "“Buyer” means the person who agrees to buy the goods"
    r"|\b(?:buyer|customer|purchaser)\b[\"”’')*]{0,3}:?\s(?:shall\s)?means?\s(?:the|any|an?)\s(?:person|organi[sz]ation|company|individual|firm|party|business)\b[^.;]{0,80}?"
    r"\b(?:buys?|purchases?|orders?|(?:buy|purchas|order)ing)\s[^.;]{0,40}?\bgoods\b"
    # "these delivery and repair conditions" are called so
    r"|\b(?:these|our)\s(?:general\s|standard\s)?(?:(?:sales?|purchas(?:e|ing)|delivery|supply|repair|payment)\s(?:(?:and|&)\s)?){1,3}(?:terms|conditions)\b",
    re.IGNORECASE,
)
_OF_SALE = re.compile(
    r"\A\W{0,9}(?:(?:general|standard)\s)?(?:terms(?:\s(?:and|&)\sconditions)?|conditions)\s(?:of|for)\s(?:the\s)?(?:sales?|purchases?|supply)\b",
    re.IGNORECASE,
)
_DELIVERY = re.compile(r"\b(?:delivery|deliveries|goods)\b", re.IGNORECASE)
# "For the term indicated on the invoice"
_TERM_ELSEWHERE = re.compile(
    r"\b(?:term|period|duration)\b[^.;]{0,60}?\b(?:indicated|stated|specified|shown|set\s(?:forth|out)|listed|given)\s(?:in|on)\s(?:the|your|each|an|any|its)\s(?:\w+\s)?"
    r"(?:invoice|order|order\sform|purchase\sorder|quot(?:e|ation)|sales\sorder|subscription|confirmation|ordering\sdocument)\b",
    re.IGNORECASE,
)


_SALES = 10


def are_terms_of_orders(text: str) -> bool:
    """Whether these are standing terms for single orders of goods, which need no term of their own."""
    standing = _TERMS_OF_ORDERS.search(text) or _OF_SALE.search(text)
    return standing is not None and len(_DELIVERY.findall(text)) >= _SALES


# "Booking Terms and Conditions", "Conditions of Hire": each booking is over when its day is.
_OF_BOOKINGS = re.compile(
    r"^[^\w\n]{0,9}(?:[\w’'-]{1,20}\s){0,3}?(?:(?:booking|hire|hiring|reservation|ticket)\s(?:terms|conditions)\b"
    r"|(?:terms(?:\s(?:and|&)\sconditions)?|conditions)\s(?:of|for)\s(?:the\s)?(?:booking|hire|hiring|reservation|ticket)s?\b)",
    re.IGNORECASE | re.MULTILINE,
)
_BOOKED = re.compile(r"\b(?:book(?:ed|ings?)|hir(?:e[drs]?|ings?|ers)|reservations?|tickets?)\b", re.IGNORECASE)
_HEAD, _BOOKINGS = 400, 10


def are_terms_of_bookings(text: str) -> bool:
    """Whether these are standing terms for single bookings, as of a hall, which end with their day and which hardly
    anybody assigns."""
    return _OF_BOOKINGS.search(text, 0, _HEAD) is not None and len(_BOOKED.findall(text)) >= _BOOKINGS


def has_its_term_elsewhere(text: str) -> bool:
    """Whether the contract says that its term stands in an order or on an invoice."""
    return _TERM_ELSEWHERE.search(text) is not None


def leaves_nothing_to_assign(text: str) -> bool:
    """Whether nobody has to perform anything later, as after a short deed of transfer."""
    if len(text) < _SHORT and _DEED.search(text):
        return True
    titled = len(text) < _DEEDS_LENGTH and _OF_ASSIGNMENT.search(text, 0, _A_DEEDS_TITLE)
    return bool(titled and _ASSIGNS_OUTRIGHT.search(text)) and not _WORK_TO_COME.search(text)


@lru_cache(maxsize=8)
def is_employment(text: str) -> bool:
    """Whether someone is employed, or engaged as an officer of the other party, whatever the contract is called."""
    employed = len(_EMPLOYMENT.findall(text)) >= _OFTEN_EMPLOYED or len(_EMPLOYED.findall(text)) > 1
    opening = text[:_BEGINNING]
    titled = _EMPLOYMENT_TITLE.search(text, 0, _TITLE)
    return employed or bool(titled or _OFFICE.search(opening) or _TERMS_OF_EMPLOYMENT.search(opening))
