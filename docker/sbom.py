"""Writes the image's software bill of materials to standard output: Python, its packages and Debian's (CycloneDX 1.6).

sbom.py FOLDER...: the folders that hold Python packages. Uses only the standard library, for any base image.
"""

import json
import platform
import subprocess
import sys
from importlib.metadata import Distribution, distributions
from typing import Any

_DEBIAN = r"${Package}\t${Version}\t${Architecture}\n"


def python_component(package: Distribution) -> dict[str, Any]:
    """A Python package, by the name under which PyPI has it."""
    name, version = package.name.lower().replace("_", "-"), package.version
    found = {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version.replace('+', '%2B')}",
    }
    expression = package.metadata.get("License-Expression")
    return found | ({"licenses": [{"expression": expression}]} if expression else {})


def debian_component(line: str) -> dict[str, Any]:
    """A Debian package, from one line of dpkg-query."""
    name, version, architecture = line.split("\t")
    purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A')}?arch={architecture}"
    return {"type": "library", "name": name, "version": version, "purl": purl}


def interpreter() -> dict[str, Any]:
    """Python itself, which official images compile and Debian's package manager does not know."""
    version = platform.python_version()
    return {"type": "application", "name": "python", "version": version, "purl": f"pkg:generic/python@{version}"}


def bill(components: list[dict[str, Any]]) -> dict[str, Any]:
    """The document, its components sorted by package URL, each once."""
    unique = {each["purl"]: each for each in components}
    components = [unique[url] for url in sorted(unique)]
    image = {"type": "container", "name": "contract-review"}
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": image}, "components": components}


if __name__ == "__main__":
    query = subprocess.run(["dpkg-query", "-W", "-f", _DEBIAN], capture_output=True, text=True, check=True)
    python = [python_component(package) for package in distributions(path=sys.argv[1:])]
    debian = [debian_component(line) for line in query.stdout.splitlines()]
    json.dump(bill([interpreter(), *python, *debian]), sys.stdout, indent=1)
