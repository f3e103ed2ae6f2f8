"""What a flag says of a kind of clause that was not found, or of which only a hint was found."""

from __future__ import annotations

import re
from itertools import chain

from chunking.document import Document
from model.playbook.case import Hit
from model.playbook.categories import missing_phrase
from model.playbook.clause_meaning.polarity import asserted, spoken_of
from model.playbook.clause_meaning.rights_by_party.assignments import NOT_TRANSFERABLE, assignments
from model.playbook.clause_meaning.rights_by_party.kept_rights import kept_rights
from model.playbook.clause_meaning.rights_by_party.rights import LIMITED, ON_NOTICE, RESTRICTED
from model.playbook.flags.rule_context import RuleContext
from model.schema import Formula
from model.summary.dates.end_of_this_contract import is_of_another_thing
from model.summary.governing_law import may_govern
from model.summary.liability.cap_amounts import cap_of
from model.summary.liability.liability import CAP, sentences
from model.summary.related.related_agreements import incorporated
from model.summary.text.headings import headed
from model.summary.text.wording import possessive
from model.summary.values.jurisdictions import places_in

_LICENSE = "Non-Transferable License"


def possible_restriction(category: str, context: RuleContext) -> Hit | None:
    """If the contract says when a party may assign it: a hit saying that those words may be the restriction that was
    not found."""
    if category != "Anti-Assignment":
        return None
    rights = [
        one
        for one in assignments(context.case.document, context.case.sides)
        if one.kind in (LIMITED, ON_NOTICE, RESTRICTED)
        and not _assigns_here(context.case.document.text[one.start : one.end])
    ]
    unsure = f"No clear {missing_phrase(category)} was found, but the quoted passage may be one."
    return Hit(unsure, [(rights[0].start, rights[0].end)], unsure=True) if rights else None


def bar_on_the_license_only(context: RuleContext) -> Hit | None:
    """If a license or an account cannot be transferred, though nothing is said of the contract: a hit saying so."""
    document = context.case.document
    kept = ((one.what, one.start, one.end) for one in kept_rights(document, context.case.sides))
    licenses = (
        ("license", clause.interval[0] + barred.start(), clause.interval[0] + barred.end())
        for clause in context.case.clauses
        if clause.category == _LICENSE and (barred := NOT_TRANSFERABLE.search(clause.text))
    )
    first = next(chain(kept, licenses), None)
    if first is None:
        return None
    what, start, end = first
    said = f"No restriction on assigning the contract was found; the quoted passage only bars a transfer of the {what}."
    return Hit(said, [(start, end)])


def can_be(category: str, text: str) -> bool:
    """Whether an uncertain candidate says what clauses of its category say; a cap must name an amount."""
    if category == CAP:
        return any(not isinstance(limit, Formula) for one in sentences(text) for limit in cap_of(one))
    if category == "Governing Law" and not may_govern(text):
        return False
    if category == "Anti-Assignment" and (
        not _is_handed_on(text) or _assigns_here(text) or _OWNERSHIP_STAYS.search(text)
    ):
        return False
    if category == "Expiration Date" and is_of_another_thing(text):
        return False
    return asserted(category, text) is not None


# "Subcontracts shall not be awarded without consent": not the contract itself.
_HANDED_ON = re.compile(
    r"\b(?:assign|transfer|delegat|convey|sub-?let|sub-?licen|novat|alienat|pledg|encumb|hypothecat|substitut|successor|dispos"
    r"|change\s(?:of|in)\scontrol|merge|cede|sell)",
    re.IGNORECASE,
)
# "Shall have the right to grant sublicenses": who may use what is licensed, and not who may assign; an "assignment for
# the benefit of creditors" is an insolvency.
_MAY_SUBLICENSE = re.compile(
    r"\b(?:may|rights?\sto|entitled\sto|permitted\sto)\s(?:(?!not\b)[\w-]+\s){0,3}?sub-?licen[cs]e", re.IGNORECASE
)
_NO_ASSIGNMENT = re.compile(r"\bassignments?\sfor\s(?:the\s)?benefit\sof\s(?:\w+\s)?creditors", re.IGNORECASE)
_SUBLICENSE = re.compile(r"\bsub-?licen[cs]\w*", re.IGNORECASE)


def _is_handed_on(text: str) -> bool:
    told = _NO_ASSIGNMENT.sub(" ", text)
    return _HANDED_ON.search(_SUBLICENSE.sub(" ", told) if _MAY_SUBLICENSE.search(told) else told) is not None


# "This Agreement does not transfer any ownership rights to Buyer": who owns something, and not who may assign.
_OWNERSHIP_STAYS = re.compile(
    r"\b(?:agreement|contract|licen[sc]e|nothing|herein)\b[^.;]{0,40}?\b(?:not|nothing|shall|will)\s(?:be\s(?:deemed|construed)\sto\s)?(?:transfer|convey|assign|grant|give)s?\s"
    r"(?:(?!\bagreement\b)[^.;]){0,60}?\b(?:ownership|title|proprietary|intellectual\sproperty|copyrights?)\b",
    re.IGNORECASE,
)
# "Shipper hereby makes a partial assignment of its rights": an assignment, and no restriction on one.
_MADE_HERE = re.compile(
    r"\bhereby\s(?:(?:irrevocably|also|further)\s)?(?:assigns?|transfers?|makes?\s(?:\w+\s){0,2}?(?:assignment|transfer))\b"
    # "Author assigns to Publisher all right, title and interest in the book"
    r"|\b(?:assigns?|agrees\sto\sassign)\b[^.;]{0,80}?\ball\s(?:of\s)?(?:(?:its|his|her|their|the)\s)?(?:rights?|title|interests?|copyrights?|intellectual)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|neither|nor|without|consent|approval)\b", re.IGNORECASE)


def _assigns_here(text: str) -> bool:
    """Whether the words hand something on here and now, rather than restricting an assignment."""
    return _MADE_HERE.search(text) is not None and not _DENIED.search(text)


def missing_hit(category: str, name: str, context: RuleContext) -> Hit:
    """A hit saying that something is missing, or, if a candidate or the contract's wording hints at it, that this is
    uncertain."""
    unsure = f"No clear {name} was found, but the quoted passage may be one."
    if category in context.unsure:
        return Hit(unsure, clauses=[context.unsure[category]], unsure=True)
    if context.elsewhere:
        are, them = ("are", "them") if context.elsewhere.name.endswith("s") else ("is", "it")
        named = f"No {name} was found; it may be in {context.elsewhere.name}, which {are} not attached."
        check = f"Obtain {context.elsewhere.name} and check {them} first."
        place = (context.elsewhere.start, context.elsewhere.end)
        return Hit(named, [place], unsure=True, advisable=False, reason=check)
    document = context.case.document
    if other := incorporated(category, document):
        said = f"No {name} was found here; the {possessive(other.name)} clauses on this are incorporated by reference."
        check = f"Check what the {other.name} says."
        return Hit(said, [(other.start, other.end)], unsure=True, advisable=False, reason=check)
    below = headed(category, document)
    if below and category == "Governing Law" and not may_govern(document.segment_text(below)):
        below = None  # a section on laws that someone must obey
    if below and category == "Anti-Assignment" and _assigns_here(document.segment_text(below)):
        below = None  # a section by which copyright is assigned
    spoken = spoken_of(category, document.text) or ((below.start, below.end) if below else None)
    if category == "Governing Law" and (hit := _law_left_open(document, spoken)):
        return hit
    return Hit(unsure, [spoken], unsure=True) if spoken else Hit(f"No {name} was found.")


# "The courts of Leeds have jurisdiction", "the jurisdiction of the courts of Leeds"
_COURTS = re.compile(
    r"\bjurisdiction\s(?:of|in|lies\swith)\s[^.;\n]{0,60}?\bcourts?\b|\bcourts?\s(?:of|in)\s[^.;\n]{2,80}?\b(?:ha(?:s|ve)|with)\b[^.;\n]{0,30}?\bjurisdiction\b",
    re.IGNORECASE,
)
_GOVERNS = re.compile(r"\b(?:govern|constru|interpret|enforced?\b|in\saccordance)", re.IGNORECASE)
# "The laws of the place in which you live"
_OF_A_PLACE = re.compile(r"\blaws?\s(?:of|in)\b", re.IGNORECASE)


# "16. Governing Law and Jurisdiction. All disputes are resolved by arbitration."
_HEADED_LAW = re.compile(
    r"^[ \t]{0,9}(?:(?:Section|Article|Clause)\s)?[\d.]{1,8}\s{1,3}(?:Governing|Applicable)\sLaw\b[^.:\n]{0,40}[.:]\s"
    r"[^\n]{10,}",
    re.IGNORECASE | re.MULTILINE,
)
_LITIGATED = "The parties may have to litigate which law applies."


def _law_left_open(document: Document, spoken: tuple[int, int] | None) -> Hit | None:
    """What to say of a contract whose clause on the law names none ("in accordance with the law"), or which names only
    the courts; None if neither is so."""
    if spoken is None and (named := _HEADED_LAW.search(document.text)):
        return Hit("The clause headed “Governing Law” names no law.", [named.span()], reason=_LITIGATED)
    if spoken is None:
        courts = _COURTS.search(document.text)
        only = "No governing-law clause was found; the quoted passage names only the courts."
        return Hit(only, [courts.span()]) if courts else None
    said = " ".join(document.segment_text(one) for one in document.segments_in(*spoken))
    if places_in(said) or _OF_A_PLACE.search(said) or not _GOVERNS.search(said):
        return None
    return Hit("The clause on the governing law names no law.", [spoken], reason=_LITIGATED)
