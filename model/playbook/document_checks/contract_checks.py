"""Checks that run on every contract regardless of what the model found. Each is a function from a contract to its hits,
and a rule of the playbook refers to it by name (``check: one-sided-assignment``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from chunking.document import Document
from chunking.layout.segments import is_heading
from model.playbook.case import Case, Hit, changes_another, depends
from model.playbook.clause_meaning.rights_by_party.terminations import either_may_terminate
from model.playbook.document_checks.arbitration_and_courts import arbitration_and_courts
from model.playbook.document_checks.attachments import missing_attachments, named_as_its_own, own_text
from model.playbook.document_checks.attachments_in_words import in_sentences
from model.playbook.document_checks.blanks import (
    blanks,
    drafting_notes,
    in_a_whole_sentence,
    leaves_out_a_party,
    leaves_out_money,
    open_boxes,
    open_choices,
)
from model.playbook.document_checks.conflicting_laws import conflicting_laws
from model.playbook.document_checks.cross_references import (
    Reference,
    broken_references,
    dead_references,
    numbered_twice,
)
from model.playbook.document_checks.general_releases import general_release
from model.playbook.document_checks.one_sided_terms import (
    nothing_capped,
    one_sided_assignment,
    one_sided_cap,
    one_sided_indemnity,
    one_sided_termination,
    total_exclusion,
)
from model.playbook.document_checks.other_documents import RELATIONS, in_a_sentence
from model.playbook.document_checks.party_names import signed_otherwise
from model.playbook.document_checks.price_changes import open_price_increase
from model.playbook.document_checks.redactions import redactions
from model.playbook.document_checks.undefined_terms import Undefined, occurrences, undefined_terms
from model.playbook.document_checks.unilateral_changes import changed_alone
from model.schema import Party, Renewal
from model.summary.dates.termination import subscriber_may_cancel
from model.summary.parties.blank_parties import roles_without_names
from model.summary.parties.company_names import is_named
from model.summary.parties.parties_outside_lists import labeled_otherwise
from model.summary.parties.standard_terms import is_in_the_signers_words, is_offered_to_anyone, is_signed_by_both
from model.summary.related.related_agreements import DEFINES, KEEPS, TOGETHER, Related, dated, related_agreements
from model.summary.text.wording import listed
from model.summary.values.durations import in_words

# A reminder of the renewal is not a notice of non-renewal.
REMINDER = re.compile(r"\b(?<!non-)(?<!non)renewal\snotice\b|\bnotice\sof\s(?:the\s)?renewal\b|\bremind", re.IGNORECASE)
# At most this many examples per check, and quoted redactions.
_MOST, _MOST_QUOTED = 4, 3


def _other_document(case: Case) -> Iterator[Hit]:
    other = case.summary.depends_on
    if other is not None and other.kind == "related":
        name = case.summary.document_name.text if case.summary.document_name else None
        quoted = islice(related_agreements(case.document, name), _MOST_QUOTED)
        related = [dated(one, case.document) for one in quoted]
        if related and all(_is_of_an_attachment(one, case.document) for one in related):
            return
        spans = [(one.start, one.end) for one in related] or [(other.interval[0], other.interval[1])]
        yield Hit(in_a_sentence(other, related, case.document.text), spans)
    elif other is not None and other.kind in RELATIONS:
        yield Hit(in_a_sentence(other, text=case.document.text), [(other.interval[0], other.interval[1])])


def _is_of_an_attachment(one: Related, document: Document) -> bool:
    """Whether a form attached to the contract takes its terms from an agreement, as a notice of exercise does from the
    warrant that it is attached to."""
    return one.how == DEFINES and one.start >= len(own_text(document.text))


def _fewer_than_two_parties(case: Case) -> Iterator[Hit]:
    parties = case.summary.parties
    text = case.document.text
    anyone = is_offered_to_anyone(text) or is_in_the_signers_words(text)
    if len(parties) < 2:
        if parties and is_named(parties[0].name) and anyone:
            return  # the other party is whoever accepts the terms, or says "I" in them
        belongs = depends(case.summary) or _is_defined_elsewhere(case)
        if parties and belongs and not is_signed_by_both(text):
            return  # the other party is that of the agreement to which this document belongs
        if any(leaves_out_a_party(case.document, blank) for blank in blanks(case.document)):
            return  # the blank is asked for as one
        roles = [] if parties else roles_without_names(text)
        if len(roles) > 1:
            called = listed([f"“{role}”" for role in roles])
            yield Hit(f"The parties are called {called}, but neither is named.")
            return
        found = "No parties were"
        if parties:
            found = "Only one named party was" if is_named(parties[0].name) else "No party with a name was"
        yield Hit(f"{found} found.", clauses=[party.source for party in parties])
    elif left_open := _left_open(case, anyone):
        names = listed([_as_written(party) for party in left_open])
        whose = "The name of a party is" if len(left_open) == 1 else "The names of parties are"
        said = f"{whose} still to be filled in: {names}."
        yield Hit(said, clauses=[party.source for party in left_open])


def _is_defined_elsewhere(case: Case) -> bool:
    """Whether the terms of the document, and so its parties, are defined in another one."""
    other = case.summary.depends_on
    related = related_agreements(case.document, None) if other and other.kind == "related" else ()
    return any(one.how == DEFINES for one in related)


# "The individual identified on the signature page", where the name is.
_SOMEONE = re.compile(r"(?:the|an?)\s(?:individual|person|entity|company|business|organi[sz]ation)\b")


def _left_open(case: Case, anyone: bool) -> list[Party]:
    """The parties in whose place stands a blank or a placeholder ("YOUR NAME") that is not asked for as a blank; of
    terms that ``anyone`` may accept, only lines to write on, since they speak of whoever does in many ways."""
    open_names = [party for party in case.summary.parties if not is_named(party.name)]
    if not open_names:
        return []
    document = case.document
    asked = {one.sentence for blank in blanks(document) for one in document.segments_in(*blank)}
    spans = {clause.id: clause.interval for clause in case.clauses}
    return [
        party
        for party in open_names
        if party.clause in spans
        and (document.text[spans[party.clause][0]] == "_" or not anyone)
        and not _SOMEONE.match(document.text, spans[party.clause][0])
        and not any(one.sentence in asked for one in document.segments_in(*spans[party.clause]))
    ]


def _as_written(party: Party) -> str:
    """A blank by what the contract calls the party, a placeholder by its own words."""
    words = party.name.strip("[]<>»{}_●• ")
    return f"“{words}”" if words or not party.defined_as else party.defined_as[0]


def _names_differ(case: Case) -> Iterator[Hit]:
    for one in signed_otherwise(own_text(case.document.text), [party.name for party in case.summary.parties]):
        yield Hit(f"The party “{one.name}” appears as “{one.signed}” in the signature block.", [(one.start, one.end)])
    for first, again in labeled_otherwise(case.document.text):
        said = f"{first.terms[0]} is named “{first.name}” in one place and “{again.name}” in another."
        yield Hit(said, [(first.start, first.end), (again.start, again.end)])


def _differences(case: Case) -> Iterator[Hit]:
    together: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for one in case.summary.differences:
        same = (" ".join(one.text.split()), one.words, one.figures)
        together.setdefault(same, []).append((one.interval[0], one.interval[1]))
    for (text, words, figures), places in list(together.items())[:_MOST]:
        where = f", in {len(places)} places" if len(places) > 1 else ""
        yield Hit(f"“{text}” says {words} in words and {figures} in figures{where}.", places[:_MOST])


def _dead_references(case: Case) -> Iterator[Hit]:
    if broken := broken_references(case.document.text):
        places = "one place" if len(broken) == 1 else f"{len(broken)} places"
        said = f"A reference is lost: the text says “Reference source not found” in {places}."
        yield Hit(said, broken[:_MOST])
    if depends(case.summary):
        return  # its sections are those of the other document; one that is restated has its own
    together: dict[tuple[str, str], list[Reference]] = {}
    for one in dead_references(case.document):
        together.setdefault((one.kind, one.number.rpartition(".")[0] or one.number), []).append(one)
    for (kind, parent), refs in list(together.items())[:_MOST]:
        kinds = kind if len(refs) == 1 else f"{kind}s"
        said = f"The contract refers to {kinds} {listed([one.number for one in refs])}, which it does not contain."
        twice = numbered_twice(case.document.text, parent)
        if twice:
            said += f" Its {kind} {twice} is there twice: the sections may be numbered wrongly."
        yield Hit(said, [(one.start, one.end) for one in refs[:_MOST]], advisable=twice is None)


def _missing_attachments(case: Case) -> Iterator[Hit]:
    missing = missing_attachments(case.document)
    if changes_another(case.summary):
        own = named_as_its_own(case.document)  # others may be attached to the other document
        missing = [one for one in missing if one.key in own]
    if missing:
        yield Hit(in_sentences(missing), [(one.start, one.end) for one in missing[:_MOST]])


def _undefined_terms(case: Case) -> Iterator[Hit]:
    other = case.summary.depends_on
    if other and (
        other.kind != "related"
        or any(one.how not in (TOGETHER, KEEPS) for one in related_agreements(case.document, None))
    ):
        return  # its terms may be defined in the other document
    terms = undefined_terms(case.document.text)[:_MOST]
    if terms:
        plain = [one for one in terms if not one.instead]
        said = [f"“{one.term}” ({one.uses} times) is not defined; “{one.instead}” is." for one in terms if one.instead]
        if plain:
            used = "is used as a defined term but is" if len(plain) == 1 else "are used as defined terms but are"
            quoted = listed([f"“{one.term}” ({one.uses} times)" for one in plain])
            said.insert(0, f"{quoted} {used} not defined in this document.")
        yield Hit(" ".join(said), [_use(one, case.document) for one in terms])


def _use(term: Undefined, document: Document) -> tuple[int, int]:
    """The first use of a term in a sentence, since of a heading only the sentence below it is quoted."""
    for use in occurrences(term.term, document.text, term.start):
        inside = document.segments_in(*use.span())
        if inside and not is_heading(document.segment_text(inside[0])):
            return use.span()
    return term.start, term.end


def _blanks(case: Case) -> Iterator[Hit]:
    summary = case.summary
    dates = [one for one in (summary.agreement_date, summary.effective_date, summary.expiration_date) if one]
    # Rules of their own ask for these dates.
    flagged = [clause.interval for clause in case.clauses if any(one.clause == clause.id and one.gap for one in dates)]
    found = [
        (start, end)
        for start, end in blanks(case.document)
        if _names_a_party(case, (start, end))
        or not any(interval[0] < end and start < interval[1] for interval in flagged)
    ]
    choices, boxes = open_choices(case.document), open_boxes(case.document)
    said = [_left_to_choose(choices)] if choices else []
    if boxes:
        said.append("One list of boxes has" if len(boxes) == 1 else f"{len(boxes)} lists of boxes have")
        said[-1] += " none ticked."
    if found:
        found.sort(key=lambda place: _rank(case, place))
        passages = "One sentence has a blank" if len(found) == 1 else f"{len(found)} sentences have blanks"
        said.insert(0, f"{passages} to be filled in.")
    notes = drafting_notes(case.document)
    if notes:
        said.append("One note to the drafters is" if len(notes) == 1 else f"{len(notes)} notes to the drafters are")
        said[-1] += " left in the text."
    if said:
        quoted = (found or choices or boxes or notes)[:_MOST_QUOTED]
        only = quoted == notes[:_MOST_QUOTED]
        yield Hit(" ".join(said), quoted, advisable=not only, reason=_ASKS_FOR_REVIEW if only else None)


_ASKS_FOR_REVIEW = "Whoever drafted the contract wanted something confirmed before it is signed."


def _left_to_choose(choices: list[tuple[int, int]]) -> str:
    """A sentence on the choices in brackets."""
    passages = "One sentence has words" if len(choices) == 1 else f"{len(choices)} sentences have words"
    return f"{passages} in brackets to choose from."


def _rank(case: Case, blank: tuple[int, int]) -> int:
    """The place of a blank among those that are quoted: names of parties, amounts, other words, then mere fields."""
    if _names_a_party(case, blank):
        return 0
    whole = in_a_whole_sentence(case.document, blank)
    return 1 if whole and leaves_out_money(case.document, blank) else 2 if whole else 3


def _names_a_party(case: Case, blank: tuple[int, int]) -> bool:
    """Whether the name of a party is left blank in the sentence of this blank."""
    unnamed = {party.clause for party in case.summary.parties if not is_named(party.name)}
    sentences = {one.sentence for one in case.document.segments_in(*blank)}
    named = (clause.interval for clause in case.clauses if clause.id in unnamed)
    return leaves_out_a_party(case.document, blank) or any(
        one.sentence in sentences for place in named for one in case.document.segments_in(*place)
    )


def _redactions(case: Case) -> Iterator[Hit]:
    found = redactions(case.document)
    if found:
        passages = "One passage is" if found.number == 1 else f"{found.number} passages are"
        yield Hit(f"{passages} redacted here.", found.telling[:_MOST_QUOTED])


# How a party stops the renewal, or the section that says it: "unless terminated according to Section 8".
_MAY_STOP = re.compile(
    r"\b(?:notice|notif|elect)|\bterminated\b[^.;]{0,40}\b(?:according|pursuant|in\saccordance|under|as\sprovided|by\s(?:either|a|any)\sparty)",
    re.IGNORECASE,
)


def _renewal_without_notice(case: Case) -> Iterator[Hit]:
    summary = case.summary
    renewal = summary.renewal_term
    noticed = summary.renewal_notice or any(
        one.category == "Notice Period To Terminate Renewal" for one in case.clauses
    )
    if renewal is None or noticed or not _renews_by_itself(case, renewal):
        return
    if either_may_terminate(case.document, case.sides) or subscriber_may_cancel(case.document.text):
        return  # whoever does not want the renewal can end the contract without a reason
    text = case.clauses_text(renewal.source)
    if re.search(r"\brenew", text, re.IGNORECASE) and not _MAY_STOP.search(text):
        where = ", subject to the condition quoted," if renewal.condition else ","
        said = f"The contract renews automatically{where} and no deadline for opting out was found."
        yield Hit(said, clauses=[renewal.source])


def _renews_by_itself(case: Case, renewal: Renewal) -> bool:
    """Whether a renewal is automatic, and no other document deals with it."""
    return renewal.kind == "automatic" and not depends(case.summary)


def _automatic_renewal(case: Case) -> Iterator[Hit]:
    summary = case.summary
    renewal, notice = summary.renewal_term, summary.renewal_notice
    if renewal is None or not renewal.value or not _renews_by_itself(case, renewal):
        return
    if not re.search(r"\brenew|\bexten", case.clauses_text(renewal.source), re.IGNORECASE):
        return
    if notice is None or not notice.value or notice.purpose != "against_renewal" or REMINDER.search(notice.text):
        return
    again, least = in_words(renewal.value), f"at least {in_words(notice.value)} before the end of the term"
    where = ", subject to the condition quoted" if renewal.condition else ""
    said = f"The contract renews automatically for {again}{where}, unless notice is given {least}."
    yield Hit(said, clauses=list(dict.fromkeys([renewal.source, notice.source])))


CHECKS: dict[str, Callable[[Case], Iterator[Hit]]] = {
    "other-document": _other_document,
    "fewer-than-two-parties": _fewer_than_two_parties,
    "party-names-differ": _names_differ,
    "words-and-figures": _differences,
    "dead-references": _dead_references,
    "missing-attachments": _missing_attachments,
    "undefined-terms": _undefined_terms,
    "redactions": _redactions,
    "blanks": _blanks,
    "one-sided-assignment": one_sided_assignment,
    "one-sided-termination": one_sided_termination,
    "one-sided-indemnity": one_sided_indemnity,
    "one-sided-cap": one_sided_cap,
    "total-exclusion": total_exclusion,
    "nothing-capped": nothing_capped,
    "automatic-renewal": _automatic_renewal,
    "open-price-increase": open_price_increase,
    "changed-alone": changed_alone,
    "general-release": general_release,
    "arbitration-and-courts": arbitration_and_courts,
    "conflicting-laws": conflicting_laws,
    "renewal-without-notice": _renewal_without_notice,
}
# A hit of one of these checks replaces the flag of the rule for that category on the same clauses.
INSTEAD_OF = {
    "one-sided-termination": "Termination For Convenience",
    "nothing-capped": "Uncapped Liability",
    "one-sided-assignment": "Anti-Assignment",
    "general-release": "Covenant Not To Sue",
}
