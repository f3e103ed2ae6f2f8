"""Whose right, duty or liability a sentence is about: who may act, who may terminate, who is liable."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.summary.dates.termination import ends_on_notice_alone
from model.summary.parties.party_entry import ROLE
from model.summary.parties.sides import Sides
from model.summary.text.contractions import in_full

_EITHER = re.compile(
    r"\b(?:(?:neither|either|each|any|both|the\s+other|other|such|a|one|no)\s+(?:of\s+the\s+)?part(?:y|ies)|the\s+parties|(?:neither|either|each|both)\s+of\s+us)\b",
    re.IGNORECASE,
)
# "Either party may" means each of them; "the other party" and "such party" mean one of them.
_EACH = re.compile(
    r"\b(?:neither|either|each|any|both)\s+(?:of\s+the\s+)?part(?:y|ies)\b"
    r"|\b(?:the|both)\s+parties\s+(?:may|shall|will|agree|have)\b|\bby\s+either\b"
    # "Vendor and Buyer may each terminate"
    r"|\b(?:may|shall|can|have)\s+(?:each|both)\b|\b(?:each|both)\s+(?:may|can|have|shall\s+have)\b",
    re.IGNORECASE,
)
_DOES = (
    r"(?:\s\([^)]{0,40}\))?\s(?:shall|will|may|can|must|has|have|is|agrees?|reserves?|had|undertakes?"
    r"|(?:so\s)?(?:requests?|elects?|gives|notifies|exercises))\b"
)
# "At Vendor's option, the term is extended": Vendor may.
_AT, _OPTION = (
    r"\bat\s(?:the\s)?",
    r"['’]s?\s(?:(?:sole|own|absolute)\s)?(?:and\s\w+\s)?(?:option|election|discretion)\b",
)
WISHES_TO_END = r"(?:desires?|wish(?:es)?|elects?|decides?|chooses?|intends?)\sto\s(?:terminate|cancel|end)\b"
_ENDS = (
    rf"(?:\s\([^)]{{0,40}}\))?,?\s(?:{WISHES_TO_END}|(?:may|can|shall\s+be\s+entitled|shall\s+have|will\s+have|has|have|reserves?|is\s+(?:entitled|free))\b[^.;]{{0,100}}?\b(?:terminat|cancel|resign|end\b|discontinue\b)"
    r"|(?:gives?|provides?|delivers?)\b[^.;]{0,100}?\b(?:notice|terminat))"
)
# "Either Vendor or Buyer may", "each of Vendor and Buyer may", "Vendor, on the one hand, and Buyer, on the other, may",
# and not "after each of phases A and B Buyer may"
_ONE_OR_OTHER = re.compile(
    r"\b(?:either|each\sof|both)\s(?!party|of\b|(?:the\s)?(?:phases?|stages?|milestones?|years?|sections?|clauses?)\b)[^.;,]{1,60}?\s(?:or|and)\s[^.;,]{1,60}?\s(?:may|shall|can|has|have|is|are)\b|\bon\sthe\sone\shand\b",
    re.IGNORECASE,
)
_OF_US = re.compile(r"\b(?:either|each|both)\sof\sus\s(?:may|can|shall|has|have|is|are)\b", re.IGNORECASE)
# "If Buyer desires to end it, it ends without any further responsibility of either party": Buyer alone may.
_NO_LIABILITY_LEFT = re.compile(
    r"\bwithout\s(?:any\s)?(?:further\s)?(?:liabilit\w+|responsibilit\w+|obligations?)\s(?:by|of|on\sthe\spart\sof|to|for)\s"
    r"(?:either|each|any)\s(?:of\sthe\s)?part(?:y|ies)\b(?!,?\s(?:(?:up)?on|by|with|giving|at|may|for)\b)",
    re.IGNORECASE,
)
_ENDED_BY = r"\b(?:terminated|cancel+ed)\b[^.;]{0,60}?\bby\s"
# Words that mean each party, anywhere in the sentence.
_EITHER_LIABLE = re.compile(
    r"\b(?:shall|will|may)\s(?:either|any)\sparty\s(?:be|have|incur)\b|\bneither\sparty\s[^.;]{0,40}\bliab"
    r"|\b(?:either|each)\sparty[’']s\s(?:\w+\s){0,5}liabilit",
    re.IGNORECASE,
)
# "In no event shall Vendor or Buyer be liable to the other"
_TO_THE_OTHER = re.compile(r"\b(?:or|nor|and)\s[^.;]{0,40}?\b(?P<liable>liable)\sto\sthe\sother\b", re.IGNORECASE)
# "In no event shall either Vendor or Buyer be liable": both, if both are parties.
_EITHER_OR = re.compile(
    r"\b(?:shall|will|may)\seither\s(?P<both>[^.;]{1,80}?\sor\s[^.;]{1,80}?)\s(?:be|have|incur)\b|\bliabilit(?:y|ies)\sof\s(?:either|both|each\sof)\s"
    r"(?P<whose>[^.;]{1,80}?\s(?:or|and)\s[^.;]{1,80}?)\s(?:shall|will|is|be|under|for)\b",
    re.IGNORECASE,
)
_NEITHER_LIABLE = re.compile(r"\bneither\b|\bnor\b(?!\s(?:shall|will)\s(?:it|they)\b)", re.IGNORECASE)
# "In no event will A be liable to B nor will B be liable to A"
_NOR_WILL = re.compile(
    r"\bliable\b[^.;]{0,80}\bnor\s(?:will|shall)\s(?:the\s)?(?!(?:it|they)\b)[^.;]{0,60}\bliable\b", re.IGNORECASE
)
# "A's liability to B, and B's liability to A", "each of A's and B's liability": both, though one of them may be named
# for a whole group of companies.
_OF_EACH = re.compile(
    r"\b(?P<one>(?<!&)[A-Z][\w&-]{0,30})[’']s?\s(?:\w+\s){0,4}?liabilit\w+\sto\s(?:the\s)?(?P<other>(?<!&)[A-Z][\w&-]{0,30}),?\s(?:and|or|nor)\s(?:the\s)?(?P=other)[’']s?\s"
    r"(?:\w+\s){0,4}?liabilit\w+\sto\s(?:the\s)?(?P=one)\b"
    r"|\b(?:[Ee]ach|[Bb]oth|[Ee]ither)\s(?:of\s)?(?:the\s)?(?<!&)[A-Z][\w&-]{0,30}[’']s?\s(?:and|or)\s(?:the\s)?(?<!&)[A-Z][\w&-]{0,30}[’']s?\s(?:\w+\s){0,4}?liabilit\w+\b"
    r"|\bliabilit\w+\sof\s(?:each\sof\s)?(?:the\s)?(?P<first>(?<!&)[A-Z][\w&-]{0,30})\sto\s(?:the\s)?(?P<second>(?<!&)[A-Z][\w&-]{0,30}),?\s(?:and|or|nor)\s(?:the\sliabilit\w+\s)?of\s"
    r"(?:the\s)?(?P=second)\sto\s(?:the\s)?(?P=first)\b"
)
_AND_ANOTHERS = r"[’']s?\s(?:and|or|nor)\s(?:the\s)?(?<!&)[A-Z][\w&-]{0,30}[’']s?\s(?:\w+\s){0,4}?liabilit"
# "Grower's liability, and Breeder's in all other cases, is limited to"
_AND, _ELSEWHERE = r"\b(?:and|or)\s(?:the\s)?", r"[’']s?\s(?:in|for|under)\s(?:all|any|the)\b"
_CONTRARY = re.compile(r"\banything\s(?:\w+\s){0,4}to\sthe\scontrary\b", re.IGNORECASE)
# "The parties acknowledge that Vendor must limit its liability": what follows says whose it is.
_ACKNOWLEDGED = re.compile(
    r"\b(?:the|both)\s+parties\s+(?:(?:hereby|expressly|further)\s+)?(?:acknowledge|agree|understand|recogni[sz]e)(?:\s+and\s+(?:agree|acknowledge))?\s+that\b",
    re.IGNORECASE,
)
_LIABILITY = (
    r"(?:\s?['’]s?)?\s(?:\w+\s){0,5}(?:liabilit|obligation|responsib)",
    r"\s(?:\w+,?\s){0,6}?(?:be|is|are|have|has|incur|assume|bear|pay|exceed)\s(?:\w+\s){0,4}?(?:liab|responsib|damages|more|obligated)",
)
_ITS_LIABILITY = r"[’']s?\s(?:\w+\s){0,3}?liabilit"
_LIMITS = re.compile(r"\b(?:exceed|limited\sto|capped\sat|more\sthan)\b", re.IGNORECASE)
# The clearest words: "Vendor is liable for no more than", no matter what else the sentence says about Buyer.
_LIABLE_FOR = r"\s(?:is|are|(?:shall|will)\sbe)\s(?:only\s)?liable\s(?:only\s)?(?:for\s(?:no|not)\smore|up\sto)\b"
# "The most we will ever owe you is"
_OWES = r"\s(?:(?:will|shall|can|could|would)\s(?:\w+\s){0,3}?|(?:has|have)\sto\s)(?:owe|pay)\b"
# "What Vendor can be made to pay"
_MADE_TO_PAY = r"\s(?:can|could|may|might)\sbe\s(?:made|called\s(?:up)?on|required|ordered|asked)\sto\spay\b"
_LIABILITY_OF = (
    r"(?:liability|liabilities|obligations?|responsibility)"
    r"(?:\s(?:per|in\s(?:any|each)|(?:for|during)\s(?:any|each))\s(?:\w+\s)?(?:year|month|quarter|claim|event|order))?\s(?:of|incurred\sby)\s(?:the\s)?"
)
_SOLE_REMEDY = (
    r"(?:sole|exclusive|only|entire)\s(?:and\s(?:sole|exclusive|only|entire)\s)?(?:right\sand\s)?remed(?:y|ies)"
)
_INVERTED = r"\b(?:shall|will|is|are)\s"


def who_may(sentence: str, sides: Sides) -> str | None:
    """The party that may or shall do something under this sentence; None if both, or if none is named."""
    plain = " ".join(sentence.split())
    either = _EITHER.search(plain)
    first = min([*sides.named(plain, after=_DOES), *sides.named(plain, before=_AT, after=_OPTION)], default=None)
    return first[1] if first and not (either and either.start() < first[0]) else None


# "The Principal has a like right", "Vendor shall have the same right on ninety days' notice"
HAS_THE_LIKE_RIGHT = re.compile(
    r"\b(?:(?:shall|will)\s(?:also\s)?have|(?:also\s)?ha(?:s|ve)|enjoys?)\s(?:an?|the|its\sown)\s"
    r"(?:like|same|similar|corresponding|equivalent|equal|identical|reciprocal|matching|parallel)\s(?:rights?|option|power)\b",
    re.IGNORECASE,
)
_THE_LIKE_FOLLOWS = re.compile(rf"\W{{0,3}}(?:[^.;\n]{{1,60}}?\s)?(?:{HAS_THE_LIKE_RIGHT.pattern})", re.IGNORECASE)


def other_has_it_too(text: str, end: int) -> bool:
    """Whether the sentence that begins at ``end`` gives the right of the one before to somebody else as well."""
    return _THE_LIKE_FOLLOWS.match(text, end) is not None


# "Consultant may terminate with three months' notice; thereafter the same period applies to Principal"
SAME_FOR_THE_OTHER = re.compile(
    r"\bthe\ssame\s(?:(?:notice\s)?period|right|rule|notice)\s(?:shall\s)?(?:appl(?:y|ies)|is\savailable|belongs)\s(?:to|for)\s(?:the\s)?(?=[A-Z])"
)


def who_may_end(texts: Sequence[str], sides: Sides) -> str | None:
    """The party that these clauses allow to terminate the contract; None if several may, or if none is named."""
    plain = [_NO_LIABILITY_LEFT.sub(" ", " ".join(text.split())) for text in texts]
    if any(
        _EACH.search(text)
        or SAME_FOR_THE_OTHER.search(text)
        or names_both(text)
        or _two_end(text, sides)
        or _ended_by_another(text, sides)
        for text in plain
    ):
        return None
    active = {who for text in plain for _, who in sides.named(text, after=_ENDS)}
    passive = {who for text in plain for _, who in sides.named(text, before=_ENDED_BY)}
    found = active | passive
    return found.pop() if len(found) == 1 else None


def _ended_by_another(sentence: str, sides: Sides) -> bool:
    return ended_by_someone_else(sentence, sides) or _ended_by_an_unknown_role(sentence, sides)


# "Vendor or Buyer may terminate", but not "on notice to Vendor, and Buyer may".
_NOT_TO, _OR_ANOTHER = (
    r"(?:^|(?<!\bto)(?<!\bby)(?<!\bof)(?<!\bwith)(?<!\bfrom)\s)",
    r"(?:\s\([^)]{0,40}\))?\s(?:and/or|and|or)\s(?:the\s)?",
)


def _two_end(sentence: str, sides: Sides) -> bool:
    """Whether two parties named together may terminate, or the contract may be terminated by both."""
    ending = {at for at, _ in sides.named(sentence, after=_ENDS)}  # where "the" begins, if that comes before the name
    for before in (_NOT_TO, _ENDED_BY):
        for at, who in sides.named(sentence, before=before, after=_OR_ANOTHER):
            joined = re.compile(_OR_ANOTHER).search(sentence, at)
            second = joined and sides.named_at(sentence, joined.end())
            may = before == _ENDED_BY or (joined and ending & {joined.end(), joined.end() - len("the ")})
            if second and second != who and may:
                return True
    return False


_PERSON_MAY_END = re.compile(
    r"(?P<who>\b(?:you|we)\b)\s(?:may|can|are\sentitled\sto|have\sthe\sright\sto)\s(?:\w+\s){0,3}?(?:terminate|cancel|end)\b",
    re.IGNORECASE,
)


# "Client may terminate", where nobody is known to be the Client.
_ROLE_MAY_END = re.compile(
    rf"\b(?P<who>{ROLE})\s(?i:may|can|is\sentitled\sto|has\sthe\sright\sto)\s(?:\w+\s){{0,3}}?(?i:terminate|cancel|end)\b"
)


def _ended_by_an_unknown_role(sentence: str, sides: Sides) -> bool:
    """Whether a sentence gives a right to terminate to a side by what it is called only, which is no known party."""
    begun = ((sides.named_at(sentence, one.start("who")), one) for one in _ROLE_MAY_END.finditer(sentence))
    return any(who is None and not any(sides.named(sentence[: one.end("who")], after=r"$")) for who, one in begun)


def ended_by_someone_else(sentence: str, sides: Sides) -> bool:
    """Whether a sentence gives a right to terminate to a "you" or "we" that is not known to be one of the parties."""
    return any(sides.named_at(sentence, one.start("who")) is None for one in _PERSON_MAY_END.finditer(sentence))


# "Buyer may terminate this Agreement upon ninety days' notice": the other party's right, in the item beside it.
_ON_NOTICE = re.compile(
    r"\bmay\s(?:also\s)?terminate\sthis\s(?:agreement|contract)\s(?:at\sany\stime\s)?(?:up)?(?:on|by|with)\b[^.;,]{0,80}\bnotice\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\b(?:if|in\sthe\s(?:event|case)|breach\w*|defaults?|fail\w*|insolven\w*|bankrupt\w*|cause|upon\sthe)\b",
    re.IGNORECASE,
)
# Further words about such a termination give no reason for it.
_THAT_TERMINATION = re.compile(r",?\s(?:and\s)?such\s(?:notice|termination)\b.*", re.IGNORECASE)


def ends_on_notice(sentence: str) -> bool:
    """Whether a sentence lets a party end the contract by notice alone."""
    if ends_on_notice_alone(sentence):
        return True
    told = _THAT_TERMINATION.sub("", " ".join(sentence.split()))
    return _ON_NOTICE.search(told) is not None and _BECAUSE.search(told) is None


# "The liability of the Club to the Sponsor, and of the Sponsor to the Club, shall not exceed"
_AND_VICE_VERSA = re.compile(
    r"\bof\s(?:the\s)?(?P<one>\w+)\sto\s(?:the\s)?(?P<other>\w+),?\s(?:and|or)\sof\s(?:the\s)?(?P=other)\sto\s(?:the\s)?(?P=one)\b",
    re.IGNORECASE,
)


# "Subject to paragraph 5.1, neither of us is liable": what comes before the "to" is not yet who is
_SUBJECT_TO = re.compile(r"^\W{0,3}(?:[\d.()a-z]{1,8}\s)?subject\sto\s[^,;]{1,80},", re.IGNORECASE)


# "Vendor, its officers, agents and employees shall not be liable"
_PEOPLE = (
    r"(?:officers|directors|employees|agents|affiliates|representatives|(?:sub)?contractors|suppliers|licensors|subsidiaries|shareholders|members"
    r"|managers|partners|advis[eo]rs|consultants|successors|assigns|parents?(?:\scompan(?:y|ies))?|insurers)"
)
_ITS_PEOPLE = re.compile(
    rf"(?:,|\sand|\sor|\sand/or)\s(?:its|their|his|her)\s(?:respective\s)?{_PEOPLE}(?:,?\s(?:(?:and|or|and/or)\s)?{_PEOPLE}){{0,9}},?"
    r"(?=\s(?:nor|shall|will|is|are|does|do|has|have|can|may)\b)",
    re.IGNORECASE,
)


def who_is_liable(sentence: str, sides: Sides) -> str | None:
    """The party whose liability a sentence limits; None if it limits both parties', or names none."""
    plain = _ITS_PEOPLE.sub("", _ACKNOWLEDGED.sub(" ", " ".join(in_full(sentence).split())))
    subject = _SUBJECT_TO.sub("", _CONTRARY.sub("", plain)).split(" to ")[0][:400]
    if _EITHER.search(subject) or _EITHER_LIABLE.search(plain):
        return None
    if _OF_EACH.search(plain) or _AND_VICE_VERSA.search(plain):
        return None
    both = _TO_THE_OTHER.search(plain)
    if both and len({who for at, who in sides.named(plain) if at < both.start("liable")}) > 1:
        return None
    either = _EITHER_OR.search(plain)
    if either and len({who for _, who in sides.named(either["both"] or either["whose"])}) > 1:
        return None
    limited = {who for _, who in sides.named(plain, after=_LIABLE_FOR)}
    limited |= {who for _, who in sides.named(plain, before=r"\bthe\smost\s(?:that\s)?", after=_OWES)}
    limited |= {
        who for _, who in sides.named(plain, before=r"\b(?:what|whatever|all|most)\s(?:that\s)?", after=_MADE_TO_PAY)
    }
    if len(limited) == 1:
        return limited.pop()
    found = sorted(
        [
            *(one for after in _LIABILITY for one in sides.named(plain, after=after)),
            *(one for before in (_LIABILITY_OF, _INVERTED) for one in sides.named(plain, before=before)),
        ]
    )
    paired = {who for _, who in sides.named(plain, after=_AND_ANOTHERS)}
    paired |= {who for _, who in sides.named(plain, before=_AND, after=_ELSEWHERE)} if found else set()
    if paired and len(paired | {who for _, who in found}) > 1:
        return None
    # "Vendor's liability for loss, and Buyer's liability for delay, shall not exceed"
    limit = _LIMITS.search(plain)
    if limit and len({who for at, who in sides.named(plain, after=_ITS_LIABILITY) if at < limit.start()}) > 1:
        return None
    several = len({who for _, who in found}) > 1
    # "Neither Buyer nor Vendor shall be liable": both
    if (several and _NEITHER_LIABLE.search(plain)) or _NOR_WILL.search(plain):
        return None
    return found[0][1] if found else None


def who_owes_remedy(sentence: str, sides: Sides) -> str | None:
    """The party against which an exclusive remedy applies: the other one of two, if the sentence says only whose remedy
    it is ("Buyer's sole remedy")."""
    plain = " ".join(sentence.split())
    possessive, of = rf"['’]s?\s{_SOLE_REMEDY}", rf"{_SOLE_REMEDY}\s(?:of|for|available\sto)\s"
    holders = {who for _, who in (*sides.named(plain, after=possessive), *sides.named(plain, before=of))}
    other = sides.other(holders.pop()) if len(holders) == 1 else None
    return other or who_is_liable(sentence, sides)


def names_both(sentence: str) -> bool:
    """Whether a sentence gives a right to both parties by their names, "either Vendor or Buyer may", or as "us"."""
    return _ONE_OR_OTHER.search(sentence) is not None or _OF_US.search(sentence) is not None
