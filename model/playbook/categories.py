"""The categories in a lawyer's words, in the order in which a lawyer reads them: the most costly first."""

from __future__ import annotations

from typing import NamedTuple

from model.summary.text.wording import with_article


class Label(NamedTuple):
    """A category's name as a heading and in mid-sentence: "There is {there}", "No {none} was found". ``none`` is
    countable, since "the quoted passage may be one" can follow."""

    heading: str
    there: str
    none: str


LABELS: dict[str, Label] = {
    "Document Name": Label("Title", "a title", "title"),
    "Parties": Label("Parties", "a party", "party"),
    "Agreement Date": Label("Agreement date", "an agreement date", "agreement date"),
    "Effective Date": Label("Effective date", "an effective date", "effective date"),
    "Expiration Date": Label("Term and expiration", "an end date", "end date or term"),
    "Renewal Term": Label("Renewal", "a renewal provision", "renewal provision"),
    "Notice Period To Terminate Renewal": Label(
        "Notice of renewal or non-renewal", "a notice of renewal or non-renewal", "notice of renewal or non-renewal"
    ),
    "Cap On Liability": Label("Limitation of liability", "a limitation of liability", "limitation of liability"),
    "Uncapped Liability": Label(
        "Uncapped liability", "an exception to the cap, or liability without one", "provision for uncapped liability"
    ),
    "Liquidated Damages": Label(
        "Liquidated damages and termination fees",
        "a fixed sum for breach or early termination",
        "liquidated damages clause",
    ),
    "Termination For Convenience": Label(
        "Termination for convenience", "a right to terminate for convenience", "right to terminate for convenience"
    ),
    "Change Of Control": Label("Change of control", "a change-of-control clause", "change-of-control clause"),
    "Anti-Assignment": Label("Assignment", "a restriction on assignment", "restriction on assignment"),
    "Exclusivity": Label("Exclusivity", "an exclusivity clause", "exclusivity clause"),
    "Non-Compete": Label("Non-compete", "a non-compete", "non-compete"),
    "No-Solicit Of Customers": Label(
        "Non-solicitation of customers", "a bar on soliciting customers", "bar on soliciting customers"
    ),
    "No-Solicit Of Employees": Label(
        "Non-solicitation of employees", "a bar on soliciting employees", "bar on soliciting employees"
    ),
    "Competitive Restriction Exception": Label(
        "Exception to exclusivity or non-compete",
        "an exception to a restriction on competing",
        "exception to a restriction on competing",
    ),
    "Non-Disparagement": Label("Non-disparagement", "a non-disparagement clause", "non-disparagement clause"),
    "Most Favored Nation": Label("Most favored nation", "a most-favored-nation clause", "most-favored-nation clause"),
    "Rofr/Rofo/Rofn": Label(
        "Right of first refusal or offer",
        "a right of first refusal, offer or negotiation",
        "right of first refusal or offer",
    ),
    "Minimum Commitment": Label("Minimum commitment", "a minimum commitment", "minimum commitment"),
    "Volume Restriction": Label("Volume limit", "a limit on volume", "limit on volume"),
    "Price Restrictions": Label("Price controls", "a limit on price changes", "limit on price changes"),
    "Revenue/Profit Sharing": Label(
        "Revenue or profit sharing", "a share of revenue or profit", "revenue- or profit-sharing clause"
    ),
    "Ip Ownership Assignment": Label(
        "Assignment of intellectual property",
        "an assignment of intellectual property",
        "assignment of intellectual property",
    ),
    "Joint Ip Ownership": Label(
        "Joint ownership of intellectual property",
        "jointly owned intellectual property",
        "provision for joint ownership of intellectual property",
    ),
    "License Grant": Label("License grant", "a license", "license grant"),
    "Irrevocable Or Perpetual License": Label(
        "Perpetual or irrevocable license", "a perpetual or irrevocable license", "perpetual or irrevocable license"
    ),
    "Non-Transferable License": Label(
        "Non-transferable license", "a non-transferable license", "non-transferable license"
    ),
    "Affiliate License-Licensor": Label(
        "License by affiliates of the licensor",
        "a license by the licensor's affiliates",
        "license by the licensor's affiliates",
    ),
    "Affiliate License-Licensee": Label(
        "License to affiliates of the licensee",
        "a license to the licensee's affiliates",
        "license to the licensee's affiliates",
    ),
    "Unlimited/All-You-Can-Eat-License": Label(
        "Unlimited-use license", "a license for unlimited use", "license for unlimited use"
    ),
    "Source Code Escrow": Label("Source code escrow", "a source code escrow", "source code escrow"),
    "Covenant Not To Sue": Label("Covenant not to sue", "a covenant not to sue or contest", "covenant not to sue"),
    "Third Party Beneficiary": Label(
        "Third-party beneficiaries", "a third-party beneficiary", "third-party beneficiary clause"
    ),
    "Insurance": Label("Insurance", "an insurance requirement", "insurance requirement"),
    "Audit Rights": Label("Audit rights", "an audit right", "audit right"),
    "Warranty Duration": Label("Warranty period", "a warranty period", "warranty period"),
    "Post-Termination Services": Label(
        "Obligations after termination", "an obligation after termination", "obligation after termination"
    ),
    "Governing Law": Label("Governing law", "a governing-law clause", "governing-law clause"),
}
_ORDER = {category: number for number, category in enumerate(LABELS)}


def label(category: str) -> str:
    """A category's heading; for a category of another model, its own name."""
    return LABELS[category].heading if category in LABELS else category


def present_phrase(category: str) -> str:
    """The noun phrase for a clause of the category, to follow "There is"."""
    return LABELS[category].there if category in LABELS else f"a clause on {category}"


def missing_phrase(category: str) -> str:
    """The noun phrase for a missing clause, to follow "No"."""
    return LABELS[category].none if category in LABELS else f"clause on {category}"


def possible_phrase(category: str) -> str:
    """The noun phrase for a clause that may be of the category, to follow "The quoted passage may be"."""
    return with_article(missing_phrase(category))


def importance(category: str) -> int:
    """A category's rank in reading order; categories of another model come last."""
    return _ORDER.get(category, len(_ORDER))
