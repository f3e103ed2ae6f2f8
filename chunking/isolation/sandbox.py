"""Sandboxes a reader process on Linux without privileges: rlimits, landlock and seccomp.

If the kernel lacks landlock or seccomp (or the container forbids it), the others still apply.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

OPEN_FILES = 64
_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SIGKILL = 9
# linux/landlock.h; the numbers of these calls are the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FS_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights each version knows; later ones know no more here
_TCP, _SCOPES = 0b11, 0b11  # bind and connect; abstract sockets and signals to outsiders
# linux/filter.h and linux/seccomp.h
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # EPERM
# System calls that no reader needs, by architecture: exec, network, other processes, rarely used kernel interfaces.
_FORBIDDEN = {
    "x86_64": (
        0xC000003E,
        {"execve": 59, "execveat": 322, "socket": 41, "connect": 42, "accept": 43, "bind": 49, "listen": 50}
        | {"accept4": 288, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "mount": 165}
        | {"umount2": 166, "pivot_root": 155, "chroot": 161, "setns": 308, "unshare": 272, "bpf": 321}
        | {"perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "request_key": 249, "keyctl": 250}
        | {"io_uring_setup": 425, "open_by_handle_at": 304, "pidfd_open": 434, "pidfd_getfd": 438, "setsid": 112}
        | {"setpgid": 109, "setrlimit": 160, "init_module": 175, "finit_module": 313, "kexec_load": 246},
    ),
    "aarch64": (
        0xC00000B7,
        {"execve": 221, "execveat": 281, "socket": 198, "connect": 203, "accept": 202, "bind": 200, "listen": 201}
        | {"accept4": 242, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "mount": 40}
        | {"umount2": 39, "pivot_root": 41, "chroot": 51, "setns": 268, "unshare": 97, "bpf": 280}
        | {"perf_event_open": 241, "userfaultfd": 282, "add_key": 217, "request_key": 218, "keyctl": 219}
        | {"io_uring_setup": 425, "open_by_handle_at": 265, "pidfd_open": 434, "pidfd_getfd": 438, "setsid": 157}
        | {"setpgid": 154, "setrlimit": 164, "init_module": 105, "finit_module": 273, "kexec_load": 104},
    ),
}
_X32_CALLS = 0x40000000  # x86_64 answers to a second set of numbers from here on


def limit(seconds: float, memory: int) -> None:
    """Limits CPU time (seconds), address space (bytes) and open files; forbids writing files and core dumps."""
    whole = int(seconds) + 1
    # The soft limit raises SIGXCPU. At the hard limit it would be SIGKILL, which is taken to mean out of memory.
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent() -> None:
    """Has the kernel kill this process when its parent dies."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)


def close_in(readable: Iterable[Path]) -> list[str]:
    """Restricts the process to reading Python's libraries and ``readable``; no other files and no network.

    Returns which of "landlock" and "seccomp" the kernel enforces.
    """
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    in_force = {"landlock": _landlock([*_library(), *readable]), "seccomp": _seccomp()}
    return [name for name, done in in_force.items() if done]


def _library() -> set[Path]:
    """Python's directories, and those of loaded packages, which may import more of themselves later."""
    loaded = (getattr(module, "__file__", None) for name, module in [*sys.modules.items()] if "." not in name)
    folders = {Path(path) for path in sysconfig.get_paths().values()}
    return folders | {Path(path).parent for path in loaded if path}


def _landlock(readable: Iterable[Path]) -> bool:
    version = _LIBC.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    rights = (1 << _FS_RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("QQQ", rights, _TCP, _SCOPES)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = _LIBC.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    for path in readable:
        if path.is_dir():
            folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
            _LIBC.syscall(_ADD_RULE, rules, 1, struct.pack("=Qi", _READ_FILE | _READ_DIR, folder), 0)
            os.close(folder)
    done: bool = _LIBC.syscall(_RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return done


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _seccomp() -> bool:
    if platform.machine() not in _FORBIDDEN:
        return False
    architecture, forbidden = _FORBIDDEN[platform.machine()]
    numbers = sorted(set(forbidden.values()))
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _REFUSE), (_LOAD, 0, 0, 0)]
    steps.append((_AT_LEAST, len(numbers) + 1, 0, _X32_CALLS))
    # Each matching comparison jumps over the remaining ones and the permission to the refusal.
    steps += [(_EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    program = b"".join(struct.pack("=HBBI", *step) for step in steps)
    done: int = _LIBC.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(_Program(len(steps), program)), 0, 0)
    return done == 0
