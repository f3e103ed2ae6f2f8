"""Compares values of the summary with the limits that a playbook's rules set."""

from __future__ import annotations

import re

from model.playbook.case import Hit
from model.playbook.document_checks.contract_checks import REMINDER
from model.playbook.document_checks.redactions import REDACTED
from model.playbook.playbook_format import Rule
from model.playbook.written_dates import MONTH, written
from model.schema import Fees, Law, LiabilityCap, Money, Notice, Renewal, Summary, Value
from model.summary.liability.liability import is_claim_specific_cap
from model.summary.text.wording import possessive
from model.summary.values.comparison import comparable
from model.summary.values.date_patterns import NO_YEAR
from model.summary.values.durations import in_words

FIELDS = {
    "agreement_date": "agreement date",
    "effective_date": "effective date",
    "expiration_date": "expiration date",
    "term": "term",
    "renewal_term": "renewal term",
    "renewal_notice": "non-renewal notice period",
    "governing_law": "governing law",
    "liability_cap": "cap on liability",
}
_CLOSED = re.compile(
    rf"{REDACTED.pattern}|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b|\b{MONTH}\s\d{{1,2}},?\s\d{{4}}\b",
    re.IGNORECASE,
)
# Tolerance for durations, since a month is 30 or 31 days.
_ALIKE = 0.02
_NO_YEAR = re.compile(NO_YEAR, re.IGNORECASE)
_DAYS_IN_A_YEAR = 365.25
# "Within 180 days prior to the end": a notice on the last day is in time.
_WINDOW = re.compile(
    r"\bwithin\s[^.;,]{0,40}?\b(?:days|months)[’']?\s(?:[a-z]+\s)?(?:prior|before|preceding)\b", re.IGNORECASE
)


def lacks_a_year(field: Value) -> bool:
    """Whether a date is written but for its year: "this 1st day of December"."""
    return _NO_YEAR.search(field.text) is not None


def out_of_limits(rule: Rule, field: Value | LiabilityCap) -> Hit | None:
    """How a value breaks a rule, and what the rule asks for; None if it does not, or cannot be compared."""
    assert rule.field is not None
    name = FIELDS[rule.field]
    if rule.filled_in:
        # A date above a blank line counts as filled in, and so does a redacted value.
        open_ = isinstance(field, Value) and field.gap == "open" and not _CLOSED.search(field.text)
        lacks = "gives no year" if isinstance(field, Value) and lacks_a_year(field) else "is left blank"
        return Hit(f"The {name} {lacks}.", norm="The date is stated.") if open_ else None
    if rule.one_of or rule.none_of:
        return _named(rule, field)
    if rule.at_least and isinstance(field, LiabilityCap) and field.bound == "lesser_of" and field.other:
        return _least(rule, field)
    if rule.at_least and isinstance(field, LiabilityCap) and _is_nominal(field):
        least = comparable(rule.at_least)
        norm = f"At least {possessive(in_words(rule.at_least))} fees." if least and least[0] == "duration" else None
        return Hit(f"The {name} is {_in_words(field)}.", norm=norm) if norm else None
    limit = rule.at_most or rule.at_least
    if limit is None or not _comparable(rule, field):
        return None
    value = _plain(field)
    bound, actual = comparable(limit), comparable(value or "")
    if not (value and bound and actual and bound[0] == actual[0]):
        return None
    # A cap may be a multiple of a period's fees: "twice six months' fees".
    amount = actual[1] * (
        field.value.multiple if isinstance(field, LiabilityCap) and isinstance(field.value, Fees) else 1
    )
    shown = _in_words(field)
    wanted = in_words(limit)
    if isinstance(field, LiabilityCap) and bound[0] == "duration":
        wanted = f"{possessive(wanted)} {_paid_as(field)}"
    alike = _ALIKE if bound[0] == "duration" else 0.0
    if rule.at_most and amount > bound[1] * (1 + alike):
        return Hit(f"The {name} is {shown}.", norm=f"At most {wanted}.")
    if rule.at_least and amount < bound[1] * (1 - alike):
        return Hit(f"The {name} is {shown}.", norm=f"At least {wanted}.")
    return None


# No claim worth a letter is smaller, in any of these currencies.
_NOMINAL = 100.0
_HARD_CURRENCY = re.compile(r"(?:USD|EUR|GBP|CHF|AUD|CAD|NZD|SGD)\s")


def _is_nominal(cap: LiabilityCap) -> bool:
    """Whether a cap is a sum so small that nobody would sue for it: "our liability shall not exceed $5"."""
    if cap.other or not isinstance(cap.value, Money) or not _HARD_CURRENCY.match(cap.value.amount):
        return False
    amount = comparable(cap.value.amount)
    return amount is not None and 0 < amount[1] <= _NOMINAL and not is_claim_specific_cap(cap.text) and not cap.scope


def due_at_once(rule: Rule, summary: Summary) -> str | None:
    """What it means for a notice period that it is as long as the first term; None if it is shorter, or unknown."""
    if rule.field != "renewal_notice" or not (summary.renewal_notice and summary.term):
        return None
    notice, first = (comparable(one.value or "") for one in (summary.renewal_notice, summary.term))
    if not (notice and first and notice[0] == first[0]) or notice[1] < first[1] * (1 - _ALIKE):
        return None
    return "The first term is no longer than that, so that notice against the first renewal is due when it begins."


def _least(rule: Rule, cap: LiabilityCap) -> Hit | None:
    """How the lesser of several amounts breaks a rule: by any of them that does."""
    for limit in (cap.value, *cap.other):
        alone = cap.model_copy(update={"value": limit, "other": [], "bound": None})
        if hit := out_of_limits(rule, alone):
            return hit._replace(said=f"The {FIELDS['liability_cap']} is at most {_in_words(alone)}.")
    return None


def too_long(rule: Rule, summary: Summary) -> Hit | None:
    """How the length of a contract that states only its start and end breaks a rule about its term."""
    start, end = summary.effective_date or summary.agreement_date, summary.expiration_date
    limit = comparable(rule.at_most or "")
    if not (start and end and limit) or end.bound:
        return None
    first, last = comparable(start.value or ""), comparable(end.value or "")
    if not (first and last and first[0] == last[0] == "date") or last[1] - first[1] <= limit[1] * (1 + _ALIKE):
        return None
    years = f"about {round((last[1] - first[1]) / _DAYS_IN_A_YEAR)} years"
    said = f"The contract runs until {written(end.value or '')}, {years}."
    return Hit(said, clauses=[end.source], norm=f"At most {in_words(rule.at_most or '')}.")


def _comparable(rule: Rule, field: Value | LiabilityCap) -> bool:
    """Whether a value can be compared with the rule's limit. A long renewal or notice matters only if the contract
    renews automatically; a "greater of" cap cannot be compared unless all its amounts are known."""
    if rule.at_most and isinstance(field, Renewal):
        return field.kind == "automatic"
    if rule.at_most and isinstance(field, Notice):
        early = not REMINDER.search(field.text) and not _WINDOW.search(field.text)
        return field.purpose == "against_renewal" and early
    return not (isinstance(field, LiabilityCap) and field.bound == "greater_of")


def _plain(field: Value | LiabilityCap) -> str | None:
    if isinstance(field, LiabilityCap):
        limit = field.value
        return limit.amount if isinstance(limit, Money) else limit.period if isinstance(limit, Fees) else None
    return field.value


def _in_words(field: Value | LiabilityCap) -> str:
    value = written(in_words(_plain(field) or ""))
    if isinstance(field, LiabilityCap) and isinstance(field.value, Fees):
        times = f"{field.value.multiple:g} times " if field.value.multiple != 1 else ""
        return f"{times}{possessive(value)} {_paid_as(field)}"
    return value


_COMMISSIONS = re.compile(r"\bcommissions?\b")  # nothing is paid on "commissioning"


def _paid_as(cap: LiabilityCap) -> str:
    """What the payments are that a cap counts."""
    said = cap.text.lower()
    return "commissions" if _COMMISSIONS.search(said) and "fee" not in said else "fees"


def _named(rule: Rule, field: Value | LiabilityCap) -> Hit | None:
    """A hit if the value is not one of the names that the rule asks for, or is one that it forbids; if several laws
    govern, each is checked."""
    laws = [(law.name, law.code) for law in field.laws] if isinstance(field, Law) else []
    if not laws and isinstance(field, Value) and field.value:
        laws = [(field.value, field.code if isinstance(field, Law) else None)]
    wanted = {name.lower() for name in rule.one_of or rule.none_of or []}
    for value, code in laws:
        known = bool({value.lower(), (code or value).lower()} & wanted)
        if known is not bool(rule.one_of):
            listed = ", ".join(rule.one_of or rule.none_of or [])
            norm = f"One of {listed}." if rule.one_of else f"None of {listed}."
            return Hit(f"The {FIELDS[rule.field or '']} is {value}.", norm=norm)
    return None
