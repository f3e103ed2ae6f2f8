"""Who has a right of first refusal, offer or negotiation; and sentences that give none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.summary.fallbacks.resembling import only_joins_a_sale
from model.summary.parties.sides import Sides

# A possessive names whose employees or sites are meant, not who has the right.
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
# What a first right is called. "First negotiation" lets a party talk first; with "first refusal" it may take the deal.
_CALLED = {
    "refusal": re.compile(r"\brefus|\bmatch", re.IGNORECASE),
    "offer": re.compile(
        r"\bfirst\soffer|\bfirst\s(?:right|opportunity|option)\s(?:to\s(?:\w+\s){0,3}offer|of\soffer)", re.IGNORECASE
    ),
    "negotiation": re.compile(r"\bnegotiat", re.IGNORECASE),
}
_OTHERWISE = re.compile(r"\boffer|\bpurchase\b|\bbuy\b|\bacquire\b|\bpre-?empt|\blast\b|\boption\b", re.IGNORECASE)


def kind_of_first_right(passages: Sequence[str]) -> str | None:
    """Which first right the passages give, if all of them name the same one: a "right of first refusal" is not one of
    "first negotiation"."""
    kinds = [[kind for kind, words in _CALLED.items() if words.search(passage)] for passage in passages]
    if not kinds or any(len(found) != 1 or found != kinds[0] for found in kinds):
        return None
    (kind,) = kinds[0]
    if kind == "negotiation" and any(_OTHERWISE.search(passage) for passage in passages):
        return None
    return kind


def holder_of_first_right(passage: str, sides: Sides) -> str | None:
    """Who has a right of first refusal: the one who shall have it, to whom it is given, or whose it is said to be."""
    has = {who for match in _FIRST.finditer(passage) if (who := sides.actor(passage, match.start()))}
    has |= {who for _, who in sides.named(passage, after=_ITS_FIRST.pattern)}
    given = _first_after(_GIVES_FIRST, passage, 0, len(passage), sides)
    if given:
        return given
    return has.pop() if len(has) == 1 else None


def _first_after(words: re.Pattern[str], passage: str, start: int, end: int, sides: Sides) -> str | None:
    """The first party named right after such words."""
    places = (match.end() for match in words.finditer(passage, start, end))
    named = (sides.named_at(passage, place) for place in places if not _POSSESSIVE.match(passage, place))
    return next((who for who in named if who), None)


# "The first option to purchase 5,000 shares becomes exercisable in June" is one of several stock options.
_STOCK_OPTION = re.compile(
    r"\boptions?\b[^.;]{0,60}\b(?:purchase|buy|acquire)\b[^.;]{0,60}\b(?:shares?|stock)\b[^.;]{0,200}"
    r"\b(?:exercisable|vest\w*|exercise\sprice|option\s(?:share\s)?price)\b",
    re.IGNORECASE,
)
# A first right to prosecute or enforce patents is no first right to buy or license anything.
_PROSECUTES = re.compile(
    r"\b(?:first|right|option)\b[^.;]{0,40}?\bto\s(?:\w+,?\s){0,3}?(?:file|prosecute|maintain|enforce|defend|control)\b",
    re.IGNORECASE,
)
_FIRST_REFUSAL = re.compile(r"\brefusal\b|\bfirst\s(?:offer|right|negotiat)|\bpre-?empt|\bmatch", re.IGNORECASE)
_OFFERED = re.compile(
    r"\brefusal\b|\boffer|\bnegotiat|\bpre-?empt|\bmatch|\bpurchase\b|\blicense\b|\bacquire\b", re.IGNORECASE
)


# "Subject to existing obligations to others, including any rights of first refusal"
_OF_OTHERS = re.compile(
    r"\bsubject\sto\b[^.;]{0,120}?\b(?:existing|other|prior|future)\b[^.;]{0,120}?\brights?\sof\sfirst\b", re.IGNORECASE
)
# "It has the first option to carry on for two more seasons at the same fee": an option to renew.
_CARRIES_ON = re.compile(
    r"\bfirst\s(?:option|right)\sto\s(?:do\sso|renew|extend|continue|carry\son|prolong)\b(?![^.;]{0,160}\b(?:match|third\spart|offer(?:s|ed)?\sby)\b)",
    re.IGNORECASE,
)


# "If it proposes to abandon a patent, it must first offer it to the other party for $1": nobody else wants it.
_ABANDONS = re.compile(
    r"\b(?:abandon\w*|(?:let|allow)s?\s[^.;]{1,40}?\slapse|(?:cease|discontinue)s?\s(?:to\s)?(?:prosecut|maintain)\w*"
    r"|not\sto\s(?:file|prosecute|maintain|renew))\b[^.;]{0,160}?\boffer",
    re.IGNORECASE,
)
_TO_OTHERS = re.compile(
    r"\b(?:sells?|sale|licen[sc]es?|assign\w*|transfer\w*|third\spart(?:y|ies)|refusal|match)\b", re.IGNORECASE
)


def no_first_refusal(sentence: str) -> bool:
    """Whether a sentence gives an option on stock or to renew, a right to prosecute, to join in a sale or to take what
    is abandoned, or names rights of others, and gives no right of first refusal or offer."""
    return bool(
        only_joins_a_sale(sentence)
        or _OF_OTHERS.search(sentence)
        or _CARRIES_ON.search(sentence)
        or (_ABANDONS.search(sentence) and not _TO_OTHERS.search(sentence))
        or (_STOCK_OPTION.search(sentence) and not _FIRST_REFUSAL.search(sentence))
        or (_PROSECUTES.search(sentence) and not _OFFERED.search(sentence))
    )
