"""The structured summary: the contract's vital data, each value with the clause that it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from model.parties import parties_of
from model.review import Clause, Law, Summary, Value
from model.values import BLANK, DATE, durations, in_figures, iso_date, jurisdiction, later, money

# The types of agreement, by the words of their names; the first that fits counts, so the narrower stand first.
TYPES = {
    "Joint Venture": r"joint venture",
    "Joint Filing": r"joint filing",
    "Strategic Alliance": r"strategic|alliance",
    "Co-Branding": r"co-?brand",
    "Franchise": r"franchis",
    "Affiliate": r"affiliat",
    "Endorsement": r"endorse",
    "Sponsorship": r"sponsor",
    "Reseller": r"re-?sell|remarket",
    "Distributor": r"distribut|dealer",
    "Agency": r"agency|agent",
    "Consulting": r"consult",
    "Outsourcing": r"outsourc",
    "Manufacturing": r"manufactur",
    "Supply": r"suppl|purchase",
    "Transportation": r"transport",
    "Hosting": r"hosting",
    "Maintenance": r"maintenance|support",
    "Intellectual Property": r"intellectual property|\bip\b|trade-?mark|patent",
    "License": r"licen[sc]",
    "Collaboration": r"collaborat|cooperat|co-operat",
    "Development": r"develop",
    "Promotion": r"promot",
    "Marketing": r"market|advertis",
    "Service": r"servic",
}
# What tells a renewal's duration from the first term's stands before it; "extend" stands before either.
_RENEWING = re.compile(r"renew|extended|extensions?|successive|additional|subsequent|thereafter|further")
_RENEWING_OR_EXTENDING = re.compile(rf"{_RENEWING.pattern}|extend")
_YEARLY_RENEWAL = re.compile(r"(?:annual(?:ly)?|yearly|monthly)\s+(?:renew|exten)")
# A notice is told by what comes after: "sixty days' prior written notice", "ninety days before the end".
_NOTICE = re.compile(
    r"(?:(?!unless|by\sproviding|by\sgiving|[,;]).){0,45}?(?:\bprior\b|\bbefore\b|\bnotice\b|\bin\sadvance\b)"
)
# What a cap is a multiple of: "the fees paid in the twelve months before the claim".
_FEES = re.compile(
    r"\b(?:fees|amounts?|charges|sums|royalties|payments|price|compensation)\b[^.;]{0,40}?\b(?:paid|payable|received|due)\b"
)
_ENDLESS = re.compile(
    r"""\bperpetu | \bindefinite | \bwhen\s+terminated | \bunlimited\s+period | \bso\s+long\s+as\b
      | \buntil\s+(?:either\b|(?:\w+\s+){0,4}?(?:terminat|cancel))""",
    re.IGNORECASE | re.VERBOSE,
)
_END = re.compile(rf"\b(?:until|through|to|expir\w+|end(?:s|ing)?|terminat\w+)\b[^.;]{{0,25}}?{DATE}", re.IGNORECASE)
_START = re.compile(rf"\b(?:from|commenc\w+|beg[ia]n\w*|effective)\b[^.;]{{0,25}}?{DATE}", re.IGNORECASE)
_SAME_AS_AGREEMENT = re.compile(r"\bdate\s+(?:hereof|first\b|of\s+this)|\babove\s+written\b", re.IGNORECASE)
PERPETUAL, YES = "perpetual", "yes"


def summarise(clauses: Sequence[Clause], text: str) -> Summary:
    """Reads the fields from the found clauses; ``text`` is the document's flow, which their intervals index."""
    found = [clause for clause in clauses if clause.found]
    agreed = _best(found, "Agreement Date", iso_date)
    effective = _best(
        found,
        "Effective Date",
        lambda words: beginning(words) or (agreed.value if agreed and _SAME_AS_AGREEMENT.search(words) else None),
    )
    start = next((date.value for date in (effective, agreed) if date and date.value), None)
    # A term whose start is not known ends on no known day, and still goes before a worse clause with a date.
    ends = _best(found, "Expiration Date", lambda words: expiration(words, start) or term(words))
    if ends:
        ends = ends.model_copy(update={"value": expiration(ends.text, start)})
    length = term(ends.text) if ends else None
    return Summary(
        document_type=_best(found, "Document Name", document_type),
        document_name=_best(found, "Document Name", lambda words: words),
        parties=parties_of([clause for clause in found if clause.category == "Parties"], text),
        agreement_date=agreed,
        effective_date=effective,
        expiration_date=ends,
        term=ends.model_copy(update={"value": length}) if ends and length else None,
        renewal_term=_best(found, "Renewal Term", renewal),
        renewal_notice=_best(found, "Notice Period To Terminate Renewal", notice),
        governing_law=_law(found),
        liability_cap=_best(found, "Cap On Liability", cap),
        termination_for_convenience=_best(found, "Termination For Convenience", lambda words: YES),
        exclusivity=_best(found, "Exclusivity", lambda words: YES),
    )


def _best(found: Sequence[Clause], category: str, read: Callable[[str], str | None]) -> Value | None:
    """The best clause's value; a later one that gives a value goes before a better one that gives none."""
    ranked = sorted((clause for clause in found if clause.category == category), key=lambda clause: -clause.score)
    values = [
        Value(text=clause.text, value=read(clause.text), clause=clause.id, score=clause.score) for clause in ranked
    ]
    return next((value for value in values if value.value), values[0] if values else None)


def _law(found: Sequence[Clause]) -> Law | None:
    def name(words: str) -> str | None:
        place = jurisdiction(words)
        return place.name if place else None

    best = _best(found, "Governing Law", name)
    place = jurisdiction(best.text) if best else None
    return Law(**best.model_dump(), code=place.code if place else None) if best else None


def document_type(name: str) -> str | None:
    """The type of agreement that a document's name tells; null where it tells none that is known."""
    return next((kind for kind, words in TYPES.items() if re.search(words, name, re.IGNORECASE)), None)


def term(text: str) -> str | None:
    """How long the contract runs at first: the first duration that is neither a renewal's nor a notice's."""
    plain = in_figures(text)
    for position, duration in durations(text):
        if not (_follows(_RENEWING, plain, position) or _NOTICE.match(plain, position)):
            return duration
    return None


def renewal(text: str) -> str | None:
    """How long a renewal runs; "perpetual" where it goes on until somebody ends it."""
    plain = in_figures(text)
    for position, duration in durations(text):
        if _YEARLY_RENEWAL.match(plain, position):
            return duration
        if _follows(_RENEWING_OR_EXTENDING, plain, position) and not _NOTICE.match(plain, position):
            return duration
    return PERPETUAL if _ENDLESS.search(text) else None


def notice(text: str) -> str | None:
    """How long before the end a notice is due that stops the renewal."""
    plain = in_figures(text)
    return next((duration for position, duration in durations(text) if _NOTICE.match(plain, position)), None)


def cap(text: str) -> str | None:
    """The largest sum that the text names, or else how long a time's fees the cap is."""
    plain = in_figures(text)
    fees = _FEES.search(plain)
    after = [duration for position, duration in durations(text) if fees and position > fees.start()]
    return money(text) or (after[0] if after else None)


def _follows(words: re.Pattern[str], text: str, position: int) -> bool:
    """Whether one of the words stands shortly before a position, in the same clause of the sentence."""
    return bool(words.search(re.split(r"[;.]", text[max(0, position - 60) : position])[-1]))


def beginning(text: str) -> str | None:
    """The date from which on something runs: the one after "from" or "commencing", else the only one."""
    begins = _START.search(text)
    return (iso_date(begins["date"]) if begins else None) or iso_date(text)


def expiration(text: str, start: str | None) -> str | None:
    """The day on which the contract ends: written out, or its term after its start; "perpetual" without an end."""
    if BLANK.search(text):
        return None
    ends = _END.search(text)
    written = iso_date(ends["date"]) if ends else None
    length = term(text)
    if written or not length:
        only = None if _START.search(text) else iso_date(text)  # the one date may be the first day
        return written or only or (PERPETUAL if not length and _ENDLESS.search(text) else None)
    start = beginning(text) or start
    try:
        return later(start, length) if start else None
    except ValueError:
        return None
