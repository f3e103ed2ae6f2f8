"""A trust whose trustees the contract names before it: "Ann Brook, as trustee of the Brook Family Trust (the
"Trust")"."""

from __future__ import annotations

import re

from model.summary.parties.company_names import ANY_FORM, NAME
from model.summary.parties.party_entry import Entry
from model.summary.parties.possible_names import trust_date

_AS_TRUSTEE = re.compile(
    r",?\s(?:not\sindividually\sbut\s)?(?:(?:solely\s)?in\s(?:his|her|their|its)\scapacit(?:y|ies)\s)?"
    rf"as\s(?:the\s)?(?:co-?)?trustees?\s(?:of|for)\s(?:the\s)?(?P<name>(?=[^,;()\n]{{3,100}}\bTrust\b){NAME})"
)


def as_its_trust(text: str, entry: Entry) -> Entry:
    """The trust of which somebody is the trustee, if the contract calls the party the trust."""
    if "Trust" not in entry.terms or ANY_FORM.search(entry.name):
        return entry
    trust = _AS_TRUSTEE.match(text, entry.end)
    end = trust.start("name") + trust["name"].find("Trust") + len("Trust") if trust else 0
    if not trust or end <= trust.start("name") + len("Trust"):
        return entry
    start = trust.start("name")
    end = trust_date(text, text[start:end], end) or end
    return Entry(" ".join(text[start:end].split()), start, end, entry.terms)
