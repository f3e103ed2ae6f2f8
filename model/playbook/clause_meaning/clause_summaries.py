"""What a clause does, and whose right or duty it is, in one sentence: "Customer may inspect Provider's records"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from model.playbook.clause_meaning.by_category.commitments import minimum
from model.playbook.clause_meaning.by_category.favored_terms import favored
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
from model.playbook.clause_meaning.polarity import asserted
from model.schema import Clause
from model.summary.parties.sides import BOTH, Sides
from model.summary.text.values import duration_spans, in_figures, in_words, possessive

_NEVER_ASKED = re.compile(
    r"\b(?:not\s(?:be\s)?(?:required|obligated|need)\b[^.;]{0,30}?|without\s(?:the\s)?(?:\w+\s){0,4}?)\b(?:consent|approval)\b",
    re.IGNORECASE,
)
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
# The consequences of a change of control; the first that the clause mentions is used.
_ENDS = re.compile(
    r"\b(?:may|right\sto|right\s\([^)]{0,60}\)\sto|right,[^.;,]{0,60},\sto|entitled\sto|option\sto|elect\sto)\b"
    r"[^.;]{0,160}?\b(?:terminate|cancel|end|be\s(?:terminated|cancel+ed|ended))\b|\b(?:option|right)\sof\s(?:\w+\s)?termination\b"
    r"|\b(?:allow|permit|enabl|entitl)\w{0,4}\s[^.;]{0,60}?\bto\s(?:terminate|cancel|end)\b"
    r"|\b(?:decision|election|intention)\s(?:by\s[^.;,]{1,60}\s)?to\s(?:terminate|cancel|end)\b",
    re.IGNORECASE,
)
# "Upon any change of control this Agreement shall automatically terminate, unless Vendor has consented."
_ENDS_BY_ITSELF = re.compile(
    r"\b(?:shall|will)\s(?:(?:immediately|thereupon|then|also)\s)?automatically\s(?:terminate|end|expire)\b|\bautomatically\sterminates?\b",
    re.IGNORECASE,
)
_NEEDS_CONSENT = re.compile(r"\b(?:consent|approval)\b|\bdeemed\b[^.;]{0,60}?\b(?:assign|transfer)", re.IGNORECASE)
_EFFECTS = [
    (_ENDS_BY_ITSELF, "A change of control ends the contract, or part of it."),
    (_ENDS, "A change of control gives a right to end the contract."),
    (
        re.compile(r"\b(?:shall|will)\s(?:\w+\s)?terminate\b|\bautomatically\sterminates?\b", re.IGNORECASE),
        "A change of control ends the contract, or part of it.",
    ),
    (
        _NEEDS_CONSENT,
        "A change of control, or an assignment that comes with it, can require the other party's consent.",
    ),
    (
        re.compile(r"\b(?:may|(?:right|option|entitled)\sto)\s[^.;]{0,60}?\bbuy-?\s?out\b", re.IGNORECASE),
        "On a change of control, the contract can be bought out, as quoted.",
    ),
    (
        re.compile(r"\b(?:fee|pay|paid|payable|payment|compensation)\b", re.IGNORECASE),
        "A change of control can make a payment due.",
    ),
    (
        # Notice of termination or of an assignment is not notice of the change of control, nor is the notice on which
        # something may be done if there is one: "upon thirty days' notice if Licensee merges".
        re.compile(
            r"^(?!\W{0,3}(?:\w{1,3}[.)]\s)?(?:up)?on\b[^.;]{0,80}\bnotice\s(?:if|in\sthe\sevent)\b)(?!.*\b(?:terminat|assign))(?=.*\b(?:control|merge|acqui|sale|sell|sold|ownership|shareh|consolidat|transfer))"
            r".*\b(?:notice|notify|notified|notifies|notification)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "The contract requires notice of a change of control.",
    ),
]
# Whose employees or sites they are, which does not make it the one who has the right.
_POSSESSIVE = re.compile(r"[\w&.-]+(?:\s[\w&.-]+){0,3}?(?:[’']s|s[’'])\s")
_GIVES_FIRST = re.compile(
    r"\b(?:offer(?:s|ed)?|grant(?:s|ed)?|gives?|given|affords?|provides?|allows?)\s(?:to\s)?(?:the\s)?", re.IGNORECASE
)
_FIRST = re.compile(
    r"\b(?:an?|the|its)\s(?:[\w-]+\s){0,3}?(?:right|option|opportunity)s?\b(?=[^.;]{0,40}\b(?:first|refusal|negotiat|match|last)|[^.;]{0,60}\bsubscribe)"
    r"|\b(?:an?|the)\s(?:first|last)\s(?:right|option|refusal|opportunity)"
    r"|(?<=have )first\s(?:right|option|refusal|opportunity)",
    re.IGNORECASE,
)
_ITS_FIRST = re.compile(
    r"[’']s?\s(?:right|option)\sof\s(?:first|last)\b|[’']s?\sfirst\s(?:right|option|refusal)\b", re.IGNORECASE
)
_MAY = re.compile(r"\b(?:may|shall|will|can|must|agrees?\sto|rights?\sto)\s(?:\w+\s){0,3}$", re.IGNORECASE)
# A named person or company acts: "Ohio Group shall not", "Quill hereby grants".
_NAMED = re.compile(
    r"(?:^\W{0,9}|[,.;:)]\s)(?:the\s)?(?P<who>[A-Z][\w&]+)\s(?:[A-Z][\w&]+\s)?(?:shall|will|may|agrees|hereby|must)\b"
)
# The longest distances, in characters, between a verb and a name.
_NEAR, _FAR = 120, 400
# What makes a fixed sum due: delay, a breach, or the end of the contract (not a right to end it because of the breach).
_LATE = re.compile(r"\b(?:delay\w*|late(?:ness)?)\b", re.IGNORECASE)
_BREACH = re.compile(r"\b(?:breach|default|fail|shortfall|violat|credits?\b)", re.IGNORECASE)
EARLY = re.compile(
    r"\b(?:if|in\s(?:the|such)\s(?:event|case)|upon|on|event\sof|because|prior\sto)\b[^.;,]{0,100}?\b(?:terminat|cancel|withdraw|ends?\b)"
    r"|\b(?:terminat\w+|cancel\w+|early|premature)\s(?:\w+\s)?(?:fee|charge|payment|penalt\w+|terminat\w+)|\bterminates\b",
    re.IGNORECASE,
)
_ITS_END = re.compile(r"[’']s?\s(?:termination|cancellation)\sof\sthis\b", re.IGNORECASE)
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
    passages = _joined([_ON_BEHALF.sub("", passage) for passage in passages])
    if category == "Non-Compete" and len(apart := _by_party(passages, sides)) > 1:
        each = {who: _statement(category, own, sides, text) for who, own in apart.items()}
        # without the names: what is the same for both is said of both at once
        names = {who: sides.in_text(who, text) for who in each}
        same = {(one or "").replace(possessive(names[who]), "").replace(names[who], "") for who, one in each.items()}
        if len(same) > 1 and all(each.values()):
            return " ".join(one for one in each.values() if one)
    return _statement(category, passages, sides, text)


# A sentence that a page's break cut in two: "on or before sixty days", "- ------- after the notice".
_CUT, _GOES_ON = re.compile(r"[^.;:?!”\"’)]\s*$"), re.compile(r"(?:[-–—_=*][-–—_=*\s]{1,160})?(?=[a-z])")


def _joined(passages: Sequence[str]) -> list[str]:
    """The passages, with the halves of a sentence in one."""
    joined: list[str] = []
    for passage in passages:
        goes_on = _GOES_ON.match(passage)
        if joined and goes_on and _CUT.search(joined[-1]):
            joined[-1] = f"{joined[-1].rstrip()} {passage[goes_on.end() :]}"
        else:
            joined.append(passage)
    return joined


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
    if category == "Change Of Control" and not all(
        _ENDS.search(passage) and not _ENDS_BY_ITSELF.search(passage) for passage in passages
    ):
        return None
    said = _sum(passages) if category == "Liquidated Damages" else _SAID[category]
    if category == "Rofr/Rofo/Rofn" and (of := _first_what(passages)):
        one, both = (sentence.replace("refusal, offer or negotiation", of) for sentence in (said.one, said.both))
        said = said._replace(one=one, both=both)
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
        of_other = category == "Change Of Control" and all(map(partial(_of_the_other, sides), doers, passages))
        return "Each party may end the contract on a change of control of the other." if of_other else said.both
    if category == "Change Of Control" and (_changes_itself(who, sides, text) or changed(passages, sides) == who):
        return f"{sides.in_text(who, text)} may end the contract on a change of its own control."
    other = sides.other(who)
    named = other and all(sides.mentions(other, passage) for passage in passages)
    whose = possessive(sides.in_text(other, text)) if other and named else "the other party's" if other else ""
    sentence = said.one.format(who=sides.in_text(who, text), other=whose)
    return " ".join(sentence.split())


# What a first right is called. "First negotiation" lets a party talk first; with "first refusal" it may take the deal.
_CALLED = {
    "refusal": re.compile(r"\brefus|\bmatch", re.IGNORECASE),
    "offer": re.compile(
        r"\bfirst\soffer|\bfirst\s(?:right|opportunity|option)\s(?:to\s(?:\w+\s){0,3}offer|of\soffer)", re.IGNORECASE
    ),
    "negotiation": re.compile(r"\bnegotiat", re.IGNORECASE),
}
_OTHERWISE = re.compile(r"\boffer|\bpurchase\b|\bbuy\b|\bacquire\b|\bpre-?empt|\blast\b|\boption\b", re.IGNORECASE)


def _first_what(passages: Sequence[str]) -> str | None:
    """What the passages give the first right of, if they name one thing and all the same: a "right of first refusal" is
    not one of "negotiation"."""
    kinds = [[kind for kind, words in _CALLED.items() if words.search(passage)] for passage in passages]
    if not kinds or any(len(found) != 1 or found != kinds[0] for found in kinds):
        return None
    (kind,) = kinds[0]
    if kind == "negotiation" and any(_OTHERWISE.search(passage) for passage in passages):
        return None
    return kind


_CONTROL_OF = r"\bchange\s(?:of|in)\scontrol\s(?:involving|affecting|of|in|at)\s(?:the\s)?"

# "The party that was not subject to the change of control may terminate."
_BY_THE_OTHER = re.compile(
    r"\bpart(?:y|ies)\s(?:that|which|who)\s(?:is|was|has|have|are|does|did)\snot\s[^.;,]{0,40}?\bchange\s(?:of|in)\scontrol\s"
    r"(?:may|(?:shall|will)\s(?:have|be)\b|has\b)[^.;]{0,80}?\bterminat",
    re.IGNORECASE,
)


def _of_the_other(sides: Sides, doer: str | None, passage: str) -> bool:
    """Whether a passage lets a party act on a change of control of the other one."""
    changed = {who for _, who in sides.named(passage, before=_CONTROL_OF)}
    return doer is not None and doer != BOTH and changed == {sides.other(doer)}


# "“Change of Control” means the change of control of Vendor, as defined by any of the following events"
_CHANGE_MEANS = re.compile(r"[“\"]Change\s(?:of|in)\sControl[”\"]\s(?:shall\s)?means?\b[^“”\"]{0,600}", re.IGNORECASE)

_A_PARTY = re.compile(r"(?<!third )\bpart(?:y|ies)\b")


def _changes_itself(who: str, sides: Sides, text: str) -> bool:
    """Whether the only change of control that the contract defines is that of this party."""
    means = _CHANGE_MEANS.search(text)
    if means is None or _A_PARTY.search(means.group()):
        return False
    return {name for _, name in sides.named(means.group())} == {who}


def holds_on_its_own(clauses: Sequence[Clause], sides: Sides, text: str) -> bool:
    """Whether a party may end the contract only on a change of its own control."""
    of_control = [one.text for one in clauses if one.category == "Change Of Control"]
    said = [" ".join(one[slice(*place)].split()) for one in of_control if (place := asserted("Change Of Control", one))]
    doers = {_doer("Change Of Control", _SAID["Change Of Control"].verb, one, sides) for one in said}
    who = doers.pop() if len(doers) == 1 else None
    return who is not None and who != BOTH and (_changes_itself(who, sides, text) or changed(said, sides) == who)


def _sum(passages: Sequence[str]) -> _Said:
    """The sentence about a fixed sum: due on a breach, on early termination, or on both."""
    said, on = _SAID["Liquidated Damages"], _occasion(passages)
    one, both = (sentence.replace("on breach or early termination", on) for sentence in (said.one, said.both))
    if _is_computed(passages):
        one, both = (sentence.replace("a fixed sum", "an agreed sum") for sentence in (one, both))
    return said._replace(one=one, both=both)


# "30% of its share", "five times the average price": the sum is known only when it is due.
_COMPUTED = re.compile(
    r"%|\b(?:percent|per\scent)\b|\btimes\b|\bmultipl(?:e|ied)\b|\b(?:product|difference)\s(?:of|between)\b|\bequal\sto\s(?:the\s)?(?:amount|sum|fees|average|remaining)\b",
    re.IGNORECASE,
)


# A sum that is stated, or redacted or left blank.
_STATED_SUM = re.compile(
    r"[$€£]\s?[\d\[*_.]|\b\d[\d,]{2,}|\b(?:hundred|thousand|million)\b|\[[*●_\s]{1,12}\]|\*{3}|_{3}"
    r"|\b(?:USD|EUR|RMB|CNY|dollars?|euros?|pounds?|fixed|fee|minimum)\b",
    re.IGNORECASE,
)


def _is_computed(passages: Sequence[str]) -> bool:
    return any(_COMPUTED.search(passage) for passage in passages) or not any(map(_STATED_SUM.search, passages))


def _occasion(passages: Sequence[str]) -> str:
    """What makes a fixed sum due."""
    early = any(EARLY.search(passage) or _ITS_END.search(passage) for passage in passages)
    breach = [found.start() for passage in passages if (found := _BREACH.search(passage))]
    late = [found.start() for passage in passages if (found := _LATE.search(passage))]
    if late and not early and (not breach or min(late) < min(breach)):
        return "for delay"
    return (
        "on breach or early termination" if early is bool(breach) else "on early termination" if early else "on breach"
    )


def _doer(category: str, verb: re.Pattern[str], passage: str, sides: Sides) -> str | None:
    bound = {bar.who for bar in bars_of(passage, sides)} if category in _RESTRAINS else set()
    if bound:
        return sides.all_of(bound)
    if category == "Rofr/Rofo/Rofn":
        return _first_refuser(passage, sides)
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


def _first_refuser(passage: str, sides: Sides) -> str | None:
    """Who has a right of first refusal: the one who shall have it, to whom it is given, or whose it is said to be."""
    has = {who for match in _FIRST.finditer(passage) if (who := sides.actor(passage, match.start()))}
    has |= {who for _, who in sides.named(passage, after=_ITS_FIRST.pattern)}
    given = _first_after(_GIVES_FIRST, passage, 0, len(passage), sides)
    if given:
        return given
    return has.pop() if len(has) == 1 else None


def _somebody(verb: re.Pattern[str], passage: str, sides: Sides) -> bool:
    """Whether someone other than a party does it: "the regulator may inspect"."""
    acts = (_MAY.search(passage, max(0, match.start() - 60), match.start()) for match in verb.finditer(passage))
    strangers = (sides.named_at(passage, match.start("who")) is None for match in _NAMED.finditer(passage))
    return any(acts) or (verb.search(passage) is not None and any(strangers))


def _first_after(words: re.Pattern[str], passage: str, start: int, end: int, sides: Sides) -> str | None:
    """The first party named right after such words."""
    places = (match.end() for match in words.finditer(passage, start, end))
    named = (sides.named_at(passage, place) for place in places if not _POSSESSIVE.match(passage, place))
    return next((who for who in named if who), None)


def _effect(category: str, passages: Sequence[str]) -> str | None:
    if category == "Change Of Control":
        if any(_BY_THE_OTHER.search(passage) for passage in passages):
            return "Each party may end the contract on a change of control of the other."
        plain = [_NEVER_ASKED.sub(" ", passage) for passage in passages]
        return next((said for words, said in _EFFECTS if any(words.search(passage) for passage in plain)), None)
    if category == _NO_SOLICIT and (does := _recruits(passages)):
        return "There is a no-hire covenant." if does == "hire" else "There is a no-solicit and no-hire covenant."
    if category == "Liquidated Damages":
        return f"{'An agreed' if _is_computed(passages) else 'A fixed'} sum is due {_occasion(passages)}."
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


def restricts(passages: str) -> bool:
    """Whether a change of control lets a party end the contract, or requires consent; what ends by itself gives no
    right."""
    return any(words.search(passages) for words in (_ENDS, _NEEDS_CONSENT)) and not _ENDS_BY_ITSELF.search(passages)


# "A merger involving Buyer", "if Buyer undergoes a change of control".
_CHANGES = (
    r"\b(?:merger|division|consolidation|reorgani[sz]ation|change\s(?:of|in)\s(?:control|ownership)|acquisition|sale)"
    r"(?:,?\s(?:(?:and|or)\s)?(?:merger|division|consolidation|change\s(?:of|in)\scontrol|reorgani[sz]ation|sale|dissolution)){0,4}\s(?:of|involving|affecting|by|in|at)\s"
    # "all or substantially all of the stock of"
    r"(?:(?:(?:all|or|substantially|and|of|the|its|voting|outstanding|issued|capital|equity|a|majority)\s){0,9}(?:stock|shares|securities|assets|interests?)\s(?:of|in)\s)?(?:the\s)?"
)
_UNDERGOES = (
    r"(?:\s\([^()]{0,40}\))?\s(?:(?:shall|should|has|is|be)\s){0,2}"
    r"(?:undergoes|undergo|undergone|experiences?|merges?|merged|acquired|(?:subject\sto|party\sto)\sa\s(?:change|merger))\b"
)


def changed(passages: Sequence[str], sides: Sides) -> str | None:
    """The party whose control changes, if the passages speak of the change of one party alone."""
    found: set[str] = set()
    for passage in _joined(passages):
        named = [*sides.named(passage, before=_CHANGES), *sides.named(passage, after=_UNDERGOES)]
        if not named or _OF_ANY_PARTY.search(passage):
            return None
        found |= {who for _, who in named}
    who = found.pop() if len(found) == 1 else None
    return who if who != BOTH else None


_OF_ANY_PARTY = re.compile(
    r"\b(?:either|each|any|other|neither|such|a|terminating|affected)\spart(?:y|ies)(?:[’']s)?\b[^.;]{0,80}?\b(?:control|merg\w+|owner\w*|acqui\w+)"
    r"|\b(?:control|merger|consolidation|acquisition)\s(?:of|involving|affecting|by|in)\s(?:either|each|any|the\sother|a|such)\s(?:other\s)?part(?:y|ies)\b",
    re.IGNORECASE,
)
