"""Reports the container as healthy, for `docker ps`, if GET /ping answers 200.

Uses only the standard library, for any base image.
"""

import os
import sys
import urllib.error
import urllib.request

port = os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080")
try:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/ping", timeout=4) as answer:
        sys.exit(answer.status != 200)
except (urllib.error.URLError, OSError) as error:
    sys.exit(f"/ping: {error}")
