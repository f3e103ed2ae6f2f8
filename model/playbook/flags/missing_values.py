"""What a flag says of a value of the summary that was not found."""

from __future__ import annotations

from model.playbook.case import Hit
from model.playbook.categories import missing_phrase
from model.playbook.clause_meaning.polarity import asserted
from model.playbook.document_checks.general_releases import is_a_release
from model.playbook.flags.missing_cap import missing_cap
from model.playbook.flags.missing_clauses import missing_hit
from model.playbook.flags.rule_context import RuleContext
from model.playbook.subject_matter import (
    ENDS_WHEN_DONE,
    are_terms_of_bookings,
    are_terms_of_orders,
    has_its_term_elsewhere,
    is_for_one_event,
    is_meant_to_last,
    is_one_sale,
    is_over_on_a_day,
    leaves_nothing_to_assign,
)
from model.playbook.value_rules import FIELDS


def missing_field_hit(field: str, context: RuleContext) -> Hit | None:
    """What to say of a summary field that has no value; None if the contract can do without it."""
    if field == "liability_cap":
        return missing_cap(context)
    if field == "expiration_date" and _needs_no_end(context):
        return None
    category = "Expiration Date" if field == "expiration_date" else ""
    return missing_hit(category, missing_phrase(category) if category else FIELDS[field], context)


def _needs_no_end(context: RuleContext) -> bool:
    text = context.case.document.text
    lasts = is_over_on_a_day(text) or is_for_one_event(text) or is_one_sale(text) or is_meant_to_last(text)
    kind, renewed = context.case.summary.document_type, context.case.summary.renewal_term
    if kind and kind.kind in ENDS_WHEN_DONE:
        return True
    if renewed and (renewed.value or renewed.kind == "automatic"):
        return True  # it ends with any period that is not renewed
    ordered = (
        are_terms_of_orders(text)
        or are_terms_of_bookings(text)
        or has_its_term_elsewhere(text)
        or is_a_release(context.case)
    )
    return _can_end_or_need_not(context) or lasts or ordered or leaves_nothing_to_assign(text)


def _can_end_or_need_not(context: RuleContext) -> bool:
    """Whether a party may end the contract on notice, or the contract grants rights that are meant to last."""
    perpetual = "Irrevocable Or Perpetual License"
    lasting = any(one.category == perpetual and asserted(perpetual, one.text) for one in context.case.clauses)
    return lasting or context.ends_at_will
