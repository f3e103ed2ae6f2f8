"""Clauses that the summary needs but the model is less sure of: weaker candidates that read as a value, parties named
in the opening sentence, and dates that the contract defines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import islice

from chunking.document import Document, Segment
from model.call_context import check_time
from model.findings import Finding
from model.schema import Formula
from model.summary.attached_announcements import ATTACHED
from model.summary.cap_amounts import cap_of
from model.summary.carve_outs import is_carve_out, is_standalone_carve_out
from model.summary.clause_boundaries import whole_clauses
from model.summary.dates.agreement_date import AGREED, dated_at_the_top, executed_as_of, with_agreement_date
from model.summary.dates.dates_of_other_agreements import is_anothers_date
from model.summary.dates.expiration import expiration, lasts_until_an_event, speaks_of_the_end
from model.summary.dates.renewal import renewal, speaks_of_renewal
from model.summary.dates.renewal_notice import against_renewal, notice_beside, with_period
from model.summary.dates.start_and_term import beginning, begins_on, speaks_of_a_beginning
from model.summary.dates.termination import ends_by_an_item, ends_for_cause
from model.summary.exclusivity import bars_sponsors, denies_exclusivity, is_exclusive_otherwise
from model.summary.headings import headed
from model.summary.keyword_clauses import CATEGORIES, keyword_clauses
from model.summary.liability import (
    CAP,
    UNCAPPED,
    excludes_everything,
    sentences,
)
from model.summary.parties.company_names import FORM_ALONE, HARD_FORM, begins_at
from model.summary.parties.opening_and_signatures import (
    defined_dates,
    effective_on_an_event,
    found_at,
    named_parties,
    open_dates,
)
from model.summary.summary import AT_WILL, NOTICE
from model.summary.title import title_of
from model.summary.values import DATE, gap, iso_date, jurisdiction

# A candidate below its threshold is still a source from this score on, if it reads as a value and nothing better does;
# lower down, more of them are wrong than right (chosen on 60 contracts kept out of training).
LEAST = 0.05
# The share of the companies named in opening sentences and signatures that are parties, in 150 contracts of the
# training set.
NAMED = 0.87
# In 122 contracts of the training set that define an effective date, all the dates are what annotators answered; so are
# those of the 4 that define an expiration date.
DEFINED = 0.99
EFFECTIVE = "Effective Date"
TITLE = "Document Name"
# The score of the first heading near a contract's beginning that ends like a title. Set by judgement, not measured.
TITLED = 0.8
# The score of a blank where the contract's date belongs. Set by judgement, not measured.
OPEN = 0.95
# The score of a sentence that follows a cap and says that it does not apply: of 27 such sentences in annotated
# contracts most are carve-outs, though annotators marked only 9. Set by judgement, not measured.
CARVED_OUT = 0.85
# The score of a sentence that belongs to a category by its heading or its words, though the model did not say so. Set
# by judgement, not measured.
HEADED = 0.8
_BINDING = 3
_BEHIND = 4
# The number of a section, with two parts at least.
_NUMBER = re.compile(r"\b\d{1,2}(?:\.\d{1,2}){1,3}(?!\d)")
# The lead-in of a cap's list is within this many segments before it.
_AHEAD, _EXCEPT = 6, re.compile(r"\W{0,3}(?:except|save|other\sthan|with\sthe\sexception)\b", re.IGNORECASE)
# The longest date, in characters.
_SHORT = 40
# Categories whose clauses may be a number or a single name; those of all others are longer text.
_SHORT_ONES = frozenset({TITLE, "Parties", "Agreement Date", EFFECTIVE, "Expiration Date"})
_WORDS = re.compile(r"[^\W\d_]{2,}")
_DATES = re.compile(DATE, re.IGNORECASE)
# "May 2, 2020, through May 1, 2023": only the first is a contract's date.
_PERIOD = re.compile(rf"(?:this\s+|the\s+)?{DATE}(?=,?\s+(?:through|to|until|till)\s)", re.IGNORECASE)
READERS: dict[str, Callable[[str], object]] = {
    "Agreement Date": iso_date,
    EFFECTIVE: lambda text: beginning(text, "2000-01-01"),
    "Expiration Date": lambda text: (
        speaks_of_the_end(text) and (expiration(text, "2000-01-01") or lasts_until_an_event(text))
    ),
    "Renewal Term": lambda text: speaks_of_renewal(text) and renewal(text),
    "Governing Law": jurisdiction,
}


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
# Insurance as a business: what is sold, or who sells it ...
_INSURANCE_TRADE = re.compile(
    r"\binsurance\s+(?:shops?|stores?|pages?|(?:web)?sites?|products?|business(?:es)?|compan(?:y|ies)|subsidiar(?:y|ies)|agen(?:t|cy|ts|cies)"
    r"|brokers?|licen[cs]es?|laws?|market(?:place)?|industry|sales|leads?|quotes?|networking|services)\b"
    r"|\bsell\w*\s+(?:of\s+)?(?:\w+\s+){0,2}insurance\b",
    re.IGNORECASE,
)
# Policies that are sold, for a commission.
_INSURANCE_SOLD = re.compile(
    r"\binsurance\s+polic(?:y|ies)\b[^.;]{0,80}\b(?:purchases?d?|buys?|bought|sold|placed|written|issued)\b|\bplaces?\s+(?:the\s+|such\s+|an?\s+)?insurance\b"
    r"|\b(?:refer\w*|commissions?)\b[^.;]{0,80}\binsurance\b",
    re.IGNORECASE,
)
_KEEPS_COVER = re.compile(
    r"\b(?:maintain|carr(?:y|ies)|procure|effect|take\s+out|keep|have|limits?|certificates?|additional\s+insured)\b",
    re.IGNORECASE,
)
# ... is not a clause about insurance, unless it is about having cover.
_INSURED = re.compile(
    r"\bpolic(?:y|ies)\b|\binsured\b|\binsurer|\bcoverage|\binsure\b|\bself-?insur"
    r"|\b(?:liability|compensation|property|indemnity|risk|cargo|life|marine|fire|adequate|sufficient"
    r"|necessary|general|product|required|appropriate|such)\s+insurance"
    r"|\binsurance\b[^.;]{0,60}\b(?:maintain|requir|carr|limit|amount|cover|certificate|cost|obtain|effect"
    r"|premium|purchas|against|on\s+behalf)"
    r"|\b(?:maintain|obtain|carr(?:y|ies)|procure|effect|purchase|certificates?\s+of|keep|arrange"
    r"|have)\b[^.;]{0,60}\binsurance|\bwith\s+(?:a\s+)?limits?\s+of",
    re.IGNORECASE,
)
# Words that alone make it a right to end the contract without a reason.
_WITHOUT_REASON = re.compile(
    r"\bmay\b[^.;]{0,80}?\bterminat\w+\b(?:(?!\b(?:should|if|upon|when|where|in\s+the\s+event)\b)[^.;]){0,120}?\b(?:for\s+(?:its\s+|their\s+)?(?:own\s+)?convenience"
    r"|without\s+(?:any\s+)?(?:cause|reason)\b|(?:any|no)\s+(?:or\s+(?:for\s+)?no\s+)?reason)"
    # "until terminated by either party on 60 days' notice"; as an item of a list, "upon Vendor giving notice"
    r"|(?<!thereafter\suntil\s)\bterminated\s+(?:by\s+mutual\b[^.;]{0,60}\bor\s+)?by\s+either\s+party\s+(?:on|upon|with|by|at\s+any\s+time)\b"
    r"[^.;]{0,40}\b(?:days|months?)\b[^.;]{0,30}\bnotice\b(?![^.;]{0,60}\b(?:if|in\s+the\s+event|for|breach|default)\b)"
    r"|^\W*\w{1,4}\W\s*upon\s+[\w\s]{1,40}\bgiving\b[^.;]{0,80}\bnotice\s+of\s+termination\s+of\s+this\s+agreement\W*$",
    re.IGNORECASE,
)
READERS |= {
    "Anti-Assignment": _HANDED_ON.search,
    "Exclusivity": _ALONE.search,
    AT_WILL: lambda text: _WITHOUT_REASON.search(text) or ends_by_an_item(text),
}
# What a candidate must say to bar the soliciting of customers, also as an item of a list, or to bar a claim.
_MAY_NOT = re.compile(
    r"\b(?:(?:shall|will|may|must|agrees?)\s(?:[\w,]+\s){0,8}?not|neither\b[^.;]{0,120}?\b(?:shall|will|may))\b",
    re.IGNORECASE,
)
_TAKES_CUSTOMERS = re.compile(
    r"\b(?:solicit(?:ation\sof)?|divert|entice|canvass)\b[^.;]{0,80}?\b(?:clients?|customers?|users|subscribers)\b(?![^.;]{0,60}\bto\sbecome\b)",
    re.IGNORECASE,
)
_MAKES_NO_CLAIM = re.compile(
    r"\b(?:shall|will|may|must|agrees?)\b[^.;]{0,100}?\bnot\s(?:to\s)?(?:contest|challenge|dispute|query|question|attack|impugn)\s[^.;]{0,60}?"
    r"\b(?:rights?|title|ownership|validity|copyrights?|patents?|marks?|trademarks)\b",
    re.IGNORECASE,
)


def _may_not_take_customers(text: str) -> bool:
    barred = _MAY_NOT.search(text)
    return barred is not None and _TAKES_CUSTOMERS.search(text, barred.end()) is not None


READERS |= {"No-Solicit Of Customers": _may_not_take_customers, "Covenant Not To Sue": _MAKES_NO_CLAIM.search}
# Words before a date that make it the start of the term, not the date of the contract.
_STARTS_ON = re.compile(
    r"\b(?:commencement|commencing|effective|start(?:ing)?)\s+date\b[^.;\n]{0,60}\b(?:is|be|on|:)\s*(?:the\s+)?$"
    r"|[\"“](?!(?:the\s)?(?:agreement|contract|execution|sign))[^\"“”\n]{2,40}\sdate[\"”]\s+(?:shall\s+)?means?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "This Agreement takes effect on May 2, 2020" gives no day on which it is made, unless the parties follow: "This
# Agreement is effective as of May 2, 2020 by and between".
_TAKES_EFFECT = re.compile(
    r"\bthis\s(?:[\w&-]{1,30}\s){0,6}?(?:agreement|contract|amendment|addendum)\s(?:\([^()]{0,80}\)\s)?(?:(?:is|shall\s(?:be|become)|will\s(?:be|become)|becomes?)\s(?:deemed\s)?effective"
    r"|(?:shall\s|will\s)?(?:takes?\seffect|(?:comes?|enters?)\sinto\s(?:force|effect)))\s"
    r"(?:(?:on|from|as\sof|upon)\s)?(?:the\s(?:day\sof\s)?)?$",
    re.IGNORECASE,
)
_PARTIES_FOLLOW = re.compile(r"[^.;]{0,60}\b(?:between|among)\b", re.IGNORECASE)
# When a file was last revised or printed: "Rev. 8/29/2018 3:38 PM".
_STAMPED = re.compile(
    r"\b(?:rev|revised|revision|printed|print\sdate|last\s(?:saved|edited|updated)|draft|version)\b[.:\s]{0,3}(?:(?:on|of|date|as|[A-Z]{2,6})[:\s]{1,2}){0,3}$",
    re.IGNORECASE,
)
_TIMED = re.compile(r",?\s{1,3}\d{1,2}:\d{2}\b(?:\s?[AaPp]\.?[Mm]\b)?")
_OPENING = 4_000
_EFFECTIVE_ON = re.compile(r"\beffective\s++(?:(?:as\s++of|on|from|date)\s*+)?$", re.IGNORECASE)
# Weaker clauses are kept as well if their score is at least this share of the best one's.
_AS_SURE = 0.8


def with_fallbacks(document: Document, findings: Sequence[Finding], counting: Sequence[Finding]) -> list[Finding]:
    """The findings that count as found (``counting``). Where the summary would have nothing to read, weaker
    ``findings`` and passages found by their form fill the gap."""
    known = {finding.category for finding in findings}
    dated = [
        against_renewal(document, _whole_date(document, finding))
        for finding in _with_beginning(document, findings, counting)
    ]
    sources = [finding for finding in dated if _is_about_it(document, finding)]
    for date in defined_dates(document, DEFINED):
        if date.category in known:
            sources = _with_defined(document, sources, date)
    if TITLE in known:
        sources = _with_title(document, sources)
    if "Parties" in known:
        sources = _with_parties(document, sources)
    sources += _readable(document, findings, sources)
    dates = (_whole_date(document, one) for one in findings if one.category == AGREED and one.score >= LEAST)
    sources = with_agreement_date(document, [one for one in dates if _is_about_it(document, one)], sources)
    lacking = known - {finding.category for finding in sources if not _denies(document, finding)}
    if AGREED in lacking and (own := dated_at_the_top(document, DEFINED) or executed_as_of(document, DEFINED)):
        sources.append(own)
    sources += _under_headings(document, lacking)
    sources += _by_words(document, lacking)
    sources += _headed_exclusivity(document, sources) if "Exclusivity" in known - lacking else []
    sources += notice_beside(document, findings, sources)
    sources = [with_period(document, one) if one.category == NOTICE else one for one in sources]
    if "Agreement Date" in known:
        sources = _with_open_dates(document, sources)
    if EFFECTIVE in known - {finding.category for finding in sources}:
        event = effective_on_an_event(document, DEFINED)
        sources += [event] if event else []
    if CAP in known:
        sources += _caps_beside(document, sources)
    if UNCAPPED in known:
        sources = _with_carve_outs(document, sources)
    return whole_clauses(document, sources)


def _denies(document: Document, finding: Finding) -> bool:
    """Whether a clause denies what its category is about, which another clause may still give."""
    return finding.category == "Exclusivity" and denies_exclusivity(document.text[finding.start : finding.end])


# Words without which a passage is not about source code in escrow, or a right of first refusal.
_ESCROWED = re.compile(r"escrow|source|\bcodes?\b|material|deposit|release", re.IGNORECASE)
_OFFERED = re.compile(
    r"first|refus|offer|negotiat|match|option|rights?\b|\bprior|pre-?empt|opportunit|propos|purchas|pric|\bsell|\bsale|acqui|licen[cs]"
    r"|notif|apprais|interest|transfer|days",
    re.IGNORECASE,
)
_SOLICITS_CUSTOMERS = re.compile(
    r"\bsolicit\w*\b[^.;]{0,160}?\b(?:customers?|clients?|users|subscribers|freight|accounts)\b", re.IGNORECASE
)
_STAFF = re.compile(
    r"\b(?:employ|personnel|staff|consultant|contractor|worker|officer|hire|hiring|recruit|agent|representative|director)",
    re.IGNORECASE,
)


def _whole_date(document: Document, finding: Finding) -> Finding:
    """A date that the model cut short, extended: "May 4" to "May 4, 2022"; without the end of the term, if both are
    given together."""
    if finding.category not in ("Agreement Date", EFFECTIVE):
        return finding
    if period := _PERIOD.match(document.text, finding.start, finding.end):
        return finding._replace(end=period.end())
    if finding.end - finding.start > _SHORT:
        return finding
    for match in _DATES.finditer(document.text, max(0, finding.start - _SHORT), finding.end + _SHORT):
        if match.start() <= finding.start and finding.end <= match.end():
            return finding._replace(start=match.start(), end=match.end())
    return finding


def _is_about_it(document: Document, finding: Finding) -> bool:
    """Whether the words can be about what their category asks: the end of this contract, a renewal, a beginning."""
    text = document.text[finding.start : finding.end]
    if finding.category not in _SHORT_ONES and not _WORDS.search(text):
        return False
    if about := _ABOUT.get(finding.category):
        return about(text)
    if finding.category in ("Agreement Date", EFFECTIVE) and _is_of_another(document, finding):
        return False
    if finding.category == EFFECTIVE and _ANOTHER_DATE.search(text) and _WHEN_EXECUTED.search(document.text):
        return False
    if finding.category == EFFECTIVE:
        before = document.text[max(0, finding.start - 70) : finding.start].rsplit("\n", 1)[-1]
        after = document.text[finding.end : finding.end + 90].split("\n", 1)[0]
        return speaks_of_a_beginning(before + text + after)
    if finding.category == AT_WILL:
        return not ends_for_cause(text, document.segments[finding.first].heading)
    return True


def _is_about_cover(text: str) -> bool:
    """Whether the words are about having insurance, rather than selling it."""
    if _INSURANCE_SOLD.search(text) and not _KEEPS_COVER.search(text):
        return False
    return bool(_INSURED.search(text)) or not _INSURANCE_TRADE.search(text)


def _may_be_of_staff(text: str) -> bool:
    """Whether a non-solicitation clause can be about employees, and not only about customers."""
    return _STAFF.search(text) is not None or not _SOLICITS_CUSTOMERS.search(text)


# Whether the words of a passage can be about its category.
_ABOUT: dict[str, Callable[[str], bool]] = {
    "Expiration Date": speaks_of_the_end,
    "Renewal Term": speaks_of_renewal,
    "No-Solicit Of Employees": _may_be_of_staff,
    "Source Code Escrow": lambda text: _ESCROWED.search(text) is not None,
    "Rofr/Rofo/Rofn": lambda text: _OFFERED.search(text) is not None,
    "Insurance": _is_about_cover,
    UNCAPPED: lambda text: is_carve_out(text) or not cap_of(text),
    # or uses its words for something else
    "Exclusivity": lambda text: not is_exclusive_otherwise(text),
    "Non-Compete": lambda text: not bars_sponsors(text),
}


def _is_of_another(document: Document, finding: Finding) -> bool:
    """Whether a date is another contract's, or the first day of the term instead of the date of the contract."""
    text = document.text
    if finding.category == "Agreement Date" and _STARTS_ON.search(text, max(0, finding.start - 120), finding.start):
        return True
    written = _DATES.search(text, finding.start, finding.end)
    begin = written.start() if written else finding.start
    if _STAMPED.search(text, max(0, begin - 40), begin):
        return True
    if finding.category == AGREED and written and _only_takes_effect(text, *written.span()):
        return True
    # so is a date with the time of day, in the head of an attachment
    if written and _TIMED.match(text, written.end()) and ATTACHED.search(text, _OPENING, begin):
        return True
    return is_anothers_date(text, begin)


def _only_takes_effect(text: str, start: int, end: int) -> bool:
    before = " ".join(text[max(0, start - 160) : start].split()) + " "
    return _TAKES_EFFECT.search(before) is not None and not _PARTIES_FOLLOW.match(text, end)


def _with_beginning(document: Document, findings: Sequence[Finding], counting: Sequence[Finding]) -> list[Finding]:
    """Drops the contract's own date as the effective date if another candidate says that something begins."""
    dated = {(finding.start, finding.end) for finding in counting if finding.category == "Agreement Date"}
    confused = [
        finding for finding in counting if finding.category == EFFECTIVE and _is_only(document.text, finding, dated)
    ]
    candidates = [finding for finding in findings if finding.category == EFFECTIVE and finding.score >= LEAST]
    beginnings = [finding for finding in candidates if begins_on(document.text[finding.start : finding.end])]
    best = max(beginnings, key=lambda finding: finding.score, default=None)
    if not (best and confused):
        return list(counting)
    return [*(finding for finding in counting if finding not in confused and finding != best), best]


def _is_only(text: str, finding: Finding, dates: Set[tuple[int, int]]) -> bool:
    """Whether a finding is one of the dates and nothing more, but for an article: "this 10th day of January"."""
    return any(
        finding.start <= start and end == finding.end and len(text[finding.start : start].split()) <= 1
        for start, end in dates
    )


def _with_defined(document: Document, sources: Sequence[Finding], date: Finding) -> list[Finding]:
    """If a clause contains the defined date and reads as it, it takes the date's score; otherwise the date is added."""
    around = [finding for finding in sources if _overlap(finding, date)]
    inside = [finding for finding in around if date.start <= finding.start and finding.end <= date.end]
    read, day = READERS[date.category], document.text[date.start : date.end]
    reading = [finding for finding in around if read(document.text[finding.start : finding.end]) == iso_date(day)]
    sure = next((finding for finding in reading if finding not in inside), date)
    return [sure._replace(score=date.score), *(finding for finding in sources if finding not in [*inside, sure])]


def _overlap(one: Finding, other: Finding) -> bool:
    return one.category == other.category and one.start < other.end and other.start < one.end


# "This Agreement shall be effective as of the date of execution": not on the day that begins something under it.
_WHEN_EXECUTED = re.compile(
    r"\bthis\s+agreement\s+(?:(?:shall|will)\s+(?:be|become)|is|becomes)\s+effective\s+(?:as\s+of|on|upon|from)\s+(?:the\s+)?(?:date\s+of\s+)?(?:its\s+|the\s+)?(?:last\s+)?"
    r"(?:execution|signature|signing)\b",
    re.IGNORECASE,
)


# "“Commencement Date” means 1st May 2013"
_ANOTHER_DATE = re.compile(
    r"[“\"](?!(?:the\s)?effective\b)[^“”\"\n]{2,40}\sdate[”\"]\s+(?:shall\s+)?means?\b", re.IGNORECASE
)


def _readable(document: Document, findings: Sequence[Finding], counting: Sequence[Finding]) -> Iterator[Finding]:
    for category, read in READERS.items():

        def reads(finding: Finding, read: Callable[[str], object] = read) -> bool:
            check_time()
            return bool(read(document.text[finding.start : finding.end]))

        known = [finding for finding in counting if finding.category == category]
        if any(reads(one) or gap(document.text[one.start : one.end]) for one in known):
            continue
        weaker = [
            finding
            for finding in findings
            if finding.category == category and finding.score >= LEAST and _is_about_it(document, finding)
        ]
        best = max(filter(reads, weaker), key=lambda finding: finding.score, default=None)
        if best and category == "Anti-Assignment":
            yield from (one for one in weaker if reads(one) and one.score >= _AS_SURE * best.score)
        elif best:
            yield best


def _under_headings(document: Document, lacking: set[str]) -> Iterator[Finding]:
    """Passages under a matching heading that read as a value, for categories without a finding that counts."""
    for category, read in _UNDER_HEADINGS.items():
        sentence = headed(category, document) if category in lacking else None
        if sentence and read(document.segment_text(sentence)):
            yield _whole(sentence, category, HEADED)


def _headed_exclusivity(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The first sentence of a section headed "Exclusivity", if only clauses elsewhere were found to be exclusive."""
    sentence = headed("Exclusivity", document)
    if sentence is None or denies_exclusivity(document.segment_text(sentence)):
        return []
    own = _whole(sentence, "Exclusivity", HEADED)
    return [] if any(_overlap(one, own) for one in sources) else [own]


def _by_words(document: Document, lacking: set[str]) -> Iterator[Finding]:
    """Sentences that assert a category outright, for categories without a finding that counts."""
    for category in CATEGORIES:
        found = keyword_clauses(category, document) if category in lacking else ()
        # the parties may be bound to each other in sentences of their own
        for sentence in islice(found, _BINDING if category == "Exclusivity" else 1):
            yield _whole(sentence, category, HEADED)


def _whole(segment: Segment, category: str, score: float) -> Finding:
    return Finding(category, segment.id, segment.id + 1, segment.start, segment.end, score)


_LIABLE = re.compile(r"\b(?:liab|damages\b|the\s+most\b[^.;]{0,80}\b(?:owe|pay)\b)", re.IGNORECASE)


def _limits(text: str) -> bool:
    """Whether the words name an amount that liability may not exceed, or exclude all liability."""
    liable = [one for one in sentences(text) if _LIABLE.search(one)]
    named = any(not isinstance(limit, Formula) for one in liable for limit in cap_of(one))
    return named or any(excludes_everything(one) for one in sentences(text))


_UNDER_HEADINGS: dict[str, Callable[[str], object]] = {
    "Expiration Date": READERS["Expiration Date"],
    "Governing Law": jurisdiction,
    CAP: _limits,
    "Exclusivity": lambda text: not denies_exclusivity(text),
}


def _with_open_dates(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """A blank where the contract's date belongs, if nothing reads as that date."""
    kept = list(sources)
    for blank in open_dates(document, OPEN):
        same = [one for one in kept if one.category == blank.category]
        if blank.category != EFFECTIVE:
            # "dated as of ____, but made effective as of May 1" has an effective date but no date of its own
            begun = [one for one in same if _EFFECTIVE_ON.search(document.text, max(0, one.start - 20), one.start)]
            kept = [one for one in kept if one not in begun]
            same = [one for one in same if one not in begun]
        if not any(READERS[one.category](document.text[one.start : one.end]) for one in same):
            kept = [*(one for one in kept if one not in same), blank]
    return kept


def _with_carve_outs(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The sentences after a cap, in the same section, that say what it does not apply to."""
    kept = list(sources)
    for clause in [one for one in sources if one.category == CAP]:
        kept += [one for one in _excepting(document, clause) if not any(_overlap(one, other) for other in kept)]
        heading = document.segments[clause.last - 1].heading
        for segment in document.segments[clause.last : clause.last + _BEHIND]:
            sentence = document.segment_text(segment)
            inside = segment.heading[: len(heading)] == heading
            if not inside and (len(heading) < 2 or segment.heading[: len(heading) - 1] != heading[:-1]):
                break
            if not inside and not _names(heading, sentence):
                continue
            found = _whole(segment, UNCAPPED, CARVED_OUT)
            if is_standalone_carve_out(sentence) and not any(_overlap(one, found) for one in kept):
                kept.append(found)
    return kept


def _caps_beside(document: Document, sources: Sequence[Finding]) -> list[Finding]:
    """The sentence after an exclusion, in its section, that names an amount, if no other clause does."""
    found = [one for one in sources if one.category == CAP]
    if any(_limits(document.text[one.start : one.end]) for one in found):
        return []
    for clause in found:
        heading = document.segments[clause.last - 1].heading
        for segment in document.segments[clause.last : clause.last + _BEHIND]:
            if segment.heading != heading:
                break
            if _limits(document.segment_text(segment)):
                return [_whole(segment, CAP, HEADED)]
    return []


def _names(heading: Sequence[str], sentence: str) -> bool:
    """Whether a sentence of a neighboring section names the one with this heading: "Section 5.1 does not apply to"."""
    number = _NUMBER.search(heading[-1])
    return number is not None and re.search(rf"(?<![\d.]){re.escape(number[0])}(?!\.?\d)", sentence) is not None


def _excepting(document: Document, clause: Finding) -> Iterator[Finding]:
    """The lead-in of the list that a cap is an item of, if it takes something out: "Except as stated in Section 9:"."""
    heading = document.segments[clause.first].heading
    for segment in document.segments[max(0, clause.first - _AHEAD) : clause.first][::-1]:
        sentence = document.segment_text(segment)
        if sentence.endswith(":"):
            if heading[: len(segment.heading)] == segment.heading and _EXCEPT.match(sentence):
                yield _whole(segment, UNCAPPED, CARVED_OUT)
            return


def _with_title(document: Document, counting: Sequence[Finding]) -> list[Finding]:
    """The name of the document extended to its whole heading, or read from the heading if none was found."""
    named = max((one for one in counting if one.category == TITLE), key=lambda one: one.score, default=None)
    title = title_of(document.text, (named.start, named.end) if named else None)
    if not title:
        return list(counting)
    whole = found_at(document, TITLE, title.start, title.end, named.score if named else TITLED)
    return [whole, *(one for one in counting if one.category != TITLE)] if whole else list(counting)


def _with_parties(document: Document, counting: Sequence[Finding]) -> list[Finding]:
    """Corrects names that the model cut short or ran together, and adds those that it missed."""
    titles = [one for one in counting if one.category == TITLE]
    kept = [
        _from_its_first_word(document, one) if one.category == "Parties" else one
        for one in counting
        if not (one.category == "Parties" and (_is_of_the_title(document, one, titles) or _is_no_name(document, one)))
    ]
    mentions = [finding for finding in kept if finding.category == "Parties"]
    for name in named_parties(document, mentions, NAMED):
        overlapping = [finding for finding in mentions if _overlap(finding, name)]
        sure = max([finding.score for finding in overlapping], default=name.score)
        kept = [finding for finding in kept if finding not in overlapping]
        kept.append(name._replace(score=sure))
    return kept


def _from_its_first_word(document: Document, finding: Finding) -> Finding:
    """A company's name from its first word on, if the model began too late ("Mills, Inc." of "Brook Mills, Inc.")."""
    if not HARD_FORM.search(document.text, finding.start, finding.end):
        return finding
    return finding._replace(start=max(begins_at(document.text, finding.start), document.segments[finding.first].start))


# The title repeated in the opening: "SUPPLY AGREEMENT dated".
_TITLE_GOES_ON = re.compile(r"\s(?:AGREEMENT|Agreement|CONTRACT|Contract)\b")
# Words of a description ("incorporated"), and what a contract calls any of its parties.
_NOBODY = re.compile(r"incorporated|organi[sz]ed|established|(?:the\s)?part(?:y|ies)", re.IGNORECASE)
# "Acme and Brightwater are", "jointly the “Parties” and individually a “Party”": what is said of them jointly.
_SAID_OF_THEM = re.compile(r"\s(?:are|is|shall|may)$")
_QUOTED = re.compile(r"[“\"]\s?(?:the\s)?([^“”\"]{2,60}?)[,.]?\s?(?:[”\"]|$)")
_A_PARTY = re.compile(r"part(?:y|ies)[.,)]{0,3}", re.IGNORECASE)


def _is_about_the_parties(words: str) -> bool:
    """Whether words without a company's name say only what the parties are jointly called."""
    terms = _QUOTED.findall(words)
    return bool(_SAID_OF_THEM.search(words)) or (bool(terms) and all(_A_PARTY.fullmatch(one) for one in terms))


# A town, by the state and the postal code after it: "Plano, TX 75024".
_TOWN = re.compile(r",\s[A-Z]{2}\.?\s\d{5}\b")
# A street, or what is left of a legal form that was cut in two ("P." of "L.P.").
_STREET = re.compile(r".{0,40}\b(?:Ave(?:nue)?|Street|St|Road|Rd|Boulevard|Blvd|Suite)\.?")


def _is_no_name(document: Document, finding: Finding) -> bool:
    """Whether a "party" is only a legal form, a letter, a street or words about the parties."""
    words = " ".join(document.text[finding.start : finding.end].split())
    town = not HARD_FORM.search(words) and _TOWN.match(document.text, finding.end)
    if not HARD_FORM.search(words) and _is_about_the_parties(words):
        return True
    alone = FORM_ALONE.fullmatch(words) or _STREET.fullmatch(words) or _NOBODY.fullmatch(words)
    return len(words.strip(" .,")) < 2 or bool(alone or town)


def _is_of_the_title(document: Document, finding: Finding, titles: Sequence[Finding]) -> bool:
    """Whether a "party" is only words of the title that do not name a company: "SUPPLIER CONTRACT"."""
    words = document.text[finding.start : finding.end]
    inside = any(title.start <= finding.start and finding.end <= title.end for title in titles) or (
        _TITLE_GOES_ON.match(document.text, finding.end) is not None
        and any(words in document.text[title.start : title.end] for title in titles)
    )
    return inside and not HARD_FORM.search(document.text, finding.start, finding.end)
