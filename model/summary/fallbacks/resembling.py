"""Passages whose words are those of a category, though they say something else."""

from __future__ import annotations

import re

from model.summary.clause_words.prices_and_quantities import limits_a_price_rise
from model.summary.liability.cap_amounts import DENIES
from model.summary.liability.loss_kinds import names_kinds_only
from model.summary.text.contractions import in_full
from model.summary.text.hyphens import HYPHENS

# What an exclusion leaves, or may leave, without a limit.
_LEFT = re.compile(
    r"\bunlimited\b|\bwithout\s(?:any\s)?limit|\b(?:except|excluding|subject\sto|provided|notwithstanding|other\sthan|unless|save)\b",
    re.IGNORECASE,
)


def limits_kinds_only(text: str) -> bool:
    """Whether words exclude some kinds of loss, and leave nothing of them."""
    return names_kinds_only(text) and DENIES.search(text) is not None and _LEFT.search(text) is None


# "Commissions are paid by wire transfer"
_PAYS_BY = re.compile(
    r"\b(?:by|via|through)\s(?:\w+\s){0,3}?(?:wire|ACH|bank\stransfer|direct\sdeposit|che(?:ck|que)|electronic\s(?:funds\s)?transfer|PayPal)\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"%|\bper\s?cent|\bshar|\bportion|\bsplit|\brates?\b|\b(?:net|gross)\b|\broyalt|\brevenue|\bprofit|\bsales\b|\bproceeds|\breceipts|[$€£]",
    re.IGNORECASE,
)


def is_how_to_pay(text: str) -> bool:
    """Whether words say only how a share is paid, and not how much it is."""
    return _PAYS_BY.search(text) is not None and _HOW_MUCH.search(text) is None


# "You will not use the site for contests or chain letters"
_NOT_USED_FOR = re.compile(r"\bnot\s(?:to\s)?use\b[^.;]{0,80}?\b(?:in\sconnection\swith|for|to)\b", re.IGNORECASE)
_MIGHT_SUE = re.compile(
    r"\b(?:su(?:e|it|ing)|claims?|challeng\w+|contest(?:ing)?|disput\w+|attack\w*|question\w*|impair\w*|oppos\w+|object\w*|regist\w+"
    r"|right|title|validity|own\w*|waive\w*|release\w*)\b",
    re.IGNORECASE,
)


def forbids_a_use(text: str) -> bool:
    """Whether words only forbid to use something for some purposes, contests among them perhaps."""
    return _NOT_USED_FOR.search(text) is not None and _MIGHT_SUE.search(text) is None


_WARRANTED = re.compile(r"\bwarrant|\bguarant", re.IGNORECASE)
_INSPECTED = re.compile(
    r"\b(?:accept(?:s|ed|ance)?|reject(?:s|ed|ion)?|inspect\w*|defect\w*|recalls?)\b", re.IGNORECASE
)
# A period, stated or redacted, within which something must be said or done.
_PERIOD = re.compile(
    r"\d|\b(?:days?|weeks?|months?|years?|period|time|hours?|one|two|three|six|nine|ten|twelve|thirty|sixty|ninety|life)\b|\[\W|\*",
    re.IGNORECASE,
)
# "Tenant takes the premises as is, and shall inspect them within a week": a place, which nobody warrants.
_OF_PREMISES = re.compile(r"\b(?:premises|propert(?:y|ies)|buildings?|rooms?|apartment|unit)\b", re.IGNORECASE)
_AS_IS = re.compile(r"\bas[\s-]is\b", re.IGNORECASE)
# "Shall inspect or test it within a commercially reasonable time, but no longer than five days": how long the one takes
# who repairs.
_IS_INSPECTED_WITHIN = re.compile(
    r"\b(?:repair|replac)\w*\b[^;]{0,200}?\b(?:conduct|perform|carry\sout|complete|make)\s[^.;]{0,40}?\b(?:inspection|testing|tests?|examination)\b[^.;]{0,40}?"
    r"\b(?:within|no\slonger\sthan|in\sno\smore\sthan)\b",
    re.IGNORECASE,
)


def is_no_warranty(text: str) -> bool:
    """Whether words are on the inspection or acceptance of something, and neither warrant it nor give a period for
    it."""
    if _WARRANTED.search(text):
        return False
    if (
        _AS_IS.search(text)
        or _IS_INSPECTED_WITHIN.search(text)
        or (_OF_PREMISES.search(text) and "inspect" in text.lower())
    ):
        return True
    return _INSPECTED.search(text) is not None and _PERIOD.search(text) is None


# "The price must never exceed the one on the label", "a maximum of four guests": no limit on what is used or bought.
_PRICE_LIMIT = re.compile(
    r"\bnot\s(?:put\s(?:\w+\s)?prices?\sup|(?:raise|increase)\s(?:\w+\s)?prices?)\b"
    # "exceeds the delivery date by more than five days"
    r"|\bexceeds?\s(?:[\w-]+\s){1,3}?date\sby\b"
    r"|\bprices?\b[^.;]{0,40}\b(?:never|not)\s(?:be\s(?:higher|more|greater|above)|exceed)\b",
    re.IGNORECASE,
)
_GUESTS = re.compile(
    r"\b(?:maximum\sof|(?:no|not)\smore\sthan|up\sto|at\smost)\s(?:\w+\s)?(?:\(?\d{1,4}\)?\s)?(?:adult\s)?(?:guests?|occupants?|visitors)\b"
    # "shall train up to three people free of charge"
    r"|\btrain(?:ing)?\b[^.;]{0,60}?\b(?:up\sto|(?:no|not)\smore\sthan|a\smaximum\sof)\s(?:\w+\s){1,3}?(?:people|persons|employees|staff|trainees|managers|members)\b",
    re.IGNORECASE,
)
# "Shall buy not fewer than 120 looms a year" is a minimum, unless there is a limit as well.
_LEAST = re.compile(r"\b(?:at\sleast|(?:no|not)\s(?:less|fewer)\sthan|minimum)\b", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:up\sto|exceed\w*|(?:more|greater)\sthan|maximum|max|limit\w*|caps?|capped|at\smost|only|excess|restrict\w*|over|above|beyond|additional)\b",
    re.IGNORECASE,
)
# "Without limit on the number of views", "clips not longer than six minutes each"
_WITHOUT_LIMIT = re.compile(r"\b(?:without|no)\s(?:any\s)?(?:limits?|limitation|restriction)s?\b", re.IGNORECASE)
_LENGTH = re.compile(
    r"\b(?:not|no)\s(?:be\s)?(?:longer)\sthan\s(?:[\w-]+\s)?(?:\(?\d{1,3}\)?\s)?(?:minutes?|seconds?|pages?|words?|lines?)\b(?:\s(?:long|each|in\slength))?",
    re.IGNORECASE,
)


def is_no_limit_on_use(text: str) -> bool:
    """Whether words limit a price, how many people may come or how long a thing may be, set a minimum or say that there
    is no limit, and not how much of something is used or bought at most."""
    text = in_full(text)
    if _PRICE_LIMIT.search(text) or _GUESTS.search(text) or limits_a_price_rise(text):
        return True
    if _WITHOUT_LIMIT.search(text) and not _MOST.search(_WITHOUT_LIMIT.sub(" ", text)):
        return True
    if _LENGTH.search(text) and not _MOST.search(_LENGTH.sub(" ", text)):
        return True
    return _LEAST.search(text) is not None and _MOST.search(text) is None


# "Harrow shall assign a booth to Vendor for the days of the fair"
_ALLOTS_A_PLACE = re.compile(
    r"\bassigns?\s(?:(?:the|an?|any|such)\s)?(?:\w+\s){0,2}?(?:space|booths?|stands?|seats?|rooms?|desks?|parking|lockers?)\b",
    re.IGNORECASE,
)


def allots_a_place(text: str) -> bool:
    """Whether a party assigns the other a place, such as a booth or a desk."""
    return _ALLOTS_A_PLACE.search(text) is not None


# "The customer assigns its co-ownership of the new item to us", as security for the price; "title to the Coating
# Equipment", "all right, title and interest in and to the Shares"
_GOODS_OWNED = re.compile(
    r"\b(?:(?:co-?|joint\s)?ownership(?:\srights?)?|retention\sof\stitle|title(?:,?\s(?:and|or)\s(?:ownership|interest))?)\s"
    r"(?:of|to|in(?:\sand\sto)?)\s(?:(?:the|any|all|such|each|our|its|said|those)\s){1,3}(?:\w+\s){0,2}?"
    r"(?:items?|goods|merchandise|vehicles?|machines?|machinery|equipment|fixtures?|tooling|mou?lds|inventory|land|real\s(?:property|estate)"
    r"|premises|buildings?|vessels?|aircraft|shares|stock|securities|units)\b",
    re.IGNORECASE,
)
# "The software required to operate such equipment", "firmware installed on it": what a machine needs goes with it.
_RUNS_A_MACHINE = re.compile(
    r"\b(?:software|firmware)(?:\s(?:or|and)\s(?:software|firmware))?\s(?:(?:required|needed|necessary|used)\sto\s(?:operate|run)"
    r"|that\s(?:operates|runs)|(?:that\s(?:is|are)\s)?(?:attached\sto|(?:installed|embedded|embodied|incorporated)\s(?:on|in)))\b",
    re.IGNORECASE,
)
_OF_THE_MIND = re.compile(
    r"\b(?:intellectual|copyrights?|patents?|invent\w*|designs?|software|work\s?product|works?|deliverables?|know-how|marks?|trade-?marks?|data|content|drawings|technolog\w+)\b",
    re.IGNORECASE,
)


def is_ownership_of_goods(text: str) -> bool:
    """Whether words are on who owns goods, and on nothing that intellectual property is in."""
    return _GOODS_OWNED.search(text) is not None and not _OF_THE_MIND.search(_RUNS_A_MACHINE.sub(" ", text))


# "You shall not claim or imply in any advertising that your apps are certified by us": what is said in public ...
_TELLS = (
    r"(?:claims?|stat(?:e|ing)|represent|impl(?:y|ies)|suggest|assert|advertise|announce"
    r"|hold\s(?:it|your|them|him)sel(?:f|ves)\sout)"
)
_REST = r"(?:(?!\b(?:nor|(?:and|or|but)\s(?:shall|will|may|must|not|to))\b)[^.;]){0,200}"
_APPROVED = (
    r"(?:certified|created|sponsored|endorsed|approved|affiliated|associated|recommended|authori[sz]ed|accredited|connected|tested|made|produced"
    r"|official|an?\s(?:\w+\s)?(?:partner|agent|representative|employee|affiliate)|partners?|agents?|representatives?)\b"
)
_TOLD = re.compile(
    rf"\b(?:not|nor|never|neither)\b[^.;]{{0,60}}?\b{_TELLS}\b[^.;]{{0,80}}?\b(?:that\s[^.;]{{1,60}}?\b(?:endorses?|sponsors?|approves?|certif(?:y|ies)|recommends?|supports?)\b{_REST}|that\s[^.;]{{1,120}}?\b(?:is|are|was|were|be|been)\s(?:[\w,]+\s){{0,6}}?{_APPROVED}{_REST}"
    rf"|(?:to\sbe|as)\s(?:[\w,]+\s){{0,4}}?{_APPROVED}{_REST}"
    rf"|(?:any|an?|the|our|its|such)\s(?:\w+,?\s){{0,4}}?(?:endorsement|sponsorship|affiliation|approval|certification|partnership|connection)\b{_REST})"
    # "shall not make any claims about the products that are not on the label"
    r"|\b(?:not|nor|never|neither)\b[^.;]{0,60}?\bmake\s(?:any\s)?(?:[\w,]+\s){0,6}?(?:claims?|representations?|statements?)\s(?:or\s\w+\s)?(?:about|regarding|concerning|as\sto|on\sbehalf)\b"
    rf"{_REST}",
    re.IGNORECASE,
)
# ... gives up no right, if the words say nothing else on rights.
_ON_RIGHTS = re.compile(
    r"\b(?:su(?:e|it|ing)|challeng\w+|contest(?:ing)?|disput\w+|attack\w*|impair\w*|oppos\w+|object\w*|regist\w+|title|validity|owne[rd]\w*|infring\w+"
    r"|waive\w*|release\w*|covenants?|against)\b",
    re.IGNORECASE,
)


def is_on_publicity(text: str) -> bool:
    """Whether words only keep a party from saying in public what is not so, such as that another approves of it."""
    return _TOLD.search(text) is not None and _ON_RIGHTS.search(_TOLD.sub(" ", text)) is None


# "May not recruit users to a competing platform": what competes is named only as the place to which users are taken.
_TO_COMPETITORS = (
    r"\b(?:recruit|solicit|lure|invite|steer|entice|poach|move|encourage|persuade)\w*\s[^.;\n]{0,80}?\sto\s"
    r"(?:(?:join|use|try|visit|register|subscribe|sign|switch|move|go)\b(?:(?!\b(?:shall|will|may|must|not|nor)\b)[^.;\n]){0,80}?\b|(?:\w+\s){0,3}?)compet\w+"
)
# "Or use our data to build a competing service": only as what is made of another's data.
_OF_ANOTHERS = (
    r"\buse\s[^.;\n]{1,80}?\bto\s(?:develop|create|build|make|produce|train|operate)\s(?:\w+\s){0,3}?compet\w+"
)
_USERS_TAKEN = re.compile(_TO_COMPETITORS, re.IGNORECASE)
_ONLY_NAMED = re.compile(rf"{_TO_COMPETITORS}|{_OF_ANOTHERS}", re.IGNORECASE)
_COMPETES = re.compile(r"\bcompet", re.IGNORECASE)


# "You must not copy it, extract its source code, or use it to build a rival product": what is licensed may not be used
# so, and everybody stays free to compete without it.
_USED_TO_RIVAL = re.compile(
    r"\buse\s(?:it|them|(?:the|any|our|its|such)\s[^.;\n]{1,60}?)\s(?:to|in\sorder\sto)\s(?:develop|create|build|make|produce|train|design|offer)\s(?:\w+,?\s){0,4}?"
    r"(?:rival|compet\w+|similar|like)\b",
    re.IGNORECASE,
)
_COPIES = re.compile(
    r"\b(?:copy|reverse[\s-]engineer\w*|decompil\w+|disassembl\w+|(?:extract|discover|derive)\b[^.;]{0,40}?\bsource\scode|sub-?licen[sc]e|modify)\b",
    re.IGNORECASE,
)


def restricts_a_license(text: str) -> bool:
    """Whether words only forbid uses of what is licensed, to build what competes with it among them."""
    return (
        _USED_TO_RIVAL.search(text) is not None
        and _COPIES.search(text) is not None
        and _COMPETES.search(_USED_TO_RIVAL.sub(" ", text)) is None
    )


# Rules of conduct for those who use a site.
_CONDUCT = re.compile(
    r"\b(?:spam\w*|harass\w*|stalk\w*|threaten\w*|intimidat\w+|obscene|pornograph\w+|viruses|malware|impersonat\w+|unlawful|illegal|scrap(?:e|ing)"
    r"|reverse[\s-]engineer\w*)\b",
    re.IGNORECASE,
)


def is_on_conduct(text: str) -> bool:
    """Whether words forbid those who use a site to behave badly, and say nothing of competition."""
    return _CONDUCT.search(text) is not None and _COMPETES.search(text) is None


def takes_users_away(text: str) -> bool:
    """Whether a competitor is only where users may not be taken."""
    return _USERS_TAKEN.search(text) is not None and not _COMPETES.search(_USERS_TAKEN.sub(" ", text))


def only_names_competitors(text: str) -> bool:
    """Whether a competitor is only where users may not be taken, or what may not be made of another's data."""
    return _ONLY_NAMED.search(text) is not None and not _COMPETES.search(_ONLY_NAMED.sub(" ", text))


# "Seller may inspect the goods and verify that they are defective", "share data with bodies responsible for auditing
# public funds", "delete all personal data at the end": nobody's books or premises are inspected.
_DEFECTIVE = re.compile(
    r"\b(?:goods|products?|items?)\b[^;]{0,200}?\b(?:defect\w*|fault\w*|damaged)\b|\b(?:defect\w*|faulty|damaged)\s(?:goods|products?|items?)\b",
    re.IGNORECASE,
)
_DELETED = re.compile(r"\b(?:delet|destroy|eras)\w*\b[^.;]{0,60}?\b(?:data|information|copies)\b", re.IGNORECASE)
_PUBLIC_AUDITORS = re.compile(
    r"\b(?:bod(?:y|ies)|authorit(?:y|ies)|agenc(?:y|ies)|departments?|offices?)\s(?:that\sare\s|which\sare\s)?(?:responsible|competent)\sfor\s"
    r"(?:\w+\s){0,2}?audit\w*(?:\sor\s\w+)?\s(?:\w+\s)?(?:funds?|money|accounts?|spending|expenditure)\b",
    re.IGNORECASE,
)
_AUDITS = re.compile(
    r"\baudit|\b(?:books|records|accounts|compliance|facilit\w+|plants?|factor(?:y|ies)|manufactur\w+|invoices|statements)\b",
    re.IGNORECASE,
)
_INSPECTS = re.compile(r"\b(?:inspect|examin|access|review|verif)\w*", re.IGNORECASE)


def inspects_no_party(text: str) -> bool:
    """Whether words that sound like audits are on defective goods, the deletion of data or public auditors."""
    rest = _PUBLIC_AUDITORS.sub(" ", text)
    if _AUDITS.search(rest):
        return False
    return (
        rest != text
        or _DEFECTIVE.search(text) is not None
        or bool(_DELETED.search(text) and not _INSPECTS.search(text))
    )


# "No less favorable than would be available from unaffiliated parties": what the market would give, and no other
# customer.
_FROM_THE_MARKET = re.compile(
    r"\bless\sfavou?r\w+\b[^.;]{0,80}?\b(?:available|obtain\w*|procur\w+|negotiated|had|gotten)\b(?:(?!\bto\b)[^.;,]){0,60}?\b(?:from|with)\s"
    r"(?:(?:an?|any|other|such|bona\sfide|reputable|qualified|comparable)\s){0,3}"
    r"(?:un-?affiliated|non-?affiliated|unrelated|independent|disinterested|third|outside|(?:person|part|entit|suppl|provid|vendor|compan)\w+\s(?:\w+\s){1,3}not\s(?:an?\s)?affiliate)",
    re.IGNORECASE,
)
# Shares that are first offered to those who hold others, and may then be sold at no better a price.
_FIRST_OFFERED = re.compile(
    r"(?:\bfirst\s(?:be\s)?offer(?:ed)?|\boffer(?:s|ed)?\b[^.;]{0,60}?\bpro-?\s?rata|\bpro-?\s?rata\soffer)\b[^.]{0,240}?\b(?:no|not)\s(?:less|more)\sfavou?r\w+",
    re.IGNORECASE,
)
_AS_FAVORABLE = re.compile(r"\b(?:no|not)\s(?:less|more)\sfavou?r\w+", re.IGNORECASE)
# "Vendor shall first offer the looms to Buyer on terms no less favorable than those of the other's offer": what goes to
# others is the same thing, and no better terms than others have are promised.
_OFFERED_BEFORE = re.compile(
    r"\b(?:right\sof\sfirst|first\s(?:offer|refusal|negotiat\w+|opportunity)|(?:shall|will|must)\sfirst\soffer|without\sfirst\soffering|right\sof\s(?:first\s)?refusal)\b",
    re.IGNORECASE,
)
_OTHER_CUSTOMERS = re.compile(
    r"\b(?:customers?|licensees?|distributors?|resellers?|dealers?|most[\s-]favou?red)\b", re.IGNORECASE
)
_HOLDERS = re.compile(
    r"\b(?:(?:share|stock|unit|security)\s?-?holders?|members?|partners?|shares|securities|equity)\b", re.IGNORECASE
)
_BETTER = re.compile(r"\bfavou?r|\b(?:lower|lowest|better|best)\b", re.IGNORECASE)


def follows_the_market(text: str) -> bool:
    """Whether terms are to be as good as those that strangers to the contract would give, or something is offered first
    to a party, and nobody is promised the terms of other customers."""
    plain = text.translate(HYPHENS)
    if _OFFERED_BEFORE.search(plain) and not _OTHER_CUSTOMERS.search(plain):
        return True
    rest = _FROM_THE_MARKET.sub(" ", plain)
    if _HOLDERS.search(plain) and _FIRST_OFFERED.search(plain):
        rest = _AS_FAVORABLE.sub(" ", rest)
    return rest != plain and _BETTER.search(rest) is None


# "If a member sells its units, Harrow may join in the sale on the same terms" (a tag-along) lets nobody buy them.
_JOINS_A_SALE = re.compile(
    r"\b(?:tag-?\s?along|co-?sale)\b|\b(?:participate|join)\sin\s(?:such|that|the|any\ssuch)\s(?:proposed\s)?(?:sale|transfer|disposition)\b"
    r"|\bto\ssell\s(?:the\ssame|a\s(?:pro-?\s?rata|proportionate|like))\s(?:proportion|portion|percentage|share|number|part)\b",
    re.IGNORECASE,
)
_BUYS_FIRST = re.compile(
    r"\brefusal\b|\bfirst\s(?:\w+\s)?(?:offer|right|negotiat)|\bpre-?empt|\bmatch|\b(?:purchase|buy|acquire|subscribe)\b|\bissu|\bnew\s(?:shares|securities|units)\b|\boffering\b",
    re.IGNORECASE,
)


# "Shall not sell to another mill at a lower price, unless it offers that price to Buyer as well"
_BETTER_THAN_OTHERS = re.compile(
    r"\b(?:lower|lowest|better|best|less\sfavou?rable|more\sfavou?rable|most\sfavou?red|at\sleast\sas\sfavou?rable|as\sfavou?rable)\b[^.;]{0,200}?"
    r"\b(?:prices?|rates?|fees|terms|conditions|pricing)\b|\b(?:prices?|rates?|fees|terms|conditions|pricing)\b[^.;]{0,160}?"
    r"\b(?:lower|lowest|better|best|less\sfavou?rable|more\sfavou?rable|most\sfavou?red|as\sfavou?rable)\b",
    re.IGNORECASE,
)


def compares_with_others(text: str) -> bool:
    """Whether somebody gets terms as good as others do, and buys nothing first."""
    return _BETTER_THAN_OTHERS.search(text) is not None and not (_BUYS_BEFORE.search(text) or _BEFORE.search(text))


_BUYS_BEFORE = re.compile(
    r"\bfirst\b|\brefus|\bmatch|\bpre-?empt|\bnegotiat|\boption|\bopportunit|\bright\sto\s(?:buy|purchase|acquire|license)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:before|prior\sto)\s\w+ing\b|\b(?:bona\sfide|third[\s-]party)\s(?:\w+\s)?offer\b", re.IGNORECASE
)


def only_joins_a_sale(text: str) -> bool:
    """Whether somebody may sell along with another, and buy nothing first."""
    plain = text.translate(HYPHENS)
    return _JOINS_A_SALE.search(plain) is not None and _BUYS_FIRST.search(plain) is None


# "If Buyer does not exercise its option, Vendor is free to discuss the rights with anyone"
_FREE_TO_DEAL = re.compile(
    r"\b(?:is|are|shall\sbe|will\sbe|remains?)\sfree\sto\s(?:discuss|negotiate|deal|talk|offer|sell|license|contract)\b[^.;]{0,120}?"
    r"\b(?:anyone|anybody|others|any\s(?:other\s)?(?:person|party|third\sparty))\b",
    re.IGNORECASE,
)


def leaves_free_to_deal(text: str) -> bool:
    """Whether a party is free to deal with anyone, and nobody has a first right."""
    return _FREE_TO_DEAL.search(text) is not None and _FIRST_RIGHT.search(text) is None


_FIRST_RIGHT = re.compile(r"\bfirst\b|\brefusal\b|\bmatch\w*|\bpre-?empt", re.IGNORECASE)


# "The Right of First Offer (as defined in the Shareholders Agreement)", "neither may license it to others without the
# other's consent"
_DEFINED_ELSEWHERE = re.compile(
    r"\bfirst\s(?:refusal|offer|negotiation)\b[^.;]{0,60}?\b(?:as\s)?(?:(?:such|each|those|these)\s(?:\w+\s)?terms?\s(?:is|are)\s|(?:each\s|such\sterm\s)?(?:is\s)?)"
    r"defined\sin\s(?:the|that|an?)\s(?-i:(?:[A-Z][\w&’'-]*\s){1,5}(?:Agreement|Contract|Deed|Lease|Charter|Bylaws|Articles|Letter))\b",
    re.IGNORECASE,
)
_LICENSED_BY_CONSENT = re.compile(
    r"\b(?:not|neither|nor)\b[^.;]{0,60}?\b(?:sub-?)?licen[sc]e\b[^.;]{0,120}?\bwithout\b[^.;]{0,60}?\b(?:consent|approval|permission)\b",
    re.IGNORECASE,
)


def is_first_right_elsewhere(text: str) -> bool:
    """Whether words name a first right that another agreement gives."""
    return _DEFINED_ELSEWHERE.search(text) is not None


def licenses_by_consent(text: str) -> bool:
    """Whether words only require consent to a license, and offer nothing first."""
    offered = _BUYS_BEFORE.search(text) is not None or "offer" in text.lower()
    return _LICENSED_BY_CONSENT.search(text) is not None and not offered
