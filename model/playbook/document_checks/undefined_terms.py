"""Terms that a contract uses as if it had defined them, but does not define: "the Deliverables" with a capital, without
“Deliverables” in quotes anywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

import pycountry

from model.summary.text.wording import spelled

# A contract with fewer defined terms than the first number does not usually capitalize its terms; a term used less
# often than the second is a name or a slip.
_CONVENTION, _USED = 6, 3
_WORD = r"[A-Z][a-z]{2,20}(?:-[A-Z]?[a-z]{2,20})?"
# "the Licensed Products" in mid-sentence. If a word in capitals comes before or after it, it is part of a heading.
_USE = re.compile(
    rf"(?<=[a-z,;] )(?:the|such|each|any|all|every|no|this|these|those|its|their|said)\s"
    rf"(?P<term>{_WORD}(?:\s{_WORD}){{0,3}})\b(?!\s?(?:[A-Z\d(&/’'™®-]|of\s(?:the\s)?[A-Z]|and\s[A-Z]|for\s[A-Z]))"
    r"(?!\.[a-z])"  # "the Harrow.com Sites"
    # Followed by these words it is a name: "the Selector technology", "the Books and Auctions departments".
    r"(?!\s(?:technology|technologies|software|system|platform|brand|logo|trademark|website|site|program|project)\b)"
    r"(?![^.;\n]{0,60}\b(?:departments?|divisions?)\b)"
    # "the Age Verification in Retail Act", "the Right to Repair Act": the words of a statute's name.
    r"(?!\s(?:in|on|to|from|against|by|with|at)\s(?:[A-Z][\w’'-]{1,25}\s(?:(?:and|of|for|in|to|the)\s){0,2}){1,8}?"
    r"(?:Acts?|Code|Law|Regulations?|Rules?|Directive|Convention|Ordinance|Statute)\b)"
)
# All text between any two quotation marks, so that an unpaired mark does not hide a definition.
_QUOTED = re.compile(r"[“\"”](?=\s?([^“”\"\n]{2,60}?)\s?[”\"“])|‘(?=([^‘’\n]{2,60}?)’)")
# “Work Results means ..., (the “Work Results): the mark that should close the term is missing.
_UNCLOSED = re.compile(
    r"[“\"]\s?(?P<term>[A-Z][\w-]{1,30}(?:\s[\w-]{1,30}){0,4}?)(?:\)|\s(?:shall\s|will\s)?(?:means?|mean|includes?|refers?)\b)"
)
_HEADED = re.compile(
    rf"(?:^|[\n.:;)]\s?)(?:\(?[\da-z.]{{1,7}}\)?\s)?(?P<term>{_WORD}(?:\s(?:{_WORD}|of|and|or)){{0,4}})\s?"
    r"(?::|\.\s|[-–—]|\s?(?:shall\s|will\s)?(?:means?|mean|includes?|has\sthe|have\sthe|refers?|is|are)\b)",
    re.MULTILINE,
)
_BRACKETED = re.compile(
    rf"\((?:the|a|an|each|collectively|hereinafter|hereafter|together)?,?\s?(?:the\s)?({_WORD}(?:\s{_WORD}){{0,4}})\)"
)
# "Annual Fee", a tab, and what it is: a row of a table of key terms
_ROW = re.compile(rf"^(?P<term>{_WORD}(?:\s{_WORD}){{0,3}})[ ]?\t(?=\S)", re.MULTILINE)
# A section whose whole heading is the term, and a reference to where this contract defines it: "the Base Fee defined in
# Section 4".
_NUMBERED_HEADING = re.compile(
    rf"^(?:§|(?i:section|article|clause)\s)?\s?\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\.?\s(?P<term>{_WORD}(?:\s{_WORD}){{0,3}})$",
    re.MULTILINE,
)
_DEFINED_THERE = re.compile(
    rf"(?P<term>{_WORD}(?:\s{_WORD}){{0,3}})\s(?:as\s|is\s|are\s)?defined\s(?:in|under|by)\s"
    r"(?:(?i:section|article|clause|paragraph)s?\b|[IVX]{1,4}\.|§|\d)"
)
# "its Registrar (as such term is defined in the Indenture)": defined, though elsewhere.
_DEFINED_ELSEWHERE = re.compile(
    rf"({_WORD}(?:\s{_WORD}){{0,3}})\s?\(?,?\s?as\s(?:(?:such|that|those|these|the)\sterms?\s(?:is|are)\s)?(?:so\s)?"
    r"defined\s(?:in|under|by)\b"
)
# "In this clause the term Related Company has the meaning given in the Companies Act."
_MEANT = re.compile(
    rf"({_WORD}(?:\s{_WORD}){{0,4}})\s(?:shall\s|will\s)?(?:has|have|bears?)\sthe\s(?:same\s|respective\s)?meanings?\b"
)
# "1.13. INTELLECTUAL PROPERTY shall mean"
_MEANT_IN_CAPITALS = re.compile(r"\b([A-Z]{2,20}(?:\s[A-Z]{2,20}){0,4})\s(?:shall\s|will\s)?means?\b")
# "4.9 Royalty Payment for listed units shall be paid according to the table": the provision says what it is.
_REGULATED = re.compile(
    rf"(?:^|[\n.:;)]\s?)(?:\(?[\da-z.]{{1,7}}\)?\s)?(?P<term>{_WORD}(?:\s{_WORD}){{1,3}})\s[^.;:\n]{{0,120}}?\b(?:shall|will|must)\sbe\s(?:paid|payable|due"
    r"|calculated|computed|determined|based|equal)\b",
    re.MULTILINE,
)
# "Each order has a separate Work Sheet setting out what is to be made": explained in words.
_EXPLAINED = re.compile(
    rf"\b[Aa]n?\s(?:[a-z][a-z-]{{1,20}}\s){{0,2}}({_WORD}(?:\s{_WORD}){{0,3}}),?\s(?:(?:that|which)\s)?"
    r"(?:outlin(?:ing|es)|set(?:ting|s)\s(?:out|forth)|describ(?:ing|es)|specif(?:ying|ies)|detail(?:ing|s)|stat(?:ing|es)|list(?:ing|s))\b"
)
# "are together called the Harrow Group", "EXHIBIT P: Privacy Principles", "12 Avenue of the Stars".
_CALLED = re.compile(
    rf"\b(?:called|known\sas|referred\sto\sas|entitled|titled)\s(?:the\s)?({_WORD}(?:\s{_WORD}){{0,4}})"
)
# "hereinafter called the Drawings and Building Manual": the second of two
_CALLED_TOO = re.compile(
    rf"\b(?:called|known\sas|referred\sto\sas)\s(?:the\s)?{_WORD}(?:\s{_WORD}){{0,2}}\sand\s(?:the\s)?({_WORD}(?:\s{_WORD}){{0,2}})"
)
_TITLED = re.compile(
    rf"\b(?:(?i:exhibit|schedule|annex|appendix|attachment))\s[A-Z\d][\w.-]{{0,4}}[\s:.,–—-]{{1,4}}({_WORD}(?:\s{_WORD}){{0,4}})"
)
# The title of a document on its own line: "Statement of Privacy Principles".
_TITLED_STATEMENT = re.compile(
    rf"\b(?:Statement|Code|Policy|Declaration|Charter)\sof\s(?:the\s)?({_WORD}(?:\s{_WORD}){{0,3}})\s*$", re.MULTILINE
)
# A published license, named with its version or address ("the Apache License, Version 2.0"), or well known.
_PUBLISHED = re.compile(
    rf"\b((?:{_WORD}\s){{1,4}}Licen[cs]e)(?=,?\s(?:\([^()\n]{{1,40}}\),?\s)?(?:[Vv]ersion\s|v\.?\s?)\d|[^.;\n]{{0,60}}?\bhttps?://)"
)
_WELL_KNOWN = re.compile(
    r"\b(Apache(?:\sSoftware)?\sLicense|(?:(?:Lesser|Affero)\s)?General\sPublic\sLicense|Creative\sCommons(?:\s\w{3,20}){0,2}\sLicense"
    r"|Creative\sCommons|(?:Mozilla|Eclipse)\sPublic\sLicense)\b"
)
# "acting through its Managing Trustee, Dr. Ada Brook", "the Harbour Master, Ms Lund": an office and who holds it
_HELD = re.compile(
    rf"\b(?:its|their|his|her|the|our|your)\s({_WORD}(?:\s{_WORD}){{0,3}}),?\s(?:(?:currently|presently|being|namely),?\s)?"
    r"(?:Dr|Mr|Mrs|Ms|Prof|Professor|Shri|Smt|Sir|Dame|Rev|Hon|Capt|Captain|Adv|Er)\b\.?\s[A-Z]"
)
# Each has the term that it defines in its first group.
_DEFINING = (
    _UNCLOSED,
    _HEADED,
    _ROW,
    _BRACKETED,
    _NUMBERED_HEADING,
    _DEFINED_THERE,
    _DEFINED_ELSEWHERE,
    _MEANT,
    _MEANT_IN_CAPITALS,
    _REGULATED,
    _EXPLAINED,
    _CALLED,
    _CALLED_TOO,
    _TITLED,
    _TITLED_STATEMENT,
    _PUBLISHED,
    _WELL_KNOWN,
    _HELD,
)
# "Secretary of the Board", "Above the Fold"
_INSIDE_A_NAME = re.compile(r"\b(?:[A-Z]\w+\sof\s(?:the|such|its|their)|(?:Above|Below|Behind|Over|Under)\sthe)\s$")
# What is stamped on the pages of a filing: "the Withheld Text was filed separately".
_STAMPED = re.compile(
    r"\bconfidential\streatment\b|\bfiled\sseparately\b|\bseparately\s(?:\w+\s)?filed\b"
    # on every page of a form: "Harrow is a trademark belonging to the Harrow Group"
    r"|\b(?:is|are)\s(?:an?\s)?(?:registered\s)?trade-?\s?marks?\s(?:belonging\sto|owned\sby|of)\b"
    r"|\b(?:filed|submitted|furnished)\s(?:\w+\s)?(?:with|to)\sthe\s(?:Securities|SEC\b|(?:\w+\s)?Commission)",
    re.IGNORECASE,
)
_STAMP = 120
# A misread term, before its closing mark: "collectively, 111nventions”".
_WITH_DIGITS = re.compile(r"(?<!\w)(\d{1,3}[a-zA-Z]{4,20})\s?[”\"]")
# "TERRITORY" as a heading introduces what the territory is.
_CAPITALS = re.compile(r"(?<=[\s.\d)])[A-Z]{4,20}(?:\s[A-Z]{3,20}){0,2}(?=[\s.:–—-]{0,4}(?:\n|[A-Z][a-z]|$))")
_INCORPORATED = re.compile(
    r"\b(?:[Cc]apitali[sz]ed\s(?:terms?|words?)|[Tt]erms?\s(?:used|not)\b"
    r"|defined\sterms?)[^.]{0,160}\b(?:meaning|defined)\b[^.]{0,80}"
    r"\b(?:in|by|under|to)\s(?:(?:the|that\scertain)\s)?(?!preamble|recitals|first|opening|foregoing|following)"
    r"(?!This\b|Section|Article|Exhibit|Schedule|Annex|Appendix)[A-Z]",
)
# Words that have a capital in any contract without being defined terms.
_CAPITALS_ANYWHERE = """
    Agreement Contract Party Parties Section Sections Article Articles Exhibit Exhibits Schedule Schedules Annex
    Appendix Attachment Attachments Recital Recitals Paragraph Clause Addendum Amendment Preamble Page Table Figure
    Part Title State States County City Country Commonwealth Province Court Courts Government Federal National
    International Board Directors Director Chairman President Secretary Treasurer Officer Executive Chief Manager
    Commission Congress Internet Web World Wide Site Website English Dollars Dollar Euro Euros Pounds Cents Hundred
    Thousand Million Nine Ten Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety One Two Three Four Five Six
    Seven Eight Act Code Regulation Regulations Rule Rules Law Laws Treaty Convention Constitution Exchange
    Securities Bankruptcy Internal Revenue Service Patent Trademark Copyright Office Uniform Commercial Arbitration
    Arbitrator Mediator Mediation Tribunal Umpire Foundation Initiative Alliance Consortium
    Association American Christmas Easter Sunday Monday Tuesday Wednesday Thursday Friday Saturday January February
    March April May June July August September October November December North South East West Street Avenue Road
    Suite Floor Building University College Institute Hospital Bank Trust Fund Inc Ltd Corporation Corp Company
    Limited God Mr Mrs Ms Dr European Union Initial Public Offering Subsidiary Force Majeure Pro Rata Bona Fide
    Letter Credit Effective Date Term Year Quarter Month Day Days Market Nasdaq Journal Times Society Museum
    Recipient Discloser Item Items Line Lines Note Notes Subsection Subparagraph Subclause Subdivision
    Asia Europe Africa America Pacific Atlantic Middle Latin
    Crown Majesty Parliament Ministry Minister
"""
_COMMON = frozenset(_CAPITALS_ANYWHERE.split())


class Undefined(NamedTuple):
    """A term that is used but not defined, how often it is used (with an article or without), its first position in
    the document's text, and the defined term that it may be a slip for."""

    term: str
    uses: int
    start: int
    end: int
    instead: str | None = None


def undefined_terms(text: str) -> list[Undefined]:
    """The terms that are often capitalized in mid-sentence but never defined; those that have an article most often
    first."""
    quoted = [match[1] or match[2] for match in _QUOTED.finditer(text)]
    defined = {_root(term) for term in quoted if term[:1].isupper()}
    if len(defined) < _CONVENTION or _INCORPORATED.search(text):
        return []
    # A term may be defined with other capitals than it is used with.
    defined |= {_root(term) for term in quoted}
    defined |= {_root(match[1]) for pattern in _DEFINING for match in pattern.finditer(text)}
    defined |= {_root(match.group()) for match in _CAPITALS.finditer(text)} - {""}
    garbled = [match[1] for match in _WITH_DIGITS.finditer(text)]
    words = {word for term in defined for word in term.split()} | _places()
    uses: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for match in _USE.finditer(text):
        if _INSIDE_A_NAME.search(text, max(0, match.start("term") - 40), match.start("term")):
            continue
        if _STAMPED.search(text, max(0, match.start() - _STAMP), match.end() + _STAMP):
            continue
        uses[_root(match["term"])].append((match["term"], match.start("term"), match.end("term")))
    found = []
    for root, places in sorted(uses.items(), key=lambda one: -len(one[1])):
        parts = root.split()
        known = root in defined or (set(parts) <= words) or any(part in _ROOTS for part in parts)
        if len(places) < _USED or known or _is_a_name(root, text) or _is_introduced(places[0], text):
            continue
        if _is_a_label(places[0][0], text) or _is_an_organ(places[0][0], text):
            continue
        if not any(_is_garbled(root, term) for term in garbled):
            term, start, end = places[0]
            times = max(len(places), sum(1 for _ in occurrences(term, text)))
            found.append(Undefined(term, times, start, end, _variant(root, quoted)))
    return [*_turning_points(text), *found]


# Terms on which payments, periods and the contract itself turn, which are looked for whatever the other rules say.
_TURNING_POINTS = (r"Change\s(?:in|of)\sControl", r"Effective\sDate")


def _turning_points(text: str) -> Iterator[Undefined]:
    """The change of control and the effective date, if the contract uses them more than once as if it had defined them,
    and does not say what they are."""
    for term in _TURNING_POINTS:
        uses = list(re.compile(rf"\b[a-z][a-z’'-]{{0,20}},?\s(?P<term>{term})\b(?!\s?[A-Z])(?!\sof\b)").finditer(text))
        if len(uses) > 1 and not _is_explained(term, text):
            yield Undefined(" ".join(uses[0]["term"].split()), len(uses), *uses[0].span("term"))


def _is_explained(term: str, text: str) -> bool:
    """Whether a term is quoted, is a heading or a label ("Effective Date: May 2, 2031"), or is said to be something."""
    says = r"means?|be\sdeemed|has\sthe\smeaning|(?:occurs|occurred)\s(?:when|if|upon)"
    explained = (
        rf"[“\"][^“”\"\n]{{0,60}}\b(?i:{term})\b"
        rf"|\b(?i:{term})(?:[”\"')]|\s?[:=–—-]|,?\s(?:as\s|is\s){{0,2}}(?:defined|within\sthe\smeaning)\b"
        r"|\s(?:is|(?:shall|will)\sbe|of\sthis)\b"
        rf"|[^.;()]{{0,60}}?(?:\(\s?(?:\w+\s){{0,2}}?defined\b|\b(?:{says})\b))"
        rf"|^\W{{0,6}}(?:\(?\w{{1,6}}[.)]\)?\s)?(?:\w+\s){{0,2}}?(?i:{term})\b"
    )
    return re.compile(explained, re.MULTILINE).search(text) is not None


def occurrences(term: str, text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Where a term stands from ``start`` on, with an article or without."""
    return re.compile(rf"(?<!\w){spelled(term)}(?!\w)").finditer(text, start)


# Shorter texts have few words in lower case.
_TELLING = 10_000


def _is_a_name(root: str, text: str) -> bool:
    """Whether several words are a name ("the Quarry Falcons"): none of them ever stands in lower case."""
    in_lower_case = (re.compile(rf"\b{re.escape(word)}").search(text) for word in root.split())
    return " " in root and len(text) >= _TELLING and not any(in_lower_case)


def _is_introduced(first: tuple[str, int, int], text: str) -> bool:
    """Whether a thing is introduced before the contract speaks of "the" thing: "conducts a Launch Program"."""
    term = spelled(first[0].removesuffix("s"))
    found = re.compile(rf"\b(?:an?|following)\s{term}|\b(?:be|as)\s(?:the\s[^.;]{{3,30}}\sand\s)?{term}\b").search
    return found(text, 0, first[1]) is not None


def _is_a_label(term: str, text: str) -> bool:
    """Whether a term stands alone on its line or lines, beside or above its definition in a table."""
    label = spelled(term.removesuffix("s"))
    return re.compile(rf"^{label}s?[^\S\n]*\n(?=[A-Z][a-z])", re.MULTILINE).search(text) is not None


def _is_an_organ(term: str, text: str) -> bool:
    """Whether a term is what the members of a party's board are called: "the Board of Trustees"."""
    return re.compile(rf"\bBoards?\sof\s(?:the\s)?{spelled(term)}(?!\w)").search(text) is not None


# A misread term still has most of its letters.
_ALIKE = 0.75


def _is_garbled(root: str, quoted: str) -> bool:
    """Whether a quoted term with digits is this term, misread: "111nventions”"."""
    return SequenceMatcher(None, root, _root(quoted), autojunk=False).ratio() >= _ALIKE


def _variant(root: str, quoted: Sequence[str]) -> str | None:
    """The defined term that differs from this one in one of three or more words."""
    words = root.split()
    for term in quoted:
        others = _root(term).split()
        if len(others) == len(words) > 2 and sum(one != other for one, other in zip(words, others, strict=True)) == 1:
            return " ".join(term.split())
    return None


def _root(term: str) -> str:
    """A term in lower case, singular and without its article."""
    term = term.replace("(s)", "").replace("(S)", "")
    words = (
        re.sub(r"^(?:the|a|an)\s+", "", " ".join(term.split()), flags=re.IGNORECASE).lower().strip(" .,;:'’").split()
    )
    return " ".join(_singular(word) for word in words)


@cache
def _places() -> frozenset[str]:
    """The words in the names of states and countries."""
    names = [place.name for place in pycountry.countries]
    names += [place.name for place in pycountry.subdivisions if place.country_code in ("US", "CA", "AU", "GB")]
    return frozenset(_singular(word.lower()) for name in names for word in re.findall(r"\w{3,}", name))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


_ROOTS = frozenset(_singular(word.lower()) for word in _COMMON)
