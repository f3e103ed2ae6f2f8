"""Sections found by their headings, so that nothing is reported missing that has a section of its own: no "No
restriction on assignment was found" for a contract with a section headed "Assignment"."""

from __future__ import annotations

import re
from itertools import dropwhile

from chunking.document import Document, Segment
from chunking.layout.paragraphs import ENUMERATOR
from chunking.layout.segments import is_heading
from model.summary.attached_forms import own_segments
from model.summary.values.jurisdictions import places_in

_ONLY_A_BLANK = r"\[[^\[\]\n]{2,60}\]\W{0,2}"
# For each category, the headings of such a section, and what its first sentence must then be about.
_SECTIONS = {
    "Governing Law": (
        r"\b(?:governing|governed|applicable|choice\sof|controlling|proper)\s(?:of\s)?laws?\b"
        r"|^laws?(?:\s(?:and|&)\s(?:jurisdiction|venue|forum|arbitration|disputes?))?$",
        # or nothing but a blank: "[Jurisdiction]"
        rf"\blaws?\b|^{_ONLY_A_BLANK}$",
    ),
    "Anti-Assignment": (
        r"\bassignments?\b(?!\s(?:of|and\sownership\sof)\s(?:\w+\s){0,2}(?:inventions?|rights\sin|intellectual|patents?"
        r"|copyrights?|work))|\bassignability\b|\bnon-?assign|^transfers?(?:\sof\s(?:this\s)?agreement)?$",
        r"\b(?:assign|transfer|delegat)",
    ),
    "Cap On Liability": (
        r"\blimit(?:ation|ations|s|ed)?\s(?:of|on|to)\s(?:\w+[’']?s?\s){0,2}(?:liabilit(?:y|ies)|damages|remed(?:y|ies))\b|\bcaps?\son\b"
        r"|\bliability\s(?:cap|limits?|limitations?)\b|\blimited\sliability$|^liabilit(?:y|ies)$",
        r"\b(?:liab|damages|remed|exceed|owe\b)",
    ),
    "Insurance": (r"\binsurance\b", r"\binsur"),
    "Exclusivity": (
        r"^(?:\w+\s)?exclusivity$",
        r"\b(?:shall|will|may|agrees?)\s(?:\w+\s)?not\b[^.;]{0,300}?\b(?:competitors?|compet(?:ing|itive)|any\sother|another|third[\s-]part(?:y|ies))\b"
        # what someone whose name sells goods does for nobody else
        r"|\b(?:shall|will|may|agrees?)\s(?:\w+\s)?not\s(?:to\s)?(?:(?:\w+\s)?(?:represent|perform|endorse|promote|advertise|appear|sponsor|allow|permit|license|grant)\b,?\s)"
        r"[^.;]{0,400}?\b(?:endors|advertis|promot)\w*",
    ),
    "Termination For Convenience": (
        r"^(?:early\s)?terminat(?:ion|e)\s(?:for|at)\s(?:\w+\s){0,2}convenience\b|^terminat(?:ion|e)\s(?:without\scause|at\swill)$",
        r"\b(?:may|can|rights?\sto|entitled\sto)\s(?:\w+\s){0,3}?(?:terminate|cancel|end)\b|\b(?:may|can)\sbe\s(?:terminated|cancel+ed)\b",
    ),
    "Expiration Date": (
        r"^(?:initial\s)?(?:term|duration)\b|^(?:commencement\sand\s)?duration$|\bhow\slong\b|\blength\sof\s(?:our|the|this)\s\w+$|\bterm\s(?:of\s(?:this\s|the\s)?(?:agreement|contract)|and\stermination)\b"
        r"|\bterm,?\s(?:and|&)\s",
        r"\b(?:this\s(?:agreement|contract|\w+\sorder)|term|arrangement|engagement|appointment|it|services|we)\b[^.;]{0,200}\b(?:years?|months?|seasons?|lasts?|covers|until|expir\w+|continu\w+|perpetu\w+|in\s(?:full\s)?(?:force|effect)|terminated)\b",
    ),
}
_PATTERNS = {
    name: (re.compile(heading, re.IGNORECASE), re.compile(speaks, re.IGNORECASE))
    for name, (heading, speaks) in _SECTIONS.items()
}
# A field of a cover page: "Governing law: Ohio", "* Applicable Law: that of Norway".
_LAW_FIELD = re.compile(
    r"\W{0,4}(?:governing|applicable)\slaws?(?:\s(?:and|&|/)\sjurisdiction)?\s?(?:[:\t|]|[—–]\s)\s*(?P<place>\S[^\n]{1,160})",
    re.IGNORECASE,
)
# "Assignment: neither party may ..." has its heading on the same line.
_INLINE = re.compile(r"(?P<title>[A-Z][\w’',/& -]{2,60}?)\s?[:—–]\s(?=\S)")
# The text of a section begins at most this many segments after its heading; the section's number may come between.
_BELOW = 3
_AND = re.compile(r"\s(?:and|&)\s|,\s|;\s", re.IGNORECASE)
# A numbered heading in plain words, "3. How long this lasts", is at most this long.
_LINE = 60


def headed(category: str, document: Document) -> Segment | None:
    """The first sentence of the section with a heading of the category; None if there is none. A line of a table of
    contents has no sentence below it."""
    if category not in _PATTERNS:
        return None
    heading, speaks = _PATTERNS[category]
    for segment in own_segments(document):
        text = document.segment_text(segment)
        begin = _begin(text)
        field = _LAW_FIELD.match(text) if category == "Governing Law" else None
        if field and places_in(field["place"]):
            return segment
        inline = _INLINE.match(text, begin)
        if inline and heading.search(inline["title"]) and speaks.search(text, inline.end()):
            return segment
        if (is_heading(text) or _is_in_plain_words(text, begin)) and heading.search(text[begin:].strip(" .:\t")):
            following = document.segments[segment.id + 1 : segment.id + 1 + _BELOW]
            below = list(dropwhile(lambda one: _is_above(document.segment_text(one)), following))
            # under "Severability and governing law", a later sentence may be the one on the law, and the cap may come
            # after "the services are provided as is"
            several = _AND.search(text) or category in ("Cap On Liability", "Expiration Date")
            for one in [one for one in below if one.heading == below[0].heading] if several else below[:1]:
                if speaks.search(document.segment_text(one)):
                    return one
    return None


def _is_above(text: str) -> bool:
    """Whether a line is a heading, and not the blank in place of what belongs below one."""
    return is_heading(text) and re.fullmatch(_ONLY_A_BLANK, text) is None


def _is_in_plain_words(text: str, begin: int) -> bool:
    return begin > 0 and len(text) <= _LINE and text[-1] not in ".;:,"


def _begin(text: str) -> int:
    """Where the words begin after a section's number."""
    number = ENUMERATOR.match(text)
    return len(text) - len(text[number.end() :].lstrip(" .:\t")) if number else 0
