"""Corrections of the names of parties that the model found: cut short, run together, or no names at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chunking.document import Document
from model.findings import Finding
from model.summary.fallbacks.common import TITLE, overlap
from model.summary.parties.company_names import BETWEEN_WORDS, FORM_ALONE, HARD_FORM, LABEL_BELOW, WORD, begins_at
from model.summary.parties.mentions import signs_for_another
from model.summary.parties.opening_and_signatures import (
    found_at,
    named_parties,
)
from model.summary.parties.shown_names import is_a_thing
from model.summary.values.jurisdictions import places_in

# The share of the companies named in opening sentences and signatures that are parties, in 150 contracts of the
# training set.
NAMED = 0.87


def with_parties(document: Document, counting: Sequence[Finding]) -> list[Finding]:
    """Corrects names that the model cut short or ran together, and adds those that it missed."""
    titles = [one for one in counting if one.category == TITLE]
    kept = [
        _to_its_last_word(document, _from_its_first_word(document, one)) if one.category == "Parties" else one
        for one in counting
        if not (one.category == "Parties" and (_is_of_the_title(document, one, titles) or _is_no_name(document, one)))
    ]
    kept = [part for one in kept for part in (_parts(document, one) if one.category == "Parties" else [one])]
    mentions = [finding for finding in kept if finding.category == "Parties"]
    for name in named_parties(document, mentions, NAMED):
        overlapping = [finding for finding in mentions if overlap(finding, name)]
        sure = max([finding.score for finding in overlapping], default=name.score)
        kept = [finding for finding in kept if finding not in overlapping]
        kept.append(name._replace(score=sure))
    return kept


# "A limited liability company operating Fernboard", "the entity or individual", "affiliate": written small, none of
# these is what a contract calls a party.
_A_KIND = re.compile(
    r"(?:the\s|an?\s)?(?:[a-z]{2,12}\s){0,2}?(?:corporation|company|partnership|affiliates?|subsidiary|entity|individual|person)"
    r"(?:\s(?:or|and|operating|that|which|organi[sz]ed|existing)\s[^\n]{1,80})?"
)
# "Harrow Short Term Government Fund (the "Fund")"
_FUND = re.compile(r"(?:(?<=\bFund)|(?<=\bTrust)),?\s\((?:the\s)?[“\"](?:Fund|Trust)[”\"]")


def _from_its_first_word(document: Document, finding: Finding) -> Finding:
    """A company's name from its first word on, if the model began too late ("Mills, Inc." of "Brook Mills, Inc.")."""
    if not (HARD_FORM.search(document.text, finding.start, finding.end) or _FUND.match(document.text, finding.end)):
        return finding
    return finding._replace(start=max(begins_at(document.text, finding.start), document.segments[finding.first].start))


_LONGEST_LABEL = 60
# "Harrow Coopérative" of "Harrow Coopérative d'Emploi 12"
_GOES_ON = re.compile(rf"[ ][dl][’'](?=[^\W\d_a-z]){WORD}(?:{BETWEEN_WORDS}{WORD}){{0,6}}")


def _to_its_last_word(document: Document, finding: Finding) -> Finding:
    """A name with the words that an apostrophe cut off, and without the line below it that gives its number."""
    if below := LABEL_BELOW.search(document.text, finding.start, finding.end + _LONGEST_LABEL):
        return found_at(document, "Parties", finding.start, min(below.start(), finding.end), finding.score) or finding
    line = document.text.find("\n", finding.end)
    more = _GOES_ON.match(document.text, finding.end, line if line >= 0 else len(document.text))
    last = document.segments_in(finding.start, more.end()) if more else []
    return finding._replace(end=more.end(), last=last[-1].id + 1) if more and last else finding


_PERSON = r"[A-ZÀ-Ž][\w’'-]{1,30}(?:[ ][A-ZÀ-Ž][\w.’'-]{0,30}){1,3}"
# "Ann Brook and Bert Reed, partners in the Harrow Store"
_PARTNERS = re.compile(rf"(?P<one>{_PERSON})[ ]and[ ](?P<other>{_PERSON}),?[ ](?:both[ ])?partners\b")


def _parts(document: Document, finding: Finding) -> list[Finding]:
    """The names and terms in what the model took for one: two partners are two parties."""
    two = _PARTNERS.match(document.text, begins_at(document.text, finding.start))
    if two and finding.start < two.end("one") and two.start("other") < finding.end:
        return _pieces(document, finding, [two.span("one"), two.span("other")])
    return _whole(document, finding)


# The terms in quotation marks of a line, and a term whose first words the model left out: "Provider" of "Hosting
# Provider".
_IN_QUOTES = re.compile(r"[“\"](?P<term>[^“”\"\n]{1,60}?)[,.]?\s?[”\"]")
_QUOTE = re.compile(r"[“”\"]")
_CUT_OFF = re.compile(r"[“\"](?:[Tt]he\s)?(?P<words>(?:[A-Z][\w’'-]{1,20}\s){1,3})$")
_LONGEST_LEAD = 60
_OPENS_BRACKET = re.compile(r"\s{0,3}\([^()\"“”]{0,40}[\"“]")
# "We, us" or "Name:", the cell before a name, which is no other party's
_CELL_BEFORE = re.compile(r"(?:(?i:we|us|you|your|our|name|company|party)\b[^\t\n]{0,20}|[^\t\n]{1,30}:)\t(?=[A-Z])")
_LEADS_IN = re.compile(r"(?:(?:on\s)?behalf\sof|\(?[a-z]\))\s(?=[A-Z])")


def _whole(document: Document, finding: Finding) -> list[Finding]:
    """A name or a defined term, whole: `us" or` is "us", and `you," "your` two terms."""
    text, start, end = document.text, finding.start, finding.end
    if cell := _CELL_BEFORE.match(text, start, end):
        start = cell.end()
        finding = found_at(document, "Parties", start, end, finding.score) or finding
    if HARD_FORM.search(text, start, end):
        return _name_and_terms(document, finding)
    if text[end : end + 1] in ("”", '"') and (lead := _CUT_OFF.search(text, max(0, start - _LONGEST_LEAD), start)):
        return _pieces(document, finding, [(lead.start("words"), end)])
    if not _QUOTE.search(text, start, end):
        return [finding]
    line = text.rfind("\n", 0, start) + 1
    terms = [one.span("term") for one in _IN_QUOTES.finditer(text, line, end + _LONGEST_LEAD)]
    own = [(begin, stop) for begin, stop in terms if begin < end and start < stop]
    return _pieces(document, finding, [span for span in own if not _A_PARTY.fullmatch(text, *span)])


def _name_and_terms(document: Document, finding: Finding) -> list[Finding]:
    """A company's name, and the term in brackets after it: `Brook, Inc. ("Brook` is both."""
    text, start, end = document.text, finding.start, finding.end
    start = lead.end() if (lead := _LEADS_IN.match(text, start, end)) else start
    bracket = _OPENS_BRACKET.search(text, start, end)
    if bracket is None or not HARD_FORM.search(text, start, bracket.start()):
        return _pieces(document, finding, [(start, end)])
    terms = [one.span("term") for one in _IN_QUOTES.finditer(text, bracket.start(), end + _LONGEST_LEAD)]
    own = [(a, b) for a, b in terms if a < end and not is_a_thing(text[a:b], text[start : bracket.start()])]
    town = _COUNTY.fullmatch(text, start, bracket.start()) is not None
    return _pieces(document, finding, own if town else [(start, bracket.start()), *own])


def _pieces(document: Document, finding: Finding, spans: Sequence[tuple[int, int]]) -> list[Finding]:
    """Findings for parts of what the model took for one; the finding itself if there are none."""
    found = [found_at(document, "Parties", *span, finding.score) for span in spans]
    return [one for one in found if one] or [finding]


# The title repeated in the opening: "SUPPLY AGREEMENT dated".
_TITLE_GOES_ON = re.compile(r"\s(?:AGREEMENT|Agreement|CONTRACT|Contract)\b")
# Words of a description ("incorporated"), and what a contract calls any of its parties.
_NOBODY = re.compile(
    r"(?-i:(?:an?\s)?(?:[a-zé()]{2,12}\s){0,5})(?:incorporated|organi[sz]ed|established)|(?:the\s)?part(?:y|ies)|(?-i:SOWs?|MSA|NDA)"
    # "Party" and collectively the "Parties", without its first and last mark
    r"|[“\"]?part(?:y|ies)[”\"]?,?\s(?:and|or)\s(?:\w+,?\s){0,3}[“\"]?(?:the\s)?[“\"]?part(?:y|ies)[”\"]?",
    re.IGNORECASE,
)
# "Acme and Brightwater are", "jointly the “Parties” and individually a “Party”": what is said of them jointly.
_SAID_OF_THEM = re.compile(r"\s(?:are|is|shall|may)$")
_QUOTED = re.compile(r"[“\"]\s?(?:the\s)?([^“”\"]{2,60}?)[,.]?\s?(?:[”\"]|$)")
_A_PARTY = re.compile(r"part(?:y|ies)[.,)]{0,3}", re.IGNORECASE)


def _is_about_the_parties(words: str) -> bool:
    """Whether words without a company's name say only what the parties are jointly called."""
    terms = _QUOTED.findall(words)
    return bool(_SAID_OF_THEM.search(words)) or (bool(terms) and all(_A_PARTY.fullmatch(one) for one in terms))


# A town, by the state and the postal code after it: "Plano, TX 75024".
_TOWN = re.compile(r",\s[A-Z]{2}\.?\s\d{5}\b")
# A street, or what is left of a legal form that was cut in two ("P." of "L.P.").
_STREET = re.compile(
    r".{0,40}\b(?:Ave(?:nue)?|Street|St|Road|Rd|Boulevard|Blvd|Suite|Drive|Dr|DR)\.?|\w{3,30}(?:stra(?:ß|ss)e|str\.?)"
)


# "The vessels "Brook" and "Harrow"", "formerly known as Brook Looms LLC": the name of a thing, or one that a party no
# longer has.
_NAMES_A_THING = re.compile(
    r"\b(?:vessels?|ships?|boats?|yachts?|barges?|aircraft|trade\s?marks?|plays?|films?|movies?|songs?|novels?|horses?|games?)"
    r"(?:,?\s(?:(?:and|or)\s)?[“\"][^“”\"\n]{1,40}[”\"]){0,4},?\s(?:(?:and|or)\s)?[“\"]$"
)
_FORMER = r"(?:formerly(?:\sknown\sas)?|f/?k/?a)\s"
_FORMERLY = re.compile(rf"\b{_FORMER}$", re.IGNORECASE)
_FORMER_NAME = re.compile(rf"{_FORMER}(?=[A-Z])", re.IGNORECASE)
_LONGEST_REACH = 120


def _is_of_a_thing_or_formerly(text: str, start: int) -> bool:
    before = text[max(0, start - _LONGEST_REACH) : start]
    formerly = _FORMERLY.search(before) or _FORMER_NAME.match(text, start)
    return _NAMES_A_THING.search(before) is not None or formerly is not None


# What stands around part of a web or e-mail address.
_TOKEN_BEFORE, _TOKEN_AFTER = re.compile(r"[^\s\"“”<>]{0,80}$"), re.compile(r"[^\s\"“”<>]{0,80}")
_ADDRESS = re.compile(r"://|\bwww\.|\w@\w")
# "visit brook.example": the first word of a domain, written small.
_DOMAIN_GOES_ON = re.compile(r"\.[a-z]{2,10}\b")


def _is_of_an_address(text: str, start: int, end: int) -> bool:
    """Whether words are an address on the web, or a part of one."""
    before = _TOKEN_BEFORE.search(text, max(0, start - 80), start)
    after = _TOKEN_AFTER.match(text, end)
    words = (before.group() if before else "") + text[start:end] + (after.group() if after else "")
    if " " in text[start:end].strip():
        return False
    cut_off = text[start:end].isalnum() and text[start:end].islower() and _DOMAIN_GOES_ON.match(text, end)
    return bool(cut_off or _ADDRESS.search(words))


def _is_no_name(document: Document, finding: Finding) -> bool:
    """Whether a "party" is whoever signs for one, or only a legal form, a letter, a street or words about them."""
    words = " ".join(document.text[finding.start : finding.end].split())
    begins = _from_its_first_word(document, finding).start
    if _is_of_a_thing_or_formerly(document.text, begins) or signs_for_another(document.text, begins, finding.end):
        return True
    if not HARD_FORM.search(words) and _is_of_an_address(document.text, finding.start, finding.end):
        return True
    town = not HARD_FORM.search(words) and _TOWN.match(document.text, finding.end)
    if not HARD_FORM.search(words) and _is_about_the_parties(words):
        return True
    alone = (
        FORM_ALONE.fullmatch(words.rstrip(" .,)"))
        or FORM_ALONE.fullmatch(words)
        or _STREET.fullmatch(words)
        or _NOBODY.fullmatch(words)
        or (_A_KIND.fullmatch(words) and not HARD_FORM.search(words))
    )
    return len(words.strip(" .,")) < 2 or bool(alone or town)


def _is_of_the_title(document: Document, finding: Finding, titles: Sequence[Finding]) -> bool:
    """Whether a "party" is only words of the title that do not name a company: "SUPPLIER CONTRACT"."""
    words = document.text[finding.start : finding.end]
    inside = any(title.start <= finding.start and finding.end <= title.end for title in titles) or (
        _TITLE_GOES_ON.match(document.text, finding.end) is not None
        and any(words in document.text[title.start : title.end] for title in titles)
    )
    return inside and not HARD_FORM.search(document.text, finding.start, finding.end)


# What stands beside a party's name: "a company limited by guarantee", "Charity No. 9", "Representative: Ann Brook".
_NO_PARTY = re.compile(
    r"\W{0,3}(?:(?i:(?:legal\s|authori[sz]ed\s)?(?:representatives?|signator(?:y|ies)|contact(?:\sperson)?|address|attention|attn|tel(?:ephone)?|phone|fax|e-?mail)\s?[.:])"
    r"|(?i:(?:registered\s)?(?:charity|company|registration|tax|vat)\s(?:nos?|numbers?|id)\b)"
    r"|(?:(?:private|public|joint[\s-]stock|financial|holding|limited|liability|stock|registered|bank|insurance|company|corporation|partnership|association|organi[sz]ation"
    r"|entity|individual|herein|hereto|hereinafter)\s?){1,5}\W{0,3}$"
    r"|U\.?\s?S\.?(?:\s?A\.?)?\W{0,3}$|U\.?K\.?\W{0,3}$|(?:PRC|(?:the\s)?(?:People[’']s\sRepublic\sof|P\.?\s?R\.?\s?(?:of\s)?)\s?China)\W{0,3}$)"
)


def describes_a_party(words: str) -> bool:
    """Whether words only describe a party, or are the number or the person beside its name."""
    return _NO_PARTY.match(words) is not None


_STREETS = (
    r"(?:Road|Street|Avenue|Lane|Estate|Park|Drive|Boulevard|Way|Close|House|Building|Court|Square|Centre|Center|Place"
    r"|Terrace|Quay|Crescent|Highway|Chambers|Campus)"
)
# "9901 Elmstadt", "in Elmstadt", "4 Mill Road, Elmstadt", before the country
_IN_AN_ADDRESS = re.compile(rf"(?:(?:\d|\b(?:in|at))\s|\b{_STREETS},\s)$")
# "DK-8700 Elmstadt", in a line of its own
_LONGEST_STREET = 14
_POSTAL_CODE = re.compile(r"(?:^|\n)[ \t]{0,9}(?:[A-Z]{1,3}-)?\d{4,6}\s$")
# "Elmbury, Co. Harrow": a county, and no company
_COUNTY = re.compile(r"(?:[A-Z][\w’'-]{1,30}\s?){1,3},\sCo(?:\.|unty)\s[A-Z][a-z]{2,}(?!\w)")


# "Whose registered office is at Mill House, Elmbury Road": a name that goes on as a street or an estate.
_PLACE_GOES_ON = re.compile(
    r"\s(?:(?:Industrial|Business|Trading|Retail|Science|Office|North|South|East|West)\s){0,2}"
    r"(?:Road|Street|Avenue|Lane|Estate|Park|Drive|Boulevard|Way|Close|House|Building|Court|Square|Centre|Center|Place)\b"
)
_AN_ADDRESS = re.compile(r"\b(?:offices?|address|place\sof\sbusiness|premises|located|residing)\b[^.;()\n]{0,100}$")


def is_a_town(document: Document, finding: Finding) -> bool:
    """Whether a name is that of a place in an address: a town before its state or country, a street, an estate."""
    text = document.text
    words = text[finding.start : finding.end]
    if not HARD_FORM.search(words) and _PLACE_GOES_ON.match(text, finding.end):
        return _AN_ADDRESS.search(text, max(0, finding.start - 140), finding.start) is not None
    if not HARD_FORM.search(words) and _POSTAL_CODE.search(text, max(0, finding.start - 20), finding.start):
        return text[finding.end : finding.end + 1] in ("\n", ",", "")
    if not _IN_AN_ADDRESS.search(text, max(0, finding.start - _LONGEST_STREET), finding.start):
        return False
    after = text[finding.end : finding.end + 40]
    in_a_state = after.startswith(", ") and any(start == 2 for start, _, _ in places_in(after))
    county = _COUNTY.match(text, finding.start)
    return in_a_state or (county is not None and county.end() >= finding.end)
