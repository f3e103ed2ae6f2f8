"""Sentences that use the words of a restraint without restraining competition or solicitation."""

from __future__ import annotations

import re

from model.summary.fallbacks.resembling import is_on_publicity, only_names_competitors

_SECRET = re.compile(
    r"\b(?:not|nor|never)\s(?:copy|disclose|divulge|reveal|reverse|decompile|publish|sub-?license)\b", re.IGNORECASE
)
# Something that may not be given to a competitor is confidential, or a license is limited; that is not a non-compete.
_WITHHELD = re.compile(
    r"\b(?:provided|disclosed|delivered|(?:made\s)?available|sub-?licensed|transferred|given|assigned)\sto\s"
    r"(?:such|any|a|that|the)\s(?:\w+\s){0,2}?competitor"
    # "in no event may Licensor sell or transfer the Trademarks to any competitor"
    r"|\b(?:sell|transfer|assign|(?:sub-?)?licen[sc]e)\s(?:or\s\w+\s)?(?:the|its|any|such)\s(?:[\w-]+\s){0,3}?"
    r"(?:(?:trade)?marks?|patents?|shares|stock|interests?|rights)\b[^.;]{0,80}?\bto\s(?:such|any|an?|the)\s(?:\w+\s){0,2}?competitor",
    re.IGNORECASE,
)
# Keeping a list of competitors restrains nobody, unless the sentence says who shall not do something.
_LIST_OF_COMPETITORS = re.compile(r"\b(?:list|schedule)\sof\s(?:[\w-]+\s){0,4}competitors?\b", re.IGNORECASE)
BINDS = re.compile(
    r"\b(?:shall|will|may|must|can)\s(?:\w+\s){0,2}?not\b|\bagrees?\s(?:\w+\s){0,3}?not\b|\bneither\b|\brefrain\b|\bprohibited\b"
    r"|\bcovenants?\b"
    # "no party, nor any of its affiliates, will carry on", "no Partner shall: - directly or indirectly engage"
    r"|\bno\s(?:party|(?-i:[A-Z][a-z]{2,20}))\b[^.;]{0,80}?\b(?:shall|will|may):?\s(?:[-•*]\s)?(?:(?:directly|indirectly|or|\(\w{1,3}\)),?\s){0,4}"
    r"(?:enter|carry|engage|compete|discuss|negotiate|solicit|operate|work|own|sell|offer)\b"
    # "Dealer shall handle no competing products"
    r"|\b(?:shall|will|must)\s(?:engage\sin|handle|sell|carry|market|distribute|represent|promote|offer|stock|manufacture)\sno\b",
    re.IGNORECASE,
)
_COMPETES_AT_ALL = re.compile(r"\bcompet", re.IGNORECASE)
_COMPETES = re.compile(
    r"\bcompete\b|\bengage\s(?:in|directly)|\bcompeting\s(?:business|product|service)", re.IGNORECASE
)
_RESERVES = re.compile(r"\breserves?\s(?:to\s\w+\s)?(?:\w+\s){0,3}rights?\b[^.;]{0,120}\bcompet", re.IGNORECASE)
# Data that may not be used for something, records to which a party has no access, and what a sponsor may not suggest.
_NOT_COMPETITION = re.compile(
    r"\bnot\s(?:\w+\s)?(?:use|access|disclose)(?:,?\s(?:or|and)\s(?:\w+\s)?\w+){0,2}\s(?:the|any|such|its)\s(?:[\w-]+\s){0,3}?(?:data|information|records?|databases?)\b"
    r"|\bnot\shave\saccess\sto\b"
    r"|\bnot\s(?:permit|allow|cause)\b[^.;]{0,80}?\bto\s(?:suggest|imply|state|represent\sthat|claim|hold\s(?:itself|himself))\b",
    re.IGNORECASE,
)
# What the law calls unfair is forbidden anyhow: "shall not engage in any unfair competition with Vendor".
_UNFAIR = re.compile(r"\bunfair(?:ly)?\s(?:(?:business|trade|methods\sof)\s)?compet\w+", re.IGNORECASE)
# What a party may not call or put on what it sells: "shall not use logos or names similar to those of competitors".
_BRANDED = re.compile(
    r"\bnot\s(?:to\s)?(?:\w+\s){0,2}?(?:use|display|adopt|register|employ)\s(?:any\s|the\s|other\s){0,2}"
    r"(?:logos?|names?|marks?|trade-?\s?marks?|trade\snames?|brands?|domain\snames?|symbols?|trade\sdress)\b",
    re.IGNORECASE,
)
# A party that may not solicit the other's clients may still do business with them, and compete.
_SOLICITS_CLIENTS = re.compile(
    r"\b(?:not|never|no\s(?:party|(?-i:[A-Z][a-z]{2,20}))\s(?:shall|will|may)):?\s(?:[-•*]\s)?(?:to\s)?(?:(?:directly|indirectly|knowingly|or),?\s){0,4}"
    r"solicit\b[^.;]{0,120}\b(?:clients?|customers?|accounts|subscribers|members|users|donors)\b",
    re.IGNORECASE,
)
# A bar on soliciting or hiring the other's staff, which has a category of its own.
_SOLICITS_STAFF = re.compile(
    r"\b(?:not|never|refrain|nor|neither|no\s(?:party|(?-i:[A-Z][a-z]{2,20})))\b[^.;]{0,120}?\b(?:solicit|entice|poach|recruit|hir(?:e|ing)|employ)(?:ing)?\b[^.;]{0,160}?"
    r"\b(?:employees?|personnel|staff|workers?|contractors?|consultants?|subcontractors?|(?:[’']s|our|your|its|their)\speople)\b",
    re.IGNORECASE,
)
# "Vendor will not grant such rights to anyone else" makes a license exclusive; it does not exclude Vendor from a
# market.
_NO_OTHER_GRANT = re.compile(
    r"\bnot\sgrant\b[^.;]{0,60}\b(?:any\sother|another|third)\s(?:part|person|compan|entit)\w*", re.IGNORECASE
)
# "Client will not solicit Developer's employees, consultants or suppliers": the party called Client is no customer.
_OF_STAFF = re.compile(
    r"\b(?:employees?|personnel|staff|consultants?|contractors?|workers?|officers?|sales\srepresentatives?|technicians?)\b"
    r"|\bfor\semployment\b",
    re.IGNORECASE,
)
# Whoever is solicited for employment is nobody's customer, though the party that employs them is called "Buyer".
_FOR_EMPLOYMENT = re.compile(
    r"\bsolicit\w*\sfor\semployment\b(?![^.;]{0,300}\b(?:customers?|clients?|accounts)\b)", re.IGNORECASE
)
_CUSTOMERS = re.compile(
    r"\b(?:customers?|users?|subscribers?|accounts?|patients?|licensees?|franchisees?|distributors?|dealers?|buyers?|purchasers?"
    r"|merchants?|members?|patrons?|guests?|advertisers?|policyholders?|borrowers?|shippers?|retailers?|resellers?|business)\b"
    r"|\b(?:(?-i:clients|client)|Clients)\b",
    re.IGNORECASE,
)
# "Whether as a partner, distributor, contractor or in any other capacity": in which a party acts.
_IN_A_CAPACITY = re.compile(
    r"\bas\san?\s(?:[\w-]{1,20},?\s){2,40}?(?:in\sany\s(?:other\s)?capacity|otherwise)\b", re.IGNORECASE
)
# "Shall not sell the Goods to anyone except Authorized Customers" says to whom goods may be sold.
_SELLS_TO = re.compile(
    r"\bnot\b[^.;]{0,200}?\b(?:sell|market|supply|distribute)\b[^.;]{0,200}?\bexcept\sto\b", re.IGNORECASE
)
_TAKES_AWAY = re.compile(
    r"\b(?:not|nor|neither|no|never|refrain)\b[^.;]{0,250}?\b(?:solicit|entic|induc|divert|interfer|canvass|contact|approach|persuad)",
    re.IGNORECASE,
)
# A license may forbid one use of what is licensed, and leaves the licensee free to compete without it.
_USE_FOR_ANOTHER = re.compile(
    r"\b(?:not|never):?\s(?:\(?\w{1,3}[.)]\s)?(?:use|access)\b[^.;]{0,160}\b(?:to\s(?:develop|create|build|make|produce)\b|for\s[^.;]{0,60}?\b(?:benchmark|competitive\s(?:analys|intelligence|purpose)))",
    re.IGNORECASE,
)
# "Shall not: (a) sublicense, rent or sell the Service": what is licensed may not be handed on, whatever else is sold.
_HANDS_ON = (
    r"(?:sub-?licen[sc]e|re-?sell|sell|rent|lease|loan|lend|distribute|transfer|assign|copy|modify|adapt|reproduce|market|publish|display"
    r"|host|time-?share|(?:otherwise\s)?(?:commercially\s)?exploit|make\savailable)"
)
_OF_WHAT_IS_LICENSED = re.compile(
    rf"\b(?:not|never):?\s(?:\(?\w{{1,3}}[.)]\s)?(?=(?:{_HANDS_ON},?\s(?:or\s|and\s){{0,2}}){{0,8}}?(?:sub-?licen[sc]e|re-?sell|rent|lease|loan|lend|copy|modify|reproduce)\b)"
    rf"(?:{_HANDS_ON},?\s(?:or\s|and\s){{0,2}}){{1,12}}(?:(?:all|any)\s(?:or\sany\s)?(?:parts?|portions?)\sof\s)?(?:the|its|such|any|this|our)\s(?:(?-i:[A-Z])\w+\s)?"
    r"(?:(?:cloud\s|hosted\s|licensed\s)?(?:services?|software|platform|program|application|apps?|API|documentation|materials|content|site|website|licensed\s\w+))\b",
    re.IGNORECASE,
)
# Other dealings that are at odds with the contract are barred; those that only compete are not.
_AT_ODDS = re.compile(
    r"\b(?:enter\sinto|make|made|accept|assume|undertake|have|grant)\s(?:\w+\s){0,3}?(?:agreements?|contracts?|commitments?|relationships?|arrangements?"
    r"|obligations?|understandings?|engagements?|employment|work|rights?)\b[^.;]{0,120}?\b(?:conflicts?|conflicting|inconsistent|incompatible)\b"
    r"(?!\s(?:of\sinterests?|with\sthe\s(?:business|interests)))",
    re.IGNORECASE,
)
# The grounds on which a party may terminate bind nobody.
_GROUNDS = re.compile(r".{0,60}?\b(?:may|right\sto|entitled\sto)\s(?:\w+\s)?terminate\b", re.IGNORECASE)
_NOT_TO = re.compile(
    r"\bnot\sto\b[^.;]{0,80}\bcompet|\bagrees?\b[^.;]{0,120}\bnot\sto\b"
    r"|\bshall\b[^.;]{0,120}\band\snot\b"
    # an item of the duties of a party: "Not engage in any competing business during the term"
    r"|^\W{0,4}(?:\w{1,4}[.)]\s)?not\s(?:(?:to|directly|indirectly|or|and),?\s){0,4}(?:compete|engage|carry\son|operate|invest|participate|deal|sell|offer|promote)\b[^.;]{0,100}\bcompet"
    # an item of what a party agrees to: "for a period of two years, not to make"
    r"|^(?:\W?[\w.]{1,8}[.)]\s)?(?:Subject\sto\s[^;,]{1,60},\s)?for\sa\s(?:period|term)\sof\s[^;,]{1,80},\snot\sto\s(?:develop|manufactur|compet|market|engage)",
    re.IGNORECASE,
)
# "To enter into a separate agreement, a condition of which will be that Vendor will not compete": not yet a restraint.
_OF_ANOTHER_AGREEMENT = re.compile(
    r"\benter\sinto\san?\s(?:separate|further|new|additional)\s(?:\w+\s)?agreement\b[^.;]{0,300}?\b(?:condition|terms?|provisions?)\b[^.;]{0,60}?\b(?:will|shall)\b",
    re.IGNORECASE,
)
# "Contractor" and "Consultant" are parties.
_STAFF = re.compile(
    r"\b(?:employ(?!er)\w*|personnel|staff|(?-i:consultants?|contractors?)|workers?|supervisors?|(?:deployed|seconded)\sby|hire[ds]?|(?:other[’']s|our|your|its|their)\speople)\b",
    re.IGNORECASE,
)
# The party called so, and its own work: "During the Employee's employment", "accept employment with a competitor".
_OWN_EMPLOYMENT = re.compile(
    r"\b(?:the|The|THE)\s(?:Employee|EMPLOYEE)\b(?:[’']s)?(?!\sof\b)"
    r"|(?<!\bany )(?<!\bANY )(?<!\bother )\bEMPLOYEE\b(?:[’']S)?(?!S)"
    r"|\b(?<!offer )(?<!offer of )(?<!offers )(?<!offering )[Ee]mployment\b(?!\s(?:to|of)\b)"
)
# What is done to staff: "engage in a business, as an employee or otherwise" does nothing to any.
_TAKES_STAFF = re.compile(
    r"\b(?:solicit|induc|entic|recruit|hir(?:e|ing)|poach|lur(?:e|ing)|encourag|persuad|employ(?:s|ing)?\b|headhunt|influenc|leave\b|offer\w*\s[^.;]{0,40}?employment"
    r"|(?:engag|retain|contract|contact|approach|interfer|divert|request|caus|us)(?:e|es|ing)?\b(?!\sin\b)[^.;]{0,120}?\b(?:employees?|employed|deployed|seconded|personnel|staff|workers?|consultants?|contractors?))",
    re.IGNORECASE,
)
# Who may take part at all: "You may not participate if your shop sells spirits", "if you disagree, you may not join".
_NOT_ELIGIBLE = re.compile(
    r"\b(?:if|unless)\s(?:you|your|it|they|their)\s[^.;]{1,80}?,\s(?:you|it|they)\s(?:(?:may|can|must|shall|will)\s?not|are\snot\s(?:allowed|permitted|eligible)\sto)\s"
    r"(?:participate|take\spart|enrol+|register|sign\sup|join|apply|use|access|install|order|book)\b|"
    r"\b(?:(?:may|can|must|shall|will)\s?not|(?:is|are)\snot\s(?:allowed|permitted|eligible)\sto)\s"
    r"(?:participate|take\spart|enrol+|register|sign\sup|join|apply|become\sa\s\w+|use|access)\b[^.;]{0,80}?\b(?:if|unless)\s(?:you|your|it|its|they|their|the)\b",
    re.IGNORECASE,
)
# A lead-in whose list stands on the next page.
_LIST_FOLLOWS = re.compile(r":\W{0,4}[^:]{0,40}$")


# "Shall not bypass Vendor so as to avoid commissions": it may still compete, but not by going around the other party.
_GOES_AROUND = re.compile(
    r"\b(?:not|never|nor|neither|refrain)\b[^.;]{0,200}?\b(?:circumvent|bypass|by-pass|go(?:ing)?\saround)(?:ing)?\b",
    re.IGNORECASE,
)
# "The exception will not apply" binds nobody.
_NOT_APPLY = re.compile(r"\b(?:shall|will|does|do|may)\snot\s(?:apply|extend)\b", re.IGNORECASE)


def no_non_compete(sentence: str) -> bool:
    """Whether a sentence is no non-compete but a ban on disclosure, a reserved right to compete, or a list of
    competitors."""
    if only_names_competitors(sentence) or (is_on_publicity(sentence) and not _COMPETES_AT_ALL.search(sentence)):
        return True
    return bool(
        (
            (_SECRET.search(sentence) or _NO_OTHER_GRANT.search(sentence) or _WITHHELD.search(sentence))
            and not _COMPETES.search(sentence)
        )
        or _RESERVES.search(sentence)
        or (_LIST_OF_COMPETITORS.search(sentence) and not BINDS.search(sentence))
        or _USE_FOR_ANOTHER.search(sentence)
        or _BRANDED.search(sentence)
        or _NOT_COMPETITION.search(sentence)
        or (_is_on_something_else(sentence) and not _COMPETES_AT_ALL.search(_UNFAIR.sub(" ", sentence)))
        or not (BINDS.search(_NOT_APPLY.sub(" ", sentence)) or _NOT_TO.search(sentence))
        or _GROUNDS.match(sentence)
        or _OF_ANOTHER_AGREEMENT.search(sentence)
    )


def _is_on_something_else(sentence: str) -> bool:
    """Whether a ban is on something beside which a sentence may still speak of competition."""
    return _only_solicits_staff(sentence) or any(
        words.search(sentence)
        for words in (_OF_WHAT_IS_LICENSED, _GOES_AROUND, _AT_ODDS, _NOT_ELIGIBLE, _UNFAIR, _SOLICITS_CLIENTS)
    )


# What a party may not do beside soliciting staff: "nor sell similar goods".
_DOES_BUSINESS = re.compile(
    r"\b(?:engage\s(?:in|directly)|sell|market|distribute|manufacture|operate|own|invest|promote|divert|carry\son|participate|offer\s(?!employment)|provide\sservices)\b",
    re.IGNORECASE,
)


def _only_solicits_staff(sentence: str) -> bool:
    return _SOLICITS_STAFF.search(sentence) is not None and not _DOES_BUSINESS.search(sentence)


# "You may sell on other platforms at the same time", "this is about disparagement, not exclusivity"
_MAY_COMPETE = re.compile(
    r"\b(?P<who>\w+)\s(?:may|can|(?:is|are|remains?)\sfree\sto|(?:is|are)\s(?:allowed|permitted)\sto)\s(?:also\s|still\s|always\s)?"
    r"(?:sell|list|offer|publish|work|provide|promote|advertise|distribute|deal|compete|do\sbusiness)\b[^.;]{0,60}?"
    r"\b(?:on|for|through|with|via|to)\s(?:any\s)?(?:other|another|competing|competitors?|others|elsewhere)\b"
    r"|\b(?P<other>\w+)\s(?:may|can)\s(?:also\s)?(?:sell|work|publish|offer)\s(?:\w+\s){0,3}?elsewhere\b|\bnot\s(?:about\s)?exclusivity\b",
    re.IGNORECASE,
)
_RIGHT_AFTER = 300


def may_compete(clause: str, after: str) -> bool:
    """Whether the words right after a clause say that the party that it binds may do business with others."""
    said = _MAY_COMPETE.search(after[:_RIGHT_AFTER])
    who = said and (said["who"] or said["other"])
    return said is not None and (who is None or re.search(rf"\b{who}\b", clause, re.IGNORECASE) is not None)


# "Shall not induce any customer to breach its contract": the customers may still be asked for business.
_INDUCES_BREACH = re.compile(
    r"\b(?:solicit|induce|encourage|persuade|entice|cause)\b(?:(?!\b(?:solicit|induce|encourage|persuade|entice|cause)\b)[^.;]){0,160}?"
    r"\sto\s(?:breach|violate)\b",
    re.IGNORECASE,
)
_TAKES_BUSINESS = re.compile(
    r"\b(?:ceas|reduc|terminat|discontinu|withdraw|divert|cancel|curtail|transfer|refrain|limit|alter|leav|stop|end)\w*\b[^.;]{0,100}?"
    r"\b(?:business|relationship|dealings?|purchas\w+|patronage|custom|orders?|services?)\b|\bdivert|\btak\w+\saway",
    re.IGNORECASE,
)


# "Vendor will require in its agreements with other dealers that they will not solicit": others are bound, by those
# agreements; a party that is bound as well is told so before.
_OTHERS_ARE_BOUND = re.compile(
    r"^(?:(?!\b(?:not|nor|neither|no|never|refrain)\b)[^.;]){0,200}?\b(?:require|provide|stipulate|include|insert|impose|ensure)s?\s[^.;]{0,60}?"
    r"\bin\s(?:(?:its|their|all|any|each|every|such|of|the)\s){1,3}(?:\w+\s){0,2}?(?:agreements?|contracts?)\swith\s"
    r"(?:(?:its|their|all|any|each|such)\s){0,2}(?:other|third|sub-?\w+)\b[^.;]{0,600}",
    re.IGNORECASE,
)


# "Shall not actively solicit custom outside the Territory": where a distributor sells, and nobody's customers.
_OUTSIDE_A_TERRITORY = re.compile(
    r"\bsolicit\w*\s(?:custom|orders?|sales|business|demand)\b[^.;]{0,80}?\b(?:outside|beyond)\b[^.;]{0,40}?\b(?:territor|countr|region|markets?\b|area\b)",
    re.IGNORECASE,
)


def bars_no_customers(sentence: str) -> bool:
    """Whether a sentence bars the solicitation of staff, a sale, or the inducement of a breach, rather than the
    solicitation of customers; or has others bound, and no party."""
    sentence = _IN_A_CAPACITY.sub(" ", sentence)
    if others := _OTHERS_ARE_BOUND.match(sentence):
        return not _takes_customers_away(sentence[others.end() :])
    if elsewhere := _OUTSIDE_A_TERRITORY.search(sentence):
        return not _takes_customers_away(sentence[: elsewhere.start()] + sentence[elsewhere.end() :])
    if _INDUCES_BREACH.search(sentence) and not _TAKES_BUSINESS.search(sentence):
        return not _takes_customers_away(_INDUCES_BREACH.sub(" ", sentence))
    if _FOR_EMPLOYMENT.search(sentence):
        return True
    return (_OF_STAFF.search(sentence) is not None and not _CUSTOMERS.search(sentence)) or (
        _SELLS_TO.search(sentence) is not None and not _TAKES_AWAY.search(sentence)
    )


def _takes_customers_away(sentence: str) -> bool:
    return _TAKES_AWAY.search(sentence) is not None and _CUSTOMERS.search(sentence) is not None


def names_staff(text: str) -> bool:
    """Whether a clause names anybody's staff, and not only the customers in the list that it leads to."""
    return _STAFF.search(_OWN_EMPLOYMENT.sub(" ", text)) is not None


# "Supplier bears the severance costs if Buyer does not offer to hire its staff": what follows if nobody is hired.
_IF_NOT_HIRED = re.compile(
    r"\bif\b[^.;]{0,100}?\b(?:does|do|did)\snot\s(?:offer|hire|employ|engage|recruit)\b[^.;]*", re.IGNORECASE
)


def bars_no_employees(sentence: str) -> bool:
    """Whether a sentence only seems to bar the solicitation of employees: a non-compete names one, too, if it binds
    "the Employee"."""
    sentence = _IF_NOT_HIRED.sub(" ", sentence)
    others = _OWN_EMPLOYMENT.sub(" ", sentence)
    return not (
        (BINDS.search(sentence) or re.search(r"\bnot\b|\bno\b", sentence))
        and ((_STAFF.search(others) and _TAKES_STAFF.search(others)) or _LIST_FOLLOWS.search(sentence))
    )
