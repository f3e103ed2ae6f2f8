"""Terms that a company offers to anyone: terms of service, end-user licenses, terms of sale. They name whoever offers
them, and the other side is whoever accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from model.summary.parties.company_names import FORM_ALONE, HARD_FORM, clean
from model.summary.parties.company_names import NAME as ANY_NAME
from model.summary.parties.names_in_lists import can_be_a_name
from model.summary.parties.offerors_in_sentences import offeror_in_sentences
from model.summary.parties.party_entry import SEARCHED, Entry, merged

# On one line: a heading above a name is no part of it.
NAME = ANY_NAME.replace(r"\s", "[ ]")
# Who reads the terms, and what the reader does to accept them. Whoever signs is named over the signature.
_READER = (
    r"(?:you(?!r)|your\s(?:company|organi[sz]ation)|(?:the|a|our|any|each)\s(?:user|customer|member|buyer|purchaser|client"
    r"|subscriber|visitor|licensee)|users|customers|members)"
)
_ACCEPTING = (
    r"(?:access|us(?:e|ing)\b|install|download|copying|click|join|register|creat|sign(?:ing)?[\s-]?up|subscrib|order|plac(?:e|ing)\san?\sorder"
    r"|purchas|buying|continu|visit|brows|check|tick|book|submit|open|accept|participat|enrol)\w*"
)
_AGREES = r"(?:agree|accept|consent|acknowledge|bound|enter(?:ing)?\sinto)"
_TERMS = (
    r"(?:terms?|conditions|agreement|license|licence|EULA|contract|polic(?:y|ies)|TOS|DPA)(?:\s(?:and|&|of)\s\w{1,20})?"
)
_ACCEPTED_BY_CONDUCT = re.compile(
    rf"\bby\s(?:(?:your|their)\s)?(?:first\s|either\s)?{_ACCEPTING}(?:[^.;]|\.(?=\w)){{0,250}}?\b{_READER}\b[^.;]{{0,60}}?\b{_AGREES}"
    rf"|\b(?:when(?:ever)?|once|if|each\stime)\s(?:you\s)?{_ACCEPTING}\b[^.;]{{0,120}}?,\s{_READER}\b[^.;]{{0,40}}?\b{_AGREES}"
    rf"|\bif\s{_READER}\s(?:do|does)\snot\s(?:agree|accept|wish\sto\sbe\sbound)\b[^.;]{{0,80}}?\b{_TERMS}"
    r"|\b(?:use\sof|participation\sin)\s[^.;]{3,80}?\b(?:constitutes?|means|indicates|signifies|is)\b[^.;]{0,40}?\b(?:acceptance|agreement|consent|that\syou)\b"
    rf"|\byou\sagree\sto\sbe\sbound\sby\s(?:these|this|the|all)\b|\byou\saccept\s(?:these|this|the|all)\s(?:\w+\s){{0,2}}?{_TERMS}"
    r"|\b(?:person|individual|entity|customer|user|company|organi[sz]ation|whoever|anyone)\s(?:(?:or\s\w+\s)?(?:that|who|which)\s(?:agree|accept|install|click|register|order)s?|(?:agree|accept|install)ing)\b"
    # "any person using the premises" accepts nothing
    r"|\b(?:person|individual|entity)\s(?:plac|order|access|us|purchas|register|subscrib)ing\b[^.;]{0,60}?(?:\(|\bagrees?\b|\baccepts?\b)"
    r"|\b(?:entity|company|organi[sz]ation)\s(?:that\s|which\s)?you\srepresent\b"
    rf"|\bthese\s(?:\w+\s){{0,3}}?(?:terms|conditions)\s(?:(?:and|&)\sconditions\s)?(?:of\s\w+\s)?(?:shall\s|will\s)?(?:apply\sto|govern)\s(?:all|any|every|each|your|(?:the\s)?(?:sales?|supply|use|purchases?))\b"
    r"|\bterms\s(?:and\sconditions\s)?on\swhich\swe\s(?:supply|provide|sell|offer|agree)\b"
    # "“Buyer” means the person who orders the goods", "Buyer: the person who orders the goods"
    r"|^\W{0,3}(?:buyer|customer|client|user|licensee|purchaser|hirer|subscriber|member)[\"”]?(?:[:–-]|\t){0,2}\s(?:the|any|an?)\s"
    r"(?:person|individual|company|party|entity|firm|business)(?:,?\s(?:or|and)\s\w+){0,2}\s(?:who|that|which)\s\w"
    r"|\b(?:buyer|seller|customer|client|supplier|user|licensee|purchaser|hirer|subscriber|member)[\"”]?\s(?:shall\s)?means?\s(?:the|any|an?|each)\s"
    r"(?:person|people|organi[sz]ation|individual|company|party|entity|firm|business|customer)\b",
    re.IGNORECASE | re.MULTILINE,
)
# "Between us, Brook Labs, and you": the reader, unless it is a letter.
_WITH_THE_READER = re.compile(
    r"\b(?i:between|among)\s(?:(?i:you)\b(?!r)|(?:[^.;]|\.(?!\s[A-Z][a-z])){3,300}?\s(?i:and\syou)\b(?!r))"
)
LETTER = re.compile(r"^Dear\s", re.MULTILINE)
# Lines on which two sides sign, or a blank for the other side.
_SIGNED_BY = re.compile(r"\bBy\s?:\s?(?:_|/s/|\n|$)", re.MULTILINE)
_SIGNATURES = 2


def is_signed_by_both(text: str) -> bool:
    """Whether it has lines on which two sides sign."""
    return sum(1 for _ in _SIGNED_BY.finditer(text)) >= _SIGNATURES


@lru_cache(maxsize=8)
def is_offered_to_anyone(text: str) -> bool:
    """Whether these are terms that anyone can accept by what they do, and nobody signs."""
    if is_signed_by_both(text):
        return False
    if LETTER.search(text, 0, _TOP):
        return False
    return bool(_ACCEPTED_BY_CONDUCT.search(text) or _WITH_THE_READER.search(text, 0, _TOP))


# "An agreement between you and Brook Labs (ACN 123)"
_BETWEEN_YOU = re.compile(rf"\bbetween\s(?i:you(?:\s\([^()]{{1,60}}\))?\sand|us\sand)\s(?P<name>{NAME})(?=\s\(|,|\.\s)")
_YOU, _OFTEN = re.compile(r"\b[Yy]ou(?:r|rs)?\b"), 15


def addresses_the_reader(text: str) -> bool:
    """Whether the other party is called "you" throughout."""
    return not LETTER.search(text, 0, _TOP) and sum(1 for _ in islice(_YOU.finditer(text), _OFTEN)) == _OFTEN


# "I agree to come to the fair": whoever signs speaks, and the contract names the other party alone.
_I_AGREE = re.compile(
    r"\bI\s(?:(?:also|further|hereby|fully)\s)?(?:accept|agree|acknowledge|authori[sz]e|consent|grant|promise|understand|undertake|warrant|will|may|must|shall)\b"
)
_SOME = 5


def is_in_the_signers_words(text: str) -> bool:
    """Whether the other party speaks throughout, as "I"."""
    return not LETTER.search(text, 0, _TOP) and sum(1 for _ in islice(_I_AGREE.finditer(text), _SOME)) == _SOME


_OPEN, _CLOSE = "[\"“‘'*]{1,3}", "[\"”’'*]{1,3}"
# What the terms call whoever offers them.
_WE = r"(?:we|us|our|ours)"
_OFFEROR = (
    r"(?:Company|Seller|Supplier|Provider|Service\sProvider|Vendor|Licensor|Operator|Owner|Publisher|Organi[sz]er|Contractor"
    r"|Buyer|Purchaser|Customer|Client|Business\sAssociate|(?:Data\s)?Processor)"
)
_ROLE_OF_OFFEROR = re.compile(_OFFEROR)
_CALLED = rf"(?:[Tt]he\s)?(?i:{_WE}(?:\s?/\s?{_WE})?|{_OFFEROR})"
_TERM = rf"{_OPEN}(?P<term>{_CALLED}),?{_CLOSE}"
_NEXT = rf"(?:,?\s?(?:and/or|and|or|/|,)?\s?{_OPEN}[\w\s]{{2,30}}?,?{_CLOSE}){{0,5}}"
# "“Seller” means Lime and Brick Works Ltd": one company, if no legal form stands before "and".
_WITH_AND = r"(?:(?:[A-Z][\w&’'-]{1,25}[ ]){1,2}(?:and|&)[ ](?=[A-Z]))?"
# "When we say “Company”, “we” or “us”, we refer to Brook SAS", "“The Seller” shall mean Brook Ltd."
_DEFINED = re.compile(
    rf"(?:(?P<terms>{_TERM}{_NEXT})\)?[^.;:\n\"“”()]{{0,60}}?|(?:^|(?<=\.\s))(?P<line>(?:[Tt]he\s)?(?i:{_OFFEROR}))\s(?:[:–-]\s)?(?=means|shall|refers))"
    rf"(?:\b(?:means?|refers?\sto|referring\sto|are\sreferences\sto|is\sa\sreference\sto|shall\smean|are|is)\s|\s?[:=–]\s)"
    # "“Business Associate” shall mean Provider, or Brook, Inc."
    rf"(?:the\s)?(?:company\s|operator\s)?(?:{_OFFEROR},?\s(?:or|i\.e\.|namely),?\s)?[*]{{0,2}}(?P<name>{_WITH_AND}{NAME})",
    re.MULTILINE,
)
# "“Brook” means Brook Cloud, Inc."
_BY_ITS_NAME = re.compile(
    rf"{_OPEN}(?P<own>[A-Z][\w&-]{{1,30}}){_CLOSE}\s(?:shall\s)?(?:means?|refers\sto)\s(?:the\s)?(?P<name>(?=(?P=own)\b){NAME})"
)
# "Brook Limited of 7 Mill Lane, Leeds (Licensor, us or we)"
_BARE_BRACKET = re.compile(
    r"\((?P<terms>(?:[A-Z]\w{2,20}(?:\s[A-Z]\w{2,20})?,\s)?(?:we|us|our)(?:,?\s(?:or|and)\s(?:we|us|our)){1,2})\)"
)
_BETWEEN_BARE = re.compile(r",\s|\s(?:or|and)\s")
# "Brook, Inc., with offices in Akron ("Brook", "we" or "us")"
_BRACKET = re.compile(rf"\((?P<terms>[^()]{{0,120}}?{_OPEN}(?i:{_WE}(?:\s?/\s?{_WE})?),?{_CLOSE}[^()]{{0,120}})\)")
_BEFORE_BRACKET = 300
# "Brook Labs (an Australian Pty Ltd company)": what kind of company it is.
_DESCRIBED = re.compile(rf"[Aa]n?\s(?:[A-Z][a-z]+\s){{0,3}}(?:{FORM_ALONE.pattern})$")
# The end of another sentence or term.
_BEFORE_ANOTHER = re.compile(r"[\"”]\)|(?<=[a-z]{4})[.;]\s|(?<=[a-z)]\.)\s(?=The\b|This\b|If\b|By\b)")
_NAMED, _ENDS_THERE = re.compile(rf"(?<![\w.&]){NAME}"), re.compile(rf"(?<![\w.&])(?P<name>{NAME})[*_]{{0,2}}\s?$")
# "Between us (Brook LLC d/b/a Brook Labs) and you", "We are Brook LLP, a firm of solicitors"
_US = re.compile(
    rf"\b(?i:{_WE})\s?\((?:the\scompany\s)?(?P<name>{NAME})(?=[^()]{{0,120}}\))|\b[Ww]e\sare\s[*]{{0,2}}(?P<are>{NAME})"
)
_QUOTED = re.compile(rf"{_OPEN}(?:[Tt]he\s)?(?P<term>[A-Za-z][\w/&. -]{{0,38}}?),?{_CLOSE}")
_PRONOUN = re.compile(rf"(?:the\s)?{_WE}(?:\s?/\s?{_WE})?", re.IGNORECASE)
_SLASH = re.compile(r"\s?/\s?")
_NO_TERM = re.compile(r"\b(?:agreement|terms|date|services?|site|website)$", re.IGNORECASE)
_BARE_TERM = re.compile(r",\s(?P<term>[A-Z][\w&-]{1,30})$")
_NEXT_SENTENCE = re.compile(r"\s(?:The|This|In|An?)$|(?<=\w{4}[a-z])\.\s.*$")
_NOT_A_PARTY = re.compile(r"(?:,?\s\([^()]{1,60}\))?,?\s(?:is|are)\snot\s(?:an?\s)?part(?:y|ies)\b", re.IGNORECASE)
# "The program is owned by Brook, Inc.": by whoever offers it; "a company owned by Brook" names another.
_IS_OWNED_BY = re.compile(r"\b(?:is|are)\s(?:\w+\s(?:and|or)\s)?owned\sby\s(?:the\s)?$")
_IS_A_PARTY = re.compile(r"[^.;]{0,80}?\s(?:is|are)\s(?:an?\s)?part(?:y|ies)\b", re.IGNORECASE)
_NEITHER = re.compile(r"\b(?:neither|nor)\b[^.;]{0,80}$", re.IGNORECASE)
# A word for a thing, a role or the reader is no name.
_NOBODY = re.compile(
    r"(?:The\s|This\s|Our\s|Your\s|These\s)?(?:Company|Website|Site|Platform|App|Application|Services?|Software|Product|Agreement|Terms|Customer|Client|User"
    r"|Seller|Supplier|Provider|Vendor|Licensor|Owner|Operator|Publisher|Data|You|We|Us|Our|It|Any|All|Such|Each|References?|In|When)\b",
    re.IGNORECASE,
)
# Who runs what the reader uses, where the terms give the company no name of its own.
_RUN_BY = re.compile(
    r"\b(?:operated|owned|provided|offered|published|licensed|developed|run|maintained|supplied|managed|made\savailable|controlled|hosted|sold)"
    rf"(?:,?\s(?:and|or)\s\w{{3,12}})?\s(?:(?:exclusively|solely)\s)?by\s(?:the\scompany\s)?(?:(?P<name>{NAME})"
    # "owned and operated by brooklabs, LLC": a name that is written small
    rf"|(?P<small>[a-z][\w-]{{2,30}},?\s(?:LLC|Inc|Ltd|Limited|GmbH)\b\.?))"
    rf"|\b(?:service|product|website|site|brand|trading\sname|trade\sname)\sof\s(?P<of>{NAME})"
)
# Another's service that the reader also uses.
_BESIDE = re.compile(
    r"\b(?:gateway|payments?|third[\s-]part(?:y|ies)|analytics|cookies?|hosting|advertis\w+)\b[^.;]*$", re.IGNORECASE
)
_RUN_BEFORE = 150
_CONTRACTS_WITH = re.compile(
    rf"\byou\s(?:are\s|will\sbe\s|enter\sinto\s)?(?:an?\s)?(?:contract(?:ing)?|agreement)\s(?:is\s)?with\s(?P<name>{NAME})"
    rf"|\byour\s(?:contract|agreement)\sis\swith\s(?P<of>{NAME})"
)
# "This Agreement forms part of your agreement with Brook, Inc."
_YOURS = re.compile(rf"\byour\s(?:\w+\s)?(?:agreement|contract)\swith\s(?P<name>{NAME})")
# "(each, an “Order Form”)" and "(“you” or “Customer”)" are not what a company is called.
_CALLED_SO = re.compile(
    rf"\((?!(?i:each|any|[^()]{{0,100}}?\byou(?:rs?)?\b))(?P<terms>[^()]{{0,40}}{_OPEN}(?!(?i:you)\b)[^()\"“”]{{2,40}}{_CLOSE}[^()]{{0,60}})\)"
)
# "BROOK MILLS INC. (BROOK)", if the terms call it so throughout.
_SHORT_NAME, _THROUGHOUT = re.compile(rf"(?<![\w.&])(?P<name>{NAME})\s\((?P<term>[A-Z][\w&’'-]{{1,30}})\)"), 5
# "THE FORM PRESENTED BY BROOK MILLS INC.": in capitals, words of the sentence look like the name's.
_DONE_BY = re.compile(r"^[A-Z\s,]{3,200}\b(?:[A-Z]{2,20}ED\sBY|AGREEMENT\sWITH)\s(?:THE\s)?")
_HEAD_LINE = re.compile(
    rf"^[#*\s]{{0,4}}(?P<name>{NAME})(?:,?\s(?i:t/a|trading\sas|d/b/a|dba)\s[^\n]{{2,60}})?[*\s]{{0,3}}$", re.MULTILINE
)
_HEAD, _TOP = 400, 4_000
# The first line of the address to write to.
_ADDRESSEE = re.compile(
    rf"^[#*\s]{{0,4}}(?P<name>{NAME})[ ]{{0,3}}\n[ \t]{{0,9}}(?:Attn|ATTN|Attention|ATTENTION|c/o)\b", re.MULTILINE
)
_CONTACT = re.compile(
    rf"(?:©|\(c\)|\bCopyright\b|\b(?i:contact(?:\sus)?|write\sto|reach\sus|notices?|(?:mailing|postal)\saddress))[^;\n]{{0,80}}?(?<![\w.&])(?P<name>{NAME})"
)


def offerors(text: str) -> list[Entry]:
    """Those who offer the terms, by name: whom the terms call "we" or by the role of a seller."""
    return merged([*_defined(text), *_in_brackets(text), *_called_us(text)]) or list(_with_you(text))


def _with_you(text: str) -> Iterator[Entry]:
    """The one with whom the opening says that the reader agrees, by a name that has a legal form or is used
    throughout."""
    for match in _BETWEEN_YOU.finditer(text, 0, _TOP):
        name = match["name"]
        known = HARD_FORM.search(name) or text.count(name) >= _THROUGHOUT
        if known and not _NOBODY.match(name) and (entry := _entry(text, *match.span("name"), [])):
            yield entry
            return


def likely_offerors(text: str) -> list[Entry]:
    """The company that terms offered to anyone name without calling it "we": the first that has a term, that runs the
    site, stands alone in a line below the title, is to be written to, or acts as whoever offers them."""
    if short := next(_with_short_names(text), None):
        return [short]
    if called := company_with_a_term(text):
        return called
    for pattern, reach in (
        (_YOURS, _TOP),
        (_RUN_BY, SEARCHED),
        (_HEAD_LINE, _HEAD),
        (_CONTACT, len(text)),
        (_ADDRESSEE, len(text)),
    ):
        if first := next(_companies(text, pattern, reach), None):
            return [first]
    return list(offeror_in_sentences(text))


def _with_short_names(text: str) -> Iterator[Entry]:
    """The companies with a short name in brackets that the terms use throughout, as they spell it there."""
    for match in _SHORT_NAME.finditer(text, 0, _TOP):
        spellings = (match["term"], match["term"].title())
        term = next((one for one in spellings if text.count(f"{one} ") >= _THROUGHOUT), None)
        if term and (entry := _company(text, match, "name", [term])):
            yield entry


def company_with_a_term(text: str) -> list[Entry]:
    """The first company that the opening gives a term: "the offer of Brook, Inc. (the "Company")"."""
    for bracket in _CALLED_SO.finditer(text, 0, _TOP):
        terms = _terms(bracket["terms"])
        entry = _company_before(text, bracket.start(), terms) if terms else None
        if terms and _ROLE_OF_OFFEROR.fullmatch(terms[0]) and not entry:  # "Brook Yachts ("Company") runs a program"
            last = _ENDS_THERE.search(text, max(0, bracket.start() - _BEFORE_BRACKET), bracket.start())
            entry = _anyone(text, last, terms) if last else None
        if entry:
            return [entry]
    return []


# "The main terms on which Brook Mills Ltd, 2 Mill Lane, employs:", "your contract of employment with Brook Mills Ltd"
_EMPLOYS = re.compile(
    rf"\b(?:on|under)\swhich\s(?:the\scompany\s)?(?P<name>{NAME})(?=[^;]{{0,200}}?\s[Ee]mploys\b)"
    rf"|\b(?:your|this)\s(?:contract\sof\s)?employment\swith\s(?P<of>{NAME})"
)


def employers(text: str) -> list[Entry]:
    """The company that the opening of a contract of employment names as the employer of "you"."""
    return list(_companies(text, _EMPLOYS, _TOP))[:1] if addresses_the_reader(text) else []


def contracting_companies(text: str) -> list[Entry]:
    """The companies of which the text says that the reader's contract is with them, depending on the country."""
    return list(_companies(text, _CONTRACTS_WITH, SEARCHED))


def company_at_the_top(text: str) -> list[Entry]:
    """The company that has a line to itself beside the title."""
    return list(_companies(text, _HEAD_LINE, _HEAD))[:1]


def _companies(text: str, pattern: re.Pattern[str], reach: int) -> Iterator[Entry]:
    for match in pattern.finditer(text, 0, reach):
        if pattern is not _HEAD_LINE and _BESIDE.search(text, max(0, match.start() - _RUN_BEFORE), match.start()):
            continue
        for group in ("name", "small", "of"):
            if match.groupdict().get(group) and (entry := _company(text, match, group, [])):
                yield entry


def _defined(text: str) -> Iterator[Entry]:
    for match in _DEFINED.finditer(text, 0, SEARCHED):
        terms = _terms(match["terms"] or f'"{_as_used(match["line"], text)}"')
        if known := _company(text, match, "name", terms) or _anyone(text, match, terms):
            yield known

    for match in _BY_ITS_NAME.finditer(text, 0, SEARCHED):
        if known := _company(text, match, "name", [match["own"]]):
            yield known


def _as_used(label: str, text: str) -> str:
    """A role in capitals as the sentences spell it: "Seller" of a list in which "SELLER" is defined."""
    return label.title() if label.isupper() and text.count(label.title()) >= _THROUGHOUT else label


def _in_brackets(text: str) -> Iterator[Entry]:
    for bracket in _BARE_BRACKET.finditer(text, 0, SEARCHED):
        if entry := _company_before(text, bracket.start(), _BETWEEN_BARE.split(bracket["terms"])):
            yield entry
            return
    for bracket in _BRACKET.finditer(text, 0, SEARCHED):
        terms = _terms(bracket["terms"])
        entry = _company_before(text, bracket.start(), terms)
        last = _ENDS_THERE.search(text, max(0, bracket.start() - _BEFORE_BRACKET), bracket.start())
        if entry := entry or (last and _anyone(text, last, terms)):
            yield entry
            return


def _company_before(text: str, bracket: int, terms: list[str]) -> Entry | None:
    """The company to which a term in brackets belongs: the last one before it in its sentence."""
    begin = max(text.rfind("\n", 0, bracket) + 1, bracket - _BEFORE_BRACKET)
    begin = max([begin, *(one.end() for one in _BEFORE_ANOTHER.finditer(text, begin, bracket))])
    for name in reversed(list(_NAMED.finditer(text, begin, bracket))):
        if HARD_FORM.search(name.group()) and (entry := _entry(text, *name.span(), terms)):
            return entry
    return None


def _called_us(text: str) -> Iterator[Entry]:
    for match in _US.finditer(text, 0, SEARCHED):
        if entry := _company(text, match, "name" if match["name"] else "are", ["we", "us"]):
            yield entry
            return


def _company(text: str, match: re.Match[str], group: str, terms: list[str]) -> Entry | None:
    """The company that a group of a match names; None if it is no company, or another one that is only mentioned."""
    if not HARD_FORM.search(match[group]):
        return None
    return _entry(text, *match.span(group), terms)


def _anyone(text: str, match: re.Match[str], terms: list[str]) -> Entry | None:
    """A name without a legal form."""
    name = _NEXT_SENTENCE.sub("", match["name"])
    one_word = " " not in name and not any(_PRONOUN.fullmatch(term) for term in terms)
    if one_word or not name[:1].isupper() or _NOBODY.match(name):
        return None
    return _entry(text, match.start("name"), match.start("name") + len(name), terms)


def _entry(text: str, start: int, end: int, terms: list[str]) -> Entry | None:
    name = _DONE_BY.sub("", clean(text[start:end]))
    begin = text.find(name, start, end)
    named = name and begin >= 0 and not FORM_ALONE.fullmatch(name) and not _NOBODY.fullmatch(name)
    if (
        not named
        or _DESCRIBED.match(name)
        or _is_no_party(text, begin, begin + len(name))
        or not can_be_a_name(name, _IS_OWNED_BY.sub("", text[max(0, begin - 40) : begin]))
    ):
        return None
    return Entry(name, begin, begin + len(name), [one for one in terms if one.lower() != name.lower()])


def _is_no_party(text: str, start: int, end: int) -> bool:
    """Whether the text says that whom it names here is not a party."""
    neither = _NEITHER.search(text, max(0, start - _BEFORE_BRACKET), start)
    return bool(_NOT_A_PARTY.match(text, end) or (neither and _IS_A_PARTY.match(text, end)))


def _terms(words: str) -> list[str]:
    """The terms in a definition; "We/Us" are two."""
    quoted = [part for one in _QUOTED.finditer(words) for part in _SLASH.split(" ".join(one["term"].split()))]
    bare = _BARE_TERM.search(words)
    terms = [*quoted, *([bare["term"]] if bare else [])]
    return list(dict.fromkeys(one for one in terms if not _NO_TERM.search(one)))
