"""What a flag says of a contract in which no cap on liability was found."""

from __future__ import annotations

import re

from chunking.document import Document
from model.playbook.case import Hit
from model.playbook.clause_meaning.liability.exculpation import exculpated, exculpatory_clause
from model.playbook.clause_meaning.polarity import spoken_of
from model.playbook.document_checks.one_sided_terms import in_its_sentence
from model.playbook.document_checks.redactions import REDACTED
from model.playbook.flags.missing_clauses import missing_hit
from model.playbook.flags.rule_context import RuleContext
from model.playbook.quotes import quoted
from model.summary.liability.cap_amounts import cap_of
from model.summary.liability.liability import CAP, caps_kinds_only, is_of_an_offering, is_of_one_event
from model.summary.liability.loss_kinds import LOSS_KINDS
from model.summary.liability.total_exclusion import excludes_all
from model.summary.parties.sides import BOTH
from model.summary.text.wording import listed, possessive

# Excluding liability above an amount is a cap, no matter what else the clause excludes.
_CAPS_ALL = re.compile(
    r"\b(?:amounts?|liabilit\w+|damages|liable)\b[^.;]{0,60}?\b(?:exceed\w*|in\sexcess)\b[^.;]{0,60}?\b(?:fees|amounts?|sums?|price|paid"
    r"|payable|consideration)\b"
    r"|\b(?:aggregate|total|maximum|entire)\sliability\b[^.;]{0,160}?\b(?:equal\sto|limited\sto)\s(?:the\s)?(?:lesser|lower|greater|higher)\sof\b",
    re.IGNORECASE,
)


# Caps that leave other liability without one, and what a flag says of them.
_PARTIAL = (
    (caps_kinds_only, "the kinds of loss quoted; no cap on direct loss"),
    (is_of_one_event, "the case quoted; no general cap"),
)


def missing_cap(context: RuleContext) -> Hit | None:
    """What the contract says of liability instead of capping it; None if another flag says so."""
    for covers_less, lacks in _PARTIAL:
        if caps := [cap for cap in context.case.summary.other_caps if covers_less(cap.text)]:
            return in_its_sentence(context.case, caps[0], f"The cap on liability covers only {lacks} was found.")
    losses = [term for term in context.case.summary.liability if term.kind == "exclusion"]
    general = (one.text for one in context.case.clauses if one.category == CAP and not is_of_an_offering(one.text))
    if any(_CAPS_ALL.search(text) for text in general):
        return None
    if any(excludes_all(term) for term in losses):
        return None  # a separate check reports this
    document = context.case.document
    spared = exculpatory_clause(document.text) if CAP not in context.unsure else None
    if spared and (not losses or all(LOSS_KINDS.search(term.text) for term in losses)):
        who, faults = exculpated(document.text, spared, context.case.sides)
        whose = f"{possessive(context.case.called(who))} liability" if who and who != BOTH else "liability"
        fault = listed(faults, "or") if faults else "gross negligence, willful misconduct or bad faith"
        less = f"the quoted passage excludes {whose} for anything less than {fault}"
        return Hit(f"No cap on liability was found; {less}.", [spared], unsure=not losses)
    if redacted := _redacted_limit(document):
        said = "No cap on liability was found; the quoted passage, which may contain one, is redacted."
        return Hit(said, [redacted], unsure=True)
    if losses and not (CAP in context.unsure or spoken_of(CAP, document.text) or context.elsewhere):
        said = "No cap on liability was found; the quoted passage excludes only certain losses."
        kinds = [term for term in losses if LOSS_KINDS.search(term.text)]
        return in_its_sentence(context.case, max(kinds or losses, key=lambda term: term.score), said)
    missing = missing_hit(CAP, "cap on liability", context)
    only = "No cap on liability was found; the quoted passage excludes only certain losses."
    return missing._replace(said=only) if _excludes_kinds_only(document, missing) else missing


def _excludes_kinds_only(document: Document, hit: Hit) -> bool:
    """Whether all that a hit quotes excludes indirect losses and limits nothing."""
    passages = [one.text for one in quoted(document, hit.spans)]
    return bool(passages) and all(LOSS_KINDS.search(one) and not cap_of(one) for one in passages)


_OF_LIABILITY = re.compile(r"\blimit\w*\s(?:of|on)\sliabilit|\bliabilit\w+\slimit", re.IGNORECASE)


def _redacted_limit(document: Document) -> tuple[int, int] | None:
    """The interval of the first redacted sentence under a heading about limits of liability; None if there is none."""
    for segment in document.segments:
        of_liability = segment.heading and _OF_LIABILITY.search(segment.heading[-1])
        if of_liability and REDACTED.search(document.text, segment.start, segment.end):
            return segment.start, segment.end
    return None
