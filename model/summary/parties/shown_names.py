"""How a party is shown: under its legal name, a placeholder as a blank, and with terms that stand for it only."""

from __future__ import annotations

import re
from itertools import islice

from model.schema import Party
from model.summary.parties import sides
from model.summary.parties.company_names import ANY_FORM, HARD_FORM, NAME, begins_at, clean, is_named, key
from model.summary.parties.possible_names import PLAIN_ROLE
from model.summary.parties.standard_terms import is_signed_by_both
from model.summary.text.wording import spelled

PRONOUN = re.compile(rf"(?:{sides.PRONOUN}|i|me|my)", re.IGNORECASE)
# "YOUR NAME", "Client Name", "XYZ Ltd": whoever uses the form puts a name there.
_WHOSE = (
    r"client|customer|company|contractor|consultant|vendor|supplier|provider|licensee|licensor|employee|employer|buyer|seller"
    r"|purchaser|party|partner|business|organi[sz]ation|recipient|investor|tenant|landlord"
)
_PLACEHOLDER = re.compile(
    rf"(?:(?:insert|enter|your|the|full|legal|registered|own|{_WHOSE})(?:[’']s)?\s){{1,5}}name(?:\shere)?"
    rf"|name\sof\s(?:the\s|your\s)?(?:{_WHOSE})|your\s(?:company|business|organi[sz]ation)(?:,?\s(?:Inc|LLC|Ltd|Limited)\.?)?"
    rf"|(?:{_WHOSE})\s\((?:to\sbe\s|insert|name)[^()]{{0,40}}\)|(?:X{{3,}}|XYZ|ABC)(?:,?\s(?:Company|Inc|LLC|Ltd|Limited)\.?)?",
    re.IGNORECASE,
)
# "Brook Labs (registered in Ohio as Harrow LLC)", "Brook Labs, a trading name of Harrow LLC", "(brand of Harrow LLC)".
_LEGALLY = re.compile(
    r"(?:\s\(|,\s)(?i:(?:or\s)?(?:an?\s)?(?:(?:registered|incorporated|organi[sz]ed|legally)\s[^()]{0,50}?\b(?:as|known\sas|(?P<so>(?:by|under)\sthe\sname\sof))"
    rf"|(?:trade|trading|business|brand)\sname\s(?:of|for|used\sby)|(?:an?\s)?brand(?:ing)?\s(?:of|for|used\sby)))\s(?P<name>{NAME})"
)
# What is a thing by its last word, and no party unless the party's own name has one of the words.
_THING = re.compile(
    r"(?:[\w-]+\s){0,3}(?:Rights?|Information|Data|Software|Services?|Products?|Content|Website|Site|Platform|Programs?|Fees?|Documentation|Materials"
    r"|Territory|Application|App|Polic(?:y|ies)|Period|Technology|Stuff|Offering|Portal|Events?|Festival|Tournament"
    r"|Terms(?:\s(?:of|and)\s(?:Use|Service|Sale|Conditions))?)",
    re.IGNORECASE,
)


def as_called(party: Party, text: str) -> Party:
    """The party with its legal name, or its placeholder in brackets, and its terms: nouns first, those that are used
    first among them and the name of a business last, none of a thing."""
    if is_named(party.name) and _PLACEHOLDER.fullmatch(party.name):
        party = party.model_copy(update={"name": f"[{party.name}]"})
    terms = [one for one in _apart(party.defined_as) if not is_a_thing(one, party.name)]
    if legal := _legal_name(party.name, text):
        party, terms = party.model_copy(update={"name": legal}), [*terms, party.name]
    elif whole := _with_its_form(party.name, text):
        party = party.model_copy(update={"name": whole})
    if len(terms) > 1:
        terms.sort(
            key=lambda one: (PRONOUN.fullmatch(one) is not None, _trades_as(one, text), _is_never_used(one, text))
        )
    return party.model_copy(update={"defined_as": terms})


# "Doing business as "Elm Smiles" (the "Practice")": the contract calls it the Practice.
_OPENING = 8_000


def _trades_as(term: str, text: str) -> bool:
    trading = re.compile(rf"\b(?i:trading\sas|t/a|d/?b/?a|doing\sbusiness\sas)\s[\"“]{re.escape(term)}[\"”]")
    return trading.search(text, 0, _OPENING) is not None


def _is_never_used(term: str, text: str) -> bool:
    """Whether the contract defines a term and then calls the party otherwise: "the Company" or "Brook"."""
    uses = re.finditer(rf"(?<!\w)(?:{spelled(term)}|{spelled(term.upper())})(?!\w)", text)
    return len(list(islice(uses, 2))) < 2


def _apart(terms: list[str]) -> list[str]:
    """The terms, "We/Us" as two."""
    apart = [
        part
        for one in terms
        for part in (one.split("/") if all(PRONOUN.fullmatch(each) for each in one.split("/")) else [one])
    ]
    return list({key(one): one for one in reversed(apart)}.values())[::-1]


def is_a_thing(term: str, name: str) -> bool:
    """Whether a term is that of a thing, and no short form of a party's name."""
    shared = " " in term and set(key(term).split()) & set(key(name).split())
    return bool(_THING.fullmatch(term)) and not shared


def _legal_name(name: str, text: str) -> str | None:
    """The name under which a company is registered that the contract first names otherwise."""
    if HARD_FORM.search(name) or not is_named(name):
        return None
    for first in re.compile(spelled(name)).finditer(text):
        legally = _LEGALLY.match(text, first.end())
        if legally and (legally["so"] or HARD_FORM.search(legally["name"])):
            return clean(legally["name"])
    return None


def _with_its_form(name: str, text: str) -> str | None:
    """A company's name with the legal form that another place adds to it: "Brook Harrow, Inc." of the notices. Where
    both sign, a name that differs over the signature is pointed out instead."""
    if is_signed_by_both(text):
        return None
    if ANY_FORM.search(name) or not is_named(name) or not name[:1].isupper() or re.fullmatch(PLAIN_ROLE, name):
        return None
    whole = re.compile(rf"(?<![\w.&-]){spelled(name)},?\s(?:{HARD_FORM.pattern})")
    found = [one for one in whole.finditer(text) if begins_at(text, one.start()) == one.start()]
    forms = {key(one.group()) for one in found}
    return clean(found[0].group()) if len(forms) == 1 else None
