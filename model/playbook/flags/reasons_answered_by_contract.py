"""A rule's reason where the contract itself answers it: what co-owners may do, when an assignment takes place."""

from __future__ import annotations

import re

from chunking.document import Document
from model.playbook.clause_meaning.by_category.commitments import only_paid
from model.playbook.clause_meaning.by_category.favored_terms import only_intended
from model.playbook.clause_meaning.by_category.fixed_sums import is_price_of_an_exit
from model.playbook.clause_meaning.by_category.inspections import is_of_quality
from model.playbook.clause_meaning.by_category.ip_ownership import at_the_end_only
from model.playbook.clause_meaning.by_category.restraints import bars_advertising_only
from model.playbook.flags.advice.already_in_clause import EACH_MAY, FEEDBACK
from model.playbook.flags.advice.minimums import costs_no_money, costs_only_money, falls_with_the_other, is_suspended
from model.playbook.subject_matter import is_loan

_SETTLED = re.compile(
    r"\bwithout\b[^.;]{0,120}?\b(?:account(?:ing)?|consent|approval)\b|\bno\s(?:duty|obligation)\sto\s(?:account|obtain)\b"
    r"|\b(?:neither|no)\s(?:party|co-?owner|owner)\b[^.;]{0,200}?\bwithout\b[^.;]{0,60}?\bconsent\b",
    re.IGNORECASE,
)
_OWNED_JOINTLY = re.compile(
    r"\bjointly[\s-](?:\w+\s)?own|\bjoint\s(?:ownership|owners?)\b|\bco-?own|\bundivided\b", re.IGNORECASE
)
# A reason is replaced only if it speaks of what the contract answers.
_ALONE = re.compile(r"\bco-owners?\smay\sdo\salone\b")
_REGARDLESS = re.compile(r"\bregardless\sof\sactual\sloss\b")
_BACK = re.compile(r"\bdoes\snot\scome\sback\b")
_MUST_BE_OFFERED = re.compile(r"\bmust\sbe\soffered\b")
_REACH = re.compile(r"\bto\sreach\sit\b")
_LAWFUL = re.compile(r"\bcompetition\slaw\b")
_BREACH_ENDS_IT = re.compile(r"\bwhether\sa\sbreach\sends\sit\b")
# "If you fail to comply with these terms, your license will terminate at once"
_BREACHES = re.compile(
    r"\b(?:fail(?:s|ure)?\s(?:\w+\s)?to\scomply|breach\w*|violat\w*|defaults?|non-?compliance|not\scomply)\b",
    re.IGNORECASE,
)
_LICENSE_STOPS = re.compile(
    r"\b(?:licen[cs]es?|rights?)\b[^.;]{0,100}?\b(?:will|shall|is|are|may)\s(?:\w+\s){0,3}?(?:terminat|ceas|end(?:s|ed)?\b|revok|laps)"
    r"|\blicen[cs]es?\s(?:terminates|ends|ceases|lapses)\b|\b(?:terminat|revok)\w*\s(?:\w+\s){0,4}?(?:licen[cs]es?|rights\sgranted)\b",
    re.IGNORECASE,
)
_IRREVOCABLE = re.compile(r"\birrevocabl", re.IGNORECASE)
_PAST = re.compile(r"\bclaims\sfor\spast\speriods\b")
# "No statement may be queried more than 18 months after it was sent", "invoices are final two years after their date"
_QUERIED_IN_TIME = re.compile(
    r"\b(?:no|not|never)\b[^.;]{0,80}?\b(?:queried|disputed|challenged|questioned|contested|reopened|audited)\b[^.;]{0,40}?"
    r"\b(?:more|later)\sthan\s[^.;]{1,40}?\b(?:months|years?)\s(?:after|from|old)\b"
    r"|\b(?:statements?|invoices?|accounts?|reports?)\b[^.;]{0,60}?\b(?:final|conclusive|binding)\b[^.;]{0,60}?\b(?:months|years?)\s(?:after|from)\b",
    re.IGNORECASE,
)


# "The assignment of the rights to Buyer in this agreement will terminate"
_COMES_BACK = re.compile(
    r"\bassignment\sof\s(?:[\w’']+\s){0,6}?(?:rights?|title|ownership|property|copyrights?)\b[^.;,()]{0,80}?\b(?:shall|will)\s(?:\w+\s)?"
    r"(?:terminate|cease|lapse|revert|end)\b|\b(?:ownership|title)\b[^.;]{0,80}?\b(?:shall|will)\s(?:\w+\s)?revert\b",
    re.IGNORECASE,
)


def reason_of(reason: str, category: str | None, passages: list[str], document: Document, around: str = "") -> str:
    """The reason of a rule about a category, or what the contract makes of it; ``passages`` are the quotes, and
    ``around`` the sections that contain them."""
    if category == "Liquidated Damages" and _REGARDLESS.search(reason) and is_price_of_an_exit(passages):
        return "It is the price of ending the contract early."
    if category == "Joint Ip Ownership" and _ALONE.search(reason) and _is_settled(document):
        return "The contract says what each owner may do alone."
    if category == "Irrevocable Or Perpetual License" and _BREACH_ENDS_IT.search(reason):
        return _of_lasting_license(passages, document) or reason
    if category == "Ip Ownership Assignment" and _BACK.search(reason):
        return _of_assignment(passages, document) or reason
    if (
        category == "Audit Rights"
        and _PAST.search(reason)
        and (is_of_quality(" ".join(passages)) or is_loan(document.text))
    ):
        return "Inspections take up the inspected party's time."
    if category == "Audit Rights" and _PAST.search(reason) and _QUERIED_IN_TIME.search(around):
        return "An audit takes up the audited party's time; the contract limits how far back claims can reach."
    if category == "Non-Compete" and _LAWFUL.search(reason) and bars_advertising_only(passages):
        return "It restricts what advertising a party may accept or give."
    if category == "Most Favored Nation" and _MUST_BE_OFFERED.search(reason) and only_intended(passages):
        return "The clause states an intention; whether it can be enforced is doubtful."
    if category == "Minimum Commitment" and _REACH.search(reason):
        return _of_minimum(passages, document, around) or reason
    return reason


def _of_minimum(passages: list[str], document: Document, around: str) -> str | None:
    """What is to be said of a minimum that is only paid, or of which the contract names all that a shortfall costs."""
    if only_paid(passages):
        falls = falls_with_the_other(around, document.text) or is_suspended(around)
        cases = ", but for the cases that the contract names" if falls else ""
        return f"It is due however little is used or sold{cases}."
    if costs_no_money(document.text):
        return "Failing to reach it costs no money, but check whether it can cost exclusivity or the contract itself."
    return "The contract names the only remedy for a shortfall." if costs_only_money(around) else None


def _of_assignment(passages: list[str], document: Document) -> str | None:
    """What is to be said of an assignment that waits for the contract's end, or may come back."""
    late = [at_the_end_only(one) for one in passages]
    if late and all(late):
        return "The assignment takes place only if the contract ends, as quoted."
    if any(late):
        return "One of the assignments takes place only when the contract ends."
    back = _COMES_BACK.search(document.text)
    return "Ownership comes back only in the cases that the contract names." if back else None


def _of_lasting_license(passages: list[str], document: Document) -> str | None:
    """What is to be said of a perpetual license if it is of feedback only, or if the contract lets a breach end it."""
    if passages and all(FEEDBACK.search(one) for one in passages):
        return "It covers feedback; check that nothing confidential has to be given as feedback."
    if any(_IRREVOCABLE.search(one) or FEEDBACK.search(one) for one in passages):
        return None
    said = (document.segment_text(segment) for segment in document.segments)
    ends = any(_BREACHES.search(one) and _LICENSE_STOPS.search(one) for one in said)
    return "The contract lets a breach end it. Check what becomes of it when the contract ends." if ends else None


def _is_settled(document: Document) -> bool:
    """Whether a sentence about joint ownership says what an owner may do without the other, or not do."""
    said = (document.segment_text(segment) for segment in document.segments)
    return any(_OWNED_JOINTLY.search(one) and (_SETTLED.search(one) or EACH_MAY.search(one)) for one in said)
