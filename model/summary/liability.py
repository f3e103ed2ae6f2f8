"""The limits of liability that a contract sets: caps, exclusions, exclusive remedies, and what they do not cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from model.schema import Clause, Fees, Formula, LiabilityCap, LiabilityTerm, Limit, Money
from model.summary.parties.sides import Sides
from model.summary.rights import who_is_liable, who_owes_remedy
from model.summary.values import duration_spans, in_figures, sums

CAP, UNCAPPED = "Cap On Liability", "Uncapped Liability"

# A line that ends in mid-sentence was cut by the end of a page.
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z(“\"])|(?<=[.;:,!?])\n|\n(?=\W{0,2}\w{1,3}[.)]\s)")
_LIABLE = re.compile(r"\b(?:liab|damages\b|responsib|obligat|recover|remed|losses\b|indemni|claims?\b)", re.IGNORECASE)
_CAPS = re.compile(
    r"^\W*limited\s+to\b|\bat\s+most\b|\bexceed(?:ing|s)?\b|\b(?:be|is|are)\s+(?:strictly\s+|expressly\s+)?(?:limited|restricted"
    r"|capped)(?:\s+in\s+(?:the\s+)?aggregate)?\s+(?:to|at)\b"
    r"|\b(?:greater|more|higher)\s+than\b|\bin\s+excess\s+(?:in\s+(?:the\s+)?aggregate\s+)?of\b|\bmaximum\b(?!\s+extent)|\bup\s+to\s+(?:a"
    r"|the|an)\b|\blimits?\b[^.;]{0,40}\bto\b|\bcap(?:ped)?\s+(?:of|at)\b",
    re.IGNORECASE,
)
# "limited to direct damages", "including but not limited to" and "limited to repair" do not state an amount.
_NO_AMOUNT = re.compile(
    r"\bnot\s+(?:be\s+)?limited\s+to\b|\bnot\s+limit\b|\blimited\s+to\s+(?:(?:actual|the|such|proven|any|their"
    r"|its)\s+){0,3}(?:direct|repair|replace|correct|re-?perform|those|general|intent|gross|wil)",
    re.IGNORECASE,
)
# A cap may be stated together with kinds of loss: "for any special damages, or aggregate damages in excess of [***]".
_EXCEEDS = re.compile(
    r"\bexceed|\b(?:damages|liability|amounts?)\s+in\s+excess\s+(?:in\s+(?:the\s+)?aggregate\s+)?of\b", re.IGNORECASE
)
# "No action may be brought more than one year after it accrued" limits the time to sue, not the amount.
_TIME_TO_SUE = re.compile(
    r"\b(?:actions?|suits?|claims?|proceedings?)\b[^.;]{0,160}?\b(?:more|later)\s+than\b[^.;]{0,30}\b(?:years?|months?|days)\b",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"\b(?:indirect|consequential|special|incidental|incidential|punitive|exemplary|(?:lost"
    r"|loss\s+of)\s+(?:\w+\s+){0,3}(?:profit|revenue|business|good|use|data|saving|opportunit)\w*)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|not|neither|nor|never)\b(?:[^.;]|\.(?=\d)){0,200}?\b(?:liab|responsib|entitled|recover|award|damages)"
    r"|\bwaives?\b[^.;]{0,80}\b(?:right|claim|recover)|\bdisclaims?\b[^.;]{0,60}\bliab"
    r"|\bexclud\w+\b[^.;]{0,60}\bliab",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:no|not|never)\b[^.;]{0,60}?\b(?:have\s+(?:any\s+)?liabilit\w+|liabilit\w+|liable)\b[^.;]{0,60}?"
    r"(?:\bwhatsoever\b|\bof\s+any\s+(?:kind|nature|sort)\b|\bfor\s+any\s+(?:reason|cause|claims?|damages"
    r"|loss(?:es)?|matter)\b|\bunder\s+(?:or\s+in\s+connection\s+with\s+)?this\s+agreement\s*(?:[.;,]|$)"
    r"|\bhereunder\s*(?:[.;,]|$))",
    re.IGNORECASE,
)
# "for any losses from its failure to meet Section 5": all of the liability for that, and none besides.
_OF_ONE_SECTION = re.compile(
    r"\b(?:fail\w*|breach\w*|obligations?|default\w*|delays?|pursuant|arising|(?:non-?)?performance|act(?:s|ed|ions?)?)\b"
    r"[^.;]{0,60}\b(?:sections?|clauses?|articles?|paragraphs?)\s+[\dIVX(]",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(r"\b(?:except|save|other\s+than|subject\s+to|notwithstanding)\b", re.IGNORECASE)
_REMEDY = re.compile(
    r"\b(?:sole|exclusive|only|entire)\s+(?:and\s+(?:exclusive|sole|only"
    r"|entire)\s+)?(?:\w+\s+){0,2}(?:remed|obligation|liabilit|recourse)",
    re.IGNORECASE,
)
_CARVE_OUT = re.compile(
    r"""\b(?:shall|do|does|will|is|are|would|may)\s+(?:not|neither)\s+(?:\([\w]\)\s+)?(?:apply|limit|exclude|restrict|affect|be\s+(?:limited|subject)|relieve|cover)
      |\b(?:except|excepting|exclusive\s+of|excluding|other\s+than|save|apart\s+from|with\s+the\s+exception)\b
      |\bnothing\s+(?:in|herein|contained|shall|limits)\b|\bunlimited\b|\bwithout\s+(?:limit|regard\s+to\s+(?:the|any)\s+limit)(?!ation)|\bnot\s+(?:be\s+)?(?:capped|limited)\s+(?:by|under|in|as|for)\b
      |\bunless\b[^.;]{0,80}(?:negligen|misconduct|willful|wilful|intent)|\bprovided\b[^.;]{0,40}\bnot\b|\bto\s+the\s+extent\s+(?:that\s+)?(?:such|caused|it|the|a|any|of)""",
    re.IGNORECASE | re.VERBOSE,
)
# A separate sentence that exempts something from a limit.
_STANDALONE_CARVE_OUT = re.compile(
    r"""\b(?:limit\w*|caps?|exclusions?|foregoing|above|(?:this|these|such|preceding)\s+(?:section|clause|paragraph|article|sentence|sub-?section|provisions?)|section\s+[\d.]+\w?|disclaimers?)\b
        [^.;]{0,140}?\b(?:shall|do|does|will|are|is)\s+not\s+(?:apply|limit|extend|cover|affect)
      |\bnothing\b[^.;]{0,120}\b(?:limits?|excludes?|restricts?)\b[^.;]{0,80}\b(?:liab|remed|right)
      |\bliab\w+\b[^.;]{0,120}\b(?:is|are|shall\s+be|remains?)\s+(?:unlimited|uncapped|not\s+limited)""",
    re.IGNORECASE | re.VERBOSE,
)
_EVERYTHING = re.compile(
    r"\b(?:apply|limit|extend|except(?:\s+for)?|affect)\s+(?:\w+\s+){0,3}?(?:any|all|a|each"
    r"|the)\s+(?:other\s+)?(?:breach(?:es)?|claims?|obligations?|liabilit\w+|damages|default)\s+"
    r"(?:of|under|by|arising|in\s+connection|or|hereunder)[^.;]{0,40}?(?:this\s+agreement|hereof|hereunder"
    r"|either\s+party)(?!['’]s\s+(?:section|confid))(?=\s*[.;,]|\s*$)",
    re.IGNORECASE,
)
_PAID = (
    r"(?:fees?|amounts?(?!\s+of\s+(?:[\w,]+\s+){0,5}(?:damages|loss(?:es)?|liabilit\w+|harm)\b)|charges|sums?|royalt(?:y|ies)|payments?(?!\s+of\s+(?:\w+\s+){0,2}damages)|price|compensation|consideration|commissions?"
    r"|revenues?|mon(?:ey|ies)|remuneration|invoices?|value)"
)
_FEES = re.compile(
    rf"\b{_PAID}\b(?:[^.;]{{0,90}}?\b(?:paid|payable|received|due|made|owed|invoiced|billed|charged"
    rf"|actually|under|hereunder|of\s+th|for\s+th|in\s+th|during|over)\b|\s*$|\s*[.,;])|\b{_PAID}\s+(?:for"
    rf"|of|in|under|during|over)\b"
)
_MONTHS_FEES = re.compile(rf"\s?['’]?\s?(?:worth\s+)?(?:of\s+)?(?:the\s+)?(?:\w+\s){{0,3}}?{_PAID}\b")
_FIGURE, _OVER = re.compile(r"\d"), re.compile(r"\b(?:for|during|over)\s+(?:an?|any|the)\s+$")
# "The revenues of the previous contract year": a period without a number.
_LAST_PERIOD = re.compile(
    r"\b(?:previous|preceding|prior|last|past)\s(?:(?:calendar|contract(?:ual)?|fiscal|financial|full)\s){0,2}(?P<unit>year|quarter|month)\b"
)
_PERIOD_REACH = 250
_LAST_PERIODS = {"year": "P1Y", "quarter": "P3M", "month": "P1M"}
_MULTIPLE = re.compile(
    r"\b(?:(?P<times>\d+(?:\.\d+)?)\s?\)?\s?(?:x|times)\b|(?P<percent>\d{1,4})\s*(?:%|percent|per\s+cent)"
    r"|(?P<twice>twice|double|two\s+times)|(?P<half>half|one[\s-]half))"
)
_BOUND = re.compile(
    r"\b(?P<greater>greater|higher|larger)\s+of\b|\b(?P<lesser>lesser|lower|smaller)\s+of\b", re.IGNORECASE
)
_GENERAL = re.compile(
    r"\b(?:total|aggregate|entire|maximum|cumulative|overall|this\s+agreement|hereunder)\b", re.IGNORECASE
)
_PARTICULAR = re.compile(
    r"\b(?:force\s+majeure|indemnif\w+\s+(?:obligation|liabilit)|for\s+(?:each|any)\s+(?:cancel|delay|lost"
    r"|shipment|claim|incident|occurrence)|(?:each|any\s+one|any\s+single|per)\s+(?:claim|incident|occurrence)\b"
    r"|insurance|expenses?\s+(?:of|shall)|underwrit"
    r"|under\s+this\s+(?:paragraph|sub-?(?:section|paragraph|clause))|(?:epidemic|serial)\s+(?:defect|failure)|recalls?)\b"
    r"|\b(?:arising|result\w*|relat\w+|with\s+respect|in\s+respect|for\s+(?:any\s+)?breach|under)\b[^.;]{0,60}?"
    r"\b(?:indemnit|indemnif|warrant|(?<!this\s)(?:articles?|sections?|clauses?)\s+[\dIVX(])",
    re.IGNORECASE,
)
# "In no event will either party be liable under this Agreement for ..." limits all liability, whatever its exceptions.
_FOR_BOTH = re.compile(
    r"\b(?:shall|will)\s+either\s+party\s+be\s+liable\s+under\s+this\s+agreement\b"
    r"|\bneither\s+party\s+(?:shall|will)\s+be\s+liable\s+under\s+this\s+agreement\b",
    re.IGNORECASE,
)
# A cap's exceptions and qualifications do not make it a cap for particular claims only.
_LEFT_OUT = re.compile(
    r"\b(?:except|excepting|excluding|other\s+than|save|subject|notwithstanding|without\s+prejudice)\b[^,.;]{0,250}[,;.]?",
    re.IGNORECASE,
)
# "for the transaction which the liability relates to": the cap is the amount paid for that transaction only.
_SCOPE = re.compile(
    r"\bfor\s+(?:the|that|such)\s+(?:(?:particular|specific|relevant|applicable|individual)\s+)?"
    r"(?:transactions?|(?:purchase\s+)?orders?|products?|services?|work|shipments?|units?|statements?\s+of\s+work|software|goods)\s+"
    r"(?:(?:that|(?:to\s+|from\s+|under\s+|for\s+)?which|giving|concerned|in\s+question|involved)\b)"
    r"(?:[^,.;]{0,60}?\b(?:relates?(?:\s+to)?|arises?(?:\s+from)?|arose|rise\s+to\s+(?:the|such)\s+\w+|gave\s+rise|subject\s+of\s+the\s+\w+))?",
    re.IGNORECASE,
)
# A dangling "that" or "which" at the end of a scope.
_OPEN_END = re.compile(r"\s(?:that|(?:(?:to|from|under|for|in|of)\s)?which)$", re.IGNORECASE)
_ITEM = re.compile(r"\(?[a-z\d]{1,3}[.)]\s", re.IGNORECASE)
_FOLLOWS_ON = re.compile(r"(?:it|this|that|such\s\w+)\s(?:is|are|shall|will|constitutes?)\b", re.IGNORECASE)
_RULES = re.compile(r"-{3,80}+")


def caps(clauses: Sequence[Clause], sides: Sides) -> list[LiabilityCap]:
    """The caps, the most general first; ties go to the higher score."""
    found: dict[str, tuple[tuple[bool, bool, bool, float], LiabilityCap]] = {}
    lead_in = ""
    for clause in sorted(clauses, key=lambda clause: clause.interval[0]):
        for sentence in sentences(clause.text) if clause.category in (CAP, UNCAPPED) else []:
            # the list's lead-in says whose liability its items limit
            lead_in = sentence if sentence.endswith(":") else lead_in if _ITEM.match(sentence) else ""
            limits = cap_of(sentence, named=clause.category == CAP)
            if limits and (sentence.endswith(":") or _FOLLOWS_ON.match(sentence)) and isinstance(limits[0], Formula):
                continue  # the amount is in the list's items, or in the sentence before
            if limits and sentence not in found:
                value, *other = limits
                cap = LiabilityCap(
                    text=sentence,
                    clause=clause.id,
                    score=clause.score,
                    value=value,
                    other=other,
                    bound=_bound(sentence) if other else None,
                    scope=_scope(sentence),
                    party=who_is_liable(sentence, sides) or (who_is_liable(lead_in, sides) if lead_in else None),
                )
                named = not isinstance(value, Formula)
                rank = (not is_claim_specific_cap(sentence), named, bool(_GENERAL.search(sentence)), clause.score)
                found[sentence] = rank, cap
    ranked = sorted(found.values(), key=lambda pair: pair[0], reverse=True)
    return [cap for _, cap in ranked]


def is_claim_specific_cap(sentence: str) -> bool:
    """Whether a cap covers only some claims: one indemnity, one section, each claim."""
    return not _FOR_BOTH.search(sentence) and bool(_PARTICULAR.search(_LEFT_OUT.sub(" ", _RULES.sub(" ", sentence))))


def _scope(sentence: str) -> str | None:
    scope = _SCOPE.search(sentence)
    return _OPEN_END.sub("", " ".join(scope.group().split())) if scope else None


def liability_terms(clauses: Sequence[Clause], sides: Sides) -> list[LiabilityTerm]:
    """Exclusions, exclusive remedies and carve-outs in the contract's order, each sentence at most once per kind."""
    found: dict[tuple[str, str], LiabilityTerm] = {}
    for clause in sorted(clauses, key=lambda clause: clause.interval[0]):
        for sentence in sentences(clause.text) if clause.category in (CAP, UNCAPPED) else []:
            for kind, total in _kinds(sentence, clause.category):
                whose = who_owes_remedy if kind == "exclusive_remedy" else who_is_liable
                found.setdefault(
                    (kind, sentence),
                    LiabilityTerm.model_validate(
                        {
                            "kind": kind,
                            "total": total,
                            "text": sentence,
                            "clause": clause.id,
                            "score": clause.score,
                            "party": whose(sentence, sides),
                        }
                    ),
                )
    return list(found.values())


def sentences(text: str) -> list[str]:
    """The sentences of a clause."""
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]


def cap_of(sentence: str, named: bool = False) -> list[Limit]:
    """The limits that a sentence sets on liability: sums, fees of a period, or another formula; empty if it is not a
    cap. ``named``: the sentence is known to be about liability."""
    amounts = _NO_AMOUNT.sub(" ", sentence)
    if not (_CAPS.search(amounts) and (named or _LIABLE.search(sentence))):
        return []
    plain = in_figures(amounts)
    after = _CAPS.search(plain)
    limits: list[Limit] = [Money(amount=amount) for amount in sums(sentence)]
    if after and (fees := _fees(plain, after.end())):
        limits.append(fees)
    if not limits and _TIME_TO_SUE.search(sentence):
        return []
    if not limits and _KINDS.search(sentence) and _DENIES.search(sentence) and not _EXCEEDS.search(plain):
        return []
    return limits or [Formula()]


def is_carve_out(sentence: str) -> bool:
    """Whether a sentence exempts something from the limits of liability."""
    return bool(_CARVE_OUT.search(sentence) or _STANDALONE_CARVE_OUT.search(sentence))


def is_standalone_carve_out(sentence: str) -> bool:
    """Whether a sentence itself says that a limit, or a provision about one, does not apply to something."""
    return bool(_STANDALONE_CARVE_OUT.search(sentence))


def _fees(plain: str, after: int) -> Fees | None:
    spans = duration_spans(plain)
    # "the Monthly Charges for a 60 day term" are the charges of sixty days
    counted = next((one for start, end, one in spans if _is_counted(plain, after, start, end)), None)
    for start, end, duration in spans:
        if start >= after - 1 and _MONTHS_FEES.match(plain, end):
            adjective = not _FIGURE.search(plain, start, end)
            return Fees(period=counted) if counted and adjective else _times(duration, _multiple(plain, after, start))
    fees = _FEES.search(plain, after)
    if not fees:
        return None
    near = (one for start, _, one in spans if fees.start() <= start < fees.start() + _PERIOD_REACH)
    last = _LAST_PERIOD.search(plain, fees.start(), fees.start() + _PERIOD_REACH)
    period = next(near, None) or (_LAST_PERIODS[last["unit"]] if last else None)
    return _times(period, _multiple(plain, after, fees.start()))


def _is_counted(plain: str, after: int, start: int, end: int) -> bool:
    return bool(start >= after and _FIGURE.search(plain, start, end) and _OVER.search(plain, after, start))


def _times(period: str | None, multiple: float) -> Fees:
    """The fees of a period, with a whole multiple multiplied out: 24 times a month's fees are the fees of 24 months."""
    if period and multiple == int(multiple):
        return Fees(period=f"P{int(period[1:-1]) * int(multiple)}{period[-1]}")
    return Fees(period=period, multiple=multiple)


def _multiple(plain: str, begin: int, end: int) -> float:
    match = _MULTIPLE.search(plain, begin, end + 1)
    if not match:
        return 1.0
    if match["times"]:
        return float(match["times"]) or 1.0
    if match["percent"]:
        return float(match["percent"]) / 100 or 1.0
    return 2.0 if match["twice"] else 0.5


def _bound(sentence: str) -> Literal["greater_of", "lesser_of"] | None:
    match = _BOUND.search(sentence)
    return None if not match else "greater_of" if match["greater"] else "lesser_of"


def excludes_everything(sentence: str) -> bool:
    """Whether a sentence says that somebody is not liable at all, not even up to an amount."""
    return _excludes_liability(sentence) and not _OF_ONE_SECTION.search(_EXCEPTION.split(sentence)[0])


def _excludes_liability(sentence: str) -> bool:
    return bool(_TOTAL.search(sentence)) and not _KINDS.search(sentence) and not cap_of(sentence)


def _kinds(sentence: str, category: str) -> Iterator[tuple[str, bool]]:
    # "Vendor's entire liability shall not exceed the fees" is a cap.
    if _REMEDY.search(sentence) and ("remed" in sentence.lower() or not cap_of(sentence)):
        yield "exclusive_remedy", False
    total = excludes_everything(sentence)
    if _excludes_liability(sentence) or (_KINDS.search(sentence) and _DENIES.search(sentence)):
        yield "exclusion", total
    if is_standalone_carve_out(sentence) or (category == UNCAPPED and is_carve_out(sentence)):
        yield "carve_out", bool(_EVERYTHING.search(sentence))
