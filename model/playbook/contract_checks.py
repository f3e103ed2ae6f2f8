"""Checks that run on every contract regardless of what the model found. Each is a function from a contract to its hits,
and a rule of the playbook refers to it by name (``check: one-sided-assignment``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from chunking.document import Document
from model.playbook.attachments import in_sentences, missing_attachments, own_text
from model.playbook.blanks import blanks
from model.playbook.cap_exceptions import place_of
from model.playbook.cross_references import dead_references
from model.playbook.one_sided_rights import (
    FREE,
    LIMITED,
    MONEY,
    RESTRICTED,
    Right,
    asks_consent,
    assignments,
    generality,
    indemnities,
    terminations,
    terminators,
)
from model.playbook.other_documents import RELATIONS, in_a_sentence
from model.playbook.party_names import signed_otherwise
from model.playbook.polarity import asserted
from model.playbook.quotes import Span
from model.playbook.redactions import redactions
from model.playbook.total_exclusion import excludes_all
from model.playbook.undefined_terms import undefined_terms
from model.schema import Clause, LiabilityCap, LiabilityTerm, Renewal, Summary
from model.summary.liability import is_claim_specific_cap
from model.summary.parties.sides import BOTH, Sides
from model.summary.related.related_agreements import TOGETHER, related_agreements
from model.summary.values import in_words, possessive

# A cap for one service or one kind of contract is not the general cap.
_FOR_ONE = re.compile(
    r"\bwith\srespect\sto\s(?!this\b|the\s(?:agreement|contract|subject|services)\b|all\b|(?:any|each)\s(?:and\sall|claims?|loss|damages?"
    r"|breach|matter|liabilit|cause|action|such|other|twelve|calendar|year))",
    re.IGNORECASE,
)
# The prices of a party that may raise them without limit.
_RAISES = re.compile(
    r"\b(?:may|right\sto|entitled\sto|can)\s(?:[\w,]+\s){0,8}?(?P<verb>increase|raise|adjust|change|modify|revise)\b"
    r"(?!\sin\b)[^.;]{0,60}?\b(?:prices?|pricing|price\slists?|fees|rates|charges|tuition)\b",
    re.IGNORECASE,
)
# A role that sells, if the contract does not say whose it is.
_SELLER = re.compile(
    r"(?:^|[.;]\s)[\W\d]{0,12}(?:The\s)?(?P<who>Company|Seller|Supplier|Vendor|Provider|Licensor|Manufacturer|Franchisor|Lessor|Carrier)\s$"
)
_HELD_DOWN = re.compile(
    r"\b(?:not|exceed|%|percent|per\scent|cpi|index|inflation|mutual\w*|agree[sd]?|agreement\sof|consent|approv\w+|maximum|caps?"
    r"|proportion\w*|actual|costs?|resale|retail|customers|end[\s-]users?|scope|accordance|reasonabl\w+|negotiat\w+)\b|%",
    re.IGNORECASE,
)
# A reminder of the renewal is not a notice of non-renewal.
REMINDER = re.compile(r"\b(?<!non-)(?<!non)renewal\snotice\b|\bnotice\sof\s(?:the\s)?renewal\b|\bremind", re.IGNORECASE)
# "Shall indemnify and hold harmless Dealer and Quill": the second need not be a party.
_WHOM = re.compile(
    r"\b(?i:indemnify|harmless)\s(?P<whom>(?:the\s)?[A-Z][\w&]+\sand\s(?:the\s)?(?!(?:Affiliates?|Customers|Subsidiaries|Directors|Officers)\b)[A-Z][\w&]+)"
    r"(?=\s(?:[a-z]|and\b|from|against)|,)"
)
_REACH = 80
# At most this many examples per check, and quoted redactions.
_MOST, _MOST_QUOTED = 4, 3


class Case(NamedTuple):
    """A contract as the checks see it; ``clauses`` are those that count as found."""

    document: Document
    summary: Summary
    clauses: Sequence[Clause]
    sides: Sides

    def clauses_text(self, number: int) -> str:
        """The text of a clause; empty if the clause does not count as found."""
        return next((clause.text for clause in self.clauses if clause.id == number), "")


class Hit(NamedTuple):
    """What a rule found: a sentence, the intervals of the contract's text that it is about, the clauses that say it,
    what is usual (if known), whether it is uncertain, and whether the rule's advice can apply to it."""

    said: str
    spans: Sequence[Span | tuple[int, int]] = ()
    clauses: Sequence[int] = ()
    norm: str | None = None
    unsure: bool = False
    advisable: bool = True


def about_clauses(hit: Hit) -> list[int]:
    """The clauses that a hit is about, or in which the passages are that it quotes."""
    inside = (one.clause for one in hit.spans if isinstance(one, Span))
    return list(dict.fromkeys([*hit.clauses, *(clause for clause in inside if clause is not None)]))


def operative_sentences(category: str, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, str]]:
    """The clauses of a category that really say what its name promises, each with the sentence that does, on one
    line."""
    for clause in clauses:
        if clause.category == category and (place := asserted(category, clause.text)):
            yield clause, " ".join(clause.text[slice(*place)].split())


def depends(summary: Summary) -> bool:
    """Whether the document relies on another one for terms that contracts usually have."""
    return summary.depends_on is not None and summary.depends_on.kind not in ("related", "restatement")


def changes_another(summary: Summary) -> bool:
    """Whether the document changes or adds to another one; its references then point to that one's sections and
    exhibits."""
    return summary.depends_on is not None and summary.depends_on.kind != "related"


def _other_document(case: Case) -> Iterator[Hit]:
    other = case.summary.depends_on
    if other is not None and other.kind == "related":
        name = case.summary.document_name.text if case.summary.document_name else None
        related = related_agreements(case.document, name)[:_MOST_QUOTED]
        spans = [(one.start, one.end) for one in related] or [(other.interval[0], other.interval[1])]
        yield Hit(in_a_sentence(other, related), spans)
    elif other is not None and other.kind in RELATIONS:
        yield Hit(in_a_sentence(other), [(other.interval[0], other.interval[1])])


def _fewer_than_two_parties(case: Case) -> Iterator[Hit]:
    if len(case.summary.parties) < 2:
        found = "Only one named party was" if case.summary.parties else "No parties were"
        yield Hit(f"{found} found.", clauses=[party.clause for party in case.summary.parties])


def _names_differ(case: Case) -> Iterator[Hit]:
    for one in signed_otherwise(own_text(case.document.text), [party.name for party in case.summary.parties]):
        yield Hit(f"The party “{one.name}” appears as “{one.signed}” in the signature block.", [(one.start, one.end)])


def _differences(case: Case) -> Iterator[Hit]:
    for one in case.summary.differences[:_MOST]:
        said = f"“{' '.join(one.text.split())}” says {one.words} in words and {one.figures} in figures."
        yield Hit(said, [(one.interval[0], one.interval[1])])


def _dead_references(case: Case) -> Iterator[Hit]:
    if changes_another(case.summary):
        return  # its sections are those of the other document
    dead = dead_references(case.document)
    for one in dead[:_MOST]:
        yield Hit(f"The contract refers to Section {one.number}, which it does not contain.", [(one.start, one.end)])


def _missing_attachments(case: Case) -> Iterator[Hit]:
    if changes_another(case.summary):
        return  # they may be attached to the other document
    missing = missing_attachments(case.document)
    if missing:
        yield Hit(in_sentences(missing), [(one.start, one.end) for one in missing[:_MOST]])


def _undefined_terms(case: Case) -> Iterator[Hit]:
    other = case.summary.depends_on
    if other and (
        other.kind != "related" or any(one.how != TOGETHER for one in related_agreements(case.document, None))
    ):
        return  # its terms may be defined in the other document
    terms = undefined_terms(case.document.text)[:_MOST]
    if terms:
        plain = [one for one in terms if not one.instead]
        said = [f"“{one.term}” ({one.uses} times) is not defined; “{one.instead}” is." for one in terms if one.instead]
        if plain:
            used = "is used as a defined term but is" if len(plain) == 1 else "are used as defined terms but are"
            quoted = _listed([f"“{one.term}” ({one.uses} times)" for one in plain])
            said.insert(0, f"{quoted} {used} not defined in this document.")
        yield Hit(" ".join(said), [(one.start, one.end) for one in terms])


def _blanks(case: Case) -> Iterator[Hit]:
    summary = case.summary
    dates = [one for one in (summary.agreement_date, summary.effective_date, summary.expiration_date) if one]
    # Rules of their own ask for these dates.
    flagged = [clause.interval for clause in case.clauses if any(one.clause == clause.id and one.gap for one in dates)]
    found = [
        (start, end)
        for start, end in blanks(case.document)
        if not any(interval[0] < end and start < interval[1] for interval in flagged)
    ]
    if found:
        passages = "One sentence has a blank" if len(found) == 1 else f"{len(found)} sentences have blanks"
        yield Hit(f"{passages} to be filled in.", found[:_MOST_QUOTED])


def _redactions(case: Case) -> Iterator[Hit]:
    found = redactions(case.document)
    if found:
        passages = "One passage is" if found.number == 1 else f"{found.number} passages are"
        yield Hit(f"{passages} redacted here.", found.telling[:_MOST_QUOTED])


def _one_sided_assignment(case: Case) -> Iterator[Hit]:
    rights = list(assignments(case.document, case.sides))
    pair = case.sides.names
    if depends(case.summary):
        return  # the other document may bind the other party
    if len(pair) != 2:
        return
    bound = [right for right in rights if right.kind == RESTRICTED]
    free = [right for right in rights if right.kind in (FREE, LIMITED)]
    if any(right.who in (BOTH, None) for right in bound):
        yield from _one_sided_exception(case, bound, free)
        return
    for who, other in (pair, pair[::-1]):
        if any(right.who == other for right in bound) or not any(right.who == who for right in bound):
            continue
        freed = sorted((right for right in free if right.who == other), key=lambda right: right.kind != FREE)
        bound_name, free_name = _called(case, who), _called(case, other)
        banned = "without consent" if any(asks_consent(_text(case, right)) for right in bound) else "at all"
        said = f"{bound_name} may not assign {banned}; no such restriction was found for {free_name}."
        if freed and freed[0].kind == FREE and banned == "without consent":
            said = f"Assignment is unrestricted for {free_name} but needs consent for {bound_name}."
        elif freed:
            when = "" if freed[0].kind == FREE else " in the case quoted"
            said = f"{bound_name} may not assign {banned}; {free_name} may{when}."
        yield Hit(said, _spans([*freed[:1], *(right for right in bound if right.who == who)][:2]))


def _one_sided_exception(case: Case, bound: Sequence[Right], free: Sequence[Right]) -> Iterator[Hit]:
    """A restriction on both parties with an exception that is made for one of them alone."""
    made = [right for right in free if not MONEY.search(_text(case, right))]
    only = {right.who for right in made}
    if (
        any(right.who is None for right in (*bound, *free))
        or len(only) != 1
        or (who := only.pop()) not in case.sides.names
    ):
        return
    other = case.sides.other(who or "")
    if who and other:
        said = (
            f"Neither party may assign without consent, but {_called(case, who)} may in the case quoted; "
            f"no such exception was found for {_called(case, other)}."
        )
        yield Hit(said, _spans(made[:1]), advisable=False)


def _one_sided_termination(case: Case) -> Iterator[Hit]:
    at_will = operative_sentences("Termination For Convenience", case.clauses)
    rights = [(terminators(said, case.sides), clause.id) for clause, said in at_will]
    if depends(case.summary) or len(case.sides.names) != 2 or not (rights and all(who for who, _ in rights)):
        return
    who = set().union(*(who for who, _ in rights)) | terminations(case.document, case.sides)
    if len(who) == 1 and (only := who.pop()) in case.sides.names:
        other = next(name for name in case.sides.names if name != only)
        said = (
            f"{_called(case, only)} may terminate for convenience; no such right was found for {_called(case, other)}."
        )
        yield Hit(said, clauses=[clause for _, clause in rights])


def _one_sided_indemnity(case: Case) -> Iterator[Hit]:
    if depends(case.summary):
        return
    rights = list(indemnities(case.document, case.sides))
    who = {right.who for right in rights}
    if len(case.sides.names) == 2 and len(who) == 1 and (only := who.pop()) in case.sides.names:
        other = next(name for name in case.sides.names if name != only)
        giver, taker = _called(case, only), _called(case, other)
        full = [right for right in rights if right.kind == FREE]
        if full:
            main = max(full, key=lambda right: (generality(case.document, right), -right.start))
            both = _WHOM.search(case.document.text, main.start, main.end + _REACH)
            whom = both["whom"] if both and other.lower() in both["whom"].lower() else taker
            general = generality(case.document, main) > 0
            when = "" if general else " in the case quoted"
            said = f"{giver} indemnifies {whom}{when}; no indemnity by {taker} was found."
            yield Hit(said, _spans([main]), advisable=general)


def _called(case: Case, name: str) -> str:
    return case.sides.in_text(name, case.document.text)


def _text(case: Case, right: Right) -> str:
    return case.document.text[right.start : right.end]


def _spans(rights: Sequence[Right]) -> list[tuple[int, int]]:
    return [(right.start, right.end) for right in rights]


def _one_sided_cap(case: Case) -> Iterator[Hit]:
    cap = case.summary.liability_cap
    if cap is None or cap.party is None or len(case.sides.names) != 2:
        return
    if is_claim_specific_cap(cap.text) or _FOR_ONE.search(cap.text):
        return
    if any(other.party != cap.party for other in case.summary.other_caps):
        return
    other = next((name for name in case.sides.names if name.lower() != cap.party.lower()), None)
    excluded = any(term.total and term.kind == "exclusion" and term.party == other for term in case.summary.liability)
    if other and not excluded:
        capped, uncapped = (possessive(_called(case, name)) for name in (cap.party, other))
        yield in_its_sentence(case, cap, f"Only {capped} liability is capped; {uncapped} is not.")


def _total_exclusion(case: Case) -> Iterator[Hit]:
    terms = [term for term in case.summary.liability if excludes_all(term)]
    for term in {term.party: term for term in reversed(terms)}.values():
        who = _called(case, term.party) if term.party else "A party"
        yield in_its_sentence(case, term, f"{who} excludes all of its liability.")


def _nothing_capped(case: Case) -> Iterator[Hit]:
    terms = [term for term in case.summary.liability if term.kind == "carve_out" and term.total]
    for term in terms[:1]:
        yield in_its_sentence(case, term, "The carve-outs swallow the cap.")


def in_its_sentence(case: Case, term: LiabilityTerm | LiabilityCap, said: str) -> Hit:
    """A hit that quotes the sentence from which the summary read a limit of liability."""
    place = place_of(term, {one.id: one for one in case.clauses})
    return Hit(said, [Span(*place, term.clause)]) if place else Hit(said, clauses=[term.clause])


def _renewal_without_notice(case: Case) -> Iterator[Hit]:
    summary = case.summary
    renewal = summary.renewal_term
    noticed = summary.renewal_notice or any(
        one.category == "Notice Period To Terminate Renewal" for one in case.clauses
    )
    if renewal is None or noticed or not _renews_by_itself(case, renewal):
        return
    text = case.clauses_text(renewal.clause)
    if re.search(r"\brenew", text, re.IGNORECASE) and not re.search(r"\b(?:notice|notif|elect)", text, re.IGNORECASE):
        where = ", subject to the condition quoted," if renewal.condition else ","
        said = f"The contract renews automatically{where} and no deadline for opting out was found."
        yield Hit(said, clauses=[renewal.clause])


def _renews_by_itself(case: Case, renewal: Renewal) -> bool:
    """Whether a renewal is automatic, and no other document deals with it."""
    return renewal.kind == "automatic" and not depends(case.summary)


def _automatic_renewal(case: Case) -> Iterator[Hit]:
    summary = case.summary
    renewal, notice = summary.renewal_term, summary.renewal_notice
    if renewal is None or not renewal.value or not _renews_by_itself(case, renewal):
        return
    if not re.search(r"\brenew|\bexten", case.clauses_text(renewal.clause), re.IGNORECASE):
        return
    if notice is None or not notice.value or notice.purpose != "against_renewal" or REMINDER.search(notice.text):
        return
    again, least = in_words(renewal.value), f"at least {in_words(notice.value)} before the end of the term"
    where = ", subject to the condition quoted" if renewal.condition else ""
    said = f"The contract renews automatically for {again}{where}, unless notice is given {least}."
    yield Hit(said, clauses=list(dict.fromkeys([renewal.clause, notice.clause])))


def _open_price_increase(case: Case) -> Iterator[Hit]:
    for segment in case.document.segments:
        text = " ".join(case.document.segment_text(segment).split())
        raises = _RAISES.search(text)
        if raises is None or _HELD_DOWN.search(text):
            continue
        who = case.sides.actor(text, raises.start("verb"))
        seller = _SELLER.search(text, 0, raises.start())
        name = _called(case, who) if who in case.sides.names and who else seller["who"] if seller and not who else None
        if name:
            said = f"{name} may change its prices, and the sentence sets no limit."
            yield Hit(said, [(segment.start, segment.end)])
            return


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


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
    "one-sided-assignment": _one_sided_assignment,
    "one-sided-termination": _one_sided_termination,
    "one-sided-indemnity": _one_sided_indemnity,
    "one-sided-cap": _one_sided_cap,
    "total-exclusion": _total_exclusion,
    "nothing-capped": _nothing_capped,
    "automatic-renewal": _automatic_renewal,
    "open-price-increase": _open_price_increase,
    "renewal-without-notice": _renewal_without_notice,
}
# A hit of one of these checks replaces the flag of the rule for that category on the same clauses.
INSTEAD_OF = {
    "one-sided-termination": "Termination For Convenience",
    "nothing-capped": "Uncapped Liability",
    "one-sided-assignment": "Anti-Assignment",
}
