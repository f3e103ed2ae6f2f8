"""Checks of rights, duties and limits of liability that only one party has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.playbook.case import Case, Hit, depends, operative_sentences
from model.playbook.clause_meaning.liability.cap_exceptions import place_of
from model.playbook.clause_meaning.rights_by_party.assignments import asks_consent, assignments
from model.playbook.clause_meaning.rights_by_party.indemnities import MONEY, generality, indemnities
from model.playbook.clause_meaning.rights_by_party.kept_rights import kept_rights
from model.playbook.clause_meaning.rights_by_party.rights import (
    FREE,
    LIMITED,
    ON_NOTICE,
    RESTRICTED,
    Right,
    sentences,
)
from model.playbook.clause_meaning.rights_by_party.terminations import (
    ended_by_someone_unknown,
    terminations,
    terminators,
)
from model.playbook.quotes import Span
from model.schema import LiabilityCap, LiabilityTerm
from model.summary.attached_forms import own_segments
from model.summary.dates.termination import ends_by_giving_up, subscriber_may_cancel
from model.summary.liability.liability import is_claim_specific_cap, is_within_a_scope
from model.summary.liability.loss_kinds import LOSS_KINDS
from model.summary.liability.total_exclusion import excludes_all
from model.summary.liability.whose_cap import whose_cap
from model.summary.parties.sides import BOTH, PRONOUN
from model.summary.parties.standard_terms import addresses_the_reader
from model.summary.text.wording import listed, possessive
from model.summary.whose_rights.rights import who_is_liable

# A cap for one service or one kind of contract is not the general cap.
_FOR_ONE = re.compile(
    r"\bwith\srespect\sto\s(?!(?:this|which|whom)\b|the\s(?:agreement|contract|subject|services)\b|all\b|(?:any|each)\s(?:and\sall|claims?|loss|damages?"
    r"|breach|matter|liabilit|cause|action|such|other|twelve|calendar|year))",
    re.IGNORECASE,
)
# "The fees paid with respect to the work" are an amount, and say nothing of the claim.
_FEES_FOR = re.compile(r"\b(?:fees|paid|payable|received)\b[^.;,]{0,60}?\bwith\srespect\sto\b", re.IGNORECASE)
# "The sole remedy is a refund" limits a claim of one kind, whoever owes it.
_ONLY_REMEDY = re.compile(r"\b(?:sole|exclusive|only)\s(?:and\s\w+\s)?remed", re.IGNORECASE)
# "Shall indemnify and hold harmless Dealer and Quill": the second need not be a party.
_WHOM = re.compile(
    r"\b(?i:indemnify|harmless)\s(?P<whom>(?:the\s)?[A-Z][\w&]+\sand\s(?:the\s)?(?!(?:Affiliates?|Customers|Subsidiaries|Directors|Officers)\b)[A-Z][\w&]+)"
    r"(?=\s(?:[a-z]|and\b|from|against)|,)"
)
# "May assign this Agreement to an affiliate, or any receivable to a bank".
_WHOLE_TO_ITS_OWN = re.compile(
    r"\bassign\s(?:th(?:is|e)\s(?:entire\s|whole\s)?(?:agreement|contract)|its\srights\sand\s(?:\w+\s)?(?:obligations|duties)[^.;,]{0,40}?)"
    r"\sto\s(?:\w+\s){0,6}?(?:affiliates?|subsidiar\w+|successors?)\b",
    re.IGNORECASE,
)
# "Vendor may not withhold its consent to an assignment in a merger of Buyer": an exception for Buyer.
_CONSENT_IS_DUE = re.compile(
    r"\bnot\s(?:unreasonably\s)?(?:withhold|refuse|deny)\s(?:or\s\w+\s)?(?:its\s|such\s|the\s)?consent\sto\s(?:an?|any|such|the)\s(?:assignment|transfer)"
    r"[^.;]{0,60}?\b(?:merger|reorgani[sz]ation|sale|affiliate|subsidiar|successor|consolidation)",
    re.IGNORECASE,
)
# "Vendor's consent need not be obtained for an assignment in a merger": an exception for Buyer, too.
_CONSENT_IS_NOT_NEEDED = (
    r"[’']s?\s(?:prior\s)?(?:written\s)?(?:consent|approval)\s(?:need|shall|will|is|does)\snot\s(?:\w+\s){0,2}?"
    r"(?:obtained|required|necessary|needed|asked|sought)\b[^.;]{0,80}?\b(?:assign|transfer)"
)
_REACH = 80
# A contractor's own taxes and contributions are nobody else's to indemnify for ...
_OWN_TAXES = re.compile(
    r"\b(?:withhold\w*|payroll|social\ssecurity|(?:un|self-?)?employment|disability\sinsurance|income)\b[^.;]{0,60}?\b(?:tax(?:es)?|contributions?|insurance|benefits)\b"
    r"|\bworkers?[’']?s?\scompensation\b",
    re.IGNORECASE,
)
# ... unless the indemnity covers more.
_MORE_THAN_TAXES = re.compile(
    r"\b(?:breach\w*|neglig\w+|infring\w+|injur\w+|death|misconduct|property|acts?|omissions?|performance|misrepresentation|products?|services)\b",
    re.IGNORECASE,
)


def one_sided_assignment(case: Case) -> Iterator[Hit]:
    """One party may not assign, and the other may; or an exception from a ban on both is made for one alone."""
    rights = list(assignments(case.document, case.sides))
    pair = _two_sides(case, rights)
    if depends(case.summary) or len(pair) != 2:
        return  # another document may bind the other party
    bound = [_with_its_exception(case, right) for right in rights if right.kind == RESTRICTED]
    free = [right for right in rights if right.kind in (FREE, LIMITED)]
    if not bound:
        yield from _keeps_its_license(case, free)
        return
    if any(right.who is None for right in bound) or case.sides.all_of(right.who for right in bound) == BOTH:
        yield from _one_sided_exception(case, bound, free)
        return
    for who, other in (pair, pair[::-1]):
        if any(right.who == other for right in bound) or not any(right.who == who for right in bound):
            continue
        freed = sorted((right for right in free if right.who == other), key=lambda right: right.kind != FREE)
        own = [right for right in bound if right.who == who]
        bound_name, free_name = _as_spoken_of(case, who, _text(case, own[0])), case.called(other)
        begins = _capital(bound_name)
        banned = _how_far([_text(case, right) for right in bound])
        excepted = [] if freed or banned == _EXCEPT_AS_QUOTED else [right for right in free if right.who == who]
        except_here = ", except in the case quoted" if excepted else ""
        said = f"{begins} may not assign {banned}{except_here}; no such restriction was found for {free_name}."
        passages = [*(freed or excepted)[:1], *own][:2]
        notified = [right for right in rights if right.kind == ON_NOTICE and right.who in (other, BOTH)]
        if freed and freed[0].kind == FREE and banned == "without consent":
            said = f"Assignment is unrestricted for {free_name} but needs consent for {bound_name}."
        elif freed:
            when = "" if freed[0].kind == FREE else " in the case quoted"
            said = f"{begins} may not assign {banned}; {free_name} may{when}."
        elif notified:
            said = f"{begins} may not assign {banned}{except_here}; {free_name} need only give notice."
            passages = [*own[:1], *notified[:1], *excepted[:1]]
        yield Hit(said, _spans(passages))


def _two_sides(case: Case, rights: Sequence[Right]) -> Sequence[str]:
    """The two parties, or those of several of whom alone it is said whether they may assign, if one is restricted."""
    told = [one for one in dict.fromkeys(right.who for right in rights) if one and one != BOTH]
    if len(case.sides.names) == 2:
        return case.sides.names
    known = all(right.who and right.who != BOTH for right in rights)
    return told if known and any(right.kind == RESTRICTED for right in rights) else ()


_EXCEPT_AS_QUOTED = "except as quoted"
# "May not assign, save to a company that it controls", "may transfer it only to the buyer of the mill"
_EXCEPTS = re.compile(
    r"\b(?:except(?!\sas\s(?:set|stated|provided|permitted|otherwise))|save(?!\sas\b)|unless|other\sthan|otherwise\s(?:assign|transfer|delegate|dispose)|only\s(?:to|with|if|in|upon|after|where|when|as))\b",
    re.IGNORECASE,
)


# "The appointment is personal to Buyer. It may carry on through a company of its own, but shall not otherwise assign"
_ITS_EXCEPTION = re.compile(
    r"\s{1,3}(?=[A-Z][^.;\n]{0,300}\bnot\sotherwise\s(?:assign|transfer|delegate|dispose)\b)[^.;\n]{10,400}[.;]"
)


def _with_its_exception(case: Case, right: Right) -> Right:
    """A ban with the sentence after it, if that one names an exception."""
    exception = _ITS_EXCEPTION.match(case.document.text, right.end)
    return right._replace(end=exception.end()) if exception else right


def _how_far(bans: Sequence[str]) -> str:
    """How far sentences keep a party from assigning: without consent, but for the cases that they name, or at all."""
    if any(asks_consent(one) for one in bans):
        return "without consent"
    return _EXCEPT_AS_QUOTED if any(_EXCEPTS.search(one) for one in bans) else "at all"


def _keeps_its_license(case: Case, free: Sequence[Right]) -> Iterator[Hit]:
    """One party may not hand on its license or account, and nothing keeps the other from assigning the contract."""
    kept = list(kept_rights(case.document, case.sides))
    who = case.sides.all_of(one.who for one in kept)
    other = case.sides.other(who) if who and who != BOTH else None
    if not (who and other):
        return
    first = kept[0]
    begins = _capital(_as_spoken_of(case, who, case.document.text[first.start : first.end]))
    may = [right for right in free if right.who == other and right.kind == FREE]
    back = f"{case.called(other)} may assign the contract"
    lacks = back if may else f"no restriction on assignment was found for {case.called(other)}"
    yield Hit(f"{begins} may not transfer the {first.what}; {lacks}.", [*_spans(may[:1]), (first.start, first.end)])


def _one_sided_exception(case: Case, bound: Sequence[Right], free: Sequence[Right]) -> Iterator[Hit]:
    """A restriction on both parties with an exception that is made for one of them alone."""
    if any(right.who is None for right in (*bound, *free)):
        return
    if any(_CONSENT_IS_DUE.search(_to_its_end(case, right)) for right in (*bound, *free)):
        return
    made = [right for right in free if _is_handed_on(_text(case, right))]
    # an exception for one party alone may stand beside one for both
    who = case.sides.all_of([right.who for right in made if right.who != BOTH])
    if any(who == one for right in bound for one in _whose_consent_is_not_needed(case, right)):
        return
    if who and who != BOTH and (other := case.sides.other(who)) and not _may_assign(case, other):
        said = (
            f"Neither party may assign without consent, but {case.called(who)} may in the case quoted; "
            f"no such exception was found for {case.called(other)}."
        )
        yield Hit(said, _spans(made[:1]), advisable=False)


# "(d) Vendor may, without Buyer's consent, assign its rights", in the middle of a sentence that lists several cases
_MAY_ASSIGN = (
    r"\smay\b[^.;]{0,80}?\b(?:assign|transfer)\s(?:this\s(?:agreement|contract)|(?:its|the|any\sof\sits)\srights)\b"
)


def _may_assign(case: Case, who: str) -> bool:
    return any(one == who for _, one in case.sides.named(case.document.text, after=_MAY_ASSIGN))


def _whose_consent_is_not_needed(case: Case, right: Right) -> Iterator[str]:
    """The parties without whose consent the other may assign in some case."""
    yield from (who for _, who in case.sides.named(_to_its_end(case, right), after=_CONSENT_IS_NOT_NEEDED))


_ENDS, _REST = re.compile(r"[.;](?:\s|$)"), 1_500


def _to_its_end(case: Case, right: Right) -> str:
    """A sentence with the part of it that a page break cut off."""
    text = case.document.text
    said = text[right.start : right.end]
    if not said.rstrip().endswith((".", ";")):
        end = _ENDS.search(text, right.end, right.end + _REST)
        said = text[right.start : end.start() if end else right.end]
    return " ".join(said.split())


def _is_handed_on(sentence: str) -> bool:
    """Whether a sentence lets someone assign more than money that it is owed."""
    return not MONEY.search(sentence) or _WHOLE_TO_ITS_OWN.search(sentence) is not None


def one_sided_termination(case: Case) -> Iterator[Hit]:
    """Only one party may terminate for convenience."""
    at_will = [
        (clause, said)
        for clause, said in operative_sentences("Termination For Convenience", case.clauses)
        if not ends_by_giving_up(said)
    ]
    rights = [(terminators(said, case.sides), clause.id) for clause, said in at_will]
    if depends(case.summary) or len(case.sides.names) != 2 or not (rights and all(who for who, _ in rights)):
        return
    who = set().union(*(who for who, _ in rights)) | {who for who, *_ in terminations(case.document, case.sides)}
    only = case.sides.all_of(who)
    if only and only != BOTH and (other := case.sides.other(only)) and not _may_also_leave(case, other):
        name = _capital(_as_spoken_of(case, only, at_will[0][1]))
        said = f"{name} may terminate for convenience; no such right was found for {case.called(other)}."
        yield Hit(said, clauses=[clause for _, clause in rights])


def _may_also_leave(case: Case, other: str) -> bool:
    """Whether the text speaks of the other party's leaving of its own will, or lets someone leave who may be it: "you
    may terminate", where the contract does not say who "you" are, or "members may leave the program at any time"."""
    for segment in own_segments(case.document):
        text = " ".join(case.document.segment_text(segment).split())
        leaves = case.sides.named(text, before=r"\bif\s(?:the\s)?", after=r"\svoluntarily\s(?:terminat|resign|leav)")
        if any(who == other for _, who in leaves) or ends_by_giving_up(text):
            return True
    return subscriber_may_cancel(case.document.text) or any(ended_by_someone_unknown(case.document, case.sides))


def one_sided_indemnity(case: Case) -> Iterator[Hit]:
    """Only one party indemnifies the other."""
    if depends(case.summary):
        return
    rights = list(indemnities(case.document, case.sides))
    if len(case.sides.names) > 2:
        yield from _indemnity_of_some(case, rights)
        return
    full = [right for right in rights if right.kind == FREE]
    only = case.sides.all_of(right.who for right in rights)
    if not full or only in (None, BOTH) or not (other := case.sides.other(only)):
        return
    giver, taker = case.called(only), case.called(other)
    if all(_is_for_own_taxes(case, right) for right in full):
        return
    main = max(full, key=lambda right: (generality(case.document, right), -right.start))
    both = _WHOM.search(case.document.text, main.start, main.end + _REACH)
    whom = both["whom"] if both and other.lower() in both["whom"].lower() else taker
    general = generality(case.document, main) > 0
    when = "" if general else " in the case quoted"
    said = f"{giver} indemnifies {whom}{when}; no indemnity by {taker} was found."
    yield Hit(said, _spans([main]), advisable=general)


def _indemnity_of_some(case: Case, rights: Sequence[Right]) -> Iterator[Hit]:
    """Among three parties or more: some indemnify all the others, who indemnify nobody; not if those who do so also
    indemnify one another."""
    givers = [{right.who} if right.who else _givers_before(case, right) for right in rights]
    full = [right for right in rights if right.kind == FREE and not _is_for_own_taxes(case, right)]
    giving = set[str]().union(*givers)
    taking = [name for name in case.sides.names if name not in giving]
    if not (full and taking and all(givers)) or BOTH in giving:
        return
    if any(_protects_one_of(case, right, giving - {right.who}) for right in full if right.who):
        return
    main = max(full, key=lambda right: (generality(case.document, right), -right.start))
    inside = case.document.segments_in(main.start, main.end)
    protected = case.document.text[main.end : inside[-1].end if inside else main.end]
    if generality(case.document, main) and all(case.sides.mentions(name, protected) for name in taking):
        named = listed([case.called(name) for name in case.sides.names if name in giving])
        others = listed([case.called(name) for name in taking])
        verb = "indemnifies" if len(giving) == 1 else "indemnify"
        back = others if len(taking) == 1 else "them"
        yield Hit(f"{named} {verb} {others}; no indemnity by {back} was found.", _spans([main]))


# "Vendor shall indemnify Mill and Carter from all claims": the words between the duty and the claims
_AGAINST = re.compile(r"\b(?:against|from)\b|[.;]", re.IGNORECASE)


def _protects_one_of(case: Case, right: Right, names: set[str]) -> bool:
    """Whether an indemnity protects one of these parties."""
    said = case.document.text[right.end : right.end + 2 * _REACH]
    whom = _AGAINST.split(said, maxsplit=1)[0]
    return any(case.sides.mentions(name, whom) for name in names)


_AND = re.compile(r"(?:,?\s(?:Inc|LLC|Ltd|Corp)\b\.?)?,?\s(?:and|or)\s", re.IGNORECASE)
_THE = re.compile(r"(?:the\s+)?", re.IGNORECASE)


def _givers_before(case: Case, right: Right) -> set[str]:
    """The parties that a sentence lists right before its duty to indemnify: "Vendor and Mill, jointly, agree to"."""
    inside = case.document.segments_in(right.start, right.end)
    before = case.document.text[inside[0].start if inside else right.start : right.start].replace("\n", " ")
    last = list(case.sides.named(before))[-2:]
    first = _THE.match(before, last[0][0]) if len(last) == 2 else None
    between = case.sides.end_of_name(before, first.end()) if first else None
    joined = _AND.match(before, between) if between else None
    return {who for _, who in last} if joined and joined.end() >= last[1][0] else set()


def _is_for_own_taxes(case: Case, right: Right) -> bool:
    """Whether an indemnity covers only what a contractor owes the State for being paid."""
    inside = case.document.segments_in(right.start, right.end)
    said = " ".join(case.document.text[right.start : inside[-1].end if inside else right.end].split())
    return _OWN_TAXES.search(said) is not None and not _MORE_THAN_TAXES.search(said)


# "Your account may not be transferred": "you" may not transfer it.
_SUBJECT = {"your": "you", "yours": "you", "us": "we", "our": "we", "ours": "we"}
_PERSON = re.compile(rf"\b{PRONOUN}\b", re.IGNORECASE)


def _as_spoken_of(case: Case, who: str, sentence: str) -> str:
    """A party as a sentence speaks of it, if the contract has only a pronoun for it: “you”."""
    if any(who in party.defined_as for party in case.summary.parties):
        return case.called(who)
    said = next((one for one in _PERSON.finditer(sentence) if case.sides.named_at(sentence, one.start()) == who), None)
    return f"“{_SUBJECT.get(said.group().lower(), said.group().lower())}”" if said else case.called(who)


def _capital(name: str) -> str:
    """A pronoun in quotation marks as it begins a sentence."""
    return f"“{name[1:].capitalize()}" if name.startswith("“") else name


def _text(case: Case, right: Right) -> str:
    return case.document.text[right.start : right.end]


def _spans(rights: Sequence[Right]) -> list[tuple[int, int]]:
    return [(right.start, right.end) for right in rights]


_OUR_LIABILITY = re.compile(r"\bour\s(?:\w+,?\s){0,4}?liability\b", re.IGNORECASE)


def _whose(case: Case, limit: LiabilityCap | LiabilityTerm) -> str | None:
    """The party whose liability a cap or an exclusion limits, also if it is only "we" or "you" there."""
    if isinstance(limit, LiabilityCap):
        return limit.party or whose_cap(limit.text, case.sides, case.document.text)
    return limit.party or who_is_liable(limit.text, case.sides)


def one_sided_cap(case: Case) -> Iterator[Hit]:
    """Only one party's liability is capped."""
    cap = case.summary.liability_cap
    capped = _whose(case, cap) if cap else None
    if cap is None or capped is None or len(case.sides.names) != 2:
        return
    if is_claim_specific_cap(cap.text) or _FOR_ONE.search(_FEES_FOR.sub(" ", cap.text)):
        return
    reader = any(term.lower() == "you" for party in case.summary.parties for term in party.defined_as)
    several = len(case.summary.parties) > 1
    if several and _OUR_LIABILITY.search(cap.text) and not reader and addresses_the_reader(case.document.text):
        return  # the other side is the reader; a second company offers the terms, too
    others = [other for other in case.summary.other_caps if other.party or not _ONLY_REMEDY.search(other.text)]
    if any(_whose(case, other) != capped for other in others):
        return
    other = next((name for name in case.sides.names if name.lower() != capped.lower()), None)
    excluded = any(
        term.total and term.kind == "exclusion" and _whose(case, term) == other for term in case.summary.liability
    )
    if other and not excluded and not _is_capped_elsewhere(case, other, cap):
        one, two = (possessive(case.called(name)) for name in (capped, other))
        if part := _capped_in_part(case, other):
            said = f"Only {one} liability is capped as a whole; {two} is capped only in the case quoted."
            hit = in_its_sentence(case, cap, said)
            reason = "No amount limits other claims against the other party."
            yield hit._replace(spans=[*hit.spans, part], reason=reason)
        else:
            yield in_its_sentence(case, cap, f"Only {one} liability is capped; {two} is not.")


# "Buyer is liable for the loss of a crate up to its value", "shall pay Vendor's losses, but only up to the fees"
_UP_TO = re.compile(
    r"\b(?:liable|responsible)\b[^.;]{0,120}?\bup\sto\s(?:an?\b|the\b|its\b|their\b|[$€£]\s?\d)"
    r"|\b(?:pay|reimburse|compensate|make\sgood|bear)\b[^.;]{0,60}?\b(?:loss(?:es)?|damages?)\b[^.;]{0,240}?\b(?:only\sup\sto|no\smore\sthan|not\s(?:to\s)?exceed\w*)\b",
    re.IGNORECASE,
)
_AN_AMOUNT = ("up to", "more than", "exceed")


def _capped_in_part(case: Case, who: str) -> tuple[int, int] | None:
    """The interval of a sentence by which a party owes some of what it causes only up to an amount."""
    for start, end, text in sentences(case.document, *_AN_AMOUNT):
        owes = _UP_TO.search(text)
        if owes and who in (case.sides.subject(text, owes.start()), who_is_liable(text, case.sides)):
            return start, end
    return None


# "Brook's total liability is limited to the fees due": a cap that the model did not find.
_CAPPED = re.compile(
    r"\b(?:total|aggregate|maximum|entire|overall|cumulative)\sliability\b[^.;\n]{0,160}?\b(?:limited\sto|(?:not|never)\sexceed|capped\sat)\b"
    # "Buyer shall not be liable for any amount exceeding the fees outstanding"
    # "Client's liability remains as stated in the Master Agreement"
    r"|\bliability\s(?:remains|is|continues\sto\sbe)\s(?:as\s(?:stated|set\sout|provided)|governed\sby|limited\s(?:as|by)|subject\sto\sthe\slimits?)\b"
    r"|\bnot\sbe\sliable\b[^.;\n]{0,80}?\bamounts?\s(?:exceeding|in\sexcess\sof|greater\sthan|above)\b",
    re.IGNORECASE,
)
_BEFORE_LIABILITY = 120


def _is_capped_elsewhere(case: Case, who: str, known: LiabilityCap) -> bool:
    """Whether another sentence than that of the known cap caps a party's liability."""
    own, text = " ".join(known.text.split()), case.document.text
    for match in _CAPPED.finditer(text):
        near = max(0, match.start() - _BEFORE_LIABILITY)
        begin = max(text.rfind("\n", near, match.start()) + 1, text.rfind(". ", near, match.start()) + 1, near)
        sentence = " ".join(text[begin : match.end()].split())
        if sentence not in own and who_is_liable(sentence, case.sides) == who:
            return True
    return False


def total_exclusion(case: Case) -> Iterator[Hit]:
    """A party excludes all of its liability."""
    terms = [term for term in case.summary.liability if excludes_all(term) or _excludes_all_in_cases(term)]
    whose = [(_whose(case, term), term) for term in terms]
    for party, term in {party: (party, term) for party, term in reversed(whose)}.values():
        who = case.called(party) if party else "A party"
        where = " in the cases that the quoted passage refers to" if is_within_a_scope(term.text) else ""
        yield in_its_sentence(case, term, f"{who} excludes all of its liability{where}.")


def _excludes_all_in_cases(term: LiabilityTerm) -> bool:
    return term.kind == "exclusion" and is_within_a_scope(term.text) and not LOSS_KINDS.search(term.text)


def nothing_capped(case: Case) -> Iterator[Hit]:
    """The carve-outs take out of the cap all that it covers."""
    terms = [term for term in case.summary.liability if term.kind == "carve_out" and term.total]
    for term in terms[:1]:
        yield in_its_sentence(case, term, "The carve-outs swallow the cap.")


def in_its_sentence(case: Case, term: LiabilityTerm | LiabilityCap, said: str) -> Hit:
    """A hit that quotes the sentence from which the summary read a limit of liability."""
    place = place_of(term, case.clause(term.clause))
    return Hit(said, [Span(*place, term.clause)]) if place else Hit(said, clauses=[term.clause])
