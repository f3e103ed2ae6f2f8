"""Turns ``pip config list`` on standard input into the pip.conf of a build; with --folders, lists the folders it names.

A build sees nothing of its host: the certificates are mounted at a fixed path, folders with packages at their own.
"""

import re
import sys

CERTIFICATES = "/run/build-ca.crt"
TAKEN = ("index-url", "extra-index-url", "find-links", "trusted-host", "default-timeout")


def settings(lines: list[str]) -> dict[str, str]:
    """Name to value; what the environment sets comes first in pip's list, and wins."""
    found: dict[str, str] = {}
    for line in lines:
        match = re.match(r"(?::env:|\w+)\.([\w-]+)\s*=\s*'(.*)'", line)
        if match and (match[1] in TAKEN or match[1] == "cert"):
            found.setdefault(match[1], CERTIFICATES if match[1] == "cert" else match[2])
    return found


def folders(text: str) -> list[str]:
    """The folders of this machine that the settings name, each once; an index has its files beside it."""
    named = re.findall(r"(?:file://|(?<=[\s=]))/[\w./-]+", text)
    return sorted({path.removeprefix("file://").removesuffix("/simple") for path in named})


if __name__ == "__main__":
    text = sys.stdin.read()
    if "--folders" in sys.argv[1:]:
        names = [line for line in text.splitlines() if not line.startswith("cert")]
        print("\n".join(folders("\n".join(names))))
    else:
        print("[global]", *(f"{name} = {value}" for name, value in settings(text.splitlines()).items()), sep="\n")
