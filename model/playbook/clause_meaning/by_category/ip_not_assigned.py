"""Sentences that use the words of an assignment of intellectual property without making one."""

from __future__ import annotations

import re

from model.playbook.clause_meaning.by_category.ip_ownership import transfers_nothing
from model.summary.fallbacks.resembling import is_ownership_of_goods

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
# "title to all personalty shall vest in the Lessor", "all fixtures shall become the property of the Landlord"
_THINGS = (
    r"(?:goods|equipment|personalty|(?:tangible\s)?personal\sproperty|real\s(?:property|estate)|fixtures?|machinery|vehicles?"
    r"|inventory|buildings?|premises|land|vessels?|aircraft|crops|livestock)\b"
)
_TITLE_TO_THINGS = re.compile(
    rf"\btitle\sto\s(?:(?:the|all|any|such|each|said)\s){{0,2}}(?:[\w-]+\s){{0,2}}?{_THINGS}"
    rf"|\b{_THINGS}[^.;]{{0,80}}?\b(?:be|becomes?|remains?)\s(?:and\s\w+\s)?(?:the\s)?(?:\w+\s)?property\sof\b",
    re.IGNORECASE,
)
_JOINTLY = re.compile(r"\bjointly\sown|\bown\w*\sjointly|\bjoint\sown", re.IGNORECASE)
# Returning rights that already belong to the other party ("if Customer comes to own any rights in Provider's marks, it
# assigns them back"), recording what another agreement transfers, or passing on a contract.
_RETURNED = re.compile(
    r"\b(?:deemed\sto\s(?:own|have|hold)|acquires?|obtains?|comes?\sto\s(?:own|have))\b[^.;]{0,200}?"
    r"\b(?:brand|marks?|trade-?\s?marks?|trade\snames?|(?<!own\s)names?|logos?|good-?\s?will)\b[^.;]{0,300}?\bassign",
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


def assigns_nothing(sentence: str) -> bool:
    """Whether a sentence leaves intellectual property where it is: a party keeps its own, returns materials, or
    transfers goods."""
    return bool(
        ((_KEEPS.search(sentence) or _OWN_WORK.search(sentence)) and not _CHANGES_HANDS.search(sentence))
        or _SHARED.search(sentence)
        or _GOODS.search(sentence)
        or is_ownership_of_goods(sentence)
        or (_TITLE_TO_THINGS.search(sentence) and not _WORKS.search(sentence))
        or _JOINTLY.search(sentence)
        or (_PREMISES.search(sentence) and not _WORKS.search(sentence))
        or ((_RETURNED.search(sentence) or _OWN_THINGS.search(sentence)) and not _MADE.search(sentence))
        or _RECORDED.search(sentence)
        or (_OF_ITS_MARKS.search(sentence) and not _MADE.search(sentence))
        or (_IN_ANOTHERS_MARKS.search(sentence) and not (_MADE.search(sentence) or _WORKS.search(sentence)))
        or (_CONTRACT.search(sentence) and not _WORKS.search(sentence))
        or (_GOODWILL.search(sentence) and not _CHANGES_HANDS.search(sentence) and not _WORKS.search(sentence))
        or transfers_nothing(sentence)
    )
