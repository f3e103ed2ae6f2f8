"""What a contract takes out of its limits of liability: "Except for breach of Section 8, ...", "This limitation does
not apply to fraud"."""

from __future__ import annotations

import re

# A separate sentence that exempts something from a limit.
_STANDALONE = re.compile(
    r"""\b(?:limit\w*|caps?|ceilings?|maximums?|exclusions?|foregoing|above|(?:this|these|such|preceding)\s+(?:section|clause|paragraph|article|sentence|sub-?section|provisions?)|(?:sections?|clauses?|paragraphs?|articles?)\s+[\d.]+\w?|disclaimers?)\b
        (?:[^.;]|(?<=\d)\.(?=\d)){0,140}?\b(?:shall|do|does|will|are|is)\s+not\s+(?:(?:be\s+)?(?:applicable|valid)|apply|limit|extend|cover|affect|hold)
      |\b(?:is|are|(?:shall|will)\s+be)\s+not\s+(?:subject\s+to|limited\s+by|covered\s+by)\s+(?:this|the|these|such)\s+(?:\w+\s+){0,2}(?:limit\w*|caps?|ceilings?|figures?|maximum)\b
      |\b(?:sits?|falls?|stands?|is|are|remains?|(?:shall|will)\s+be)\s+outside\s+(?:of\s+)?(?:this|the|these|that|those)\s+(?:\w+\s+){0,2}(?:limits?|caps?|ceilings?|figures?|(?:sub-?)?(?:clauses?|sections?|paragraphs?|articles?))\b
      |\bnothing\s+in\s+(?:this|these|clause|section|article|paragraph)\b(?:[^.;]|(?<=\d)\.(?=\d)){0,60}?\bappl(?:y|ies)\s+(?:to|in|where|if)\b
      |\b(?:no|none\s+of\s+(?:the|these|those))\s+(?:\w+\s+){0,2}?(?:limit\w*|caps?|ceilings?|exclusions?)\b[^.;]{0,60}?\bappl(?:y|ies)\s+(?:to|in|where|if)\b
      |\bnothing\b(?:[^.;]|\.(?=\d)){0,120}\b(?:limits?|excludes?|restricts?)\b[^.;]{0,80}\b(?:liab|remed|right|indemni|amounts?\s+payable)""",
    re.IGNORECASE | re.VERBOSE,
)
_WITHOUT_LIMIT = re.compile(
    r"\b(?:liab|responsib)\w+\b[^.;]{0,120}\b(?:is|are|shall\s+be|remains?)\s+(?:unlimited|uncapped|not\s+limited(?!\s+(?:to|by)\b))",
    re.IGNORECASE,
)
# The words that begin an exception. "Except as set forth below" and "other than those stated above" name nothing; "ends
# on that day, except for claims notified before it" takes nothing out of a limit.
_EXCEPTS = re.compile(
    r"\b(?:(?:except(?:ing)?|save|other(?:wise)?\s+than|apart\s+from|with\s+the\s+exception\s+of|subject\s+to\s+and\s+without\s+limiting)\b,?"
    r"|excluding\b(?=,?\s+(?:any\s+|all\s+)?(?:claims?|liabilit|damages|obligations?|breach))"
    r"|unless\b(?=[^.;]{0,80}\b(?:negligen|misconduct|wil+ful|intent)))\s+"
    r"(?!(?:as|that|those|otherwise|expressly|the\s+foregoing|any\s+other)\b(?!\s+(?:to|otherwise\s+\w+\s+in|\w+\s+in|\w+\s+\w+\s+in)\s+"
    r"(?:sections?|articles?|clauses?|paragraphs?|liab|claims?|breach|damages)))"
    r"(?!(?:for\s+)?claims?\s+(?:duly\s+)?(?:notified|made|brought|begun|commenced)\b[^.;,]{0,40}?\b(?:before|by|within|prior)\b)"
    r"(?P<what>(?:(?!\b(?:and|or)\s+except\b)[^.;:()]|\([^()]{0,120}+\)|(?<=\d)\.(?=\d|[A-Z]\b)){3,600})",
    re.IGNORECASE,
)
_ANY = r"(?:[^.;]|(?<=\d)\.(?=\d))"
_NOT_APPLY = re.compile(
    r"\b(?:not\s+(?:(?:be\s+)?(?:applicable|valid)|apply|extend|hold)"
    # "nothing in this clause applies to", "no limit in this contract applies to"
    rf"|nothing\s+in\s+(?:this|these|clause|section|article|paragraph)\b{_ANY}{{0,60}}?\bappl(?:y|ies)"
    rf"|(?:no|none\s+of\s+(?:the|these|those))\s+(?:\w+\s+){{0,2}}?(?:limit\w*|caps?|ceilings?|exclusions?)\b{_ANY}{{0,60}}?\bappl(?:y|ies))\b,?\s+"
    # in a list: "shall not apply (i) in the event of fraud, or (ii)"
    r"(?:\(\w{1,4}\)\s+)?(?:to|with\s+respect\s+to|in\s+respect\s+of|in\s+(?:the\s+)?(?:case|event)\s+of|where|if|in)\s*:?\s*"
    # not "what the cap does not apply to, is amended"
    rf"(?![,)])(?:limit\s+)?(?P<what>{_ANY}{{3,500}})"
    rf"|\b(?:not|nothing\b{_ANY}{{0,160}}?(?:shall|will|limits|excludes|restricts))\s+(?:be\s+(?:construed|interpreted|deemed)\s+to\s+)?"
    rf"(?:limit|exclude|restrict|affect)(?:,?\s+(?:or|limit|exclude|restrict)){{0,4}}\s+(?P<kept>{_ANY}{{3,500}})",
    re.IGNORECASE,
)
_NOT_SUBJECT = re.compile(
    rf"(?:^|[.;]\s)(?P<what>{_ANY}{{3,300}}?)\s(?:(?:is|are|(?:shall|will)\s+be)\s+not\s+(?:subject\s+to|limited\s+by|covered\s+by)|"
    r"(?:sits?|falls?|stands?|is|are|remains?|(?:shall|will)\s+be)\s+outside\s+(?:of\s+)?(?:this|the|these|that|those))\b",
    re.IGNORECASE,
)
# "The list of what the cap does not apply to is amended by adding: “(e) loss of data”"
_ADDED = re.compile(
    r"\bnot\s+(?:apply|extend)\s+to\b[^.;“\"]{0,120}?\b(?:add|insert)\w*\b[^.;“\"]{0,60}[“\"](?P<what>[^“”\"]{3,500})[”\"]",
    re.IGNORECASE,
)
# The liability that an exception is about. Anything else, such as "excluding expenses", excepts no claim from a limit.
_LIABILITIES = re.compile(
    r"\b(?:sections?|articles?|clauses?|paragraphs?|breach\w*|claims?|indemni\w+|negligen\w+|misconduct|fraud\w*|infring\w+|misappropriat\w+"
    r"|confiden\w+|death|injur\w+|wil+ful\w*|intentional\w*|obligations?|liabilit\w+|damages?|amounts?|payments?|mon(?:ey|ies)|fees|abandon\w+)\b",
    re.IGNORECASE,
)
# "Clause 4 does not apply to: fraud; loss of a kite; or late delivery": a list in one sentence.
_NOT_TO_THESE = re.compile(
    r"\bnot\s+(?:apply|extend)\s+to:\s(?P<items>[^.:;]{3,300};(?:[^.:;]{3,300};){0,8}[^.:;]{3,300})", re.IGNORECASE
)
_AND = re.compile(r"^(?:and|or)\s", re.IGNORECASE)
# Where the exception ends and the limit begins.
_LIMIT = re.compile(
    r",\s*(?=(?:and\s+)?(?:in\s+no\s+(?:\w+\s+)?event|under\s+no|no\s+party|neither|either\s+party|each\s+party|the\s+(?:total|most|aggregate|maximum"
    r"|cumulative|entire|liability|parties|foregoing)|this\s+limit|damages\s+hereunder|notwithstanding|exceed|(?:is|are|(?:shall|will)\s+be)\s+limited\b"
    r"|[\w&.-]{1,40}(?:\s[\w&.-]{1,40}){0,3}(?:['’]s|s['’])\s+(?:\w+\s+){0,3}liab"
    r"|(?:our|your|its|their|his|her)\s+(?:\w+\s+){0,4}liabilit|(?:we|you|it|they|none\s+of\s+us)\s+(?:\w+\s+){0,2}?(?:are|is|can(?:not)?|do|may|has|have)\b"
    r"|[\w&.-]{1,40}(?:\s[\w&.-]{1,40}){0,3}\s+(?:shall|will)\b|(?:whether|even|regardless|however|and\s+except)\b))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:for|due\s+to|because\s+of|resulting\s+from|with\s+(?:respect|regard)\s+to|in\s+respect\s+of|as\s+to|to\s+the\s+extent(?:\s+of|\s+that)?|to|in\s+connection\s+with"
    r"|in\s+(?:the\s+)?(?:event|case)\s+of|where|if|pursuant\s+to|under(?=\s+(?:sub-?)?(?:sections?|articles?|clauses?)))\s+)",
    re.IGNORECASE,
)


def is_standalone_carve_out(sentence: str) -> bool:
    """Whether a sentence itself says that a limit, or a provision about one, does not apply to something."""
    return bool(_STANDALONE.search(sentence)) or is_without_limit(sentence)


def is_without_limit(sentence: str) -> bool:
    """Whether a sentence says that a liability has no limit, whatever limit another sets."""
    return bool(_WITHOUT_LIMIT.search(sentence))


def is_carve_out(sentence: str) -> bool:
    """Whether a sentence exempts something from the limits of liability."""
    return is_standalone_carve_out(sentence) or bool(excepted(sentence))


def excepted(sentence: str) -> list[str]:
    """What a sentence takes out of a limit of liability, in its own words."""
    plain = " ".join(sentence.split())
    found = [match["what"] for match in _EXCEPTS.finditer(plain)]
    if several := _NOT_TO_THESE.search(plain):
        return [_AND.sub("", one.strip()) for one in several["items"].split(";")]
    if added := _ADDED.search(plain):
        found = [added["what"]]
    elif is_standalone_carve_out(plain):
        found += [match["what"] or match["kept"] for match in _NOT_APPLY.finditer(plain)]
        found += [match["what"] for match in _NOT_SUBJECT.finditer(plain)]
    words = [_LEAD.sub("", _LIMIT.split(one, maxsplit=1)[0].strip(" ,")) for one in found]
    return [one for one in dict.fromkeys(words) if _LIABILITIES.search(one)]
