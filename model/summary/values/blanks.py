"""What a contract leaves open, to be filled in, and what was taken out of it before it was made public."""

from __future__ import annotations

import re
from typing import Literal

from model.summary.values.date_patterns import MONTH_NAMES, NO_YEAR, dates_in, without_line
from model.summary.values.jurisdictions import places
from model.summary.values.numbers import in_figures

# A blank still to be filled in: "____", "[date to be inserted]", "[●]", a gap before the year ("as of , 2012").
BLANK = re.compile(
    r"_{2,}|\[[\s_•●·∙⋅◦▪■.]{0,20}\]|\[\s?(?![^\[\]]{0,60}\bredacted\s?\])(?:date|insert|to\s+be|tbd|name|amount|number|month|day|year|effective\s+date)\b[^\[\]]{0,60}\]|\bX{2,4}\b|\bTBD\b|<<[^<>»\n]{1,60}(?:>>|»)|\{\{[^{}\n]{1,60}\}\}"
    # "[Utah / Ohio – to be confirmed]"
    r"|\[[^\[\]\n]{1,80}[\s,;:–—-](?:to\sbe\s(?:agreed|determined|completed|inserted|confirmed|decided)|tb[cd])\s?\]"
    # "[start date]", "the laws of [State]", “Date when this form is completed”
    r"|[“\"](?:the\s)?date\s(?:on\swhich|when|of)\s[^“”\"\n]{0,30}\bform\b[^“”\"\n]{0,20}[”\"]"
    r"|\[\s?(?:[A-Za-z\d’']{1,20},?[\s/_-]){0,5}(?:date|state|country|province|territory|district|jurisdiction|governing\slaw)\s?\](?!\()"
    r"|\b(?:as\s+of|dated|on|this|day\s+of|effective)(?:\s+this)?(?:\s+day\s+of)?\s{0,3},\s{0,3}(?:19|20)(?:\d\d)?\b|\bday\s+of\s*,|\bthis\s+day\s+of\b|^\W{0,3},\s?(?:19|20)\d\d\b"
    rf"|{NO_YEAR}"
    rf"|^(?:{MONTH_NAMES})\s{{1,2}},\s?(?:19|20)\d\d$"
    r"|^\s{0,9}\((?:(?:insert|the)\s)?(?:(?:effective|agreement)\s)?date\)\s{0,9}$",
    re.IGNORECASE,
)
# What replaces words that were removed before the contract was made public: "[***]", "[redacted]", "XXXXXXXX", but not
# "a number of the form ab-xxxxxx".
REDACTION_MARK = (
    r"\b(?<![A-Za-z]-)X{5,80}\b|\[\s?[*∗][\s*∗]{0,20}\]|(?<!\*)\*{3,20}(?!\*)|\[\s?(?:[a-z]{3,20}\s){0,2}redacted\s?\]"
)
# Within a short value, other brackets and longer notes can be nothing else (nor on the page:
# deploy/page/shared/fields.js).
REDACTED = re.compile(
    rf"{REDACTION_MARK}|"
    r"[\[{(<]\s?\*[\s*]{0,12}[\]})>]|\*{3,}|[\[(]\s?(?:redacted|omitted|confidential)[^\[\]()]{0,60}[\])]",
    re.IGNORECASE,
)


def gap(text: str) -> Literal["open", "redacted"] | None:
    """'open' if the text has a blank to fill in, 'redacted' if words were taken out, otherwise None."""
    text = without_line(text)
    return "open" if is_open(text) else "redacted" if REDACTED.search(text) else None


# The field of a template in which its value already stands: "{{{Colorado}}}", "{{30 days}}".
_FIELD = re.compile(r"\{{1,3}\s?(?:State\sof\s)?(?P<words>[^{}\n]{1,60}?)\s?\}{1,3}")
_FIGURE = re.compile(r"(?:[A-Z]{3}\s|[$€£]\s?)?\d[\d.,]*+\s?(?:%|[a-z]{3,9})?")


def is_filled(field: str) -> bool:
    """Whether a place, a date or a number stands in the braces of a template's field."""
    inside = _FIELD.fullmatch(field)
    words = inside["words"] if inside else ""
    return words.lower() in places() or bool(_FIGURE.fullmatch(words) or dates_in(in_figures(words)))


def is_open(text: str) -> bool:
    """Whether the text has a blank that nobody has filled in."""
    return text.strip() == "DATE" or any(not is_filled(one.group()) for one in BLANK.finditer(text))
