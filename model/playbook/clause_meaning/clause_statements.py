"""What a clause does, and whose right or duty it is, in one sentence: "Customer may inspect Provider's records"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from model.playbook.clause_meaning.by_category.changes_of_control import (
    changed,
    defines_only_the_change_of,
    effect_of_a_change,
    gives_a_right_to_end,
    is_on_the_others_change,
)
from model.playbook.clause_meaning.by_category.commitments import minimum
from model.playbook.clause_meaning.by_category.favored_terms import favored
from model.playbook.clause_meaning.by_category.first_refusal import (
    holder_of_first_right,
    is_only_confirmed,
    kind_of_first_right,
)
from model.playbook.clause_meaning.by_category.fixed_sums import is_computed, occasion
from model.playbook.clause_meaning.by_category.inspections import inspection
from model.playbook.clause_meaning.by_category.ip_ownership import assignment, joint, lasting_license
from model.playbook.clause_meaning.by_category.restraints import (
    bars_of,
    exclusivity,
    in_one_case,
    no_challenge,
    non_compete,
)
from model.playbook.clause_meaning.liability.uncapped import unlimited
from model.playbook.clause_meaning.passages import joined
from model.playbook.clause_meaning.polarity import asserted
from model.schema import Clause
from model.summary.parties.sides import BOTH, Sides
from model.summary.text.wording import possessive
from model.summary.values.durations import duration_spans, in_words
from model.summary.values.numbers import in_figures

_LASTS = re.compile(
    r"\b(?:months?|years?|days|time)\b[^.;]{0,60}?\b(?:after|following|thereafter|from\sthe\s(?:termination|expir))\b"
    r"(?!\s(?:his|her|their|such|that)\b|[^.;]{0,40}\bemployment\b"
    r"|\sthe\s(?:(?:effective|commencement)\sdate\b|date\s(?:hereof|of\sthis\sagreement)\b|execution\b|signing\b))"
    r"|\bafter\sthe\s(?:termination|expiration|end)\b|\bsurvives?\b",
    re.IGNORECASE,
)
_AFTER_THE_END = re.compile(
    r"[^.;]{0,40}?\b(?:after|following|from|upon)\s(?!his\b|her\b|their\b|such\b|that\b|[^.;]{0,40}\bemployment\b)[^.;]{0,60}?\b(?:terminat|expir|end\b|cessation)|\sthereafter\b",
    re.IGNORECASE,
)
# "Buyer (on behalf of itself and its affiliates) agrees that it will not"
_ON_BEHALF = re.compile(r"\s\((?:for\sitself|on\sbehalf\sof)\b[^()]{0,200}\)", re.IGNORECASE)
_NO_SOLICIT = "No-Solicit Of Employees"
_RESTRAINS = {"Non-Compete", "No-Solicit Of Customers", _NO_SOLICIT}
_MAY = re.compile(r"\b(?:may|shall|will|can|must|agrees?\sto|rights?\sto)\s(?:\w+\s){0,3}$", re.IGNORECASE)
# A named person or company acts: "Ohio Group shall not", "Quill hereby grants".
_NAMED = re.compile(
    r"(?:^\W{0,9}|[,.;:)]\s)(?:the\s)?(?P<who>[A-Z][\w&]+)\s(?:[A-Z][\w&]+\s)?(?:shall|will|may|agrees|hereby|must)\b"
)
SOLICITS = re.compile(r"\b(?:solicit|induce|entice|recruit)", re.IGNORECASE)
# "To leave the employ of Vendor" is no hiring.
_HIRES = re.compile(
    r"\b(?:hire|(?<![’']s\s)(?<!s[’']\s)(?<!\bthe\s)(?<!\bits\s)(?<!\btheir\s)employ)\b(?!\sof\b)", re.IGNORECASE
)
# "In turn, Vendor agrees that it will not solicit any employee of Buyer."
_IN_TURN = re.compile(
    r"[\s.]{0,3}(?P<said>(?:In\sturn|Likewise|Similarly|Conversely|Equally|By\sthe\ssame\stoken),?\s[^.;]{10,400})"
)
_BY_CATEGORY: dict[str, Callable[[Sequence[str], Sides, str], str | None]] = {
    "Audit Rights": inspection,
    "Covenant Not To Sue": no_challenge,
    "Exclusivity": exclusivity,
    "Ip Ownership Assignment": assignment,
    "Irrevocable Or Perpetual License": lasting_license,
    "Joint Ip Ownership": joint,
    "Minimum Commitment": minimum,
    "Most Favored Nation": favored,
    "Non-Compete": non_compete,
}


class _Said(NamedTuple):
    """The verb whose subject is the party in question, and the sentences for one party and for both. ``{other}`` is the
    other party's name, as a possessive."""

    verb: re.Pattern[str]
    one: str
    both: str


def _verb(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_SAID = {
    _NO_SOLICIT: _Said(
        _verb("solicit|hire|employ|recruit|induce|entice|engage|offer"),
        "{who} may not solicit {other} employees.",
        "Neither party may solicit the other's employees.",
    ),
    "No-Solicit Of Customers": _Said(
        _verb("solicit|induce|entice|divert|contact|approach|sell|interfere"),
        "{who} may not solicit {other} customers.",
        "Neither party may solicit the other's customers.",
    ),
    "Liquidated Damages": _Said(
        _verb("pay|reimburse|forfeit"),
        "{who} owes a fixed sum on breach or early termination.",
        "Each party owes a fixed sum on breach or early termination.",
    ),
    "Rofr/Rofo/Rofn": _Said(
        _verb("right|option|opportunity|rights"),
        "{who} has a right of first refusal, offer or negotiation.",
        "Each party has a right of first refusal, offer or negotiation.",
    ),
    "Change Of Control": _Said(
        _verb("terminate|cancel|termination"),
        "{who} may end the contract on a change of control.",
        "Either party may end the contract on a change of control.",
    ),
}


def statement(category: str, passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """A sentence that says what the passages of a category do, and for whom if all of them agree, based on the gravest;
    None if there is nothing to add to the category's name. ``text`` is the document's."""
    passages = joined([_ON_BEHALF.sub("", passage) for passage in passages])
    if category == "Non-Compete" and len(apart := _by_party(passages, sides)) > 1:
        each = {who: _statement(category, own, sides, text) for who, own in apart.items()}
        # without the names: what is the same for both is said of both at once
        names = {who: sides.in_text(who, text) for who in each}
        same = {(one or "").replace(possessive(names[who]), "").replace(names[who], "") for who, one in each.items()}
        if len(same) > 1 and all(each.values()):
            return " ".join(one for one in each.values() if one)
    return _statement(category, passages, sides, text)


def in_turn(category: str, end: int, text: str) -> tuple[int, int] | None:
    """The interval of the sentence after a restraint that binds the other party in turn."""
    after = _IN_TURN.match(text, end) if category in _RESTRAINS else None
    if after is None or not (SOLICITS.search(after["said"]) or "compet" in after["said"]):
        return None
    return after.span("said")


def _by_party(passages: Sequence[str], sides: Sides) -> dict[str, list[str]]:
    """The passages of each party, if every one of them restrains one party alone; empty otherwise."""
    apart: dict[str, list[str]] = {}
    for passage in passages:
        bound = {bar.who for bar in bars_of(passage, sides)}
        if len(bound) != 1 or BOTH in bound:
            return {}
        apart.setdefault(bound.pop(), []).append(passage)
    return apart


def _statement(category: str, passages: Sequence[str], sides: Sides, text: str) -> str | None:
    said = _who_does_what(category, passages, sides, text) or _effect(category, passages)
    lasting = [passage for passage in passages if outlasts(category, passage)]
    if not (said and lasting):
        return said
    said = said.removesuffix(".")
    if all(in_one_case(passage) for passage in lasting):
        return f"{said}, and in the case quoted also after the contract ends."
    return f"{said.removesuffix(' during the term')}{_and_after(passages)}."


_MEANWHILE = re.compile(r"\b(?:during|throughout|term|beginning|from\sthe\s(?:date|effective))\b", re.IGNORECASE)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELLED = dict(enumerate(_NUMBERS, 1))


def _and_after(passages: Sequence[str]) -> str:
    """How long a restraint outlasts the contract, if the passages that say so agree on it."""
    periods = {in_words(duration) for passage in passages for duration in _periods_after(passage)}
    if len(periods) != 1:
        return ", including after the contract ends"
    number, unit = periods.pop().rsplit(" ", 1)
    period = f"{_SPELLED.get(int(number), number) if number.isdigit() else number} {unit}"
    both = any(_MEANWHILE.search(passage) for passage in passages)
    return f" during the term and for {period} after it ends" if both else f" for {period} after the contract ends"


def _periods_after(passage: str) -> Iterator[str]:
    plain = in_figures(passage)
    for _, end, duration in duration_spans(plain):
        if _AFTER_THE_END.match(plain, end):
            yield duration


def _who_does_what(category: str, passages: Sequence[str], sides: Sides, text: str) -> str | None:
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category](passages, sides, text)
    if category not in _SAID:
        return None
    if category == "Change Of Control" and not all(map(gives_a_right_to_end, passages)):
        return None
    said = _sum(passages) if category == "Liquidated Damages" else _SAID[category]
    if category == "Rofr/Rofo/Rofn":
        said = _first_right(said, passages)
    doers = [_doer(category, said.verb, passage, sides) for passage in passages]
    if any(
        doer is None and _somebody(said.verb, passage, sides) for doer, passage in zip(doers, passages, strict=True)
    ):
        return None
    who = sides.all_of(doer for doer in doers if doer)
    if who is None:
        return None
    if category == _NO_SOLICIT and (does := _recruits(passages)):
        said = said._replace(one=said.one.replace("solicit", does), both=said.both.replace("solicit", does))
    if who == BOTH:
        of_other = category == "Change Of Control" and all(
            map(partial(is_on_the_others_change, sides), doers, passages)
        )
        return "Each party may end the contract on a change of control of the other." if of_other else said.both
    if category == "Change Of Control" and (
        defines_only_the_change_of(who, sides, text) or changed(passages, sides) == who
    ):
        return f"{sides.in_text(who, text)} may end the contract on a change of its own control."
    other = sides.other(who)
    named = other and all(sides.mentions(other, passage) for passage in passages)
    whose = possessive(sides.in_text(other, text)) if other and named else "the other party's" if other else ""
    sentence = said.one.format(who=sides.in_text(who, text), other=whose)
    return " ".join(sentence.split())


def holds_on_its_own(clauses: Sequence[Clause], sides: Sides, text: str) -> bool:
    """Whether a party may end the contract only on a change of its own control."""
    of_control = [one.text for one in clauses if one.category == "Change Of Control"]
    said = [" ".join(one[slice(*place)].split()) for one in of_control if (place := asserted("Change Of Control", one))]
    doers = {_doer("Change Of Control", _SAID["Change Of Control"].verb, one, sides) for one in said}
    who = doers.pop() if len(doers) == 1 else None
    return (
        who is not None
        and who != BOTH
        and (defines_only_the_change_of(who, sides, text) or changed(said, sides) == who)
    )


def _first_right(said: _Said, passages: Sequence[str]) -> _Said:
    """The sentence about a first right: which one it is, and whether it is only confirmed."""
    of, confirmed = kind_of_first_right(passages), bool(passages) and all(map(is_only_confirmed, passages))

    def told(sentence: str) -> str:
        sentence = sentence.replace("refusal, offer or negotiation", of) if of else sentence
        kept = sentence.replace(" has a ", " keeps its ").removesuffix(".")
        return f"{kept}, which this document only confirms." if confirmed else sentence

    return said._replace(one=told(said.one), both=told(said.both))


def _sum(passages: Sequence[str]) -> _Said:
    """The sentence about a fixed sum: due on a breach, on early termination, or on both."""
    said, on = _SAID["Liquidated Damages"], occasion(passages)
    one, both = (sentence.replace("on breach or early termination", on) for sentence in (said.one, said.both))
    if is_computed(passages):
        one, both = (sentence.replace("a fixed sum", "an agreed sum") for sentence in (one, both))
    return said._replace(one=one, both=both)


def _doer(category: str, verb: re.Pattern[str], passage: str, sides: Sides) -> str | None:
    bound = {bar.who for bar in bars_of(passage, sides)} if category in _RESTRAINS else set()
    if bound:
        return sides.all_of(bound)
    if category == "Rofr/Rofo/Rofn":
        return holder_of_first_right(passage, sides)
    if (
        category == "Change Of Control"
        and (by := _BY_ITEM.match(passage))
        and (who := sides.named_at(passage, by.end()))
    ):
        return who
    doer = next((who for match in verb.finditer(passage) if (who := sides.actor(passage, match.start()))), None)
    if doer is None and category == "Liquidated Damages":
        ending = {who for _, who in sides.named(passage, after=_ITS_ENDING)}
        return ending.pop() if len(ending) == 1 else None
    return doer


# "1.2. Subject to Section 3, by Vendor, upon notice of a change of control": an item of a list of ends.
_BY_ITEM = re.compile(
    r"\W?(?:\w{1,4}[.)]\s{1,3}|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s{1,3})?(?:[Ss]ubject\sto\s[^;,]{1,40},\s)?[Bb]y\s(?:the\s)?"
    r"(?=[^.;]{0,300}\bterminat)"
)
# "The harm caused by Buyer's termination": whoever ends the contract or breaks it owes the sum.
_ITS_ENDING = r"[’']s?\s(?:early\s|premature\s)?(?:termination|cancellation|breach|default|withdrawal)\b"


def _somebody(verb: re.Pattern[str], passage: str, sides: Sides) -> bool:
    """Whether someone other than a party does it: "the regulator may inspect"."""
    acts = (_MAY.search(passage, max(0, match.start() - 60), match.start()) for match in verb.finditer(passage))
    strangers = (sides.named_at(passage, match.start("who")) is None for match in _NAMED.finditer(passage))
    return any(acts) or (verb.search(passage) is not None and any(strangers))


def _effect(category: str, passages: Sequence[str]) -> str | None:
    if category == "Change Of Control":
        return effect_of_a_change(passages)
    if category == _NO_SOLICIT and (does := _recruits(passages)):
        return "There is a no-hire covenant." if does == "hire" else "There is a no-solicit and no-hire covenant."
    if category == "Liquidated Damages":
        return f"{'An agreed' if is_computed(passages) else 'A fixed'} sum is due {occasion(passages)}."
    if category == "Uncapped Liability" and passages:
        if any(unlimited(passage) for passage in passages):
            return "Liability is unlimited here."
        return "This is an exception to the cap on liability."
    return None


def _recruits(passages: Sequence[str]) -> str | None:
    """What may not be done with employees, if all passages forbid hiring them: "hire", or "solicit or hire"."""
    if not (passages and all(_HIRES.search(passage) for passage in passages)):
        return None
    solicits = [SOLICITS.search(passage) is not None for passage in passages]
    return "solicit or hire" if all(solicits) else None if any(solicits) else "hire"


def outlasts(category: str, passage: str) -> bool:
    """Whether a restrictive covenant still binds after the contract ends."""
    return category in _RESTRAINS and bool(_LASTS.search(passage))
