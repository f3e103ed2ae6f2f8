"""What a flag says of clauses that the playbook wants reviewed or does not accept, and whose right they give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from model.playbook.case import Case, ends_another, operative_sentences
from model.playbook.categories import present_phrase
from model.playbook.clause_meaning.by_category.changes_of_control import (
    changed,
    effect_of_a_change,
    lists_decisions,
    restricts,
)
from model.playbook.clause_meaning.by_category.commitments import is_mere_target, only_lets_it_go
from model.playbook.clause_meaning.by_category.fixed_sums import is_price_of_an_exit
from model.playbook.clause_meaning.by_category.inspections import is_limited, is_owners_look
from model.playbook.clause_meaning.by_category.not_restraining import may_compete, names_staff
from model.playbook.clause_meaning.by_category.reserved_rights import GRANTS, is_left_out
from model.playbook.clause_meaning.clause_statements import in_turn, statement
from model.playbook.clause_meaning.liability.uncapped import unlimited
from model.playbook.clause_meaning.polarity import asserted, is_called_so
from model.playbook.clause_meaning.rights_by_party.terminations import terminators
from model.playbook.document_checks.attachments import own_text
from model.playbook.flags.advice.already_in_clause import ONLY_IF
from model.playbook.playbook_format import Must, Rule
from model.playbook.quotes import lead_in
from model.playbook.subject_matter import (
    leaves_nothing_to_assign,
)
from model.schema import Clause
from model.summary.dates.termination import ends_by_giving_up
from model.summary.parties.sides import BOTH, Sides
from model.summary.whose_rights.rights import who_is_liable

_ANY_PARTY = re.compile(r"\bany\s(?:of\sthe\s)?part(?:y|ies)\b", re.IGNORECASE)
# Categories whose flag names the party that holds the right, with the words that follow its name.
HELD = {"Termination For Convenience": "may terminate for convenience"}


def worth_a_flag(rule: Rule, clauses: Sequence[Clause], case: Case) -> list[Clause]:
    """The clauses that need a look in view of the whole contract: liability without limits, audits of another party
    without limits, beneficiaries that are not parties, ends other than by giving up a license, transfers of rights that
    are not the whole purpose of a deed, sums other than the price of an agreement that ends another one, minimums that
    someone must reach, grants other than in a list of what is not
    granted, restraints that leave a party free to deal with others, changes of control rather than what resembles one
    beside them."""
    if rule.clause in GRANTS:
        clauses = [one for one in clauses if not is_left_out(one, case.document)]
    if keeps := _WORTH_A_LOOK.get(rule.clause or ""):
        return [one for one in clauses if keeps(one, case)]
    if rule.clause == "Change Of Control":
        own = [one for one in clauses if not lists_decisions(one.text)]
        called = [one for one, said in operative_sentences(rule.clause, own) if is_called_so(rule.clause, said)]
        return called or own
    if rule.clause == "No-Solicit Of Employees":
        return [one for one in clauses if names_staff(one.text)] or list(clauses)
    if rule.clause == "Termination For Convenience" and rule.must is Must.BE_REVIEWED:
        return [one for one in clauses if not ends_by_giving_up(one.text)]
    if rule.clause == "Ip Ownership Assignment" and leaves_nothing_to_assign(case.document.text):
        return []
    if rule.clause == "Audit Rights" and rule.must is Must.BE_REVIEWED:
        said = [one for _, one in operative_sentences(rule.clause, clauses)]
        needless = is_limited(" ".join(said)) or (said and all(is_owners_look(one) for one in said))
        return [] if needless else list(clauses)
    return list(clauses)


# What comes between a name and the verb: "Vendor, Inc. (“Vendor”) shall".
_FORM = re.compile(r"\s?\([^()]{0,60}\)|,?\s(?:Inc|LLC|Ltd|Corp|Co|GmbH|AG)\b\.?")
_AND_ITS_OWN = re.compile(r"\s(?:and|or)\s(?:its|their)\s(?:[\w-]{2,30}+\s?){1,4}$")
_BENEFICIARY = re.compile(r"\b(?:shall|will|is|be)\s[^.;]{0,60}?\bbeneficiar", re.IGNORECASE)


def _names_a_party(clause: Clause, case: Case) -> bool:
    """Whether the beneficiary is a party, as in a form of contract with third parties that is attached."""
    said = " ".join(clause.text.split())
    verb = _BENEFICIARY.search(said)
    before = _FORM.sub("", said[: verb.start()]).rstrip() if verb else ""
    if clause.interval[0] >= len(own_text(case.document.text)):
        before = _AND_ITS_OWN.sub("", before)  # a form attached to the contract is one that others sign
    return any(case.sides.named(before, after=r"$"))


_ONCE_OVER = re.compile(
    r"\b(?:after|following|upon\s(?:the\s)?(?:expir\w+|completion|end)\sof|at\sthe\send\sof)\s(?:the\s)?(?:expir\w+\sof\s(?:the\s)?)?"
    r"(?:(?:initial|first|original|minimum)\s(?:\w+\s){0,2}?(?:\(\d{1,3}\)\s)?(?:terms?|periods?|years?|months?|anniversary)\b|(?:\w{1,9}\s)?(?:\(\d{1,2}\)\s)?(?:years|months)\b(?![’']))",
    re.IGNORECASE,
)
_OF_NOTICE = re.compile(r"\s(?:of\s)?(?:(?:prior|written|advance)\s){0,3}notice\b", re.IGNORECASE)


# "Buyer's liability is not limited.", and not a word more
_NOT_LIMITED = re.compile(
    r"^\W{0,4}(?:[\d.]{1,6}\s)?[^.;,]{0,80}?\b(?:liabilit|responsibilit)\w+\b[^.;,]{0,60}?\b(?:is|are|shall\sbe|remains?)\s(?:not\slimited|unlimited|uncapped)\b[^.;,]{0,30}\W*$",
    re.IGNORECASE,
)


def _is_said_of_the_cap(clause: Clause, case: Case) -> bool:
    """Whether a clause only says that the cap is one party's alone, which the flag on a one-sided cap says."""
    capped = case.summary.liability_cap and case.summary.liability_cap.party
    if not (capped and _NOT_LIMITED.search(" ".join(clause.text.split()))):
        return False
    return who_is_liable(clause.text, case.sides) not in (None, capped)


_TERMINATION_FEE = re.compile(r"\b(?:termination|surrender|buy-?out)\s(?:fee|payment|premium)\b", re.IGNORECASE)
# Which clauses of some categories need a look, each by itself.
_WORTH_A_LOOK: dict[str, Callable[[Clause, Case], bool]] = {
    "Uncapped Liability": lambda one, case: unlimited(one.text) and not _is_said_of_the_cap(one, case),
    "Non-Compete": lambda one, case: not may_compete(one.text, case.document.text[one.interval[1] :]),
    "Minimum Commitment": lambda one, case: (
        not (is_mere_target(one.text, case.document.text) or only_lets_it_go(one.text))
    ),
    "Third Party Beneficiary": lambda one, case: not _names_a_party(one, case),
    # what an agreement that ends another one costs is its price
    "Liquidated Damages": lambda one, case: not (ends_another(case.summary) and _TERMINATION_FEE.search(one.text)),
}


def _all_later(sentences: Sequence[str]) -> bool:
    """Whether the right that the sentences give begins only when some time has passed."""
    found = [_ONCE_OVER.search(one) for one in sentences]
    return bool(found) and all(one and not _OF_NOTICE.match(one.string, one.end()) for one in found)


# "Nothing in this Agreement shall prohibit Buyer from undergoing a change of control"
_NOT_PROHIBITED = re.compile(
    r"\b(?:nothing\b[^.;]{0,60}|not\s)\b(?:prohibit|prevent|restrict|preclude)s?\b[^.;]{0,80}?\bfrom\s(?:undergoing|effecting|consummating|experiencing|entering\sinto)\s"
    r"(?:an?y?\s)?change\s(?:of|in)\scontrol\b",
    re.IGNORECASE,
)


def present_message(
    category: str,
    clauses: Sequence[Clause],
    bound_in_turn: Sequence[tuple[int, int]],
    held: Sequence[tuple[str, int, int]],
    unknown: Sequence[tuple[int, int]],
    case: Case,
) -> str:
    """A sentence saying that such clauses exist, and who holds the right if all of them agree; ``held`` says who has it
    under any sentence, and under those of ``unknown`` it is not known who."""
    saying = list(operative_sentences(category, clauses))
    if category in HELD and not unknown:
        named = [terminators(said, case.sides) for _, said in saying]
        who = set[str]().union(*named, (one for one, *_ in held))
        shared = [said for (_, said), whose in zip(saying, named, strict=True) if BOTH in whose]
        timed = _all_later(shared or [said for _, said in saying])
        later = ", but only once the period quoted is over" if timed else ""
        if BOTH in who or len(who) > 1:
            alone = {one for one, *_ in held if one != BOTH}
            if later and len(alone) == 1:
                later = f"{later}; {case.called(alone.pop())} may also do so on other terms, as quoted"
            several = len(case.summary.parties) > 2 and any(_ANY_PARTY.search(said) for _, said in saying)
            return f"{'Any' if several else 'Either'} party {HELD[category]}{later}."
        if who and all(named) and len(case.sides.names) > 1:
            return f"{case.sides.in_text(who.pop(), case.document.text)} {HELD[category]}{later}."
    passages = [said for _, said in saying]
    passages += [" ".join(case.document.text[slice(*one)].split()) for one in bound_in_turn]
    if category == "Change Of Control":
        passages = [f"{lead_in(one, case.document.text)}{said}" for one, said in saying]
    said = statement(category, passages, case.sides, case.document.text)
    if said and category == "Change Of Control" and (whose := changed(passages, case.sides)):
        said = said.replace("change of control.", f"change of control of {case.called(whose)}.")
        said = re.sub(r"^A change of control(?=[ ,])", f"A change of control of {case.called(whose)}", said)
    if said and category == "Change Of Control" and "consent" in said and _NOT_PROHIBITED.search(case.document.text):
        return "A change of control has the consequences quoted; the contract does not prohibit it."
    if said and category == "Change Of Control" and any(ONLY_IF.search(one) for one in passages):
        said = f"{said.removesuffix('.')}, under the condition quoted."
    return said or f"There is {present_phrase(category)}."


def matters_less(category: str, clauses: Sequence[Clause]) -> bool:
    """Whether clauses weigh less than most of their category: only notice of a change of control is due, or a sum is
    the price at which a party may leave."""
    said = [one for _, one in operative_sentences(category, clauses)]
    if category == "Change Of Control":
        return bool(said) and not restricts(" ".join(said)) and "notice" in (effect_of_a_change(said) or "")
    return category == "Liquidated Damages" and is_price_of_an_exit(said)


def bound_in_turn(category: str, clauses: Sequence[Clause], text: str) -> Iterator[tuple[int, int]]:
    """The sentences after those of the clauses by which they bind the other party too."""
    for clause in clauses:
        place = asserted(category, clause.text)
        also = in_turn(category, clause.interval[0] + place[1], text) if place else None
        if also:
            yield also


def held_by_the_other(
    category: str, clauses: Sequence[Clause], held: Sequence[tuple[str, int, int]], sides: Sides
) -> Iterator[tuple[int, int]]:
    """The sentence by which the other party has the right too, on another notice perhaps."""
    saying = operative_sentences(category, clauses) if held else ()
    said = {who for _, sentence in saying for who in terminators(sentence, sides)}
    if not said:  # "may bring it to an end at any time on notice"
        inside = [one.interval for one in clauses]
        said = {who for who, at, _ in held if any(start <= at < end for start, end in inside)}
    if said == {BOTH} and _all_later([sentence for _, sentence in operative_sentences(category, clauses)]):
        alone = [one for one in held if one[0] != BOTH]
        yield from ((start, end) for who, start, end in alone if len({one[0] for one in alone}) == 1)
    if len(said) != 1 or BOTH in said:
        return
    for who, start, end in held:
        if who != BOTH and who not in said:
            said.add(who)
            yield start, end
