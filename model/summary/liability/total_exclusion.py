"""Whether an exclusion of liability leaves nothing for which a party is liable."""

from __future__ import annotations

import re

from model.schema import LiabilityTerm
from model.summary.liability.loss_kinds import names_kinds_only

_DIRECT = re.compile(
    r"(?<!other than )(?<!than )(?<!for )\bdirect,?\s(?:or\s|and\s)?(?:indirect|special|incidental"
    r"|consequential)\b(?!\W{1,2}(?:(?:loss(?:es)?|damages?)\s)?(?:of|in|to)\s(?:\w+\s){0,2}(?:profits?|business|revenues?|goodwill|data|traffic|savings))",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\bexceed|\blimited\sto\sthe\b|\bin\sexcess\sof\b", re.IGNORECASE)
# Excluding liability for others' acts, or for one kind of claim, leaves all other liability.
_ONE_USE = re.compile(
    r"\b(?:aris(?:e|es|ing)\s(?:out\sof|from)|result(?:s|ing)?\sfrom)\s(?:[\w’']+\s){0,4}?(?:unauthori[sz]ed|use(?!\s(?:of\s)?or\s(?:the\s|any\s|your\s)?inability)|misuse|modif|combin|acts?\b|fail|delay"
    r"|suspen|withh|defects?\b)"
    # "caused directly or indirectly by a delay in delivery", "as a result of late delivery"
    r"|\b(?:caused|occasioned|incurred|suffered|resulting|arising)\s(?:\w+\s){0,4}?(?:by|from|through|because\sof|due\sto)\s(?:\w+\s){0,2}?(?:delays?|late\s\w+|lateness|cancel\w+|postpone\w+)\b"
    r"|\bany\s(?:such\s)?(?:claims?|delay|failure|use)\b[^.;]{0,120}\b(?:infring|unauthori[sz]ed|force\smajeure|caused\sby)"
    r"|\b(?:result|because|on\saccount)\sof\s[^.;]{0,60}?\bfail(?:ure|ing)\b|(?<!even\s)\bif\s(?:such|the|it)\b"
    # what the law permits is no condition
    r"|\bto\sthe\sextent\b(?!\s(?:permitted|allowed|permissible)\s(?:by|under)\b)",
    re.IGNORECASE,
)
# An exclusion that leaves gross negligence or willful misconduct is not one of all liability.
_SERIOUS_FAULT = re.compile(
    r"\b(?:except|other\sthan|unless|save|absent)\b[^.;]{0,160}\b(?:gross(?:ly)?\snegligen|wil+ful|bad\sfaith|intentional|fraud)",
    re.IGNORECASE,
)
_FORCE_MAJEURE = re.compile(
    r"\bforce\s+majeure\b|\bbeyond\s(?:its|their|the)\s(?:\w+\s){0,3}control\b|\bacts?\sof\sgod\b", re.IGNORECASE
)


def excludes_all(term: LiabilityTerm) -> bool:
    """Whether a party is not liable at all, rather than only for some kinds of loss."""
    if term.kind != "exclusion" or _leaves_something(term.text):
        return False
    return excludes_direct_loss(term.text) or (term.total and not names_kinds_only(term.text))


def excludes_direct_loss(sentence: str) -> bool:
    """Whether an exclusion of kinds of loss names direct loss among them, and so leaves nothing: "any direct, special
    or other damages"."""
    return _DIRECT.search(sentence) is not None and not _leaves_something(sentence)


def _leaves_something(sentence: str) -> bool:
    """Whether an exclusion has a limit: an amount, one kind of claim, or serious fault that it does not cover."""
    return any(words.search(sentence) for words in (_AMOUNT, _ONE_USE, _FORCE_MAJEURE, _SERIOUS_FAULT))
