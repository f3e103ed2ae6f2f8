"""Who the parties are: names in the order of the contract, with the terms that it defines for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.schema import Clause, Party

# What stands before a defined term: quotation marks, a bracket, "hereinafter".
_DEFINING = re.compile(r"""(?:["“'‘(]|\bhereinafter(?:\s+\w+){0,3}?)\s*(?:the\s+)?["“'‘(]?$""")
# What may stand between a name and its term holds no other term, and no other party: that would come after "and".
_DEFINED = re.compile(
    r"""(?:(?!\band\s+[A-Z])[^"“”;]){0,400}?
        \(\s*+(?:(?:each|hereinafter|collectively|referred\s+to\s+as|or|,)\s*+){0,12}(?:the\s+)?["“]
        (?!Part(?:y|ies)\b|[^"“”]{0,30}\b(?:Agreement|Amendment|Date)\b)(?P<term>[^"“”()]{2,40})["”]""",
    re.VERBOSE,
)
_VERB = re.compile(r"\b(?:is|are|shall|means|agrees?|referred)\b")
_FORM = r"\b(?:Inc|L\.?L\.?C|Corp|Corporation|Ltd|Limited|L\.?P|LLP|GmbH|Company|Co|University)\b\.?"
_FORM_ALONE = re.compile(rf"(?!Company|University){_FORM}", re.IGNORECASE)
# "(individually and collectively the Participants)" names no single party.
_TOGETHER = re.compile(r"(?:individually|jointly|collectively|together)\b", re.IGNORECASE)
# A company's name ends with its form; what follows "and" is another's, or stood beside it over the signatures.
_AND_ANOTHER = re.compile(
    rf"(?P<name>{_FORM})"
    r"(?=,?\s+(?:and|&)\s+[A-Z][\w.]*\s+[A-Z]|\s+(?-i:(?:[A-Z]{3,}\s+){1,4}(?:INC|CORPORATION|CORP|LLC|LTD)\b))",
    re.IGNORECASE,
)
# In a heading, the next line's words may follow without a comma: "ACME TOOLS, INC. RESELLER".
_ITS_FORM_WITHIN = re.compile(
    r"\b(?:INC|L\.?L\.?C|CORP|CORPORATION|LTD)\b\.?(?=\s+(?!(?:INC|L\.?L\.?C|LTD|CO)\b)[A-Z]{3,}\b)"
)
_LEADING_WORDS = re.compile(r"^(?:[a-z]++,?+\s++)++")
# "the persons listed in Schedule A"
_ATTACHED = re.compile(r"(?:Schedule|Exhibit|Annex|Appendix)\s+\w{1,3}", re.IGNORECASE)
# Where a name ends: its description (", a Delaware corporation"), a bracket that explains it or never closes, a term's
# closing quote. "Acme (UK) Ltd." has none of them.
_NAME_ENDS = re.compile(
    r"""  (?:,\s++|(?<![\s,])\s++)an?\s++(?=[A-Za-z])
        | \((?=\s*+(?:["“]|the\b|each\b|collectively\b|hereinafter\b))
        | ["”]\s*+\)""",
    re.VERBOSE,
)
# No contract has more parties, nor more terms for one of them.
MOST = 200


def parties_of(mentions: Sequence[Clause], text: str) -> list[Party]:
    """Names in order of the contract, once each, with the terms that it defines for them ("the Company")."""
    parties: dict[str, Party] = {}
    last: str | None = None
    for mention in sorted(mentions, key=lambda clause: clause.interval[0]):
        start = mention.interval[0]
        if _TOGETHER.match(mention.text):
            continue
        is_term = _DEFINING.search(text[max(0, start - 30) : start])
        for name, end in _names(mention.text):
            key = _plain(name)
            if is_term:
                if last and len(parties[last].defined_as) < MOST and key not in map(_plain, parties[last].defined_as):
                    parties[last] = parties[last].model_copy(update={"defined_as": [*parties[last].defined_as, name]})
                continue
            known = next((other for other in parties if key in other or other in key), None)
            if known is None and len(parties) < MOST and not _is_known_term(key, parties):
                terms = _defined_after(text, start + end)
                parties[key] = Party(name=name, defined_as=terms, clause=mention.id, score=mention.score)
                last = key
            elif known:
                last = known
    return list(parties.values())


def _names(mention: str) -> Iterator[tuple[str, int]]:
    """The names in a mention ("Acme, Inc. and Brightwater LLC" are two), each with its end there."""
    begin = 0
    for end in [*(match.end("name") for match in _AND_ANOTHER.finditer(mention)), len(mention)]:
        name = _party_name(re.sub(r"^\s*(?:and|AND|&)\s+", "", mention[begin:end]))
        if _plain(name):
            yield name, end
        begin = end


def _party_name(mention: str) -> str:
    """The name in a mention, without what describes it; empty where the mention is a sentence and no name."""
    name = _LEADING_WORDS.sub("", mention)
    ends = [match.start() for match in [_NAME_ENDS.search(name)] if match]
    unclosed = name.find("(", name.rfind(")") + 1)
    name = name[: min([*ends, *([unclosed] if unclosed >= 0 else [])], default=None)].rstrip().strip(' ,"“”')
    form = _ITS_FORM_WITHIN.search(name)
    name = name[: form.end()] if form else name
    if _VERB.search(name) or _FORM_ALONE.fullmatch(name) or _ATTACHED.fullmatch(name):
        return ""
    words = [word for word in re.findall(r"\w[\w'’.-]*", name) if word not in {"of", "and", "the", "for", "de"}]
    return name if words and 2 * sum(word.islower() for word in words) <= len(words) else ""


def _defined_after(text: str, end: int) -> list[str]:
    """The term that the contract defines in brackets after a name and its description, as a list of one or none."""
    match = _DEFINED.match(text, end)
    return [match["term"]] if match else []


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", text.lower()).strip()


def _is_known_term(key: str, parties: dict[str, Party]) -> bool:
    return any(key == _plain(term) for party in parties.values() for term in party.defined_as)
