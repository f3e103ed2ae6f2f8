"""Applies a playbook's rules to a contract: what is missing, unwelcome or needs a look, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.playbook.case import Case, Hit, about_clauses
from model.playbook.categories import missing_phrase, possible_phrase, present_phrase
from model.playbook.clause_meaning.by_category.changes_of_control import changed
from model.playbook.clause_meaning.by_category.restraints import restrains_dealings_only
from model.playbook.clause_meaning.liability.cap_exceptions import are_usual, cap_exceptions, in_a_sentence
from model.playbook.clause_meaning.polarity import asserted
from model.playbook.clause_meaning.rights_by_party.assignments import (
    bars_handing_on_the_license,
    grants_a_personal_license,
    needs_consent,
    points_to_a_restriction,
)
from model.playbook.clause_meaning.rights_by_party.terminations import ended_by_someone_unknown, terminations
from model.playbook.document_checks.attachments import SIGNED
from model.playbook.document_checks.contract_checks import CHECKS, INSTEAD_OF
from model.playbook.document_checks.one_sided_terms import in_its_sentence
from model.playbook.flags.advice.already_in_clause import (
    remaining_advice,
)
from model.playbook.flags.advice.ruled_out_by_contract import needless_advice, without_needless_exceptions
from model.playbook.flags.clauses_found import (
    HELD,
    bound_in_turn,
    held_by_the_other,
    matters_less,
    present_message,
    worth_a_flag,
)
from model.playbook.flags.missing_clauses import (
    bar_on_the_license_only,
    can_be,
    missing_hit,
    possible_restriction,
)
from model.playbook.flags.missing_values import missing_field_hit
from model.playbook.flags.reasons_answered_by_contract import reason_of
from model.playbook.flags.rule_context import RuleContext
from model.playbook.not_agreed import is_in_a_library, is_switched_off
from model.playbook.playbook_format import Must, Playbook, Rule, Severity
from model.playbook.quotes import Span, around, defined_in, quoted, spans_of
from model.playbook.subject_matter import (
    are_terms_of_bookings,
    is_an_appearance,
    is_derivative,
    is_employment,
    is_paid_for,
    leaves_nothing_to_assign,
)
from model.playbook.value_rules import due_at_once, lacks_a_year, out_of_limits, too_long
from model.schema import NORM, Absent, Clause, Flag, LiabilityCap, Party, Summary, Value
from model.summary.related.related_agreements import incorporated
from model.summary.sure_clauses import is_sure

_ORDER = [severity.value for severity in Severity]
# The rules of the two flags on the document as a whole.
NOT_A_CONTRACT_RULE, POSSIBLY_NOT_A_CONTRACT_RULE = f"{NORM}document", f"{NORM}doubtful"
# A contract that states a term but no expiration date still says when it ends.
_ALSO = {"expiration_date": "term"}
# A flag about the first subject repeats one about any of the others if both quote the same passage.
_SUPERSEDED_BY = {
    "Change Of Control": {"Liquidated Damages"},
    "Exclusivity": {"Non-Compete"},  # which says more: what business it is
    "agreement_date": {"effective_date"},
    "automatic-renewal": {"renewal_notice", "renewal_term", "renewal-without-notice"},
}
_SUCCESSORS = re.compile(
    r"\b(?:binding\s(?:up)?on|bind|inures?\sto|benefit\sof(?!\s(?:\w+\s)?creditors))\b[^.;]{0,160}?\b(?:successors?|assigns|assignees)\b",
    re.IGNORECASE,
)


def by_severity(flags: Sequence[Flag]) -> list[Flag]:
    """The most severe first, and of these the sure ones, otherwise in the given order; a doubt about the whole document
    comes before all."""
    doubt = POSSIBLY_NOT_A_CONTRACT_RULE
    return sorted(flags, key=lambda flag: (flag.rule != doubt, _ORDER.index(flag.severity), flag.unsure))


def raise_flags(playbook: Playbook, case: Case, clauses: Sequence[Clause], absent: Sequence[Absent]) -> list[Flag]:
    """The flags of all rules that apply to this type of agreement, the most severe first. ``clauses`` are all clauses
    of the review, ``absent`` the categories that were looked for and not found."""
    candidates = {one.category: one.candidate for one in absent if one.candidate is not None}
    unsure = {one: number for one, number in candidates.items() if can_be(one, clauses[number].text)}
    context = RuleContext(case, unsure, {})
    kind = case.summary.document_type.kind if case.summary.document_type else None
    kinds = {kind, "Service"} if context.is_for_services else {kind}
    kinds = set() if is_employment(case.document.text) else kinds
    rules = [rule for rule in playbook.rules if not rule.types or kinds & set(rule.types)]
    hits = {rule.id: list(CHECKS[rule.check](case)) for rule in rules if rule.check}
    for rule in rules:
        category = INSTEAD_OF.get(rule.check or "")
        if category and hits[rule.id]:
            context.said[category] = [clause for hit in hits[rule.id] for clause in about_clauses(hit)]
    raised: list[Flag] = []
    for rule in rules:
        if rule.check:
            found: Sequence[Hit] = hits[rule.id]
        elif rule.clause:
            found = list(_about_clause(rule, context))
        else:
            found = list(_about_field(rule, context))
        raised += [_flag(rule, hit, context, clauses) for hit in found]
    return by_severity(_once(raised, {rule.id: rule.clause or rule.field or rule.check for rule in rules}))


def _once(raised: Sequence[Flag], subjects: dict[str, str | None]) -> list[Flag]:
    """Removes flags that repeat another flag about the same passage (``_SUPERSEDED_BY``)."""
    # What keeps a party from some dealings without keeping it from competing is exclusivity, no non-compete.
    dealings = {
        flag.rule
        for flag in raised
        if subjects[flag.rule] == "Non-Compete" and restrains_dealings_only([quote.text for quote in flag.quotes])
    }
    kept = []
    for flag in raised:
        by = {"Exclusivity"} if flag.rule in dealings else _SUPERSEDED_BY.get(subjects[flag.rule] or "", set())
        above = [other for other in raised if subjects[other.rule] in by and other.rule not in dealings]
        others = [quote.interval for other in above for quote in other.quotes]
        own = [quote.interval for quote in flag.quotes]
        if not own or not all(any(one[0] < two[1] and two[0] < one[1] for two in others) for one in own):
            kept.append(flag)
    return kept


def _about_clause(rule: Rule, context: RuleContext) -> Iterator[Hit]:
    assert rule.clause is not None
    text = context.case.document.text
    saying = [
        clause
        for clause in context.case.clauses
        if clause.category == rule.clause
        and not is_in_a_library(text, clause.interval[0])
        and not is_switched_off(text, clause.interval[0])
        and asserted(rule.clause, clause.text)
    ]
    if rule.must is not Must.BE_THERE:
        yield from _about_what_it_says(rule, rule.clause, saying, context)
    elif not (saying or rule.clause in context.said or context.needs_no_terms or _is_dealt_with(rule.clause, context)):
        yield _missing(rule.clause, context)


def _is_dealt_with(category: str, context: RuleContext) -> bool:
    """Whether a contract without a clause of a category needs none: another document has it, or it is implied."""
    if category == "Anti-Assignment" and _bars_assignment_by_itself(context):
        return True
    # "other-document" quotes what is incorporated
    return category not in context.unsure and incorporated(category, context.case.document) is not None


def _bars_assignment_by_itself(context: RuleContext) -> bool:
    """Whether nobody could assign the contract anyway: consent is needed, or another section restricts it, or it is
    personal, or nothing is left to assign."""
    document, kind = context.case.document, context.case.summary.document_type
    is_a_license = kind is not None and kind.kind == "License"  # by its title, a license is all that it grants
    return (
        needs_consent(document)
        or points_to_a_restriction(document)
        or grants_a_personal_license(document)
        or (is_a_license and bars_handing_on_the_license(document))
        or leaves_nothing_to_assign(document.text)
        or is_employment(document.text)  # nobody else can do an employee's work
        or is_an_appearance(document.text)
        or are_terms_of_bookings(document.text)
    )


def _missing(category: str, context: RuleContext) -> Hit:
    """What a flag says of a clause that is not there."""
    missing = possible_restriction(category, context) or missing_hit(category, missing_phrase(category), context)
    if category != "Anti-Assignment" or missing.unsure:
        return missing
    if binds := _SUCCESSORS.search(context.case.document.text):
        only = "speaks only of successors or assigns, and says nothing of when an assignment is permitted"
        return Hit(f"{missing.said} The quoted passage {only}.", [binds.span()])
    return bar_on_the_license_only(context) or missing


def _about_what_it_says(rule: Rule, category: str, saying: Sequence[Clause], context: RuleContext) -> Iterator[Hit]:
    """The flag on clauses that need a look or are unwelcome, except on those that a check has already flagged."""
    case, flagged = context.case, context.said.get(category, [])
    norm = f"The playbook does not accept {present_phrase(category)}." if rule.must is Must.BE_ABSENT else None
    if category == "Uncapped Liability":
        excepted = cap_exceptions(case.summary, case.clauses, case.document.text)
        if found := [one for one in excepted if one.clause not in flagged]:
            words = [word for one in found for word in one.words]
            spans = [Span(one.start, one.end, one.clause) for one in found]
            usual = norm is None and are_usual(words, case.document.text)
            yield Hit(in_a_sentence(words), spans, norm=norm, matters_less=usual)
            return
    left = sorted((clause for clause in saying if clause.id not in flagged), key=lambda clause: -clause.score)
    if left := worth_a_flag(rule, left, case):
        if not any(map(is_sure, left)):
            possible = f"The quoted passage may be {possible_phrase(category)}."
            yield Hit(possible, clauses=[clause.id for clause in left], norm=norm, unsure=True)
            return
        bound = list(bound_in_turn(category, left, case.document.text))
        held = list(terminations(case.document, case.sides)) if category in HELD else []
        unknown = list(ended_by_someone_unknown(case.document, case.sides)) if category in HELD else []
        message = present_message(category, left, bound, held, unknown, case)
        also = bound or list(held_by_the_other(category, left, held, case.sides))
        minor = matters_less(category, left)
        yield Hit(message, [*also, *unknown], clauses=[clause.id for clause in left], norm=norm, matters_less=minor)


def _about_field(rule: Rule, context: RuleContext) -> Iterator[Hit]:
    assert rule.field is not None
    summary = context.case.summary
    field: Value | LiabilityCap | None = getattr(summary, rule.field)
    if rule.must is Must.BE_THERE:
        other = getattr(summary, _ALSO[rule.field]) if rule.field in _ALSO else None
        if field is None and other is None and not context.needs_no_terms:
            text = context.case.document.text
            if rule.field == "liability_cap" and rule.types and (not is_paid_for(text) or is_derivative(text)):
                return  # a title alone ("Marketing Agreement", of shares) does not say that something is paid for
            missing = missing_field_hit(rule.field, context)
            if missing:
                yield missing
    elif rule.field == "renewal_term" and context.either_ends_at_will:
        return  # nobody is bound for the whole of a renewal
    elif field is not None and not (rule.filled_in and _in_attachment(field, context.case)):
        broken = out_of_limits(rule, field)
        if broken and rule.field == "effective_date" and (dated := _date_referred_to(field, summary)):
            lacks = "gives no year" if lacks_a_year(dated) else "is left blank"
            blank = f"The agreement date, from which the contract takes effect, {lacks}."
            yield Hit(blank, clauses=[dated.source], norm=broken.norm)
        elif broken:
            said = Hit(broken.said, clauses=[field.source])
            said = in_its_sentence(context.case, field, broken.said) if isinstance(field, LiabilityCap) else said
            yield said._replace(norm=broken.norm, reason=due_at_once(rule, summary))
    elif rule.field == "term" and (long := too_long(rule, summary)):
        yield long


# "Shall become effective as of the date first set forth above"
_DATE_REFERRED_TO = re.compile(
    r"\bdate\s(?:hereof|of\sthis\b|first\s(?:\w+\s){0,3}above|(?:set\sforth|written|stated)\sabove)|\bfirst\sabove\b",
    re.IGNORECASE,
)


def _date_referred_to(field: Value | LiabilityCap, summary: Summary) -> Value | None:
    """The agreement date, if the words of an open effective date only refer to it and it is the one left blank."""
    dated = summary.agreement_date
    refers = dated and dated.gap == "open" and dated.clause != field.clause and _DATE_REFERRED_TO.search(field.text)
    return dated if refers else None


def _in_attachment(field: Value | LiabilityCap, case: Case) -> bool:
    """Whether a value comes after the signatures, where forms of other documents may be left blank."""
    clause = case.clause(field.source)
    return clause is not None and SIGNED.search(case.document.text, 0, clause.interval[0]) is not None


def _capital(sentence: str, parties: Sequence[Party]) -> str:
    # A name such as "iVolt" or "brooklabs, LLC" keeps its own capitals.
    named = any(sentence.startswith(party.name) for party in parties)
    return sentence if named or sentence[1:2].isupper() else sentence[:1].upper() + sentence[1:]


def _severity(rule: Rule, hit: Hit) -> str:
    # what is missing for want of a sure clause is likely to be there
    if hit.unsure and rule.must is Must.BE_THERE:
        return Severity.LOW.value
    number = _ORDER.index(rule.severity.value) + hit.matters_less
    return _ORDER[min(number, len(_ORDER) - 1)]


def _flag(rule: Rule, hit: Hit, context: RuleContext, clauses: Sequence[Clause]) -> Flag:
    document = context.case.document
    quotes = quoted(document, [*spans_of(rule.clause, hit.clauses, clauses), *hit.spans])
    passages = [quote.text for quote in quotes] + [clauses[number].text for number in hit.clauses]
    said = " ".join(" ".join(passages).split())
    suggestion = None
    near = around(document, quotes)
    reason = hit.reason or reason_of(rule.reason, rule.clause, [quote.text for quote in quotes], document, near)
    if rule.clause == "Change Of Control" and (who := changed([quote.text for quote in quotes], context.case.sides)):
        reason = reason.replace("merger of a party", f"merger of {context.case.called(who)}")
    if rule.suggestion and hit.advisable:
        defined = defined_in(said, context.definitions)
        needless = tuple(needless_advice(rule, context, near))
        advice = without_needless_exceptions(rule.suggestion, document.text)
        suggestion = remaining_advice(advice, rule.clause, said, near, needless, defined)
    if len(context.case.summary.parties) > 2:
        reason = reason.replace("either party", "any party")
        suggestion = suggestion and suggestion.replace("either party", "any party")
    return Flag(
        rule=rule.id,
        severity=_severity(rule, hit),
        why=f"{_capital(hit.said.replace('..', '.'), context.case.summary.parties)} {reason}",
        norm=hit.norm,
        unsure=hit.unsure,
        suggestion=suggestion,
        clauses=about_clauses(hit),
        quotes=quotes,
    )
