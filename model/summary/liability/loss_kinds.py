"""The kinds of loss that a clause can exclude without excluding all liability."""

from __future__ import annotations

import re

# Indirect losses, and losses of what might have been earned; direct loss is none of them.
LOSS_KINDS = re.compile(
    r"\b(?:indirect|consequential|special|incidental|incidential|punitive|exemplary)\b"
    r"|\b(?:lost|loss\s+of)\s+(?:\w+\s+){0,3}(?:profit|revenue|business|good|use|data|saving|opportunit)",
    re.IGNORECASE,
)
# "For any damages whatsoever (including damages for lost profits)": what is included among others is no limit.
_LOSS = r"(?:loss(?:es)?|damages?|claims?|liabilit(?:y|ies)|costs?|expenses?|harm)"
_INCLUDED = re.compile(
    r"\(\s?(?:including|such\sas|including,)\b[^()]{0,600}\)"
    r"|(?<=\bdamages\swhatsoever),?\s(?:including|such\sas)\b[^.;()]{0,300}"
    # "for any damages, losses or claims including, without limitation, indirect ones"
    rf"|\b(?:any|all)\s{_LOSS}(?:,?\s(?:(?:and/or|and|or)\s)?{_LOSS}){{0,6}}(?:\s(?:whatsoever|of\sany\s(?:kind|nature|sort)))?,?\s(?:including|such\sas)\b[^.;()]{{0,300}}",
    re.IGNORECASE,
)


def names_kinds_only(sentence: str) -> bool:
    """Whether an exclusion is one of kinds of loss, rather than of all damages with some kinds as examples."""
    return LOSS_KINDS.search(_INCLUDED.sub(" ", sentence)) is not None


# "Agree not to assert any claim for consequential or special damages, and waive any such claim"
_GIVES_UP_CLAIMS = re.compile(
    r"\b(?:waives?|releases?|relinquish\w*|gives?\sup|not\s(?:to\s)?(?:assert|make|bring|claim|seek|pursue|sue|recover))\b[^.;]{0,120}?\b(?:for|to|of)\s(?:(?:any|all|and|or|such),?\s){0,4}"
    r"(?:indirect|consequential|special|incidental|incidential|punitive|exemplary|lost\sprofits|loss\sof\sprofits?)\b",
    re.IGNORECASE,
)


def waives_kinds_of_loss(sentence: str) -> bool:
    """Whether somebody gives up claims for kinds of loss only, which limits liability and bars no suit."""
    return _GIVES_UP_CLAIMS.search(" ".join(sentence.split())) is not None and names_kinds_only(sentence)
