"""What follows from a change of control, and whose it is; and sentences that attach nothing to one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.playbook.clause_meaning.passages import joined
from model.summary.parties.sides import BOTH, Sides

_NEVER_ASKED = re.compile(
    r"\b(?:not\s(?:be\s)?(?:required|obligated|need)\b[^.;]{0,30}?|without\s(?:the\s)?(?:\w+\s){0,4}?)\b(?:consent|approval)\b",
    re.IGNORECASE,
)
# The consequences of a change of control; the first that the clause mentions is used.
_ENDS = re.compile(
    r"\b(?:may|right\sto|right\s\([^)]{0,60}\)\sto|right,[^.;,]{0,60},\sto|entitled\sto|option\sto|elect\sto)\b"
    r"[^.;]{0,160}?\b(?:terminate|cancel|end|be\s(?:terminated|cancel+ed|ended))\b|\b(?:option|right)\sof\s(?:\w+\s)?termination\b"
    r"|\b(?:allow|permit|enabl|entitl)\w{0,4}\s[^.;]{0,60}?\bto\s(?:terminate|cancel|end)\b"
    # "good cause is given if a competitor acquires a majority of the other party"
    r"|\b(?:good|important)\s(?:cause|reason)\b[^.;]{0,40}?\b(?:is|exists)\b"
    r"|\b(?:decision|election|intention)\s(?:by\s[^.;,]{1,60}\s)?to\s(?:terminate|cancel|end)\b",
    re.IGNORECASE,
)
# "Upon any change of control this Agreement shall automatically terminate, unless Vendor has consented."
_ENDS_BY_ITSELF = re.compile(
    r"\b(?:shall|will)\s(?:(?:immediately|thereupon|then|also)\s)?automatically\s(?:terminate|end|expire)\b|\bautomatically\sterminates?\b"
    # an item of a list of ends
    r"|\bautomatically\s(?:up)?on\s(?:(?:a|any|the)\s)?change\s(?:of|in)\scontrol\b",
    re.IGNORECASE,
)
_NEEDS_CONSENT = re.compile(
    r"\b(?:consent|approval)\b|\b(?:deemed|considered|treated|constitutes?|is)\b[^.;]{0,60}?\b(?:assign|transfer)",
    re.IGNORECASE,
)
_EFFECTS = [
    (_ENDS_BY_ITSELF, "A change of control ends the contract, or part of it."),
    (_ENDS, "A change of control gives a right to end the contract."),
    (
        re.compile(r"\b(?:shall|will)\s(?:\w+\s)?terminate\b|\bautomatically\sterminates?\b", re.IGNORECASE),
        "A change of control ends the contract, or part of it.",
    ),
    (
        _NEEDS_CONSENT,
        "A change of control, or an assignment that comes with it, can require the other party's consent.",
    ),
    (
        re.compile(r"\b(?:may|(?:right|option|entitled)\sto)\s[^.;]{0,60}?\bbuy-?\s?out\b", re.IGNORECASE),
        "On a change of control, the contract can be bought out, as quoted.",
    ),
    (
        re.compile(r"\b(?:fee|pay|paid|payable|payments?|compensation|severance)\b", re.IGNORECASE),
        "A change of control can make a payment due.",
    ),
    (
        # Notice of termination or of an assignment is not notice of the change of control, nor is the notice on which
        # something may be done if there is one: "upon thirty days' notice if Licensee merges".
        re.compile(
            r"^(?!\W{0,3}(?:\w{1,3}[.)]\s)?(?:up)?on\b[^.;]{0,80}\bnotice\s(?:if|in\sthe\sevent)\b)(?!.*\b(?:terminat|assign))(?=.*\b(?:control|merge|acqui|sale|sell|sold|ownership|shareh|consolidat|transfer))"
            r".*\b(?:notice|notify|notified|notifies|notification|intimated|informs?)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "The contract requires notice of a change of control.",
    ),
]
_CONTROL_OF = r"\bchange\s(?:of|in)\scontrol\s(?:involving|affecting|of|in|at)\s(?:the\s)?"
# "The party that was not subject to the change of control may terminate."
_BY_THE_OTHER = re.compile(
    r"\bpart(?:y|ies)\s(?:that|which|who)\s(?:is|was|has|have|are|does|did)\snot\s[^.;,]{0,40}?\bchange\s(?:of|in)\scontrol\s"
    r"(?:may|(?:shall|will)\s(?:have|be)\b|has\b)[^.;]{0,80}?\bterminat",
    re.IGNORECASE,
)


def is_on_the_others_change(sides: Sides, doer: str | None, passage: str) -> bool:
    """Whether a passage lets a party act on a change of control of the other one."""
    changed = {who for _, who in sides.named(passage, before=_CONTROL_OF)}
    return doer is not None and doer != BOTH and changed == {sides.other(doer)}


# "“Change of Control” means the change of control of Vendor, as defined by any of the following events"
_CHANGE_MEANS = re.compile(r"[“\"]Change\s(?:of|in)\sControl[”\"]\s(?:shall\s)?means?\b[^“”\"]{0,600}", re.IGNORECASE)
_A_PARTY = re.compile(r"(?<!third )\bpart(?:y|ies)\b")


def defines_only_the_change_of(who: str, sides: Sides, text: str) -> bool:
    """Whether the only change of control that the contract defines is that of this party."""
    means = _CHANGE_MEANS.search(text)
    if means is None or _A_PARTY.search(means.group()):
        return False
    return {name for _, name in sides.named(means.group())} == {who}


def effect_of_a_change(passages: Sequence[str]) -> str | None:
    """What follows from a change of control."""
    if any(_BY_THE_OTHER.search(passage) for passage in passages):
        return "Each party may end the contract on a change of control of the other."
    plain = [_NEVER_ASKED.sub(" ", passage) for passage in passages]
    return next((said for words, said in _EFFECTS if any(words.search(passage) for passage in plain)), None)


def gives_a_right_to_end(passage: str) -> bool:
    """Whether a change of control gives a right to end the contract, rather than ending it."""
    return bool(_ENDS.search(passage)) and not _ENDS_BY_ITSELF.search(passage)


def restricts(passages: str) -> bool:
    """Whether a change of control lets a party end the contract, or requires consent; what ends by itself gives no
    right."""
    return any(words.search(passages) for words in (_ENDS, _NEEDS_CONSENT)) and not _ENDS_BY_ITSELF.search(passages)


# "A merger involving Buyer", "if Buyer undergoes a change of control".
_CHANGES = (
    r"\b(?:merger|division|consolidation|reorgani[sz]ation|change\s(?:of|in)\s(?:control|ownership)|acquisition|sale)"
    r"(?:,?\s(?:(?:and|or)\s)?(?:merger|division|consolidation|change\s(?:of|in)\scontrol|reorgani[sz]ation|sale|dissolution)){0,4}\s(?:of|involving|affecting|by|in|at)\s"
    # "all or substantially all of the stock of"
    r"(?:(?:(?:all|or|substantially|and|of|the|its|voting|outstanding|issued|capital|equity|a|majority)\s){0,9}(?:stock|shares|securities|assets|interests?)\s(?:of|in)\s)?(?:the\s)?"
)
_UNDERGOES = (
    r"(?:\s\([^()]{0,40}\))?\s(?:(?:shall|should|has|is|be)\s){0,2}"
    r"(?:undergoes|undergo|undergone|experiences?|merges?|merged|acquired|(?:subject\sto|party\sto)\sa\s(?:change|merger))\b"
)


def changed(passages: Sequence[str], sides: Sides) -> str | None:
    """The party whose control changes, if the passages speak of the change of one party alone."""
    found: set[str] = set()
    for passage in joined(passages):
        named = [*sides.named(passage, before=_CHANGES), *sides.named(passage, after=_UNDERGOES)]
        if not named or _OF_ANY_PARTY.search(passage):
            return None
        found |= {who for _, who in named}
    who = found.pop() if len(found) == 1 else None
    return who if who != BOTH else None


_OF_ANY_PARTY = re.compile(
    r"\b(?:either|each|any|other|neither|such|a|terminating|affected)\spart(?:y|ies)(?:[’']s)?\b[^.;]{0,80}?\b(?:control|merg\w+|owner\w*|acqui\w+)"
    r"|\b(?:control|merger|consolidation|acquisition)\s(?:of|involving|affecting|by|in)\s(?:either|each|any|the\sother|a|such)\s(?:other\s)?part(?:y|ies)\b",
    re.IGNORECASE,
)


# A merger can be a reason for disclosing what is confidential.
_DISCLOSED = re.compile(r"\bconfidential\b|\bdisclos(?:e|ed|ing|ure)\b", re.IGNORECASE)
# A merger or sale for which no consent is needed: "may assign without consent to the buyer of its business".
_FREE_TO_SELL = re.compile(
    r"\bwithout\b[^.;]{0,60}\bconsent\b[^.]{0,900}\b(?:merger|change\sof\scontrol|sale|acquisition|purchaser|successor)\b",
    re.IGNORECASE,
)
_BARS_OR_ENDS = re.compile(r"\bterminat|\bdeemed\b", re.IGNORECASE)
_MAY_ASSIGN = re.compile(r"\b(?:may|permitted|free|entitled|right\sto)\b[^.;]{0,80}\bwithout\b", re.IGNORECASE)
_ENDED_OR_ASSIGNED = re.compile(r"\b(?:terminat|assign|transfer)\w*", re.IGNORECASE)
_CHANGES_CONTROL = re.compile(
    r"(?<!reasonable\s)\bcontrol|\bmerge|\bconsolidat|\bacqui|\bsale\b|\bsold\b|\bownership|\bshares?\b|\bsharehold|\breorgani|\bstock\b|\bequity\b|\bvoting\b|\btaken\sover\b|\bsubsidiar"
    r"|\b(?:own|hold)\s\d{2}\s?(?:%|per\s?cent)|\binterests\sin\b",
    re.IGNORECASE,
)
# What happens to a company that cannot pay is no change of its control: "files for bankruptcy or reorganization".
_INSOLVENT = re.compile(r"\b(?:insolven|bankrupt|receiver|liquidat|creditors)", re.IGNORECASE)
_IN_INSOLVENCY = re.compile(
    r"\breorgani[sz]\w*|\b(?:control|sale|shares?)\b(?=[^.;]{0,60}\b(?:receiver|trustee|liquidator|custodian|creditors)\b)"
    r"|\b(?:receiver|trustee|liquidator|custodian|creditors|court)\b[^.;]{0,80}?\b(?:control|sale|shares?)\b",
    re.IGNORECASE,
)
# "The following require the unanimous approval of the directors: ...; a merger": how a company decides, which gives the
# other party no right against it.
_DECIDED_BY = re.compile(
    r"\b(?:approval|approved|consent|resolution|vote)\s(?:of|by|from)\s(?:(?:the|all|any|each|a|its|of)\s){0,3}(?:\w+\s){0,3}?"
    r"(?:board|directors?|shareholders?|stockholders?|members|managers|partners)\b"
    r"|\bboard\sapproval\b",
    re.IGNORECASE,
)
_HAS_AN_EFFECT = re.compile(
    r"\b(?:terminat|deemed|pay(?:able|ment)?\b|paid\b|severance|accelerat|vest(?:s|ed|ing)?\b|repurchas|buy-?\s?out|this\sagreement)",
    re.IGNORECASE,
)


def lists_decisions(text: str) -> bool:
    """Whether a clause begins with the lead-in of a list of what a company's directors or owners must approve."""
    lead, colon, _ = text.partition(":")
    return bool(colon) and _is_decided_within(lead)


def _is_decided_within(sentence: str) -> bool:
    return _DECIDED_BY.search(sentence) is not None and not _HAS_AN_EFFECT.search(sentence)


def no_change_of_control(sentence: str) -> bool:
    """Whether a sentence attaches nothing to a change of control: it is about insolvency, disclosure, how a company
    decides, or freedom to sell."""
    return (
        not _CHANGES_CONTROL.search(sentence)
        or (_INSOLVENT.search(sentence) is not None and not _CHANGES_CONTROL.search(_IN_INSOLVENCY.sub(" ", sentence)))
        or _is_decided_within(sentence)
        or bool(_DISCLOSED.search(sentence) and not _ENDED_OR_ASSIGNED.search(sentence))
        or bool(_FREE_TO_SELL.search(sentence) and _MAY_ASSIGN.search(sentence) and not _BARS_OR_ENDS.search(sentence))
    )
