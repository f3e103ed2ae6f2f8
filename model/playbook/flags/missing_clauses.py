"""What a flag says of a clause or value that was not found."""

from __future__ import annotations

import re

from chunking.document import Document
from model.playbook.case import Hit
from model.playbook.categories import missing_phrase
from model.playbook.clause_meaning.false_positives import INDIRECT_LOSS
from model.playbook.clause_meaning.liability.exculpation import exculpated, exculpatory_clause
from model.playbook.clause_meaning.liability.total_exclusion import excludes_all
from model.playbook.clause_meaning.polarity import asserted, spoken_of
from model.playbook.clause_meaning.rights_by_party import (
    LIMITED,
    RESTRICTED,
    assignments,
)
from model.playbook.document_checks.one_sided_terms import in_its_sentence
from model.playbook.document_checks.redactions import REDACTED
from model.playbook.flags.rule_context import RuleContext
from model.playbook.quotes import quoted
from model.playbook.subject_matter import (
    is_over_on_a_day,
    leaves_nothing_to_assign,
)
from model.playbook.value_rules import FIELDS
from model.schema import Formula
from model.summary.liability.cap_amounts import cap_of
from model.summary.liability.liability import CAP, caps_kinds_only, is_of_an_offering, sentences
from model.summary.parties.sides import BOTH
from model.summary.related.related_agreements import incorporated
from model.summary.text.headings import headed
from model.summary.text.values import listed, possessive

# Excluding liability above an amount is a cap, no matter what else the clause excludes.
_CAPS_ALL = re.compile(
    r"\b(?:amounts?|liabilit\w+|damages|liable)\b[^.;]{0,60}?\b(?:exceed\w*|in\sexcess)\b[^.;]{0,60}?\b(?:fees|amounts?|sums?|price|paid"
    r"|payable|consideration)\b",
    re.IGNORECASE,
)


def possible_restriction(category: str, context: RuleContext) -> Hit | None:
    """If the contract says when a party may assign it: a hit saying that those words may be the restriction that was
    not found."""
    if category != "Anti-Assignment":
        return None
    rights = [
        one for one in assignments(context.case.document, context.case.sides) if one.kind in (LIMITED, RESTRICTED)
    ]
    unsure = f"No clear {missing_phrase(category)} was found, but the quoted passage may be one."
    return Hit(unsure, [(rights[0].start, rights[0].end)], unsure=True) if rights else None


def can_be(category: str, text: str) -> bool:
    """Whether an uncertain candidate says what clauses of its category say; a cap must name an amount."""
    if category == CAP:
        return any(not isinstance(limit, Formula) for one in sentences(text) for limit in cap_of(one))
    if category == "Anti-Assignment" and _MADE_HERE.search(text) and not _DENIED.search(text):
        return False
    return asserted(category, text) is not None


# "Shipper hereby makes a partial assignment of its rights": an assignment, and no restriction on one.
_MADE_HERE = re.compile(
    r"\bhereby\s(?:(?:irrevocably|also|further)\s)?(?:assigns?|transfers?|makes?\s(?:\w+\s){0,2}?(?:assignment|transfer))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|neither|nor|without|consent|approval)\b", re.IGNORECASE)


def missing_hit(category: str, name: str, context: RuleContext) -> Hit:
    """A hit saying that something is missing, or, if a candidate or the contract's wording hints at it, that this is
    uncertain."""
    unsure = f"No clear {name} was found, but the quoted passage may be one."
    if category in context.unsure:
        return Hit(unsure, clauses=[context.unsure[category]], unsure=True)
    if context.elsewhere:
        named = f"No {name} was found; it may be in {context.elsewhere.name}, which is not attached."
        return Hit(named, [(context.elsewhere.start, context.elsewhere.end)], unsure=True)
    document = context.case.document
    if other := incorporated(category, document):
        said = f"No {name} was found here; the {possessive(other.name)} clauses on this are incorporated by reference."
        check = f"Check what the {other.name} says."
        return Hit(said, [(other.start, other.end)], unsure=True, advisable=False, reason=check)
    below = headed(category, document)
    spoken = spoken_of(category, document.text) or (below and (below.start, below.end))
    return Hit(unsure, [spoken], unsure=True) if spoken else Hit(f"No {name} was found.")


def missing_field_hit(field: str, context: RuleContext) -> Hit | None:
    """What to say of a summary field that has no value; None if the contract can do without it."""
    if field == "liability_cap":
        return _missing_cap(context)
    if field == "expiration_date" and _needs_no_end(context):
        return None
    category = "Expiration Date" if field == "expiration_date" else ""
    return missing_hit(category, missing_phrase(category) if category else FIELDS[field], context)


def _missing_cap(context: RuleContext) -> Hit | None:
    """What the contract says of liability instead of capping it; None if another flag says so."""
    if of_kinds := [cap for cap in context.case.summary.other_caps if caps_kinds_only(cap.text)]:
        said = "The cap on liability covers only the kinds of loss quoted; no cap on direct loss was found."
        return in_its_sentence(context.case, of_kinds[0], said)
    losses = [term for term in context.case.summary.liability if term.kind == "exclusion"]
    general = (one.text for one in context.case.clauses if one.category == CAP and not is_of_an_offering(one.text))
    if any(_CAPS_ALL.search(text) for text in general):
        return None
    if any(excludes_all(term) for term in losses):
        return None  # a separate check reports this
    document = context.case.document
    if CAP not in context.unsure and not losses and (spared := exculpatory_clause(document.text)):
        who, faults = exculpated(document.text, spared, context.case.sides)
        whose = f"{possessive(context.case.called(who))} liability" if who and who != BOTH else "liability"
        fault = listed(faults, "or") if faults else "gross negligence, willful misconduct or bad faith"
        less = f"the quoted passage excludes {whose} for anything less than {fault}"
        return Hit(f"No cap on liability was found; {less}.", [spared], unsure=True)
    if redacted := _redacted_limit(document):
        said = "No cap on liability was found; the quoted passage, which may contain one, is redacted."
        return Hit(said, [redacted], unsure=True)
    if losses and not (CAP in context.unsure or spoken_of(CAP, document.text) or context.elsewhere):
        said = "No cap on liability was found; the quoted passage excludes only certain losses."
        kinds = [term for term in losses if INDIRECT_LOSS.search(term.text)]
        return in_its_sentence(context.case, max(kinds or losses, key=lambda term: term.score), said)
    missing = missing_hit(CAP, "cap on liability", context)
    only = "No cap on liability was found; the quoted passage excludes only certain losses."
    return missing._replace(said=only) if _excludes_kinds_only(document, missing) else missing


def _excludes_kinds_only(document: Document, hit: Hit) -> bool:
    """Whether all that a hit quotes excludes indirect losses and limits nothing."""
    passages = [one.text for one in quoted(document, hit.spans)]
    return bool(passages) and all(INDIRECT_LOSS.search(one) and not cap_of(one) for one in passages)


_OF_LIABILITY = re.compile(r"\blimit\w*\s(?:of|on)\sliabilit|\bliabilit\w+\slimit", re.IGNORECASE)


def _redacted_limit(document: Document) -> tuple[int, int] | None:
    """The interval of the first redacted sentence under a heading about limits of liability; None if there is none."""
    for segment in document.segments:
        of_liability = segment.heading and _OF_LIABILITY.search(segment.heading[-1])
        if of_liability and REDACTED.search(document.text, segment.start, segment.end):
            return segment.start, segment.end
    return None


def _needs_no_end(context: RuleContext) -> bool:
    text = context.case.document.text
    return _can_end_or_need_not(context) or is_over_on_a_day(text) or leaves_nothing_to_assign(text)


def _can_end_or_need_not(context: RuleContext) -> bool:
    """Whether a party may end the contract on notice, or the contract grants rights that are meant to last."""
    perpetual = "Irrevocable Or Perpetual License"
    lasting = any(one.category == perpetual and asserted(perpetual, one.text) for one in context.case.clauses)
    return lasting or context.ends_at_will
