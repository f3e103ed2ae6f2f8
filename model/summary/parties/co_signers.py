"""Those who sign beside the parties that the opening lists: guarantors, persons who sign for themselves, and companies
that sign for a part of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.schema import Party
from model.summary.parties.company_names import HARD_FORM, NAME, clean, key, untitled
from model.summary.parties.names_in_lists import FOR_PURPOSES, JOINED_FOR, SOLELY_FOR, WHAT_FOR
from model.summary.parties.party_entry import SEARCHED, Entry, entry_named
from model.summary.parties.possible_names import can_be_a_name
from model.summary.parties.several_persons import persons_signing_beside, persons_with_one_role
from model.summary.parties.terms_for_parties import terms_after
from model.summary.text.wording import spelled

# "“Your guarantor” means Mr. Colm Brook, who signs below", "Ann Brook (the “Guarantor”)"
_MR = r"(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?"
_DEFINED = re.compile(
    rf"[\"“](?:[Tt]he\s|[Yy]our\s|[Oo]ur\s)?[Gg]uarantor[\"”]\s(?:shall\s)?means?\s{_MR}(?P<name>{NAME})"
)
_DEGREE = r"(?:,\s(?:M\.?D|Ph\.?D|Pharm\.?D|J\.?D|Esq|Jr|Sr|MBA|CPA)\b\.?)"
_CALLED = re.compile(r"\((?:the\s|as\s)?[\"“](?:the\s)?Guarantor[\"”]\)")
_BEFORE_TERM = re.compile(rf"(?<![\w.&]){_MR}(?P<name>{NAME})(?:,[^;()\"“”\n]{{1,160}})?\s$")
_REACH = 300
# "ANN BROOK, personally, as to section 7" among the signatures
_FOR_THEMSELVES = re.compile(
    rf"^[ \t]{{0,9}}{_MR}(?P<name>{NAME}){_DEGREE}?,?\s\(?(?:(?:signing\s)?(?:personally|individually)"
    r"|in\s(?:his|her|their)\s(?:personal|individual)\scapacity|an\sunincorporated\sassociation)\b[^\n]{0,80}$",
    re.MULTILINE,
)
# "Signed by Ann Brook, for clause 7"
_SIGNED_FOR_A_CLAUSE = re.compile(
    rf"^[ \t]{{0,9}}(?:Signed|Executed)\sby\s{_MR}(?P<name>{NAME}),?\s"
    r"(?:for|as\sto)\s(?:sections?|clauses?|articles?|paragraphs?)\s[\d., and]{1,20}$",
    re.MULTILINE,
)
# "Solely as to Section 13:", a line of its own above the signatures of those who sign for that alone
_BELOW_A_PART = re.compile(
    # "JOINING AFFILIATES (for the purposes of paragraph 7 only)"
    r"^[ \t]{0,9}(?:[A-Z][A-Z ]{3,40}[ ]\()?(?:solely\s|only\s)?"
    # "Agreed as regards clause 4 on 3 May 2024:"
    r"(?:(?:agreed|accepted|signed|confirmed)\s)?"
    r"(?:as\s(?:to|regards)|for(?:\sthe)?(?:\slimited)?\spurposes?\sof"
    r"|with\srespect\sto|in\srespect\sof)\s(?:sections?|articles?|clauses?|paragraphs?)\s[\w., ()]{1,40}"
    r"(?::|only\):?)[ \t]{0,9}$",
    re.MULTILINE | re.IGNORECASE,
)
_BLOCKS = 1_200
# Bodies without a legal form sign, too.
_A_BODY = re.compile(
    r"\b(?:Committee|Council|Association|Society|Club|Trust|Board|Authority|University)\b", re.IGNORECASE
)
# "Brook Holdings, Inc., a Delaware corporation ("Parent"), signs this Agreement as to Section 13 only", "Mr. Brook, who
# holds 82% of the shares (the "Shareholder"), signs this letter for himself"
_JOINS = re.compile(
    r"\((?:[^()\"“”]{0,40}\s)?[\"“](?:the\s)?(?P<term>[A-Z][\w. -]{1,30})[\"”]\),?\s"
    r"(?:who\s|which\s)?(?:has\s|have\s)?(?:hereby\s)?(?:also\s)?"
    r"(?:(?:joins?|joined|signs?|executes?|accedes?|acceded|agreed\sto\s(?:counter)?sign|agrees?,\sby\ssigning\sbelow)\b"
    r"|is\sa\sparty\sto\b)"
    r"(?P<part>[^.;]{0,60}?\b(?:purposes?\s(?:only\s)?of|respect\sof|respect\sto|as\sto|in|for)\s(?:this\s|the\s)?"
    r"(?:(?i:sections?|paragraphs?|clauses?|articles?)\b|§)|,\sby\ssigning\sbelow)?"
)
# Whose term that is: the company right before it, or else whoever begins the sentence.
_RIGHT_BEFORE = re.compile(rf"(?<![\w.&])(?P<name>{NAME})(?:,\san?\s[^.;()\"“”\n]{{3,80}})?,?\s$")
_BEGINS_SENTENCE = re.compile(
    rf"(?:^|(?<=[.;]\s)|(?<=\n)|(?<=\n\(\d\)\s)){_MR}(?P<name>{NAME}){_DEGREE}?(?:,[^;()\"“”\n]{{1,200}})?,?\s$"
)
# "Signed by the Guarantor, Ann Brook, in the presence of"
_SIGNED_BY_THE_GUARANTOR = re.compile(
    rf"\b(?:[Ss]igned|SIGNED|[Ee]xecuted|EXECUTED)\s(?:as\sa\sdeed\s)?by\s(?:the\s)?(?:Guarantor|GUARANTOR),?\s{_MR}(?P<name>{NAME})(?=[,\n])"
)
# "CONFIRMATION BY GUARANTOR", a line of its own among the signatures, and below it "For and on behalf of Brook ApS"
_HEADING_OF_A_GUARANTOR = re.compile(
    r"^[ \t]{0,9}(?:[A-Z][\w’' ]{2,60}[ ](?:by|of)[ ](?:the[ ])?)?(?:parent[ ])?guarantor[ \t]{0,3}:?[ \t]{0,9}$",
    re.IGNORECASE | re.MULTILINE,
)
_BEHALF_OF = re.compile(
    r"^[ \t]{0,9}(?i:(?:(?:signed|executed)[ ])?(?:by[ ])?for[ ](?:and[ ])?(?:on[ ]behalf[ ]of[ ])?)(?:the[ ])?"
    # a date may follow on the line
    rf"(?P<name>{NAME})(?=[ \t,.:]{{0,3}}(?:$|(?:Date|By|Name|Title)[ ]?:))",
    re.MULTILINE,
)
_BELOW_A_HEADING = 600
# "BROOK LOOMS LTD. (as to Section 7 only)", "For Brook Looms Ltd, solely for purposes of Article 4", "Signed for and on
# behalf of Brook Looms Ltd (Section 7 only): Ann Brook, Director"
_FOR_A_PART = re.compile(
    r"[, \n](?:\((?:sections?|articles?|clauses?|paragraphs?|schedules?)\s[\w., ()]{1,40}?\sonly\)"
    r"|(?<=,\s)for\s(?:sections?|articles?|clauses?|paragraphs?)\s[\w., ()]{1,40}?\sonly"
    r"|\((?:solely\s|only\s)?(?:as\sto|for|with\srespect\sto|in\srespect\sof)\s[^()\n]{2,80}\)"
    r"|(?:solely|only)\s(?:as\sto|for|with\srespect\sto|in\srespect\sof)\s[^()\n]{2,80}?)(?::\s|[:.,]?[ \t]{0,9}$)",
    re.MULTILINE | re.IGNORECASE,
)
_A_PART = re.compile(
    r"\b(?:only|solely|sections?|articles?|clauses?|paragraphs?|para|schedules?|exhibits?)\b|§", re.IGNORECASE
)
_ON_ITS_LINE = re.compile(
    r"^[ \t]{0,9}(?P<signs>(?i:(?:(?:signed|executed)\s)?for\s(?:and\son\sbehalf\sof\s)?(?:the\s)?))?"
    rf"(?P<name>{NAME}),?$",
    re.MULTILINE,
)
_SIGNATURE = re.compile(r"\b(?:By|Per)\s?:|/s/|\bsigned\b|\bSd/|\bsignature\b|\bName\s?:|_{3}", re.IGNORECASE)
_LONGEST_LINE, _BELOW = 200, 160
# Signatures, and a guarantee above them, stand in the last part of a contract.
_LAST_PART = 3
_GUARANTEES = r"[gG](?:uarant|UARANT)"
_NEAR = 120


def co_signers(text: str, known: Sequence[Entry]) -> Iterator[Entry]:
    """The guarantor that signs the contract, and those who sign it for themselves or for a part of it only, unless they
    are listed."""
    names = {key(untitled(entry.name)) for entry in known}
    last_part = len(text) - len(text) // _LAST_PART
    joining = list(_joining(text))
    for joins, for_a_part in joining:
        if for_a_part and key(joins.name) not in names and " " in joins.name:
            names.add(key(joins.name))
            yield joins
    beside_them = (*persons_with_one_role(text), *persons_signing_beside(text), *_joining_by_term(text))
    for beside in (*beside_them, *_signing_as_one_of_several(text, last_part)):
        if key(beside.name) not in names:
            names.add(key(beside.name))
            yield beside
    signing = (*_FOR_THEMSELVES.finditer(text, last_part), *_for_a_part(text, last_part))
    for match in (*_guarantors(text, last_part), *signing):
        entry = entry_named(text, match, clean(match["name"]), "Guarantor")
        if entry is None or key(entry.name) in names or not can_be_a_name(entry.name, "") or " " not in entry.name:
            continue
        if match in signing:
            # "Mr. Brook" in the opening is "ANN BROOK" over the signature
            called = [one.terms[0] for one, _ in joining if f" {key(entry.name)}".endswith(f" {key(one.name)}")]
            entry = entry._replace(terms=called or _called_in_the_opening(text, entry.name))
        elif match.re not in (_SIGNED_BY_THE_GUARANTOR, _BEHALF_OF) and not _signs_as_guarantor(
            text, entry.name, max(last_part, match.end())
        ):
            continue
        names.add(key(entry.name))
        yield entry


def _called_in_the_opening(text: str, name: str) -> list[str]:
    """The terms that the first mention of a name defines, above the signatures."""
    named = re.search(spelled(name), text[:_OPENING], re.IGNORECASE)
    return terms_after(text, named.end()) if named else []


# "Brook Canada hereby joins the Agreement as an additional customer", of a company that a recital names
_JOINS_BY_TERM = re.compile(
    r"(?<![\w“\"])(?P<term>[A-Z][\w&-]{1,20}(?:\s[A-Z][\w&-]{1,20}){0,2})\shereby\s(?:joins|accedes\sto|becomes\sa\sparty\sto)\s(?:in\s)?th(?:is|e)\s[A-Z]"
)


def _joining_by_term(text: str) -> Iterator[Entry]:
    for joins in _JOINS_BY_TERM.finditer(text, 0, SEARCHED):
        defined = re.compile(
            rf"(?<![\w.&])(?P<name>{NAME})(?:,\san?\s[^.;()\"“”]{{3,80}})?\s\((?:the\s)?[\"“]{re.escape(joins['term'])}[\"”]\)"
        ).search(text, 0, joins.start())
        entry = defined and entry_named(text, defined, clean(defined["name"]), joins["term"])
        if entry and HARD_FORM.search(entry.name):
            yield entry


# "HARROW BANK, N.A., as a Lender", over a signature
_AS_ONE = re.compile(
    rf"^[ \t]{{0,9}}(?P<name>{NAME}),?(?:[ ]|[ \t]{{0,9}}\n[ \t]{{0,9}})"
    r"as\s(?:an?\s)?(?P<role>[A-Z][a-z]{2,20})[,:]?[ \t]{0,9}$",
    re.MULTILINE,
)


def _signing_as_one_of_several(text: str, begin: int) -> Iterator[Entry]:
    """The companies that sign as some of those whom the opening names only together: "the lenders party hereto (the
    "Lenders")"."""
    for signs in _AS_ONE.finditer(text, begin):
        several = re.compile(rf"\([^()\n]{{0,80}}[\"“](?:the\s)?{signs['role']}s[\"”]")
        entry = entry_named(text, signs, clean(signs["name"]), signs["role"])
        signature = _SIGNATURE.search(text, signs.end(), signs.end() + _BELOW)
        if entry and HARD_FORM.search(entry.name) and signature and several.search(text, 0, _OPENING):
            yield entry


def _joining(text: str) -> Iterator[tuple[Entry, bool]]:
    """Those of whom the opening says that they sign, too, or a later sentence that they join for a part, each with a
    term, and whether it is for a part only."""
    for match in _JOINS.finditer(text):
        begin = max(0, match.start() - _REACH)
        right = _RIGHT_BEFORE.search(text, begin, match.start())
        named = (
            right if right and HARD_FORM.search(right["name"]) else _BEGINS_SENTENCE.search(text, begin, match.start())
        )
        entry = entry_named(text, named, clean(named["name"]), match["term"]) if named else None
        if entry and can_be_a_name(entry.name, "") and (match["part"] or match.start() < _OPENING):
            yield entry, match["part"] is not None


def _guarantors(text: str, last_part: int) -> Iterator[re.Match[str]]:
    yield from _SIGNED_BY_THE_GUARANTOR.finditer(text, last_part)
    for heading in _HEADING_OF_A_GUARANTOR.finditer(text, last_part):
        signs = _BEHALF_OF.search(text, heading.end(), heading.end() + _BELOW_A_HEADING)
        if signs and HARD_FORM.search(signs["name"]) and _guarantees(text[: heading.start()], clean(signs["name"])):
            yield signs
    yield from _DEFINED.finditer(text, 0, SEARCHED)
    for term in _CALLED.finditer(text, 0, SEARCHED):
        if named := _BEFORE_TERM.search(text, max(0, term.start() - _REACH), term.start()):
            yield named


def _for_a_part(text: str, begin: int) -> Iterator[re.Match[str]]:
    """The persons, companies and bodies in lines that say for what part of the contract they sign, companies and bodies
    with a signature below."""
    yield from _SIGNED_FOR_A_CLAUSE.finditer(text, begin)
    for part in _FOR_A_PART.finditer(text, begin):
        line = text.rfind("\n", max(0, part.start() - _LONGEST_LINE), part.start()) + 1
        named = _ON_ITS_LINE.match(text, line, part.start())
        if named is None or not _A_PART.search(part.group()):
            continue
        signs = named["signs"] or _SIGNATURE.search(text, part.end(), part.end() + _BELOW)
        if signs and (HARD_FORM.search(named["name"]) or _A_BODY.search(named["name"])):
            yield named
    for part in _BELOW_A_PART.finditer(text, begin):
        for named in _ON_ITS_LINE.finditer(text, part.end(), part.end() + _BLOCKS):
            if HARD_FORM.search(named["name"]) and _SIGNATURE.search(text, named.end(), named.end() + _BELOW):
                yield named


# "And, solely for purposes of Section 4.5, Brook", "and, for purposes of Section 7 only, Brook"
_PURPOSE = rf"\b(?:(?:{SOLELY_FOR}{WHAT_FOR}|{FOR_PURPOSES}{WHAT_FOR}\sonly),|joined,\s{JOINED_FOR},\sby)\s(?:the\s)?"
_OPENING = 8_000


# What a guarantor is called: "Parent Guarantor"; and the title of a contract that is a guarantee itself
_A_GUARANTOR = re.compile(r"(?:[A-Z][\w’'-]+\s){0,2}(?:Guarantor|Surety)s?", re.IGNORECASE)
_OF_GUARANTEES = re.compile(r"\b(?:guarant|surety|indemnity\sagreement)", re.IGNORECASE)
_TITLE = 300


def _only_guarantees(party: Party, text: str) -> bool:
    """Whether a party is called a guarantor in a contract that is no guarantee itself."""
    called = party.defined_as and all(_A_GUARANTOR.fullmatch(term) for term in party.defined_as)
    return bool(called) and not _OF_GUARANTEES.search(text[:_TITLE].split("\n\n")[0])


def bound_for_a_part(parties: Sequence[Party], text: str) -> set[str]:
    """The names of the parties that the opening or their signatures bind by a part of the contract only, and of those
    who only guarantee what another party owes."""
    signing = {key(clean(one["name"])) for one in _for_a_part(text, len(text) - len(text) // _LAST_PART)}
    signing |= {key(entry.name) for entry, for_a_part in _joining(text) if for_a_part}
    signing |= {key(entry.name) for entry in persons_signing_beside(text)}
    found = {party.name for party in parties if key(party.name) in signing or _only_guarantees(party, text)}
    if re.compile(_PURPOSE).search(text, 0, _OPENING):
        for party in parties:
            names = "|".join(re.escape(name) for name in (party.name, *party.defined_as) if name)
            if re.compile(rf"{_PURPOSE}(?:{names})(?!\w)").search(text, 0, _OPENING):
                found.add(party.name)
    return found


def _signs_as_guarantor(text: str, name: str, begin: int) -> bool:
    """Whether the name stands near a guarantor's signature."""
    return _guarantees(text[begin:], name)


def _guarantees(text: str, name: str) -> bool:
    """Whether the name stands near words on a guarantee."""
    words = spelled(name)
    near = rf"{_GUARANTEES}\w{{0,8}}[^.;]{{0,{_NEAR}}}?{words}|{words}[^.;]{{0,{_NEAR}}}?{_GUARANTEES}"
    return re.compile(near, re.IGNORECASE).search(text) is not None
