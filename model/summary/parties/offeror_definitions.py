"""Definitions by which terms name whoever offers them: "“we” and “us” mean Brook Ltd", "1.2 Seller: means Ann Brook",
"the Supplier is Brook Ltd"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from model.summary.parties.company_names import NAME as ANY_NAME
from model.summary.parties.party_entry import SEARCHED

# On one line: a heading above a name is no part of it.
NAME = ANY_NAME.replace(r"\s", "[ ]")
OPEN, CLOSE = "[\"“‘'*]{1,3}", "[\"”’'*]{1,3}"
# What the terms call whoever offers them.
WE = r"(?:we|us|our|ours|me|my)"
OFFEROR = (
    r"(?:Company|Seller|Supplier|Provider|Service\sProvider|Vendor|Distributor|Licensor|Operator|Owner|Publisher|Organi[sz]er|Contractor"
    r"|Buyer|Purchaser|Customer|Client|Business\sAssociate|(?:Data\s)?Processor)"
)
ROLE_OF_OFFEROR = re.compile(OFFEROR)
PRONOUN = re.compile(rf"(?:the\s)?{WE}(?:\s?/\s?{WE})?", re.IGNORECASE)
_CALLED = rf"(?:[Tt]he\s)?(?i:{WE}(?:\s?/\s?{WE}){{0,3}}|{OFFEROR})"
_TERM = rf"{OPEN}(?P<term>{_CALLED}),?{CLOSE}"
_NEXT = rf"(?:,?\s?(?:and/or|and|or|/|,)?\s?{OPEN}[\w\s]{{2,30}}?,?{CLOSE}){{0,5}}"
# "“Seller” means Lime and Brick Works Ltd": one company, if no legal form stands before "and".
_WITH_AND = r"(?:(?:[A-Z][\w&’'-]{1,25}[ ]){1,2}(?:and|&)[ ](?=[A-Z]))?"
# "1.2 Seller: means", "(a) Supplier –": the number of a definition, and marks of emphasis.
_NUMBER = r"(?:\(?[\da-z][\d.]{0,8}\)?[ ]|[*•-][ ])?[*]{0,2}"
_MEANS = r"(?:means?|refers?\sto|referring\sto|are\sreferences\sto|is\sa\sreference\sto|shall\smean|are|is)\s"
_OF_THE_SITE = r"(?:\sof\s(?:the|this)\s(?:website|site|service|platform|app|shop),)?"
# The marks of a template around a name that was filled in: "{{{Brook Books}}}", "[Brook Ltd]".
MARKS = r"(?:\{{1,3}[ ]?|\[|<)?"
# "When we say “Company”, “we” or “us”, we refer to Brook SAS", "“The Seller” shall mean Brook Ltd."
_DEFINED = re.compile(
    rf"(?:(?P<terms>{_TERM}{_NEXT})(?:[^.;:\n\"“”()]{{0,40}}\))?[^.;:\n\"“”()]{{0,60}}?"
    rf"|(?:^{_NUMBER}|(?<=\.\s))(?P<line>(?:[Tt]he\s)?(?i:{OFFEROR}))[*]{{0,2}}\s?(?:[:–-]\s)?(?=means|shall|refers))"
    rf"(?:\b{_MEANS}|\s?[:=–-]\s)"
    # "“Business Associate” shall mean Provider, or Brook, Inc."
    rf"(?:the\s)?(?:company\s|business\s|firm\s|(?:operator|owner){_OF_THE_SITE}\s)?(?:{OFFEROR},?\s(?:or|i\.e\.|namely),?\s)?"
    rf"[*]{{0,2}}{MARKS}(?P<name>{_WITH_AND}{NAME})",
    re.MULTILINE,
)
# "We mean Brook, Inc., if you live in America, or Brook B.V., if you live elsewhere"
_OR_ANOTHER = re.compile(
    rf",?\s(?:if|where|when|for)\s[^.;\n]{{3,160}}?[,;]\s(?:or|and)\s(?P<name>{NAME}),?\s(?:if|where|when|for|otherwise)\b"
)
# "Supplier – Brook Mills Ltd, whose office is at 7 Mill Lane": a definition without "means".
_BY_A_DASH = re.compile(
    rf"^{_NUMBER}(?P<line>(?:[Tt]he\s)?(?i:{OFFEROR}))[*]{{0,2}}\s?[:–—-]\s[*]{{0,2}}(?P<name>{_WITH_AND}{NAME})"
    r"(?=,?\s(?:whose|of\s\d|trading|established|registered|incorporated|located|based|hereinafter|having|with\s(?:its|an?)"
    r"|\((?:company|registered|reg))|[*]{0,2}[\t .,;]{0,2}(?:\n|$)|,\s(?:\d|an?\s))",
    re.MULTILINE,
)
_LINE_ENDS = re.compile(r"[*\s.,;]{0,4}(?:\n|$)")
# "“Brook, us, we and our” means Brook Limited"
_TOGETHER = re.compile(
    rf"[\"“](?P<terms>(?:[A-Za-z][\w&’'\s-]{{0,30}},\s){{1,4}}[\w&’'\s-]{{2,40}})[\"”]\s{_MEANS}(?:the\s)?(?P<name>{NAME})"
)
# What stands before the pronouns: "“Brook”, “we” and “our” refer to".
_OWN_NAME = re.compile(rf"(?P<terms>(?:{OPEN}[A-Z][\w&’'\s-]{{1,40}},?{CLOSE},?\s(?:(?:and|or)\s)?){{1,2}})$")
_LONGEST_BEFORE = 100
# "The Seller is Brook Kitchens Ltd", and no condition
_ROLE_IS = re.compile(
    rf"(?<!\b[Ii]f\s)(?<!\b[Ww]here\s)(?<!\b[Ww]hen\s)(?<!\b[Uu]nless\s)(?<!\bthat\s)\b[Tt]he\s(?P<term>{OFFEROR})\sis\s"
    rf"(?:the\scompany\s)?(?P<name>{NAME})(?![’'])"
)
# "“Brook” means Brook Cloud, Inc.", "'Brook Catering' means Brook Catering Ltd."
_BY_ITS_NAME = re.compile(
    rf"{OPEN}(?P<own>[A-Z][\w&-]{{1,30}}(?:[ ][A-Z&][\w&’-]{{0,30}}){{0,3}}){CLOSE}"
    rf"\s(?:shall\s)?(?:means?|refers\sto)\s(?:the\s)?(?P<name>(?=(?P=own)\b){NAME})"
)
BETWEEN_BARE = re.compile(r",\s(?:(?:or|and)\s)?|\s(?:or|and)\s")
_QUOTED = re.compile(rf"{OPEN}(?:[Tt]he\s)?(?P<term>[A-Za-z][\w/&. -]{{0,38}}?),?{CLOSE}")
_SLASH = re.compile(r"\s?/\s?")
_NO_TERM = re.compile(r"\b(?:agreement|terms|date|services?|site|website|ourselves)$", re.IGNORECASE)
_BARE_TERM = re.compile(r",\s(?P<term>[A-Z][\w&-]{1,30})$")
# A role in capitals is spelled small in this many sentences.
_THROUGHOUT = 5
_USED = 3


class Definition(NamedTuple):
    """A definition: its match, whose group "name" is who is meant, the terms, and whether a legal form is needed for
    the name to be one."""

    match: re.Match[str]
    terms: list[str]
    needs_form: bool


def definitions(text: str) -> Iterator[Definition]:
    """What can be definitions of whoever offers the terms."""
    for match in _DEFINED.finditer(text, 0, SEARCHED):
        own = _OWN_NAME.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start())
        named = match["terms"] or f'"{_as_used(match["line"], text)}"'
        terms = terms_in(f"{own['terms']} {named}" if own else named)
        yield Definition(match, terms, False)
        if another := _OR_ANOTHER.match(text, match.end()):
            yield Definition(another, terms, True)
    for match in _BY_A_DASH.finditer(text, 0, SEARCHED):
        alone = _LINE_ENDS.match(text, match.end()) is not None  # "Seller – Terms of Payment"
        if not (alone and ":" in text[match.end("line") : match.start("name")]):  # a field of a form
            yield Definition(match, terms_in(f'"{_as_used(match["line"], text)}"'), alone)
    for match in _TOGETHER.finditer(text, 0, SEARCHED):
        terms = BETWEEN_BARE.split(match["terms"])
        if any(PRONOUN.fullmatch(one) for one in terms):
            yield Definition(match, terms, not all(PRONOUN.fullmatch(one) for one in terms))
    for match in _ROLE_IS.finditer(text, 0, SEARCHED):
        if len(re.findall(rf"\b[Tt]he\s{match['term']}\b", text)) >= _USED:  # and not only the owner of a shop
            yield Definition(match, [match["term"]], True)
    yield from by_short_names(text, of_several_words=False)


def by_short_names(text: str, of_several_words: bool) -> Iterator[Definition]:
    """The companies whose own names are short for their full ones, in one word or in several that the terms use
    throughout."""
    for match in _BY_ITS_NAME.finditer(text, 0, SEARCHED):
        if of_several_words == (" " in match["own"]) and (
            not of_several_words or text.count(match["own"]) >= _THROUGHOUT
        ):
            yield Definition(match, [match["own"]], True)


def _as_used(label: str, text: str) -> str:
    """A role in capitals as the sentences spell it: "Seller" of a list in which "SELLER" is defined."""
    return label.title() if label.isupper() and text.count(label.title()) >= _THROUGHOUT else label


def terms_in(words: str) -> list[str]:
    """The terms in a definition; "We/Us" are two."""
    quoted = [part for one in _QUOTED.finditer(words) for part in _SLASH.split(" ".join(one["term"].split()))]
    bare = _BARE_TERM.search(words)
    terms = [*quoted, *([bare["term"]] if bare else [])]
    return list(dict.fromkeys(one for one in terms if not _NO_TERM.search(one)))
