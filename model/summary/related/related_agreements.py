"""An agreement on which this one depends: this one ends with it, uses its definitions, or incorporates its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chunking.document import Document
from model.summary.text.wording import spelled
from model.summary.values.date_patterns import DATE
from model.summary.values.dates import iso_date
from model.summary.values.numbers import in_figures

_TITLE = (
    r"(?!This\b|Such\b|The\b|Agreement\b|AGREEMENT\b)(?:[A-Z][\w&/’'-]{1,25}\s(?:(?:and|of|for|&)\s)?){1,6}"
    r"(?:Agreement|Lease|License|Contract|Indenture)|Statement\sof\sWork|Request\sfor\sProposals?"
)
_NAME = rf"(?P<name>{_TITLE}|[A-Z]{{2,6}})\b(?!\s[A-Z])"
# "the Design and Delivery Agreement dated April 9, 2011 (the "DDA")"
_SHORT = re.compile(
    rf"\b(?P<name>{_TITLE})\b[^()“”\"]{{0,200}}\((?:[^()“”\"]{{0,40}}\s)?[“\"](?P<short>[A-Z]{{2,6}})[”\"]"
)
# "Vendor's End User Software License Agreement ("License Agreement")"
_CALLED = re.compile(
    rf"\b(?P<name>{_TITLE})\b,?(?:\sdated\s[^()“”\"]{{3,40}})?\s\((?:the\s)?[“\"](?P<called>[A-Z][\w’'&-]{{1,25}}(?:\s[A-Z][\w’'&-]{{1,25}}){{0,4}})[”\"]\)"
)
_THE = r"\b(?:[Tt]he|[Tt]hat\scertain|[Ss]uch)\s(?:[“\"])?"
# Papers that are no agreements, and can be part of one: "the Travel Policy is incorporated herein by reference". The
# rules of arbitral institutions and of trade can be read anywhere.
_PAPER = (
    r"(?P<name>(?:(?!Arbitration|Recitals|Exhibit|Schedule)[A-Z][\w&/’'-]{1,25},?\s(?:(?:and|of|for|&)\s)?){0,6}"
    r"(?:Rules|Procedures|Conditions|Terms|Polic(?:y|ies)|Manual|Handbook|Guidelines|Code\sof\sConduct|Specifications|Standards|Plan"
    r"|Program|Proposal|Bid|Quotation))\b(?!\s(?:and\s)?[A-Z])"
)
_AGREEMENT = re.compile(r"\b(?:Agreement|Lease|License|Contract|Indenture)$")
# What binds a party after the contract's end, and where it stands: "the confidentiality covenants in Section 4 of the
# Employment Agreement".
_RESTRAINT = (
    r"\b(?:[Cc]onfidential\w*|[Nn]on-?\s?[Cc]ompet\w+|competition|solicitation|[Nn]on-?[Ss]olicit\w+"
    r"|restrictive\scovenants?)\b"
)
_IN_ANOTHER = (
    r"\b(?:of|in|under|by)\s(?:(?:[Ss]ections?|[Pp]aragraphs?|[Aa]rticles?)\s[\w\s,()]{1,60}?\s(?:of|in|under|to)\s)?"
    rf"(?:the|that\scertain|such|his|her|your|[A-Z]\w{{1,30}}[’']s)\s{_NAME}"
)
# The words up to the end of the sentence, which the dot of "Mr." is not.
_ON = r"(?:[^.;]|(?<=\bM[RrSs])\.|(?<=\bD[Rr])\.|(?<=\bInc)\.|(?<=\betc)\.)"
_THIS = r"\b(?:[Tt]his|the\spresent|THIS)\s(?:Agreement|AGREEMENT|Contract|Lease|License)\b"
_ENDS = r"(?:terminat(?:e|es|ed|ion)|expir(?:e|es|ed|y|ation)|end(?:s|ed)?|continue|cease)"
# The ways in which one agreement depends on another; ending with it takes precedence over using its definitions.
ENDS_WITH, INCORPORATES, KEEPS, DEFINES, SUBJECT_TO, GIVES_WAY, TOGETHER = (
    "ends with",
    "incorporates",
    "keeps alive",
    "defines",
    "subject to",
    "gives way to",
    "together with",
)
_LEANS = [
    # "this Agreement shall terminate upon the termination of the License Agreement"
    (
        ENDS_WITH,
        re.compile(
            rf"{_THIS}[^.;]{{0,120}}?\b{_ENDS}\b[^.;]{{0,120}}?\b(?:terminat|expir|end|remains?\sin|in\seffect|earlier|cease)[^.;]{{0,80}}?{_THE}{_NAME}"
        ),
    ),
    # "if the License Agreement is terminated, this Agreement will automatically terminate"
    (
        ENDS_WITH,
        re.compile(
            rf"{_THE}{_NAME}[^.;]{{0,60}}?\b(?:is|are|has\sbeen|shall\sbe)\s(?:\w+\s)?(?:terminated|ended|cancel+ed|expired)\b[^.;]{{0,120}}?"
            rf"{_THIS}[^.;]{{0,40}}?\b(?:terminate|end|expire)"
        ),
    ),
    # "sections 8 and 9 of the License Agreement are incorporated herein by reference"
    (INCORPORATES, re.compile(rf"{_THE}{_NAME}[^.;]{{0,160}}?\bincorporated\b[^.;]{{0,60}}?\breference\b")),
    # "the Standard Terms are incorporated by reference"
    (
        INCORPORATES,
        re.compile(
            rf"(?:{_THE}|\b(?:its|[A-Z][\w&]{{1,30}}[’']s)\s|(?<=,\s)){_PAPER}"
            r"(?:(?!\b(?:[Ee]xhibit|[Ss]chedule|[Aa]nnex|[Aa]ppendix|[Aa]ttach\w+|[Aa]nnexed|hereto|above|below)\b)[^.;]){0,120}?"
            r"\b(?:is|are|shall\sbe)\s(?:\w+\s){0,2}?(?:incorporated|adopted|made\s(?:a\s)?part)\b[^.;]{0,60}?\breference\b"
        ),
    ),
    # "Employee remains bound by the confidentiality covenants of the Employment Agreement"
    (
        KEEPS,
        re.compile(
            rf"\b(?:(?:continues?|remains?)\s(?:\w+\s){{0,3}}?(?:bound|subject|obligated|comply|abide|honor)|reaffirms?)\b"
            rf"{_ON}{{0,160}}?{_RESTRAINT}{_ON}{{0,120}}?{_IN_ANOTHER}"
        ),
    ),
    # "The restrictive covenants in Section 4 of the Employment Agreement survive"
    (
        KEEPS,
        re.compile(
            rf"{_RESTRAINT}{_ON}{{0,120}}?{_IN_ANOTHER}{_ON}{{0,160}}?\b(?:surviv\w+|(?:remain|continue)s?\s(?:\w+\s){{0,2}}?in\s(?:full\s)?(?:force|effect))\b"
        ),
    ),
    # "Except for the covenants in her Employment Agreement on competition, this Agreement is the entire agreement"
    (
        KEEPS,
        re.compile(
            rf"\b(?:[Ee]xcept|[Oo]ther\sthan)\b{_ON}{{0,240}}?{_IN_ANOTHER}{_ON}{{0,160}}?{_RESTRAINT}{_ON}{{0,160}}?"
            r"\bthis\sAgreement\s[^.;]{0,60}?\bentire\s(?:agreement|understanding)\b"
        ),
    ),
    # "terms that are not defined here have the meanings given to them in the Supply Agreement"
    (
        DEFINES,
        re.compile(
            rf"\b(?:[Cc]apitali[sz]ed|[Dd]efined|not\s(?:otherwise\s)?defined)\b[^.]{{0,160}}?\b(?:meanings?|defined)\b[^.]{{0,80}}?\b(?:in|by|under|to)\s"
            rf"(?:(?:the|that\scertain)\s)?{_NAME}"
        ),
    ),
    # "“Delivery Day” has the meaning given to it in the Placement Agreement"
    (
        DEFINES,
        re.compile(
            rf"\b(?:ha(?:s|ve|ving)\s(?:the\s)?(?:\w+\s)?meanings?|means)\b[^.;]{{0,80}}?\b(?:given|ascribed|assigned|set\s(?:forth|out)"
            rf"|defined|specified|provided)\b[^.;]{{0,40}}?\b(?:in|by|under)\s(?:the|that\scertain)\s{_NAME}"
        ),
    ),
    # "this Agreement shall remain valid during the term of the License Agreement"
    (
        ENDS_WITH,
        re.compile(
            rf"{_THIS}[^.;]{{0,80}}?\b(?:valid|in\s(?:full\s)?(?:force|effect)|continue)\b[^.;]{{0,60}}?\bterm\sof\s{_THE}{_NAME}"
        ),
    ),
    # "the Quality Agreement shall govern in respect of quality"
    (
        GIVES_WAY,
        re.compile(
            rf"{_THE}{_NAME}\s(?:shall|will)\s(?:govern|control|prevail|take\sprecedence|be\sthe\s(?:controlling|governing|prevailing)\s(?:document|agreement|contract))\b"
        ),
    ),
    # "this Agreement and the Company's standard Confidentiality Agreement supersede any prior agreement"
    (
        TOGETHER,
        re.compile(
            rf"(?<!of )(?<!under )(?<!to )(?<!in )(?<!by )\b(?:[Tt]his|THIS)\s(?:[Ll]etter\s)?"
            r"(?:[Aa]greement|AGREEMENT|[Cc]ontract),?\s"
            rf"(?:and|together\swith|along\swith)\s"
            rf"(?:the|that\scertain)\s(?:[A-Z]\w{{1,30}}['’]s\s)?(?:[a-z]{{3,20}}\s)?{_NAME}[^.;]{{0,60}}?"
            r"\b(?:supersedes?|constitutes?|sets?\sforth|contains?|represents?|comprises?)\b"
        ),
    ),
]
# Words that show dependence only if the other agreement is named often: "subject to the terms of the Offtake
# Agreement".
_NAMED = re.compile(
    rf"\b(?:as\s(?:such\sterms?\s(?:is|are)\s)?defined\sin|subject\sto\s(?:the\s)?(?:terms(?:\sand\sconditions)?|provisions)\sof)\s(?:the|that\scertain)\s{_NAME}"
)
_OFTEN = 4
_INCORPORATED = re.compile(rf"{_THE}{_NAME}[^.]{{0,200}}?\bincorporated\b[^.;]{{0,60}}?\breference\b")
# "The general provisions of the Terms of Service, including on assignment, apply to this Agreement"
_APPLIES_HERE = re.compile(
    rf"\b(?:[Pp]rovisions|[Tt]erms|[Ss]ections|[Cc]lauses|[Cc]onditions)\s(?:of|in)\s(?:the|our)\s(?P<name>{_TITLE}|(?:[A-Z][\w&/’'-]{{1,25}}\s){{0,4}}Terms(?:\s(?:of|and|&)\s[A-Z]\w{{2,12}})?)\b"
    r"[^.;]{0,240}?(?<!\bnot)\s(?:also\s)?appl(?:y|ies)\sto\s(?:this|these)\s(?:\w+\s){0,3}?(?i:agreement|contract|terms|addendum|policy|licen[sc]e)\b"
)
# For each category, the word that shows that such clauses are incorporated.
_CLAUSES = {
    "Cap On Liability": re.compile(r"\bliability\b", re.IGNORECASE),
    "Anti-Assignment": re.compile(r"\bassignment\b", re.IGNORECASE),
    "Governing Law": re.compile(r"\b(?:governing|applicable|choice\sof)\slaw\b", re.IGNORECASE),
    "Insurance": re.compile(r"\binsurance\b", re.IGNORECASE),
    "Expiration Date": re.compile(r"\bterm\b", re.IGNORECASE),
}


# The date of an agreement: "Lease dated as of August 2, 1994", "Lease executed by Vendor on May 2, 2020"; also
# "Agreement dated May 2, 2020 (the "Lease")".
_DATED = (
    r"[^.;“”\"]{0,80}?\b(?:dated|made|entered\sinto|executed|signed)\s(?:(?:by|between)\s[^.;“”\"]{0,60}?\s(?=(?:on|as\sof)\s))?"
    rf"(?:as\sof\s|on\s|the\s){{0,2}}{DATE}"
)


class Related(NamedTuple):
    """The other agreement's name, the interval of the words that say how this one depends on it, how, and the other
    one's date (ISO 8601), if the text gives one."""

    name: str
    start: int
    end: int
    how: str
    date: str | None = None


def related_agreement(document: Document, title: str | None) -> Related | None:
    """The agreement on which this one, which has this title, depends; None if there is none."""
    first = next(related_agreements(document, title), None)
    return dated(first, document) if first else None


def related_agreements(document: Document, title: str | None) -> Iterator[Related]:
    """All agreements on which this one, which has this title, depends, each once and without its date. They are looked
    for one by one, since many who ask need only the first."""
    seen: set[str] = set()
    called = {" ".join(one["name"].split()): one["called"] for one in _CALLED.finditer(document.text)}
    for one in _found(document.text):
        known = called.get(one.name, one.name) in seen
        seen.add(called.get(one.name, one.name))
        if known or one.name.lower() in (title or "").lower():
            continue
        if not (_is_attached(one.name, document.text) or _may_not_exist(one.name, document.text)):
            yield one


def _may_not_exist(name: str, text: str) -> bool:
    """Whether the name stands for agreements that the parties may have made: "If the Parties entered into separate
    agreements (each, a “Confidentiality Agreement”)"."""
    each = rf"\b(?:if|whether)\b[^.;]{{0,200}}\((?:each|any),?\s(?:such\s)?(?:an?\s)?[“\"]{spelled(name)}[”\"]"
    return re.compile(each, re.IGNORECASE).search(text) is not None


def dated(related: Related, document: Document) -> Related:
    """Adds the other agreement's date, which takes as long to find as the agreement."""
    return related._replace(date=date_of(related.name, document.text))


def _is_attached(name: str, text: str) -> bool:
    """Whether the text contains the document itself, as an attachment ("APPENDIX A\\nStatement of Work"), or, if it is
    no agreement, under a heading of its own ("TERMS AND CONDITIONS")."""
    part = r"^\W{0,5}(?:exhibit|appendix|schedule|annex|attachment)\s\S{1,4}[\s:–—-]{1,4}(?:form\sof\s)?"
    alone = "" if _AGREEMENT.search(name) else rf"|^\W{{0,9}}{spelled(name)}\W{{0,9}}$"
    heading = rf"{part}{re.escape(name)}\b{alone}"
    return re.compile(heading, re.IGNORECASE | re.MULTILINE).search(text) is not None


# The "Brook Supply Agreement" is not the "Supply Agreement".
_LONGER_NAME = re.compile(r"(?<![\w&’'-])(?!(?:The|This|That|Such|Under|In|Of|To|And|By)\b)[A-Z][\w&’'-]{1,30}+\s$")


def date_of(name: str, text: str) -> str | None:
    """The date of the agreement that the text calls by this name, ISO 8601; None if it gives none, or several."""
    words = spelled(name)
    after = re.compile(
        rf"(?<!amendment to )(?<!amendment to the )\b{words}\b(?:\s\([^()]{{1,60}}\))?{_DATED}", re.IGNORECASE
    )
    means = re.compile(rf"[“\"]{words}[”\"]\s(?:means|shall\smean)\b{_DATED}", re.IGNORECASE)
    before = re.compile(
        rf"\b(?:dated|as\sof)\s(?:as\sof\s)?{DATE}[^.;()]{{0,160}}\([^()“”\"]{{0,80}}[“\"]{words}[”\"]", re.IGNORECASE
    )
    for pattern in (means, after, before):
        found = (
            match
            for match in pattern.finditer(text)
            if pattern is not after or not _LONGER_NAME.search(text, max(0, match.start() - 30), match.start())
        )
        days = {iso_date(in_figures(match["date"])) for match in found} - {None}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


_LATER = (
    r"(?:to\sbe|shall\sbe|will\sbe)\s(?:\w+\s){0,2}?"
    r"(?:entered\sinto|concluded|agreed|executed|signed|negotiated|finali[sz]ed)\b"
)
_AT_ONCE = re.compile(
    r"\b(?:concurrent|simultaneous|contemporaneous)\w*|\bherewith\b|\bdate\s(?:hereof|of\sthis)|\bof\seven\sdate\b"
    r"|\bat\s(?:the\s)?closing\b"
    r"|\b(?:has|have|was|were)\s(?:been\s)?(?:entered|executed|signed|concluded)\b",
    re.IGNORECASE,
)


def is_to_be_concluded(name: str, text: str) -> bool:
    """Whether the other agreement is still to be made, by the words that define it ("the agreement to be concluded
    between them (the "License")") or bind the parties to make it ("the Parties shall conclude the License")."""
    words = spelled(name)
    future = re.compile(
        rf"[“\"]{words}[”\"]\s(?:shall\s)?means?\b[^.;]{{0,160}}?\b{_LATER}[^.;]{{0,160}}"
        rf"|\b{_LATER}[^.;]{{0,300}}?\([^()“”\"]{{0,40}}[“\"]{words}[”\"]"
        rf"|\b(?:shall|will|agrees?\sto)\s(?:\w+\s){{0,3}}?(?:conclude|enter\sinto|negotiate|execute|sign)\s(?:\w+\s){{0,4}}?{words}\b[^.;]{{0,160}}",
        re.IGNORECASE,
    )
    found = future.search(text)
    return found is not None and not _AT_ONCE.search(found.group()) and date_of(name, text) is None


def _found(text: str) -> Iterator[Related]:
    short = {match["short"]: " ".join(match["name"].split()) for match in _SHORT.finditer(text)}
    for how, leans in [*_LEANS, (SUBJECT_TO, _NAMED)]:
        for match in leans.finditer(text):
            name = " ".join(match["name"].split())
            if name.isupper() and " " not in name and name not in short:
                continue  # an abbreviation of something else
            if how != SUBJECT_TO or text.count(match["name"]) >= _OFTEN:
                yield Related(short.get(name, name), *match.span(), how)


def general_terms(document: Document) -> Related | None:
    """The general terms or conditions that are incorporated by reference, and not part of the document; None if there
    are none."""
    if not any(leans.search(document.text) for how, leans in _LEANS if how == INCORPORATES):
        return None  # most contracts incorporate nothing, and need no search for the agreements they depend on
    found = (one for one in related_agreements(document, None) if one.how == INCORPORATES)
    return next((one for one in found if one.name.endswith(("Terms", "Conditions"))), None)


def incorporated(category: str, document: Document) -> Related | None:
    """The agreement whose clauses of a category are incorporated by reference, if the contract names them."""
    words = _CLAUSES.get(category)
    if words is None:
        return None
    for segment in document.segments:
        text = document.segment_text(segment)
        # "Choice of Law. Section 4 of the Supply Agreement is incorporated": the heading may say what is incorporated
        named = words.search(text) or (segment.heading and words.search(segment.heading[-1]))
        match = (_INCORPORATED.search(text) or _APPLIES_HERE.search(text)) if named else None
        if match:
            return Related(" ".join(match["name"].split()), segment.start, segment.end, INCORPORATES)
    return None
