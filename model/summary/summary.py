"""The structured summary: the contract's key data, each value with the clause that it was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.schema import (
    Clause,
    DocumentType,
    Exclusivity,
    Law,
    Notice,
    Place,
    Renewal,
    Right,
    Summary,
    Value,
)
from model.summary.agreement_type import name_in_the_opening, type_in_words, type_of
from model.summary.attached_announcements import ATTACHED
from model.summary.best_value import begins_at, best_value
from model.summary.dates.contract_dates import contract_dates, stated
from model.summary.dates.end_and_term import end_and_term, of_the_whole
from model.summary.dates.renewal import (
    NOTICE,
    asks_for_renewal,
    ends_at_renewal_only,
    ends_at_will,
    ends_sooner,
    notice,
    renewal,
    renewal_condition,
    renewal_kind,
    stops_renewal,
)
from model.summary.dates.signature_dates import begins_with_an_unread_signature
from model.summary.dates.termination import (
    FOR_CONVENIENCE,
    ends_a_part_only,
    ends_at_will_outright,
    ends_only_on_conditions,
)
from model.summary.governing_law import governing_laws
from model.summary.liability.liability import (
    caps,
    caps_kinds_only,
    in_dollars_of,
    is_of_a_plan,
    is_of_one_event,
    liability_terms,
)
from model.summary.liability.whose_cap import is_of_guarantors
from model.summary.parties.joint_names import with_joint_names
from model.summary.parties.parties import parties_of
from model.summary.parties.sides import Sides, all_known
from model.summary.sure_clauses import is_sure
from model.summary.text.optional_words import is_optional
from model.summary.text.signatures import SIGNED_OR_BY
from model.summary.values.blanks import gap
from model.summary.values.dates import iso_date
from model.summary.whose_rights.exclusivity import bars_subcontracting, denies_exclusivity, leaves_exclusivity_open
from model.summary.whose_rights.rights import ends_on_notice, other_has_it_too, who_may, who_may_end
from model.summary.whose_rights.who_is_bound import gives_all, who_is_bound

# "If the parties agree in writing" speaks of no notice.
_NOTICES = re.compile(
    r"\b(?:notice|notif|inform|advis(?:es?|ed|ing)\b"
    r"|(?<!agree in )(?<!agreed in )(?<!agreement in )(?<!consent in )writing)",
    re.IGNORECASE,
)
# "This Termination Agreement is made this day of , 2019": a blank in the opening of a form.
_MADE = re.compile(r"\b(?:made|entered\s+into|executed|dated)\b[^.;]{0,30}$", re.IGNORECASE)
_THIS_CONTRACT = re.compile(r"\bthis\s(?:agreement|contract|amendment)\b", re.IGNORECASE)
_LEAD = 60
# The kind of a renewal may be stated up to this many characters before the sentence that states its length, in the same
# paragraph.
_BEFORE = 400
# The same right of the other party is at most this many characters before or after that of the first.
_BESIDE = 500
_OF_THE_CONTRACT = {
    "Governing Law",
    "Expiration Date",
    "Renewal Term",
    "Notice Period To Terminate Renewal",
    "Termination For Convenience",
    "Exclusivity",
}
_DATES = ("Agreement Date", "Effective Date")
_UNLESS_BY, _NOBODY_ELSE = r"\bunless\s(?:\w+\s){0,2}(?:terminated|cancel+ed)\sby\s", r"(?!,?\s(?:or|and)\b)"
_ANY_OF_THEM = re.compile(
    r"\b(?:either|each|any|both|other)\sparty\b|\bthe\sparties\b|\bor\s(?:unless|by)\b", re.IGNORECASE
)
YES, NO = "yes", "no"


def summarize(clauses: Sequence[Clause], text: str) -> Summary:
    """Reads the fields from the found clauses; ``text`` is the document's text, to which their intervals refer."""
    found = _own([clause for clause in clauses if clause.found], text)
    agreed, effective = contract_dates(found, text)
    signed = agreed.value if agreed else None
    # an effective date that depends on an event is not the contract's own date
    start = effective.value if effective else None if begins_with_an_unread_signature(text) else signed
    parties = with_joint_names(parties_of([clause for clause in found if clause.category == "Parties"], text), text)
    # Short names count if every party is then known: if only one had one ("Datec", beside "BSP"), a right of both would
    # look like its own.
    sides = Sides(parties, text if all_known(parties, text) else "")
    timed = of_the_whole(found, text)
    ends, length = end_and_term(timed, start, signed, text)
    renewed = best_value(timed, "Renewal Term", lambda words: renewal(words, length.value if length else None))
    law = _law(found)
    limits = [in_dollars_of(cap, law.laws if law else [], text) for cap in caps(found, sides, text)]
    partial = (caps_kinds_only, is_of_a_plan, is_of_one_event)
    of_all = (
        cap for cap in limits if not (any(covers(cap.text) for covers in partial) or is_of_guarantors(cap.text, text))
    )
    general = next(of_all, None)
    return Summary(
        document_type=_type(found, text),
        document_name=best_value(found, "Document Name", lambda words: " ".join(words.split())),
        parties=parties,
        agreement_date=stated(agreed),
        effective_date=stated(effective),
        expiration_date=ends,
        term=length,
        renewal_term=_renewal(renewed, text, found, sides),
        renewal_notice=_notice(found, sides),
        governing_law=law,
        liability_cap=general,
        other_caps=[cap for cap in limits if cap is not general],
        liability=liability_terms(found, sides),
        termination_for_convenience=_ending_at_will(found, sides, text),
        exclusivity=_exclusivity(found, sides),
    )


def _own(found: Sequence[Clause], text: str) -> list[Clause]:
    """The clauses, leaving out those of forms attached after the signatures, if the contract itself has clauses of
    their category."""
    signed = SIGNED_OR_BY.search(text)
    attached = ATTACHED.search(text, signed.end()) if signed else None
    if not attached:
        return list(found)
    own = {clause.category for clause in found if clause.interval[0] < attached.start()}
    return [
        clause
        for clause in found
        if clause.interval[0] < attached.start()
        or not (clause.category in _OF_THE_CONTRACT & own or _is_a_forms_blank(clause, text))
    ]


def _is_a_forms_blank(clause: Clause, text: str) -> bool:
    """Whether a clause is a date or a term left blank in an attached form."""
    start = clause.interval[0]
    if clause.category == "Expiration Date" and gap(clause.text) == "open":
        return not (iso_date(clause.text) or _THIS_CONTRACT.search(clause.text))
    made = clause.category in _DATES and gap(clause.text) and not iso_date(clause.text)
    return bool(made and _MADE.search(text, max(0, start - _LEAD), start))


def _type(found: Sequence[Clause], text: str) -> DocumentType | None:
    """The type that the title names, or else the opening; None if they name none ("Sample Agreement"), rather than the
    title again."""
    best = best_value(found, "Document Name", type_in_words)
    kind = type_of(best.text) if best else None
    if best and not (best.value or kind):
        called = name_in_the_opening(text)
        best, kind = best.model_copy(update={"value": type_in_words(called)}), type_of(called)
    return DocumentType(**best.model_dump(), kind=kind) if best and (best.value or kind or best.gap) else None


def _renewal(best: Value | None, text: str, found: Sequence[Clause], sides: Sides) -> Renewal | None:
    """The renewal; what triggers it may be stated in the sentences before the one that states its length."""
    if not best:
        return None
    start = begins_at(found, best)
    before = text[max(0, start - _BEFORE) : start].rsplit("\n", 1)[-1]
    told = best.text if renewal_kind(best.text) else before + best.text
    kind = renewal_kind(told)
    return Renewal(
        **best.model_dump(),
        kind=kind,
        party=(_whose_option(told, sides) or who_may(told, sides)) if kind == "option" else None,
        condition=renewal_condition(best.text) if kind in ("automatic", None) else None,
    )


def _whose_option(words: str, sides: Sides) -> str | None:
    """ "Renewable at the option of Buyer", "at the election of Buyer", "with the option by Buyer to renew" """
    plain = " ".join(words.split())
    option = r"\b(?:at|with)\s(?:the|an)\s(?:sole\s)?(?:option|election)\s(?:of|by|for)\s(?:the\s)?"
    return next((who for _, who in sides.named(plain, before=option)), None)


def _notice(found: Sequence[Clause], sides: Sides) -> Notice | None:
    found = [clause for clause in found if not ends_sooner(clause.text)]
    stopping = best_value([clause for clause in found if stops_renewal(clause.text)], NOTICE, notice)
    best = stopping or best_value([clause for clause in found if not ends_at_will(clause.text)], NOTICE, notice)
    if not best or not (best.value or _NOTICES.search(best.text)):
        return None
    asks = asks_for_renewal(best.text)
    return Notice(
        **best.model_dump(),
        purpose="to_renew" if asks else "against_renewal",
        party=(_whose_option(best.text, sides) or who_may(best.text, sides)) if asks else _who_stops(best.text, sides),
    )


def _who_stops(words: str, sides: Sides) -> str | None:
    """The only party that can stop a renewal: "renews unless terminated by Buyer", "unless Buyer gives notice"."""
    told = " ".join(words.split())
    who = {who for _, who in sides.named(told, before=_UNLESS_BY, after=_NOBODY_ELSE)}
    who |= {
        who for _, who in sides.named(told, before=r"\bunless\s", after=r"\s(?:gives|provides|delivers|notifies)\b")
    }
    return who.pop() if len(who) == 1 and not _ANY_OF_THEM.search(told) else None


def _ending_at_will(found: Sequence[Clause], sides: Sides, text: str) -> Right | None:
    """The right of all its clauses taken together, since each party may have it in a sentence of its own. Clauses that
    say so outright take precedence over those that may mean something else, such as the withdrawal of one service."""
    clauses = [
        one
        for one in found
        if one.category == FOR_CONVENIENCE
        and not ends_a_part_only(one.text)
        and not ends_only_on_conditions(text, *one.interval)
        and not ends_at_renewal_only(one.text)
    ]
    outright = [clause for clause in clauses if ends_at_will_outright(clause.text)]
    sure = [clause for clause in outright or clauses if is_sure(clause)]
    best = best_value(sure, FOR_CONVENIENCE, lambda words: None if is_optional(words) else YES)
    if best and not best.value:
        return Right(**{**best.model_dump(), "gap": "open"})
    texts = [clause.text for clause in clauses]
    for clause in clauses:
        start, end = clause.interval
        # the first line may be cut
        beside = [*text[max(0, start - _BESIDE) : start].split("\n")[1:], *text[end : end + _BESIDE].split("\n")]
        texts += [line for line in beside if ends_on_notice(line)]
    both = any(other_has_it_too(text, clause.interval[1]) for clause in clauses)
    return Right(**best.model_dump(), party=None if both else who_may_end(texts, sides)) if best else None


def _exclusivity(found: Sequence[Clause], sides: Sides) -> Exclusivity | None:
    granting = [
        one
        for one in found
        if one.category == "Exclusivity" and not (denies_exclusivity(one.text) or bars_subcontracting(one.text))
    ]
    if granting and not any(map(is_sure, granting)):
        return None
    granted = best_value(granting, "Exclusivity", lambda words: None if leaves_exclusivity_open(words) else YES)
    if granted and not granted.value:
        return Exclusivity(**{**granted.model_dump(), "gap": "open"})
    if granted:
        bound = who_is_bound(granted.text, sides)
        outright = (one.text for one in granting if "exclusiv" in one.text.lower() or gives_all(one.text))
        others = {who_is_bound(text, sides) for text in outright} - {bound, None}
        return Exclusivity(**granted.model_dump(), party=None if others else bound)
    denied = best_value(found, "Exclusivity", lambda words: NO)
    return Exclusivity(**denied.model_dump()) if denied else None


def _law(found: Sequence[Clause]) -> Law | None:
    best = best_value(
        found, "Governing Law", lambda words: "; ".join(place.name for place, _ in governing_laws(words)) or None
    )
    if not best:
        return None
    laws = [Place(name=law.name, code=law.code or None, applies=when) for law, when in governing_laws(best.text)]
    return Law(**best.model_dump(), code=laws[0].code if len(laws) == 1 else None, laws=laws)
