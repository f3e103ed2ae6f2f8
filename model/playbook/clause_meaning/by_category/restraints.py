"""What a party may not do: deal with others, compete, or challenge the other's rights, in one sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.summary.parties.company_names import HARD_FORM, NAME, clean
from model.summary.parties.sides import BOTH, Sides
from model.summary.text.wording import possessive
from model.summary.whose_rights.exclusivity import exclusive_for_others
from model.summary.whose_rights.who_is_bound import dealings

# A flag about exclusivity says at most this many things.
_MOST = 2
_SHALL_NOT = re.compile(
    r"\b(?:shall|will|may|must|does)\s(?:\w+\s){0,2}?not\b(?!\s(?:be|have)\b)|\bcannot\b|\bagrees?\s(?:\w+\s){0,3}?not\sto\b|\bagrees?\s(?:never\sto|to\snever)\b"
    r"|\b(?:shall|will)\s(?:\w+\s)?(?=(?:assert|claim)\sno\b)|\b(?:shall|will)\sneither\b"
    r"|\b(?:shall|will|is)\s(?:be\s)?(?:prohibited|precluded)\sfrom\b|\b(?:shall|will)\s(?:\w+\s)?refrain\b",
    re.IGNORECASE,
)
# "Buyer acknowledges that Vendor owns the marks, and agrees that it will not": Buyer will not.
_SUBJECT = re.compile(r"[\W\d]{0,12}(?:\(?\w{1,3}[.)]\s)?(?:[A-Z][a-z]+:\s)?(?:the\s)?", re.IGNORECASE)
_ACKNOWLEDGES = re.compile(
    r"\s(?:hereby\s|further\s){0,2}(?:acknowledges?|agrees?|covenants?|recogni[sz]es?|represents?)\b", re.IGNORECASE
)
_IT = re.compile(
    r"\b(?:agrees?|covenants?)\s(?:that)?(?:,[^.;,]{0,60},|\s(?:during|throughout|for|until|after|following)\s[^.;,]{3,50},)?\s?(?:it|they|he/she|s?he)\s$|\band\s(?:further\s)?$",
    re.IGNORECASE,
)
# The party right before "agrees that it".
_AGREES_LAST = r"\s(?:hereby\s|further\s|also\s){0,2}\Z"
# "At no time will Vendor challenge", "neither Vendor nor its affiliates may sell".
_NEVER_WILL = re.compile(r"\bno\s(?:time|event)\b[^.;]{0,60}?\b(?:shall|will|may)\s(?:the\s)?", re.IGNORECASE)
_NEITHER = re.compile(r"\bneither\s(?:the\s)?", re.IGNORECASE)
_NOR = re.compile(r"\bnor\s(?:the\s)?", re.IGNORECASE)
_NEITHERS_END = 80
# "Neither Owner nor Vendor shall solicit any employee of the other", though the contract may call a party otherwise as
# well.
_EACH_OF_TWO = re.compile(
    r"\bneither\s(?:the\s)?(?-i:[A-Z])[\w&’'-]*(?:\s[\w&’'-]+){0,4}?\snor\s(?:the\s)?(?-i:[A-Z])[^.;]{0,160}?\b(?:shall|will|may)\b"
    r"(?=[^.;]{0,240}?\b(?:of|by)\sthe\sother\b|[^.;]{0,240}?\bthe\sother(?:[’']s|\sparty))",
    re.IGNORECASE,
)
# "Both Parties undertake, during the term and for two years after it, not to compete."
_BOTH_UNDERTAKE = re.compile(
    r"\b(?:both|the|each)\s(?:of\sthe\s)?part(?:y|ies)\s(?:each\s)?(?:hereby\s)?(?:undertakes?|agrees?|covenants?)\b(?=[,\s])[^.;]{0,200}?\bnot\sto\b",
    re.IGNORECASE,
)
_COMPETES = re.compile(r"\bcompet(?:e|es|ing|itive|itors?|ition|itively)\b", re.IGNORECASE)
_LIKE = re.compile(r"\b(?:same|similar)\s(?:as\s|or\s\w+\s|to\s){1,3}", re.IGNORECASE)
_ENDORSES = re.compile(
    r"\bnot\s(?:\w+\s){0,3}?(?:endorse|appear|make\sany\sappearances?)\b"
    r"|\bnot\b[^.;]{0,80}?\bpermit\s(?:the\s)?use\sof\s(?:his|her|their|its|the)\s(?:[\w’']+\s)?(?:names?|likeness|image)\b",
    re.IGNORECASE,
)
# A bar on competitors' advertising in one place leaves a party free to compete, and to advertise elsewhere.
_ADVERTISES = re.compile(
    r"\b(?:not|neither|nor|never)\b[^.;]{0,120}?\b(?:(?:permit|allow|accept|place|display|show|carry|run|sell)\s(?:\w+\s){0,3}?(?:advertis\w+|banners?|ads?)\b"
    r"|advertise\b[^.;]{0,80}?\bcompetitor)[^.;]{0,200}?\b(?:on|in)\s(?:the|its|any|such|each)\s(?:[\w’'-]+\s){0,3}?(?:services?|sites?|websites?|pages?|channels?|portals?|programs?|publications?)\b",
    re.IGNORECASE,
)
# "Shall not stock any valve of a maker other than Vendor"
_OF_OTHER_MAKERS = re.compile(
    r"\b(?:of|from|by)\san?y?\s(?:\w+\s)?(?:manufacturer|maker|supplier|brand|producer|brewery|vendor)\sother\sthan\b",
    re.IGNORECASE,
)
_ENGAGES = re.compile(
    r"(?<!which )(?<!that )(?<!will )(?<!directly )\bcompete\b"
    r"|(?:not|to|or|\(\w\)|,)\s(?:directly\s(?:or\sindirectly\s)?)compete\b"
    r"|\b(?:engage|conduct|carry\son|participate|invest|interests?|employed|own|operate|manage|form|establish|consult)\b[^.;]{0,200}\b(?:compet|business|restaurants?)",
    re.IGNORECASE,
)
_SELLS = re.compile(
    r"\b(?:sell|market|distribute|promote|represent|license|offer|purchase|procure|advertise|handle|carry|import|resell|obtain|source|develop"
    r"|manufacture|produce)\b[^.;]{0,160}\b(?:products?|goods|services|devices?|software|programs?|items?|lines?)\b",
    re.IGNORECASE,
)
_IN_CASE = re.compile(
    r"[\W\d]{0,12}(?:\w{1,3}[.)]\s)?(?:in\saddition,?\s)?(?:in\s(?:the\s)?(?:event|case)|if)\b[^.;,]{0,60}?\b(?:terminates?|cancels?|is\sterminated)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\b(?:thereafter|after|following)\b", re.IGNORECASE)
_DURING = re.compile(
    r"\b(?:during|throughout|for)\s(?:the\s(?:entire\s)?(?:term|duration|life|cooperation|collaboration|engagement)|this\s(?:agreement|contract))\b",
    re.IGNORECASE,
)
_CHALLENGES = re.compile(
    r"\b(?:contest|challeng|attack|disput|question|oppos|impugn|impair|impeach|undermin|jeopardi|claim|regist|adversely\saffect"
    r"|endanger)\w*",
    re.IGNORECASE,
)
_CHALLENGED_RIGHTS = re.compile(
    r"\b(?:contest|challeng|attack|disput|question|oppos|impugn)\w*\b[^;]{0,200}\b(?:validity|ownership|title|rights?|marks?|enforceability)\b",
    re.IGNORECASE,
)
_SUES = re.compile(
    r"\b(?:su(?:e|ing)\b|assert\w*\s(?:(?:any|a|such|its)\s)?(?:\w+\s)?(?:claims?|causes?|actions?)\s(?:against|that|for|of)|(?:institut|bring|commenc|initiat)\w*\b[^.;]{0,60}?\b(?:claims?|actions?"
    r"|suits?|proceedings?))",
    re.IGNORECASE,
)
_CLAIMS_RIGHTS = re.compile(
    r"\b(?:assert|claim)\s(?:no|any|a)\s(?:rights?|titles?|interests?|ownership)\b", re.IGNORECASE
)
_GIVES_UP = re.compile(r"\b(?:waives?|releases?|relinquish(?:es)?)\b", re.IGNORECASE)
# "Agrees to and does (a) waive", "agrees to, and hereby does, release".
_AND_DOES = re.compile(r"\bagrees?\sto,?\sand\s(?:hereby\s)?does,?\s(?:hereby\s)?(?:\(\w\)\s)?", re.IGNORECASE)
_RIGHTS = r"(?:(?:exclusive|entire|proprietary|sole)\s(?:\w+\s)?){0,2}(?:rights?|titles?|interests?|ownership|title)\b"
_WHOSE = re.compile(rf"(?:\sor\s[\w&]+[’']s?)?[’']s?\s{_RIGHTS}", re.IGNORECASE)
_OF_WHOM = (
    r"\b(?:rights?|titles?|interests?)\b(?:,\s|\s(?:and|or)\s|rights?|titles?|interests?){0,6}\sof\s(?:the\s)?"
    r"|\b(?:ownership\s(?:by|of)|owned\sby(?:\sor\slicensed\sto)?)\s(?:the\s)?"
)
_SUBJECTS = [
    (re.compile(r"\b(?:trade-?\s?)?marks?\b|\btrade\snames?\b", re.IGNORECASE), "trademarks"),
    (re.compile(r"\bpatents?\b", re.IGNORECASE), "patents"),
    (re.compile(r"\bcopyrights?\b", re.IGNORECASE), "copyrights"),
    (re.compile(r"\b(?:intellectual|proprietary|IP)\b", re.IGNORECASE), "intellectual property"),
]


class _Bar(NamedTuple):
    """Who may not do something, and where the words that say what begin."""

    who: str
    start: int


def exclusivity(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who grants exclusivity to whom, or may not deal with others; ``text`` is the document's."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for passage in passages:
        spoken = [one for one in dealings(passage, sides) if one.said and (one.bound or "{bound}" not in one.said)]
        for one in spoken:
            if one.said == spoken[0].said and one.said is not None:
                bound = found.setdefault((one.said, one.holder), [])
                if one.bound and one.bound not in bound:
                    bound.append(one.bound)
    # A grant says all that "has exclusive rights" says of the same party.
    granted = {holder for said, holder in found if "{bound}" in said}
    told = [(said, holder) for said, holder in found if holder is None or "{bound}" in said or holder not in granted]
    # an appointment says all that a grant to the same party does; then there is room for what binds the other one
    appointed = {holder for said, holder in told if "appoints" in said}
    told = [(said, holder) for said, holder in told if not (holder in appointed and "grants {holder}" in said)]
    sentences = [
        said.format(
            bound=" and ".join(sides.in_text(name, text) for name in found[said, holder]),
            holder=sides.in_text(holder, text) if holder else "",
        )
        for said, holder in told[:_MOST]
    ]
    return (
        " ".join(one[:1].upper() + one[1:] if one.startswith("the ") else one for one in sentences)
        or _exclusive_for_others(passages, sides, text)
        or None
    )


def _exclusive_for_others(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who may make someone outside the contract exclusive, if that is all that the passages say."""
    plain = [" ".join(passage.split()) for passage in passages]
    found = [(one, exclusive_for_others(one)) for one in plain]
    who = {sides.actor(one, match.start("verb")) for one, match in found if match}
    if len(who) != 1 or not all(match for _, match in found):
        return None
    name = who.pop()
    return f"{sides.in_text(name, text)} may grant others exclusivity." if name and name != BOTH else None


def non_compete(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who may not compete, or do what competes, and whether only during the term."""
    kinds = [_kind(passage) for passage in passages]
    gravest = min(kinds, default=_Kind.OTHER)
    bars = {
        passage: {bar.who for bar in bars_of(passage, sides)}
        for passage, kind in zip(passages, kinds, strict=True)
        if kind == gravest
    }
    who = sides.all_of(one for found in bars.values() for one in found)
    if who is None:
        strangers = {one["who"] for passage in passages if (one := _STRANGER.match(passage))}
        barred = strangers.pop() if len(strangers) == 1 and not any(bars.values()) else None
        return f"The quoted clause restricts what the {barred} may do." if barred else None
    name = sides.in_text(who, text)
    usual = [passage for passage in bars if not in_one_case(passage)]
    during = " during the term" if usual and all(_DURING.search(passage) for passage in usual) else ""
    during = during if usual or any(_AFTER.search(passage) for passage in bars) else " in the case quoted"
    if gravest == _Kind.OTHER:
        if len(barred := {_one_company(passage, sides) for passage in bars}) == 1 and (one := barred.pop()):
            who_may = "Neither party may" if who == BOTH else f"{name} may not"
            return f"{who_may} deal with {one}{during}."
        return (
            "The quoted clause restricts each party's business."
            if who == BOTH
            else f"The quoted clause restricts {possessive(name)} business."
        )
    does = _DOES[gravest]
    if gravest == _Kind.SELL and not any(_SERVICES.search(passage) for passage in bars):
        does = does.removesuffix(" or services")
    return f"{'Neither party' if who == BOTH else name} may {'' if who == BOTH else 'not '}{does}{during}."


_DEALS_WITH = re.compile(
    rf"\b(?:[Aa]greements?|[Cc]ontracts?|[Aa]rrangements?|[Bb]usiness|deal|transact|work|contract)\s(?:or\s\w+\s)?with\s(?P<name>{NAME})"
)


# A company may be named without its legal form: "any form of cooperation with Quill 24".
_WITH_ONE = re.compile(
    r"\b(?:[Cc]ooperat(?:e|ion)|[Cc]ollaborat(?:e|ion)|[Aa]greements?|[Aa]rrangements?|[Dd]eal|[Ww]ork)\swith\s"
    r"(?P<name>(?!(?:Compet|Third|Person|Compan|Customer|Client|Affiliate|Part(?:y|ies)\b|Supplier|Vendor|Any|Other|All)\w*)[A-Z][\w&-]+"
    r"(?:\s(?:[A-Z][\w&-]*|\d{1,4}\b))?)"
)


def _one_company(passage: str, sides: Sides) -> str | None:
    """The only company with which a passage forbids dealings, other than the parties."""
    names = {clean(match["name"]) for match in _DEALS_WITH.finditer(passage)}
    if len(names) == 1 and HARD_FORM.search(next(iter(names))):
        return names.pop()
    names = {match["name"] for match in _WITH_ONE.finditer(passage) if not any(sides.named(match["name"]))}
    return names.pop() if len(names) == 1 and not re.search(r"\b(?:any|other)\s\w*compet", passage) else None


# "The Driver shall not drive for any other sponsor": someone who is not a party.
_STRANGER = re.compile(r"[\W\d]{0,12}The\s(?P<who>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s(?:shall|will|may)\snot\b")
_SERVICES = re.compile(r"\bservices?\b|\bbusiness", re.IGNORECASE)


class _Kind:
    """What a non-compete forbids, the gravest first."""

    COMPETE, SELL, ENDORSE, ADVERTISE, OTHER = range(5)


_DOES = {
    _Kind.COMPETE: "compete",
    _Kind.SELL: "deal in competing products or services",
    _Kind.ENDORSE: "endorse competing products",
    _Kind.ADVERTISE: "advertise competitors, or carry their advertising, in the place quoted",
}


def _kind(passage: str) -> int:
    if _OF_OTHER_MAKERS.search(passage):
        return _Kind.SELL
    if not (_COMPETES.search(passage) or _LIKE.search(passage)):
        return _Kind.OTHER
    if _ENDORSES.search(passage):
        return _Kind.ENDORSE
    if _ADVERTISES.search(passage):
        return _Kind.ADVERTISE
    if _SELLS.search(passage):
        return _Kind.SELL
    return _Kind.COMPETE if _ENGAGES.search(passage) else _Kind.OTHER


def restrains_dealings_only(passages: Sequence[str]) -> bool:
    """Whether passages keep a party from some dealings with others without keeping it from competing."""
    return all(_kind(passage) == _Kind.OTHER for passage in passages)


def bars_advertising_only(passages: Sequence[str]) -> bool:
    """Whether passages only keep competitors' advertising out of a place."""
    return bool(passages) and all(_kind(passage) == _Kind.ADVERTISE for passage in passages)


def in_one_case(passage: str) -> bool:
    """Whether a restraint after the end depends on who ended the contract."""
    return _IN_CASE.match(passage) is not None


# "No party shall contest the termination": what may not be challenged is no right of the other.
_CONTESTS_THE_END = re.compile(
    r"\b(?:contest|challeng|disput|question)(?:e|es|ed|ing)?\s(?:or\s\w+\s)?(?:the|any|such|this|that|its)\s(?:\w+\s)?"
    r"(?:termination|cancellation|expiration|expiry|non-?renewal)\b",
    re.IGNORECASE,
)


def no_challenge(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who may not challenge whose rights, may not sue, or gives up claims."""
    said = []
    for passage in (_AND_DOES.sub("hereby ", one) for one in passages):
        for bar in bars_of(passage, sides):
            if (challenge := _CHALLENGES.search(passage, bar.start)) and not _sues_first(
                passage, bar.start, challenge.start()
            ):
                said.append((bar.who, "challenge", _challenged(passage, challenge.end(), bar.who, sides, text)))
            elif _SUES.search(passage, bar.start):
                said.append((bar.who, "sue", ""))
            elif _CLAIMS_RIGHTS.search(passage, bar.start):
                said.append((bar.who, "claim", ""))
        said += [
            (who, "waive", "") for gives in _GIVES_UP.finditer(passage) if (who := sides.actor(passage, gives.start()))
        ]
    if said:
        return _sum_of_challenges(said, sides, text)
    forbidden = passages and all(_CHALLENGED_RIGHTS.search(passage) for passage in passages)
    return "The quoted clause forbids challenging certain rights." if forbidden else None


_THE_END, _VERB_BEFORE = "the termination", 12


def _sum_of_challenges(said: Sequence[tuple[str, str, str]], sides: Sides, text: str) -> str | None:
    for kind in ("challenge", "sue", "claim", "waive"):
        whose = {who for who, what, _ in said if what == kind}
        if not whose:
            continue
        who = sides.all_of(whose)
        if who is None:
            return None
        objects = {what for one, how, what in said if how == kind}
        if who == BOTH:
            if objects == {_THE_END}:
                return f"Neither party may challenge {_THE_END}."
            subjects = {what.partition(" in ")[2] for what in objects}
            of = f" in {subjects.pop()}" if len(subjects) == 1 and "" not in subjects else ""
            return {
                "challenge": f"Neither party may challenge the other's rights{of}.",
                "sue": "Neither party may bring the claims described.",
                "claim": "Neither party may claim the rights described.",
                "waive": "Each party waives claims or rights.",
            }[kind]
        name = sides.in_text(who, text)
        if kind == "challenge":
            return f"{name} may not challenge {objects.pop() if len(objects) == 1 else _shared(objects)}."
        if kind in ("sue", "claim"):
            return f"{name} may not {'bring the claims' if kind == 'sue' else 'claim the rights'} described."
        return f"{name} waives claims or rights."
    return None


def _shared(objects: set[str]) -> str:
    """What several passages have in common: whose rights they are."""
    begins = {one.split(" in ")[0] for one in objects}
    return begins.pop() if len(begins) == 1 else "certain rights"


def _sues_first(passage: str, start: int, challenge: int) -> bool:
    sues = _SUES.search(passage, start)
    return sues is not None and sues.start() < challenge


def _challenged(passage: str, start: int, who: str, sides: Sides, text: str) -> str:
    """What may not be challenged: "Vendor's rights in the trademarks", or the termination."""
    if _CONTESTS_THE_END.search(passage, max(0, start - _VERB_BEFORE)):
        return _THE_END
    owners = {owner for _, owner in sides.named(passage, after=_WHOSE.pattern)}
    owners |= {owner for _, owner in sides.named(passage, before=_OF_WHOM)}
    owners -= {who}
    named = [name for words, name in _SUBJECTS if words.search(passage, start)]
    what = _SUBJECTS[-1][1] if len(named) > 1 else next(iter(named), None)
    subject = f" in {what}" if what else ""
    if len(owners) == 1 and (owner := owners.pop()) != BOTH:
        return f"{possessive(sides.in_text(owner, text))} rights{subject}"
    return f"certain rights{subject}"


def bars_of(passage: str, sides: Sides) -> Iterator[_Bar]:
    """The parties of which a passage says that they shall not do something."""
    opens = _SUBJECT.match(passage)
    subject = sides.named_at(passage, opens.end()) if opens else None
    if subject and not _ACKNOWLEDGES.match(passage, sides.end_of_name(passage, opens.end() if opens else 0) or 0):
        subject = None
    for bar in _SHALL_NOT.finditer(passage):
        who = sides.actor(passage, bar.end())
        if who is None and (it := _IT.search(passage, max(0, bar.start() - _NEITHERS_END), bar.start())):
            who = subject or next((one for _, one in sides.named(passage[: it.start()], after=_AGREES_LAST)), None)
        if who:
            yield _Bar(who, bar.end())
    yield from (_Bar(BOTH, bar.end()) for bar in _BOTH_UNDERTAKE.finditer(passage))
    for bar in _NEVER_WILL.finditer(passage):
        if who := sides.named_at(passage, bar.end()):
            yield _Bar(who, bar.end())
    yield from (_Bar(BOTH, each.end()) for each in _EACH_OF_TWO.finditer(passage))
    for bar in _NEITHER.finditer(passage):
        places = [bar.end(), *(nor.end() for nor in _NOR.finditer(passage, bar.end(), bar.end() + _NEITHERS_END))]
        yield from (_Bar(who, bar.end()) for place in places if (who := sides.named_at(passage, place)))
        if sides.named_at(passage, bar.start()) == BOTH:
            yield _Bar(BOTH, bar.end())
