"""Parties that stand beside their roles outside a list: "Party A: Brook Mills Co., Ltd.", fields of forms and tables,
and names followed by a role in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from model.summary.parties.company_names import (
    FORM,
    FORM_ALONE,
    HARD_FORM,
    NAME,
    WORD,
    bare,
    clean,
)
from model.summary.parties.names_in_lists import BLANK
from model.summary.parties.party_entry import ROLE, SEARCHED, Entry, entry_named, merged, name_of_blank
from model.summary.parties.possible_names import PLAIN_ROLE, can_be_a_name

# Without "between", the list must be this near the beginning: in a letter, or before "agree as follows".
NO_BETWEEN = 5_000
_LABELED = re.compile(
    # nor "the platform operated by Party A: Harrow Market"
    r"(?<!\sto\s)(?<!\sof\s)(?<!\sfor\s)(?<!\sfrom\s)"
    r"(?<!operated\sby\s)(?<!provided\sby\s)(?<!managed\sby\s)(?<!owned\sby\s)(?<!issued\sby\s)(?<!designated\sby\s)"
    # "Contractor (hereinafter "Party B"):", and the name in the line below
    rf"(?:\b(?P<role>{ROLE})\s?\((?:hereinafter\s)?(?:the\s)?[“\"]?)?"
    r"\b(?P<label>(?:Party|PARTY)\s(?:[A-D]|[1-4]|I{1,3}|One|Two|Three)(?:\s\d)?)[”\"]?\)?\s?:\s?"
    # "satisfactory to Party B: (I) The pledgor fails": what follows is a list
    rf"(?!\((?:[IVXivx]{{1,4}}|[a-z]|\d{{1,2}})\))(?:[•*-]\s(?:(?:[Ff]ull|[Ll]egal|[Cc]ompany)\s)?[Nn]ame\s?:\s)?(?!(?i:party)\s)(?P<name>{NAME}(?:\sand\s{WORD}(?:\s{WORD}){{0,3}},?\s{FORM})?|\[[\s•●_]{{1,9}}\](?=\s\()"
    r"|\[(?![^\]\n]{0,60}(?i:signature|seal|blank|date))[A-Za-z][^\[\]\n]{2,60}\](?=[ \t]{0,9}$))"
    r"(?:\s\((?:the\s)?[“\"](?P<term>[A-Z][\w-]{1,20}(?:\s[A-Z][\w-]{1,20}){0,2})[”\"]\))?",
    re.MULTILINE,
)
_FIELD = re.compile(r"(?:\s[Ss]eal)?\.?\s?:")
# "Party C: Brook Foundation Address: 5 Mill Lane": the label of another field in the same line.
_NEXT_LABEL = re.compile(
    r"\s(?:(?:Registered|Business|Legal)\s)?(?:Address|Representative|Chair\w{0,9}|Director|Contact(?:\sPerson)?|Tel|Phone|E-?mail)$"
)
# How much alike the names of one company are that a slip of the pen tells apart.
_ALIKE = 0.9
_BLANK_WITH_ROLE = re.compile(
    rf"(?<![$€£_\w]){BLANK}(?P<described>[^.;()\"“”$]{{0,80}}?)\((?:hereinafter\s|referred\sto\sas\s|the\s|as\s){{0,4}}"
    r"[\"“](?:the\s)?(?P<role>(?!(?:Order|Number|Letter|Quarter|Manager|Officer|Parameter|Meter|Computer)\b)"
    r"(?:[A-Z]\w+(?:er|or|ee|ant|ent)|[A-Z]{3,20}(?:ER|OR|EE|ANT|ENT)|(?i:Company|Client|Agency|Bank|Fund|Trust|Consultancy)))[\"”]"
    r"(?:,?\s(?:or\s)?[\"“](?P<also>you)[\"”])?"
)
_WITH_ROLE = re.compile(
    rf"(?<![\w.&])(?P<name>\[[ _●]{{0,12}}\]|{NAME})[*]{{0,2}}(?:,?\s(?:an?|having)\s[^.;()\[\]\"“”$]{{3,120}}?)?"
    rf"\s\((?:hereinafter\s|referred\sto\sas\s|the\s|as\s){{0,4}}[\"“](?:the\s)?(?P<role>{ROLE})[\"”](?:,?\sor\s(?:the\s)?[\"“][^\"“”()]{{2,40}}[\"”])?\)"
)
# Such blanks and names are within this many characters of the beginning.
_BLANKS = 4_000


@lru_cache(maxsize=8)
def labeled_parties(text: str) -> tuple[Entry, ...]:
    """The parties of "Party A: Brook Mills Co., Ltd."."""
    found = merged(
        Entry(
            name if name.startswith("[") else clean(name),
            match.start("name"),
            match.start("name") + len(name),
            [*(term for term in (match["term"], match["role"]) if term), *_labels(match["label"])],
        )
        for match in _LABELED.finditer(text, 0, SEARCHED)
        if (name := _without_label(text, *match.span("name")))
    )
    return tuple(found)


def _labels(label: str) -> list[str]:
    """A label, and what it is part of: "Party A 2" is one of those who are "Party A"."""
    words = label.split()
    return [" ".join(words), *([" ".join(words[:2])] if len(words) > 2 else [])]


_BUILDS = (
    r"(?:Owner|Client|Contractor|Subcontractor|Architect|Engineer|Consultant|Design-Builder|Construction\sManager)"
)
# What the form asks for, and the name that was filled in: it ends where the address begins, with a number or a line.
_ASKED = r"(?:\((?i:name)[^()\n]{2,60}\)\s)?"
_FILLED_IN = (
    r"(?=[A-Z])(?:[A-Z][\w&.’'-]{0,30}|of|the|and|&)(?:,?\s(?:[A-Z][\w&.’'-]{0,30}|of|the|and|&)){0,9}?"
    r"(?=\n|\s\d|\sP\.\s?O\b|\s\((?i:name)|,?\san?\s)"
)
# "BETWEEN the Owner: (Name and address) Brook Bank 12 Mill Lane and the Contractor: Harrow Builders, Inc."
_BUILDING_FORM = re.compile(
    rf"\b(?:BETWEEN|[Bb]etween)\sthe\s(?P<role>{_BUILDS}):\s{_ASKED}(?P<name>{_FILLED_IN})"
    rf"[^;]{{1,400}}?\b[Aa]nd\sthe\s(?P<other>{_BUILDS}):\s{_ASKED}(?P<second>{_FILLED_IN})"
)


def parties_of_a_building_form(text: str) -> list[Entry]:
    """The parties filled in in a standard form for building, with their roles in it."""
    form = _BUILDING_FORM.search(text, 0, NO_BETWEEN)
    if not form:
        return []
    return [
        Entry(" ".join(form[name].split()), *form.span(name), [" ".join(form[role].split())])
        for name, role in (("name", "role"), ("second", "other"))
    ]


def labeled_otherwise(text: str) -> list[tuple[Entry, Entry]]:
    """The parties that two lines with the same label name almost alike: "Party A: Brook (Oslo) Mills Co., Ltd." on the
    cover, "Party A: Brook Mills Co., Ltd." in the opening."""
    return list(named_otherwise(labeled_parties(text)))


def named_otherwise(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Two entries with the same label whose names can be those of one company."""
    for number, one in enumerate(entries):
        for other in entries[number + 1 :]:
            if one.terms == other.terms and _is_one_company(bare(one.name), bare(other.name)):
                yield one, other


def _is_one_company(one: str, other: str) -> bool:
    """Whether two names (see ``bare``) differ by words that one of them lacks, or by a letter or two."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _without_label(text: str, start: int, end: int) -> str:
    """A name without the next line, if that is the label of another field: "Tax No:"."""
    name = text[start:end]
    return _NEXT_LABEL.sub("", name.rsplit("\n", 1)[0]) if _FIELD.match(text, end) else name


def role_in_a_form(text: str, name: str) -> Iterator[str]:
    """The role of a party that a line of a form names: "Licensor: Brook Films"."""
    words = r"\s".join(re.escape(word) for word in name.split())
    field = re.compile(rf"^(?:The\s)?(?P<role>{ROLE})\s?:?\s{words}\W{{0,3}}$", re.IGNORECASE | re.MULTILINE)
    if (match := field.search(text, 0, NO_BETWEEN)) and match["role"][0].isupper():
        yield match["role"]


# "And the company set forth below ("Company")", and in a field below "Company: Brook Systems, Inc."
_SET_FORTH = re.compile(
    r"\b(?:set\sforth|named|identified|listed|specified|described)\s(?:below|herein)\s?\((?:the\s)?[\"“](?P<term>[A-Z][\w-]{1,20})[\"”]\)"
)


def set_forth_below(text: str, known: Sequence[Entry]) -> Iterator[Entry]:
    """The company that the opening names only by a term, and a field of the form below by its name."""
    terms = {term.lower() for entry in known for term in entry.terms}
    for below in _SET_FORTH.finditer(text, 0, _BLANKS):
        field = re.compile(
            rf"(?:^|(?<=[\w.):,] )){re.escape(below['term'])}(?:\s[Nn]ame)?\s?:\s{{0,9}}(?P<name>{NAME})", re.MULTILINE
        )
        match = field.search(text, below.end(), below.end() + _BLANKS)
        entry = entry_named(text, match, clean(match["name"]), below["term"]) if match else None
        if entry and HARD_FORM.search(entry.name) and below["term"].lower() not in terms:
            yield entry


# A form that binds whoever accepts it: "you are binding the company that you represent ("Customer")", "Brook, Inc.
# ("Brook") grants to Customer".
_ACCEPTING = re.compile(
    r"\b(?P<name>(?:(?:business|legal|corporate)\s)?(?:entity|company|organi[sz]ation|corporation|firm)\s(?:that|which|whom?)\syou\s(?:represent|are\sacting\sfor|work\sfor))"
    r"\s\((?:the\s|hereinafter\s)?[\"“](?:the\s)?(?P<term>[A-Z][\w-]{2,20})[\"”]\)",
    re.IGNORECASE,
)
_OFFERING = re.compile(
    rf"(?<![\w.&])(?P<name>{NAME})(?:\sor\s[^.;()\"“”]{{3,80}})?\s\((?:the\s|hereinafter\s|collectively\s)?[\"“](?P<term>[A-Z][\w&-]{{1,30}}(?:\s[A-Z][\w&-]{{1,30}}){{0,2}})[\"”]\),?\s"
    r"(?:hereby\s|is\swilling\sto\s|agrees\sto\s)?(?:grants?|licen[sc]es?|provides?|makes?|offers?|sells?)\b"
)
_ENDS_BEFORE = re.compile(r"(?<=\w{5}\.)\s")  # the end of the sentence before, and of no abbreviation


def parties_of_a_form(text: str) -> Iterator[Entry]:
    """The parties of a form that is accepted by a click: who offers it, and whoever the reader acts for."""
    accepting = _ACCEPTING.search(text, 0, _BLANKS)
    offering = _OFFERING.search(text, 0, 2 * _BLANKS) if accepting else None
    if not (accepting and offering) or not HARD_FORM.search(offering["name"]):
        return
    for match in (offering, accepting):
        if entry := entry_named(text, match, clean(_ENDS_BEFORE.split(match["name"])[-1]), match["term"]):
            yield entry


_PERSON = re.compile(r"[A-Z][a-z’'-]{1,20}(?:\s[A-Z]\.)?(?:\s[A-Z][A-Za-z’'-]{1,20}){1,2}")
# "Vendor: Brook Systems, Inc., a Utah corporation"
_TABLE = re.compile(
    rf"(?:^[*• \t-]{{0,4}}(?:The\s)?(?P<label>(?:(?:Master|Area|Sub)[ -])?{ROLE})"
    rf"|(?<=[\w.)] )[*]{{0,2}}(?:The\s)?(?P<inside>{ROLE}))(?:\s[Nn]ame)?"
    rf"[*]{{0,2}}\s?[:\t][*]{{0,2}}\s?(?P<name>{NAME})",
    re.MULTILINE,
)


_PERSON_IN_FIELD = re.compile(
    rf"^(?:\(?[\da-z][\d.]{{0,8}}\)?[ ])?[*]{{0,2}}(?P<label>{ROLE})[*]{{0,2}}:[*]{{0,2}}[ ]"
    rf"(?P<name>{_PERSON.pattern})[ ]?$",
    re.MULTILINE,
)


def fields_of_a_table(text: str) -> list[Entry]:
    """The companies that a table of key terms names beside their roles."""
    found: dict[str, Entry] = {}
    position = 0
    while match := _TABLE.search(text, position, NO_BETWEEN):
        label = match["label"] or match["inside"]
        entry = entry_named(text, match, clean(match["name"]), label)
        if entry and HARD_FORM.search(entry.name) and not FORM_ALONE.fullmatch(entry.name):
            found.setdefault(label, entry)
        position = entry.end if entry else match.start("name")  # the next line may be another field
    for match in _PERSON_IN_FIELD.finditer(text, 0, NO_BETWEEN):
        acts = re.compile(rf"\b{match['label']}\s(?:shall|will|agrees|may|must)\b")
        if match["label"] not in found and acts.search(text) and can_be_a_name(match["name"], ""):
            found[match["label"]] = Entry(match["name"], *match.span("name"), [match["label"]])
    return sorted(found.values(), key=lambda entry: entry.start)


def single_fields(text: str) -> list[Entry]:
    """The companies in fields that name a party by its role: "Customer: Brook Ltd"."""
    return [entry for entry in fields_of_a_table(text) if re.fullmatch(PLAIN_ROLE, entry.terms[0])]


# "Ann Brook ("Consultant") and Harrow agree as follows"
_AGREES_WITH = re.compile(r"\s\([^()]{3,40}\)\sand\s[^.;]{2,80}?\s(?:hereby\s)?agree\b")
_ENGAGED = re.compile(r"\b(?:retain|engage|appoint|employ|hire)s?\s$")

# "Brook Partners LP, acting by its general partner, Brook GP Ltd. (the "Advisor")": the partnership's role
_ACTS_FOR = re.compile(r"\bby\sits\s(?:\w+\s)?(?:general\spartner|manager|trustee|agent),?\s$", re.IGNORECASE)


def parties_with_roles(text: str, mentions: Sequence[tuple[int, int]]) -> list[Entry]:
    """Parties with a role each, outside a list: "Brook, Inc. (the “Company”) retains Ann Brook (“Consultant”)"."""

    def is_named_here(name: str, start: int) -> bool:
        hinted = any(begin < start + len(name) and start < end for begin, end in mentions)
        engaged = _ENGAGED.search(text, max(0, start - 20), start) or (
            _PERSON.fullmatch(name) and _AGREES_WITH.match(text, start + len(name))
        )
        of_another = text[max(0, start - 3) : start] == "of " or _ACTS_FOR.search(text, max(0, start - 40), start)
        return bool(HARD_FORM.search(name) or hinted or engaged) and not of_another and can_be_a_name(name, "")

    found: dict[str, Entry] = {}
    for match in _WITH_ROLE.finditer(text, 0, _BLANKS):
        name = match["name"] if match["name"].startswith("[") else clean(match["name"])
        entry = entry_named(text, match, name, match["role"])
        if entry and (name.startswith("[") or is_named_here(name, entry.start)):
            found.setdefault(match["role"], entry)
    return list(found.values())


# "Brook Systems Ltd ("Processor") and the customer business ("Controller") agree"
_AND_SOMEBODY = re.compile(r"[*]{0,2},?\sand\s(?:the|an?|any|each)\s(?:[a-z’'-]{2,20}\s){1,8}\((?:the\s)?[\"“]")


def beside_somebody(text: str) -> list[Entry]:
    """The company with a role beside which the opening describes, and does not name, the other party."""
    for match in _WITH_ROLE.finditer(text, 0, _BLANKS):
        name = clean(match["name"].rsplit("\n", 1)[-1])  # a heading may stand above it
        entry = entry_named(text, match, name, match["role"])
        named = entry and HARD_FORM.search(entry.name) and can_be_a_name(entry.name, text[: entry.start][-40:])
        if entry and named and _AND_SOMEBODY.match(text, match.end()):
            return [entry]
    return []


# "The TOWN OF BROOK, OHIO, an Ohio municipal corporation (“Grantor”)"
_MUNICIPALITY = re.compile(
    r"\b(?P<name>(?:(?:TOWN|CITY|COUNTY|VILLAGE|BOROUGH)\sOF|(?:Town|City|County|Village|Borough)\sof)\s[A-Z][\w.'’-]{1,25}(?:\s[A-Z][\w.'’-]{1,25}){0,2}"
    r"(?:,\s[A-Z][A-Za-z]{1,15}(?:\s[A-Z][A-Za-z]{1,15})?)?),\s(?:an?|the)\s[^.;()“”\"]{0,60}?\b(?:municipal\scorporation|municipality|political\ssubdivision)\b"
    r"[^.;()“”\"]{0,160}\((?:hereinafter\s|referred\sto\sas\s|called\s|the\s){0,4}[“\"](?:the\s)?(?P<term>[A-Z][\w-]{1,20})[”\"]\)"
)


def municipalities(text: str) -> list[Entry]:
    """The towns and counties that the opening names as parties."""
    found = _MUNICIPALITY.finditer(text, 0, _BLANKS)
    return [one for match in found if (one := entry_named(text, match, match["name"], match["term"]))]


def blanks_with_roles(text: str, known: Sequence[Entry]) -> Iterator[Entry]:
    """Parties named only by a blank, outside a list: "By signing, ____ ("Supplier") agrees"."""
    roles = {term.lower() for entry in known for term in entry.terms}
    for match in _BLANK_WITH_ROLE.finditer(text, 0, _BLANKS):
        if match["role"].lower() not in roles:
            roles.add(match["role"].lower())
            blank = text[match.start() : match.start("described")].rstrip()
            yield Entry(
                name_of_blank(blank),
                match.start(),
                match.start() + len(blank),
                [one for one in match.group("role", "also") if one],
            )


# "Client: ______", over terms for "you, the client".
_BLANK_FIELD = re.compile(
    rf"(?:^|(?<=[\w.)\]}}] ))[*\s-]{{0,4}}(?:The\s)?"
    rf"(?:(?P<role>{PLAIN_ROLE})(?:\s[Nn]ame)?[*]{{0,2}}\s?:[*]{{0,2}}\s{{0,9}}(?P<blank>_{{3,200}})[ \t]{{0,9}}$"
    rf"|(?P<of>{ROLE}|{PLAIN_ROLE}|Employs)(?:\(s\)|\s[Nn]ame)?[*]{{0,2}}\s?:[*]{{0,2}}\s{{0,9}}"
    r"(?P<bracket>\[[^\[\]\n]{2,80}\]|\{\{[^{}\n]{2,80}\}\})(?=\s?\((?:the\s)?[\"“]|[ \t]{0,9}$|[ ][-•][ ]))",
    re.MULTILINE,
)


def blank_fields(text: str) -> Iterator[Entry]:
    """The blanks for parties in the fields above a contract."""
    for match in _BLANK_FIELD.finditer(text, 0, _BLANKS):
        group = "blank" if match["blank"] else "bracket"
        role = match["role"] or match["of"].replace("Employs", "Employee")
        yield Entry(name_of_blank(match[group]), *match.span(group), [role])


# "HARROW TECHNICAL SERVICES OF 90 HIGH STREET, AKRON, OHIO (HARROW) certifies": a name, an address and a term.
_AT_AN_ADDRESS = re.compile(
    r"(?<![A-Z.&] )(?<![\w.&])(?P<name>[A-Z][A-Z&’'-]{2,20}(?:,?\s[A-Z][A-Z&.’'-]{1,20}){1,6}),?\s(?:OF|of)\s"
    r"\d[^()\n]{8,160}?\s?\((?P<term>[A-Z]{2,15})\)"
)
# "HML", a tab, "HARROW MILLS LIMITED (company no 3141592) whose registered office is at": a row for each party.
_REGISTERED = re.compile(
    rf"^(?P<term>[A-Z]{{2,15}})\t(?=[A-Z])(?P<name>{NAME})\s\((?:[Cc]ompany|[Rr]egistered|[Rr]egistration|[Cc]orporate)\s(?:[Nn]o|[Nn]umber)\b",
    re.MULTILINE,
)


def parties_with_addresses(text: str) -> list[Entry]:
    """Companies with their addresses or numbers of registration, outside a list, each with a term: the first word of
    its name, its initials, or what stands in the cell before."""
    found: dict[str, Entry] = {}
    for match in _AT_AN_ADDRESS.finditer(text, 0, _BLANKS):
        words = match["name"].replace(",", "").split()
        initials = "".join(word[0] for word in words)
        if match["term"] == words[0] or (len(match["term"]) > 2 and initials.startswith(match["term"])):
            found.setdefault(match["term"], Entry(match["name"], *match.span("name"), [match["term"]]))
    for match in _REGISTERED.finditer(text, 0, _BLANKS):
        entry = entry_named(text, match, clean(match["name"]), match["term"])
        if entry and HARD_FORM.search(entry.name):
            found.setdefault(match["term"], entry)
    return list(found.values())
