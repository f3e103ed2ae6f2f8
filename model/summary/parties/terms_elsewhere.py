"""The term of a party for which the list of the parties has none: in brackets after another mention of its name, or in
a definition: "“the Packer” means Brook Mills Ltd"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.schema import Party
from model.summary.parties.company_names import is_named, key
from model.summary.parties.possible_names import PLAIN_ROLE
from model.summary.text.wording import spelled

# "Brook bank Limited ("Brook Bank")"
_IN_BRACKETS = r"\s?\((?:the\s)?[\"“](?:the\s)?(?P<term>[a-z][\w&’'-]{1,30}(?:\s[a-z&][\w&’'-]{0,30}){0,3})[\"”]\)"
_MEANS = (
    r"[\"“](?:[Tt]he\s)?(?P<term>[A-Z][\w&’'-]{1,30}(?:\s[A-Z][\w&’'-]{1,30}){0,2})[\"”]"
    r"\s(?:shall\s)?means?\s(?:the\s)?"
)
# Nothing more belongs to the definition: no "Brook Mills Ltd's premises".
_MEANS_NO_MORE = r"(?=\s?[;.\n(]|,\s)"
_ARTICLE = re.compile(r"^the\s", re.IGNORECASE)


def with_its_term(party: Party, parties: Sequence[Party], text: str) -> Party:
    """A party that has no term yet, with the one that the contract gives it elsewhere, unless it is another party's."""
    term = None if party.defined_as or not is_named(party.name) else _term_of(party.name, text)
    known = {key(one) for other in parties for one in [other.name, *other.defined_as]}
    return party.model_copy(update={"defined_as": [term]}) if term and key(term) not in known else party


def _term_of(name: str, text: str) -> str | None:
    named = re.compile(spelled(name) + _IN_BRACKETS, re.IGNORECASE).search(text)
    if named and _can_call(named["term"], name):
        return named["term"]
    defined = re.compile(rf"{_MEANS}(?i:{spelled(_ARTICLE.sub('', name))}){_MEANS_NO_MORE}").search(text)
    return " ".join(defined["term"].split()) if defined else None


def _can_call(term: str, name: str) -> bool:
    """Whether a term in brackets after a name is short for it, or a role."""
    short = set(key(term).split()) & set(key(name).split()) or term == "".join(re.findall(r"\b[A-Z]", name))
    return bool(short or re.fullmatch(PLAIN_ROLE, term)) and term[0].isupper()
