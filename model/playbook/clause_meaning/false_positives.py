"""For each category, whether a sentence only seems to be of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from model.playbook.clause_meaning.by_category.changes_of_control import no_change_of_control
from model.playbook.clause_meaning.by_category.commitments import no_commitment
from model.playbook.clause_meaning.by_category.favored_terms import favors_nobody
from model.playbook.clause_meaning.by_category.first_refusal import no_first_refusal
from model.playbook.clause_meaning.by_category.fixed_sums import no_fixed_sum
from model.playbook.clause_meaning.by_category.inspections import no_audit_right
from model.playbook.clause_meaning.by_category.ip_not_assigned import assigns_nothing
from model.playbook.clause_meaning.by_category.ip_ownership import no_lasting_license, not_joint
from model.playbook.clause_meaning.by_category.not_restraining import (
    bars_no_customers,
    bars_no_employees,
    no_non_compete,
)
from model.playbook.clause_meaning.liability.uncapped import not_uncapped
from model.summary.fallbacks.resembling import is_on_publicity
from model.summary.whose_rights.exclusivity import restrains_nobody

_FORUM = re.compile(
    r"\b(?:contest|challeng|disput|question|object)\w*(?:\sor\s\w+)?\s(?:(?!in\b)\w+\s){0,4}?(?:jurisdiction|venue|forum)\b"
    r"|\b(?:contest|challeng|oppos|object)\w*\s(?:to\s)?(?:the\s)?(?:enforcement|recognition|validity)\sof\s(?:the|any|an|such)\s(?:\w+\s)?(?:award|judge?ment)",
    re.IGNORECASE,
)
# "Shall not oppose an injunction": how a breach is met in court, and no claim that anybody gives up.
_RELIEF = re.compile(
    r"\b(?:contest|challeng|oppos|object|disput|question)\w*\b[^.;]{0,100}?\b(?:(?:equitable|injunctive)\s(?:or\s\w+\s)?(?:relief|remed\w+)"
    r"|injunctions?|specific\sperformance|restraining\sorders?|remedy\sat\slaw)\b",
    re.IGNORECASE,
)
_RIGHTS_OF_ANOTHER = re.compile(
    r"\b(?:validity|ownership|title|enforceability|marks?|patents?|copyrights?)\b|\bsue\b", re.IGNORECASE
)
# "Employer will not contest a claim for unemployment benefits" gives up no right of its own.
_BENEFITS = re.compile(
    r"\b(?:contest|challeng|oppos|disput|appeal|object|interfer)\w*\b[^.;]{0,100}?\b(?:unemployment|workers[’']?\scompensation|jobless|social\ssecurity)\b",
    re.IGNORECASE,
)
# "We may revoke the license if you claim that we infringe": a claim may be made, at that price.
_AT_A_PRICE = re.compile(
    r"\b(?:revoke|terminate|end|withdraw|suspend)s?\s(?:the|this|its|any|such)\s(?:\w+\s){0,4}?licen[cs]es?\b(?:[^.;]|\.\d){0,120}?\bif\b[^.;]{0,120}?\bclaims?\b",
    re.IGNORECASE,
)
# "May decide whether or not to oppose trademarks of others" gives a choice.
_MAY_CHOOSE = re.compile(
    r"\b(?:decide|determine|elect|discretion)\b[^.;]{0,80}?\bwhether\s(?:or\snot\s)?to\s(?:oppose|contest|challenge|sue|institute|bring|defend|enforce)\b",
    re.IGNORECASE,
)
# "Except as provided in Section 8, there are no third party beneficiaries" names none.
_NONE_BUT = re.compile(
    r"\bexcept\sas\b[^.;]{0,60}\b(?:provided|set\sforth|stated|disclosed|specified)\b[^.;]{0,160}\b(?:no|not|nothing)\b",
    re.IGNORECASE,
)
_INSURED = re.compile(
    r"\b(?:maintain|carry|keep|procure|obtain)\w*\b[^.]{0,300}?\b(?:insurance|coverage)\b", re.IGNORECASE
)


def _leaves_rights_alone(sentence: str) -> bool:
    """Whether a sentence is about a forum, about relief in court for a breach, about what is said in public or about
    benefits that the law gives somebody, ends a license if somebody makes a claim, or leaves it to a party whether to
    make one."""
    if _RELIEF.search(sentence) and not _RIGHTS_OF_ANOTHER.search(sentence):
        return True
    return is_on_publicity(sentence) or any(
        words.search(sentence) for words in (_FORUM, _BENEFITS, _AT_A_PRICE, _MAY_CHOOSE)
    )


def _benefits_nobody_else(sentence: str) -> bool:
    return _NONE_BUT.search(sentence) is not None


def _is_insurance(sentence: str) -> bool:
    """Whether a party warrants to keep insurance for some years."""
    return _INSURED.search(sentence) is not None


FALSE_POSITIVES: dict[str, Callable[[str], bool]] = {
    "Audit Rights": no_audit_right,
    "Change Of Control": no_change_of_control,
    "Covenant Not To Sue": _leaves_rights_alone,
    "Exclusivity": restrains_nobody,
    "Ip Ownership Assignment": assigns_nothing,
    "Irrevocable Or Perpetual License": no_lasting_license,
    "Joint Ip Ownership": not_joint,
    "Liquidated Damages": no_fixed_sum,
    "Minimum Commitment": no_commitment,
    "Most Favored Nation": favors_nobody,
    "No-Solicit Of Customers": bars_no_customers,
    "No-Solicit Of Employees": bars_no_employees,
    "Non-Compete": no_non_compete,
    "Rofr/Rofo/Rofn": no_first_refusal,
    "Third Party Beneficiary": _benefits_nobody_else,
    "Uncapped Liability": not_uncapped,
    "Warranty Duration": _is_insurance,
}
