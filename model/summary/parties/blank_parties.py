"""Parties whose roles a contract gives, but not their names: "the undersigned ("Consultant")", "between [PARTY 1] and
[PARTY 2]", "“You” means whoever submits a work"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.summary.parties.company_names import HARD_FORM, NAME, clean
from model.summary.parties.offeror_definitions import NAME as NAME_ON_A_LINE
from model.summary.parties.party_entry import ROLE, Entry, entry_named, name_of_blank
from model.summary.parties.possible_names import PLAIN_ROLE, can_be_a_name

_OPENING = 4_000
# "The undersigned hereafter ("Consultant") and the undersigned entity ("Company")": whoever signs below.
_UNDERSIGNED = re.compile(
    rf"\b(?P<name>undersigned)(?:,?\s[a-z]{{2,20}}){{0,8}},?\s?\((?:hereinafter\s|the\s){{0,2}}[\"“](?:the\s)?(?P<role>{ROLE})[\"”]\)"
)
# "Between [PARTY 1] and [PARTY 2]", perhaps on lines of their own.
_A_BLANK = (
    r"\[(?:[A-Za-z’'-]{1,20}\s){0,4}(?i:party|company|employer|employee|customer|client|supplier|name)(?:[’']s)?"
    r"(?:\s\w{1,12}){0,2}\]"
)
_BETWEEN = re.compile(
    rf"\b(?i:between)\b[\s:]{{1,9}}(?P<one>{_A_BLANK})[\s,]{{1,9}}(?i:and)[\s:]{{1,9}}(?P<other>{_A_BLANK})"
)


# Whatever a form has in the place of a name.
_PLACE = r"(?:_{3,200}|\[(?!\d)[^\[\]\n]{2,60}\]|\{\{[^{}\n]{1,60}\}\})"
_TERM = r"[\"“](?:the\s)?(?P<%s>[^\"“”\n]{2,30})[\"”]"
_CALLED = rf"\((?:hereinafter\s|referred\sto\sas\s|the\s){{0,3}}{_TERM}(?:,\s(?:or\s)?(?:the\s)?{_TERM})?\)"
# "Between [LEGAL ENTITY], Ohio ("Brook", the "Processor") and the customer that uses it (the "Customer")"
_BESIDE_A_BLANK = re.compile(
    rf"\b(?i:between)[\s:]{{1,9}}(?P<one>{_PLACE})(?P<of>[^;()\"“”]{{0,200}}?)\s?{_CALLED % ('role', 'more')},?\s"
    rf"(?i:and)\s(?P<other>(?:{_PLACE}|(?:the|an?|any|each)\s[a-z])[^;()\"“”\n]{{0,160}}?)\s?"
    rf"{_CALLED % ('its', 'also')}"
)
# "Lessor:", and on the next line "Name: {{lessor_name}}"
_ROLE_OVER_A_BLANK = re.compile(
    rf"(?<!\w)(?P<role>{PLAIN_ROLE})\s?:?\s?\n\s{{0,9}}(?:(?:Full|Legal|Company)\s)?[Nn]ame\s?:\s{{0,9}}(?P<name>{_PLACE})"
)
# "Between me ([company]) and you ([client])"
_ME_AND_YOU = re.compile(
    rf"\b(?i:between)\s(?:me|us|we)\s\((?P<one>{_PLACE})\),?\s(?:and|&)\s(?:you)\s\((?P<other>{_PLACE})\)"
)
# "Work for ____ ("Client"), involving Brook, LLC ("Brook")"
_BESIDE_A_COMPANY = re.compile(
    rf"(?P<name>{_PLACE})\s\((?:the\s)?[\"“](?P<role>{ROLE})[\"”]\),?\s(?:[a-z]{{2,12}}\s){{0,3}}(?P<company>{NAME})\s\((?:the\s)?[\"“](?P<term>[A-Z][\w&-]{{1,30}})[\"”]\)"
)


def _beside_a_blank(text: str) -> list[Entry]:
    """Two parties of which at least one is a blank, each with what the contract calls it."""
    if beside := _BESIDE_A_BLANK.search(text, 0, _OPENING):
        other = re.match(_PLACE, beside["other"])
        end = beside.start("other") + (other.end() if other else len(beside["other"]))
        return [
            Entry(
                name_of_blank(beside["one"]), *beside.span("one"), [one for one in beside.group("role", "more") if one]
            ),
            Entry(
                name_of_blank(other[0]) if other else "____",
                beside.start("other"),
                end,
                [one for one in beside.group("its", "also") if one],
            ),
        ]
    if me := _ME_AND_YOU.search(text, 0, _OPENING):
        return [
            Entry(name_of_blank(me["one"]), *me.span("one"), []),
            Entry(name_of_blank(me["other"]), *me.span("other"), []),
        ]
    if (beside := _BESIDE_A_COMPANY.search(text, 0, _OPENING)) and HARD_FORM.search(beside["company"]):
        return [
            Entry(name_of_blank(beside["name"]), *beside.span("name"), [beside["role"]]),
            Entry(" ".join(beside["company"].split()), *beside.span("company"), [beside["term"]]),
        ]
    over = [
        Entry(name_of_blank(one["name"]), *one.span("name"), [one["role"]])
        for one in _ROLE_OVER_A_BLANK.finditer(text, 0, _OPENING)
    ]
    return over if len({entry.terms[0] for entry in over}) > 1 else []


def parties_left_blank(text: str) -> list[Entry]:
    """The two or more parties for whose names the opening has blanks, or whom it only calls "the undersigned"."""
    if between := _BETWEEN.search(text, 0, _OPENING):
        return [Entry(between[group], *between.span(group), []) for group in ("one", "other")]
    if beside := _beside_a_blank(text):
        return beside
    found = [Entry("____", *one.span("name"), [one["role"]]) for one in _UNDERSIGNED.finditer(text, 0, _OPENING)]
    return found if len({entry.terms[0] for entry in found}) > 1 else []


# "Between Brook, Inc. and the person or entity identified in the form ("Reseller")": someone whom another paper names.
_SOMEBODY = r"(?:individual|person|entity|company|firm|business|organi[sz]ation)"
_A_ROLE = (
    r"(?:client|customer|buyer|purchaser|supplier|vendor|contractor|consultant|licensee|reseller|distributor|subscriber"
    r"|tenant|employee)"
)
_IDENTIFIED = r"(?:identified|named|specified|designated|described|listed|set\sforth|indicated)\s[^.;()\"“”\n]{3,120}"
# "and the individual signing below ("Tester")"
_SIGNS = (
    r"(?:signing|(?:who|that)\s(?:signs|has\ssigned)|whose\s(?:name\sand\s)?signature\sappears)\s[^.;()\"“”\n]{3,60}"
)
# "and the individual or firm invited to try the press ("Guest Printer")"
_INVITED = r"(?:invited|admitted|selected)\s(?:to|as|for)\s[^.;()\"“”\n]{3,120}"
_QUOTED_TERM = r"(?:the\s)?[\"“](?:the\s)?[^\"“”()\n]{2,30}[\"”]"
_NAMED_ELSEWHERE = re.compile(
    rf"\band\s(?P<name>(?:the|an?|any|each)\s(?:(?:{_SOMEBODY}(?:\s(?:or|and)\s{_SOMEBODY})?|{_A_ROLE})\s(?:{_IDENTIFIED}|{_SIGNS}|{_INVITED})"
    # "the client business", "the customer"
    rf"|{_A_ROLE}\s(?:{_SOMEBODY}\s)?"
    # "and the subscribing shop or workshop ("Customer")": whoever subscribes
    r"|(?:subscribing|purchasing|ordering|accepting|undersigned)\s[a-z][a-z\s-]{2,60}))"
    rf"\((?P<terms>{_QUOTED_TERM}(?:,?\s(?:(?:or|and)\s)?{_QUOTED_TERM}){{0,3}})\)"
)
_SENTENCE_ENDS = re.compile(r"[a-z)”\"]{2}\.\s+[A-Z]")
_TERM_OF_A_LIST = re.compile(r"[\"“](?:the\s)?([^\"“”()\n]{2,30}?),?[\"”]")


def named_elsewhere(text: str, known: Sequence[Entry]) -> Iterator[Entry]:
    """The party beside the only one that the opening names (``known``), if the opening says where its name is."""
    if len(known) != 1:
        return
    for other in _NAMED_ELSEWHERE.finditer(text, known[0].end, _OPENING):
        terms = _TERM_OF_A_LIST.findall(other["terms"])
        if _SENTENCE_ENDS.search(text, known[0].end, other.start()):
            return
        if named := _in_a_field(text, terms, other["name"].split()[1]):
            yield from named
            return
        if any(re.fullmatch(ROLE, one.rsplit(" ", 1)[-1]) for one in terms):
            yield Entry("____", *other.span("name"), terms)
            return
    if signed := _NAMED_BY_SIGNATURES.search(text, known[0].end, _OPENING):
        yield _over_its_signature(text, signed)


# "Your business name: Harrow, Inc.", in a form that is part of the terms
_FIELD = re.compile(
    r"^[*\s]{0,4}(?:Your\s)?(?i:business|company|organi[sz]ation|customer|client|legal)\s(?:legal\s)?[Nn]ame\s?[:\t]\s{0,4}"
    rf"(?P<name>{NAME_ON_A_LINE})",
    re.MULTILINE,
)


# "“You” and “your” mean the business named below"
_READER_IS = re.compile(
    r"[\"“]You,?[\"”](?:,?\s(?:and|or)\s[\"“][Yy]our,?[\"”])?\s(?:means?|refers?\sto)\sthe\s(?P<kind>[a-z]{4,15})\s"
    r"(?:named|identified|shown|given|listed|whose\sname)\b"
)


def named_reader(text: str) -> list[Entry]:
    """Whom a field of the form names that "you" stands for."""
    reader = _READER_IS.search(text, 0, _OPENING)
    return _in_a_field(text, ["You"], reader["kind"]) if reader else []


def _in_a_field(text: str, terms: list[str], kind: str = "") -> list[Entry]:
    """The party that a field names, with these terms; none if the field is empty. ``kind``: what else the field may ask
    for ("Employer:")."""
    own = re.compile(rf"^[*\s]{{0,4}}{kind.capitalize()}\s?[:\t]\s{{0,4}}(?P<name>{NAME_ON_A_LINE})", re.MULTILINE)
    fields = [*_FIELD.finditer(text, 0, _OPENING), *(own.finditer(text, 0, _OPENING) if kind else ())]
    for field in fields:
        entry = entry_named(text, field, clean(field["name"]), "")
        named = entry and (HARD_FORM.search(entry.name) or (" " in entry.name and can_be_a_name(entry.name, "")))
        if entry and named:
            return [entry._replace(terms=terms)]
    return []


# "Between Brook, Inc. and Buyer ("Buyer" or "you") as named in the signature block"
_NAMED_BY_SIGNATURES = re.compile(
    rf"\band\s(?:the\s)?(?P<role>{PLAIN_ROLE})\s(?:\((?P<terms>{_QUOTED_TERM}(?:,?\s(?:(?:or|and)\s)?{_QUOTED_TERM}){{0,3}})\),?\s)?(?:as\s)?"
    r"(?:identified|named|specified|designated|described|listed|set\sforth|indicated)\s(?:in|on|by)\s(?:the|its)\ssignature(?:s|\s(?:blocks?|pages?|lines?))?\b"
)
_SIGNED_BY = rf"(?<!\w)%s\s?:\s{{0,9}}(?P<name>{NAME})(?=[ ]?(?:\n|\t|$|(?:By|Signature|Address|Name)\s?:))"


def _over_its_signature(text: str, role: re.Match[str]) -> Entry:
    """The party that signs as "Buyer: Harrow, Inc.", where the opening names it by its role only; a blank if none
    does."""
    terms = list(dict.fromkeys([role["role"], *_TERM_OF_A_LIST.findall(role["terms"] or "")]))
    for signed in re.finditer(_SIGNED_BY % role["role"], text[role.end() :]):
        name = clean(signed["name"])
        if HARD_FORM.search(name):
            start = text.index(name, role.end() + signed.start("name"))
            return Entry(name, start, start + len(name), terms)
    return Entry("____", *role.span("role"), terms)


# "The customer is the controller and Brook is the processor"
_HANDLES_DATA = re.compile(
    r"\b(?:[Tt]he\s)?(?:[Cc]ustomer|[Cc]lient|[Uu]ser|[Ss]ubscriber|[Yy]ou)\s(?:is|are|acts?\sas)\s(?:the\s|an?\s)?(?:data\s)?[Cc]ontroller\b[^.;]{0,60}?"
    r"\band\s(?P<name>(?!(?:We|Provider|Supplier|Vendor|Company|Processor|The)\b)[A-Z][\w&’'-]{1,30}(?:\s[A-Z][\w&’'.-]{1,30}){0,3})\s(?:is|acts?\sas)\s(?:the\s|an?\s)?(?:data\s)?(?P<term>[Pp]rocessor)\b"
)


def processor(text: str) -> Iterator[Entry]:
    """Who processes personal data for the customer, as a sentence says it."""
    if said := _HANDLES_DATA.search(text, 0, _OPENING):
        yield Entry(said["name"], *said.span("name"), [said["term"].capitalize()])


_DEFINED = re.compile(
    r"[\"“](?:the\s)?(?P<term>You|Contributor|Customer|Client|User|Licensee|Member|Subscriber|Buyer|Seller|Supplier)[\"”]\s(?:shall\s)?means?\s(?:the|any|an?|each)\b"
    r"|\([\"“](?P<we>We|Us)[\"”]"
)


def roles_without_names(text: str) -> list[str]:
    """What the contract calls its parties by definition: "You" and "We"."""
    return list(dict.fromkeys(one["term"] or one["we"] for one in _DEFINED.finditer(text, 0, _OPENING)))[:2]
