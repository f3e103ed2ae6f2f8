"""The Python that child processes of this one are started with."""

from __future__ import annotations

import sys

# `-m` and `-c` put the current folder first on the path, and contracts that strangers sent may lie there beside a
# numpy.py: -P leaves it out.
PYTHON = (sys.executable, "-P")
