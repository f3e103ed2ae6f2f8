"""Applies a playbook's rules to a contract: what is missing, unwelcome or needs a look, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from chunking.document import Document
from model.playbook.case import Case, Hit, about_clauses, depends, operative_sentences
from model.playbook.categories import missing_phrase, present_phrase
from model.playbook.clause_meaning.cap_exceptions import cap_exceptions, in_a_sentence
from model.playbook.clause_meaning.clause_summaries import holds_on_its_own, in_turn, statement
from model.playbook.clause_meaning.commitments import is_mere_target
from model.playbook.clause_meaning.excluded_lists import GRANTS, is_left_out
from model.playbook.clause_meaning.exculpation import exculpated, exculpatory_clause
from model.playbook.clause_meaning.false_positives import INDIRECT_LOSS, unlimited
from model.playbook.clause_meaning.inspections import is_limited
from model.playbook.clause_meaning.polarity import asserted, spoken_of
from model.playbook.clause_meaning.restraints import restrains_dealings_only
from model.playbook.clause_meaning.rights_by_party import (
    LIMITED,
    RESTRICTED,
    assignments,
    needs_consent,
    terminable,
    terminations,
    terminators,
)
from model.playbook.clause_meaning.total_exclusion import excludes_all
from model.playbook.document_checks.attachments import SIGNED, NotAttached, terms_not_attached
from model.playbook.document_checks.contract_checks import CHECKS, INSTEAD_OF
from model.playbook.document_checks.one_sided_terms import in_its_sentence
from model.playbook.document_checks.redactions import REDACTED
from model.playbook.playbook_format import Must, Playbook, Rule, Severity
from model.playbook.quotes import Span, around, defined_in, definitions, lead_in, quoted, spans_of
from model.playbook.reason_overrides import reason_of
from model.playbook.subject_matter import (
    WORKED,
    is_certificate,
    is_employment,
    is_for_services,
    is_over_on_a_day,
    is_paid_for,
    leaves_nothing_to_assign,
)
from model.playbook.suggestion_filter import (
    COMPETITOR,
    END_DATE,
    EXCUSED,
    HAS_TERRITORY,
    LICENSE_ENDS,
    PAID_AT_THE_END,
    RIGHT_TO_TERMINATE,
    SUSPENDED,
    TERRITORY,
    UNCURED_BREACH,
    WORK_DONE,
    remaining_advice,
)
from model.playbook.value_rules import FIELDS, due_at_once, out_of_limits, too_long
from model.schema import NORM, Absent, Clause, Flag, Formula, LiabilityCap, Summary, Value
from model.summary.cap_amounts import cap_of
from model.summary.dates.start_and_term import WITHOUT_END
from model.summary.dates.termination import ends_by_giving_up
from model.summary.headings import headed
from model.summary.liability import CAP, caps_kinds_only, is_of_an_offering, sentences
from model.summary.parties.sides import BOTH, Sides
from model.summary.related.related_agreements import ENDS_WITH, incorporated, related_agreements
from model.summary.values import listed, possessive

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
    r"\b(?:binding\s(?:up)?on|bind|inures?\sto|benefit\sof)\b[^.;]{0,160}?\b(?:successors?|assigns|assignees)\b",
    re.IGNORECASE,
)
_ANY_PARTY = re.compile(r"\bany\s(?:of\sthe\s)?part(?:y|ies)\b", re.IGNORECASE)
# Categories whose flag names the party that holds the right, with the words that follow its name.
_HELD = {"Termination For Convenience": "may terminate for convenience"}


def by_severity(flags: Sequence[Flag]) -> list[Flag]:
    """The most severe first, otherwise in the given order; a doubt about the whole document comes before all."""
    return sorted(flags, key=lambda flag: (flag.rule != POSSIBLY_NOT_A_CONTRACT_RULE, _ORDER.index(flag.severity)))


def raise_flags(playbook: Playbook, case: Case, clauses: Sequence[Clause], absent: Sequence[Absent]) -> list[Flag]:
    """The flags of all rules that apply to this type of agreement, the most severe first. ``clauses`` are all clauses
    of the review, ``absent`` the categories that were looked for and not found."""
    candidates = {one.category: one.candidate for one in absent if one.candidate is not None}
    unsure = {one: number for one, number in candidates.items() if _can_be(one, clauses[number].text)}
    context = _Context(case, unsure, {})
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


@dataclass(frozen=True)
class _Context:
    """The contract; ``unsure``: the clause that may be of a category not found for certain; ``said``: the clauses that
    checks have already flagged, by category. What many rules ask of the whole text is looked for only once."""

    case: Case
    unsure: dict[str, int]
    said: dict[str, list[int]]

    @cached_property
    def elsewhere(self) -> NotAttached | None:
        """The attachment that holds the contract's general terms, if it is not attached."""
        return terms_not_attached(self.case.document)

    @cached_property
    def needs_no_terms(self) -> bool:
        """Whether terms that contracts usually have may be missing: they are in another document, or this one agrees
        nothing."""
        return depends(self.case.summary) or is_certificate(self.case.document.text)

    @cached_property
    def is_for_services(self) -> bool:
        """Whether the contract is about paid services."""
        return is_for_services(self.case.document.text)

    @cached_property
    def ends_with_another(self) -> bool:
        """Whether the contract, or a right under it, ends with another agreement."""
        return any(one.how == ENDS_WITH for one in related_agreements(self.case.document, None))

    @cached_property
    def definitions(self) -> dict[str, str]:
        """The contract's definitions by term."""
        return definitions(self.case.document.text)

    @cached_property
    def pays_at_the_end(self) -> bool:
        """Whether somebody pays for what was done before a termination."""
        return PAID_AT_THE_END.search(self.case.document.text) is not None

    @cached_property
    def ends_at_will(self) -> bool:
        """Whether somebody may end the contract without a reason."""
        return self.case.summary.termination_for_convenience is not None or terminable(self.case.document)


def _about_clause(rule: Rule, context: _Context) -> Iterator[Hit]:
    assert rule.clause is not None
    clauses = [clause for clause in context.case.clauses if clause.category == rule.clause]
    saying = [clause for clause in clauses if asserted(rule.clause, clause.text)]
    if rule.must is Must.BE_THERE:
        consent = rule.clause == "Anti-Assignment" and (
            needs_consent(context.case.document)
            or leaves_nothing_to_assign(context.case.document.text)
            or is_employment(context.case.document.text)  # nobody else can do an employee's work
        )
        # "other-document" quotes what is incorporated
        elsewhere = consent or (rule.clause not in context.unsure and incorporated(rule.clause, context.case.document))
        if not (saying or elsewhere or rule.clause in context.said or context.needs_no_terms):
            missing = _regulated(rule.clause, context) or _missing(rule.clause, missing_phrase(rule.clause), context)
            binds = _SUCCESSORS.search(context.case.document.text) if rule.clause == "Anti-Assignment" else None
            if binds and not missing.unsure:
                only = f"{missing.said} The quoted passage says only that successors or assigns are bound."
                missing = Hit(only, [binds.span()])
            yield missing
        return
    said = context.said.get(rule.clause, [])
    left = sorted((clause for clause in saying if clause.id not in said), key=lambda clause: -clause.score)
    norm = f"The playbook does not accept {present_phrase(rule.clause)}." if rule.must is Must.BE_ABSENT else None
    if rule.clause == "Uncapped Liability":
        excepted = cap_exceptions(context.case.summary, context.case.clauses, context.case.document.text)
        if found := [one for one in excepted if one.clause not in said]:
            words = [word for one in found for word in one.words]
            yield Hit(in_a_sentence(words), [Span(one.start, one.end, one.clause) for one in found], norm=norm)
            return
    if left := _worth_a_flag(rule, left, context.case):
        bound = list(_bound_in_turn(rule.clause, left, context.case.document.text))
        held = list(terminations(context.case.document, context.case.sides)) if rule.clause in _HELD else []
        said_of = _present_message(rule.clause, left, bound, held, context.case)
        also = bound or list(_held_by_the_other(rule.clause, left, held, context.case.sides))
        yield Hit(said_of, also, clauses=[clause.id for clause in left], norm=norm)


def _worth_a_flag(rule: Rule, clauses: Sequence[Clause], case: Case) -> list[Clause]:
    """The clauses that need a look in view of the whole contract: liability without limits, audits without limits,
    beneficiaries that are not parties, ends other than by giving up a license, transfers of rights that are not the
    whole purpose of a deed, minimums that somebody must reach, grants other than in a list of what is not granted."""
    if rule.clause in GRANTS:
        clauses = [one for one in clauses if not is_left_out(one, case.document)]
    if rule.clause == "Uncapped Liability":
        return [one for one in clauses if unlimited(one.text)]
    if rule.clause == "Termination For Convenience" and rule.must is Must.BE_REVIEWED:
        return [one for one in clauses if not ends_by_giving_up(one.text)]
    if rule.clause == "Ip Ownership Assignment" and leaves_nothing_to_assign(case.document.text):
        return []
    if rule.clause == "Minimum Commitment":
        return [one for one in clauses if not is_mere_target(one.text, case.document.text)]
    if rule.clause == "Third Party Beneficiary":
        return [one for one in clauses if not _names_a_party(one, case)]
    if rule.clause == "Audit Rights" and rule.must is Must.BE_REVIEWED:
        audits = " ".join(said for _, said in operative_sentences(rule.clause, clauses))
        return [] if is_limited(audits) else list(clauses)
    return list(clauses)


# What comes between a name and the verb: "Vendor, Inc. (“Vendor”) shall".
_FORM = re.compile(r"\s?\([^()]{0,60}\)|,?\s(?:Inc|LLC|Ltd|Corp|Co|GmbH|AG)\b\.?")
_BENEFICIARY = re.compile(r"\b(?:shall|will|is|be)\s[^.;]{0,60}?\bbeneficiar", re.IGNORECASE)


def _names_a_party(clause: Clause, case: Case) -> bool:
    """Whether the beneficiary is a party, as in a form of contract with third parties that is attached."""
    said = " ".join(clause.text.split())
    verb = _BENEFICIARY.search(said)
    before = _FORM.sub("", said[: verb.start()]).rstrip() if verb else ""
    return any(case.sides.named(before, after=r"$"))


# Excluding liability above an amount is a cap, no matter what else the clause excludes.
_CAPS_ALL = re.compile(
    r"\b(?:amounts?|liabilit\w+|damages|liable)\b[^.;]{0,60}?\b(?:exceed\w*|in\sexcess)\b[^.;]{0,60}?\b(?:fees|amounts?|sums?|price|paid"
    r"|payable|consideration)\b",
    re.IGNORECASE,
)


def _regulated(category: str, context: _Context) -> Hit | None:
    """If the contract says when a party may assign it: a hit saying that those words may be the restriction that was
    not found."""
    if category != "Anti-Assignment":
        return None
    rights = [
        one for one in assignments(context.case.document, context.case.sides) if one.kind in (LIMITED, RESTRICTED)
    ]
    unsure = f"No clear {missing_phrase(category)} was found, but the quoted passage may be one."
    return Hit(unsure, [(rights[0].start, rights[0].end)], unsure=True) if rights else None


def _can_be(category: str, text: str) -> bool:
    """Whether an uncertain candidate says what clauses of its category say; a cap must name an amount."""
    if category == CAP:
        return any(not isinstance(limit, Formula) for one in sentences(text) for limit in cap_of(one))
    return asserted(category, text) is not None


def _missing(category: str, name: str, context: _Context) -> Hit:
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


_ONCE_OVER = re.compile(
    r"\b(?:after|following|upon\s(?:the\s)?(?:expir\w+|completion|end)\sof|at\sthe\send\sof)\s(?:the\s)?(?:expir\w+\sof\s(?:the\s)?)?"
    r"(?:(?:initial|first|original|minimum)\s(?:\w+\s){0,2}?(?:\(\d{1,3}\)\s)?(?:terms?|periods?|years?|months?|anniversary)\b|(?:\w{1,9}\s)?(?:\(\d{1,2}\)\s)?(?:years|months)\b(?![’']))",
    re.IGNORECASE,
)
_OF_NOTICE = re.compile(r"\s(?:of\s)?(?:(?:prior|written|advance)\s){0,3}notice\b", re.IGNORECASE)


def _all_later(sentences: Sequence[str]) -> bool:
    """Whether the right that the sentences give begins only when some time has passed."""
    found = [_ONCE_OVER.search(one) for one in sentences]
    return bool(found) and all(one and not _OF_NOTICE.match(one.string, one.end()) for one in found)


def _present_message(
    category: str,
    clauses: Sequence[Clause],
    bound_in_turn: Sequence[tuple[int, int]],
    held: Sequence[tuple[str, int, int]],
    case: Case,
) -> str:
    """A sentence saying that such clauses exist, and who holds the right if all of them agree; ``held`` says who has it
    under any sentence."""
    saying = list(operative_sentences(category, clauses))
    if category in _HELD:
        named = [terminators(said, case.sides) for _, said in saying]
        who = set[str]().union(*named, (one for one, *_ in held))
        later = ", but only once the period quoted is over" if _all_later([said for _, said in saying]) else ""
        if BOTH in who or len(who) > 1:
            several = len(case.summary.parties) > 2 and any(_ANY_PARTY.search(said) for _, said in saying)
            return f"{'Any' if several else 'Either'} party {_HELD[category]}{later}."
        if who and all(named) and len(case.sides.names) > 1:
            return f"{case.sides.in_text(who.pop(), case.document.text)} {_HELD[category]}{later}."
    passages = [said for _, said in saying]
    passages += [" ".join(case.document.text[slice(*one)].split()) for one in bound_in_turn]
    if category == "Change Of Control":
        passages = [f"{lead_in(one, case.document.text)}{said}" for one, said in saying]
    said = statement(category, passages, case.sides, case.document.text)
    return said or f"There is {present_phrase(category)}."


def _bound_in_turn(category: str, clauses: Sequence[Clause], text: str) -> Iterator[tuple[int, int]]:
    """The sentences after those of the clauses by which they bind the other party too."""
    for clause in clauses:
        place = asserted(category, clause.text)
        also = in_turn(category, clause.interval[0] + place[1], text) if place else None
        if also:
            yield also


def _held_by_the_other(
    category: str, clauses: Sequence[Clause], held: Sequence[tuple[str, int, int]], sides: Sides
) -> Iterator[tuple[int, int]]:
    """The sentence by which the other party has the right too, on another notice perhaps."""
    saying = operative_sentences(category, clauses) if held else ()
    said = {who for _, sentence in saying for who in terminators(sentence, sides)}
    if len(said) != 1 or BOTH in said:
        return
    for who, start, end in held:
        if who != BOTH and who not in said:
            said.add(who)
            yield start, end


def _about_field(rule: Rule, context: _Context) -> Iterator[Hit]:
    assert rule.field is not None
    summary = context.case.summary
    field: Value | LiabilityCap | None = getattr(summary, rule.field)
    if rule.must is Must.BE_THERE:
        other = getattr(summary, _ALSO[rule.field]) if rule.field in _ALSO else None
        if field is None and other is None and not context.needs_no_terms:
            if rule.field == "liability_cap" and rule.types and not is_paid_for(context.case.document.text):
                return  # a title alone ("Marketing Agreement", of shares) does not say that something is paid for
            missing = _absent_field_hit(rule.field, context)
            if missing:
                yield missing
    elif field is not None and not (rule.filled_in and _in_attachment(field, context.case)):
        broken = out_of_limits(rule, field)
        if broken and rule.field == "effective_date" and (dated := _date_referred_to(field, summary)):
            blank = "The agreement date, from which the contract takes effect, is left blank."
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


def _absent_field_hit(field: str, context: _Context) -> Hit | None:
    if field == "liability_cap":
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
        missing = _missing(CAP, "cap on liability", context)
        only = "No cap on liability was found; the quoted passage excludes only certain losses."
        return missing._replace(said=only) if _excludes_kinds_only(document, missing) else missing
    if field == "expiration_date" and _needs_no_end(context):
        return None
    category = "Expiration Date" if field == "expiration_date" else ""
    return _missing(category, missing_phrase(category) if category else FIELDS[field], context)


def _excludes_kinds_only(document: Document, hit: Hit) -> bool:
    """Whether all that a hit quotes excludes indirect losses and limits nothing."""
    quoted = [document.text[one[0] : one[1]] for one in hit.spans]
    return bool(quoted) and all(INDIRECT_LOSS.search(one) and not list(cap_of(one)) for one in quoted)


_OF_LIABILITY = re.compile(r"\blimit\w*\s(?:of|on)\sliabilit|\bliabilit\w+\slimit", re.IGNORECASE)


def _redacted_limit(document: Document) -> tuple[int, int] | None:
    """The interval of the first redacted sentence under a heading about limits of liability; None if there is none."""
    for segment in document.segments:
        of_liability = segment.heading and _OF_LIABILITY.search(segment.heading[-1])
        if of_liability and REDACTED.search(document.text, segment.start, segment.end):
            return segment.start, segment.end
    return None


def _needs_no_end(context: _Context) -> bool:
    text = context.case.document.text
    return _can_end_or_need_not(context) or is_over_on_a_day(text) or leaves_nothing_to_assign(text)


def _can_end_or_need_not(context: _Context) -> bool:
    """Whether a party may end the contract on notice, or the contract grants rights that are meant to last."""
    perpetual = "Irrevocable Or Perpetual License"
    lasting = any(one.category == perpetual and asserted(perpetual, one.text) for one in context.case.clauses)
    return lasting or context.ends_at_will


def _capital(sentence: str) -> str:
    # A name such as "iVolt" keeps its own capitals.
    return sentence if sentence[1:2].isupper() else sentence[:1].upper() + sentence[1:]


def _needless(rule: Rule, context: _Context) -> Iterator[re.Pattern[str]]:
    """The kinds of advice that this contract as a whole leaves no room for."""
    summary = context.case.summary
    lasting = [one.value for one in (summary.expiration_date, summary.term) if one and one.value]
    if rule.must is not Must.BE_THERE and context.ends_at_will:
        yield RIGHT_TO_TERMINATE
    ends = bool(lasting) and not any(one in WITHOUT_END for one in lasting)
    if rule.clause == "Exclusivity" and (ends or context.ends_with_another):
        yield END_DATE
    if rule.clause == "Exclusivity" and HAS_TERRITORY.search(context.case.document.text):
        yield TERRITORY
    if rule.clause == "Irrevocable Or Perpetual License" and LICENSE_ENDS.search(context.case.document.text):
        yield UNCURED_BREACH
    if rule.clause == "Minimum Commitment" and EXCUSED.search(context.case.document.text):
        yield SUSPENDED
    if rule.clause == "Change Of Control" and holds_on_its_own(
        context.case.clauses, context.case.sides, context.case.document.text
    ):
        yield COMPETITOR
    if context.pays_at_the_end or not (
        context.is_for_services or (summary.document_type and summary.document_type.kind in WORKED)
    ):
        yield WORK_DONE


def _flag(rule: Rule, hit: Hit, context: _Context, clauses: Sequence[Clause]) -> Flag:
    document = context.case.document
    quotes = quoted(document, [*spans_of(rule.clause, hit.clauses, clauses), *hit.spans])
    passages = [quote.text for quote in quotes] + [clauses[number].text for number in hit.clauses]
    said = " ".join(" ".join(passages).split())
    suggestion = None
    reason = hit.reason or reason_of(rule.reason, rule.clause, [quote.text for quote in quotes], document)
    if rule.suggestion and hit.advisable:
        near = around(document, quotes)
        defined = defined_in(said, context.definitions)
        suggestion = remaining_advice(
            rule.suggestion, rule.clause, said, near, tuple(_needless(rule, context)), defined
        )
    return Flag(
        rule=rule.id,
        severity=Severity.LOW.value if hit.unsure else rule.severity.value,
        why=f"{_capital(hit.said.replace('..', '.'))} {reason}",
        norm=hit.norm,
        suggestion=suggestion,
        clauses=about_clauses(hit),
        quotes=quotes,
    )
