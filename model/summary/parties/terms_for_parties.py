"""What a contract calls a party: the terms in quotation marks or brackets after its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.summary.parties.company_names import (
    FORM,
)
from model.summary.values.jurisdictions import places

# A term is defined at most this many characters after its name; what follows "and" is another party.
TERM_REACH = 900
# "And current user ("Renter")": whoever accepts the terms.
_ANYONE = re.compile(
    r"\band\s(?!(?:its|their|our)\s)(?:[a-z]{1,15}\s){0,3}(?:user|customer|client|visitor|subscriber|individual|person|buyer|purchaser|member)"
    r"\s?(?:(?:that|who|which)\s[^.;()]{3,160}?)?\((?:[^()\"“”]{0,60}\s)?(?:the\s)?[\"“]"
)
_ANOTHER = re.compile(
    r"\b(?:and|AND|with)\s+(?:(?:the\s+)?[A-Z][\w.&]*\s+[A-Z&(]|<<|_{3}|you\b"
    # "and the individual or entity that installs it ("Licensee")"
    r"|(?:the|any|each)\s(?:[a-z]{3,12}\s(?:or|and)\s)?(?:individual|entity|person|customer|client|user|organi[sz]ation|business|company)"
    r"\s(?:that|who|which|whose|identified|named|described|listed|specified|signing|executing|accepting|agreeing|installing|using|purchasing|subscribing|ordering)\b)"
)
# "And the customer business ("Controller")", "and [Client Name] ("Client")"
_SOMEBODY_ELSE = re.compile(
    r"\b(?:and|AND|And)[\s:*]{1,9}(?:\(?\w{1,3}[.)]\s{1,3})?[*]{0,3}"
    r"(?:\[[A-Za-z]|_{3}|<<|\{\{|(?:the|an?|any|each)\s(?:[a-z’'/-]{2,20},?\s){1,9}\((?:the\s)?[\"“])"
)
# Another company in the next cell: names over signatures that stand side by side.
_NEXT_CELL = re.compile(rf"\t(?=[A-Z][^\t\n]{{2,80}}(?<![\w.&])(?:{FORM}))")
LIST_ENDS = re.compile(
    r"\b(?:WHEREAS|Whereas|RECITALS?|R\sE\sC\sI\sT\sA\sL\sS|Recitals|WITNESSETH|W\s?I\s?T\s?N\s?E\s?S\s?S|NOW,?\s+THEREFORE"
    r"|BACKGROUND|Background|PREAMBLE|(?<=\n)Preamble\b|AGREED\s+TERMS|Agreed\s+[Tt]erms"
    r"|agrees?\s+as\s+follows|IT\s+IS\s+(?:HEREBY\s+)?AGREED|amends?\s+(?:the|that)|TABLE\s+OF\s+CONTENTS"
    r"|the\s+parties\s+(?:hereby\s+)?agree"
    r"|(?:DEFINITIONS|Definitions)\b"
    # the opening after a title that names the parties
    r"|(?<=\n)(?:This|THIS)\s(?:[A-Z][A-Za-z]{1,20}\s){0,4}(?:Agreement|AGREEMENT|Contract|CONTRACT)\s(?:[^.;\n]{0,60}\s)?(?:is|was)\s(?:\w+\s)?(?:made|entered|executed)\b"
    r"|(?<=\n)(?:This|THIS)\s(?:[A-Z][A-Za-z]{1,20}\s){0,4}(?:Amendment|AMENDMENT)\s[^.;\n]{0,300}?\bis\s(?:by\sand\s)?between\b)"
)
_QUOTED = re.compile(
    r"""\((?:the\s)?["“]\s?(?P<unclosed>[A-Z][^"“”'()]{1,40}?)[’']?\)
      |["“]\((?:the\s)?(?P<swapped>[A-Z][^"“”'()]{1,40})["”]\)
      |\((?:the\s)?”(?P<reversed>[A-Z][^"“”'()]{1,40})["”]\)
      |\(\?(?:the\s)?(?P<unreadable>[A-Z][^"“”'()?]{1,40})\?\)
      |(?:["“]|''|‘‘)\s{0,9}+(?P<term>(?:[^"“”']|'(?!\s)|(?<=s)'(?=\s[A-Z])){1,60}?)[\s,.]{0,9}+(?:["”]|''|’(?=\s(?:or|and)\s["“]))
      |\((?:the\s)?[‘'](?P<single>[A-Z][^"“”‘’'()]{1,40})[’']\)
      # a scan may lose or misread a quotation mark: "(hereinafter, -Licensee")"
      |\((?:hereinafter|hereafter),?\s(?:(?:referred\sto\sas|called)\s)?(?:the\s)?[-"“”‘’']?(?:the\s)?(?P<plain>[A-Z][\w&-]{1,30}(?:\s[A-Z][\w&-]{1,30})?)["”’']?\)
      |\b(?:hereinafter|hereafter)\s(?:also\s)?(?:referred\sto\sas|called)\s(?:the\s)?(?P<bare>[A-Z][\w&-]{1,30}(?:\s[A-Z][\w&-]{1,30})?)(?=\s?[–—,;.)]|\s-\s|\sand\s|\n)
      |\((?P<pronoun>we|us|you)(?:(?:,\s|,?\s(?:or|and)\s)(?:we|us|our|your)){0,3}\)
      |\((?:the\s)?(?P<short>[A-Z][A-Z&]{1,14})\)
      |\((?:the\s)?(?P<role>Company|Client|Agency|Bank|Fund|Trust|[A-Z][a-z]{2,20}(?:er|or|ee|ant)
        |[A-Z][a-z]{2,20}\s(?:Provider|Contractor|Consultant|Supplier|Reseller|Distributor|Developer|Licens[oe][re]|Customer|Buyer|Seller|Vendor|Processor|Controller))\s?\)
      # "(BCL and, together with the Parent, the Customer)"
      |\((?:the\s)?(?P<own>[A-Z][A-Za-z&]{1,20})\sand,?\s(?:together|jointly|collectively)\swith\s[^()"“”\n]{3,60},\sthe\s[A-Z][a-z]{2,20}\)
      |\((?:the\s)?(?P<last>(?:[A-Z]\s)?[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20})?)\)(?=[;.,]?(?:\sand)?\s?\n|,\s(?:which\sjoins|for)\s)""",
    re.VERBOSE,
)
_OPENS = re.compile(r"[(\"“'‘]|\bhere(?:in)?after\b")  # how every alternative of _QUOTED begins
_CALLED = re.compile(
    r"(?:\((?:[^()\"“”]{0,80}[\s,(])?|\b(?:hereinafter|hereafter|herein|referred|called|known|defined"
    r"|as)\b[^()\"“”;]{0,50})(?:the\s+|The\s+|or\s+)?[*]{0,2}$"
    r"|\t|[\"”]\s*(?:,|/|or|and/or|and|;)\s*(?:by\s+reference\s+)?(?:the\s+)?$"
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
    r"(?:(?-i:USA?|UK|EU|UAE|PRC|NSW|QLD|Qld|VIC|Vic|TAS|Tas|ACT|WA|SA|NT|Cth|MSA|MPSA|NDA|SOW|SLA|DPA|MLA|EULA|MOU|LOI)|CNPJ|CPF|CIF|NIF|VAT|TIN|EIN|ABN|ACN|RCS|SIREN|SIRET|CUIT|RUT|NIT|HRB|KVK|UEN|CIN)$"
    # one company may be called "Affiliate"
    r"|(?:the\s+)?(?:Part(?:y|ies)\b(?!\s(?:[A-D]|[1-4]|One|Two)\b)|(?!Affiliate$).{0,30}\b(?:Agreement|Amendment|Contract|Date|Affiliates?)$)"
    # an organ or an office
    r"|(?:Vorstand|Geschäftsführer(?:in)?|Chairman|Treasurer|Secretary)$"
    r"|(?:(?:initial|renewal|extension|extended)\s)?(?:term|period|territory)s?$|.{1,30}\sby$",
    re.IGNORECASE,
)


# ""Marks" means all trademarks" defines a thing; "you" is nobody of whom another sentence speaks.
_IS_DEFINED = re.compile(r"\s(?:(?:shall|will)\s)?(?:means?|includes?|refers?\sto)\b")
_OF_THE_READER = re.compile(r"\byou\b[^.;()\"“”]{0,20}$", re.IGNORECASE)
# "Brook follows the Clean Rivers Act (“CRA”)": what a law is called.
_OF_A_LAW = re.compile(r"\s(?:Act|Law|Code|Regulations?|Directive|Statute)(?:\sof\s\d{4})?\s\(?(?:the\s)?$")
# "This Lease of a Barn (this “Lease”)", "This Statement of Work No. 4 (“SOW”)": what the paper is called.
_OF_THE_PAPER = re.compile(
    r"[(\s]this\s$|\bTh(?:is|ese)\s(?:[A-Z][\w-]{1,20}\s(?:of\s)?){1,5}(?:N[oO]\.?\s?\d{1,3}\s)?\((?:the\s)?$"
)
_READER, _SENTENCE_ENDS = re.compile(r"you", re.IGNORECASE), re.compile(r"(?<=[a-z]{3})\.\s+(?=[A-Z])")
_WRITER, _READERS = {"we", "us", "our"}, {"you", "your"}


def calls_no_party(before: str) -> bool:
    """Whether the term after these words is what a law, or this paper itself, is called."""
    return _OF_A_LAW.search(before) is not None or _OF_THE_PAPER.search(before) is not None


def someone_accepts(text: str, begin: int, end: int) -> bool:
    """Whether these words speak of whoever accepts the terms, with a term for that person."""
    return _ANYONE.search(text, begin, end + 1) is not None


def someone_else(text: str, begin: int, end: int) -> bool:
    """Whether these words name a second party by a blank, or describe it in small letters before its term."""
    return _SOMEBODY_ELSE.search(text, begin, end + 1) is not None


def terms_after(text: str, end: int) -> list[str]:
    """The terms that the contract defines for the party whose name ends here, if it does so before the next name."""
    stop = end + TERM_REACH
    if not _OPENS.search(text, end, stop):
        return []  # most mentions of a name; asked first, since a name may be mentioned hundreds of times
    if ends := LIST_ENDS.search(text, end, stop):
        stop = ends.start()
    if other := _ANOTHER.search(text, end, stop):
        stop = other.start()
    if cell := _NEXT_CELL.search(text, end, stop):
        stop = cell.start()
    return list(terms_between(text, end, stop))


def terms_between(text: str, begin: int, end: int, alone: bool = False) -> Iterator[str]:
    """The terms that the contract defines for a party: quoted words in brackets after the name, or after "hereinafter";
    the names under which it trades come last. ``alone``: a "collectively" term belongs to this party only."""
    traded: list[str] = []
    yield from _terms(text, begin, end, alone, traded)
    yield from traded


# "Doing business as “Brook Tools”", "carrying on business as sole proprietor under the name and style of “Brook
# Tools”", before the party's role
_TRADES_AS = re.compile(
    r"\b(?:business|trading|trades|operating|operates|practi[cs]ing|practi[cs]es)\b"
    r"(?:\s(?:in\s[A-Z]\w+\s)?as|[^()\"“”;]{0,60}?\s(?:under|in|by)\s(?:(?:the|its|his|her|their)\s)?(?:\w+\s)?"
    r"(?:name|style|title)(?:,?\s(?:and|&|or)\s(?:the\s)?(?:name|style|title))?(?:,?\s(?:of|as))?)"
    r"\s(?:the\s)?(?:M/[sS]\.?\s)?$"
)


_UNQUOTED = ("own", "short", "pronoun", "role", "plain", "bare", "last")


def _named_by(match: re.Match[str]) -> str:
    """The term, without an article if it stands in quotes."""
    unquoted = next((match[kind] for kind in _UNQUOTED if match[kind]), None)
    return unquoted or re.sub(r"^(?:the|The|THE)\s+", "", " ".join((_bracketed(match) or match["term"]).split()))


def _terms(text: str, begin: int, end: int, alone: bool, traded: list[str]) -> Iterator[str]:
    """Those terms without the names under which the party trades, which go into ``traded``."""
    known: set[str] = set()
    last = begin
    if other := _ANYONE.search(text, begin, end):
        end = other.start()
    for match in _QUOTED.finditer(text, begin, end):
        before = text[max(begin, match.start() - 140) : match.start()]
        bracket = before.rfind("(")
        inside = before[bracket:] if bracket >= 0 and ")" not in before[bracket:] else before[-60:]
        if (
            _NAME_FOLLOWS.match(text, match.end())
            or (_TOGETHER.search(inside) and (known or not (alone or _AND_ITS.search(before, 0, max(0, bracket)))))
            or (known and not (_NEXT_TERM.fullmatch(text, last, match.start()) or _is_its_role(text, last, match)))
        ):
            return
        if match["term"] and _TRADES_AS.search(before) and not _FORMER_FIRM.search(before):
            traded.append(" ".join(match["term"].split()))
            continue
        if _names_something_else(text, match, before) or _is_whom_it_acts_for(text, match, before, end):
            continue
        if _OF_THE_READER.search(before):
            return
        term = _named_by(match)
        if not (known or _is_given(text, begin, match, before)) or _is_no_term(term, text[begin : match.end()], match):
            continue
        if is_of_the_other_side(term, known) or _is_of_another(text, begin, match.start(), term):
            return
        last = match.end()
        if term.lower() not in known:
            known.add(term.lower())
            yield term


def _is_no_term(term: str, passage: str, match: re.Match[str]) -> bool:
    """Whether no party is called so; ``passage`` reaches to the term's end. A bare word that ends it may be a place."""
    before = passage[: len(passage) - len(match.group())]
    if match["last"] and ("\n" in before or term.lower() in places() or _TOWN.search(before[-140:])):
        return True
    return not term or (_NO_TERM.match(term) is not None and not _is_one_affiliate(term, passage))


def _is_given(text: str, begin: int, match: re.Match[str], before: str) -> bool:
    """Whether these words give a term: in brackets, after "hereinafter called", or as a role that stands apart."""
    bracketed = _bracketed(match) or any(match[kind] for kind in _UNQUOTED)
    return bool(bracketed or _CALLED.search(before) or _is_a_role_apart(text, begin, match))


# "Neive (CN), Italy"
_PROVINCE, _COUNTRY_FOLLOWS = 2, re.compile(r",\s[A-Z][a-z]{2}")


# "Which runs the hospital known as "Brook Clinic"": the name of a thing
_KNOWN_AS = re.compile(
    r"\b(?:the|an?)\s(?:[a-z-]{2,20}\s){0,2}"
    r"(?!(?:compan(?:y|ies)|firms?|partnership|entit(?:y|ies)|persons?|individuals?|business|corporation|part(?:y|ies))\b)"
    r"[a-z-]{3,20}\s(?:(?:commonly|generally|also)\s)?(?:known\sas|called|named)\s(?:the\s)?$"
)


# "The Board of Brook University, on behalf of Brook College (“College”), of Harrow (“Licensor”)"
_ACTS_FOR = re.compile(
    r"\bon\sbehalf\sof\s(?:the\s)?[A-Z][\w’'&-]{0,30}(?:\s(?:[A-Z][\w’'&-]{0,30}|of|the|and)){0,7}\s\((?:the\s)?$"
)


def _is_whom_it_acts_for(text: str, term: re.Match[str], before: str, end: int) -> bool:
    """Whether a term is that of somebody for whom the party acts, which has its own term after that."""
    return _ACTS_FOR.search(before) is not None and _QUOTED.search(text, term.end(), end) is not None


# "Until May 2, 2023 trading under the firm "Brook Mess GmbH"": no name of today
_FORMER_FIRM = re.compile(
    r"\b(?:until|formerly|previously)\b[^()\"“”]{0,60}\b(?:under\sthe\s(?:firm|name)|firm|as)\s(?:of\s)?$",
    re.IGNORECASE,
)


def _names_something_else(text: str, term: re.Match[str], before: str) -> bool:
    """Whether a term is that of a thing, a law or this paper; a role after "existing under the Companies Act" is none
    of these."""
    other = _FORMER_FIRM.search(before) or _KNOWN_AS.search(before)
    if term["term"] and (_IS_DEFINED.match(text, term.end()) or other):
        return True
    if term["short"] and len(term["short"]) == _PROVINCE and _COUNTRY_FOLLOWS.match(text, term.end()):
        return True
    if (term["short"] or "").lower() in places() or _is_of_an_agreement(text, term):
        return True
    return not term["plain"] and calls_no_party(before) and not _ANY_ROLE.fullmatch(term["term"] or "")


# "The Grain Purchase Agreement between Brook Ltd and Harrow LLC, as agent (the "GPA")": the letters of its name.
_LETTERS = re.compile(r"[A-Z]{2,4}A")
_AGREEMENT = re.compile(
    r"(?:\b(?!(?:of|this|the|in|to|by|an?|for|and|or|that|under|such|any|each|its|with)\s)[\w-]{1,30}\s){1,4}agreement\b",
    re.IGNORECASE,
)
_NAMED_BEFORE = 700


def _is_of_an_agreement(text: str, term: re.Match[str]) -> bool:
    """Whether a term of capital letters is short for the name of an agreement before it."""
    letters = " ".join((term["term"] or "").split())
    if not _LETTERS.fullmatch(letters):
        return False
    named = _AGREEMENT.findall(text, max(0, term.start() - _NAMED_BEFORE), term.start())
    return any("".join(word[0] for word in one.split()).upper().endswith(letters) for one in named)


# "Hereinafter referred to as the "Local Affiliate"": a company of that name, and not any affiliate of one
_ONE_AFFILIATE, _AFFILIATES = re.compile(r"[A-Z][a-z]{2,20}\sAffiliate"), re.compile(r"\baffiliate", re.IGNORECASE)
_THE = re.compile(r"\bthe\s[(\"“‘']{0,2}$|\s\([\"“]$")


def _is_one_affiliate(term: str, words: str) -> bool:
    """Whether a term with which these words end is the name for one company, and speaks of no affiliates before it."""
    before = words.rpartition(term)[0]
    one = _ONE_AFFILIATE.fullmatch(term) and _THE.search(before)
    return one is not None and not _AFFILIATES.search(before)


# "35108 Mill Town (County)"
_TOWN = re.compile(r"\b\d{4,6}\s[A-Z][\w-]{1,30}(?:\s[\w-]{1,30})?\s$")
# "1 Mill Road, Brook Town, "Licensor"", without brackets
_APART = re.compile(r"(?:[).,]\s{1,3}|\n[ \t]{0,9})$")
_A_ROLE = re.compile(
    r"(?:Sub-?)?(?:Licens[oe]r|Licensee|Less(?:or|ee)|Landlord|Tenant|Buyer|Purchaser|Seller|Vendor|Supplier|Customer|Client|Distributor"
    r"|Reseller|Manufacturer|Contractor|Consultant|Provider|Developer|Franchis(?:or|ee)|Employ(?:er|ee)|Borrower|Lender|Guarantor|Agent"
    r"|Agency|Owner|Operator|Parent|Company|Publisher|Sponsor|Investor|Assign(?:or|ee)|Transfer(?:or|ee)|Grant(?:or|ee)|Carrier|Shipper|Broker)"
)

_ANY_ROLE = re.compile(rf"{_A_ROLE.pattern}|[A-Z][a-z]{{2,20}}(?:er|or|ee|ant|ent)")


def _is_a_role_apart(text: str, begin: int, term: re.Match[str]) -> bool:
    """Whether a term in quotation marks is a role that stands by itself after a party's name and address."""
    if term["term"] is None or not _A_ROLE.fullmatch(" ".join(term["term"].split())):
        return False
    return _APART.search(text, max(begin, term.start() - 10), term.start()) is not None


_COMPANY = re.compile(rf"(?:{FORM}|Corporation|Firm|Society|Cooperative)", re.IGNORECASE)


def _is_of_another(text: str, begin: int, end: int, term: str) -> bool:
    """Whether another sentence speaks of the reader, or one after the party's line of the thing that the term names:
    "at the fair held in May (the “Fair”)"."""
    if _READER.fullmatch(term) and _SENTENCE_ENDS.search(text, begin, end):
        return True
    line = text.rfind("\n", begin, end)
    if line < 0 or _COMPANY.fullmatch(term):
        return False
    sentence = text[max(line, text.rfind(". ", begin, end)) : end]
    return re.search(rf"\b{re.escape(term.lower())}\b", sentence) is not None


def is_of_the_other_side(term: str, known: set[str]) -> bool:
    """Whether a pronoun cannot stand for the party that has these terms: nobody is both "we" and "you"."""
    return (term.lower() in _READERS and bool(_WRITER & known)) or (term.lower() in _WRITER and bool(_READERS & known))


# "Brook LLC ("Brook"), an Ohio company, having its offices in Akron ("Reseller")"
_ROLE = re.compile(
    r"\((?:the\s)?[\"“]?(?:Reseller|Distributor|Licens(?:or|ee)|Supplier|Customer|Client|Vendor|Buyer|Seller|Purchaser|Contractor"
    r"|Consultant|Manufacturer|Franchisor|Franchisee|Sponsor)[\"”]?\)"
)
_DESCRIBES = re.compile(
    r"\)?,?\s(?:acting\s(?:by|herein|solely|through)\b[^;()\"“”]{3,200}"
    r"|(?:an?\s[^;()\"“”]{3,80},\s)?(?:(?:having|with|located)\s|of\s(?=\d|Level\b|Suite\b|Unit\b|Lot\b))(?:(?!\b(?:and|to|whose|which|that|who)\b)[^;()\"“”]){3,160})"
)


def _is_its_role(text: str, last: int, match: re.Match[str]) -> bool:
    """Whether a role in brackets follows a name's first term after nothing but a description of the party."""
    bracket = text.rfind("(", last, match.start() + 1)
    role = _ROLE.match(text, bracket) if bracket >= 0 else None
    return role is not None and _DESCRIBES.fullmatch(text, last, bracket) is not None


def _bracketed(match: re.Match[str]) -> str | None:
    """A term in brackets whose quotation marks are incomplete, misplaced, single, or not legible."""
    return match["unclosed"] or match["swapped"] or match["reversed"] or match["unreadable"] or match["single"]
