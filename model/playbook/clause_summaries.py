"""What a clause does, and whose right or duty it is, in one sentence: "Customer may inspect Provider's records"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.playbook.false_positives import unlimited
from model.summary.parties.sides import BOTH, Sides
from model.summary.values import duration_spans, in_figures, in_words, possessive

_NEVER_ASKED = re.compile(
    r"\b(?:not\s(?:be\s)?(?:required|obligated|need)\b[^.;]{0,30}?|without\s(?:the\s)?(?:\w+\s){0,4}?)\b(?:consent|approval)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:months?|years?|days|time)\b[^.;]{0,60}?\b(?:after|following|thereafter|from\sthe\s(?:termination|expir))\b"
    r"(?!\s(?:his|her|their|such|that)\b|[^.;]{0,40}\bemployment\b)"
    r"|\bafter\sthe\s(?:termination|expiration|end)\b|\bsurvives?\b",
    re.IGNORECASE,
)
_AFTER_THE_END = re.compile(
    r"[^.;]{0,40}?\b(?:after|following|from|upon)\s(?!his\b|her\b|their\b|such\b|that\b|[^.;]{0,40}\bemployment\b)[^.;]{0,60}?\b(?:terminat|expir|end\b|cessation)|\sthereafter\b",
    re.IGNORECASE,
)
_NO_SOLICIT = "No-Solicit Of Employees"
_RESTRAINS = {"Non-Compete", "No-Solicit Of Customers", _NO_SOLICIT}
# The consequences of a change of control; the first that the clause mentions is used.
_ENDS = re.compile(
    r"\b(?:may|right\sto|right\s\([^)]{0,60}\)\sto|right,[^.;,]{0,60},\sto|entitled\sto|option\sto|elect\sto)\b"
    r"[^.;]{0,160}?\b(?:terminate|cancel|end|be\s(?:terminated|cancel+ed|ended))\b|\b(?:option|right)\sof\s(?:\w+\s)?termination\b"
    r"|\b(?:allow|permit|enabl|entitl)\w{0,4}\s[^.;]{0,60}?\bto\s(?:terminate|cancel|end)\b"
    r"|\b(?:decision|election|intention)\sto\s(?:terminate|cancel|end)\b",
    re.IGNORECASE,
)
_EFFECTS = [
    (_ENDS, "A change of control gives a right to end the contract."),
    (
        re.compile(r"\b(?:shall|will)\s(?:\w+\s)?terminate\b|\bautomatically\sterminates?\b", re.IGNORECASE),
        "A change of control ends the contract, or part of it.",
    ),
    (
        re.compile(r"\b(?:consent|approval)\b|\bdeemed\b[^.;]{0,60}?\b(?:assign|transfer)", re.IGNORECASE),
        "A change of control, or an assignment that comes with it, can require the other party's consent.",
    ),
    (
        re.compile(r"\b(?:may|(?:right|option|entitled)\sto)\s[^.;]{0,60}?\bbuy-?\s?out\b", re.IGNORECASE),
        "On a change of control, a party may buy itself out of the contract.",
    ),
    (
        re.compile(r"\b(?:fee|pay|paid|payable|payment|compensation)\b", re.IGNORECASE),
        "A change of control can make a payment due.",
    ),
    (
        # Notice of termination or of an assignment is not notice of the change of control.
        re.compile(
            r"^(?!.*\b(?:terminat|assign))(?=.*\b(?:control|merge|acqui|sale|sell|sold|ownership|shareh|consolidat|transfer))"
            r".*\b(?:notice|notify|notified|notifies|notification)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "The contract requires notice of a change of control.",
    ),
]
_OPENED = {
    "records": re.compile(r"\b(?:books|records|accounts|ledgers|invoices|documents?|statements?)\b", re.IGNORECASE),
    "premises": re.compile(
        r"\b(?:premises|facilit(?:y|ies)|plants?|offices?|sites?|warehouses?|locations?\b[^.;]{0,30}\binspect)\b",
        re.IGNORECASE,
    ),
}
_INSPECTED = re.compile(
    r"\b(?:inspect(?:ion|ed)|audit(?:s|ed)?|examin(?:ation|ed)|review(?:ed)?|access)\b[^.;]{0,60}?\bby\s", re.IGNORECASE
)
INTELLECTUAL_PROPERTY = re.compile(
    r"\b(?:intellectual|patent|copyright|trade\s?mark|trade\ssecret|invention|work\sproduct|works?\b|work\sfor\shire|software|code|designs?"
    r"|deliverables?|developments?|improvements?|technolog|know-how|materials?|moral\srights|proprietary|documentation|results|creat)",
    re.IGNORECASE,
)
# An assignment that depends on an event: "in the event that this Agreement is terminated".
_CONDITION = re.compile(
    r"^\W{0,4}(?:\w{1,4}[.)]\s+)?(?:in\s(?:the\s)?(?:event|case)\b|if\b|upon\s(?:the\s|any\s)?(?:terminat|expir|occurrence|breach|default))",
    re.IGNORECASE,
)
_ASSIGNS = re.compile(r"\b(?:assigns?|conveys?|transfers?)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:in)?to\s(?:the\s)?", re.IGNORECASE)
_RECEIVES = re.compile(
    r"\b(?:property|owned)\s(?:\w+\s){0,3}?(?:of|by)\s(?:the\s)?"
    r"|\bvests?\s(?:\w+\s){0,3}?(?:in|with)\s(?:the\s)?",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:available|open|access|assistance|furnish|submit)\b", re.IGNORECASE)
_ACCESS = re.compile(r"access", re.IGNORECASE)
# The parties that shall permit an inspection are not those that inspect.
_PERMIT = re.compile(
    r"\b(?:permit|allow|enable|entitle|authori[sz]e|grant|give|afford|provide)s?\s(?:to\s)?(?:the\s)?", re.IGNORECASE
)
# Whose premises and records they are, which does not make it the one who inspects: "access to Supplier's facilities".
_POSSESSIVE = re.compile(r"[\w&.-]+(?:\s[\w&.-]+){0,3}?(?:[’']s|s[’'])\s")
_SHALL_NOT = re.compile(
    r"\b(?:shall|will|may|must)\s(?:\w+\s){0,2}?not\b(?!\s(?:be|have)\b)|\bcannot\b|\bagrees?\snot\sto\b", re.IGNORECASE
)
_GIVES_FIRST = re.compile(
    r"\b(?:offers?|grants?|gives?|affords?|provides?|allows?)\s(?:to\s)?(?:the\s)?", re.IGNORECASE
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
_EARLY = re.compile(
    r"\b(?:if|in\s(?:the|such)\s(?:event|case)|upon|on|event\sof|because|prior\sto)\b[^.;,]{0,100}?\b(?:terminat|cancel|withdraw|ends?\b)"
    r"|\b(?:terminat\w+|cancel\w+|early|premature)\s(?:\w+\s)?(?:fee|charge|payment|penalt\w+|terminat\w+)|\bterminates\b",
    re.IGNORECASE,
)
_SOLICITS = re.compile(r"\b(?:solicit|induce|entice|recruit)", re.IGNORECASE)
_HIRES = re.compile(r"\b(?:hire|employ)\b", re.IGNORECASE)
_OWNS = re.compile(r"\bown\b|\bowner\b|\bowns\b", re.IGNORECASE)


class _Said(NamedTuple):
    """The verb whose subject is the party in question, and the sentences for one party and for both. ``{other}`` is the
    other party's name, as a possessive; ``{what}`` is what may be inspected."""

    verb: re.Pattern[str]
    one: str
    both: str


def _verb(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_SAID = {
    "Audit Rights": _Said(
        _verb("audit|inspect|examine|review|visit|access|conduct|perform"),
        "{who} may inspect {other} {what}.",
        "Each party may inspect the other's {what}.",
    ),
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
    "Non-Compete": _Said(
        _verb(
            "compete|engage|sell|market|distribute|develop|manufacture|offer|own|operate|participate|invest|produce"
            "|promote|provide|establish|conduct|sponsor|represent|license|assist|render|endorse|appear|advertise"
        ),
        "{who} is bound by a non-compete.",
        "Both parties are bound by a non-compete.",
    ),
    "Irrevocable Or Perpetual License": _Said(
        _verb("grants?"),
        "{who} grants a perpetual or irrevocable license.",
        "Each party grants a perpetual or irrevocable license.",
    ),
    "Minimum Commitment": _Said(
        _verb(
            "purchase|buy|order|pay|spend|take|sell|supply|produce|place|deliver|guarantee|provide|perform|achieve|meet"
            "|satisfy|reach|staff|staffed|maintain|generate|submit|use|cause|commit|commits|invest|contribute"
        ),
        "{who} makes a minimum commitment.",
        "Both parties make a minimum commitment.",
    ),
    "Covenant Not To Sue": _Said(
        _verb(
            r"(?:contest|challeng|su(?=e\b|ing\b)|attack|disput|question|assert|institut|oppos|bring|commenc|impair"
            r"|initiat|claim)\w*|do|waives?|releases?|relinquish(?:es)?"
        ),
        "{who} may not sue, or contest certain rights.",
        "Neither party may sue, or contest certain rights.",
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
    said = _who_does_what(category, passages, sides, text) or _effect(category, passages)
    if said and any(outlasts(category, passage) for passage in passages):
        said = f"{said.removesuffix('.')}{_and_after(passages)}."
    return said


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
    if category == "Ip Ownership Assignment":
        return _assignment(passages, sides, text)
    if category not in _SAID:
        return None
    if category == "Change Of Control" and not all(_ENDS.search(passage) for passage in passages):
        return None
    said = _sum(passages) if category == "Liquidated Damages" else _SAID[category]
    doers = [_doer(category, said.verb, passage, sides) for passage in passages]
    if any(
        doer is None and _somebody(said.verb, passage, sides) for doer, passage in zip(doers, passages, strict=True)
    ):
        return None
    who = _all_of(doers, sides)
    what = _opened(passages)
    if who is None:
        return None
    if category == "Audit Rights" and not what:
        said = _Said(said.verb, "{who} has a right to audit.", "Each party has a right to audit.")
    if category == _NO_SOLICIT and _hires_too(passages):
        said = said._replace(
            one=said.one.replace("solicit", "solicit or hire"), both=said.both.replace("solicit", "solicit or hire")
        )
    if who == BOTH:
        return said.both.format(what=what)
    other = next((name for name in sides.names if name != who), "")
    named = len(sides.names) == 2 and all(sides.mentions(other, passage) for passage in passages)
    whose = possessive(sides.in_text(other, text)) if named else "the other party's" if len(sides.names) == 2 else ""
    sentence = said.one.format(who=sides.in_text(who, text), other=whose, what=what)
    return " ".join(sentence.split())


def _sum(passages: Sequence[str]) -> _Said:
    """The sentence about a fixed sum: due on a breach, on early termination, or on both."""
    said, on = _SAID["Liquidated Damages"], _occasion(passages)
    one, both = (sentence.replace("on breach or early termination", on) for sentence in (said.one, said.both))
    return said._replace(one=one, both=both)


def _occasion(passages: Sequence[str]) -> str:
    """What makes a fixed sum due."""
    early = any(_EARLY.search(passage) for passage in passages)
    breach = [found.start() for passage in passages if (found := _BREACH.search(passage))]
    late = [found.start() for passage in passages if (found := _LATE.search(passage))]
    if late and not early and (not breach or min(late) < min(breach)):
        return "for delay"
    return (
        "on breach or early termination" if early is bool(breach) else "on early termination" if early else "on breach"
    )


def _assignment(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who assigns intellectual property, and to whom."""
    taker = _all_of([_receiver(passage, sides) for passage in passages], sides)
    what = "intellectual property" if any(INTELLECTUAL_PROPERTY.search(passage) for passage in passages) else "rights"
    condition = ", subject to the condition quoted" if passages and all(map(_CONDITION.search, passages)) else ""
    if taker == BOTH:
        return f"Each party takes ownership of {what}{condition}."
    if taker is None:
        return None
    places = [(passage, match.start()) for passage in passages for match in _ASSIGNS.finditer(passage)]
    givers = {sides.actor(passage, start) for passage, start in places} - {None, taker}
    if len(givers) == 1 and (giver := givers.pop()) not in (None, BOTH):
        return f"{sides.in_text(giver, text)} assigns {what} to {sides.in_text(taker, text)}{condition}."
    return f"{sides.in_text(taker, text)} takes ownership of {what}{condition}."


def _doer(category: str, verb: re.Pattern[str], passage: str, sides: Sides) -> str | None:
    if category == "Audit Rights" and (passive := _INSPECTED.search(passage)):
        return sides.agent(passage, passive.start(), passive.end() + 60)
    if category == "Audit Rights" and (opened := _OPEN.search(passage)):
        has = sides.actor(passage, opened.start()) if _ACCESS.match(opened.group()) else None
        permitted = has or _permitted(passage, sides)
        return permitted or _first_after(_TO, passage, opened.end(), opened.end() + _NEAR, sides)
    bound = _restrained(passage, sides) if category in _RESTRAINS else set()
    if bound:
        return bound.pop() if len(bound) == 1 else None
    if category == "Rofr/Rofo/Rofn" and (given := _first_after(_GIVES_FIRST, passage, 0, len(passage), sides)):
        return given
    return next((who for match in verb.finditer(passage) if (who := sides.actor(passage, match.start()))), None)


def _permitted(passage: str, sides: Sides) -> str | None:
    """The party that another one shall permit to do something."""
    return next((who for one in _PERMIT.finditer(passage) if (who := sides.named_at(passage, one.end()))), None)


def _restrained(passage: str, sides: Sides) -> set[str]:
    """The parties of which a passage says that they "shall not", no matter what."""
    return {who for match in _SHALL_NOT.finditer(passage) if (who := sides.actor(passage, match.end()))}


def _somebody(verb: re.Pattern[str], passage: str, sides: Sides) -> bool:
    """Whether somebody other than a party does it: "the regulator may inspect"."""
    acts = (_MAY.search(passage, max(0, match.start() - 60), match.start()) for match in verb.finditer(passage))
    strangers = (sides.named_at(passage, match.start("who")) is None for match in _NAMED.finditer(passage))
    return any(acts) or (verb.search(passage) is not None and any(strangers))


def _receiver(passage: str, sides: Sides) -> str | None:
    """Who receives the rights that a sentence assigns."""
    found = {sides.named_at(passage, match.end()) for match in _RECEIVES.finditer(passage)}
    for match in _ASSIGNS.finditer(passage):
        found.add(_first_after(_TO, passage, match.end(), match.end() + _FAR, sides))
    found |= {sides.actor(passage, match.start()) for match in _OWNS.finditer(passage)}
    named = found - {None}
    return named.pop() if len(named) == 1 else None


def _first_after(words: re.Pattern[str], passage: str, start: int, end: int, sides: Sides) -> str | None:
    """The first party named right after such words."""
    places = (match.end() for match in words.finditer(passage, start, end))
    named = (sides.named_at(passage, place) for place in places if not _POSSESSIVE.match(passage, place))
    return next((who for who in named if who), None)


def _all_of(holders: Sequence[str | None], sides: Sides) -> str | None:
    """The party that all passages with a known holder name, or ``BOTH``; None if no holder is known, or if they name
    some but not all of the parties."""
    who = set(holders) - {None}
    if not who:
        return None
    if BOTH in who or (len(who) > 1 and who == set(sides.names)):
        return BOTH
    return who.pop() if len(who) == 1 else None


def _opened(passages: Sequence[str]) -> str:
    opened = {name for name, words in _OPENED.items() if any(words.search(passage) for passage in passages)}
    return " and ".join(name for name in _OPENED if name in opened)


def _effect(category: str, passages: Sequence[str]) -> str | None:
    if category == "Change Of Control":
        plain = [_NEVER_ASKED.sub(" ", passage) for passage in passages]
        return next((said for words, said in _EFFECTS if any(words.search(passage) for passage in plain)), None)
    if category == "Audit Rights":
        what = _opened(passages)
        return f"There is a right to inspect {what}." if what else None
    if category == _NO_SOLICIT and _hires_too(passages):
        return "There is a no-solicit and no-hire covenant."
    if category == "Liquidated Damages":
        return f"A fixed sum is due {_occasion(passages)}."
    if category == "Uncapped Liability" and passages:
        if any(unlimited(passage) for passage in passages):
            return "Liability is unlimited here."
        return "This is an exception to the cap on liability."
    return None


def _hires_too(passages: Sequence[str]) -> bool:
    """Whether employees may be neither solicited nor hired."""
    return bool(passages) and all(_SOLICITS.search(passage) and _HIRES.search(passage) for passage in passages)


def outlasts(category: str, passage: str) -> bool:
    """Whether a restrictive covenant still binds after the contract ends."""
    return category in _RESTRAINS and bool(_LASTS.search(passage))


def restricts(passages: str) -> bool:
    """Whether a change of control lets a party end the contract, or requires consent."""
    return any(words.search(passages) for words, _ in _EFFECTS[:3])
