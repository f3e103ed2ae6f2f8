"""Documents that cannot be read without another one: amendments, addenda, statements of work, joint filings."""

from __future__ import annotations

import re
from typing import NamedTuple

from chunking.document import Document
from model.schema import Clause, Dependence, Relation
from model.summary.related.related_agreements import related_agreement
from model.summary.related.stated_dependence import stated_dependence
from model.summary.values.date_patterns import DATE
from model.summary.values.dates import iso_date
from model.summary.values.numbers import in_figures

# What a title says about the relation; the first match counts.
_TITLES: dict[Relation, str] = {
    "joint_filing": r"\bjoint\s+filing\b",
    # "Amendment No. 2 to Amended and Restated Credit Agreement" amends what was restated
    "restatement": (
        r"(?s)^(?!.*\b(?:amendment|modification|supplement|addendum|waiver|joinder)\b[^,;]{0,30}?\b(?:of|to)\b)"
        r".*\brestate"
    ),
    "amendment": r"\bamend(?:ment|ing|atory)|\bmodification|\bside\s+letter|\bvariation\b|\bwaiver\b",
    "addendum": r"\baddend|\bsupplement(?:al)?\b|\brider\b|\bjoinder\b",
    "statement_of_work": (
        r"\bstatements?\s+of\s+work\b|\bwork\s+order\b|\bsow\b|\border\s+form\b|\btask\s+order\b|\b(?:service"
        r"|license|customization|product|maintenance)\s+(?:\w+\s+)?schedule\b"
    ),
    "renewal": r"\b(?:renewal|extension)\s+(?:of|agreement|letter)\b",
    # a release of an employee's or anyone's claims ends no other agreement
    "termination": (
        r"\btermination\s+(?:of|agreement)\b"
        r"|^(?!.*\b(?:severance|separation|settlement|transition|retirement|employment|general|claims)\b).*\brelease\b"
    ),
}
# An order may stand alone; it belongs to the dated agreement that it names. So may an order form, with its own terms.
_NUMBERED_ORDER = re.compile(r"\border\s+(?:no|number|#)", re.IGNORECASE)
_ORDER_FORM = re.compile(r"\border\s+form\b", re.IGNORECASE)
_FIRST = 5_000
_WORD = r"(?:[A-Z][\w&/.’'-]*|and|of|for|the|&|No\.\s\d+|,)"
_CAPITAL = r"(?!Agreement\b|AGREEMENT\b|Contract\b)[A-Z][\w&/.’'-]*"
# "License, Customization and Maintenance Agreement": the words of a list.
_LISTED = (
    rf"(?:{_CAPITAL}\s){{0,4}}{_CAPITAL},\s(?:{_CAPITAL}(?:\s{_CAPITAL}){{0,2}},\s){{0,4}}(?:{_CAPITAL}\s){{0,3}}"
    rf"(?:and|And|AND|&)\s(?:{_CAPITAL}\s){{1,3}}(?:Agreement|AGREEMENT|Contract|CONTRACT)\b"
)
_NAME = (
    rf"(?:{_LISTED}|(?:{_WORD}\s){{0,14}}(?:Agreement|AGREEMENT|Contract|CONTRACT|Lease|Schedule\s13[DG]"
    rf"|Statement\s+on\s+Schedule\s13[DG]|License|Order|Deed\sof\sTrust|Mortgage|Guaranty|Promissory\sNote)\b)(?:\s(?:No\.?|Number)\s[\w-]+)?"
)
# "amends the Services Agreement between them dated March 3, 2021", "to that certain Supply Agreement, dated as of ..."
_OTHER = re.compile(
    # "Master agreement: Services Agreement dated May 2, 2021", among the key terms of an order
    rf"(?:\b(?:Master|Framework|Main|Head|Parent)\s[Aa]greement[ ]?[:\t][ ]?(?:[Tt]he\s)?|"
    rf"\b(?:[Aa]mend(?:s|ed|ing|ment)?|AMENDMENT|[Mm]odif\w+|[Ss]upplement\w*|[Vv]ar(?:y|ies|ied)|[Ee]nds?|[Aa]ddendum|[Rr]estate\w*"
    rf"|[Rr]eplace[sd]?|[Rr]enew\w*|[Ee]xten[ds]\w*|[Tt]erminat\w+|[Pp]ursuant\s+to|[Uu]nder"
    rf"|[Ee]ntered\s+into|"
    rf"[Pp]arties\s+to|[Ss]ubject\s+to|[Aa]ttached\s+to|[Ii]ssued|to|of)\b[^.;]{{0,80}}?(?:the"
    rf"|that\s+certain|a|an|their|certain|this)\s(?:(?:certain|original|existing"
    rf"|above-referenced|fully\sexecuted|executed|written|prior|earlier)\s)?)(?P<name>{_NAME})"
)
_ITS_DATE = re.compile(
    rf"(?:\s?,?\s{{1,3}}of\s{{1,3}}|[^.;]{{0,220}}?\b(?:dated|made|entered\s+into|effective|as\s+of|executed|on)\b[^.;]{{0,60}}?){DATE}",
    re.IGNORECASE,
)
# "The parties entered into a cleaning services agreement dated 9 September 2019 (the "Cleaning Agreement")"
_IN_SMALL_LETTERS = re.compile(
    rf"\b(?:(?:a|an|the|that)\s(?:certain\s)?|certain\s)(?P<name>(?:[a-z][\w-]{{1,30}}\s){{0,6}}(?:agreement|contract|lease|deed)),?\s(?i:dated|made\s(?:on|as\sof)|of)\s(?i:as\sof\s)?(?i:{DATE})"
    r"(?:,?\s\([^()“”\"]{0,160}[“\"](?P<called>(?!(?:Original|Existing|Principal|Prior|Previous|Earlier|Main|Underlying)\s)(?:[A-Z][\w’'-]{1,30}\s){1,5}(?:Agreement|Contract|Lease|Deed))[”\"]\))?"
)
# "This Order Form is subject to the terms and conditions of the Master Services Agreement", regardless of its title.
_ATTACHED = re.compile(
    r"\b[Tt](?:his|HIS)\s(?:[A-Z][\w-]{1,25}\s){0,3}(?:Schedule|Order|Form|Statement\sof\sWork|SOW|Annex|Exhibit|Appendix|Attachment|EXHIBIT|SCHEDULE)\s[^.;]{0,60}?"
    r"\b(?:attached\sto|subject\sto|governed\sby|under|pursuant\sto|incorporated\sinto|part\sof)\s[^.;]{0,80}?"
    r"\b(?:the|that|that\scertain)\s(?P<name>(?:[A-Z][\w&/’'-]{1,25},?\s(?:(?:and|of|for|&)\s)?){1,8}Agreement)\b"
)
# "This Maintenance Agreement is governed by the terms and conditions of the Master Agreement"
_GOVERNED = re.compile(
    r"\b(?:[Tt]his|THIS)\s(?:[A-Z][\w-]{1,25}\s){0,3}(?:Agreement|AGREEMENT)\s(?i:(?:is|shall\sbe)\s(?:hereby\s)?"
    r"(?:governed\sby|subject\sto|made\sunder|issued\sunder))\b(?![^.;]{0,80}\b(?i:laws?)\b)[^.;]{0,80}?\b(?i:the)\s(?!(?i:terms)\b)"
    r"(?P<name>(?:[A-Z][\w&/’'-]{1,25},?\s(?:(?:and|of|for|&)\s)?){1,8}(?:Agreement|AGREEMENT))\b"
)
# "Attachment B to the Area Franchise Agreement", the first line of a document that speaks of that agreement.
_HEADED_AS_PART = re.compile(
    r"\s{0,9}(?i:attachment|appendix|annex|schedule|addendum)\s\S{1,6}\s(?i:to)\s(?:(?i:the)\s)?"
    r"(?P<name>(?:[A-Z][\w&/’'-]{1,25}\s(?:(?:and|of|for|&)\s)?){1,8}(?:Agreement|AGREEMENT))[ \t]{0,9}\n"
)
_AGREES = re.compile(r"\bby\sand\s(?:between|among)\b|\b(?i:in\switness\swhereof)\b|\bNOW,?\sTHEREFORE\b")
# A document attached to an agreement is short, and says so at its beginning (characters).
_OPENING, _SHORT = 3_000, 20_000
# "Term of the Agreement" is not the name of an agreement, "Terms of Use" is.
_PART_OF_ONE = re.compile(
    r"(?:the\s)?(?:terms?(?!\sof\s(?:service|use|sale|supply|business)\b|\s(?:and|&)\sconditions)|sections?|paragraphs?|articles?|provisions?|date)\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"(?:Amendment|AMENDMENT|Addendum|ADDENDUM|Statement of Work|Work\sOrder|Order\sForm|This|Joint\sFiling)\b"
)


class Other(NamedTuple):
    """What this document is to another one, that one's name and date, and the interval of the words that say so."""

    kind: Relation
    name: str | None
    date: str | None
    start: int
    end: int


def other_document(text: str, title: str | None, span: tuple[int, int] | None) -> Other | None:
    """The document that this one changes or adds to; None for a stand-alone contract. ``span`` is the title's
    interval."""
    if not title or not span:
        return None
    kind = next((kind for kind, words in _TITLES.items() if re.search(words, title, re.IGNORECASE)), None)
    order = kind is None and _NUMBERED_ORDER.search(title) is not None
    kind = "statement_of_work" if order else kind
    if kind is None or (kind == "termination" and not re.search(r"\bagreement\b", text[:_FIRST], re.IGNORECASE)):
        return None
    named = [other for match in _OTHER.finditer(text, 0, _FIRST) if (other := _named(text, kind, match))]
    dated = next((other for other in named if other.date and _is_in(other.name, title)), None)
    dated = dated or next((other for other in named if other.date), None)
    small = _IN_SMALL_LETTERS.search(text, 0, _FIRST)
    first = small and (dated is None or small.end("date") <= dated.start)
    if small and first and (day := iso_date(in_figures(small["date"]))):
        name = " ".join((small["called"] or small["name"]).split())
        dated = Other(kind, name, day, small.start("name"), small.end("date"))
    unnamed = None if _ORDER_FORM.search(title) else Other(kind, None, None, *span)
    return dated or (None if order else next(iter(named), unnamed))


def _is_in(name: str | None, title: str) -> bool:
    return name is not None and name.lower() in " ".join(title.lower().split())


def _named(text: str, kind: Relation, match: re.Match[str]) -> Other | None:
    name = " ".join(match["name"].split())
    if _ITS_OWN.match(name) or name.lower() in ("agreement", "contract"):
        return None
    dated = _ITS_DATE.match(text, match.end(), match.end() + 400)
    # "that certain Lease dated as of May 2, 2018"
    lease = dated and name.lower() in ("lease", "sublease")
    if len(name.split()) < 2 and kind != "joint_filing" and not lease:
        return None
    # "This Amendment is made as of ..." gives the date of this document
    if not dated or re.search(r"\b[Tt](?:his|HIS)\b", dated.group()):
        return Other(kind, name, None, match.start("name"), match.end())
    return Other(kind, name, iso_date(in_figures(dated["date"])), match.start("name"), dated.end())


def _attached(text: str) -> Other | None:
    """The agreement that a short schedule or order form says it is attached or subject to; not one that comes after
    it."""
    short = len(text) < _SHORT
    match = (_ATTACHED.search(text, 0, _OPENING) or _GOVERNED.search(text, 0, _OPENING)) if short else None
    if short and not match and (part := _HEADED_AS_PART.match(text)):
        name = " ".join(part["name"].split())
        speaks = f"the {name}".lower() in text[part.end() :].lower() and not _AGREES.search(text)
        return Other("addendum", name, None, *part.span("name")) if speaks else None
    if not match:
        return None
    name = " ".join(match["name"].split())
    follows = any(line.strip(" .:").lower() == name.lower() for line in text.splitlines())
    return None if follows else Other("statement_of_work", name, None, *match.span())


def _stated(text: str, titled: Other | None) -> Other | None:
    """The agreement to which the document says it belongs; what its title says of the relation counts first."""
    stated = stated_dependence(text)
    if stated is None:
        return None
    kind: Relation = titled.kind if titled else "amendment" if stated.amends else "addendum"
    return Other(kind, stated.name, None, stated.start, stated.end)


def is_part_of_another(text: str) -> bool:
    """Whether a document says that it belongs to an agreement: "This Statement of Work is made part of the Services
    Agreement"."""
    return _attached(text) is not None or stated_dependence(text) is not None


def depends_on(document: Document, title: Clause | None) -> Dependence | None:
    """The agreement that this document depends on, as a part of a review; ``title`` is the clause that names this
    document."""
    name = " ".join(title.text.split()) if title else None
    other = other_document(document.text, name, (title.interval[0], title.interval[1]) if title else None)
    if other is None or other.name is None:
        other = _attached(document.text) or _stated(document.text, other) or other
    related = None if other else related_agreement(document, name)
    if related:
        other = Other("related", related.name, related.date, related.start, related.end)
    if not other:
        return None
    return Dependence(
        kind=other.kind,
        agreement=None if other.name and _PART_OF_ONE.match(other.name) else other.name,
        date=other.date,
        text=document.text[other.start : other.end],
        pages=[place.page for place in document.places(other.start, other.end)],
        paragraphs=document.paragraphs(other.start, other.end),
        interval=[other.start, other.end],
    )
