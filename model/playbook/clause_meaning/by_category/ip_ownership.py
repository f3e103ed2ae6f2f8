"""Who assigns intellectual property to whom, who owns it jointly, and who licenses it for good, in one sentence each;
and sentences that use such words without doing so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from model.summary.parties.sides import BOTH, Sides

INTELLECTUAL_PROPERTY = re.compile(
    r"\b(?:intellectual|patent|copyright|trade\s?mark|trade\ssecret|invent|work\sproduct|works?\b|work\sfor\shire|software|code|designs?|drawings"
    r"|deliverables?|developments?|improvements?|technolog|know-how|materials?|moral\srights|proprietary|documentation|results|creat|IP\b"
    r"|renderings?\b|translations?\b|(?:assignment|assigns?)\sof\sfuture\srights)",
    re.IGNORECASE,
)
# What else can be assigned: names, data, rights to publish.
_OTHER_ASSETS = re.compile(
    r"\b(?:marks?|names?|logos?|domains?|goodwill|data|lists?|likeness|publicity|publications?|recipes?|content|rights\sof)\b",
    re.IGNORECASE,
)
_ASSIGNS = re.compile(r"\b(?:assigns?|conveys?|transfers?)\b(?!\s(?:of|or\sother)\b)", re.IGNORECASE)
_TO = re.compile(
    r"(?<!\bin and )(?<!\bin, and )(?<!\bin or )(?<!\brelating )(?<!\brelated )"
    r"(?<!\brespect )(?<!\btitle )(?<!\binterest )(?<!\baccess )"
    r"\b(?:un)?to\s(?:the\s)?",
    re.IGNORECASE,
)
# "To the Vendor Improvements": the name is part of another one.
_LONGER_NAME = re.compile(r"(?:[’']s?)?\s(?-i:[A-Z][A-Za-z]*[a-z]|IP\b)|[’']s?\s|(?<=s)[’']\s")
_OWNED_BY = re.compile(
    r"\b(?:property|owned|assigned)\s(?:\w+\s){0,3}?(?:of|by|to)\s(?:the\s)?"
    r"|\bvest(?:s|ed)?\s(?:\w+\s){0,3}?(?:in|with)\s(?:the\sname\sof\s)?(?:the\s)?",
    re.IGNORECASE,
)
_OWNS = re.compile(
    r"\b(?:shall|will)\s(?:\w+\s){0,3}?(?P<owns>own|be\s(?:\w+\s){0,4}?(?:owner|author))\b", re.IGNORECASE
)
# An exception to who owns what does not change the rule.
_PROVISO = re.compile(r"[;,]\s(?:provided|except|but)\b", re.IGNORECASE)
_FAR = 400
# A party's own staff assigns to it, which moves nothing between the parties.
_STAFF = re.compile(
    r"(?:\b(?:its|their|his|each|every|such|any|all|other|of|who|whose)|[’']s?)\s(?:[\w-]+,?\s){0,4}?"
    r"(?:employees?|personnel|consultants?|representatives?|staff|agents?|(?:sub)?contractors?|inventors?|persons?|individuals?)\b"
    r"[^.;]{0,160}$",
    re.IGNORECASE,
)
_STAFFS_OWN = re.compile(r"\w*[^.;]{0,60}\b(?:their\semployer|his(?:,|\sor)\sher|his\b|her\b)", re.IGNORECASE)
_ALSO_ITSELF = re.compile(r"\b(?:hereby|does|do|itself)\s$", re.IGNORECASE)
_NOTHING = re.compile(
    r"\b(?:nothing|no\sprovision)\b[^.;]{0,80}\b(?:construed|interpreted|deemed|understood|operate|grants?|constitute|intended)\b",
    re.IGNORECASE,
)
# "If Buyer is deemed to own any rights in Vendor's software, it assigns them back".
_DEEMED = re.compile(
    r"\bdeemed\sto\s(?:be\s|own|have|hold|obtain|acquire)[^.;]{0,360}?\bassign"
    r"|\bdeemed\s(?:ownership|rights)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:work\sproduct|deliverables?|inventions?|developments?|works|creates?|created)\b", re.IGNORECASE
)
_HALVES = re.compile(
    r"\bundivided\b|\bone-half\b|\beach\s(?:party\b|(?:of\sthem\s)?(?:hereby\s|shall\s|will\s)?(?:assign|transfer|convey)s?\b)[^.;]{0,200}\bto\sthe\sother\b",
    re.IGNORECASE,
)
_CONTRACTS = re.compile(
    r"\b(?:rights?|title|interest)s?\s(?:\w+\s)?(?:in|to|under)(?:\sand\sto|,\sto\sand\sunder)?\s(?:any|all|such|the)?\s?(?:and\sall\s)?(?:\w+\s){0,2}?"
    r"(?:agreements?|contracts?|permits?|(?:\w+\sor\s)?(?:import\s|export\s)?licenses?|registrations?|approvals?|sponsorships?)\b",
    re.IGNORECASE,
)
_OWN = (
    r"(?:made|developed|conceived|invented|discovered|created|prepared)\b[^.;]{0,60}?"
    r"\b(?:by|of)\s(?:or\son\sbehalf\sof\s)?(?:the\s)?"
)
_OWN_WORK = re.compile(
    rf"\b{_OWN}(?P<who>[A-Z][\w-]+)\b(?!\s(?:and|or|nor)\s(?:the\s)?[A-Z])[^.;]{{0,400}}?\b(?:property\sof|owned\s(?:\w+\s){{0,2}}by|vests?\sin|belongs?\sto)\s(?:the\s)?(?P=who)\b"
    rf"|\b(?P<owner>[A-Z][\w-]+)\s(?:shall|will)\s(?:\w+\s){{0,2}}own\b[^.;]{{0,300}}?\b(?:solely|exclusively)\s(?:by|of)\s(?:or\son\sbehalf\sof\s)?(?:the\s)?(?P=owner)\b"
)


# "Vendor is, and shall remain, the sole owner" says who owns something already.
_STATES = re.compile(
    r"\b(?:is|are)(?:,?\sand\s(?:shall|will)\s(?:be|remain),?)?\s(?:\w+\s){0,3}owners?\b", re.IGNORECASE
)
# Who may publish the results of research owns nothing for that.
_PUBLISHES = re.compile(
    r"\bassigns?\b[^.;]{0,80}?\brights?\s(?:of|to)\s(?:publication|publish)\b[^.;]{0,40}\b(?:research|results|study|studies|data|findings|trial)\b",
    re.IGNORECASE,
)
_MADE_FOR = re.compile(r"\bassign|\bfor\shire|\bvest|\btransfer|\bconvey", re.IGNORECASE)


def transfers_nothing(sentence: str) -> bool:
    """Whether a sentence only seems to assign intellectual property between the parties."""
    verbs = list(_ASSIGNS.finditer(sentence))
    return bool(
        _NOTHING.search(sentence)
        or (verbs and all(_by_staff(sentence, verb) for verb in verbs) and not _OWNED_BY.search(sentence))
        or (_DEEMED.search(sentence) and not _MADE.search(sentence))
        or _HALVES.search(sentence)
        or _PUBLISHES.search(sentence)
        or (_CONTRACTS.search(sentence) and not re.search(r"\bintellectual|\binvention", sentence, re.IGNORECASE))
        or _OWN_WORK.search(_PROVISO.split(sentence)[0])
        or (_STATES.search(sentence) and not _MADE_FOR.search(sentence))
        or not (INTELLECTUAL_PROPERTY.search(sentence) or _OTHER_ASSETS.search(sentence))
    )


def _by_staff(sentence: str, verb: re.Match[str]) -> bool:
    if _ALSO_ITSELF.search(sentence, 0, verb.start()):
        return False
    return bool(
        _STAFF.search(sentence, max(0, verb.start() - 240), verb.start()) or _STAFFS_OWN.match(sentence, verb.end())
    )


# An assignment that depends on an event: "in the event that this Agreement is terminated".
_CONDITION = re.compile(
    r"^\W{0,4}(?:\w{1,4}[.)]\s+)?(?:in\s(?:the\s)?(?:event|case)\b|if\b|upon\s(?:the\s|any\s)?(?:terminat|expir|end\sof|occurrence|breach|default))",
    re.IGNORECASE,
)


# "If Vendor terminates this Agreement", "Effective upon the effective date of termination".
_AT_THE_END = re.compile(
    r"^\W{0,4}(?:\w{1,4}[.)]\s+)?(?:if|(?:effective\s)?(?:up)?on|in\s(?:the\s)?event|following|after)\b[^.;:,]{0,40}?\b(?:terminat|expir|end\sof\s(?:the|this)\s(?:\w+\s)?(?:term|agreement|contract)\b)",
    re.IGNORECASE,
)


def at_the_end_only(passage: str) -> bool:
    """Whether a passage assigns something only if the contract ends."""
    return _AT_THE_END.search(passage) is not None


class _Transfer(NamedTuple):
    giver: str | None
    taker: str | None
    taken_as: str | None = None  # the taker's name in the sentence


def assignment(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who assigns intellectual property to whom, or who owns it, as far as the passages say so and agree."""
    transfers = [_transfer(_PROVISO.split(passage)[0], sides) for passage in passages]
    takers = {one.taker for one in transfers} - {None}
    givers = {one.giver for one in transfers} - {None}
    what = "intellectual property" if any(INTELLECTUAL_PROPERTY.search(passage) for passage in passages) else "rights"
    condition = ", subject to the condition quoted" if passages and all(map(_CONDITION.search, passages)) else ""
    pairs = {(one.giver, one.taker) for one in transfers if one.giver and one.taker}
    if len(sides.names) == 2 and {giver for giver, _ in pairs} == set(sides.names):
        return f"Each party assigns {what} to the other{condition}."
    if len(takers) > 1 or BOTH in takers | givers:
        return None
    taker = takers.pop() if takers else None
    giver = givers.pop() if len(givers) == 1 else None
    if taker and giver and giver != taker:
        written = {one.taken_as for one in transfers if one.taken_as}
        # A party of several on one side has the name that the sentence gives it.
        called = next((one for one in written if len(written) == 1 and one.lower() not in taker.lower()), None)
        return f"{sides.in_text(giver, text)} assigns {what} to {sides.in_text(called or taker, text)}{condition}."
    if taker:
        return f"{sides.in_text(taker, text)} takes ownership of {what}{condition}."
    return f"{sides.in_text(giver, text)} assigns {what}{condition}." if giver else None


def _transfer(passage: str, sides: Sides) -> _Transfer:
    for verb in _ASSIGNS.finditer(passage):
        if _by_staff(passage, verb):
            continue
        giver = sides.doer(passage, verb.start())
        to = _recipient(passage, verb.end(), sides)
        taker = sides.named_at(passage, to) if to else None
        if taker or giver:
            return _Transfer(giver, taker if taker != giver else None, sides.words_at(passage, to) if to else None)
    owners = {
        sides.named_at(passage, match.end())
        for match in _OWNED_BY.finditer(passage)
        if not _longer(passage, match.end(), sides)
    }
    owners |= {sides.actor(passage, match.start("owns")) for match in _OWNS.finditer(passage)}
    owners -= {None}
    return _Transfer(None, owners.pop() if len(owners) == 1 else None)


def _recipient(passage: str, start: int, sides: Sides) -> int | None:
    """Where the one to whom something is assigned is named."""
    for to in _TO.finditer(passage, start, start + _FAR):
        who = sides.named_at(passage, to.end())
        if who and not _longer(passage, to.end(), sides):
            return to.end()
    return None


def _longer(passage: str, start: int, sides: Sides) -> bool:
    """Whether the party named here only begins another name: "the Vendor Improvements", "Vendor's software"."""
    end = sides.end_of_name(passage, start)
    return end is not None and _LONGER_NAME.match(passage, end) is not None


_JOINTLY = re.compile(
    r"\bjointly[\s-](?:\w+ly\s)?own|\bjoint\s(?:\w+\s)?(?:owner|property)|\bown(?:ed|s|ership)?\s(?:\w+\s)?jointly\b|\bco-?own|\bundivided\b"
    r"|\bowned\s(?:equally\s)?by\s(?:both|each)|\bequal\s(?:shares?|owner)|\bshares?\sof\sco-?owner|\bjointly\s(?:held|vested)|\bheld\sjointly",
    re.IGNORECASE,
)
_TO_BE_SETTLED = re.compile(
    r"\b(?:ownership|title)\b[^.;]{0,160}?\b(?:decided|determined|negotiated|settled|agreed\s(?:up)?on)\b",
    re.IGNORECASE,
)
_DATA = re.compile(r"\b(?:data|lists?|information)\b", re.IGNORECASE)


def not_joint(sentence: str) -> bool:
    """Whether a sentence speaks of joint work without saying that it is jointly owned."""
    return not _JOINTLY.search(sentence) or bool(_TO_BE_SETTLED.search(sentence))


def joint(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """What is jointly owned, if it is only data."""
    only_data = passages and all(_DATA.search(one) and not INTELLECTUAL_PROPERTY.search(one) for one in passages)
    return "The parties jointly own data." if only_data else None


_GRANTS = re.compile(r"(?<!\bto )\bgrants?\b|\bagrees?\sto\sgrant\b", re.IGNORECASE)
_HAS_LICENSE = re.compile(
    r"\b(?:have|has|retains?|receives?|obtains?|acquires?|enjoys?|gets?|granted)\s(?P<license>an?\s[^.;]{0,160}?\b(?:licen[sc]e|right\s(?:to|of)\suse))\b",
    re.IGNORECASE,
)
_FOR_A_TIME = re.compile(
    r"\bfor\s(?:the\s|a\s)?(?:period|term)\s(?:of|specified|set|stated)\b|\b(?:during|for|throughout)\s(?:the\s)?(?:license\s)?term\b"
    r"|\bother:\s\d",
    re.IGNORECASE,
)
_LASTING = re.compile(r"\bperpetu|\birrevocabl", re.IGNORECASE)
# A form that offers "perpetual" beside another choice, which is ticked.
_NOT_TICKED = re.compile(r"☐\s?(?:\w+\s){0,3}?perpetual|\bperpetual\b[^☒☐]{0,60}☒", re.IGNORECASE)
_TICKED = re.compile(r"☒\s?(?:\w+\s){0,3}?perpetual", re.IGNORECASE)


# Properties "subject to perpetual rights" are burdened with the rights of others.
_OF_OTHERS = re.compile(
    r"\bsubject\sto\s(?:(?:any|certain|existing|the|prior|third[\s-]party)\s){0,3}(?:perpetual|irrevocable)\s(?:and\s\w+\s)?"
    r"(?:rights|licen[sc]es|claims|interests|easements|deals|agreements)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\b(?:grant|licens|licenc|giv|retain|reserv)\w*", re.IGNORECASE)


def burdened(sentence: str) -> bool:
    """Whether a sentence only says that others have lasting rights in something, and grants none."""
    return _OF_OTHERS.search(sentence) is not None and not _GIVEN.search(_OF_OTHERS.sub(" ", sentence))


def ends_after_all(sentence: str) -> bool:
    """Whether a license is limited in time although the sentence has the word "perpetual"."""
    if _NOT_TICKED.search(sentence) and not _TICKED.search(sentence):
        return True
    return bool(_FOR_A_TIME.search(sentence)) and not _LASTING.search(sentence)


def lasting_license(passages: Sequence[str], sides: Sides, text: str) -> str | None:
    """Who grants, or who has, a perpetual or irrevocable license."""
    how = _how_lasting(passages)
    granting = [
        {sides.actor(one, verb.start()) for verb in _GRANTS.finditer(one) if _SUCH_A_LICENSE.search(one, verb.end())}
        for one in passages
    ]
    givers = {who for each in granting for who in each if who}
    if BOTH in givers or (len(sides.names) == 2 and givers == set(sides.names)):
        return f"Each party grants {how} license."
    somebody_else = any(each == {None} for each in granting)  # who is no known party
    if len(givers) == 1 and not somebody_else:
        return f"{sides.in_text(givers.pop(), text)} grants {how} license."
    holders = {
        who
        for one in passages
        for has in _HAS_LICENSE.finditer(one)
        if (who := sides.actor(one, has.start("license")) or sides.actor(one, has.start()))
    }
    if len(holders) == 1 and not givers and BOTH not in holders:
        return f"{sides.in_text(holders.pop(), text)} has {how} license."
    return f"There is {how} license." if passages else None


# "You grant a perpetual license, and Vendor grants you a discount" is a license of one party's.
_SUCH_A_LICENSE = re.compile(r"\blicen[sc]|\bperpetu|\birrevocabl|\bforever\b|\bindefinite|\bright", re.IGNORECASE)
_EVER = re.compile(r"\bperpetu|\bforever\b|\bindefinite", re.IGNORECASE)
_FOR_GOOD = re.compile(r"\birrevocabl", re.IGNORECASE)
# By whether a license is perpetual, and whether it is irrevocable.
_HOW_LASTING = {
    (True, True): "a perpetual and irrevocable",
    (True, False): "a perpetual",
    (False, True): "an irrevocable",
}
_EITHER = "a perpetual or irrevocable"


def _how_lasting(passages: Sequence[str]) -> str:
    """Which of the two a license is, with the article, as far as all the passages agree on it."""
    said = {(_EVER.search(one) is not None, _FOR_GOOD.search(one) is not None) for one in passages}
    return _HOW_LASTING.get(said.pop(), _EITHER) if len(said) == 1 else _EITHER


# "An irrevocable right and option to purchase all assets" is no license.
_OPTION_TO_BUY = re.compile(
    r"\b(?:perpetual|irrevocable)\s(?:\w+,?\s){0,3}?(?:option|right)\sto\s(?:purchase|buy|acquire)\b", re.IGNORECASE
)
_LICENSE = re.compile(r"\blicen[sc](?!(?:ee|or)s?\b)", re.IGNORECASE)
_NEGOTIATED = re.compile(r"\bparties\s(?:shall|will|agree\sto)\snegotiate\b", re.IGNORECASE)


# "Unless the license is perpetual, it is non-perpetual and renewed every year": the case is supposed, not granted.
_SUPPOSED = re.compile(
    r"\b(?:unless|if|where|whether|when|in\scase)\s[^,.;:]{0,80}?\b(?:is|are|was|were)\s(?:[\w-]+\s){0,3}?(?:perpetual|irrevocable)\b"
    r"|\bnon-?\s?(?:perpetual|irrevocable)\b",
    re.IGNORECASE,
)


def _only_supposes(sentence: str) -> bool:
    told = _SUPPOSED.sub(" ", sentence)
    return told != sentence and not (_EVER.search(told) or _FOR_GOOD.search(told))


def no_lasting_license(sentence: str) -> bool:
    """Whether a sentence grants no license for good: it is only supposed, yet to be negotiated, ends, costs, or is an
    option."""
    return (
        bool(_NEGOTIATED.search(sentence))
        or _only_supposes(sentence)
        or ends_after_all(sentence)
        or burdened(sentence)
        or (_OPTION_TO_BUY.search(sentence) is not None and not _LICENSE.search(sentence))
    )
