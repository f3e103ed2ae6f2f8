"""Gives the command line that starts Python in child processes."""

from __future__ import annotations

import sys

# -P, because `-m` and `-c` put the current folder first on the path, and a folder of other people's contracts may
# contain a numpy.py.
PYTHON = (sys.executable, "-P")
