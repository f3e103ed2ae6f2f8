"""The other side of terms whose offeror alone is named: the reader, "you", or whoever accepts them, by the role that
the terms give that side ("the Customer")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from model.schema import Party
from model.summary.parties.company_names import key
from model.summary.parties.sides import Sides
from model.summary.parties.standard_terms import addresses_the_reader, is_offered_to_anyone, offerors

_WRITER, _READER = ["we", "us", "our"], ["you", "your"]
# The roles of those who accept terms; terms of purchase are offered to those who sell.
_ACCEPTS = (
    "customer|user|client|buyer|purchaser|licensee|member|subscriber|affiliate|hirer|participant|merchant|advertiser"
    "|reseller|recipient|tester"
)
_SELLS = "seller|supplier|vendor|contractor|provider|consultant"
_SELLING = re.compile(rf"(?:{_SELLS})", re.IGNORECASE)
_BUYS = frozenset({"buyer", "purchaser", "customer", "client"})
_ACTS = r"\s(?:shall|will|may|must|agrees?|warrants?|undertakes?|acknowledges?|represents?|is|has|grants?|retains?)\b"
# "The seller shall", "Customer may"; not "any customer may", which need not be the other side.
_SUBJECT = re.compile(
    rf"(?<!\bany )(?<!\beach )(?<!\bend )(?<!\bother )\b(?P<the>the\s)?(?P<role>{_ACCEPTS}|{_SELLS}){_ACTS}",
    re.IGNORECASE,
)
# "Between Harrow Ltd and the individual signing below ("Tester")"
_UNNAMED = re.compile(
    r"\band\s(?:the|any|an?|each)\s(?:undersigned\s)?(?:individual|person|entity|company|organi[sz]ation|business|undersigned|party)\b[^.;()]{0,120}"
    r"\([^()]{0,20}[“\"](?P<role>[A-Z][\w-]{2,20}(?:\s[A-Z][\w-]{2,20})?)[”\"]",
    re.IGNORECASE,
)
_OPENING, _OFTEN, _ENOUGH = 4_000, 3, 2


def with_the_reader(parties: Sequence[Party], text: str) -> list[Party]:
    """The only party of terms, also as "we" if they address the reader, and their reader, or else whoever accepts them,
    as the second party; also beside several that offer the terms together. The parties as they are if there are others,
    or none, or if the only one is the reader."""
    if len(parties) != 1:
        together = len(parties) > 1 and addresses_the_reader(text) and _offer_together(parties, text)
        return [*map(_writer, parties), _reader(parties[0])] if together else list(parties)
    (offeror,) = parties
    if not addresses_the_reader(text):
        return _with_who_accepts(offeror, text)
    terms = {term.lower() for term in offeror.defined_as}
    if terms & set(_READER):
        return [offeror]
    # what the terms call the offeror comes first: a noun, or else its name
    called = offeror.defined_as if terms - set(_WRITER) else [offeror.name]
    more = [term for term in _WRITER if term not in terms or called == [offeror.name]]
    return [offeror.model_copy(update={"defined_as": [*called, *more]}), _reader(offeror)]


def _writer(party: Party) -> Party:
    """One of those that offer terms together, also as "us" if they call it "we"."""
    terms = {term.lower() for term in party.defined_as}
    more = [term for term in _WRITER if term not in terms] if terms & set(_WRITER) else []
    return party.model_copy(update={"defined_as": [*party.defined_as, *more]})


def _reader(offeror: Party) -> Party:
    return offeror.model_copy(update={"name": "you", "defined_as": _READER})


def _offer_together(parties: Sequence[Party], text: str) -> bool:
    """Whether these are terms for anyone, and each of the parties is one of those that offer them."""
    if not is_offered_to_anyone(text):
        return False
    offering = {key(one.name) for one in offerors(text)}
    return all(key(party.name) in offering and not set(party.defined_as) & set(_READER) for party in parties)


def _with_who_accepts(offeror: Party, text: str) -> list[Party]:
    """The offeror, and whoever accepts its terms by the role in which that side acts most often."""
    unnamed = _UNNAMED.search(text, 0, _OPENING)
    if not (unnamed or is_offered_to_anyone(text)):
        return [offeror]
    own = {term.lower() for term in (offeror.name, *offeror.defined_as)}
    roles = Counter(
        one["role"]
        for one in _SUBJECT.finditer(text)
        if (one["the"] or one["role"][:1].isupper()) and one["role"].lower() not in own
    )
    role, times = next(iter(roles.most_common(1)), ("", 0))
    defined = unnamed["role"] if unnamed else ""
    if defined and defined.lower() not in own and (uses := _times_acting(defined, text)) >= _OFTEN:
        role, times = defined, uses
    acting = islice(Sides([offeror], text).named(text, after=_ACTS), _ENOUGH)
    if times < _OFTEN or sum(1 for _ in acting) < _ENOUGH:
        return [offeror]
    if _SELLING.fullmatch(role) and not (defined == role or own & _BUYS):
        return [offeror]  # it may be the offeror's own role
    return [offeror, offeror.model_copy(update={"name": role, "defined_as": []})]


def _times_acting(role: str, text: str) -> int:
    """How often, but no more than need be, a role is the subject of a sentence."""
    return sum(1 for _ in islice(re.finditer(rf"\b{re.escape(role)}{_ACTS}", text), _OFTEN))
