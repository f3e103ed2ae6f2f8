"""How the value of each category is read from a clause, or whether its words assert what the category asks."""

from __future__ import annotations

import re
from collections.abc import Callable

from model.summary.dates.end_of_this_contract import lasts_until_an_event, speaks_of_the_end
from model.summary.dates.expiration import expiration
from model.summary.dates.renewal import renewal, speaks_of_renewal
from model.summary.dates.start_and_term import SIGNING, beginning
from model.summary.dates.termination import (
    FOR_CONVENIENCE,
    ends_at_any_time,
    ends_by_an_item,
    ends_by_an_item_at_will,
    ends_on_notice_alone,
    is_item_at_will,
)
from model.summary.fallbacks.caps_and_exceptions import names_an_amount
from model.summary.fallbacks.common import EFFECTIVE
from model.summary.liability.liability import CAP
from model.summary.values.date_patterns import DATE
from model.summary.values.dates import iso_date
from model.summary.values.jurisdictions import jurisdiction

DATES = re.compile(DATE, re.IGNORECASE)
# Words that a candidate of these categories must contain: who may assign the contract, who alone may sell.
_HANDED_ON = re.compile(
    r"\b(?:assign|transfer|delegat)\w*\b[^.;]{0,120}\b(?:this|the)\s+(?:\w+\s+)?(?:agreement|contract)\b"
    r"|\b(?:this|the)\s+(?:\w+\s+)?agreement\b[^.;]{0,100}\bassign",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:shall|will|is"
    r"|are)\s+(?:be\s+)?(?:\w+\s+){0,3}?(?:sole\s+and\s+)?(?<!non-)(?<!not )exclusive\s+\w+(?:er|or|ent"
    r"|source|partner)\b"
    r"|\bappoint\w*\b[^.;]{0,60}\b(?<!non-)exclusive\b",
    re.IGNORECASE,
)
# Words that alone make it a right to end the contract without a reason.
_WITHOUT_REASON = re.compile(
    r"\b(?:may|reserves?\sthe\sright\sto)\b[^.;]{0,80}?\bterminat\w+\b(?:(?!\b(?:should|if|upon|when|where|in\s+the\s+event)\b)[^.;]){0,120}?\b(?:for\s+(?:its\s+|their\s+)?(?:own\s+)?convenience"
    r"|without\s+(?:(?:providing|giving|stating|specifying|indicating)\s+)?(?:(?:any|an?)\s+)?(?:cause|reason)\b|(?:any|no)\s+(?:or\s+(?:for\s+)?no\s+)?reason)"
    # "until terminated by either party on 60 days' notice"; as an item of a list, "upon Vendor giving notice"
    r"|(?<!thereafter\suntil\s)\bterminated\s+(?:by\s+mutual\b[^.;]{0,60}\bor\s+)?by\s+either\s+party\s+(?:on|upon|with|by|at\s+any\s+time)\b"
    r"[^.;]{0,40}\b(?:days|months?)\b[^.;]{0,30}\bnotice\b(?![^.;]{0,60}\b(?:if|in\s+the\s+event|for|breach|default)\b)"
    r"|\bterminate\b[^.;]{0,120}?\bupon\s+either\s+party\s+giving\b[^.;]{0,60}\bdays\b[^.;]{0,40}\bnotice\s+to\s+the\s+other\b"
    r"|^\W*\w{1,4}\W\s*upon\s+[\w\s]{1,40}\bgiving\b[^.;]{0,80}\bnotice\s+of\s+termination\s+of\s+this\s+agreement\W*$",
    re.IGNORECASE,
)
# What a candidate must say to bar the soliciting of customers, also as an item of a list, or to bar a claim.
_MAY_NOT = re.compile(
    r"\b(?:(?:shall|will|may|must|agrees?)\s(?:[\w,]+\s){0,8}?not|neither\b[^.;]{0,120}?\b(?:shall|will|may))\b",
    re.IGNORECASE,
)
_TAKES_CUSTOMERS = re.compile(
    # not "entice any employee of Client to leave"
    r"\b(?:solicit(?:ation\sof)?|divert|entice|canvass|call\s(?:up)?on|initiate\scontact\swith)\b(?:(?!\b(?:employees?|personnel|staff)\b)[^.;]){0,80}?"
    r"\b(?:clients?|customers?|users|subscribers)\b(?![^.;]{0,60}\bto\sbecome\b)",
    re.IGNORECASE,
)
_MAKES_NO_CLAIM = re.compile(
    r"\b(?:shall|will|may|must|agrees?)\b[^.;]{0,100}?\bnot\s(?:to\s)?(?:contest|challenge|dispute|query|question|attack|impugn)\s[^.;]{0,60}?"
    r"\b(?:rights?|title|ownership|validity|copyrights?|patents?|marks?|trademarks)\b",
    re.IGNORECASE,
)


# "For a term of twelve months, automatically renewable": for as long again, or it is not said for how long.
_RENEWS_ITSELF = re.compile(
    r"\b(?:automatic(?:ally)?\s(?:be\s)?renew(?:s|ed|able|al)?|auto-?renew(?:s|ed|al)?|renew(?:s|ed|able)?\sautomatically)\b",
    re.IGNORECASE,
)


# "The Sponsor may extend this deed for two further Seasons": for how long is not said in months or years.
_MAY_BE_EXTENDED = re.compile(
    r"\bmay\s(?:extend|renew|roll)\s(?:this\s\w+|the\s(?:term|hire|agreement|contract)|it|for)\b(?:\sover)?\s?(?:for\s)?(?:an?|one|two|three|the)\s(?:[\w()]+\s){0,2}?(?:further|additional|more|\d{4})\b"
    r"|\bmay\s(?:extend|renew)\sit\sas\s(?:stated|set\sout)\b",
    re.IGNORECASE,
)


def _may_not_take_customers(text: str) -> bool:
    barred = _MAY_NOT.search(text)
    return barred is not None and _TAKES_CUSTOMERS.search(text, barred.end()) is not None


READERS: dict[str, Callable[[str], object]] = {
    "Agreement Date": iso_date,
    EFFECTIVE: lambda text: beginning(text, "2000-01-01") or SIGNING.search(text),
    "Expiration Date": lambda text: (
        speaks_of_the_end(text) and (expiration(text, "2000-01-01") or lasts_until_an_event(text))
    ),
    "Renewal Term": lambda text: (
        speaks_of_renewal(text) and (renewal(text) or _RENEWS_ITSELF.search(text) or _MAY_BE_EXTENDED.search(text))
    ),
    "Governing Law": jurisdiction,
    "Anti-Assignment": _HANDED_ON.search,
    "Exclusivity": _ALONE.search,
    CAP: names_an_amount,
    FOR_CONVENIENCE: lambda text: (
        _WITHOUT_REASON.search(text)
        or ends_at_any_time(text)
        or ends_by_an_item(text)
        or ends_by_an_item_at_will(text)
        or ends_on_notice_alone(text)
        or is_item_at_will(text)
    ),
    "No-Solicit Of Customers": _may_not_take_customers,
    "Covenant Not To Sue": _MAKES_NO_CLAIM.search,
}
