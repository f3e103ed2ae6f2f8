"""The tagger: a token-classification model, which finds all categories in one pass over windows of tokens."""

import sys

# OpenVINO's tools for converting models report each import to Intel, and leave files in the home folder. OpenVINO does
# without them if they cannot be imported, and is imported in a third of the time.
sys.modules.setdefault("openvino.tools.ovc", None)  # type: ignore[arg-type]
