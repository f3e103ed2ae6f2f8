"""The date of a contract and the day on which it takes effect: either may be stated through the other, by a signature
or by an acceptance."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.schema import Clause, Value
from model.summary.best_value import begins_at, best_value
from model.summary.dates.named_days import named_days, with_days
from model.summary.dates.signature_dates import has_an_unread_signature, last_signature
from model.summary.dates.start_and_term import HEREOF, SIGNING, beginning, begins_on, says_hereof
from model.summary.text.signatures import SIGNED_OR_BY
from model.summary.values.date_patterns import DATE
from model.summary.values.dates import iso_date, later
from model.summary.values.numbers import in_figures

# "This Agreement is entered into as of the Effective Date", within this many characters.
_AS_OF_EFFECTIVE = re.compile(
    r"\bthis\s(?:[\w&-]{1,30}\s){0,6}(?:agreement|contract)\b[^.;]{0,60}?\b(?:made|entered\sinto|dated|executed)\s"
    r"(?:and\s(?:made|entered\sinto|executed)\s)?(?:as\sof|on)\sthe\s[“\"]?effective\sdate\b",
    re.IGNORECASE,
)
_OPENING = 4_000
# "This Second Amendment is made on April 24, 2024 and takes effect on June 1, 2024"
_TAKES_EFFECT_ON = re.compile(
    r"\bthis\s(?:[\w&-]{1,30}\s){0,6}(?:agreement|contract|amendment|addendum|deed|lease|order)\b[^.;\n]{0,120}?"
    r"\b(?:made|entered\sinto|dated|executed|signed)\b[^.;\n]{0,40}?,?\s(?:and|but)\s(?:it\s)?(?:shall\s|will\s)?"
    r"(?:takes?\seffect|(?:is|be|becomes?)\seffective|(?:comes?|enters?)\sinto\s(?:force|effect))\s(?:on|from|as\sof)\s"
    rf"{DATE}",
    re.IGNORECASE,
)
_WHEN_SIGNED = re.compile(
    r"\bdate\s+of\s+(?:\w+\s+)?(?:execution|signature|acceptance)\b[^.;]{0,60}?\bby\b", re.IGNORECASE
)
# A signature's date is at most this many characters after the signature.
_BESIDE = 500
# Signatures come after this share of a contract.
_AT_THE_END = 0.4
# "The Effective Date shall be the later of the dates shown by the signatures below."
_BY_SIGNATURES = re.compile(
    r"\bEffective\sDate[”\"]?\s(?:of\sthis\s\w+\s)?(?:shall\sbe|is|will\sbe|means|shall\smean)\s(?:the\s)?(?:later?|latest|last)\s"
    r"(?:of\sthe\s)?(?:two\s)?dates?\s[^.;\n]{0,60}\b(?:signature|signed|execut)",
    re.IGNORECASE,
)
# "This Agreement is effective from the date of acceptance", "takes effect when you accept it"
_ACCEPTED = re.compile(
    r"(?:\b(?:this|the)\s(?:\w+\s){0,3}?|^\W{0,4})(?:agreement|contract|terms)\s(?:(?:(?:is|are|becomes?|(?:shall|will)\s(?:be|become))\s)?(?:effective|binding)|(?:shall\s|will\s)?takes?\seffect|begins?|starts?|commences?)\s"
    r"(?:(?:from|on|upon|as\sof)\s(?:the\s)?(?:date\s(?:of\s|on\swhich\s)?)?(?:your\s|its\s|the\s)?(?:(?:customer|client|partner|user|member)[’']s\s)?acceptance\b"
    r"|(?:from|on|as\sof)\sthe\sdate\s(?:on\swhich\s|when\s)?you\s(?:first\s)?(?:accept|agree|sign\sup|click)|when\syou\s(?:first\s)?(?:accept|agree|sign\sup|click))",
    re.IGNORECASE,
)
# "Effective Date: May 2, 2020" and "Effective May 2, 2020" state which date it is.
_LABELED = re.compile(
    rf"\W{{0,4}}(?:the\s)?effective(?:\sdate\b|:?\s(?:(?:as\sof|from|on)\s)?{DATE}\W{{0,4}}\Z)", re.IGNORECASE
)


_BEGINS_ON = re.compile(
    rf"\b(?:commenc\w+|beg[ia]n\w*|starts?|starting|takes?\seffect|into\s(?:force|effect))\b[^.;]{{0,60}}?{DATE}",
    re.IGNORECASE,
)


def contract_dates(found: Sequence[Clause], text: str) -> tuple[Value | None, Value | None]:
    """The date of the contract and its effective date, as the clauses give them; either may have no value."""
    agreed = best_value(found, "Agreement Date", iso_date)
    effective = _effective(found, agreed.value if agreed else None, text)
    if agreed and not (effective and effective.value):
        effective = _on_signing(found, agreed, text) or effective
    if effective and (ruled := _BY_SIGNATURES.search(text)) and begins_at(found, effective) > ruled.end():
        # a date in what is attached
        effective = agreed if agreed and agreed.value and begins_at(found, agreed) > _AT_THE_END * len(text) else None
    undated = effective and (effective.gap or not _LABELED.match(effective.text))
    if effective and (effective.value or effective.gap) and undated and (accepted := _on_acceptance(found)):
        effective = accepted  # the date over a form that others accept later
    if agreed and agreed.gap and effective and not effective.value and _begins_on_its_date(effective.text):
        effective = effective.model_copy(update={"gap": agreed.gap})
    if (
        agreed
        and effective
        and effective.value == agreed.value
        and (later_on := _TAKES_EFFECT_ON.search(text, 0, _OPENING))
    ):
        effective = _read_anew(effective, later_on["date"])
    if not agreed and effective and effective.value and _AS_OF_EFFECTIVE.search(text, 0, _OPENING):
        agreed = effective
    return agreed, effective


def _read_anew(value: Value, words: str) -> Value:
    """The value with the date that these words give, or as it is if they give none or the same."""
    day = iso_date(words)
    return value.model_copy(update={"text": words, "value": day}) if day and day != value.value else value


def _on_acceptance(found: Sequence[Clause]) -> Value | None:
    """A clause by which the contract takes effect when the other side accepts it, which has no date of its own."""
    clauses = (one for one in found if one.category in ("Effective Date", "Expiration Date"))
    clause = next((one for one in clauses if _ACCEPTED.search(one.text)), None)
    return Value(text=clause.text, value=None, clause=clause.id, score=clause.score) if clause else None


def _effective(found: Sequence[Clause], signed: str | None, text: str) -> Value | None:
    """The effective date, or else the day on which a clause on the term says that the contract begins."""
    days = named_days(text)

    def begun(words: str) -> str | None:
        return beginning(with_days(words, days), signed)

    effective = best_value(found, "Effective Date", begun)
    if effective and effective.value:
        return effective
    hereof = best_value([one for one in found if says_hereof(one.text)], "Expiration Date", begun)
    # "enters into force on May 2, 2020 and runs for two years"
    return (
        hereof
        or effective
        or best_value([one for one in found if _BEGINS_ON.search(in_figures(one.text))], "Expiration Date", begins_on)
    )


def _begins_on_its_date(words: str) -> bool:
    """Whether the words let the contract take effect on its own date, and not on the day someone signs."""
    return bool(HEREOF.search(words)) and not _WHEN_SIGNED.search(words)


def _on_signing(found: Sequence[Clause], agreed: Value, text: str) -> Value | None:
    """The effective date of a contract that takes effect on signature, if its date is read from the signatures, or all
    of them are dated and the last one counts."""
    at = begins_at(found, agreed)
    signatures = at > _AT_THE_END * len(text) or SIGNED_OR_BY.search(text, max(0, at - _BESIDE), at)
    if not agreed.value:
        return None
    for clause in found:
        signing = SIGNING.search(clause.text) if clause.category in ("Effective Date", "Expiration Date") else None
        last = (agreed.value if signatures else _of_the_last(text, agreed.value)) if signing else None
        if signing and last:
            day = later(last, "P1D") if signing["next"] else last
            return Value(text=clause.text, value=day, clause=clause.id, score=clause.score)
    return None


# "Signed by the parties on the date at its head"
_SIGNED_ON_ITS_DATE = re.compile(
    r"\b(?:signed|executed|entered\sinto|delivered)\b[^.;\n]{0,80}?\bon\sthe\s(?:date|day)\s(?:and\syear\s)?(?:(?:given|stated|shown|written|set\sout|which\s(?:stands|appears))\s)?"
    r"(?:(?:at|on)\s(?:its|the)\s(?:head|top|beginning|start|front)|(?:first\s)?(?:above|before)\swritten|above)\b",
    re.IGNORECASE,
)


def _of_the_last(text: str, agreed: str) -> str | None:
    """The date of the last signature, if none of them is undated; that of the contract, if all sign on it."""
    if has_an_unread_signature(text):
        return None
    return last_signature(text) or (agreed if _SIGNED_ON_ITS_DATE.search(text) else None)


def stated(date: Value | None) -> Value | None:
    """A date of which nothing is open or redacted: only something else in its sentence is. A single word is none."""
    if date and date.value:
        return date.model_copy(update={"gap": None})
    return date if date and (date.gap or " " in date.text) else None
