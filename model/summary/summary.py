"""The structured summary: the contract's key data, each value with the clause that it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from model.call_context import check_time
from model.schema import (
    Clause,
    DocumentType,
    Ending,
    Exclusivity,
    Law,
    Notice,
    Place,
    Renewal,
    Right,
    Summary,
    Term,
    Value,
)
from model.summary.agreement_type import name_in_the_opening, type_in_words, type_of
from model.summary.attached_announcements import ATTACHED
from model.summary.dates.agreement_date import last_signature
from model.summary.dates.end_of_this_contract import (
    is_of_a_part,
    is_of_maintenance_only,
    is_of_one_program,
    is_of_the_employment_only,
    names_its_own_term,
    program_names,
    speaks_of_the_end,
)
from model.summary.dates.expiration import End, end_of, length_between, undated_days
from model.summary.dates.moved_end import moves_its_end
from model.summary.dates.renewal import (
    asks_for_renewal,
    ends_at_will,
    ends_sooner,
    notice,
    renewal,
    renewal_condition,
    renewal_kind,
    stops_renewal,
)
from model.summary.dates.start_and_term import (
    HEREOF,
    SIGNING,
    WITHOUT_END,
    beginning,
    begins_on,
    leaves_the_term_blank,
    says_hereof,
)
from model.summary.dates.termination import ends_a_part_only, ends_at_will_outright, ends_only_on_conditions
from model.summary.governing_law import governing_laws
from model.summary.liability.liability import caps, caps_kinds_only, in_dollars_of, is_of_a_plan, liability_terms
from model.summary.parties.joint_names import with_joint_names
from model.summary.parties.parties import parties_of
from model.summary.parties.sides import Sides, all_known
from model.summary.text.optional_words import is_optional
from model.summary.text.values import DATE, dates_in, gap, in_figures, iso_date, later
from model.summary.whose_rights.exclusivity import denies_exclusivity, leaves_exclusivity_open
from model.summary.whose_rights.rights import ends_on_notice, who_may, who_may_end
from model.summary.whose_rights.who_is_bound import gives_all, who_is_bound

# "If the parties agree in writing" speaks of no notice.
_NOTICES = re.compile(
    r"\b(?:notice|notif|inform|advis|(?<!agree in )(?<!agreed in )(?<!agreement in )(?<!consent in )writing)",
    re.IGNORECASE,
)
# Signatures, and the heading of what is attached after them.
_SIGNED = re.compile(r"\bIN\sWITNESS\sWHEREOF\b|(?<!\w)/s/|\bBy\s?:")
# "This Agreement is entered into as of the Effective Date", within this many characters.
_AS_OF_EFFECTIVE = re.compile(
    r"\bthis\s(?:[\w&-]{1,30}\s){0,6}(?:agreement|contract)\b[^.;]{0,60}?\b(?:made|entered\sinto|dated|executed)\s"
    r"(?:and\s(?:made|entered\sinto|executed)\s)?(?:as\sof|on)\sthe\s[“\"]?effective\sdate\b",
    re.IGNORECASE,
)
_OPENING = 4_000
_WHEN_SIGNED = re.compile(
    r"\bdate\s+of\s+(?:\w+\s+)?(?:execution|signature|acceptance)\b[^.;]{0,60}?\bby\b", re.IGNORECASE
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
_OF_EXECUTION = re.compile(r"\bdate\s+of\s+(?:its\s+|the\s+)?(?:actual\s+)?(?:execution|signature)\b", re.IGNORECASE)
# Signatures come after this share of a contract.
_AT_THE_END = 0.4
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
NOTICE, AT_WILL, YES, NO = "Notice Period To Terminate Renewal", "Termination For Convenience", "yes", "no"


def summarize(clauses: Sequence[Clause], text: str) -> Summary:
    """Reads the fields from the found clauses; ``text`` is the document's text, to which their intervals refer."""
    found = _own([clause for clause in clauses if clause.found], text)
    agreed = _best(found, "Agreement Date", iso_date)
    signed = agreed.value if agreed else None
    effective = _effective(found, signed)
    if agreed and not (effective and effective.value):
        effective = _on_signing(found, agreed, text) or effective
    if effective and (ruled := _BY_SIGNATURES.search(text)) and _starts(found, effective) > ruled.end():
        # a date in what is attached
        effective = agreed if agreed and agreed.value and _starts(found, agreed) > _AT_THE_END * len(text) else None
    undated = effective and (effective.gap or not _LABELED.match(effective.text))
    if effective and (effective.value or effective.gap) and undated and (accepted := _on_acceptance(found)):
        effective = accepted  # the date over a form that others accept later
    if agreed and agreed.gap and effective and not effective.value and _begins_on_its_date(effective.text):
        effective = effective.model_copy(update={"gap": agreed.gap})
    if not agreed and effective and effective.value and _AS_OF_EFFECTIVE.search(text, 0, _OPENING):
        agreed = effective
    # an effective date that depends on an event is not the contract's own date
    start = effective.value if effective else signed
    parties = with_joint_names(parties_of([clause for clause in found if clause.category == "Parties"], text), text)
    # Short names count if every party is then known: if only one had one ("Datec", beside "BSP"), a right of both would
    # look like its own.
    sides = Sides(parties, text if all_known(parties, text) else "")
    timed, programs = ("Expiration Date", "Renewal Term"), program_names(text)
    parts_apart = names_its_own_term(text)
    whole = [
        one
        for one in found
        if one.category not in timed
        or not (is_of_one_program(one.text, programs) or (parts_apart and is_of_a_part(one.text)))
    ]
    title = next((one.text for one in found if one.category == "Document Name"), "")
    lasting = [
        one
        for one in whole
        if not (is_of_maintenance_only(one.text, title) or is_of_the_employment_only(one.text, title))
    ]
    ends, length = _end(lasting, start, signed, text)
    renewed = _best(whole, "Renewal Term", lambda words: renewal(words, length.value if length else None))
    law = _law(found)
    limits = [in_dollars_of(cap, law.laws, text) if law else cap for cap in caps(found, sides)]
    general = next((cap for cap in limits if not (caps_kinds_only(cap.text) or is_of_a_plan(cap.text))), None)
    return Summary(
        document_type=_type(found, text),
        document_name=_best(found, "Document Name", lambda words: " ".join(words.split())),
        parties=parties,
        agreement_date=_stated(agreed),
        effective_date=_stated(effective),
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


# "The Effective Date shall be the later of the dates shown by the signatures below."
_BY_SIGNATURES = re.compile(
    r"\bEffective\sDate[”\"]?\s(?:of\sthis\s\w+\s)?(?:shall\sbe|is|will\sbe|means|shall\smean)\s(?:the\s)?(?:later?|latest|last)\s"
    r"(?:of\sthe\s)?(?:two\s)?dates?\s[^.;\n]{0,60}\b(?:signature|signed|execut)",
    re.IGNORECASE,
)


# "This Agreement is effective from the date of acceptance", "takes effect when you accept it"
_ACCEPTED = re.compile(
    r"(?:\b(?:this|the)\s(?:\w+\s){0,3}?|^\W{0,4})(?:agreement|contract|terms)\s(?:(?:(?:is|are|becomes?|(?:shall|will)\s(?:be|become))\s)?(?:effective|binding)|(?:shall\s|will\s)?takes?\seffect|begins?|starts?|commences?)\s"
    r"(?:(?:from|on|upon|as\sof)\s(?:the\s)?(?:date\s(?:of\s|on\swhich\s)?)?(?:your\s|its\s|the\s)?(?:(?:customer|client|partner|user|member)[’']s\s)?acceptance\b"
    r"|(?:from|on|as\sof)\sthe\sdate\s(?:on\swhich\s|when\s)?you\s(?:first\s)?(?:accept|agree|sign\sup|click)|when\syou\s(?:first\s)?(?:accept|agree|sign\sup|click))",
    re.IGNORECASE,
)


# "Effective Date: May 2, 2020" and "Effective May 2, 2020" state which date it is.
_LABELED = re.compile(
    rf"\W{{0,4}}(?:the\s)?effective(?:\sdate\b|:?\s(?:(?:as\sof|from|on)\s)?{DATE}\W{{0,4}}\Z)", re.IGNORECASE
)


def _on_acceptance(found: Sequence[Clause]) -> Value | None:
    """A clause by which the contract takes effect when the other side accepts it, which has no date of its own."""
    clauses = (one for one in found if one.category in ("Effective Date", "Expiration Date"))
    clause = next((one for one in clauses if _ACCEPTED.search(one.text)), None)
    return Value(text=clause.text, value=None, clause=clause.id, score=clause.score) if clause else None


def _starts(found: Sequence[Clause], value: Value) -> int:
    return next(clause.interval[0] for clause in found if clause.id == value.clause)


def _effective(found: Sequence[Clause], signed: str | None) -> Value | None:
    """The effective date, or else the day on which a clause on the term says that the contract begins."""

    def begun(words: str) -> str | None:
        return beginning(words, signed)

    effective = _best(found, "Effective Date", begun)
    if effective and effective.value:
        return effective
    return _best([one for one in found if says_hereof(one.text)], "Expiration Date", begun) or effective


def _own(found: Sequence[Clause], text: str) -> list[Clause]:
    """The clauses, leaving out those of forms attached after the signatures, if the contract itself has clauses of
    their category."""
    signed = _SIGNED.search(text)
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


def _begins_on_its_date(words: str) -> bool:
    """Whether the words let the contract take effect on its own date, and not on the day someone signs."""
    return bool(HEREOF.search(words)) and not _WHEN_SIGNED.search(words)


def _stated(date: Value | None) -> Value | None:
    """A date of which nothing is open or redacted: only something else in its sentence is. A single word is none."""
    if date and date.value:
        return date.model_copy(update={"gap": None})
    return date if date and (date.gap or " " in date.text) else None


def _type(found: Sequence[Clause], text: str) -> DocumentType | None:
    """The type that the title names, or else the opening; None if they name none ("Sample Agreement"), rather than the
    title again."""
    best = _best(found, "Document Name", type_in_words)
    kind = type_of(best.text) if best else None
    if best and not (best.value or kind):
        called = name_in_the_opening(text)
        best, kind = best.model_copy(update={"value": type_in_words(called)}), type_of(called)
    return DocumentType(**best.model_dump(), kind=kind) if best and (best.value or kind or best.gap) else None


def _on_signing(found: Sequence[Clause], agreed: Value, text: str) -> Value | None:
    """The effective date of a contract that takes effect on signature, if its date is read from the signatures."""
    at = _starts(found, agreed)
    signatures = at > _AT_THE_END * len(text) or _SIGNED.search(text, max(0, at - _BESIDE), at)
    if not agreed.value or not signatures:
        return None
    for clause in found:
        signing = SIGNING.search(clause.text) if clause.category in ("Effective Date", "Expiration Date") else None
        if signing:
            day = later(agreed.value, "P1D") if signing["next"] else agreed.value
            return Value(text=clause.text, value=day, clause=clause.id, score=clause.score)
    return None


def _end(
    found: Sequence[Clause], start: str | None, signed: str | None, text: str
) -> tuple[Ending | None, Term | None]:
    """The day on which the contract ends, and how long it runs. A term with an unknown start gives no end date, but
    still takes precedence over a date in a clause with a lower score. A term counted from the execution is counted from
    the last signature, if that has a date."""
    known = [one for one in found if speaks_of_the_end(one.text) or moves_its_end(one.text, text)]
    executed, undated = last_signature(text), undated_days(text)

    def end_in(words: str) -> End:
        return end_of(words, start, (executed if _OF_EXECUTION.search(words) else None) or signed, undated)

    def tells(words: str) -> str | None:
        end = end_in(words)
        return end.day or end.term

    best = _best(known, "Expiration Date", tells)
    if not best:
        return None, None
    end = end_in(best.text)
    # A written end date takes precedence over a duration next to it, which may belong to something else in the
    # sentence.
    is_written = start and end.day in dates_in(in_figures(best.text)) and not end.bound
    computed = is_written or not (end.term or end.bound)
    length = length_between(begins_on(best.text) or start, end.day) if computed else end.term
    term = Term(**{**best.model_dump(), "value": length}, counted_from=end.counted_from) if length else None
    if term is None and end.day is None and leaves_the_term_blank(best.text):
        blank = Term(**{**best.model_dump(), "gap": "open"}, counted_from=None)
        return Ending(**{**best.model_dump(), "gap": best.gap or "open"}, bound=end.bound), blank
    if end.counted_from:
        return None, term
    if term and computed is False and (later_start := _starts_later(text, found, best)):
        return None, term.model_copy(update={"counted_from": later_start})
    left_open = None if end.day in WITHOUT_END else best.gap
    return Ending(**{**best.model_dump(), "value": end.day, "gap": left_open}, bound=end.bound), term


# "The term is two years. The Term starts on the Launch Date."
_STARTS_LATER = re.compile(
    r"\s{0,3}[^.;\n]{0,60}?\b[Tt]erm\b[^.;\n]{0,30}?\s(?:begins?|starts?|commences?|be|is|run)\s(?:\w+\s)?(?:on|upon|from)\s(?P<event>the\s(?!Effective\b|Execution\b|Agreement\b|Signing\b)(?:[A-Z]\w+\s){1,3}Date)\b"
)


def _starts_later(text: str, found: Sequence[Clause], best: Value) -> str | None:
    """The day of an event on which the sentence after the one on the term lets it begin."""
    stop = next(clause.interval[1] for clause in found if clause.id == best.clause)
    match = _STARTS_LATER.match(text, stop)
    return " ".join(match["event"].split()) if match else None


def _renewal(best: Value | None, text: str, found: Sequence[Clause], sides: Sides) -> Renewal | None:
    """The renewal; what triggers it may be stated in the sentences before the one that states its length."""
    if not best:
        return None
    start = next(clause.interval[0] for clause in found if clause.id == best.clause)
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
    """ "Renewable at the option of Buyer" """
    plain = " ".join(words.split())
    return next((who for _, who in sides.named(plain, before=r"\bat\sthe\s(?:sole\s)?option\sof\s")), None)


def _notice(found: Sequence[Clause], sides: Sides) -> Notice | None:
    found = [clause for clause in found if not ends_sooner(clause.text)]
    stopping = _best([clause for clause in found if stops_renewal(clause.text)], NOTICE, notice)
    best = stopping or _best([clause for clause in found if not ends_at_will(clause.text)], NOTICE, notice)
    if not best or not (best.value or _NOTICES.search(best.text)):
        return None
    asks = asks_for_renewal(best.text)
    return Notice(
        **best.model_dump(),
        purpose="to_renew" if asks else "against_renewal",
        party=who_may(best.text, sides) if asks else _who_stops(best.text, sides),
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
        if one.category == AT_WILL
        and not ends_a_part_only(one.text)
        and not ends_only_on_conditions(text, *one.interval)
    ]
    outright = [clause for clause in clauses if ends_at_will_outright(clause.text)]
    best = _best(outright or clauses, AT_WILL, lambda words: None if is_optional(words) else YES)
    if best and not best.value:
        return Right(**{**best.model_dump(), "gap": "open"})
    texts = [clause.text for clause in clauses]
    for clause in clauses:
        start, end = clause.interval
        # the first line may be cut
        beside = [*text[max(0, start - _BESIDE) : start].split("\n")[1:], *text[end : end + _BESIDE].split("\n")]
        texts += [line for line in beside if ends_on_notice(line)]
    return Right(**best.model_dump(), party=who_may_end(texts, sides)) if best else None


def _exclusivity(found: Sequence[Clause], sides: Sides) -> Exclusivity | None:
    granting = [one for one in found if one.category == "Exclusivity" and not denies_exclusivity(one.text)]
    granted = _best(granting, "Exclusivity", lambda words: None if leaves_exclusivity_open(words) else YES)
    if granted and not granted.value:
        return Exclusivity(**{**granted.model_dump(), "gap": "open"})
    if granted:
        bound = who_is_bound(granted.text, sides)
        outright = (one.text for one in granting if "exclusiv" in one.text.lower() or gives_all(one.text))
        others = {who_is_bound(text, sides) for text in outright} - {bound, None}
        return Exclusivity(**granted.model_dump(), party=None if others else bound)
    denied = _best(found, "Exclusivity", lambda words: NO)
    return Exclusivity(**denied.model_dump()) if denied else None


def _best(found: Sequence[Clause], category: str, read: Callable[[str], str | None]) -> Value | None:
    """The value of the best clause; a clause that gives a value takes precedence over a better one that gives none."""
    best: Value | None = None
    for clause in sorted((clause for clause in found if clause.category == category), key=lambda clause: -clause.score):
        check_time()
        text = clause.text
        value = Value(text=text, value=read(text), clause=clause.id, score=clause.score, gap=gap(text))
        if value.value:
            return value
        best = best or value
    return best


def _law(found: Sequence[Clause]) -> Law | None:
    best = _best(
        found, "Governing Law", lambda words: "; ".join(place.name for place, _ in governing_laws(words)) or None
    )
    if not best:
        return None
    laws = [Place(name=law.name, code=law.code, applies=when) for law, when in governing_laws(best.text)]
    return Law(**best.model_dump(), code=laws[0].code if len(laws) == 1 else None, laws=laws)
