"""Sums the download sizes of an image's packages without downloading them: python docker/wheel_sizes.py REQUIREMENTS

uv asks the index for each pinned file's size. Prints the ten largest and the sum, in MB (10^6 bytes).
"""

import subprocess
import sys
import tomllib

PLATFORM = ("--python-version", "3.11", "--python-platform", "x86_64-manylinux_2_28")


def sizes(requirements: str) -> dict[str, int]:
    """Bytes by package: its wheel for this platform, else its source."""
    asked = ["uv", "pip", "compile", requirements, "--no-deps", "--format", "pylock.toml", "--quiet", *PLATFORM]
    lock = tomllib.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    found = {}
    for package in lock["packages"]:
        wheels = [wheel["size"] for wheel in package.get("wheels", []) if fits(wheel["url"])]
        found[package["name"]] = max(wheels) if wheels else package["sdist"]["size"]
    return found


def fits(url: str) -> bool:
    """Whether a wheel's name says that it is for Python 3.11 on x86_64 Linux, or for any."""
    python, abi, platform = url.rpartition("/")[2].removesuffix(".whl").split("-")[-3:]
    runs = "cp311" in python or "py3" in python or abi == "abi3"
    return runs and (platform == "any" or ("manylinux" in platform and "x86_64" in platform))


if __name__ == "__main__":
    by_package = sizes(sys.argv[1])
    for name, size in sorted(by_package.items(), key=lambda item: -item[1])[:10]:
        print(f"{size / 1e6:8.1f}  {name}")
    print(f"{sum(by_package.values()) / 1e6:8.1f}  {len(by_package)} packages")
