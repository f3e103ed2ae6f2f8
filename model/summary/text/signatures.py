"""The words and marks by which a contract shows that it is signed."""

from __future__ import annotations

import re

SIGNED = re.compile(r"\bIN\sWITNESS\sWHEREOF\b|(?<!\w)/s/")
# "By:" stands beside a line to sign on, and may stand in an opening, too.
SIGNED_OR_BY = re.compile(rf"{SIGNED.pattern}|\bBy\s?:")
