"""Who may inspect whose records or premises, in one sentence; and sentences about audits that give no such right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.summary.parties.sides import BOTH, Sides
from model.summary.text.wording import possessive

_OPENED = {
    "records": re.compile(r"\b(?:books|records|accounts|ledgers|invoices|documents?|statements?)\b", re.IGNORECASE),
    "premises": re.compile(
        r"\b(?:premises|facilit(?:y|ies)|plants?|offices?|(?<!web\s)sites?|warehouses?|locations?\b[^.;]{0,30}\binspect)\b",
        re.IGNORECASE,
    ),
}
_INSPECT = r"(?:audit|inspect|examin|observ|visit|review\b|verif|access\b|be\spresent|enter\b|have\saccess)"
# A right to restrict or refuse an audit is the audited party's.
# What someone else may do begins another clause: "software that Vendor may use, provided that Buyer may audit".
_UP_TO = (
    r"(?:(?!\b(?:restrict|limit|refus|den(?:y|ies)|prevent|prohibit|withh)\w*|\b(?:may|shall|will|can)\b)[^.;]){0,200}?"
)
# "Buyer shall have the right, at its own cost, to inspect"; "Buyer may, on notice, audit".
_MAY = re.compile(
    r"(?<!to )\b(?P<verb>may|can|(?:shall|will)\b(?:,[^.;]{0,120},)?\s(?:also\s)?"
    r"(?:have|be\s(?:entitled|permitted|allowed))|is\sentitled|(?:has|have|reserves?)\s(?:the|an?)\s(?:\w+\s){0,2}?right)\b"
    rf"{_UP_TO}\b{_INSPECT}",
    re.IGNORECASE,
)
# Who is let in: "Vendor shall permit Buyer (and its agents) to inspect", "shall provide Buyer with access".
_LETS = re.compile(
    r"\b(?:permit|allow|let|enable|entitle|authori[sz]e|grant|give|afford|provide)s?\s(?:to\s)?(?:the\s)?",
    re.IGNORECASE,
)
_LET_IN = re.compile(
    r"(?:[’']s\s(?:\w+\s){0,3})?(?:\s?\([^()]{0,120}\))?(?:,?\s(?:and|or|and/or)\s(?:its|their)\s[^.;]{0,100}?)?"
    rf"(?:,[^.;]{{0,120}},)?\s(?:to\s[^.;]{{0,80}}?\b{_INSPECT}|(?:with\s)?(?:\w+\s){{0,3}}?access\b"
    rf"|(?:with\s)?the\srights?\s[^.;]{{0,60}}?\bto\s[^.;]{{0,40}}?{_INSPECT})",
    re.IGNORECASE,
)
_OPEN_TO = re.compile(
    r"\b(?:available|open|accessible|submit|furnish|subject)\b[^.;]{0,140}?\b(?:to|by)\s(?:the\s)?", re.IGNORECASE
)
# "Inspection of such books shall be made by Buyer", but not "audit the payments made by Buyer".
_DONE_BY = re.compile(
    r"\b(?:inspect(?:ion|ed)|audits?|audited|examin(?:ation|ed)|review(?:ed)?|copying)\b(?:,?\s(?:and|or|of|such|any|all|the|said|its|their|those"
    r"|these|books|records|accounts|files|documents|facilities|premises|audits?|inspections?|examination|copying|shall|will|may|be|is"
    r"|conducted|performed|made|carried|out|at|on|during|upon|reasonable|notice|times?|normal|business|hours)\b){0,12}\sby\s(?:the\s)?",
    re.IGNORECASE,
)
# An auditor whom a party chooses inspects for it: "an independent accounting firm chosen by Buyer".
_CHOSEN_BY = re.compile(
    r"\b(?:inspect|audit|examin)\w*\b[^.;]{0,200}?\b(?:accountants?|accounting\sfirm|auditors?|CPA)\b[^.;]{0,120}?"
    r"\b(?:chosen|selected|appointed|designated|engaged|retained|hired|employed)\sby\s(?:the\s)?",
    re.IGNORECASE,
)
# "Of Vendor's customers", but not "by Vendor upon Vendor's request".
_OTHERS_PROPERTY = re.compile(
    r"[\w&.-]+(?:\s(?!(?:upon|on|at|by|with|in|for|to|from|during|after|within|without|or)\b)[\w&.-]+){0,3}?(?:[’']s|s[’'])\s"
)
# Financial statements and reports that are handed over, goods that are checked on arrival, and access to do the work.
_HANDED_OVER = re.compile(
    r"\b(?:audited|annual|quarterly)\s(?:\w+\s)?(?:financial\s)?(?:statements?|reports?|balance)\b"
    # "shall furnish Buyer with annual audits of the books made by independent accountants"
    r"|\b(?:furnish|provide|send|deliver)\w*\b[^.;]{0,80}?\b(?:annual|quarterly|yearly)\saudits?\b"
    r"|\bcop(?:y|ies)\sof\s(?:\w+\s){0,2}(?:audit\s)?reports?\b",
    re.IGNORECASE,
)
_TO_WORK = re.compile(
    r"\baccess\b[^.;]{0,160}?\b(?:in\sorder\sto|to\senable|so\sas\sto|necessary\sfor|for\sthe\spurposes?\sof)\b"
    r"[^.;]{0,60}?\b(?:provide|perform|provision|install|repair|maint\w+|deliver\w*)\b",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"\binspect\w*\s(?:and\s\w+\s)?(?:the\s|all\s|any\s|such\s)?(?:products?|goods|shipments?|deliver\w+|deliverables?)\b",
    re.IGNORECASE,
)
# "Upon delivery, Buyer shall inspect the products and their documents"
_ON_ARRIVAL = re.compile(
    r"\b(?:up)?on\s(?:the\s|its\s)?(?:delivery|arrival|receipt)\b[^.;]{0,200}?\binspect\s(?:the\s|all\s|any\s|such\s)?(?:products?|goods|shipments?|deliver\w+)\b",
    re.IGNORECASE,
)
# A limit on the use of what is confidential: "to inspect or use the Information only for the purpose of the promotion".
_USED_ONLY_FOR = re.compile(
    r"\b(?:inspect|examin|review|access)\w*\b[^.;]{0,60}?\binformation\s(?:only|solely|exclusively)\s(?:for|in|to|as)\b",
    re.IGNORECASE,
)
# Before shares are sold to the public, their underwriters look into the company.
_OFFERING = re.compile(r"\bregistration\sstatement\b|\bprospectus\b", re.IGNORECASE)
# An investor acknowledges what it could learn before it invested, and what it reads of a company's filings is public.
_INVESTED = re.compile(
    r"\b(?:(?:has|have|having)\s(?:\w+\s)?(?:been|had)|was|were)\b[^.;]{0,120}?\b(?:opportunity|opportunities)\s(?:[\w,]+\s){0,4}?to\sask\s(?:[\w,]+\s){0,3}?questions\b"
    r"|\b(?:inspect|examin|review|access)\w*\b[^.;]{0,120}?\b(?:through|by|via)\s(?:[\w’']+\s){0,6}?public(?:ly[\s-](?:available|filed))?\s(?:\w+\s)?(?:filings|disclosures|records)\b",
    re.IGNORECASE,
)
# A buyer warrants what it has looked into, and relies on nothing else: "has conducted its own independent review".
_LOOKED_INTO = r"(?:investigations?|inspections?|reviews?|examinations?|analys[ie]s|due\sdiligence|verifications?)\b"
_HAS_LOOKED = re.compile(
    r"\b(?:has|have|had|having)\s(?:\w+\s){0,3}?(?:conducted|made|performed|completed|undertaken|carried\sout|done)\s"
    rf"(?:(?:such|all|any|its|their|his|her|an?)\s){{0,2}}(?:own|independent)\s(?:\w+,?\s){{0,4}}?{_LOOKED_INTO}"
    r"|\brel(?:y|ies|ied|ying)\s(?:\w+\s)?(?:solely|only|exclusively|entirely)\s(?:up)?on\s(?:its|their|his|her)\s(?:own\s)?(?:\w+,?\s){0,4}?"
    rf"{_LOOKED_INTO}",
    re.IGNORECASE,
)
_BY_AUTHORITY = re.compile(
    r"\b(?:authority|governmental|regulatory|FDA|agency)\s(?:\w+\s){0,2}?(?:audit|inspection)s?\b"
    r"|\b(?:audit|inspection)s?\sby\s(?:any\s|an?\s|the\s)?(?:\w+\s){0,2}?(?:authorit|agenc|regulator|FDA)",
    re.IGNORECASE,
)
_GOODS_LAW = re.compile(r"\bmay\sbe\srequired\b", re.IGNORECASE)
_AUDIT = re.compile(r"\baudit(?!ed\s)|\binspect|\bexamin|\bobserve|\bvisit", re.IGNORECASE)
_RIGHT = re.compile(r"\b(?:right|entitled|may|permit|allow)\b", re.IGNORECASE)


# "Vendor may also show that it complies by certificates or an audit of its own": how a party proves something.
_PROVES = re.compile(
    r"\b(?:can|may)\s(?:also\s)?(?:demonstrate|prove|show|evidence|document)\b[^.;]{0,160}?\b(?:by|through|with|via)\b[^.;]{0,160}?\b(?:certificat\w+|audit|attestation|report)"
    # "in lieu of an audit, Vendor may satisfy its audit obligations by providing reports"
    r"|\b(?:can|may)\s(?:also\s)?(?:satisfy|fulfil+|meet|discharge|comply\swith)\s(?:its|their|these|such|the|any)\s(?:[\w-]+\s){0,3}?(?:obligations?|dut(?:y|ies)|requirements?|requests?)\s"
    r"(?:[\w-]+\s){0,4}?by\s(?:providing|supplying|making|sending|giving|answering|submitting)\b",
    re.IGNORECASE,
)


# "Your Representative and our Representative will inspect the Premises together each month and score them"
_TOGETHER = re.compile(
    r"\b(?:will|shall)\s(?:jointly\s(?:inspect|examine|review|visit|check)|(?:inspect|examine|review|visit|check)\b[^.;]{0,60}?\b(?:together|jointly)\b)",
    re.IGNORECASE,
)


def no_inspection(sentence: str) -> bool:
    """Whether a sentence about audits gives no party a right to inspect."""
    if (
        _TOGETHER.search(sentence)
        or _OFFERING.search(sentence)
        or _INVESTED.search(sentence)
        or _HAS_LOOKED.search(sentence)
        or _USED_ONLY_FOR.search(sentence)
        or _TO_WORK.search(sentence)
        or _PROVES.search(sentence)
        or (_ON_ARRIVAL.search(sentence) and not _RIGHT.search(_GOODS_LAW.sub(" ", sentence)))
        or (_GOODS.search(sentence) and not _OPENED["records"].search(sentence))
    ):
        return True
    if _BY_AUTHORITY.search(sentence) and not _RIGHT.search(sentence):
        return True
    return bool(_HANDED_OVER.search(sentence)) and not _AUDIT.search(_HANDED_OVER.sub(" ", sentence))


def inspection(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who may inspect what, as far as the passages say so and do not contradict each other."""
    what = opened(passages)
    holder = sides.all_of(one for passage in passages for one in _inspectors(passage, sides))
    if holder == BOTH:
        return f"Each party may inspect the other's {what}." if what else "Each party has a right to audit."
    if holder is None or any(_by_a_stranger(passage, sides) for passage in passages):
        of = {who for passage in passages for _, who in sides.named(" ".join(passage.split()), after=_ITS_OWN)} - {BOTH}
        if "records" in what and len(of) == 1:
            return f"{possessive(sides.in_text(of.pop(), text))} {what} may be inspected."
        return f"There is a right to inspect {what}." if what else None
    name = sides.in_text(holder, text)
    if not what:
        return f"{name} has a right to audit."
    other = sides.other(holder) or _keeper(passages, holder, sides)
    named = other and any(sides.mentions(other, passage) for passage in passages)
    whose = possessive(sides.in_text(other, text)) if other and named else "the other party's" if other else ""
    return " ".join(f"{name} may inspect {whose} {what}.".split())


# Whose records or premises they are: "access to the records during Vendor's business hours".
_ITS_OWN = (
    r"[’']s?\s(?:(?:normal|regular|usual|relevant|financial)\s)?"
    r"(?:business\shours|(?:books|records|accounts|premises|offices|facilit\w+))\b"
)
_KEEPS = re.compile(r"\b(?:keeps?|maintains?|makes?\savailable|permits?|allows?)\b", re.IGNORECASE)


def _keeper(passages: Sequence[str], holder: str | None, sides: Sides) -> str | None:
    """The only party, other than the one who may inspect, that keeps the records or lets the other one in."""
    plain = [" ".join(passage.split()) for passage in passages]
    keepers = {who for one in plain for keeps in _KEEPS.finditer(one) if (who := sides.actor(one, keeps.start()))}
    keepers -= {holder}
    return keepers.pop() if len(keepers) == 1 and BOTH not in keepers else None


# Where records are inspected: "the audit shall be conducted at Vendor's premises".
_PLACE = re.compile(
    r"(?P<what>\b(?:audits?|audited|inspections?|examinations?|conducted|performed|carried\sout|made|held|take\splace|records|books|accounts|ledgers)\b[^.;]{0,100}?)\bat\s(?:the\s|its\s|their\s)?(?:[\w&.’'-]+\s){0,4}?(?:offices?|premises|facilit(?:y|ies)|place|location)\b",
    re.IGNORECASE,
)
_INSPECTS = re.compile(rf"\b{_INSPECT}", re.IGNORECASE)
_ITEM = re.compile(r";|\n")


def opened(passages: Sequence[str]) -> str:
    """What may be inspected: records, premises or both, by the items of lists that speak of inspection."""
    items = [item for passage in passages for item in _ITEM.split(passage) if _INSPECTS.search(item)] or passages
    found = {
        name for name, words in _OPENED.items() if any(words.search(_PLACE.sub(r"\g<what>", item)) for item in items)
    }
    found = found or {name for name, words in _OPENED.items() if any(words.search(item) for item in items)}
    return " and ".join(name for name in _OPENED if name in found)


# "Each party shall permit the other to inspect", "each party (the “Audited Party”) will allow an accountant to audit".
_EACH_LETS = re.compile(
    rf"\beach\s(?:of\sthe\s)?part(?:y|ies)\b(?:\s\([^()]{{0,60}}\))?[^.;]{{0,40}}?\b(?:shall|will|agrees\sto)\b(?=[^.;]{{0,200}}\bother\b)[^.;]{{0,200}}?"
    rf"\b(?:allow|permit|provide|grant|give|afford|make)\b[^.;]{{0,200}}?\b{_INSPECT}",
    re.IGNORECASE,
)
# "The parties may arrange an audit": they agree on one, and neither has a right to it.
_ARRANGE = re.compile(
    r"\b(?:the|both)\sparties\s(?:may|shall|will|can|agree\sto)\s(?:[\w-]+\s){0,3}?"
    r"(?:arrange|agree|schedule|discuss|organi[sz]e|coordinate|negotiate|plan|consult|cooperate|determine)\b",
    re.IGNORECASE,
)
_ASSISTS = re.compile(r"\bassistance\sto\s(?:the\s)?|\bassist\s(?:the\s)?", re.IGNORECASE)


def _inspectors(passage: str, sides: Sides) -> Iterator[str]:
    """The parties that a passage lets inspect, by its syntax."""
    plain = _ARRANGE.sub(" ", " ".join(passage.split()))
    if _EACH_LETS.search(plain):
        yield BOTH
    for may in _MAY.finditer(plain):
        start = may.start("verb")
        if who := sides.actor(plain, max(start, plain.find(" ", start) + 1)):
            yield who
    for lets in (*_LETS.finditer(plain), *_ASSISTS.finditer(plain)):
        who, end = sides.named_at(plain, lets.end()), sides.end_of_name(plain, lets.end())
        if who and end and _LET_IN.match(plain, end):
            yield who
    if not _AUDIT.search(plain) and not _OPENED["records"].search(plain):
        return
    for words in (_OPEN_TO, _DONE_BY, _CHOSEN_BY):
        for match in words.finditer(plain):
            who = sides.named_at(plain, match.end())
            if who and not _OTHERS_PROPERTY.match(plain, match.end()):
                yield who


_STRANGER = re.compile(
    r"(?:^|[,.;]\s(?:and\s)?|\bthat\s)(?:the\s|any\s|an?\s)?(?P<who>(?-i:[A-Z])[\w&]+(?:\s(?-i:[A-Z])[\w&]+)?|regulators?|authorit(?:y|ies))"
    rf"(?:\s(?:of|or|and)\s[^.;,]{{1,40}})?\s(?:may|(?:shall|will)\shave\sthe\sright)\b[^.;]{{0,120}}?\b{_INSPECT}",
    re.IGNORECASE,
)


def _by_a_stranger(passage: str, sides: Sides) -> bool:
    """Whether someone other than a party may inspect: "the Licensors may inspect"."""
    plain = " ".join(passage.split())
    return any(sides.named_at(plain, match.start("who")) is None for match in _STRANGER.finditer(plain))


_NOTICE = re.compile(r"\bnotice\b|\bnotify\b|\badvance\s(?:written\s)?request\b", re.IGNORECASE)
_HOURS = re.compile(r"\b(?:business|working|office|operating)\shours|\breasonable\stimes?\b", re.IGNORECASE)
_OFTEN = re.compile(
    r"\b(?:not?|never)\s(?:\w+\s)?(?:more\s(?:often\s|frequently\s)?|be\sinspected\smore\s)than\b|\bonce\s(?:annually|each|every|per|a|in|during)\b",
    re.IGNORECASE,
)


_BY_AGREEMENT = re.compile(
    r"\bat\s(?:such\s|a\s)?times?\s(?:as\s)?(?:(?:may|shall|will|is|are|to)\s)?(?:be\s)?(?:\w+ly\s)?agreed\b"
    r"|\bat\s(?:a\s|any\s)?(?:mutual(?:ly)?\s)(?:\w+\s){0,2}?(?:agree\w*|accept\w*)\s(?:\w+\s){0,2}?(?:times?|dates?)\b",
    re.IGNORECASE,
)
_AUDITS = re.compile(r"\baudit", re.IGNORECASE)


_QUALITY = re.compile(
    r"\b(?:quality|manufactur\w+|c?GMP|laborator(?:y|ies)|spot\schecks?|safety|corrupt\w*|bribery|samples?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:royalt\w+|fees?|invoices?|pa(?:yable|id)|payments?\s(?:due|made|owed|hereunder|under|to)|underpa\w+|net\ssales|sales|pric\w+"
    r"|charges|amounts?\s(?:due|owed)|financial)\b|[$€£]",
    re.IGNORECASE,
)


def is_of_quality(passages: str) -> bool:
    """Whether the inspections are about quality, production or compliance, not about what is owed."""
    return _QUALITY.search(passages) is not None and _MONEY.search(passages) is None


def is_limited(passages: str) -> bool:
    """Whether the passages already set every usual limit of an audit (notice, business hours, and how often), or allow
    only visits at times that both parties agree on."""
    if _BY_AGREEMENT.search(passages) and not (_AUDITS.search(passages) or _OPENED["records"].search(passages)):
        return True
    return all(words.search(passages) for words in (_NOTICE, _HOURS, _OFTEN))


# Counting visitors is not an audit of a party.
_AUDIENCE = r"(?:traffic|circulation|impressions?|audience|page\sviews|visitors|attendance|ratings?)"
_COUNTED = re.compile(rf"\b{_AUDIENCE}\b[^.;]{{0,60}}\baudit|\baudit\w*\b[^.;]{{0,60}}\b{_AUDIENCE}\b", re.IGNORECASE)
_BOOKS = re.compile(r"\b(?:books|records|accounts)\b", re.IGNORECASE)
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
# "The parties will agree on the independent auditors of the Company" chooses who audits the accounts every year.
_APPOINTED = re.compile(
    r"\b(?:agree\s(?:up)?on|appoint|select|engage|elect|approve)\s(?:the\s|an?\s)?(?:\w+\s){0,2}?auditors?\s(?:of|for)\sthe\s",
    re.IGNORECASE,
)
# "Each party may examine the books of the joint venture", which it owns.
_OWNERS_LOOK = re.compile(
    r"\b(?:each|either|any|every|the|all)\s(?:of\sthe\s)?(?:part(?:y|ies)|members?|partners?|venturers?|shareholders?)\b[^.;]{0,200}?"
    r"\b(?:books|records|accounts)\b[^.;]{0,40}?\bof\s(?:the|such)\s(?:joint\sventure|partnership|venture|jv)\b"
    # "Partners shall have access to all records"
    r"|^\W*(?:(?:all|the|each|any|every)\s(?:of\sthe\s)?)?(?:partners|members|shareholders|(?<=\seach\s)partner)\s"
    r"(?:(?:shall|will)\shave|have|may|shall\sbe\s(?:given|allowed))\s[^.;]{0,60}?\b(?:books|records|accounts)\b",
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
# "Access to audit logging", "bodies responsible for auditing public funds": what a program records, and who others are.
_NO_AUDITS = re.compile(
    r"(?:\baccess\sto\s(?:the\s)?)?\baudit[\s-](?:logs?|logging|trails?|records?)\b"
    r"|\b(?:bod(?:y|ies)|authorit(?:y|ies)|agenc(?:y|ies)|departments?)\s(?:that\sare\s)?(?:responsible|competent)\sfor\s(?:\w+\s){0,2}?audit\w*",
    re.IGNORECASE,
)
_AUDIT_WORDS = re.compile(
    r"\baudit|\binspect|\bexamin|\breview|\baccess|\bverif|\bvisit|\bobserv|\bbooks\b|\brecords\b|\bcheck|\bmonitor",
    re.IGNORECASE,
)
_AUDITED = re.compile(r"\baudit|\bbooks\b|\baccounts\b|\bpremises\b|\bfacilit|\bfinancial", re.IGNORECASE)


def is_owners_look(sentence: str) -> bool:
    """Whether owners look into the books of their own joint venture: no party audits another."""
    return _OWNERS_LOOK.search(sentence) is not None


def no_audit_right(sentence: str) -> bool:
    """Whether a sentence speaks of audits without entitling a party to audit the other."""
    return bool(
        (_NO_AUDIT.search(sentence) and not _AUDITED.search(sentence))
        or (_SUPERVISED.search(sentence) and not _PARTYS.search(sentence))
        or _INSPECTORS.search(sentence)
        or _BY_REGULATORS.search(sentence)
        or (_COUNTED.search(sentence) and not _BOOKS.search(sentence))
        or _AUDITS_ELSEWHERE.search(sentence)
        or _REQUIRED_AUDIT.search(sentence)
        or (_APPOINTED.search(sentence) and not _BOOKS.search(sentence))
        or (_AUDITS_AS_WORK.search(sentence) and not _BOOKS.search(sentence))
        or not _AUDIT_WORDS.search(_NO_AUDITS.sub(" ", sentence))
        or not _ENTITLES.search(sentence)
        or no_inspection(sentence)
    )
