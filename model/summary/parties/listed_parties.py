"""The parties as the opening of a contract lists them: "between A, a Utah company ("Provider"), and B ("Buyer")"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from model.summary.parties.company_names import (
    ANY_FORM,
    FORM,
    FORM_ALONE,
    HARD_FORM,
    NAME,
    STREET,
    WORD,
    bare,
    clean,
    is_named,
    key,
)
from model.summary.values import MONTH_NAMES, places

# The list of parties begins within the first number of characters, and is at most as long as the second.
_FIRST, _LIST, _PASSAGES = 30_000, 3_000, 12
# A term is defined at most this many characters after its name; what follows "and" is another party.
_REACH = 900
_ANOTHER = re.compile(r"\b(?:and|AND|with)\s+(?:(?:the\s+)?[A-Z][\w.&]*\s+[A-Z&(]|<<|_{3}|you\b)")
# Without "between", the list must be this near the beginning: in a letter, or before "agree as follows".
_NO_BETWEEN = 5_000
# Another company in the next cell: names over signatures that stand side by side.
_NEXT_CELL = re.compile(rf"\t(?=[A-Z][^\t\n]{{2,80}}(?<![\w.&])(?:{FORM}))")
_LABELED = re.compile(
    rf"\b(?P<label>(?:Party|PARTY)\s(?:[A-D]|[1-4]|I{{1,3}}|One|Two|Three))\s?:\s?(?P<name>{NAME}(?:\sand\s{WORD}(?:\s{WORD}){{0,3}},?\s{FORM})?|\[[\s•●_]{{1,9}}\](?=\s\())"
    r"(?:\s\((?:the\s)?[“\"](?P<term>[A-Z][\w-]{1,20}(?:\s[A-Z][\w-]{1,20}){0,2})[”\"]\))?"
)
_FIELD = re.compile(r"\.?\s?:")
# How much alike the names of one company are that a slip of the pen tells apart.
_ALIKE = 0.9
_LETTER = re.compile(r"\b(?:Ladies\s+and\s+Gentlemen|Gentlemen|Dear\s+[^:\n]{1,60}):\s*")
_AGREE = re.compile(r"\bagrees?\s+(?:as\s+follows|to\s+(?:all|the)\b)")
_BEGINS = re.compile(
    r"\b(?:between|among(?:st)?|BETWEEN|AMONG|Between|Among|(?:made|entered\s+into"
    r"|executed)(?:(?!\bbetween\b)[^.;()]){0,80}?\bby)\b[\s:,]{0,9}"
    r"(?:and\s+(?:between|among)[\s:,]{1,9})?(?:the\s+(?:following|undersigned)(?:\s+parties)?[\s:,]{1,9})?"
    r"|\b[Tt]he\sparties\sto\sthis\s(?:[Aa]greement|[Cc]ontract)\sare[\s:,]{1,9}(?:the\sfollowing[\s:,]{1,9})?"
    # a heading above a list
    r"|(?<=\n)(?:\d{1,2}\.?\s)?(?:(?:THE\s)?PARTIES|(?:The\s)?Parties)\s?:?\s?\n"
)
_ENDS = re.compile(
    r"\b(?:WHEREAS|Whereas|RECITALS?|Recitals|WITNESSETH|W\s?I\s?T\s?N\s?E\s?S\s?S|NOW,?\s+THEREFORE"
    r"|BACKGROUND|Background|PREAMBLE|AGREED\s+TERMS|Agreed\s+[Tt]erms"
    r"|agrees?\s+as\s+follows|IT\s+IS\s+(?:HEREBY\s+)?AGREED|amends?\s+(?:the|that)|TABLE\s+OF\s+CONTENTS"
    r"|the\s+parties\s+(?:hereby\s+)?agree"
    r"|(?:DEFINITIONS|Definitions)\b"
    # the opening after a title that names the parties
    r"|(?<=\n)(?:This|THIS)\s(?:[A-Z][A-Za-z]{1,20}\s){0,4}(?:Agreement|AGREEMENT|Contract|CONTRACT)\s(?:[^.;\n]{0,60}\s)?(?:is|was)\s(?:\w+\s)?(?:made|entered|executed)\b)"
)
_DEFINES = re.compile(r"""["“][^"“”]{1,60}["”]|''[^'"]{1,40}["']|\([A-Z][A-Z&]{1,14}\)""")
_SENTENCE_ENDS = re.compile(r"[\"”)]\s?\.(?=\s)")
# A name still to be filled in, followed by what the party is called or what kind of company it is.
_BLANK = (
    r"(?:_{3,}+(?:\s{1,3}_{3,}+){0,4}+|<<[^<>»\n]{1,60}(?:>>|»)"
    r"|\[(?i:insert|name|full|company|legal|entity|customer|party|licensee|licensor|supplier|vendor|distributor)\b[^\[\]\n]{0,60}\])"
    r"(?=[\s,]{0,3}(?:\((?:[^()\"“”]{0,60}\s)?[\"“]|and\s(?:its|their|his|her)\s\w|an?\s\w|having\b|with\s|who\b|whose\b|hereinafter\b|as\s[A-Z]|_{3}))"
)
_BLANK_WITH_ROLE = re.compile(
    rf"(?<![$€£_\w]){_BLANK}(?P<described>[^.;()\"“”$]{{0,80}}?)\((?:hereinafter\s|referred\sto\sas\s|the\s|as\s){{0,4}}"
    r"[\"“](?:the\s)?(?P<role>(?!(?:Order|Number|Letter|Quarter|Manager|Officer|Parameter|Meter|Computer)\b)"
    r"(?:[A-Z]\w+(?:er|or|ee|ant|ent)|Company|Client|Agency|Bank|Fund|Trust|Consultancy))[\"”]"
)
# "[ ] (the “Agent”)", and names with a role outside a list: "it retains Ann Brook (“Consultant”)".
_ROLE = (
    r"(?!(?:Order|Number|Letter|Quarter|Officer|Parameter|Meter|Computer|Agreement|Amendment|Document)\b)"
    r"(?:[A-Z]\w{1,20}(?:er|or|ee|ant|ent)|Company|Client|Agency|Bank|Fund|Trust|Consultancy|(?:U\.S\.\s)?Affiliate)"
)
_WITH_ROLE = re.compile(
    rf"(?<![\w.&])(?P<name>\[[ _●]{{0,12}}\]|{NAME})(?:,?\s(?:an?|having)\s[^.;()\[\]\"“”$]{{3,120}}?)?"
    rf"\s\((?:hereinafter\s|referred\sto\sas\s|the\s|as\s){{0,4}}[\"“](?:the\s)?(?P<role>{_ROLE})[\"”]\)"
)
# Such blanks and names are within this many characters of the beginning.
_BLANKS = 4_000
# A last word of more characters than this, with its period, is no abbreviation.
_INITIAL = 4
_CANDIDATE = re.compile(
    rf"(?:(?<![\w.&\"“])|(?<=\bbetween\s[\"“]))(?!(?:AND|BETWEEN|AMONG|BY|OR|THIS|WHEREAS|And|Between|By|This|Whereas|The\s(?:parties"
    rf"|Parties))\b)"
    rf"(?P<name>{NAME}|\[[\s*•●]{{1,12}}\](?=\s?\()|{_BLANK})"
)
_BLANK_BRACKET = re.compile(r"\[\w")
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
    r"|with)(?:\s?[-–])?[\s:,]+(?:by\s)?(?:its\s(?:wholly[\s-]owned\s)?(?:subsidiary|affiliate|parent),?\s(?=$))?(?:\(?\w{1,4}[.)]\s*|\([A-Z][a-z]{2,20}\)\s)?(?:(?:by\s+and\s+)?(?:between"
    r"|among)\s+)?(?:the\s)?$|[;\n]\s*(?:\(?\w{1,4}[.)]\s*)?$"
)
# "And, solely for purposes of Section 9, Brook Holdings, L.P."
_FOR_A_PURPOSE = re.compile(
    r"(?:[,;)]|\band,?)\s(?:(?:solely|only)\s(?:for|with|as|in)|for\s(?:the\s)?(?:limited\s)?purposes?\sof)\b[^;()\"“”]{3,150},\s(?:the\s)?$"
)
# "In favor of Harrow Bank, a national association", "agent for Ann Brook (“Talent”)".
_TOWARD = re.compile(r"(?:\bin\sfavou?r\sof|[\"”]\),?\s(?:as\s)?(?:the\s)?(?:\w+\s)?agent\s(?:for|of))\s(?:the\s)?$")
# "Harrow Speakers of 90 High Street": the name ends before the address.
_OF_AN_ADDRESS = re.compile(r"\sof\s(?=\d)")
# "And its Reseller, Brook, Inc."
_ITS_ROLE = re.compile(r"\band\sits\s(?:\w{1,20}\s)?(?!Director|Manager|Officer)\w{1,20}(?:er|or|ee|ant|ent),?\s$")
_AFTER_PUNCTUATION = re.compile(r"(?:[,;:.)\]\"”’]|\n)[\s-]{0,9}+(?:and|AND|And|&)\s")
_COMMA = re.compile(r"[\s,]{1,3}(?:\([^()]{0,200}\)[\s,]{1,3}){0,3}")
_LISTED_BEFORE = re.compile(
    r"[)\"”],(?:\s{1,3}an?\s[^,;()]{3,80}\b(?:corporation|company|partnership|bank|trust|association),)?\s*(?:and\s+)?$"
)
_DESCRIBED = re.compile(
    r"\s{0,9}+,?\s{0,9}+(?:[A-Z]\w{1,60}+\s(?:corporation|limited|company|partnership)|\((?!\d)|an?\s+\w|having\b"
    r"|corporation\s(?:whose|having|with|organi[sz]ed|located)\b|with\s+(?:its|an?|offices)\b|whose\b|located\b|hereinafter\b|(?:an\s+)?[Ii]ndividual\b|of\s+[\d(\[])"
)
_HAS_SEAT = re.compile(r"[’'”\"]?,?\s(?:having\sits\sseat|located)\sat\s\d")
_HEREINAFTER = re.compile(r"\s{0,3},?\s?\(?(?:hereinafter|hereafter)\s(?:referred\sto\sas|called)\b")
_OF_PLACE = re.compile(r"\sof\s(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=,|\s\()")
# "Acme Ltd. of Oslo, Norway": a seat and its country, which are not part of the name.
_SEAT = re.compile(r"\sof\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?$")
_ITS_COUNTRY = re.compile(r",\s(?P<place>[A-Z][A-Za-z]+(?:\s[A-Z][a-z]+)?)")
# "Ann Brook, M.D.": a person's degree, or a name's suffix.
_DEGREE = re.compile(
    r",\s(?:[MN]\.\s?D|D\.\s?[OC]|J\.\s?D|Ph\.?\s?D|D\.?[DM]\.?[DS]|D\.?V\.?M|P\.?Eng|Esq|Jr|Sr|MBA|M\.B\.A|CPA|C\.P\.A|R\.N|MD|ND|DO)(?!\w)\.?"
)
# "Acme Holdings, A Mutual Company": a description of the party, in capitals.
_DESCRIPTION = re.compile(r"An?\s(?:\w+\s){0,3}(?:Company|Corporation|Partnership|Association|Bank|Trust)$")
_NOT_ITS_NAME = re.compile(
    r"\b(?:laws?\s+of|on\s+behalf\s+of|subsidiary\s+of|affiliate\s+of|division\s+of|known\s+as|d/?b/?a"
    r"|State\s+of|estate\s+of|part(?:y|ies)\s+to"
    r"|partner\s+of|owned\s+by|offices?\s+(?:at|in|of)|business\s+(?:at|in)|located\s+(?:at|in)"
    r"|successor\s+(?:to|of)|c/o|attention:?|(?:in\s+the\s+)?person\s+of|represented\s+by)\s*(?:the\s)?$",
    re.IGNORECASE,
)
# Full names of months, so that "Marsh" and "Novartis" are not taken for dates.
_MONTHS = "|".join([MONTH_NAMES, *(f"{name}\\." for name in calendar.month_abbr[1:])])
_NO_NAME = re.compile(
    rf"(?:Part(?:y|ies)|Section|Article|Exhibit|Schedule|Annex|Appendix|Suite|Floor|Attn|Attention|Fax|Tel"
    rf"|Agreement|AGREEMENT|Statement\sof\sWork|Individual(?:ly)?|(?i:effective)|State|Recitals?"
    rf"|Company\sNumber|D[ée]partement|Department|Division|Branch|Rule|(?:With|To|If|In|For|On|At|As)(?!(?:\s[A-Z][\w&-]+){{1,3}},?\s{FORM})|Registration|{_MONTHS})\b|[\d\W]+$"
    # the name under which the party before it does business; a text layer may read the D as an O
    r"|[DO]/?B/?A\b"
    # an officer who signs for a party
    r"|(?:Chief|Managing|Executive|General)\s(?:[A-Z][a-z]+\s){0,2}(?:Officer|Director|Manager|Partner)\b"
    # a picture's placeholder; the end of one sentence and the beginning of the next
    r"|.{0,80}(?i:\blogo$)|.{0,80}\w\.\s\d",
)
# "Dubbo NSW 2830", "London EC1A 1BB"
_POSTCODE = re.compile(r"\s(?:\d{4,6}|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})$")
_HAS_AGREEMENT = re.compile(r"\b(?:Agreement|AGREEMENT|Amendment|AMENDMENT|Contract|CONTRACT)\b")

_QUOTED = re.compile(
    r"""\((?:the\s)?["“]\s?(?P<unclosed>[A-Z][^"“”'()]{1,40})\)
      |["“]\((?:the\s)?(?P<swapped>[A-Z][^"“”'()]{1,40})["”]\)
      |\((?:the\s)?”(?P<reversed>[A-Z][^"“”'()]{1,40})["”]\)
      |\(\?(?:the\s)?(?P<unreadable>[A-Z][^"“”'()?]{1,40})\?\)
      |(?:["“]|''|‘‘)\s{0,9}+(?P<term>(?:[^"“”']|'(?!\s)){1,60}?)[\s,.]{0,9}+(?:["”]|''|’(?=\s(?:or|and)\s["“]))
      |\((?:the\s)?[‘'](?P<single>[A-Z][^"“”‘’'()]{1,40})[’']\)
      |\((?:hereinafter|hereafter)\s(?:(?:referred\sto\sas|called)\s)?(?:the\s)?(?P<plain>[A-Z][\w&-]{1,30}(?:\s[A-Z][\w&-]{1,30})?)\)
      |\((?:the\s)?(?P<short>[A-Z][A-Z&]{1,14})\)
      |\((?:the\s)?(?P<role>Company|Client|Agency|Bank|Fund|Trust|[A-Z][a-z]{2,20}(?:er|or|ee|ant))\s?\)
      |\((?:the\s)?(?P<last>[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20})?)\)(?=[;.,]?(?:\sand)?\s?\n)""",
    re.VERBOSE,
)
_OPENS = re.compile(r"[(\"“'‘]")  # how every alternative of _QUOTED begins
# "And (Client) Brook, Inc.": the role comes before the name.
_ROLE_BEFORE, _LONGEST_ROLE = re.compile(r"\s\((?P<role>[A-Z][a-z]{2,20})\)[ \t](?:the\s)?$"), 30
_CALLED = re.compile(
    r"(?:\((?:[^()\"“”]{0,80}[\s,(])?|\b(?:hereinafter|hereafter|herein|referred|called|known|defined"
    r"|as)\b[^()\"“”;]{0,50})(?:the\s+|The\s+|or\s+)?$"
    r"|[\"”]\s*(?:,|or|and/or|and|;)\s*(?:by\s+reference\s+)?(?:the\s+)?$"
)
# A label for the name in the next cell: "RESELLER", a tab, "Brook Corporation".
_NAME_FOLLOWS = re.compile(r"\s?[\t:]\s?[A-Z]")
_NEXT_TERM = re.compile(
    r"[\s,;()]*(?:(?:and|or|by|reference|also|sometimes|hereinafter|referred|to|as|called|the|The"
    r"|/)[\s,;()]*){0,6}(?:the\s)?"
)
_TOGETHER = re.compile(
    r"\b(?:collectively|together(?!\swith\s(?:its|his|her)\s)|jointly|individually|each|both|sometimes\s+(?:individually|each))\b",
    re.IGNORECASE,
)
# "Brook GmbH and its subsidiaries (together, "Brook")" is a term of Brook's.
_AND_ITS = re.compile(
    r"\band\s(?:all\sof\s)?its\s(?:\w+\s){0,3}?(?:subsidiar|affiliat|group)\w*\s?(?:[^()]{0,80},\s)?$", re.IGNORECASE
)
_NO_TERM = re.compile(
    # abbreviations of registers: "(CNPJ) no. 09.296"
    r"(?:(?-i:USA?|UK|EU|UAE|PRC)|CNPJ|CPF|CIF|NIF|VAT|TIN|EIN|ABN|ACN|RCS|SIREN|SIRET|CUIT|RUT|NIT|HRB|KVK|UEN|CIN)$"
    # one company may be called "Affiliate"
    r"|(?:the\s+)?(?:Part(?:y|ies)\b|(?!Affiliate$).{0,30}\b(?:Agreement|Amendment|Contract|Date|Affiliates?)$)"
    r"|(?:(?:initial|renewal|extension|extended)\s)?(?:term|period|territory)s?$|.{1,30}\sby$",
    re.IGNORECASE,
)


# "between Consultant and Company" names nobody, nor does "by and between Developer".
_PLAIN_ROLE = (
    r"(?:Developer|Client|Customer|Contractor|Subcontractor|Consultant|Licens(?:[oe]r|ee)|Supplier|Vendor|Buyer|Seller|Purchaser|Provider"
    r"|Distributor|Manufacturer|Reseller|Franchisor|Franchisee|Lessor|Lessee|Landlord|Tenant|Employer|Employee|Borrower|Lender|Agent)"
)
_ONLY_ROLES = re.compile(rf"(?:[Tt]he\s)?(?:{_ROLE}\s(?:and|or|&)\s(?:the\s)?{_ROLE}|{_PLAIN_ROLE})")


class Entry(NamedTuple):
    """A party of the list: its name, the name's interval, and the terms that the contract defines for it."""

    name: str
    start: int
    end: int
    terms: list[str]


def listed_parties(text: str, mentions: Sequence[tuple[int, int]] = ()) -> list[Entry]:
    """The parties that the opening lists, in its order; ``mentions`` are intervals thought to name parties.

    If there are several lists (a cover page may have one, too), the one that defines terms for the parties counts.
    """
    labeled = _labeled(text)
    again = [other for _, other in _named_otherwise(labeled)]
    best = [entry for entry in labeled if entry not in again]
    best = _best_list(text, mentions, best)
    if len(best) > 1 and any(entry.terms for entry in best):
        return best
    for others in (_fields_of_a_table(text), _with_roles(text, mentions), list(_of_a_form(text))):
        if len(others) > 1:
            return others
    if len(best) > 1:
        return [entry._replace(terms=list(_field_of_a_form(text, entry.name))) for entry in best]
    return [*best, *_blanks_with_roles(text, best)]


def _best_list(text: str, mentions: Sequence[tuple[int, int]], best: list[Entry]) -> list[Entry]:
    """The list that defines the most terms; ``best`` if none defines more than that one."""
    done = len(text)
    for begin, end, between in _passages(text):
        if begin >= done:
            break
        entries = _merged(_entries(text, begin, end, mentions))
        if done < len(text) and not _names_all(entries, best):
            continue  # a passage inside the list counts only if it names more parties than the list
        if not between and sum(bool(entry.terms) for entry in entries) < 2:
            continue
        if _worth(entries) > _worth(best):
            best = entries
        if len(entries) > 1 and all(entry.terms for entry in entries):
            done = min(done, end)
    return best


def _names_all(entries: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """Whether the first list names every party of the second."""
    return {key(one.name) for one in entries} >= {key(one.name) for one in others}


def _labeled(text: str) -> list[Entry]:
    """The parties of "Party A: Brook Mills Co., Ltd."."""
    return _merged(
        Entry(
            name if name.startswith("[") else clean(name),
            match.start("name"),
            match.start("name") + len(name),
            [*([match["term"]] if match["term"] else []), " ".join(match["label"].split())],
        )
        for match in _LABELED.finditer(text, 0, _FIRST)
        if (name := _without_label(text, *match.span("name")))
    )


def labeled_otherwise(text: str) -> list[tuple[Entry, Entry]]:
    """The parties that two lines with the same label name almost alike: "Party A: Brook (Oslo) Mills Co., Ltd." on the
    cover, "Party A: Brook Mills Co., Ltd." in the opening."""
    return list(_named_otherwise(_labeled(text)))


def _named_otherwise(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
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
    return name.rsplit("\n", 1)[0] if _FIELD.match(text, end) else name


def _field_of_a_form(text: str, name: str) -> Iterator[str]:
    """The role of a party that a line of a form names: "Licensor: Brook Films"."""
    words = r"\s".join(re.escape(word) for word in name.split())
    field = re.compile(rf"^(?:The\s)?(?P<role>{_ROLE})\s?:?\s{words}\W{{0,3}}$", re.IGNORECASE | re.MULTILINE)
    if (match := field.search(text, 0, _NO_BETWEEN)) and match["role"][0].isupper():
        yield match["role"]


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


def _of_a_form(text: str) -> Iterator[Entry]:
    """The parties of a form that is accepted by a click: who offers it, and whoever the reader acts for."""
    accepting = _ACCEPTING.search(text, 0, _BLANKS)
    offering = _OFFERING.search(text, 0, 2 * _BLANKS) if accepting else None
    if not (accepting and offering) or not HARD_FORM.search(offering["name"]):
        return
    for match in (offering, accepting):
        if entry := _named_in(text, match, clean(_ENDS_BEFORE.split(match["name"])[-1]), match["term"]):
            yield entry


# "Vendor: Brook Systems, Inc., a Utah corporation"
_TABLE = re.compile(rf"(?:^|(?<=[\w.)] ))(?:The\s)?(?P<label>{_ROLE})\s?[:\t]\s?(?P<name>{NAME})", re.MULTILINE)


def _fields_of_a_table(text: str) -> list[Entry]:
    """The companies that a table of key terms names beside their roles."""
    found: dict[str, Entry] = {}
    for match in _TABLE.finditer(text, 0, _NO_BETWEEN):
        entry = _named_in(text, match, clean(match["name"]), match["label"])
        if entry and HARD_FORM.search(entry.name) and not FORM_ALONE.fullmatch(entry.name):
            found.setdefault(match["label"], entry)
    return list(found.values())


def _named_in(text: str, match: re.Match[str], name: str, term: str) -> Entry | None:
    """The party of this name, which is in the group "name" of a match; None if cleaning the name has altered it."""
    start = text.find(name, *match.span("name"))
    return Entry(name, start, start + len(name), [term]) if start >= 0 else None


_ENGAGED = re.compile(r"\b(?:retain|engage|appoint|employ|hire)s?\s$")


def _with_roles(text: str, mentions: Sequence[tuple[int, int]]) -> list[Entry]:
    """Parties with a role each, outside a list: "Brook, Inc. (the “Company”) retains Ann Brook (“Consultant”)"."""

    def is_named_here(name: str, start: int) -> bool:
        hinted = any(begin < start + len(name) and start < end for begin, end in mentions)
        engaged = _ENGAGED.search(text, max(0, start - 20), start)
        of_a_place = text[max(0, start - 3) : start] == "of "
        return bool(HARD_FORM.search(name) or hinted or engaged) and not of_a_place and _can_be_a_name(name, "")

    found: dict[str, Entry] = {}
    for match in _WITH_ROLE.finditer(text, 0, _BLANKS):
        name = match["name"] if match["name"].startswith("[") else clean(match["name"])
        entry = _named_in(text, match, name, match["role"])
        if entry and (name.startswith("[") or is_named_here(name, entry.start)):
            found.setdefault(match["role"], entry)
    return list(found.values())


def _blanks_with_roles(text: str, known: Sequence[Entry]) -> Iterator[Entry]:
    """Parties named only by a blank, outside a list: "By signing, ____ ("Supplier") agrees"."""
    roles = {term.lower() for entry in known for term in entry.terms}
    for match in _BLANK_WITH_ROLE.finditer(text, 0, _BLANKS):
        if match["role"].lower() not in roles:
            roles.add(match["role"].lower())
            blank = text[match.start() : match.start("described")].rstrip()
            yield Entry(_name_of(blank), match.start(), match.start() + len(blank), [match["role"]])


def _name_of(words: str) -> str:
    """The name for a blank, regardless of the length of its line."""
    return "____" if words.startswith("_") else " ".join(words.split())


def _merged(entries: Iterable[Entry]) -> list[Entry]:
    """Each party once: of the mentions on the cover page and in the opening, the one with a defined term is kept."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if not is_named(entry.name):
            found[f"{entry.name} {entry.terms}"] = entry
            continue
        known = found.get(key(entry.name))
        if not ANY_FORM.search(entry.name) and any(
            f"{key(entry.name)} ".startswith(f"{other} ") for other in found if not known
        ):
            continue
        if any(f" {key(entry.name)}".endswith(f" {other}") for other in found if not known):
            continue
        if not known or (entry.terms and not known.terms):
            found[key(entry.name)] = entry
    return list(found.values())


def _worth(entries: Sequence[Entry]) -> tuple[bool, bool, int]:
    return len(entries) > 1, any(entry.terms for entry in entries), sum(bool(entry.terms) for entry in entries)


def _passages(text: str) -> Iterator[tuple[int, int, bool]]:
    """The passages that may contain lists of parties, and whether "between" comes before each."""
    reach = min(_FIRST, max(6_000, len(text) // 4))
    begins = [(match.end(), True) for match in islice(_BEGINS.finditer(text, 0, reach), _PASSAGES)]
    if letter := _LETTER.search(text, 0, _NO_BETWEEN):
        begins.append((letter.end(), False))
    if agree := _AGREE.search(text, 0, _NO_BETWEEN):
        begins.append((text.rfind("\n", 0, agree.start()) + 1, False))
    for begin, between in begins:
        end = begin + _LIST
        if ends := _ENDS.search(text, begin, end):
            end = ends.start()
        defined = [match.end() for match in _DEFINES.finditer(text, begin, end)]
        if len(defined) > 1 and (sentence := _SENTENCE_ENDS.search(text, defined[1] - 1, end)):
            end = sentence.end()
        yield begin, min(end, len(text)), between


def _entries(text: str, begin: int, end: int, mentions: Sequence[tuple[int, int]]) -> Iterator[Entry]:
    names: list[tuple[str, int, int]] = []
    for name, start, stop in _candidates(text, begin, end):
        hinted = any(a < stop and start < b and b - a < 3 * (stop - start) for a, b in mentions)
        before = text[names[-1][2] if names else begin : start]
        if _is_listed(text, name, stop, before, hinted, first=not names):
            names.append((name, start, stop))
    terms: list[str] = []
    for number, (name, start, stop) in enumerate(names):
        if _is_half(text, names, number):
            continue
        if number and _is_half(text, names, number - 1):
            start = names[number - 1][1]
            name = " ".join(text[start:stop].split())
        following = names[number + 1][1] if number + 1 < len(names) else min(end, stop + _REACH)
        if role := _role_before(text, following):
            following = role.start()
        # "A and its affiliates (collectively, "A")" names one party, "A and B (collectively, "Sellers")" two
        alone = number == 0 or bool(terms)
        terms = list(_terms(text, stop, following, alone))
        if not terms and following < end and text[stop:following].strip() == "/":
            # "Acme, LLC / Brook, Inc. ("Sponsor")": both are
            last = names[number + 2][1] if number + 2 < len(names) else min(end, names[number + 1][2] + _REACH)
            terms = list(_terms(text, names[number + 1][2], last, alone))
        if not terms and (role := _role_before(text, start)):
            terms = [role["role"]]
        yield Entry(name, start, stop, terms)
    yield from _bound_for_a_purpose(text, begin, end)


# "Buyer, a company wholly owned by Brook Holdings, LLC (“BH”), and, solely for purposes of Section 4, BH; each a Party"
_TERM_FOR_A_PURPOSE = re.compile(
    r"\b(?:solely|only)\s(?:for|with|as|in)\b[^;()\"“”]{3,150},\s(?:the\s)?(?P<term>[A-Z][\w&-]{1,30})(?=[;,]\s(?:each|collectively|together|and\stogether)\b)"
)


def _bound_for_a_purpose(text: str, begin: int, end: int) -> Iterator[Entry]:
    """The parties that the list names only by a term, which it defines where it mentions them before."""
    for one in _TERM_FOR_A_PURPOSE.finditer(text, begin, end):
        defined = re.compile(
            rf"(?<![\w.&])(?P<name>{NAME})(?:,?\san?\s[^.;()\"“”]{{3,80}})?\s\((?:the\s)?[\"“]{re.escape(one['term'])}[\"”]\)"
        )
        named = defined.search(text, begin, one.start())
        entry = named and _named_in(text, named, clean(named["name"]), one["term"])
        if entry and HARD_FORM.search(entry.name):
            yield entry


def _role_before(text: str, start: int) -> re.Match[str] | None:
    """A role in brackets right before a name."""
    role = _ROLE_BEFORE.search(text, max(0, start - _LONGEST_ROLE), start)
    return role if role and re.fullmatch(_ROLE, role["role"]) else None


def _is_half(text: str, names: Sequence[tuple[str, int, int]], number: int) -> bool:
    """Whether "and" joins this name and the next into one: "Institute of Wool and Cotton Research ("IWCR")"."""
    if number + 1 >= len(names) or len(names) < 3 or ANY_FORM.search(names[number][0][-9:]):
        return False
    (_, _, stop), (_, start, end) = names[number], names[number + 1]
    between = text[stop:start].strip().lower()
    return (
        between == "and"
        and not HARD_FORM.search(names[number][0])
        and bool(re.match(r'\s?\((?:the\s)?["“][^"“”]*[^s"“”]["”]', text[end : end + 60]))
    )


def _candidates(text: str, begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    position = begin
    while match := _CANDIDATE.search(text, position, end):
        start, stop = match.start("name"), _end_of_first(text, *match.span("name"))
        if address := _OF_AN_ADDRESS.search(text, start, stop):
            stop = address.start()
        if line := _LINE_OF_A_PARTY.search(text, start, stop):
            stop = line.end()
        if text[start] in "_<" or _BLANK_BRACKET.match(text, start):
            yield _name_of(text[start:stop]), start, stop
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
        found = re.compile(r"(?:\s+|[ ]-{3,12}[ ])".join(re.escape(word) for word in words)).search(text, start, end)
        if found:
            start, stop = found.span()
            if more := _second_half(text, name, stop):
                name, stop = f"{name} {' '.join(text[stop:more].split())}", more
            yield _whole(text, name, start, stop, end)
        position = max(stop, position + 1)


def _end_of_first(text: str, start: int, stop: int) -> int:
    """Where the first of two names ends that "AND", or "&" in a new line, joins."""
    if (conjunction := _UPPER_AND.search(text, start, stop)) and not _is_one_name(text, start, conjunction):
        return conjunction.start()
    joined = _LINES_AND.search(text, start, stop)
    return joined.start() if joined and _stands_alone(text, joined.end(), stop) else stop


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """Whether the contract also names a company without what comes before it here."""
    name = re.escape(" ".join(text[start:stop].split())).replace(r"\ ", r"\s")
    return re.compile(rf"(?<!&\s){name}", re.IGNORECASE).search(text, stop, _FIRST) is not None


_HALF = re.compile(r"\sand\s(?:[A-Z][\w’'-]{1,30}|of|for|the)(?:\s(?:[A-Z][\w’'-]{1,30}|of|for|the)){0,4}")
_ACRONYM = re.compile(r"[\"“(](?P<letters>[A-Z]{3,10})[\"”)]")
_CAPITAL = re.compile(r"\b[A-Z]")


def _second_half(text: str, name: str, stop: int) -> int | None:
    """Where a name ends that "and" cuts in two, if its initials are its term: "Office for Fruit Growing and Storage, an
    institute ("OFGS")"."""
    half = _HALF.match(text, stop)
    acronym = _ACRONYM.search(text, half.end(), half.end() + _REACH) if half else None
    whole = f"{name}{half.group()}" if half else ""
    return half.end() if half and acronym and "".join(_CAPITAL.findall(whole)) == acronym["letters"] else None


def _is_one_name(text: str, start: int, conjunction: re.Match[str]) -> bool:
    """Whether "AND" is inside a company's name in capitals: the contract hardly ever names what follows it alone."""
    form = HARD_FORM.search(text, conjunction.end(), conjunction.end() + _LONGEST_HALF)
    if not form or ANY_FORM.search(text, start, conjunction.start()):
        return False
    half, word = text[conjunction.end() : form.end()], text.rfind(" ", start, conjunction.start()) + 1
    wholes = text.count(text[max(start, word) : form.end()], 0, _FIRST)
    return half.isupper() and wholes >= _OFTEN and text.count(half, 0, _FIRST) - wholes <= wholes // 10


def _whole(text: str, name: str, start: int, stop: int, end: int) -> tuple[str, int, int]:
    """A name and its interval with what belongs to it after a comma or "of", and without its seat."""
    seat = _SEAT.search(text, start, stop)
    if seat and _has_country(text, stop) and HARD_FORM.search(text, start, seat.start()):
        return clean(text[start : seat.start()]), start, seat.start()
    if HARD_FORM.search(name):
        # "Alliance, Inc. of Pennsylvania" is one name
        place = _OF_PLACE.match(text, stop, end)
        if place and place["place"].lower() in places() and not _has_country(text, place.end()):
            return f"{name} of {place['place']}", start, place.end()
    elif degree := _DEGREE.match(text, stop, end):
        return name + degree.group(), start, degree.end()
    return name, start, stop


def _has_country(text: str, stop: int) -> bool:
    """Whether a country or state follows a place: "Oslo, Norway"."""
    country = _ITS_COUNTRY.match(text, stop)
    return country is not None and country["place"].lower() in places()


def _is_listed(text: str, name: str, stop: int, before: str, hinted: bool, first: bool) -> bool:
    if name[0] in "[_<":
        return (first and len(before) < 20) or bool(_CONNECTS.search(before)) or _COMMA.fullmatch(before) is not None
    if not _can_be_a_name(name, before):
        return False
    hard, form = HARD_FORM.search(name), ANY_FORM.search(name)
    described = bool(_DESCRIBED.match(text, stop))
    if first:
        near = len(before) < 80 or bool(form and described and _LISTED_BEFORE.search(before))
        lead = before.rstrip()
        return near and not lead.endswith("of") and bool(hard if lead.endswith("the") else form or hinted or described)
    if (form and described and _LISTED_BEFORE.search(before)) or (hard and _FOR_A_PURPOSE.search(before)):
        return True
    if before.strip() and (_COMMA.fullmatch(before) or _TOWARD.search(before)):
        return bool(hard or form or hinted) or described
    if not (before.strip() == "/" or _CONNECTS.search(before) or _ITS_ROLE.search(before)):
        return _SERVICES_OF.search(before) is not None and _is_called_a_party(text, stop)
    if _HAS_SEAT.match(text, stop):
        return True
    if _AFTER_PUNCTUATION.search(before[-12:]) or "\n" in before[-8:]:
        return bool(form or hinted or described)
    if _HEREINAFTER.match(text, stop):
        return True
    return bool(hard or hinted or ((form or described) and not before.strip(" \n,andAND&")))


# "Harrow Talent, LLC f/s/o Ann Brook ("Artist")": a company that lends a person's services.
_SERVICES_OF = re.compile(r"\bf/?s/?o:?\s$|\b(?:for|furnishing|lending)\sthe\sservices\sof\s$", re.IGNORECASE)
_TERM_FOLLOWS = re.compile(r"\s?\((?:the\s)?[“\"](?P<term>[A-Z][\w-]{1,30}(?:\s[A-Z][\w-]{1,30}){0,2})[”\"]")


def _is_called_a_party(text: str, stop: int) -> bool:
    """Whether the contract counts whom it names here among its parties: "Artist and Vendor are each a "Party""."""
    term = _TERM_FOLLOWS.match(text, stop)
    words = rf"\b{re.escape(term['term'])}\b[^.;“”\"]{{0,200}}[“\"]Part(?:y|ies)\b" if term else ""
    return bool(words) and re.compile(words).search(text, stop, _FIRST) is not None


def _can_be_a_name(name: str, before: str) -> bool:
    """Whether these words can name a party, given the words before them: not a place, section or legal form, and not
    another company that is only mentioned."""
    if (
        _NO_NAME.match(name)
        or FORM_ALONE.fullmatch(name)
        or STREET.search(name)
        or _NOT_ITS_NAME.search(before)
        or _HAS_AGREEMENT.search(name)
    ):
        return False
    if _ONLY_ROLES.fullmatch(name):
        return False
    if _POSTCODE.search(name) and not ANY_FORM.search(name):
        return False
    place, _, form_of_it = name.partition(" ")
    if name.lower() in places() or (place.lower() in places() and FORM_ALONE.fullmatch(form_of_it)):
        return False
    if before.strip() == "," and _DESCRIPTION.match(name) and not HARD_FORM.search(name):
        return False
    return bool(HARD_FORM.search(name)) or not name[0].isdigit()


def terms_after(text: str, end: int) -> list[str]:
    """The terms that the contract defines for the party whose name ends here, if it does so before the next name."""
    stop = end + _REACH
    if not _OPENS.search(text, end, stop):
        return []  # most mentions of a name; asked first, since a name may be mentioned hundreds of times
    if ends := _ENDS.search(text, end, stop):
        stop = ends.start()
    if other := _ANOTHER.search(text, end, stop):
        stop = other.start()
    if cell := _NEXT_CELL.search(text, end, stop):
        stop = cell.start()
    return list(_terms(text, end, stop))


def _terms(text: str, begin: int, end: int, alone: bool = False) -> Iterator[str]:
    """The terms that the contract defines for a party: quoted words in brackets after the name, or after "hereinafter".
    ``alone``: a "collectively" term belongs to this party only."""
    known: set[str] = set()
    last = begin
    for match in _QUOTED.finditer(text, begin, end):
        before = text[max(begin, match.start() - 140) : match.start()]
        bracket = before.rfind("(")
        inside = before[bracket:] if bracket >= 0 and ")" not in before[bracket:] else before[-60:]
        if (
            _NAME_FOLLOWS.match(text, match.end())
            or (_TOGETHER.search(inside) and (known or not (alone or _AND_ITS.search(before, 0, max(0, bracket)))))
            or (known and not _NEXT_TERM.fullmatch(text, last, match.start()))
        ):
            return
        term = (
            match["short"]
            or match["role"]
            or match["plain"]
            or match["last"]
            or re.sub(r"^(?:the|The|THE)\s+", "", " ".join((_bracketed(match) or match["term"]).split()))
        )
        if match["last"] and ("\n" in text[begin : match.start()] or term.lower() in places()):
            continue
        bracketed = _bracketed(match) or any(match[kind] for kind in ("short", "role", "plain", "last"))
        if not term or _NO_TERM.match(term) or not (bracketed or known or _CALLED.search(before)):
            continue
        last = match.end()
        if term.lower() not in known:
            known.add(term.lower())
            yield term


def _bracketed(match: re.Match[str]) -> str | None:
    """A term in brackets whose quotation marks are incomplete, misplaced, single, or not legible."""
    return match["unclosed"] or match["swapped"] or match["reversed"] or match["unreadable"] or match["single"]
