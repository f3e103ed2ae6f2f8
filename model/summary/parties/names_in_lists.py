"""Which words of a list are names of parties, and where each name ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.summary.parties.company_names import (
    ANY_FORM,
    FORM,
    HARD_FORM,
    LABEL_BELOW,
    LITIGANT,
    NAME,
    clean,
)
from model.summary.parties.names_with_and import end_with_and
from model.summary.parties.party_entry import ROLE, SEARCHED, name_of_blank
from model.summary.parties.possible_names import PLAIN_ROLE, can_be_a_name, trust_date
from model.summary.parties.terms_for_parties import TERM_REACH
from model.summary.text.wording import spelled
from model.summary.values.jurisdictions import places

# "Client (to be inserted)"
OPEN_ROLE = (
    r"[A-Z][a-z]{2,20}\s\((?i:to\sbe\s(?:inserted|completed|named|filled\sin|determined|confirmed)"
    r"|(?:insert|name)\b[^()\n]{0,40})\)"
)
# What a placeholder asks for that is no name: "[ENTITY TYPE]", "{{TENANT_ADDRESS}}".
_ASKS_FOR_MORE = (
    r"(?![^\[\]{}\n]{0,60}(?i:type|kind|form|state|country|city|address|date|title|e-?mail|phone|number)\s?[\]}])"
)
# A name still to be filled in, followed by what the party is called or what kind of company it is.
BLANK = (
    rf"(?:_(?=\s\((?:the\s)?[\"“])|_{{3,}}+(?:\s{{1,3}}_{{3,}}+){{0,4}}+|<<[^<>»\n]{{1,60}}(?:>>|»)|\{{\{{{_ASKS_FOR_MORE}[^{{}}\n]{{1,60}}\}}\}}|\{{[A-Z][\w.-]{{1,40}}\}}"
    # "{data.resellerName}", and no "{date}"
    r"|\{[\w.$>-]{0,30}(?:[Nn]ame|[Cc]ompany|[Cc]lient|[Cc]ustomer)\w{0,15}\}"
    rf"|\[{_ASKS_FOR_MORE}(?i:insert|name|full|company|legal|entity|customer|party|licensee|licensor|supplier|vendor|distributor|client|contractor|consultant|buyer|seller|provider|recipient|employee|employer|your)(?:\b|_)[^\[\]\n]{{0,60}}\]"
    r"|\[(?:[A-Za-z’'/-]{1,20}[ _]){1,4}(?i:name)\])"
    # "____ (ID No. ____)" before its role
    r"(?=[*]{0,3}(?:\s\((?i:id|reg|registration|company|tax|passport|identity)\b[^()\"“”\n]{3,60}\))?[\s,]{0,3}(?:\((?:[^()\"“”]{0,60}\s)?[\"“]|(?i:and\s(?:its|their|his|her)\s\w|an?\s[\w\[{]|having\b|with\s|who\b|whose\b|residing\b|hereinafter\b)|as\s[A-Z]|_{3})"
    # "[CLIENT NAME], Reg. No. [NUMBER] (Client)": its number before its role
    r"|,\s[^()\"“”\n]{3,100}\((?:the\s)?[A-Z][a-z]{2,20}\)"
    # "[CLIENT NAME] of [ADDRESS], number [NUMBER] (the "Client")"
    r"|\sof\s(?:\[[^\[\]\n]{2,60}\]|_{3,200})[^()\"“”\n]{0,80}\s\((?:the\s)?[\"“]"
    # "{{name}}, located at {{address}}, hereinafter called the "Client"", also below the lines of an address
    r"|(?<=[}\]])[^()\"“”;]{1,160}?\(?[Hh]ereinafter\s(?:referred|called|known)\b)"
)
# "{{Brook Books Ltd}}": the marks of a template around a company that was filled in.
_FILLED_IN = re.compile(rf"\{{{{(?P<name>(?=[A-Z])[^{{}}\n]{{1,60}}?{FORM})\s?\}}\}}")
# A last word of more characters than this, with its period, is no abbreviation.
_INITIAL = 4
# The number of a section's heading has at most so many characters, with the blanks around it.
_HEADINGS_NUMBER = 20
_CANDIDATE = re.compile(
    rf"(?:(?<![\w.&\"“])|(?<=\bbetween\s[\"“]))(?!(?:AND|BETWEEN|AMONG|BY|OR|THIS|WHEREAS|And|Between|By|This|Whereas|The\s(?:parties"
    rf"|Parties))\b)"
    rf"(?P<name>{NAME}|\[[\s*•●]{{1,12}}\](?=\s?\()|{BLANK}"
    # a name that is redacted: "***, a *** corporation (the “Company”)"
    r"|(?<![\w*])\*{3,5}(?=,\san?\s[^.;()\n]{3,80}\())"
)
# "1. FAIR ORGANIZER", and in the next line "Brook Ltd": a numbered heading, and no part of the name.
_HEADING_ABOVE = re.compile(
    r"(?P<number>\d{1,2}[.)]\s)?(?=[A-Z]{2}[A-Z ]{0,50}\s{0,3}\n[A-Z])"
    r"(?:[A-Z]{2,20}[ ]){0,2}(?P<role>[A-Z]{2,20})\s{0,3}\n"
)
_ITS_TERM = 300
_BLANK_BRACKET = re.compile(r"\[\w")
_OPEN_ROLE = re.compile(rf"{OPEN_ROLE}(?=[\s,]{{0,3}}(?:-\shereinafter\b|\(|hereinafter\b|as\s[A-Z]|an?\s\w))")
# "TENANT-NAME of TENANT-ADDRESS"
_PLACEHOLDER = re.compile(r"(?<![\w-])(?:[A-Z]{2,20}[-_]){1,4}NAME(?![\w-])")
# A role in brackets ends the line of a party.
_LINE_OF_A_PARTY = re.compile(r"\)(?=[;.,]?\n)")
# "HARROW UNIVERSITY", and in the next line "& BROOK, INC."
_LINES_AND = re.compile(r"\s{0,3}\n\s{0,3}&\s")
_UPPER_AND = re.compile(r"\s(?:AND|OR|BETWEEN|BY)\s")
# A name's half after "AND" is at most so long; it is no party's if the contract has the whole name this often.
_LONGEST_HALF, _OFTEN = 80, 3
# What may come before the next name of a list, at the end of the text between the two.
_CONNECTS = re.compile(
    r"(?:^|\s|[-–])(?:and|AND|And|&"
    r"|with)(?:\s?[-–•])?[\s:,]{1,20}+(?:(?:on|of)\sthe\s(?:one|other)\s(?:hand|part|side)[\s:,]{1,20}+)?(?:(?:is\saccepted\s)?by\s)?(?:its\s(?:wholly[\s-]owned\s)?(?:subsidiary|affiliate|parent),?\s(?=$))?(?:\(?\w{1,4}[.)]\s{0,20}+|\([A-Z][a-z]{2,20}\)\s)?(?:(?:by\s{1,9}+and\s{1,9}+)?(?:between"
    r"|among)\s{1,20}+)?(?:the\s)?$|[;\n]\s{0,20}+(?:•\s)?(?:\(?\w{1,4}[.)]\s{0,20}+)?$"
)
# "And, solely for purposes of Section 9, Brook Holdings, L.P."
SOLELY_FOR = r"(?:(?:solely|only)\s(?:for|with|as|in)|for\sthe\ssole\spurposes?\sof)"
FOR_PURPOSES = r"for\s(?:the\s)?(?:limited\s)?purposes?\sof"
# "Section 9 (Guarantee) and Article 14"
WHAT_FOR = r"\b(?:[^.;()\"“”\n]|\.(?=\d)|\n(?!\n)|\([A-Z][^.;()\"“”\n]{2,40}\)){3,150}"
JOINED_FOR = (
    r"(?:solely\s|only\s)?(?:for|as\sto|with\srespect\sto|in\srespect\sof)\s"
    r"(?:(?:the\s)?purposes?\sof\s)?(?i:sections?|articles?|clauses?|paragraphs?)\s[\w., ()]{1,40}?"
    r"(?:\s(?:only|alone))?"
)
_FOR_A_PURPOSE = re.compile(
    rf"(?:[,;)]|\band,?)\s(?:(?:{SOLELY_FOR}|{FOR_PURPOSES}){WHAT_FOR}"
    # "and, as to Article XI only, Brook Mills K.K."
    r"|(?:as|with\srespect)\sto\s(?:sections?|articles?|clauses?|paragraphs?)\s[\w., ()]{1,40}?\sonly"
    # "and, as guarantor of the obligations, Brook Holdings, LLC"
    r"|as\s(?:an?\s)?(?:guarantor|surety|co-?obligor|indemnitor)(?:\s(?:of|for)\s[^,;()\"“”]{3,80})?"
    # "and, as regards Ohio only, its subsidiary Brook Mills, Inc."
    r"|as\sregards\s[^.;()\"“”\n]{3,60}?),\s(?:the\s|its\s(?:[\w-]+\s){0,2}(?:subsidiary|parent|affiliate),?\s)?$"
    # "and is joined, for Section 14 alone, by Brook Mills, Inc."
    rf"|\b(?:is|are)\sjoined,\s{JOINED_FOR},\sby\s(?:the\s)?$"
)
# "- and -" in a line of its own, and in the line below "Ann Brook, farmer, of Harrow (the "Guarantor")"
_AND_IN_ITS_LINE = re.compile(r"\n[ \t]{0,9}(?:[-–—][ ]?)?(?i:and)(?:[ ]?[-–—])?[:,]?[ \t]{0,9}\n\s{0,9}$")
_TERM_ENDS_LINE = re.compile(
    r",[^\n()\"“”]{3,300}\n?[ \t]{0,9}"
    r"\((?:[^\n()\"“”]{0,60}\s)?(?:the\s)?[\"“][A-Z][^\n\"“”]{1,40}[\"”]\)[;,.]?[ \t]{0,9}(?:\n|$)"
)
# "Harrow Press, Inc. (“we”) and the two of you, Ann Brook and Bert Brook (“you”)"
AND_YOU = re.compile(r"\band\s(?:(?:the\s\w{2,9}|both|each|all)\sof\s)?you,\s$")
_TWO_WORDS = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s)?[A-Z][\w.’'-]{0,30}(?:\s[A-Z][\w.’'-]{0,30}){1,4}")
# "In favor of Harrow Bank, a national association", "agent for Ann Brook (“Talent”)".
_TOWARD = re.compile(r"(?:\bin\sfavou?r\sof|[\"”]\),?\s(?:as\s)?(?:the\s)?(?:\w+\s)?agent\s(?:for|of))\s(?:the\s)?$")
# "Harrow Speakers of 90 High Street", "TENANT-NAME of TENANT-ADDRESS": the name ends before the address.
_OF_AN_ADDRESS = re.compile(r"\sof\s(?=\d|\[?(?:(?:[A-Z]{2,20}|[A-Z][a-z]{1,20})[ _-]){0,3}(?:ADDRESS|Address)\b)")
# "And its Reseller, Brook, Inc."
_ITS_PARENT = re.compile(
    r"[)\"”],?\s(?:and\s)?its\s(?:[\w-]+\s){0,2}(?:parent|subsidiary|affiliate)(?:\scompany)?,?\s$"
)
_ITS_ROLE = re.compile(r"\band\sits\s(?:\w{1,20}\s)?(?!Director|Manager|Officer)\w{1,20}(?:er|or|ee|ant|ent),?\s$")
_AFTER_PUNCTUATION = re.compile(r"(?:[,;:.)\]\"”’]|\n)[\s-]{0,9}+(?:and|AND|And|&)\s")
_COMMA = re.compile(r"[\s,]{1,3}(?:\([^()]{0,200}\)[\s,]{1,3}){0,3}")
_LISTED_BEFORE = re.compile(
    r"[)\"”],(?:\s{1,3}an?\s[^,;()]{3,80}\b(?:corporation|company|partnership|bank|trust|association),)?\s*(?:and\s+)?$"
)
# "Acme Ltd, a Cyprus corporation, Brook Ltd, a Cyprus corporation": what the company before is.
_KIND_OF_THE_ONE_BEFORE = re.compile(
    r",?\s{1,3}an?\s[^,;()]{3,60}\b(?:corporation|company|partnership|bank|trust|association),\s{1,3}(?:and\s)?",
    re.IGNORECASE,
)
# "Brook Ltd (“Brook”), a Japanese company with an address at 4 Mill Lane, Oslo, Harrow Ltd (“Harrow”)", also with "(b)"
# before it: what the list says of the party before, which has its term.
_SEAT_OF_THE_ONE_BEFORE = re.compile(
    r"\s?\((?:the\s)?[“\"][^“”\"()]{1,60}[”\"]\),\s[^;“”\"\n]{0,160}"
    r"\b(?:address|offices?|place\sof\sbusiness|located|resid(?:ing|ent)|incorporated|organi[sz]ed|registered|existing)\b[^;“”\"\n]{0,200},\s"
    r"(?:\([a-z\d]{1,3}\)\s)?"
)
# "A joint venture comprised of Brook Ltd (“Brook”) and Harrow Ltd (“Harrow”)": its members are the parties.
_CONSISTS_OF = re.compile(r"\b(?:comprised|consisting|composed|made\sup)\sof\s$")
# "A company whose shares are listed on the Stock Exchange of Harrow Limited"
_LISTED_ON = re.compile(r"\b(?:listed|quoted|traded)\s(?:on|at)\b[^;()“”\"]{0,160}$")
_EXCHANGE = re.compile(r"\b(?:Exchange|Market|Bourse)\b")
_DESCRIBED = re.compile(
    r"(?:\s(?:ABN|ACN|ARBN|NZBN|UEN|CIN|CRN)\s[\d ]{3,20})?"
    r"\s{0,9}+,?\s{0,9}+(?:[A-Z]\w{1,60}+\s(?:corporation|limited|company|partnership)|\((?!\d)|an?\s+\w|having\b|in\s(?:its|their|his|her)\scapacity\b"
    r"|corporation\s(?:whose|having|with|organi[sz]ed|located)\b|with\s+(?:its|an?|offices)\b|whose\b|located\b|hereinafter\b|d/?b/?a\b|(?:an\s+)?[Ii]ndividual\b(?!\s(?!resides\b)[a-z]{2,20}s\b)|of\s+[\d(\[])"
)
_HAS_SEAT = re.compile(r"[’'”\"]?,?\s(?:having\sits\sseat|located)\sat\s\d")
_HEREINAFTER = re.compile(r"\s{0,3},?\s?\(?(?:hereinafter|hereafter)\s(?:referred\sto\sas|called)\b")
_OF_PLACE = re.compile(r"\sof\s(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=,|\s\()")
# "Acme Ltd. of Oslo, Norway": a seat and its country, which are not part of the name.
_SEAT = re.compile(r"\sof\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?$")
_ITS_COUNTRY = re.compile(r",\s(?P<place>[A-Z][A-Za-z]+(?:\s[A-Z][a-z]+)?)")
# "Ann Brook, M.D.": a person's degree, or a name's suffix.
_DEGREE = re.compile(
    r",\s(?:[MN]\.\s?D|Pharm\.?\s?D|D\.\s?[OC]|J\.\s?D|Ph\.?\s?D|D\.?[DM]\.?[DS]|D\.?V\.?M|P\.?Eng|Esq|Jr|Sr|MBA|M\.B\.A|CPA|C\.P\.A|R\.N|MD|ND|DO)(?!\w)\.?"
)
_WITH_DEGREE, _INDIVIDUAL = re.compile(rf"{_DEGREE.pattern}$"), re.compile(r",?\s(?:an\s)?individual(?:ly)?\b")

# "d. License Grant: Vendor grants": the heading of a section.
_NUMBERED, _HEADING_ENDS = re.compile(r"(?:^|\n)[ \t]{0,9}\(?\w{1,4}[.)][ \t]{1,4}$"), re.compile(r"[ \t]?:\s")


def candidate_names(text: str, begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    """What can be a name in a passage, whole, with its interval: names of companies and persons, and blanks."""
    position = begin
    while match := _next_candidate(text, position, end):
        start, stop = match.start("name"), _end_of_first(text, *match.span("name"))
        if open_role := _OPEN_ROLE.match(text, start):
            stop = open_role.end()
        placeholder = _PLACEHOLDER.match(text, start)
        stop = placeholder.end() if placeholder else stop
        filled_in = _FILLED_IN.fullmatch(text, start, stop)
        if filled_in or open_role or placeholder or text[start] in "_<*" or _BLANK_BRACKET.match(text, start):
            begins, ends = filled_in.span("name") if filled_in else (start, stop)
            yield (clean if filled_in else name_of_blank)(text[begins:ends]), begins, ends
            position = stop
            continue
        name = clean(text[start:stop]) if text[start] != "[" else text[start:stop]
        words = name.split()
        if words and len(words[-1]) > _INITIAL and name[-1] == "." and not ANY_FORM.search(name):
            name = name[:-1]  # the sentence's
            words = name.split()
        if not words:
            position = max(stop, start + 1)
            continue
        if place := _place_of(words, text, start, end):
            start, stop = place
            if more := _second_half(text, name, stop) or end_with_and(text, start, stop):
                name, stop = f"{name} {' '.join(text[stop:more].split())}", more
            yield _whole_name(text, name, start, stop, end)
        position = max(stop, position + 1)


def _next_candidate(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The next words that look like a name, not those of a numbered heading in the line above it, nor a label in the
    cell before it."""
    match = _CANDIDATE.search(text, begin, end)
    while match and text[match.start() - 1 : match.start()] in ("\n", "\t"):
        label = _LABEL_IN_A_CELL.match(text, *match.span("name"))
        if label is None:
            break
        match = _CANDIDATE.search(text, label.end(), end)
    heading = _HEADING_ABOVE.match(text, *match.span("name")) if match else None
    if match and heading and _is_its_role(text, match, heading):
        return _CANDIDATE.search(text, heading.end(), end)
    return match


def _is_its_role(text: str, name: re.Match[str], heading: re.Match[str]) -> bool:
    """Whether a line in capitals above a name has a number and says the role of whom the name is: a role by itself, or
    the name's term."""
    if not (heading["number"] or _NUMBERED.search(text, max(0, name.start() - _HEADINGS_NUMBER), name.start())):
        return False
    role = heading["role"].title()
    called = re.compile(rf"[\"“‘'](?:the\s)?{role}[\"”’']", re.IGNORECASE)
    return re.fullmatch(PLAIN_ROLE, role) is not None or bool(
        called.search(text, heading.end(), heading.end() + _ITS_TERM)
    )


def _place_of(words: Sequence[str], text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name of these words first stands in a passage."""
    name = " ".join(words)
    if text.startswith(name, start, end):
        return start, start + len(name)
    found = re.compile(r"(?:\s+|[ ]-{3,12}[ ])".join(map(re.escape, words))).search(text, start, end)
    return found.span() if found else None


# "Customer", and in the next cell "Brook, Inc."
_LABEL_IN_A_CELL = re.compile(r"(?:(?!(?:Inc|LLC|Ltd|Corp|Limited|GmbH)\b)[\w&’'-]{1,20} ?){1,3}\t")


def _end_of_first(text: str, start: int, stop: int) -> int:
    """Where a name ends, or the first of two that "AND", or "&" in a new line, joins; before an address or a number in
    a register."""
    below = LABEL_BELOW.search(text, start, stop + _LONGEST_LABEL)
    stop = min(stop, below.start()) if below else stop
    if address := _OF_AN_ADDRESS.search(text, start, stop):
        stop = address.start()
    if line := _LINE_OF_A_PARTY.search(text, start, stop):
        stop = line.end()
    if (conjunction := _UPPER_AND.search(text, start, stop)) and not _is_one_name(text, start, conjunction):
        return conjunction.start()
    joined = _LINES_AND.search(text, start, stop)
    return joined.start() if joined and _stands_alone(text, joined.end(), stop) else stop


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """Whether the contract also names a company without what comes before it here."""
    name = re.escape(" ".join(text[start:stop].split())).replace(r"\ ", r"\s")
    return re.compile(rf"(?<!&\s){name}", re.IGNORECASE).search(text, stop, SEARCHED) is not None


_HALF = re.compile(r"\sand\s(?:[A-Z][\w’'-]{1,30}|of|for|the)(?:\s(?:[A-Z][\w’'-]{1,30}|of|for|the)){0,4}")
_ACRONYM = re.compile(r"[\"“(](?P<letters>[A-Z]{3,10})[\"”)]")
_CAPITAL = re.compile(r"\b[A-Z]")


def _second_half(text: str, name: str, stop: int) -> int | None:
    """Where a name ends that "and" cuts in two, if its initials are its term: "Office for Fruit Growing and Storage, an
    institute ("OFGS")"."""
    half = _HALF.match(text, stop)
    acronym = _ACRONYM.search(text, half.end(), half.end() + TERM_REACH) if half else None
    whole = f"{name}{half.group()}" if half else ""
    return half.end() if half and acronym and "".join(_CAPITAL.findall(whole)) == acronym["letters"] else None


# "BROOK & HARROW AND SONS LIMITED"
_AND_SONS = re.compile(
    r"(?:SONS|BROTHERS|DAUGHTERS|COMPANY|CO|PARTNERS|ASSOCIATES)\b\.?,?\s(?:[A-Z]+\s)?(?=(?i:" + FORM + "))"
)


def _is_one_name(text: str, start: int, conjunction: re.Match[str]) -> bool:
    """Whether "AND" is inside a company's name in capitals: the contract hardly ever names what follows it alone, or
    only "SONS" follows it."""
    if _AND_SONS.match(text, conjunction.end()) and not ANY_FORM.search(text, start, conjunction.start()):
        return True
    form = HARD_FORM.search(text, conjunction.end(), conjunction.end() + _LONGEST_HALF)
    if not form or ANY_FORM.search(text, start, conjunction.start()):
        return False
    half, word = text[conjunction.end() : form.end()], text.rfind(" ", start, conjunction.start()) + 1
    wholes = text.count(text[max(start, word) : form.end()], 0, SEARCHED)
    return half.isupper() and wholes >= _OFTEN and text.count(half, 0, SEARCHED) - wholes <= wholes // 10


# "The City of Elm, Georgia"
_OF_A_TOWN = re.compile(r"(?:City|Town|Village|Borough|County|CITY|TOWN|VILLAGE|BOROUGH|COUNTY)\s(?:of|OF)\s")


def _whole_name(text: str, name: str, start: int, stop: int, end: int) -> tuple[str, int, int]:
    """A name and its interval with what belongs to it after a comma or "of", and without its seat."""
    if _OF_A_TOWN.match(name) and (state := _ITS_COUNTRY.match(text, stop, end)) and _has_country(text, stop):
        return f"{name}{state.group()}", start, state.end()
    if dated := trust_date(text, name, stop):
        return f"{name} {' '.join(text[stop:dated].split())}", start, dated
    seat = _SEAT.search(text, start, stop)
    if seat and _has_country(text, stop) and HARD_FORM.search(text, start, seat.start()):
        return clean(text[start : seat.start()]), start, seat.start()
    if HARD_FORM.search(name):
        # "Alliance, Inc. of Pennsylvania" is one name
        place = _OF_PLACE.match(text, stop, end)
        if place and place["place"].lower() in places() and not _has_country(text, place.end()):
            name, stop = f"{name} of {place['place']}", place.end()
        if capitals := _CAPITALS_OF.fullmatch(name):
            return _without_its_seat(text, capitals, start, stop)
    elif degree := _DEGREE.match(text, stop, end):
        return name + degree.group(), start, degree.end()
    return name, start, stop


# "BROOK PORT SERVICES, S.A. of Panama"
_CAPITALS_OF = re.compile(r"(?P<name>[^a-z]{3,100})\sof\s[A-Z][a-z][\w ]{1,30}")


def _without_its_seat(text: str, name: re.Match[str], start: int, stop: int) -> tuple[str, int, int]:
    """A name in capitals without the place after it, if the contract also has it without one."""
    alone = re.compile(rf"{spelled(name['name'])}(?!\.?\s(?i:of)\b)", re.IGNORECASE)
    if not alone.search(text, 0, SEARCHED):
        return name.group(), start, stop
    return name["name"], start, start + len(name["name"])


def _has_country(text: str, stop: int) -> bool:
    """Whether a country or state follows a place: "Oslo, Norway"."""
    country = _ITS_COUNTRY.match(text, stop)
    return country is not None and country["place"].lower() in places()


def is_listed(text: str, name: str, stop: int, before: str, hinted: bool, first: bool) -> bool:
    """Whether the list names a party here. ``stop``: where the name ends; ``before``: the words since the name before
    it; ``hinted``: the model takes it for a party; ``first``: no party comes before it in the list."""
    before = LITIGANT.sub("", before.replace("*", ""))  # marks of emphasis
    if name[0] in "[_<{*":
        lists = _CONNECTS.search(before) or _COMMA.fullmatch(before) or _LABEL.search(before[-_LONGEST_LABEL:])
        return (first and len(before) < 20) or bool(lists)
    if not can_be_a_name(name, before) or _is_of_something_else(text, name, stop, before, first):
        return False
    hard, form = HARD_FORM.search(name), ANY_FORM.search(name)
    described = bool(_DESCRIBED.match(text, stop) or _IS_PUBLIC.match(text, stop))
    if first:
        near = len(before) < 80 or bool(form and described and _LISTED_BEFORE.search(before))
        lead = before.rstrip()
        called = _TERM_FOLLOWS.match(text, stop) or _TERM_AFTER_ITS_KIND.match(text, stop)
        certain = (
            hard or (form and (called or (described and _PUBLIC_BODY.match(name)))) or _IS_PUBLIC.match(text, stop)
        )
        return (
            near and not lead.endswith("of") and bool(certain if lead.endswith("the") else form or hinted or described)
        )
    follows = _LISTED_BEFORE.search(before) or (hard and _KIND_OF_THE_ONE_BEFORE.fullmatch(before))
    joins = _FOR_A_PURPOSE.search(before) and (hard or _is_a_person(text, name, stop))
    named = joins or (hard and (_ITS_PARENT.search(before) or _follows_with_its_term(text, stop, before)))
    if (form and described and follows) or named or _is_in_its_place(text, name, stop, before):
        return True
    if before.strip() and (_COMMA.fullmatch(before) or _TOWARD.search(before)):
        return bool(hard or form or hinted) or described
    if not (before.strip() == "/" or _CONNECTS.search(before) or _ITS_ROLE.search(before)):
        return _SERVICES_OF.search(before) is not None and _is_called_a_party(text, stop)
    if _HAS_SEAT.match(text, stop):
        return True
    if _AFTER_PUNCTUATION.search(before[-12:]) or "\n" in before[-8:]:
        return bool(form or hinted or described or _WITH_DEGREE.search(name))
    if _HEREINAFTER.match(text, stop):
        return True
    return bool(hard or hinted or ((form or described) and not before.strip(" \n,andAND&")))


def _is_a_person(text: str, name: str, stop: int) -> bool:
    """Whether a name ends with a degree, or a term or "an individual" follows it."""
    described = _TERM_FOLLOWS.match(text, stop) or _INDIVIDUAL.match(text, stop) or _AND_ANOTHER.match(text, stop)
    return _WITH_DEGREE.search(name) is not None or described is not None


# "Ann Brook and Bert Brook (each, a “Member”)"
_EACH = re.compile(r"\s\((?:the\s(?:two|three)\s)?(?:each|together|collectively|jointly)\b")
_AND_ANOTHER = re.compile(rf"(?:,\s{_TWO_WORDS.pattern}){{0,4}},?\sand\s{_TWO_WORDS.pattern}{_EACH.pattern}")


def _is_in_its_place(text: str, name: str, stop: int, before: str) -> bool:
    """Whether a name that nothing else marks begins a line with a term after "and", or comes after "and you"."""
    if _AND_IN_ITS_LINE.search(before):
        return _TERM_ENDS_LINE.match(text, stop) is not None
    person = _TWO_WORDS.fullmatch(name) is not None
    joined = before.strip() in ("and", ", and") or _ITS_ROLE.search(before)  # "and its founder, Ann Brook"
    last_of_several = joined and _EACH.match(text, stop)
    return person and bool(AND_YOU.search(before) or last_of_several)


# "The Harrow Song Trust, a Utah nonprofit corporation (“we”)"
_TERM_AFTER_ITS_KIND = re.compile(
    r",\san?\s[^.;()“”\"\n]{0,60}\b(?:corporation|company|association|partnership|trust|charity|foundation|society|university"
    r"|institution|agency|organi[sz]ation|body|bank)\b[^.;()“”\"\n]{0,80}\((?:the\s)?[“\"]"
)
# "The CITY OF ELM, a municipal corporation", "the HARROW SCHOOL DISTRICT, a political subdivision of the State of Ohio"
_IS_PUBLIC = re.compile(
    r"(?:,\s[A-Z][a-z]{2,15}(?:\s[A-Z][a-z]{2,15})?)?,\s(?:an?|the)\s[^.;()“”\"\n]{0,60}?\b(?:municipal(?:ity)?|political\ssubdivision|body\s(?:corporate|politic)|charter\scity"
    r"|public\s(?:body|agency|corporation|entity|authority)|(?:school|water|utility|hospital|special)\sdistrict)\b"
)
# "The Board of Regents of Harrow University, a public institution"
_PUBLIC_BODY = re.compile(
    r"(?:(?:Board|Council)\sof\s)?(?:Regents|Trustees|Governors|Commissioners|Supervisors|Curators|Visitors)\sof\s"
)


def _is_of_something_else(text: str, name: str, stop: int, before: str, first: bool) -> bool:
    """Whether a name in a list is that of an exchange, a supervisor, a heading or the end of a longer name."""
    on_an_exchange = _EXCHANGE.search(name) and _LISTED_ON.search(before)
    supervisor = not first and _is_its_supervisor(text, stop - len(name), before)
    cut = _is_a_heading(text, name, stop, before) or _is_the_end_of_a_name(text, name, stop)
    return bool(on_an_exchange or supervisor or cut)


# "Brook LLC, a broker regulated by the Grain Board and the Oats Authority": whoever supervises a party is none itself.
_SUPERVISED = re.compile(
    r"\b(?:regulated|supervised|overseen|licen[sc]ed|authori[sz]ed|registered|chartered|insured|approved|accredited)\s(?:and\s\w+\s)?(?:by|with)\b"
)
_AUTHORITY = re.compile(
    r"(?:(?:[A-Z][\w.&’'-]{0,25}|and|of|for|on)\s){0,8}?"
    r"(?:Commission|Authority|Agency|Administration|Bureau|Board|Department|Ministry|Inspectorate|Regulator|Central\sBank)\b"
    rf"(?!,?\s{FORM})"
)


def _is_its_supervisor(text: str, start: int, before: str) -> bool:
    """Whether the name that begins here, which may go on after an "and", is that of an authority over the party."""
    return _SUPERVISED.search(before) is not None and _AUTHORITY.match(text, start) is not None


def _follows_with_its_term(text: str, stop: int, before: str) -> bool:
    """Whether a name that has a term of its own stands after the address of the party before, or is that of a member
    of a joint venture."""
    listed = _SEAT_OF_THE_ONE_BEFORE.fullmatch(before) or _CONSISTS_OF.search(before)
    return listed is not None and _TERM_FOLLOWS.match(text, stop) is not None


# "Advisor: [ADVISOR NAME]", "- Receiving Party: Brook Ltd", "PARTNER 2: [Full Name]": what the party in the line is.
_LABEL = re.compile(
    rf"(?:^|\n)[-•*\s]{{0,4}}(?P<label>(?:[A-Z][A-Za-z]{{2,20}}\s)?(?i:{ROLE}|party)(?:\s(?:\d{{1,2}}|[A-D]))?)"
    r"\s?:[ \t]{1,4}$"
)
_LONGEST_LABEL = 60
# A line's label, and the name after it; a heading that a list follows.
_LABELS_A_NAME = re.compile(r"(?:\s\([^()\n]{2,40}\))?[ \t]?:(?:[ \t]{1,4}[A-Z\[{_<]|[ \t]{0,3}\n)")


def label_before(text: str, start: int) -> str | None:
    """The label before the name that begins here, if the contract calls the party so elsewhere."""
    line = text.rfind("\n", 0, start)
    label = _LABEL.search(text, max(line, start - _LONGEST_LABEL), start)
    used = label and re.compile(rf"\bthe\s{re.escape(label['label'])}\b(?!\s?:)").search(text)
    return label["label"] if label and used else None


def _is_a_heading(text: str, name: str, stop: int, before: str) -> bool:
    """Whether what looks like a name is the heading of a numbered section or list, or the label of a name, and does
    not end with a legal form."""
    heading = _NUMBERED.search(before[-_HEADINGS_NUMBER:]) and _HEADING_ENDS.match(text, stop)
    heading = heading or _LABELS_A_NAME.match(text, stop)
    return bool(heading) and all(form.end() < len(name) for form in ANY_FORM.finditer(name))


# "Harrow Talent, LLC f/s/o Ann Brook ("Artist")": a company that lends a person's services.
_SERVICES_OF = re.compile(r"\bf/?s/?o:?\s$|\b(?:for|furnishing|lending)\sthe\sservices\sof\s$", re.IGNORECASE)
_TERM_FOLLOWS = re.compile(r"\s?\((?:the\s)?[“\"](?P<term>[A-Z][\w-]{1,30}(?:\s[A-Z][\w-]{1,30}){0,2})[”\"]")


def _is_called_a_party(text: str, stop: int) -> bool:
    """Whether the contract counts whom it names here among its parties: "Artist and Vendor are each a "Party""."""
    term = _TERM_FOLLOWS.match(text, stop)
    words = rf"\b{re.escape(term['term'])}\b[^.;“”\"]{{0,200}}[“\"]Part(?:y|ies)\b" if term else ""
    return bool(words) and re.compile(words).search(text, stop, SEARCHED) is not None


# "Center for Tides, Waves and Robotics (CTWR)": the last word of a longer name, which the letters stand for.
_LETTERS_FOLLOW, _ONE_WORD = re.compile(r"\s\([\"“]?(?P<letters>[A-Z]{3,10})[\"”]?\)"), re.compile(r"[A-Z][a-z]+")


def _is_the_end_of_a_name(text: str, name: str, stop: int) -> bool:
    """Whether letters follow a single word that are short for more than it."""
    letters = _LETTERS_FOLLOW.match(text, stop) if _ONE_WORD.fullmatch(name) else None
    return letters is not None and not name.upper().startswith(letters["letters"])
