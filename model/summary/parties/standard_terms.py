"""Terms that a company offers to anyone: terms of service, end-user licenses, terms of sale. They name whoever offers
them, and the other side is whoever accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from model.summary.parties.accepted_by_orders import is_accepted_by_orders
from model.summary.parties.company_names import FORM_ALONE, HARD_FORM, clean
from model.summary.parties.offering_together import company_beside, company_joined
from model.summary.parties.offeror_definitions import (
    BETWEEN_BARE,
    CLOSE,
    MARKS,
    NAME,
    OPEN,
    PRONOUN,
    ROLE_OF_OFFEROR,
    WE,
    by_short_names,
    definitions,
    terms_in,
)
from model.summary.parties.offerors_in_sentences import offeror_in_sentences
from model.summary.parties.party_entry import SEARCHED, Entry, merged
from model.summary.parties.possible_names import PLAIN_ROLE, can_be_a_name
from model.summary.parties.terms_for_parties import terms_after
from model.summary.parties.we_by_name import we_by_name
from model.summary.text.wording import spelled

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
    # "You will be an affiliate once you have clicked", "“you” means the customer"
    rf"|\byou\s(?:will\s|shall\s)?be(?:come)?\s[^.;]{{1,60}}?\b(?:once|when|by|upon)\s(?:you\s)?(?:have\s)?{_ACCEPTING}"
    rf"|[\"“‘']you(?:rs?)?,?[\"”’'][^.;\n]{{0,60}}?\s(?:means?|refers?\sto)\s(?:whoever|anyone|all\s(?:persons|people|guests|travell?ers)\b|(?:the|any|an?|each)\s(?:\w+\s)?"
    r"(?:person|individual|entity|affiliate|customer|client|user|visitor|buyer|purchaser|member|subscriber|reader|guest|viewer)\b)"
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
    if _ACCEPTED_BY_CONDUCT.search(text) or _WITH_THE_READER.search(text, 0, _TOP):
        return True
    return is_accepted_by_orders(text)


# "An agreement between you and Brook Labs (ACN 123)"
# Some write the last word before a company's form small: "Brook foods Limited".
_BETWEEN_YOU = re.compile(
    rf"\bbetween\s(?i:you(?:\s\([^()]{{1,60}}\))?\sand|us\sand)\s"
    rf"(?P<name>{NAME}(?:[ ][a-z]{{3,15}}[ ](?:Limited|Ltd|LLC|Inc|plc|GmbH)\b\.?)?)"
    r"(?:(?=\s\(|,|\.\s|\s(?:for|which|that|who|concerning|regarding|governing|with|whose|and\sits)\b)|(?<=[A-Za-z]\.)(?=\s[A-Z\n]|\n))"
)
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


# "Brook Limited of 7 Mill Lane, Leeds (Licensor, us or we)"
_BARE_BRACKET = re.compile(
    r"\((?P<terms>(?:[A-Z]\w{2,20}(?:\s[A-Z]\w{2,20})?,\s)?(?:we|us|our)(?:(?:,|,?\s(?:or|and))\s(?:we|us|our)){1,3})\)"
)
# "Brook, Inc., with offices in Akron ("Brook", "we" or "us")"
_BRACKET = re.compile(rf"\((?P<terms>[^()]{{0,120}}?{OPEN}(?i:{WE}(?:\s?/\s?{WE})?),?{CLOSE}[^()]{{0,120}})\)")
_BEFORE_BRACKET = 300
# "Brook Labs (an Australian Pty Ltd company)": what kind of company it is.
_DESCRIBED = re.compile(rf"[Aa]n?\s(?:[A-Z][a-z]+\s){{0,3}}(?:{FORM_ALONE.pattern})$")
# The end of another sentence or term.
_BEFORE_ANOTHER = re.compile(r"[\"”]\)|(?<=[a-z]{4})[.;]\s|(?<=[a-z)]\.)\s(?=The\b|This\b|If\b|By\b)")
_NAMED = re.compile(rf"(?<![\w.&]){NAME}")
# Its affiliates may be meant, too: "Brookhost and its affiliates ("we")".
_ENDS_THERE = re.compile(
    rf"(?<![\w.&])(?P<name>{NAME})[*_]{{0,2}}(?:,?\sand\sits\s(?:\w+\s){{0,2}}(?:affiliates|subsidiaries))?\s?$"
)
# "Between us (Brook LLC d/b/a Brook Labs) and you", "We are Brook LLP, a firm of solicitors"
_US = re.compile(
    rf"\b(?i:{WE})\s?\((?:the\scompany\s)?(?P<name>{NAME})(?=[^()]{{0,120}}\))"
    rf"|\b[Ww]e[ ]are[ ][*]{{0,2}}(?P<are>{NAME})"
)
_NEXT_SENTENCE = re.compile(r"\s(?:The|This|In|An?)$|(?<=\w{4}[a-z])\.\s.*$")
_NOT_A_PARTY = re.compile(r"(?:,?\s\([^()]{1,60}\))?,?\s(?:is|are)\snot\s(?:an?\s)?part(?:y|ies)\b", re.IGNORECASE)
# "The program is owned by Brook, Inc.": by whoever offers it; "a company owned by Brook" names another.
_IS_OWNED_BY = re.compile(r"\b(?:is|are)\s(?:\w+\s(?:and|or)\s)?owned\sby\s(?:the\s)?$")
# "Between you and us only, and not with Brook, Inc."
_NOT_WITH = re.compile(r"(?:\bnot|\brather\sthan)(?:\s(?:with|between\syou\sand))?\s$", re.IGNORECASE)
_NOT_WITH_US = re.compile(r",?\s(?:and\s|but\s)?not\s(?:with\s|between\s)?(?:us|the\s\w+)\b", re.IGNORECASE)
_IS_A_PARTY = re.compile(r"[^.;]{0,80}?\s(?:is|are)\s(?:an?\s)?part(?:y|ies)\b", re.IGNORECASE)
_NEITHER = re.compile(r"\b(?:neither|nor)\b[^.;]{0,80}$", re.IGNORECASE)
# A word for a thing, a role or the reader is no name.
_NOBODY = re.compile(
    r"(?:The\s|This\s|Our\s|Your\s|These\s)?(?:Company|Website|Site|Platform|App|Application|Services?|Software|Product|Agreement|Terms|Customer|Client|User"
    r"|Seller|Supplier|Provider|Vendor|Licensor|Owner|Operator|Publisher|Data|You|We|Us|Our|It|Any|All|Such|Each|References?|In|When)\b",
    re.IGNORECASE,
)
# "People Like You" is nobody's name.
_SOMEONE = re.compile(r"\b(?:You|Your|We|Our)\b")
_GOES_ON = re.compile(r"\s[a-z]")
_ROLE_AT_THE_END = re.compile(rf".*\b{PLAIN_ROLE}s?")
# Who runs what the reader uses, where the terms give the company no name of its own.
_RUN_BY = re.compile(
    r"\b(?:operated|owned|provided|offered|published|licensed|developed|run|maintained|supplied|managed|made\savailable|controlled|hosted|sold|brought\sto\syou)"
    rf"(?:,?\s(?:and|or)\s\w{{3,12}})?\s(?:(?:exclusively|solely)\s|to\syou\s)?by(?::\s{{0,2}})?\s(?:the\scompany\s)?{MARKS}(?:(?P<name>{NAME})"
    # "owned and operated by brooklabs, LLC": a name that is written small
    rf"|(?P<small>[a-z][\w-]{{2,30}},?\s(?:LLC|Inc|Ltd|Limited|GmbH)\b\.?))"
    rf"|\b(?:service|product|website|site|brand|trading\s(?:name|style)|trade\sname)\sof\s(?P<of>{NAME})"
)
# "Operated by Brook Pots ("Brook")", "run by Brook Pots, a sole trader": a name without a legal form.
_RUN_BY_ANYONE = re.compile(
    r"\b(?:site|website|app|platform|services?|store|shop|blog)\b[^.;\n]{0,60}?\b(?:is|are)\s(?:owned|operated|run|provided)(?:\s(?:and|or)\s\w{3,12})?\s(?:to\syou\s)?by\s"
    r"(?P<name>[A-Z][\w&’'-]{1,30}(?:\s(?:[A-Z&][\w&’'-]{0,30}|of|and)){0,3}\s[A-Z][\w&’'-]{1,30})"
    r"(?=\s\([\"“](?P<short>[A-Z][\w&’'-]{1,30})[\"”]\)|,\s(?:an?\ssole\strader|a\ssole\sproprietor|an?\s(?:partnership|charity|freelance\w*)|trading\sas|(?:of\s)?\d))"
)
# "Brook Lodge is operated by Ann Brook": a person, and the name that the terms use throughout.
_BRAND_RUN_BY = re.compile(
    r"(?<![\w.&’'-] )(?P<brand>[A-Z][\w&’'-]{1,30}(?:[ ][A-Z&][\w&’'-]{0,30}){0,3})"
    r"\s(?:is|are)\s(?:owned\sand\s)?(?:operated|run|managed)\sby\s"
    r"(?P<name>[A-Z][\w’'-]{1,30}(?:\s[A-Z][\w’'-]{0,30}\.?){1,3})(?=[.,]\s|\s\(|\.?$|\n)"
)
# "BROOK LTD – TERMS AND CONDITIONS OF PURCHASE", "Brook Limited: Fair T&Cs"
_IN_TITLE = re.compile(
    rf"^[#*\s]{{0,4}}(?P<name>{NAME})\s?[–—:|-]\s[^\n.;]{{0,60}}\b(?i:terms|conditions|t&cs|agreement|contract)\b",
    re.MULTILINE,
)
# "Brook Ltd, company number 31, is the operator of this site"
_IS_THE_OPERATOR = re.compile(
    r"\sis\sthe\s(?:sole\s)?(?:owner|operator|provider|publisher|seller)(?:\sand\s\w{3,12})?\sof\s(?:the|this|these|all|our)\s"
    r"(?:\w+\s)?(?:sites?|websites?|apps?|platforms?|services?|software|store|shop|products?|goods)\b"
)
# "Provided by Brook Maps, our provider of maps": another's.
_ANOTHERS = re.compile(
    r",?\s(?:our|one\sof\sour|which\sis\san?|an?|the)\s(?:[\w-]+\s){0,2}?(?:provider|partner|processor|supplier|third[\s-]party)\b"
)
# "Brookhost is a trading name of Harrow Ltd"
_BRAND_OF = re.compile(
    r"(?<![\w.&’'-] )(?P<term>[A-Z][\w&’'-]{1,30}(?:[ ][A-Z&][\w&’'-]{0,30}){0,3}),?"
    r"\s(?:is\s)?(?:an?|the)\s(?:registered\s)?$"
)
# Another's service that the reader also uses.
_BESIDE = re.compile(
    r"\b(?:gateway|maps?|fonts?|icons?|payments?|third[\s-]part(?:y|ies)|analytics|cookies?|hosting|advertis\w+)\b[^.;]*$",
    re.IGNORECASE,
)
_RUN_BEFORE = 150
_CONTRACTS_WITH = re.compile(
    rf"\b[Yy]ou(?:\sare|\swill\sbe|\senter\sinto|[’']re)?\s(?:an?\s)?(?:contract(?:ing)?|agreement|agreeing\sto\sthese\s(?:\w+\s){{1,3}}?)\s?"
    rf"(?:is\s)?with:?\s(?:is\s)?(?P<name>{NAME})"
    rf"|\b[Yy]our\s(?:contract|agreement|(?:contractual\s)?relationship)\s(?:is|will\sbe|shall\sbe)\swith\s(?P<of>{NAME})"
    # "Contracting party: Brook Oy", "Owner and operator of this site: Brook Oy"
    r"|^[*]{0,2}(?:[A-Z]\w{2,15}\s(?:[a-z]{2,12}\s)?and\s)?(?i:contracting\s(?:party|entity|company)"
    r"|(?:service|website|site|platform|app)\s(?:provider|operator|owner)|owner\sand\sdata\scontroller"
    r"|(?:company|business|registered|legal)\s(?:registered\s|legal\s|trading\s)?name"
    rf"|(?:owner\sand\s)?operator(?:\sof\s(?:the|this)\s\w{{3,10}})?)[*]{{0,2}}\s?(?::[*\s]{{1,4}}|\n(?!You\b)[*\s]{{0,4}})(?P<field>{NAME})",
    re.MULTILINE,
)
# "This Agreement forms part of your agreement with Brook, Inc."
_YOURS = re.compile(rf"\byour\s(?:\w+\s)?(?:agreement|contract)\swith\s(?P<name>{NAME})")
# "(each, an “Order Form”)" and "(“you” or “Customer”)" are not what a company is called.
_CALLED_SO = re.compile(
    rf"\((?!(?i:each|any|[^()]{{0,100}}?\byou(?:rs?)?\b))(?P<terms>[^()]{{0,40}}{OPEN}(?!(?i:you)\b)[^()\"“”]{{2,40}}{CLOSE}[^()]{{0,60}})\)"
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
    rf"(?:©|\(c\)|\bCopyright\b|\b(?i:contact(?:\sus)?|write\sto|reach\sus|notices?|(?:mailing|postal)\saddress))[^;\n]{{0,80}}?(?<![\w.&])(?!(?:19|20)\d\d\b)(?P<name>{NAME})"
)


def offerors(text: str) -> list[Entry]:
    """Those who offer the terms, by name: whom the terms call "we" or by the role of a seller."""
    called = merged([*_defined(text), *_in_brackets(text), *_called_us(text)])
    return called or merged(_named_beside_we(text)) or list(_with_you(text))


def _named_beside_we(text: str) -> Iterator[Entry]:
    for start, end, terms in we_by_name(text):
        if entry := _entry(text, start, end, terms):
            yield entry


def _with_you(text: str) -> Iterator[Entry]:
    """The one with whom the opening says that the reader agrees, by a name that has a legal form or is used
    throughout."""
    for match in _BETWEEN_YOU.finditer(text, 0, _TOP):
        name = match["name"]
        known = HARD_FORM.search(name) or text.count(name) >= _THROUGHOUT
        if known and not _NOBODY.match(name) and (entry := _entry(text, *match.span("name"), [])):
            yield entry._replace(terms=terms_after(text, entry.end))
            return


def likely_offerors(text: str) -> list[Entry]:
    """The company that terms offered to anyone name without calling it "we": the first that has a term, that runs the
    site, stands alone in a line below the title, is to be written to, or acts as whoever offers them."""
    if short := next(_with_short_names(text), None):
        return [short]
    if called := company_with_a_term(text):
        return called
    if short := next(_defined_by_short_names(text), None):
        return [short]
    for pattern, reach in (
        (_YOURS, _TOP),
        (_RUN_BY, SEARCHED),
        (_HEAD_LINE, _HEAD),
        (_IN_TITLE, _HEAD),
        (_CONTACT, len(text)),
        (_ADDRESSEE, len(text)),
    ):
        if first := next(_companies(text, pattern, reach), None):
            return [_as_spelled(first, text)]
    return [*_running_it(text), *_is_the_operator(text), *offeror_in_sentences(text)][:1]


def _is_the_operator(text: str) -> Iterator[Entry]:
    for match in _IS_THE_OPERATOR.finditer(text, 0, SEARCHED):
        if entry := _company_before(text, match.start(), []):
            yield entry
            return


def _running_it(text: str) -> Iterator[Entry]:
    for match in _RUN_BY_ANYONE.finditer(text, 0, SEARCHED):
        if match["short"] and match["short"] not in match["name"].split():
            continue
        if entry := _anyone(text, match, [match["short"]] if match["short"] else []):
            yield entry

    for match in _BRAND_RUN_BY.finditer(text, 0, SEARCHED):
        brand = match["brand"].removeprefix("The ")
        if text.count(brand) >= _THROUGHOUT and not _NOBODY.match(brand) and (entry := _anyone(text, match, [brand])):
            yield entry


def _as_spelled(entry: Entry, text: str) -> Entry:
    """A company that the title names in capitals, as the sentences spell its name."""
    if not entry.name.isupper():
        return entry
    spellings = re.compile(rf"(?<![\w.&]){spelled(entry.name)}(?!\w)", re.IGNORECASE).finditer(text, entry.end)
    other = next((one for one in spellings if not one.group().isupper() and one.group()[0].isupper()), None)
    return (
        entry._replace(name=" ".join(other.group().split()), start=other.start(), end=other.end()) if other else entry
    )


def _with_short_names(text: str) -> Iterator[Entry]:
    """The companies with a short name in brackets that the terms use throughout, as they spell it there."""
    for match in _SHORT_NAME.finditer(text, 0, _TOP):
        spellings = (match["term"], match["term"].title())
        term = next((one for one in spellings if text.count(f"{one} ") >= _THROUGHOUT), None)
        if term and (entry := _company(text, match, "name", [term])):
            yield entry


def _defined_by_short_names(text: str) -> Iterator[Entry]:
    """The companies that several words of their names stand for: "'Brook Catering' means Brook Catering Ltd."."""
    for match, terms, _ in by_short_names(text, of_several_words=True):
        if entry := _company(text, match, "name", terms):
            yield entry


def company_with_a_term(text: str) -> list[Entry]:
    """The first company that the opening gives a term: "the offer of Brook, Inc. (the "Company")"."""
    for bracket in _CALLED_SO.finditer(text, 0, _TOP):
        terms = terms_in(bracket["terms"])
        entry = _company_before(text, bracket.start(), terms) if terms else None
        if terms and ROLE_OF_OFFEROR.fullmatch(terms[0]) and not entry:  # "Brook Yachts ("Company") runs a program"
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
        if _ANOTHERS.match(text, match.end()):
            continue
        for group in ("name", "small", "of", "field"):
            brand = group == "of" and _BRAND_OF.search(text, max(0, match.start() - _RUN_BEFORE), match.start())
            terms = [brand["term"]] if brand and not _NOBODY.match(brand["term"]) else []
            if match.groupdict().get(group) and (entry := _company(text, match, group, terms)):
                yield entry


def _defined(text: str) -> Iterator[Entry]:
    for match, terms, needs_form in definitions(text):
        known = _company(text, match, "name", terms)
        if known or (not needs_form and (known := _anyone(text, match, terms))):
            yield known
            other = company_joined(text, known.end)
            if other and (second := _entry(text, *other, terms)):
                yield second


def _in_brackets(text: str) -> Iterator[Entry]:
    for bracket in _BARE_BRACKET.finditer(text, 0, SEARCHED):
        if entry := _company_before(text, bracket.start(), BETWEEN_BARE.split(bracket["terms"])):
            yield from _with_the_other(text, entry, bracket.start())
            return
    for bracket in _BRACKET.finditer(text, 0, SEARCHED):
        terms = terms_in(bracket["terms"])
        entry = _company_before(text, bracket.start(), terms)
        last = _ENDS_THERE.search(text, _begins(text, bracket.start()), bracket.start())
        if entry := entry or (last and _anyone(text, last, terms)):
            yield from _with_the_other(text, entry, bracket.start())
            return


def _with_the_other(text: str, entry: Entry, bracket: int) -> Iterator[Entry]:
    """The company before a bracket, and the one that offers the terms together with it."""
    other = company_beside(text, _begins(text, bracket), entry.start, bracket)
    if other and (first := _entry(text, *other, entry.terms)):
        yield first
    yield entry


def _company_before(text: str, bracket: int, terms: list[str]) -> Entry | None:
    """The company to which a term in brackets belongs: the last one before it in its sentence."""
    for name in reversed(list(_NAMED.finditer(text, _begins(text, bracket), bracket))):
        if HARD_FORM.search(name.group()) and (entry := _entry(text, *name.span(), terms)):
            return entry
    return None


def _begins(text: str, bracket: int) -> int:
    """Where the sentence begins in which a bracket stands, or what follows the last term before it."""
    begin = max(text.rfind("\n", 0, bracket) + 1, bracket - _BEFORE_BRACKET)
    return max([begin, *(one.end() for one in _BEFORE_ANOTHER.finditer(text, begin, bracket))])


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
    name = _NEXT_SENTENCE.sub("", match["name"]).rstrip(".")
    one_word = " " not in name and not any(PRONOUN.fullmatch(term) for term in terms)
    if one_word or not name[:1].isupper() or _NOBODY.match(name) or _SOMEONE.search(name):
        return None
    # "“Provider” means Internet Service Provider", "“Supplier” means Approved Suppliers named in the order"
    if _ROLE_AT_THE_END.fullmatch(name) and (name[-1] != "s" or _GOES_ON.match(text, match.end("name"))):
        return None
    return _entry(text, match.start("name"), match.start("name") + len(name), terms)


def _entry(text: str, start: int, end: int, terms: list[str]) -> Entry | None:
    name = _DONE_BY.sub("", clean(text[start:end]))
    begin = text.find(name, start, end)
    named = name and begin >= 0 and not FORM_ALONE.fullmatch(name) and not _NOBODY.fullmatch(name)
    if (
        not named
        or _DESCRIBED.match(name)
        or not _is_filled_in(text, name, begin)
        or _is_no_party(text, begin, begin + len(name))
        or not can_be_a_name(name, _IS_OWNED_BY.sub("", text[max(0, begin - 40) : begin]))
    ):
        return None
    return Entry(name, begin, begin + len(name), [one for one in terms if one.lower() != name.lower()])


def _is_filled_in(text: str, name: str, start: int) -> bool:
    """Whether a name between the marks of a template is no placeholder: it has a legal form, or the text has it again
    without them."""
    if text[max(0, start - 2) : start].rstrip()[-1:] not in ("{", "[", "<"):
        return True
    return (
        HARD_FORM.search(name) is not None
        or re.search(rf"(?<![{{\[<\w])(?<![{{\[<]\s){spelled(name)}\b", text) is not None
    )


def _is_no_party(text: str, start: int, end: int) -> bool:
    """Whether the text says that whom it names here is not a party."""
    if _NOT_WITH_US.match(text, end):
        return True
    if _NOT_WITH.search(text, max(0, start - _RUN_BEFORE), start):
        return True
    neither = _NEITHER.search(text, max(0, start - _BEFORE_BRACKET), start)
    return bool(_NOT_A_PARTY.match(text, end) or (neither and _IS_A_PARTY.match(text, end)))
