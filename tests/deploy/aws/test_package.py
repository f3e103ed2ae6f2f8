"""The functions' package is what Lambda has: the standard library and boto3."""

from __future__ import annotations

import subprocess
import sys

ASKED = """
import sys
from deploy.functions import http_api, notify, overdue, websocket
allowed = {"boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3", "certifi"}
allowed |= {"deploy", "_distutils_hack"}
installed = {
    name.partition(".")[0]
    for name, module in sys.modules.items()
    if "site-packages" in (getattr(module, "__file__", None) or "") and not name.startswith("__editable__")
}
own = {name for name in sys.modules if name.partition(".")[0] in {"chunking", "model", "serve", "benchmarks"}}
sys.exit(str(sorted(installed - allowed | own)) if installed - allowed | own else 0)
"""


def test_nothing_but_boto3_and_the_standard_library_is_loaded():
    done = subprocess.run([sys.executable, "-I", "-c", ASKED], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
