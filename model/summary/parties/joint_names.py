"""What a contract calls several of its parties jointly: "NCM, YGP and TWK shall be collectively referred to as "CONTENT
PROVIDER""."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.schema import Party

# The list of parties comes within this many characters, and names at most this many parties.
_FIRST, _MOST = 20_000, 20
_NO_TERM = re.compile(r"(?:Part(?:y|ies)|Agreement|Contract|Affiliates?|Effective\sDate)\b", re.IGNORECASE)
_TERM = r"[A-Z][\w/-]{2,20}(?:\s[A-Z][\w’'-]{1,20}){0,2}"
_TOGETHER = r"(?:together|collectively|jointly|both)"


def with_joint_names(parties: Sequence[Party], text: str) -> list[Party]:
    """The parties, each with the names that it shares with some, but not all, of the others."""
    if not 2 < len(parties) <= _MOST:
        return list(parties)
    named = {name: party for party in parties for name in [party.name, *party.defined_as]}
    joint: dict[str, list[str]] = {}
    for together, term in _joint(text, named):
        group = {id(named[name]) for name in together}
        if 1 < len(group) < len(parties):
            for name in together:
                terms = joint.setdefault(named[name].name, [])
                if term not in terms and term not in named[name].defined_as:
                    terms.append(term)
    return [
        party.model_copy(update={"defined_as": [*party.defined_as, *joint.get(party.name, [])]}) for party in parties
    ]


def _joint(text: str, named: dict[str, Party]) -> Iterator[tuple[list[str], str]]:
    """Names listed together, and what they are jointly called."""
    known = {name.lower(): name for name in named}
    name = "|".join(re.escape(one) for one in sorted(named, key=len, reverse=True))
    one = rf"(?:the\s)?(?<!\w)(?i:{name})(?!\w)(?:\s?\([^()]{{0,60}}\))?"
    listed = re.compile(
        rf"(?P<list>{one}(?:,?\s(?:and|&)\s{one}|,\s{one}){{1,8}})"
        rf"(?:(?:,\san?\s[^(),;“\"]{{3,60}}|,\s(?:(?:each|both)\s(?:an?\s)?)?(?:companies|corporations|entities|company|corporation)\s[^();“\"]{{3,250}})?\s?\((?:[^()“\"]{{0,40}}\b)?{_TOGETHER}\b[^()“\"]{{0,40}}[“\"](?:the\s)?(?P<bracket>{_TERM}),?[”\"]"
        rf"|\s\((?P<bare>[A-Z][a-z]{{3,20}})\)"
        rf"|[^.;()“\"]{{0,60}}\b{_TOGETHER}\b[^.;()“\"]{{0,60}}[“\"](?:the\s)?(?P<called>{_TERM})[”\"])"
    )
    # "(the "Bank" and, together with the Company and the Trust, the "Bank Parties")": includes the party being defined
    with_others = re.compile(
        rf"\((?:the\s)?[“\"]?(?:the\s)?(?P<own>(?i:{name})),?[”\"]?[,;]?\s(?:and,?\s)?(?:{_TOGETHER}\s)?with\s"
        rf"(?P<list>{one}(?:,?\s(?:and|&)\s{one}|,\s{one}){{0,8}})(?:\sand\s(?:its|their)\s(?:respective\s)?[Aa]ffiliates)?,?"
        rf"\s(?:{_TOGETHER}(?:\sand\sseverally,?)?\s)?(?:the\s)?(?:[“\"](?:the\s)?(?P<called>{_TERM})[”\"]|(?P<plain>{_TERM})\))"
    )
    each = re.compile(rf"(?<!\w)(?i:{name})(?!\w)")

    def names_in(words: str) -> list[str]:
        return [known[one.group().lower()] for one in each.finditer(words)]

    def is_new(term: str) -> bool:
        return not _NO_TERM.match(term) and term.lower() not in known

    for match in with_others.finditer(text, 0, _FIRST):
        together = names_in(match["list"])
        called = match["called"] or match["plain"]
        if is_new(called):
            yield [known[match["own"].lower()], *together], " ".join(called.split())
    for match in listed.finditer(text, 0, _FIRST):
        together = names_in(match["list"])
        term = match["bracket"] or match["bare"] or match["called"]
        # "Acme and Brightwater (Buyer)": "Buyer" is the name of the last one, unless that has another name
        own = match["bare"] and not named[together[-1]].defined_as
        if not own and is_new(term):
            yield together, term
