"""Which words can name a party: no place, section, role or legal form by itself."""

from __future__ import annotations

import calendar
import re

from model.summary.parties.company_names import ANY_FORM, FORM, FORM_ALONE, HARD_FORM, STREET
from model.summary.parties.party_entry import ROLE
from model.summary.values.date_patterns import DATE, MONTH_NAMES
from model.summary.values.jurisdictions import places

# "between Consultant and Company" names nobody, nor does "by and between Developer".
PLAIN_ROLE = (
    r"(?:Developer|Client|Customer|Contractor|Subcontractor|Consultant|Licens(?:[oe]r|ee)|Supplier|Vendor|Buyer|Seller|Purchaser|Provider"
    r"|Distributor|Manufacturer|Reseller|Franchisor|Franchisee|Lessor|Lessee|Landlord|Tenant|Employer|Employee|Borrower|Lender|Agent)"
)
# "Acme Holdings, A Mutual Company": a description of the party, in capitals.
_DESCRIPTION = re.compile(
    r"An?\s(?:\w+\s){0,3}(?:Company|Corporation|Partnership|Association|Bank|Trust)$"
    r"|AN?\s(?:[\w/]+\s){0,3}(?:COMPANY|CORPORATION|PARTNERSHIP|FIRM|ASSOCIATION|BANK|TRUST)\s(?:HAVING|WITH|INCORPORATED|REGISTERED|ORGANI[SZ]ED|WHOSE)\b"
)
_IN_CAPITALS = re.compile(
    r"AN?\s(?:[A-Z-]{2,20}\s){1,4}(?:CORPORATION|COMPANY|PARTNERSHIP|ASSOCIATION|UNIVERSITY|BANK|TRUST)"
)
_NOT_ITS_NAME = re.compile(
    r"\b(?:laws?\s+of|on\s+behalf\s+of(?:\s+itself\s+and\sits\s[a-z\s]{3,30}\s(?:in|at|of)\s[^;()]{0,40})?|subsidiary\s+of|affiliate\s+of|division\s+of|known\s+as|d/?b/?a"
    r"|State\s+of|estate\s+of|part(?:y|ies)\s+to"
    r"|partner\s+of|owned\s+by|offices?\s+(?:at|in|of)|business\s+(?:at|in)|not\s+with|located\s+(?:at|in)"
    r"|successor\s+(?:to|of)|c/o|attention:?|(?:in\s+the\s+)?person\s+of|represented\s+by"
    # "acting by its general partner Brook GP Inc.", "acting herein by Ann Brook and Bert Reed, its trustees"
    r"|acting\s(?:\w+\s)?by(?:\sand\sthrough)?(?:\sits(?:\s[a-z]+){1,3})?(?:\s[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){1,3}\sand)?,?"
    # "an association, by its committee members Ann Brook and Bert Reed"
    r"|by\sits\s(?:\w+\s){0,2}(?:members?|trustees?|partners?|directors?)(?:\s[^;()]{3,40}\sand)?)\s*(?:the\s)?$",
    re.IGNORECASE,
)
_LONGEST_LEAD = 80
# Full names of months, so that "Marsh" and "Novartis" are not taken for dates.
_MONTHS = "|".join([MONTH_NAMES, *(f"{name}\\." for name in calendar.month_abbr[1:])])
_NO_NAME = re.compile(
    rf"(?:Part(?:y|ies)|Section|Article|Exhibit|Schedule|Annex|Appendix|Suite|Floor|Attn|Attention|(?:Fax|Tel)(?!-[A-Z])"
    rf"|Agreement|AGREEMENT|Statement\sof\sWork|Individual(?:ly)?|(?i:effective)|State|Recitals?"
    rf"|OF\sTHE\s(?:FIRST|SECOND|THIRD|FOURTH|ONE|OTHER)\sPART|Company\sNumber|(?:ABN|ACN|ARBN|NZBN|UEN|CIN|CRN)\s\d|Sign(?:ed|ature)|D[ée]partement|Department|Division|Branch|Rule|(?:With|To|If|In|For|On|At|As)(?!(?:\s[A-Z][\w&-]+){{1,3}},?\s{FORM})|Registration|{_MONTHS})\b|[\d\W]+$"
    r"|(?i:preamble|background|introduction)$"
    # in whose register a trust is: "Master's Reference IT 77/2014"
    r"|Master[’']?s\s(?:Office\s)?(?i:reference|ref|file|registration|number|no)\b"
    # "Initial Delivery Date. The Company": a heading, and the first words of its section
    r"|.{0,80}\sThe\s(?:Company|Bank|Trust|Fund|Partnership|University|Group|Association|Foundation)$"
    # the name under which the party before it does business; a text layer may read the D as an O
    r"|[DO]/?B/?A\b"
    # an officer who signs for a party
    r"|(?:Chief|Managing|Executive|General)\s(?:[A-Z][a-z]+\s){0,2}(?:Officer|Director|Manager|Partner)\b"
    # a picture's placeholder; the end of one sentence and the beginning of the next
    r"|.{0,80}(?i:\blogo$)|.{0,80}\w(?<!\bN[oO])\.\s\d",
)
# "Dubbo NSW 2830", "London EC1A 1BB"
_POSTCODE = re.compile(r"\s(?:\d{4,6}|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})$")
_HAS_AGREEMENT = re.compile(r"\b(?:Agreement|AGREEMENT|Amendment|AMENDMENT|Contract|CONTRACT)\b")
# "Brook Contract Mining Pty Ltd" works under contract.
_CONTRACTS = re.compile(rf"\b(?:Contract|CONTRACT)\s(?:[A-Z][\w&-]{{1,20}}\s){{1,3}}{FORM}")
# Nor does the first recital: "A. The Company".
_ONLY_ROLES = re.compile(
    rf"(?:[Tt]he\s)?(?:{ROLE}\s(?:and|or|&)\s(?:the\s)?{ROLE}|{PLAIN_ROLE})"
    rf"|(?:\(?\w{{1,3}}[.)]\s)?The\s(?:{ROLE}|Partnership|Partners|Corporation|Association|Foundation|Institute|University|Group|Part(?:y|ies))"
)
# "Brook Shipping N.V., Oslo Branch"
_BRANCH = re.compile(r"(?:[A-Z][\w-]{1,20}\s){1,3}(?i:branch)")
# "Limited License": an adjective, and no legal form, unless one follows ("Limited Harbours, Inc.").
_ADJECTIVE = re.compile(r"(?i:limited)\s")
_ROLE_IN_CAPITALS = re.compile(rf"(?:THE\s)?(?=[A-Z]+$)(?i:{PLAIN_ROLE})")


def can_be_a_name(name: str, before: str) -> bool:
    """Whether these words can name a party, given the words before them: not a place, section or legal form, and not
    another company that is only mentioned."""
    if (
        _NO_NAME.match(name)
        or FORM_ALONE.fullmatch(name)
        or STREET.search(name)
        or _NOT_ITS_NAME.search(before[-_LONGEST_LEAD:])
        or (_HAS_AGREEMENT.search(name) and not _CONTRACTS.search(name))
    ):
        return False
    if _ONLY_ROLES.fullmatch(name) or _ROLE_IN_CAPITALS.fullmatch(name):
        return False
    if _POSTCODE.search(name) and not ANY_FORM.search(name):
        return False
    if _ADJECTIVE.match(name) and not HARD_FORM.search(name, len("limited ")):
        return False
    place, _, form_of_it = name.partition(" ")
    if name.lower() in places() or (place.lower() in places() and FORM_ALONE.fullmatch(form_of_it)):
        return False
    if before.rstrip().endswith(",") and _IN_CAPITALS.fullmatch(name):
        return False
    if before.strip() == "," and _BRANCH.fullmatch(name):
        return False
    if before.strip() == "," and _DESCRIPTION.match(name) and not HARD_FORM.search(name):
        return False
    return bool(HARD_FORM.search(name)) or not name[0].isdigit()


# "The Brook Family Trust dated May 6, 1998": trusts are told apart by their dates.
_DATED = re.compile(rf"[ ](?:u/[at]/?d\s|dated\s)(?:as\sof\s)?{DATE}", re.IGNORECASE)
_TRUST = re.compile(r"\btrust$", re.IGNORECASE)


def trust_date(text: str, name: str, stop: int) -> int | None:
    """Where the date ends that is part of a trust's name, given where the name ends without it."""
    dated = _DATED.match(text, stop) if _TRUST.search(name) else None
    return dated.end() if dated else None
