"""The kinds of loss that a clause can exclude without excluding all liability."""

from __future__ import annotations

import re

# Indirect losses, and losses of what might have been earned; direct loss is none of them.
LOSS_KINDS = re.compile(
    r"\b(?:indirect|consequential|special|incidental|incidential|punitive|exemplary)\b"
    r"|\b(?:lost|loss\s+of)\s+(?:\w+\s+){0,3}(?:profit|revenue|business|good|use|data|saving|opportunit)",
    re.IGNORECASE,
)
