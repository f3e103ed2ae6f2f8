"""The command line's entry points: how signals and errors end a command."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

from chunking.errors import ContractReviewError

_NO_THREAD = "can't start new thread"  # all that Python says where processes are limited
# Commands that clean up after Ctrl-C; all others end at once, at any point.
_CLEAN_UP = ("local", "deploy", "train", "bench", "simulate")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one sub-command. Exit codes: 0 success, 1 failure, 2 wrong usage, 3 partial success."""
    ctrl_c = signal.getsignal(signal.SIGINT)
    if arguments is None:  # a process of its own, which may end while it still imports
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # A terminal whose encoding lacks a contract's quotation marks shows "?" for them.
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    from serve.commands import command_line
    from serve.input_files import printable

    given = sys.argv[1:] if arguments is None else arguments
    options = command_line(given[0] if given else "").parse_args(given)
    if arguments is None and options.command in _CLEAN_UP:
        signal.signal(signal.SIGINT, ctrl_c)
    try:
        if options.command in ("evaluate", "bench"):  # their other settings are options
            from serve.config import Config

            options.remote_code = Config.from_environment(os.environ).remote_code
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except ContractReviewError as error:
        print(f"contract-review: {printable(error.message)}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # as in `| head`: the reader has seen enough
        _discard_output()
        return 1
    except OSError as error:  # a missing file, a full disk
        place = f"{error.filename}: " if error.filename else ""
        print(f"contract-review: {printable(f'{place}{error.strerror or error}')}.", file=sys.stderr)
        _discard_output()
        return 1
    except RuntimeError as error:
        if str(error) != _NO_THREAD:
            raise
        print(
            "contract-review: No further thread may be started here. Raise the limit (--pids-limit).", file=sys.stderr
        )
        return 1
    except KeyboardInterrupt:
        return 130


def _discard_output() -> None:
    """What is still buffered cannot be written, and Python would try once more as it ends."""
    with suppress(OSError):  # not a file, if something else replaces standard output
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def serve_main() -> int:
    """``serve`` as a command by itself: SageMaker runs ``docker run IMAGE serve``."""
    sys.argv.insert(1, "serve")
    return main()
