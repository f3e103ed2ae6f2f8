"""``python -m benchmarks.real_llm``."""

import sys

from benchmarks.real_llm.command import main

sys.exit(main())
