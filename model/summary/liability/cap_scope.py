"""What a cap is limited to, in the contract's words: one order, one year, one kind of loss."""

from __future__ import annotations

import re

from model.schema import Limit
from model.summary.liability.cap_amounts import begin_of_limit, cap_of

# "for the transaction which the liability relates to": the cap is the amount paid for that transaction only.
_SCOPE = re.compile(
    r"\bfor\s+(?:the|that|such)\s+(?:(?:particular|specific|relevant|applicable|individual)\s+)?"
    r"(?:transactions?|(?:purchase\s+)?orders?|products?|services?|work|shipments?|units?|statements?\s+of\s+work|software|goods)\s+"
    r"(?:(?:that|(?:to\s+|from\s+|under\s+|for\s+)?which|giving|concerned|in\s+question|involved)\b)"
    r"(?:[^,.;]{0,60}?\b(?:relates?(?:\s+to)?|arises?(?:\s+from)?|arose|rise\s+to\s+(?:the|such)\s+\w+|gave\s+rise(?:\s+to\s+(?:the|such|a|any)\s+\w+)?|subject\s+of\s+the\s+\w+))?"
    # "what was paid for the relevant machine"
    r"|\b(?:for|in\s+respect\s+of|with\s+respect\s+to)\s+the\s+(?:relevant|affected|defective|faulty|damaged)\s+"
    r"(?!(?:agreement|contract|period|year|month|law)\b)(?:[A-Z][a-z-]{2,20}\s+)?[\w-]{3,20}(?=\s?(?:[.,;)]|$))"
    # another case has its own limit, or the insurer's
    r"|\bfor\s+any\s+other\s+liabilit\w+(?=,\s)"
    # the cap is there anew each time
    r"|\bper\s+(?:[a-z]+\s+){0,2}(?:event|incident|occurrence|claim|accident)\b"
    r"|(?:\b(?:for|in\s+respect\s+of)\s+)?\b(?:each|any\s+(?:one|single))\s+(?:claim|event|incident|occurrence|accident)\b",
    re.IGNORECASE,
)
# "Vendor's liability in any contract year", "$400,000 a year": anew each year. The fees "paid in a year" are an amount.
_A_YEAR = re.compile(
    r"\b(?:(?:in|for|during)\s+(?:any|each|every|one|a)|per|a|each)\s+(?:(?:one|single|given|full)\s+)?"
    r"(?:(?:calendar|contract|agreement|financial|fiscal|licen[cs]e|policy|insurance|twelve-month|12-month)\s+)?year\b(?![’'-])|\bper\s+annum\b",
    re.IGNORECASE,
)
_AFTER_A_SUM = re.compile(
    r"\d(?:\.\d+)?(?:\s(?:thousand|million|billion|crores?|lakhs?))?(?:/-)?\)?,?\s(?:in\s(?:the\s)?(?:aggregate|total)\s)?$"
)
# "Liability under a Work Authorization", if it is not also that under the contract: what is ordered under it.
_UNDER_AN_ORDER = re.compile(
    r"\bunder\s(?:an?|each|any|such|the\s(?:relevant|applicable|affected))\s(?:[Ww]ork\s[Aa]uthori[sz]ation|[Ss]tatement\sof\s[Ww]ork|SOW|Order\sForm"
    r"|(?:(?:[Pp]urchase|[Ww]ork|[Tt]ask|[Ss]ervice|[Jj]ob|[Cc]hange)\s)?[Oo]rder|Call-[Oo]ff(?:\s[Cc]ontract)?|[Ii]ndividual\s[Cc]ontract)\b"
)
_WHOLE = re.compile(r"\b(?:this|the)\s(?:agreement|contract|sow|letter)\b|\bor\s(?:any|each|an?)\b", re.IGNORECASE)
# "Liability for late or failed deliveries", "for delay in completing the works"
OF_DELAY = re.compile(
    r"\bliabilit\w+\b(?:\s(?:of|to)\s[^.;,]{1,30}?)?\s(?P<scope>for\s(?:any\s|the\s)?(?:(?:late|delayed|failed|missed)(?:\s(?:or|and)\s\w+)?\s"
    r"(?:deliver(?:y|ies)|shipments?|performance|completion)|delays?(?!\s(?:or|and)\b|,)(?:\sin\s\w+)?))\b",
    re.IGNORECASE,
)
# "Liability with respect to any Training Services performed": a cap for one kind of what is supplied.
OF_ONE_KIND = re.compile(
    r"\bliabilit\w+\b[^.;]{0,40}?\b(?P<scope>(?:with\s+respect\s+to|in\s+respect\s+of|in\s+connection\s+with|relating\s+to|arising\s+(?:out\s+of|from)|for)"
    r"\s+(?:any|all|the|each|such)\s+(?-i:(?:[A-Z][a-z-]{2,20}\s+){1,2}(?:Services?|Products?|Software|Work|Support|Equipment|Materials))\b"
    r"(?:\s+(?:performed|provided|supplied|rendered|delivered|purchased|ordered)\b)?)",
    re.IGNORECASE,
)
# "Liability for any matter under Sections 4 and 9", "in respect of the indemnities in Clause 7.2"; not "this Section".
_PLACE = r"\d[\d.]{0,8}(?:\([a-z\d]{1,4}\)){0,3}"
_OF_SECTIONS = re.compile(
    r"\bliabilit\w+\b(?:(?!\bthis\b)[^.;,]){0,40}?\b(?P<scope>(?:with\s+respect\s+to|in\s+respect\s+of|in\s+connection\s+with|relat(?:ing|ed)\s+to|arising\s+(?:out\s+of|from|under)|pursuant\s+to|under|for)"
    r"(?:(?!\b(?:this|includ\w+|exceed\w*|limit\w*|shall|will|is|be|hereunder|set\s+(?:forth|out)|whether)\b)[^.;$€£]){0,90}?\s(?:sections?|clauses?|articles?|paragraphs?)\s+"
    rf"{_PLACE}(?:,?\s+(?:(?:and|or|to|through|&)\s+)?{_PLACE}){{0,8}})",
    re.IGNORECASE,
)
# "The matters without limit are unaffected, save that liability for a leak is limited to $5,000"
OF_AN_EXCEPTION = re.compile(
    r"^(?:(?!\bliabilit)[^;]){0,240}\b(?:save|except)\sthat\s(?:\w+\s){0,3}?liabilit\w+\s(?P<scope>for\s[^.;]{3,160}?)\s"
    r"(?:is|are|shall|will)\s[^.;]{0,20}?\b(?:limited|capped|exceed)\b",
    re.IGNORECASE,
)
# A dangling "that" or "which" at the end of a scope.
_OPEN_END = re.compile(r"\s(?:that|(?:(?:to|from|under|for|in|of)\s)?which)$", re.IGNORECASE)
# A cap on kinds of loss leaves all other loss uncapped: "liability for any indirect or consequential damages shall not
# exceed ...".
OF_KINDS = re.compile(
    # "liability for loss or delay, including liability for consequential loss" is all liability
    r"(?<!including\s)(?<!including\sany\s)(?<!including\sall\s)(?<!strict\s)\bliabilit\w+\b(?:(?!\binclud)[^.;]){0,60}?\b(?P<scope>for\s+(?:any\s+|all\s+)?(?:(?:indirect|consequential|special|incidental|punitive"
    r"|exemplary)\b,?\s+(?:(?:and/or|and|or)\s+)?){1,8}(?:damages?|loss(?:es)?)\b)(?![^.;]{0,40}\b(?:or\s+direct|direct)\b)"
    # "nor for consequential damages, and each party's liability shall be limited to": the second liability is all of it
    r"(?:(?!\bliabilit)[^;]){0,400}?\b(?:exceed|limited\s+to)\b",
    re.IGNORECASE,
)
# A cap's exceptions and qualifications do not make it a cap for particular claims only.
LEFT_OUT = re.compile(
    # "except for (1) liability for fraud, and (2) liability under Section 4, in no event shall"
    r"^\W{0,4}(?:except|other\s+than|save)\b[^.;]{0,400}?,\s(?=(?:in\s+no\s+event|under\s+no\s+circumstances?|neither|each|the\s+total)\b)"
    r"|\b(?:except|excepting|excluding|other\s+than|save|subject|notwithstanding|without\s+prejudice)\b[^,.;]{0,250}[,;.]?",
    re.IGNORECASE,
)


def _of_sections(sentence: str) -> re.Match[str] | None:
    return _OF_SECTIONS.search(LEFT_OUT.sub(lambda left_out: "." * len(left_out.group()), sentence))


# "Is limited per event to $2,000,000 and per calendar year to $4,000,000"
_BEFORE_ITS_SUM = re.compile(
    r"\b(?:per|(?:for|in)\s(?:each|any(?:\s(?:one|single))?))(?:\s[\w-]{1,20}){1,3}?\sto\s(?:an?\smaximum\sof\s)?(?:[A-Z]{1,3}\.?\s?)?[$€£₹]?\s?\d",
    re.IGNORECASE,
)


def scope_of(value: Limit, sentence: str) -> str | None:
    """What the limit ``value`` is for; of "at most $2,000,000 per event and $4,000,000 a year", the first alone is per
    event. None if each of several sums has a scope of its own."""
    if len(_BEFORE_ITS_SUM.findall(sentence)) > 1:
        return None
    scope = _scope(sentence)
    before = cap_of(sentence[: sentence.find(scope)]) if scope and scope.startswith("per ") else []
    return None if before and value not in before else scope


def _scope(sentence: str) -> str | None:
    words = (OF_KINDS, OF_ONE_KIND, OF_AN_EXCEPTION, OF_DELAY)
    if of_kind := next(filter(None, (one.search(sentence) for one in words)), None) or _of_sections(sentence):
        return " ".join(of_kind["scope"].split())
    scope = _SCOPE.search(sentence) or _of_an_order(sentence) or _a_year(sentence)
    return _OPEN_END.sub("", " ".join(scope.group().split())) if scope else None


def _of_an_order(sentence: str) -> re.Match[str] | None:
    begin = begin_of_limit(sentence)
    return None if _WHOLE.search(sentence, 0, begin) else _UNDER_AN_ORDER.search(sentence, 0, begin)


def _a_year(sentence: str) -> re.Match[str] | None:
    """The words that make a cap one for each year, before the words that limit or right after a sum."""
    begin = begin_of_limit(sentence)
    years = _A_YEAR.finditer(sentence)
    return next((one for one in years if one.end() <= begin or _AFTER_A_SUM.search(sentence, 0, one.start())), None)
