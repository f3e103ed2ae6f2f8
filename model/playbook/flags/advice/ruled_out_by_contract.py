"""The kinds of advice that a contract leaves no room for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.playbook.clause_meaning.clause_statements import holds_on_its_own
from model.playbook.clause_meaning.liability.cap_exceptions import cap_exceptions
from model.playbook.flags.advice.already_in_clause import (
    COMPETITOR,
    END_DATE,
    END_WITH_THE_CONTRACT,
    EXCUSED,
    HAS_TERRITORY,
    KEEPS_ITS_OWN,
    LICENSE_ENDS,
    MUTUAL,
    PRE_EXISTING,
    PRICES,
    PRICES_FOLLOW,
    REDUCED,
    REMOVED_ON_NOTICE,
    RIGHT_TO_TERMINATE,
    SELLS_EXISTING,
    SUSPENDED,
    TERRITORY,
    UNCURED_BREACH,
    WORK_DONE,
)
from model.playbook.flags.advice.minimums import falls_with_the_other, is_suspended
from model.playbook.flags.rule_context import RuleContext
from model.playbook.playbook_format import Must, Rule
from model.playbook.subject_matter import (
    WORKED,
    is_employment,
)
from model.schema import Summary
from model.summary.dates.start_and_term import WITHOUT_END

_EXCEPTIONS = re.compile(r"^Limit the exceptions")
# The advice would put the price itself under the cap: "or for money payable under clause 3".
_PAYS = re.compile(
    r"\b(?:mon(?:ey|ies)|sums?|amounts?|fees|charges|prices?|royalt(?:y|ies)|contributions?|rents?)\s(?:that\s(?:is|are)\s)?(?:payable|due|owed|owing)\b"
    r"|\b(?:payments?\sof|(?:obligations?|duty|duties)\sto\spay)\b",
    re.IGNORECASE,
)
# A contract without secrets and intellectual property needs no exceptions for them.
_SECRETS_OR_RIGHTS = re.compile(
    r"\b(?:confiden|infring|intellectual\sproperty|copyright|patent|trade\s?mark|secrets?\b|secrecy)", re.IGNORECASE
)
_OF_INDEMNITIES = re.compile(r"\bindemni", re.IGNORECASE)
_OF_OTHERS = re.compile(r"\b(?:breach|confiden|section|clause|article|payment|obligations\sunder)", re.IGNORECASE)
_INDEMNIFIES = re.compile(
    r"\b(?:shall|will|agrees?\sto)\s(?:\w+,?\s){0,4}?(?:indemnify|hold\sharmless|defend)\b[^.]{0,1200}", re.IGNORECASE
)
_INFRINGES = re.compile(r"\b(?:infring|misappropriat)\w*", re.IGNORECASE)


def needless_advice(rule: Rule, context: RuleContext, around: str = "") -> Iterator[re.Pattern[str]]:
    """The kinds of advice that this contract as a whole leaves no room for, or the sections ``around`` the quotes."""
    yield from _of_exceptions_to_a_cap(rule, context)
    summary = context.case.summary
    if rule.must is not Must.BE_THERE and context.ends_at_will:
        yield RIGHT_TO_TERMINATE
    yield from _of_employees(rule, context.case.document.text)
    if rule.field == "term" and PRICES_FOLLOW.search(context.case.document.text):
        yield PRICES
    if rule.clause == "Exclusivity" and (
        _ends(summary) or context.ends_with_another or REMOVED_ON_NOTICE.search(context.case.document.text)
    ):
        yield END_DATE
    if rule.clause == "Exclusivity" and HAS_TERRITORY.search(context.case.document.text):
        yield TERRITORY
    if rule.clause == "Ip Ownership Assignment" and any(
        one.search(context.case.document.text) for one in (KEEPS_ITS_OWN, SELLS_EXISTING)
    ):
        yield PRE_EXISTING
    if rule.clause == "Irrevocable Or Perpetual License" and LICENSE_ENDS.search(context.case.document.text):
        yield UNCURED_BREACH
    if rule.clause == "Minimum Commitment":
        yield from _of_minimums(around, context.case.document.text)
    if rule.clause == "Change Of Control" and holds_on_its_own(
        context.case.clauses, context.case.sides, context.case.document.text
    ):
        yield COMPETITOR
    if context.pays_at_the_end or not (
        context.is_for_services or (summary.document_type and summary.document_type.kind in WORKED)
    ):
        yield WORK_DONE


_OF_SECRETS = "willful misconduct, gross negligence, confidentiality and infringement"


def without_needless_exceptions(advice: str, text: str) -> str:
    """Advice on a cap without the exceptions for which a contract has no use, since it is about no secrets and no
    intellectual property."""
    if _SECRETS_OR_RIGHTS.search(text):
        return advice
    return advice.replace(_OF_SECRETS, "willful misconduct and gross negligence")


def _ends(summary: Summary) -> bool:
    """Whether the contract ends, on a day or on an event."""
    ending = summary.expiration_date
    lasting = [one.value for one in (ending, summary.term) if one and one.value]
    on_an_event = ending is not None and not (ending.value or ending.gap)
    return on_an_event or (bool(lasting) and not any(one in WITHOUT_END for one in lasting))


def _of_employees(rule: Rule, text: str) -> Iterator[re.Pattern[str]]:
    """An employer's business may pass to others, and what restrains an employee matters when the work has ended."""
    advice = {"one-sided-assignment": MUTUAL, "Non-Compete": END_WITH_THE_CONTRACT}.get(rule.check or rule.clause or "")
    if advice and is_employment(text):
        yield advice


def _of_minimums(around: str, text: str) -> Iterator[re.Pattern[str]]:
    if EXCUSED.search(text) or is_suspended(around):
        yield SUSPENDED
    if falls_with_the_other(around, text):
        yield REDUCED


def _of_exceptions_to_a_cap(rule: Rule, context: RuleContext) -> Iterator[re.Pattern[str]]:
    if rule.clause == "Uncapped Liability" and (
        _excepts_infringement_only(context) or any(_PAYS.search(one) for one in _excepted(context))
    ):
        yield _EXCEPTIONS


def _excepted(context: RuleContext) -> list[str]:
    """What the contract excepts from its cap, in its own words."""
    case = context.case
    return [word for one in cap_exceptions(case.summary, case.clauses, case.document.text) for word in one.words]


def _excepts_infringement_only(context: RuleContext) -> bool:
    """Whether the cap does not apply to indemnities alone, and all of them are for infringement."""
    text, excepted = context.case.document.text, _excepted(context)
    if not excepted or not all(_OF_INDEMNITIES.search(one) and not _OF_OTHERS.search(one) for one in excepted):
        return False
    indemnities = [one.group() for one in _INDEMNIFIES.finditer(text)]
    return bool(indemnities) and all(_INFRINGES.search(one) for one in indemnities)
