"""The liability to which a contract's cap does not apply, in the contract's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.schema import Clause, LiabilityCap, LiabilityTerm, Summary
from model.summary.liability.cap_amounts import cap_of
from model.summary.liability.carve_outs import excepted, is_standalone_carve_out
from model.summary.liability.liability import CAP, UNCAPPED, caps_kinds_only, is_claim_specific_cap, sentences
from model.summary.liability.loss_kinds import LOSS_KINDS
from model.summary.text.wording import listed

# "This limitation does not apply to ..." is an exception to the sentence before it, "the foregoing limitations" to all
# of those before it.
_ONE_BEFORE = re.compile(
    r"\b(?:this|such|the\s(?:foregoing|above|preceding))\s(?:limitation|exclusion|disclaimer|waiver)\b(?!\sof\sliability)",
    re.IGNORECASE,
)
_OF_THE_CONTRACT = re.compile(
    r"\bnothing\s+(?:\w+\s+){0,3}(?:in\s+)?this\s+(?:agreement|contract)\b|\blimitations?\s+(?:of|on)\s+liability\b",
    re.IGNORECASE,
)
# A cap on "all other damages" leaves out what the items before it name; "together with all other claims" does not.
_ALL_OTHER = re.compile(
    r"(?<!\bwith\s)(?<!\bto\s)(?<!\bby\s)\b(?:all|any)\s+other\s+(?:\w+\s+){0,3}(?:damages|claims|loss(?:es)?|liabilit\w+)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"(?:^|(?<=[;:.,\s]))\(?\w{1,3}[.)]\s+(?:in\s+the\s+case\s+of\s+[^,;:.]{2,40},\s+)?(?:for\s+)?"
    # the next item may begin a line
    r"(?P<what>(?:(?!\n\W{0,4}\w{1,3}[.)]\s)[^,;:]){10,300})",
    re.IGNORECASE,
)
# "Section 5.3" ends no list.
_LIST_ENDS = re.compile(r"\.(?!\d)|\n(?=\d)")
_ITEM_MARK = re.compile(r"^\(\w{1,3}\)\s+(?![^()]*\(\w{1,3}\))")
# No contract limits the duty to pay the price, and few laws let one limit liability for death, injury or fraud.
_PAYMENT = re.compile(
    r"\b(?:pay|payments?|mon(?:ey|ies)|fees|charges|amounts?\s(?:due|owing|owed|payable))\b", re.IGNORECASE
)
INJURY = re.compile(
    r"\b(?:death|(?:personal|bodily)\sinjur\w+|injur(?:y|ies)\s(?:to|of)\s(?:an?y?\s|the\s)?(?:persons?|people|individuals?))\b",
    re.IGNORECASE,
)
_INJURY_AND_CAUSE = re.compile(
    rf"{INJURY.pattern}(?:\s(?:or|and)\s{INJURY.pattern})?"
    r"(?:,?\s(?:caused|resulting|arising)\s(?:by|from|out\sof)\s(?:\w+(?:[’']s?)?\s){0,3}negligence\b)?"
    r"|\bfraudulent\smisrepresentations?\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:infring\w+|confiden\w+|indemni\w+|gross\w*|misconduct|wil+ful\w*|intentional\w*|breach\w*|property|misappropriat\w+|abandon\w+"
    r"|third\s+part)",
    re.IGNORECASE,
)
# "To the extent covered by insurance", "amounts paid by its insurer": no more than the policy pays.
_INSURED_PART = re.compile(
    r",?\s(?:and(?:/or)?|or)\s(?:(?:except|save)\s)?(?:if\sand\s)?(?:to\sthe\sextent|as\sfar\sas|insofar\sas)\s[^,;]{0,60}?\b(?:covered|insured|paid|recover\w*)\b"
    r"[^,;]{0,40}?\binsur\w+[^,;]*|^(?:(?:any|all|the|such)\s)?(?:amounts?|sums|claims?|loss(?:es)?|damages?|liabilit\w+)\s[^,;]{0,60}?\b(?:covered|paid|payable|recover\w*)\s"
    r"(?:\w+\s)?(?:by|under|from)\s[^,;]{0,40}?\binsur\w+[^,;]{0,40}$",
    re.IGNORECASE,
)
# An item that itself excludes liability or warranties leaves nothing uncapped.
_EXCLUDES = re.compile(
    r"\bnot\s+(?:be\s+)?(?:liable|responsible)\b|\b(?:is|are|be)\s+(?:\w+\s+)?(?:excluded|disclaimed|negatived)\b|\bdisclaims?\b",
    re.IGNORECASE,
)
# "Any matter which by law may not be excluded or limited"
_BY_LAW = re.compile(
    r"\b(?:by|under)\s(?:\w+\s)?laws?\b[^,;]{0,60}?\b(?:not|cannot)\b[^,;]{0,40}?\b(?:excluded|limited|restricted)\b"
    r"|\b(?:not|cannot)\s(?:lawfully\s)?be\s(?:lawfully\s)?(?:excluded|limited|restricted)\b[^,;]{0,40}?\b(?:by|under)\s(?:\w+\s)?laws?\b"
    # "liability that cannot lawfully be limited", "where the law does not permit its exclusion"
    r"|\b(?:cannot|can\snot|may\snot|not)\s(?:lawfully|legally)\sbe\s\w+|\b(?:cannot|can\snot)\sbe\s(?:lawfully\s|legally\s)?(?:excluded|limited|restricted|disclaimed)\b"
    r"|\b(?:not\s(?:permitted|allowed)|prohibited|forbidden)\s(?:by|under)\s(?:(?:any|the)\s)?(?:\w+\s)?laws?\b"
    r"|\blaws?\s(?:does|do|will|shall)\snot\s(?:permit|allow)\b",
    re.IGNORECASE,
)
# What the parties chose to except beside it.
_CHOSEN = re.compile(r"\b(?:infring|confiden|indemni|misappropriat|data\sprotection|privacy)\w*", re.IGNORECASE)
_NOTHING_LIMITS = re.compile(
    r"\bnothing\b[^.;]{0,120}?\b(?:limits|excludes|restricts)\b(?:,?\s(?:or|limits|excludes|restricts)\b){0,4}\s([^.;]{3,400})",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(r"\b(?:preceding|previous|next|following)\s(?:sentence|paragraph)\b", re.IGNORECASE)
# What the default playbook itself advises to except.
_MISCONDUCT = re.compile(
    r"\bgross(?:ly)?\s+negligen\w+|\b(?:wil+ful|intentional|deliberate)\s+(?:or\s+(?:wanton|reckless)\s+)?(?:misconduct|acts?|default|wrongdoing)\b|\bfraud\w*",
    re.IGNORECASE,
)
_ONLY_OF_IT = re.compile(
    r"(?:[\s,]|\b(?:an?|the|its|their|any|of|or|and|by|for|from|in|to|a\s+part(?:y|ies)|either|each|part(?:y|ies)[’']?s?|such|cases?|breach(?:es)?|acts?"
    r"|omissions?|claims?|damages|loss(?:es)?|liabilit\w+|result\w*|caused|arising|involving|out|due|on|part)\b|\w+[’']s)*+",
    re.IGNORECASE,
)
# "11.2 Subject to clause 11.1" names another clause, and nothing that is excepted.
_POINTS_ELSEWHERE = re.compile(
    r"(?:\d[\d.]{0,6}\s)?(?:subject\sto|except\sas\s(?:provided|stated|set\sforth|set\sout)\s(?:in|under)|save\sas\s(?:provided|stated|set\sout)\s(?:in|under))"
    r"\s(?:clauses?|sections?|articles?|paragraphs?)\s[\d.()a-z]{1,12}",
    re.IGNORECASE,
)
# The payment or the injury is named in the first words.
_FIRST = 60
_BEFORE, _AFTER, _LIST = 2_000, 3_000, 800
_LONGEST, _MOST = 220, 3


# "Save for the limitations in articles 12.1 and 12.2, nothing limits liability for acts of employees": they limit it.
WITHIN_THE_CAP = re.compile(
    r"\b(?:save\sfor|subject\sto|except\sfor|without\sprejudice\sto|within)\s(?:the\s)?(?:limitations?|limits?|caps?)\s(?:of\sliability\s)?"
    r"(?:in|of|under|set\s\w+\sin)\s(?:Sections?|Articles?|Clauses?|Paragraphs?)\b(?:[^.;]|\.\d){0,60}?\bnothing\b",
    re.IGNORECASE,
)


class CapException(NamedTuple):
    """A sentence that excepts something from a cap: its clause, its interval in the document's text, and its words for
    what is excepted."""

    clause: int
    start: int
    end: int
    words: list[str]


def cap_exceptions(summary: Summary, clauses: Sequence[Clause], text: str) -> Iterator[CapException]:
    """The exceptions to caps, in the contract's order, without those that go without saying or are for misconduct
    alone."""
    caps = [cap for cap in (summary.liability_cap, *summary.other_caps) if cap]
    for clause in sorted(clauses, key=lambda clause: clause.interval[0]):
        for sentence in sentences(clause.text) if clause.category in (CAP, UNCAPPED) else ():
            start = clause.interval[0] + clause.text.find(sentence)
            end = start + len(sentence)
            from_a_cap = _is_from_a_cap(sentence, start, end, text, caps) and not WITHIN_THE_CAP.search(sentence)
            words = excepted(sentence) if from_a_cap else []
            if (words and sentence.endswith(";")) or _begins_a_list(sentence, start, text, caps):
                # the other items of the list that the sentence begins
                words += _items(text[end : end + _LIST])
            if (other := _ALL_OTHER.search(sentence)) and cap_of(sentence):
                items = text[clause.interval[0] : start + other.start()]
                # the last item is the cap itself
                before = [one for one in _ITEM.finditer(items) if one.end() < len(items)]
                named = [one["what"].strip() for one in before if not _excludes(items, one)]
                words += named
                start = clause.interval[0] if named else start
            words = [one for one in words if not _has_its_own_cap(one, sentence)]
            words = [rest for one in words if (rest := _INSURED_PART.sub("", one).strip(" ,"))]
            # "either party's liability for:" only leads to what is excepted
            words = [
                one
                for one in words
                if not (one.endswith(":") or _POINTS_ELSEWHERE.fullmatch(one) or _goes_without_saying(one))
            ]
            if not all(_is_misconduct(one) for one in words):
                yield CapException(clause.id, start, end, words)


def _begins_a_list(sentence: str, start: int, text: str, caps: Sequence[LiabilityCap]) -> bool:
    """Whether a cap does not apply to the items that follow a sentence: "Section 5.1 does not apply to:"."""
    stands_first = sentence.endswith(":") and is_standalone_carve_out(sentence)
    return stands_first and _is_from_a_cap(f"{sentence[:-1]}.", start, start + len(sentence), text, caps)


# "Fines after a breach of Section 12, for which Vendor's liability is limited to $2,000,000"
_ITS_OWN_CAP = re.compile(
    r"[^.;]{0,4}?,\s(?:as\sto|for|in\srespect\sof|with\srespect\sto)\swhich\s[^.;]{0,120}?\b(?:limited\sto|capped\sat|(?:not|never)\sexceed|no\smore\sthan)\b",
    re.IGNORECASE,
)


def _has_its_own_cap(words: str, sentence: str) -> bool:
    """Whether a sentence has a higher cap for what it excepts from the general one."""
    plain = " ".join(sentence.split())
    at = plain.find(words)
    return at >= 0 and _ITS_OWN_CAP.match(plain, at + len(words)) is not None


def _items(text: str) -> list[str]:
    return [one["what"].strip() for one in _ITEM.finditer(_LIST_ENDS.split(text, maxsplit=1)[0])]


def place_of(term: LiabilityTerm | LiabilityCap, clause: Clause | None) -> tuple[int, int] | None:
    """The interval (half open) of a sentence that the summary holds; None if it is not in this clause, its source."""
    at = clause.text.find(term.text) if clause else -1
    return (clause.interval[0] + at, clause.interval[0] + at + len(term.text)) if clause and at >= 0 else None


def in_a_sentence(words: Sequence[str]) -> str:
    """What the cap does not apply to, as a sentence."""
    quoted = [f"“{_shortened(one)}”" for one in dict.fromkeys(words)][:_MOST]
    return f"The cap does not apply to {listed(quoted, 'or')}."


def _excludes(items: str, one: re.Match[str]) -> bool:
    """Whether an item of a list is an exclusion: "(b) Vendor is not liable for lost profits"."""
    end = items.find(";", one.start("what"))
    return _EXCLUDES.search(items, one.start("what"), end if end >= 0 else len(items)) is not None


def _shortened(words: str) -> str:
    words = _ITEM_MARK.sub("", words)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0].rstrip(',;')} …"


def _goes_without_saying(words: str) -> bool:
    usual = _PAYMENT.search(words) or INJURY.search(words)
    unavoidable = _POINTS_AT.search(words) or (_BY_LAW.search(words) and not _CHOSEN.search(words))
    return bool(usual and not _MORE.search(words[:_FIRST])) or bool(unavoidable)


def _is_misconduct(words: str) -> bool:
    """Whether words are on fraud and misconduct, and perhaps injury, and on nothing else."""
    left = _MISCONDUCT.sub(" ", _INJURY_AND_CAUSE.sub(" ", words))
    return left != words and _ONLY_OF_IT.fullmatch(left) is not None


_OF_SECRETS = re.compile(
    r"\b(?:confidential(?:ity)?(?:\sinformation)?|non-?disclosure|secrecy|intellectual\sproperty(?:\srights)?"
    r"|(?:infring|misappropriat)\w+(?:\sof\s(?:an?y?\s|the\s)?(?:patents?|copyrights?|trade\s?marks?|trade\ssecrets?))?)\b"
    # what may stand beside them
    r"|\b(?:obligations?|(?:here)?under|set\s(?:forth|out)\sin)\b|\(\w{1,3}\)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?:section|article|clause|paragraph)\s(?P<number>\d{1,2}(?:\.\d{1,2})?)(?![.\d]*\d|\()(?:\s\((?P<title>[^()]{4,60})\))?",
    re.IGNORECASE,
)
_ON_SECRETS = (
    r"^\W{{0,3}}(?:(?:section|article|clause)\s)?{}\.?\s{{1,3}}(?:\w+\s)?(?:confidential|non-?disclosure|secrecy)"
)


def are_usual(words: Sequence[str], text: str) -> bool:
    """Whether all that is excepted from a cap is misconduct, injury, breach of confidence and infringement, which most
    caps except; a section counts by its heading."""

    def by_its_heading(section: re.Match[str]) -> str:
        headed = re.search(_ON_SECRETS.format(re.escape(section["number"])), text, re.IGNORECASE | re.MULTILINE)
        return section["title"] or ("confidentiality" if headed else section.group())

    told = [_INJURY_AND_CAUSE.sub(" ", _SECTION.sub(by_its_heading, one)) for one in words]
    left = [_OF_SECRETS.sub(" ", _MISCONDUCT.sub(" ", one)) for one in told]
    return bool(words) and all(_ONLY_OF_IT.fullmatch(one) for one in left)


def excepts_only_the_unavoidable(sentence: str) -> bool:
    """Whether all that a sentence excepts from a limit is fraud, misconduct, injury and what the law lets nobody
    limit."""
    plain = " ".join(sentence.split())
    words = excepted(plain) or _NOTHING_LIMITS.findall(plain)
    return (
        not plain.endswith((":", ";"))
        and bool(words)
        and all((_BY_LAW.search(one) and not _CHOSEN.search(one)) or _is_misconduct(one) for one in words)
    )


def _is_from_a_cap(sentence: str, start: int, end: int, text: str, caps: Sequence[LiabilityCap]) -> bool:
    """Whether what a sentence excepts is excepted from a cap, rather than from an exclusion of kinds of loss."""
    if cap_of(sentence):
        return not caps_kinds_only(sentence)
    if sentence.endswith(":"):
        return any(cap_of(one) for one in sentences(text[end : end + _AFTER]))
    if not (caps and is_standalone_carve_out(sentence)):
        return False
    for one in reversed(sentences(text[max(0, start - _BEFORE) : start])):
        if cap_of(one):
            return not caps_kinds_only(one)
        if _ONE_BEFORE.search(sentence) and LOSS_KINDS.search(one):
            return False
    return bool(_OF_THE_CONTRACT.search(sentence) and not all(is_claim_specific_cap(cap.text) for cap in caps))
