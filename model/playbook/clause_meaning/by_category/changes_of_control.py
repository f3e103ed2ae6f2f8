"""Sentences that use the words of a change of control without attaching anything to one."""

from __future__ import annotations

import re

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
    r"(?<!reasonable\s)\bcontrol|\bmerge|\bconsolidat|\bacqui|\bsale\b|\bsold\b|\bownership|\bshares?\b|\bsharehold|\breorgani|\bstock\b|\bequity\b|\bvoting\b",
    re.IGNORECASE,
)
# What happens to a company that cannot pay is no change of its control: "files for bankruptcy or reorganization".
_INSOLVENT = re.compile(r"\b(?:insolven|bankrupt|receiver|liquidat|creditors)", re.IGNORECASE)
_IN_INSOLVENCY = re.compile(
    r"\breorgani[sz]\w*|\b(?:control|sale|shares?)\b(?=[^.;]{0,60}\b(?:receiver|trustee|liquidator|custodian|creditors)\b)"
    r"|\b(?:receiver|trustee|liquidator|custodian|creditors|court)\b[^.;]{0,80}?\b(?:control|sale|shares?)\b",
    re.IGNORECASE,
)


def no_change_of_control(sentence: str) -> bool:
    """Whether a sentence attaches nothing to a change of control: it is about insolvency, disclosure, or freedom to
    sell."""
    return (
        not _CHANGES_CONTROL.search(sentence)
        or (_INSOLVENT.search(sentence) is not None and not _CHANGES_CONTROL.search(_IN_INSOLVENCY.sub(" ", sentence)))
        or bool(_DISCLOSED.search(sentence) and not _ENDED_OR_ASSIGNED.search(sentence))
        or bool(_FREE_TO_SELL.search(sentence) and _MAY_ASSIGN.search(sentence) and not _BARS_OR_ENDS.search(sentence))
    )
