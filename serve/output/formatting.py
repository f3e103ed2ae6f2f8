"""The values of a summary in words, for the page and the terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from model.document_part import Unread
from model.schema import (
    NORM,
    Clause,
    Ending,
    Exclusivity,
    Fees,
    Flag,
    Formula,
    Law,
    LiabilityCap,
    Limit,
    Money,
    Notice,
    Party,
    Quote,
    Renewal,
    Right,
    Summary,
    Term,
    Value,
)
from model.summary.dates.start_and_term import WITHOUT_END, term
from model.summary.liability.liability import caps_of_others
from model.summary.parties.shown_names import PRONOUN
from model.summary.text.wording import possessive
from model.summary.values.blanks import REDACTED
from model.summary.values.durations import in_words

FIELDS = {
    "document_name": "Title",
    "document_type": "Type",
    "agreement_date": "Agreement date",
    "effective_date": "Effective date",
    "expiration_date": "Expiration",
    "term": "Term",
    "renewal_term": "Renewal",
    "renewal_notice": "Renewal notice",
    "governing_law": "Governing law",
    "liability_cap": "Liability cap",
    "termination_for_convenience": "Termination for convenience",
    "exclusivity": "Exclusivity",
}
_BOUNDS = {
    "at_the_latest": "no later than {}",
    "at_the_earliest": "no earlier than {}",
    "earlier_of": "{} or earlier",
    "later_of": "{} or later",
}
_KINDS = {"automatic": "automatic", "agreement": "by agreement"}
_GAPS = {"open": "with a blank to be filled in", "redacted": "redacted"}

_GAPS_ALONE = {"open": "a blank, to be filled in", "redacted": "redacted"}
# A term computed as more than this many months; nobody would state it so.
_MANY_MONTHS = 24
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Words that show that a party can end a contract without a fixed end.
_UNTIL_ENDED = re.compile(r"\bterminat|\bcancel|\bnotice\b", re.IGNORECASE)
_ON_NOTICE = re.compile(r"\bterminat[^.;]{0,120}\bnotice\b|\bnotice\b[^.;]{0,80}\bterminat", re.IGNORECASE)


def shown(field: Value | LiabilityCap) -> str:
    """A field of the summary in words; the contract's own words if it gives no plain value."""
    if isinstance(field, LiabilityCap):
        return _cap(field)
    if field.corrected:
        return str(field.value) if _DAY.fullmatch(field.value or "") else " ".join(field.corrected.split())
    told = _told(field)
    gap = _GAPS.get(field.gap or "")
    if not told:
        return _GAPS_ALONE.get(field.gap or "") or " ".join(field.text.split())
    return f"{told} ({gap})" if gap else told


def _told(field: Value) -> str:
    value = in_words(field.value or "")
    if isinstance(field, Law) and field.laws:
        return "; ".join(f"{law.name} ({law.applies})" if law.applies else law.name for law in field.laws)
    if not value:
        return ""
    if field.value in WITHOUT_END:
        value = _without_end(field)
    if isinstance(field, Ending):
        return _BOUNDS.get(field.bound or "", "{}").format(value)
    if isinstance(field, Term):
        return f"{value} from {field.counted_from}" if field.counted_from else value
    if isinstance(field, Renewal):
        return ", ".join(part for part in (value, _kind(field)) if part)
    if isinstance(field, Notice):
        use = "to renew" if field.purpose == "to_renew" else "to stop the renewal"
        return f"{value} {use}" + (f", by {field.party}" if field.party else "")
    if isinstance(field, Exclusivity) and field.party:
        return f"{value}, binds {field.party}"
    if isinstance(field, Right) and field.party:
        return f"{value}, for {field.party}"
    return value


def _without_end(field: Value) -> str:
    """Words for a field without a fixed end: a party may end it, or it is meant to last indefinitely."""
    if _UNTIL_ENDED.search(field.text):
        if not isinstance(field, Ending):
            return "until terminated"
        on_notice = _ON_NOTICE.search(field.text)
        return "indefinite, terminable on notice" if on_notice else "no fixed term; continues until terminated"
    return "indefinite" if "indefinite" in field.text.lower() else field.value or ""


def _kind(field: Renewal) -> str:
    if field.kind == "option":
        return f"at {possessive(field.party)} option" if field.party else "at a party's option"
    return _KINDS.get(field.kind or "", "") + (", subject to a condition" if field.condition else "")


def _cap(cap: LiabilityCap) -> str:
    limits = [limit_in_words(limit) for limit in (cap.value, *cap.other)]
    if REDACTED.search(cap.text):
        limits = [
            "redacted" if isinstance(limit, Formula) else words
            for limit, words in zip((cap.value, *cap.other), limits, strict=True)
        ]
    if called := _paid(cap.text):
        limits = [_as_called(limit, called) for limit in limits]
    which = {"greater_of": "the greater of ", "lesser_of": "the lesser of "}.get(cap.bound or "", "")
    said = which + (" and " if which else "; ").join(limits)
    said += f" {cap.scope.lower()}" if cap.scope else ""
    return said + (f", for {possessive(cap.party)} liability" if cap.party else "")


def _as_called(limit: str, called: str) -> str:
    """A cap's fees under the contract's own name: "the price under the contract", "12 months' commissions"."""
    limit = limit.replace("the fees under the contract", f"the {called} under the contract")
    return limit.removesuffix("fees") + called if called == "commissions" and limit.endswith(" fees") else limit


def _paid(text: str) -> str | None:
    """What a cap calls the money paid, if it does not mention fees."""
    plain = text.lower()
    if "fee" in plain:
        return None
    return (
        "price"
        if "price" in plain
        else "commissions"
        if re.search(r"\bcommissions?\b", plain)
        else "amounts paid"
        if re.search(r"\b(?:paid|received|collected)\b", plain)
        else None
    )


def limit_in_words(limit: Limit) -> str:
    """A limit of liability in words: "USD 1,000,000", "12 months' fees"."""
    if isinstance(limit, Money):
        currency, amount = limit.amount.split()
        return f"{currency} {float(amount):,.2f}".removesuffix(".00")
    if isinstance(limit, Fees):
        times = f"{limit.multiple:g} times " if limit.multiple != 1 else ""
        return times + (f"{possessive(in_words(limit.period))} fees" if limit.period else "the fees under the contract")
    return "a formula, see the clause"


def norm_label(flag: Flag) -> str:
    """What a flag's norm is: what the playbook asks for, or what is typical of similar contracts."""
    return "Typical" if flag.rule.startswith(NORM) else "Playbook position"


def named(party: Party) -> str:
    """A party with the terms that the contract defines for it."""
    terms = [term for term in party.defined_as if not PRONOUN.fullmatch(term)] or party.defined_as[:1]
    return party.name + (f" ({', '.join(terms)})" if terms else "")


class Placed(Protocol):
    """A passage with its pages or, in a Word file, its paragraphs."""

    @property
    def pages(self) -> list[int]:
        """Empty in a Word file."""
        ...

    @property
    def paragraphs(self) -> list[int]:
        """Empty in any other file."""
        ...


def place(passage: Placed) -> str:
    """Where a passage is: "page 3", "pages 3 to 5"; in a Word file, which has no pages, "paragraph 12"."""
    return numbered("page", passage.pages) if passage.pages else numbered("paragraph", passage.paragraphs)


def place_of(clause: Clause) -> str:
    """Where a clause is, with its heading in a Word file: Word does not show the numbers of paragraphs."""
    heading = "" if clause.pages else " › ".join(clause.heading)
    return ", ".join(part for part in (place(clause), heading) if part)


def beginning(part: Quote | Unread) -> str:
    """Where a passage begins."""
    return f"page {part.page}" if part.page else f"paragraph {part.paragraph}"


def place_of_quote(quote: Quote) -> str:
    """The section of a quote, and its page or paragraph."""
    return ", ".join(part for part in (quote.section, beginning(quote)) if part)


def numbered(kind: str, numbers: Sequence[int]) -> str:
    """Consecutive pages or paragraphs: "page 3", "pages 3 to 5"."""
    return f"{kind} {numbers[0]}" if len(numbers) == 1 else f"{kind}s {numbers[0]} to {numbers[-1]}"


def extent(pages: int | None, paragraphs: int | None) -> str:
    """How long a document is: "30 pages", for a Word file "214 paragraphs"."""
    kind, count = ("page", pages) if pages else ("paragraph", paragraphs)
    return f"{count} {kind}{'' if count == 1 else 's'}"


def rows(summary: Summary) -> list[tuple[str, Value | LiabilityCap | None]]:
    """The summary's fields with their labels, in reading order."""
    found: list[tuple[str, Value | LiabilityCap | None]] = []
    for name, label in FIELDS.items():
        if not _is_counted_oddly(summary, name):
            found.append((label, getattr(summary, name)))
        if name == "liability_cap":
            found += [(label, cap) for cap in caps_of_others(summary.liability_cap, summary.other_caps)]
    return found


def _is_counted_oddly(summary: Summary, name: str) -> bool:
    """Whether the term is an odd number computed from two dates ("279 days"), which say it better."""
    if name != "term" or not summary.term or not summary.expiration_date:
        return False
    value = summary.term.value or ""
    odd = value.endswith("D") or (value.endswith("M") and int(value[1:-1]) > _MANY_MONTHS)
    return odd and term(summary.term.text) is None
