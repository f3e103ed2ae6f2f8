"""What a contract's form reveals: its parties, from the opening sentence ("by and between X ("A") and Y ("B")") and
over the signatures ("X By:"), for names that the model is not sure of or cuts short; and the days that it defines as
its effective and expiration dates ("as of May 1, 2020 (the "Effective Date")")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from chunking.document import Document
from model.findings import Finding
from model.summary.dates.start_and_term import EFFECTIVE_ON_SIGNING, SIGNED_BY_ALL
from model.summary.parties.co_signers import co_signers
from model.summary.parties.company_names import FORM_ALONE, HARD_FORM, NAME, bare, clean, is_named, key
from model.summary.parties.listed_parties import listed_parties
from model.summary.text.wording import spelled
from model.summary.values.date_patterns import DATE, MONTH, MONTH_NAMES

# The effective date is defined within this many characters of the beginning.
_FIRST = 4000
# A date on a line of its own is the contract's date only within this many characters of the beginning.
_HEAD = 1500
# "RESELLER BROOK CORPORATION By:": the party's term comes before its name.
_ROLE_BEFORE = re.compile(
    r"(?:RE|SUB)?(?:SELLER|BUYER|LICEN[CS]OR|LICEN[CS]EE|SUPPLIER|CUSTOMER|VENDOR|CONTRACTOR|DISTRIBUTOR|FRANCHISOR|FRANCHISEE"
    r"|CONSULTANT|MANUFACTURER|CLIENT|PURCHASER|OWNER|LESSOR|LESSEE|PROVIDER|SPONSOR|PUBLISHER)\s(?=\S{2,40}\s\S)"
)
_SIGNED = re.compile(
    rf"(?<![\w.&])(?P<name>{NAME})[\s:,.]{{0,4}}(?:\(?[A-Z]\w{{1,60}}+\)?[\s:]{{1,3}})?(?:By\s?:|/s/|(?:SIGNED|Signed)\s?:)"
)
# Signatures side by side: "Acme, Inc.", a tab and "Birch LLC" on one line, and "By:" twice on the next.
_ROW = re.compile(r"^(?P<names>[^\n\t]{3,400}\t[^\n\t]{3,200})\n\s?By\s?:[^\n\t]{0,80}\t\s?By\s?:", re.MULTILINE)
_CELL, _NAMED = re.compile(r"[^\t\n]+"), re.compile(rf"(?<![\w.&]){NAME}")
# "By: Brook GP, LLC, its general partner" signs for the party above it.
_SIGNS_FOR = re.compile(r"\bBy\s?:\s?$")
# Signature lines. Names are searched for only shortly before them, not from every word of the text.
_SIGN, _LONGEST_NAME = re.compile(r"By\s?:|/s/|SIGNED\s?:|Signed\s?:"), 1000

# A blank where a date belongs: "as of [date to be inserted]", "this ___ day of ____, 2004", "as of , 2012".
_OPEN_DATE = re.compile(
    r"""\b(?P<lead>(?:effective\s+)?as\s+of|dated(?:\s+as\s+of)?|(?:made|entered\s+into|effective|executed)\s+(?:on|this)|on\s+this
            # payments are made "beginning on [date]"
            |(?<!beginning\s)(?<!starting\s)(?<!ending\s)(?<!due\s)(?<!payable\s)(?<!paid\s)on)\s{1,3}
        (?P<open>(?:this\s{1,3}|the\s{1,3})?(?:\[[^\[\]]{0,60}\]|\{\{[^{}\n]{1,60}\}\}|\((?:(?:insert|the)\s)?(?:(?:effective|agreement)\s)?date\)|(?-i:DATE)(?=[.,](?:\s|$))|_{2,}|day\s+of\s*,|,\s?(?:19|20)\d\d
            |[“"](?:the\s)?date\s(?:on\swhich|when|of)\s[^“”"\n]{0,30}\bform\b[^“”"\n]{0,20}[”"]
            |(?:"""
    + MONTH_NAMES
    + r""")\s{1,2},\s?(?=(?:19|20)\d\d))
          (?:[^.;()"“\n]{0,40}?(?:\b(?:19|20)[\d_]{1,6}|(?:_{2,}|\])(?:\s?,\s?(?:19|20)[\d_]{1,6})?))?)
        (?P<called>[^.;"“]{0,30}\(\s*(?:the\s+)?["“]\s*(?:the\s+)?effective\s+date)?""",
    re.IGNORECASE | re.VERBOSE,
)
# A line of its own that contains a blank, under a title or at the top of a letter: "November ___, 2006", "Date [date]".
_OPEN_LINE = re.compile(
    rf"^(?:date\s?:?\s)?(?P<open>\[(?:insert\s)?date\]|{MONTH}\s{{1,3}}(?:_{{2,}}|\[[^\[\]\n]{{0,20}}\])\s{{0,3}},?\s{{0,3}}(?:19|20)\d\d)"
    r"(?:[ \t]{0,3}[·|•][^\n]{0,80})?$",
    re.IGNORECASE | re.MULTILINE,
)
# A field of a table of key terms: "Effective Date: [to be agreed]".
_OPEN_FIELD = re.compile(
    r"(?:^|(?<=[\w.)] ))(?:the\s)?effective\sdate\s?[:\t]\s?"
    r"(?P<open>\[[^\[\]\n]{0,60}\]|\{\{[^{}\n]{1,60}\}\}|_{2,}|TBD\b)",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTE = "[\"“”'’]"
_OTHER_DATE = DATE.replace("<date>", "<_>")
_DEFINED = {"Effective Date": "effective", "Expiration Date": "(?:expiration|expiry|termination|maturity|end)"}
# Fields of a form, "Contract start: 04-01-06", and rows of key terms: "6. Service End Date | 30 September 2028".
_FIELD = {
    category: re.compile(
        rf"(?:\b(?:contract|agreement|term)\s{words}(?:\s(?:date|on))?"
        rf"|^(?:item\s)?[\d.\s]{{0,8}}(?:[–—-]\s)?(?:(?:services?|term|hire|lease)\s)?{words}\sdate(?:\sof\s(?:the\s)?(?:contract|agreement))?)"
        rf"\s?[:\t]\s{{0,9}}{DATE}[ \t.]{{0,9}}$",
        re.IGNORECASE | re.MULTILINE,
    )
    for category, words in {
        "Effective Date": "(?:starts?|commences|commencement|begins|beginning)",
        "Expiration Date": "(?:ends?|expires|expiry|expiration)",
    }.items()
}
# "(the "Restatement Effective Date")": an amended contract may call the original's day the effective date.
_ANEW = (
    r"(?:(?:(?:amended(?:\s+and\s+restated)?|(?:(?:first|second|third|fourth|fifth|sixth)\s+)?amendment"
    r"|restatement|restated|a&r)\s+)?effective|restatement)"
)
# The term is in brackets after its day (the nearest one), or comes before it.
_DAY_FIRST = {
    category: re.compile(
        rf"""{DATE}(?:(?!{_OTHER_DATE})[^.;"“”]){{0,60}}?
             \(\s*(?:\w+[\s,]+){{0,5}}?{_QUOTE}\s*(?:the\s+)?{term}\s+date(?!\s+of\s+(?:\w+\s+){{0,2}}(?:resignation|termination|separation|retirement)\b)""",
        re.IGNORECASE | re.VERBOSE,
    )
    for category, term in {**_DEFINED, "Effective Date": _ANEW}.items()
}
_TERM_FIRST = {
    category: re.compile(
        rf"""(?:{_QUOTE}\s*{term}\s+date\s*{_QUOTE}[^;"“”]{{0,40}}?\b(?:mean\w*|shall\s+be|is)\b[^;"“”]{{0,50}}?
               |\b{term}\s+date(?:\s+of\s+(?:this\s+)?(?:\w++\s++){{1,3}})?+\s*+:\s*+){DATE}""",
        re.IGNORECASE | re.VERBOSE,
    )
    for category, term in _DEFINED.items()
}

# "Supply Agreement, effective as of May 2, 2020 (this "Agreement"), between"
_OPENS = re.compile(
    rf"\b(?:agreement|contract),\s(?:made\s)?effective\s(?:as\sof\s)?{DATE},?\s(?:\((?:this|the)\s{_QUOTE}(?:agreement|contract){_QUOTE}\),?\s)?(?:is\s)?(?:by\sand\s)?between\b",
    re.IGNORECASE,
)
# "This Agreement is executed on the 5th day of May, 2020, to be effective June 1, 2020"
_TO_BE_EFFECTIVE = re.compile(
    r"\bthis\s(?:\w+\s){0,3}?(?:agreement|contract|amendment|lease)\s(?:is|was|has\sbeen)\s(?:executed|signed|made|entered\sinto)\b[^.;]{0,160}?"
    rf"\b(?:to\sbe|but)\seffective\s(?:as\s(?:of|from)\s|on\s|from\s)?{DATE}",
    re.IGNORECASE,
)
# "June 1, 2020, from which day this Order shall have effect"
_FROM_WHICH = re.compile(
    rf"{DATE},?\s(?:\([^()\n]{{1,60}}\),?\s)?(?:from|on|as\sof)\swhich\s(?:(?:day|date)\s)?"
    r"(?:this\s(?:\w+\s){0,3}?(?:agreement|contract|deed|amendment|addendum|order|letter|lease|licen[cs]e|document)|(?-i:SOW)(?:\s\d{1,3})?)\s"
    r"(?:shall\s|will\s)?(?:(?:takes?|has|have)\seffect|(?:is|be|becomes?)\s(?:effective|binding|in\sforce)|(?:comes?|enters?)\sinto\s(?:force|effect)|operates?|appl(?:y|ies))\b",
    re.IGNORECASE,
)
# "Unless another day is stated, the amendments take effect on June 1, 2020"
_AMENDED_FROM = re.compile(
    r"(?:\bthe\s(?:(?:above|following|foregoing)\s)?|^)(?:amendments?|variations?)\s(?:(?:made|set\sout|contained)\s(?:in|by|above|below)\b[^.;\n]{0,40}?\s)?"
    r"(?:shall\s|will\s)?(?:takes?\seffect|(?:is|are|be|becomes?)\seffective|(?:comes?|enters?)\sinto\s(?:force|effect)|(?:has|have)\seffect|appl(?:y|ies))\s"
    rf"(?:on|from|as\s(?:of|from)|with\seffect\sfrom)\s(?:and\safter\s)?{DATE}",
    re.IGNORECASE | re.MULTILINE,
)

# "effective May 2, 2020, through May 1, 2023 (the "Initial Term")": the first and the last day of the term.
_PERIOD = re.compile(
    rf"""{DATE},?\s+(?:through|to|until|till)\s+(?:and\s+including\s+)?{DATE.replace("<date>", "<last>")}
         \s?\(\s*(?:the\s+)?{_QUOTE}\s*(?:the\s+)?(?:(?:initial|original|first)\s+)?term\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "part of the Services Agreement (the "Agreement") between the parties (Effective Date: May 2, 2020)"
_OF_ANOTHER = re.compile(
    r"\b(?:of|to|under|into)\s(?:the|that|a)\s(?:certain\s)?(?:[A-Z][\w&-]{0,30}\s){1,6}(?:Agreement|Contract)\b[^.;]{0,120}\($"
)
_ANOTHERS = 250
# "Your employment ended effective May 2, 2020 (the "Termination Date")", in an agreement on what follows
_EMPLOYMENT_ENDED = re.compile(
    r"\b(?:employment|position|service)\b[^.;]{0,120}?\b(?:terminated|ended|ending|ceased|resigned|retired)\s"
    r"(?:[\w,]+\s){0,3}?(?:(?:effective|on|as\sof)\s){1,2}$",
    re.IGNORECASE,
)
# "“Effective Date” means the day on which the Sale Agreement is closed"
_EVENT = re.compile(
    r"[“\"]Effective\s+Date[”\"]\s(?:(?:shall|will)\s)?(?:means?|be|is)\s(?:the|that)\s[^.;\n“”\"]{5,300}"
    # "effective as of the date User clicks “Accept” (the "Effective Date")"
    r"|\beffective\s(?:as\sof|on|upon|from)\sthe\s(?:date|day|moment)\s(?!(?:hereof|first|of\sthis|set)\b)[^.;\n()]{5,160}\((?:the\s)?[“\"]Effective\s+Date[”\"]\)"
    # "this letter becomes part of the Licence with effect from its date"
    r"|\b(?i:this\s(?:letter|agreement|amendment|addendum|deed|order))\b[^.;\n]{0,160}?\bwith\seffect\sfrom\s(?:its|the\sabove)\sdate\b"
    # "made as of the date of the first Order (the "Effective Date")"
    r"|\bas\sof\sthe\s(?:date|day)\sof\s(?!this\b|its\b|the\s(?:last|later|latest)\b|(?:the\s)?(?:execution|signature|signing)\b)"
    r"(?:the\s|your\s|any\s)[^.;\n()]{4,100}\((?:the\s)?[“\"]Effective\s+Date[”\"]\)"
)


def defined_dates(document: Document, score: float) -> list[Finding]:
    """The days that the contract itself defines as its effective and expiration dates, with this score."""
    found = []
    for category in _DEFINED:
        match = _DAY_FIRST[category].search(document.text, 0, _FIRST) or _TERM_FIRST[category].search(document.text)
        match = match or _field(document.text, category)
        if not match and category == "Effective Date":
            match = _begins_otherwise(document.text)
        if match and _OF_ANOTHER.search(document.text, max(0, match.start() - _ANOTHERS), match.start()):
            continue
        if match and _EMPLOYMENT_ENDED.search(document.text, max(0, match.start() - _ANOTHERS), match.start("date")):
            continue
        if match and (date := found_at(document, category, *match.span("date"), score)):
            found.append(date)
    return [*found, *_period(document, {one.category for one in found}, score)]


# "Contract start", and not "Commencement Date", which may be that of the services under it
_OF_THE_CONTRACT = re.compile(r"(?:contract|agreement|term)\s", re.IGNORECASE)


def _field(text: str, category: str) -> re.Match[str] | None:
    """The field for a day; for the beginning, not that of the work under a contract in effect when it is signed."""
    field = _FIELD[category].search(text)
    if field is None or category != "Effective Date" or _OF_THE_CONTRACT.match(field.group()):
        return field
    return None if SIGNED_BY_ALL.search(text) else field


def _begins_otherwise(text: str) -> re.Match[str] | None:
    """The day that the contract gives as its beginning without calling it the effective date."""
    anywhere = (one.search(text) for one in (_TO_BE_EFFECTIVE, _FROM_WHICH, _AMENDED_FROM))
    return _OPENS.search(text, 0, _FIRST) or next((one for one in anywhere if one), None)


def _period(document: Document, known: set[str], score: float) -> Iterator[Finding]:
    """The first and last day of a term that the opening states as a period, unless they are already ``known``."""
    match = _PERIOD.search(document.text, 0, _FIRST)
    if not match or _OF_ANOTHER.search(document.text, max(0, match.start() - _ANOTHERS), match.start()):
        return
    for category, day in (("Effective Date", "date"), ("Expiration Date", "last")):
        if category not in known and (date := found_at(document, category, *match.span(day), score)):
            yield date


# "This Agreement shall be effective as of the date of completion of the pipeline"
_EVENT_OF_ITS_OWN = re.compile(
    r"\b(?:the\sterm\sof\s)?this\sagreement\s(?:shall|will)\s(?:automatically\s)?(?:be|become)\seffective\s(?:as\sof|on|upon)\sthe\s(?:date\sof\s)?(?:the\s)?(?:\w+\s)?"
    r"(?:completion|closing|approval|acceptance|delivery|launch|opening|occurrence|commissioning|satisfaction)\s(?:of|and)\s[^.;\n]{3,200}"
    # "shall come into effect upon Your acceptance of the terms", "takes effect when you click"
    r"|\b(?:this|these)\s(?:\w+\s){0,3}?(?:agreement|contract|terms|licen[cs]e)\s(?:(?:shall|will)\s)?(?:comes?\sinto|enters?\sinto|takes?|(?:be|is|are|becomes?))\s(?:effect|force|effective|binding)\s"
    r"(?:(?:on|upon|from|as\sof)\s(?:the\sdate\sof\s)?(?:(?:your|the|its)\s)?(?:[\w’']{1,20}\s){0,2}?acceptance\b|when\s(?:you|the\s\w+)\s(?:first\s)?(?:accepts?|clicks?|signs?\sup|submits?)\b)[^.;\n]{0,200}"
    # "the term will begin upon our acceptance of your site"
    r"|\bthe\sterm(?:\sof\sthis\s(?:agreement|contract))?\s(?:\([^()\n]{3,30}\)\s)?(?:(?:shall|will)\s)?(?:begins?|commences?|starts?)\s(?:up)?on\s"
    r"(?:(?:our|the|your|its)\s)?(?:acceptance|approval|activation|registration)\b[^.;\n]{0,200}"
    # "once you have signed and returned the copy, this letter will take effect": when the addressee signs
    r"|\b(?:once|when|as\ssoon\sas)\syou\s(?:have\s)?(?:counter-?)?sign(?:ed)?\b[^.;,\n]{0,80},\s(?:this|the|our)\s(?:letter|agreement|contract|amendment|order)\s(?:(?:shall|will)\s)?"
    r"(?:takes?\seffect|(?:is|be|becomes?)\s(?:effective|binding)|(?:comes?|enters?)\sinto\s(?:force|effect))\b"
    # "shall become effective upon the following conditions having been satisfied", "on the first date on which"
    r"|\bthis\s(?:\w+\s){0,3}?(?:agreement|amendment|contract|waiver|consent|lease)\s(?:(?:shall|will)\s)?(?:only\s)?(?:be|becomes?)\seffective\s(?:only\s)?"
    r"(?:upon|on|as\sof|when|at\ssuch\stime\sas)\s?(?:\([^()\n]{3,60}\),?\s?)?"
    r"(?:the\sfollowing\s(?:\w+\s)?conditions\b|(?:the\s)?satisfaction\sof\b|the\s(?:first\s)?(?:date|day)\s(?:on|upon)\swhich\b|each\sof\sthe\sfollowing\b)[^.;\n]{3,200}",
    re.IGNORECASE,
)


# "Made on June 1, 2020, to apply as from the Handover Time"
_TO_APPLY_FROM = re.compile(
    rf"\b(?:made|dated|entered\sinto|executed|signed)\s(?:on|as\sof)\s{_OTHER_DATE},?\s(?:but\s)?(?P<event>to\s(?:apply|operate|take\seffect|have\seffect|be\seffective)\s"
    r"(?:as\s)?(?:from|of|on|at|upon)\sthe\s(?!(?:date|day)\s(?:hereof|first|of\sthis|above)|effective\sdate\b)"
    r"(?![^.,;:\n()]{0,80}?\d{4})[^.,;:\n()]{3,80})",
    re.IGNORECASE,
)


def begins_on_an_event(text: str) -> bool:
    """Whether the contract takes effect on an event instead of a date."""
    return (_EVENT_OF_ITS_OWN.search(text) or _TO_APPLY_FROM.search(text)) is not None


def effective_on_an_event(document: Document, score: float) -> Finding | None:
    """The words that define the effective date by an event or another document instead of a date."""
    text = document.text
    match = _EVENT.search(text) or _EVENT_OF_ITS_OWN.search(text)
    match = match or SIGNED_BY_ALL.search(text) or EFFECTIVE_ON_SIGNING.search(text)
    if later := None if match else _TO_APPLY_FROM.search(text):
        return found_at(document, "Effective Date", *later.span("event"), score)
    return found_at(document, "Effective Date", *match.span(), score) if match else None


# "Version 4, effective as of May 2, 2020", "Effective Date: May 2020", "Version 1.0 · Effective May 2, 2020 · For all
# shops": a line at the top.
_EFFECTIVE_LINE = re.compile(
    r"^(?:(?:[^\n.;]|\.(?=\d)){1,50}[,(–|·•-]\s?)?(?:(?-i:E)|(?<=\()e)ffective(?:\sdate)?(?:\s?:|\s(?:as\sof|from|on|since))?\s"
    rf"(?P<day>{_OTHER_DATE}|{MONTH}\s(?:19|20)\d\d)\)?(?:[ \t][|·•][^\n]{{0,160}})?[ \t]{{0,3}}$",
    re.IGNORECASE | re.MULTILINE,
)


def effective_at_the_top(document: Document, score: float) -> Finding | None:
    """The day, or the month, from which a line at the top says that the document is effective."""
    match = _EFFECTIVE_LINE.search(document.text, 0, _HEAD)
    return found_at(document, "Effective Date", *match.span("day"), score) if match else None


def open_dates(document: Document, score: float) -> list[Finding]:
    """The blank or redaction in the opening where the contract's date belongs; also as its effective date, if the
    contract calls it so."""
    match = _OPEN_LINE.search(document.text, 0, _HEAD) or _OPEN_DATE.search(document.text, 0, _FIRST)
    field = None if match else _OPEN_FIELD.search(document.text, 0, _FIRST)
    if field:
        blank = found_at(document, "Effective Date", *field.span("open"), score)
        return [blank] if blank else []
    if not match:
        return []
    words = match.groupdict(default="")
    effective = words.get("called") or "effective" in words.get("lead", "").lower()
    categories = ["Agreement Date", *(["Effective Date"] if effective else [])]
    start, end = match.span("open")
    end = start + len(document.text[start:end].rstrip(" ,"))
    return [found for category in categories if (found := found_at(document, category, start, end, score))]


def named_parties(document: Document, mentions: Sequence[Finding], score: float) -> list[Finding]:
    """The parties that the opening lists, or, if it lists fewer than two, the companies named over the signatures; each
    once, with this score. ``mentions`` are the passages that the model takes for party names."""
    found: dict[str, Finding] = {}
    for start, end in _names(document.text, [(mention.start, mention.end) for mention in mentions]):
        name = found_at(document, "Parties", start, end, score)
        if name:
            words = document.text[start:end]
            unnamed = not is_named(words) or words == "undersigned"  # each of them is another party
            found.setdefault(f"{words} {start}" if unnamed else key(words), name)
    return list(found.values())


def found_at(document: Document, category: str, start: int, end: int, score: float) -> Finding | None:
    """A finding for this interval of the text; None if it is in no segment."""
    inside = document.segments_in(start, end)
    return Finding(category, inside[0].id, inside[-1].id + 1, start, end, score) if inside else None


def _names(text: str, mentions: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    listed = listed_parties(text, mentions)
    yield from ((entry.start, entry.end) for entry in (*listed, *co_signers(text, listed)))
    if len(listed) > 1:
        return
    yield from signed_names(text)


def signed_names(text: str) -> Iterator[tuple[int, int]]:
    """The intervals of the company names over signatures."""
    for match in _signed(text):
        name = clean(_ROLE_BEFORE.sub("", match["name"].rsplit("\n", 1)[-1].lstrip()))
        position = text.find(name, *match.span("name")) if HARD_FORM.search(name) else -1
        if position < 0 or FORM_ALONE.fullmatch(name):
            continue
        if not _SIGNS_FOR.search(text, max(0, position - 6), position):
            yield _line_above(text, position, name), position + len(name)
    yield from _signing_for_themselves(text)
    yield from _employed_by_letter(text)
    for line in _ON_BEHALF.finditer(text):
        start, end = line.span("name")
        first = line["name"].split("\n", 1)[0].rstrip()  # the signatory's name may follow in the next line
        if HARD_FORM.search(line["name"]):
            yield start, start + len(first) if HARD_FORM.search(first) else end
    for row in _ROW.finditer(text):
        for cell in _CELL.finditer(text, *row.span("names")):
            names = [one for one in _NAMED.finditer(text, *cell.span()) if HARD_FORM.search(one.group())]
            if names and not FORM_ALONE.fullmatch(names[-1].group()):
                yield names[-1].span()


# "For and on behalf of Brook Telecom plc", a line of its own.
_ON_BEHALF = re.compile(
    rf"^(?:(?:Signed|SIGNED)\s)?(?:For|for|FOR)\s(?:(?:and|AND)\s)?(?:on|ON)\s(?:behalf|BEHALF)\s(?:of|OF)\s(?:the\s)?"
    rf"(?P<name>{NAME})(?=[ \t,.:]{{0,3}}$)",
    re.MULTILINE,
)
# "BROOK SOFTWARE", and on the next line "MAKERS, Inc.": a name over two lines.
_FIRST_LINE = re.compile(r"(?:^|\n)(?P<words>[A-Z][A-Z&’'-]*+(?: [A-Z&][A-Z&’'-]*+){0,4})\n$")


def _line_above(text: str, position: int, name: str) -> int:
    """Where a name over a signature begins: on the line above, if the contract has the words of both elsewhere."""
    above = _FIRST_LINE.search(text, max(0, position - 80), position)
    if not above or HARD_FORM.search(above["words"]):
        return position
    whole = bare(f"{above['words']} {name}")
    again = re.compile(spelled(whole), re.IGNORECASE)
    return above.start("words") if again.search(text, 0, above.start("words")) else position


# A person's name over that person's own signature, whatever the accents: "ÉVA BROOK", and below it "/s/ Eva Brook".
_OWN_SIGNATURE = re.compile(
    r"^(?P<name>[A-ZÀ-Ž][^\n\t,:/]{4,50})\n\s{0,3}/s/\s(?P<signature>[^\n\t]{4,50})$", re.MULTILINE
)


def _signing_for_themselves(text: str) -> Iterator[tuple[int, int]]:
    for match in _OWN_SIGNATURE.finditer(text):
        if _without_accents(match["name"]) == _without_accents(match["signature"]):
            yield match.span("name")


# "Ms. Ada Brook", a line of a letter's address, with her degrees or "c/o" after it.
_ADDRESSEE = re.compile(
    r"^(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?(?P<name>[A-Z][\w.’'-]{0,20}(?:\s[A-Z][\w.’'-]{0,20}){1,3})(?=\n|,|\sc/o\b)",
    re.MULTILINE,
)
_DEAR = re.compile(r"^Dear\s(?P<name>[^:,\n]{1,60})[:,]", re.MULTILINE)
_EMPLOYS_YOU = re.compile(r"\byour\s(?:\w+\s)?(?:employment|resignation)\b|\bemploy(?:s|ed)?\syou\b")
_OF_EMPLOYMENT = 6_000
# "You and Brook City Partners, Ltd. have agreed"
_YOU_AND = re.compile(rf"\b(?:[Yy]ou\sand|between)\s(?P<name>{NAME})(?=[^.;]{{0,120}}?\b(?:agree|and\syou\b))")


def _employed_by_letter(text: str) -> Iterator[tuple[int, int]]:
    """The person to whom a letter on that person's employment is written, if the same person signs it; and the company
    that the letter names beside "you"."""
    dear = _DEAR.search(text, 0, _HEAD)
    if not dear or not _EMPLOYS_YOU.search(text, dear.end(), dear.end() + _OF_EMPLOYMENT):
        return
    for line in _ADDRESSEE.finditer(text, 0, dear.start()):
        own = re.compile(rf"(?:^|[ \t])/s/\s(?P<name>{re.escape(line['name'])})\b", re.MULTILINE)
        if signed := own.search(text, dear.end()):
            yield signed.span("name")
            break
    company = _YOU_AND.search(text, dear.end(), dear.end() + _HEAD)
    if company and HARD_FORM.search(company["name"]):
        yield company.span("name")


def _without_accents(name: str) -> str:
    apart = unicodedata.normalize("NFKD", " ".join(name.split()).lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _signed(text: str) -> Iterator[re.Match[str]]:
    done = 0
    for sign in _SIGN.finditer(text):
        yield from _SIGNED.finditer(text, max(done, sign.start() - _LONGEST_NAME), sign.end())
        done = sign.end()
