"""What an operator can set, read once from the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypeVar, get_args, get_type_hints

from chunking.errors import BadConfiguration
from chunking.isolation.limits import Limits
from model.engines.base import EMBEDDED

SAGEMAKER_MODEL, SAGEMAKER_MODELS = Path("/opt/ml/model"), Path("/opt/ml/models")
PLAYBOOK, PLAYBOOKS = "playbook.yaml", "playbooks"
_PREFIX = "CONTRACT_REVIEW_"
_SAGEMAKER = {
    "port": "SAGEMAKER_BIND_TO_PORT",
    "multi_model": "SAGEMAKER_MULTI_MODEL",
    "batch": "SAGEMAKER_BATCH",
    "at_once": "SAGEMAKER_MAX_CONCURRENT_TRANSFORMS",
    "megabytes": "SAGEMAKER_MAX_PAYLOAD_IN_MB",
}
_SWITCH = {"0": False, "1": True, "false": False, "true": True}
Device = Literal["auto", "cpu", "cuda"]
_LANGUAGES = re.compile(r"[A-Za-z_]+(\+[A-Za-z_]+)*")


class _Invalid(Exception):
    """What a value must be, in words; ``quoted`` unless it is a number out of its limits."""

    def __init__(self, must_be: str, quoted: bool = True) -> None:
        super().__init__(must_be)
        self.quoted = quoted


class _Number(NamedTuple):
    """Reads a number; a whole one if the limits are."""

    lowest: float
    highest: float

    def __call__(self, text: str) -> float:
        kind = type(self.lowest)
        limits = f"from {self.lowest:.16g} to {self.highest:.16g}"
        try:
            value = kind(text)
        except ValueError:
            raise _Invalid(f"{'a whole number' if kind is int else 'a number'} {limits}") from None
        if not self.lowest <= value <= self.highest:  # not a number is not between them either
            raise _Invalid(limits, quoted=False)
        return value


def _switch(text: str) -> bool:
    if text.lower() not in _SWITCH:
        raise _Invalid("1 or 0")
    return _SWITCH[text.lower()]


def _device(text: str) -> str:
    if text not in (devices := get_args(Device)):
        raise _Invalid(f"one of {', '.join(devices)}")
    return text


def _names(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(",") if part.strip())


def _address(text: str) -> str:
    try:
        return str(IPv4Address(text))
    except ValueError:
        raise _Invalid("127.0.0.1 for this machine alone, 0.0.0.0, or an IPv4 address of it") from None


def _languages(text: str) -> str:
    if not _LANGUAGES.fullmatch(text):
        raise _Invalid("languages of tesseract: eng, or eng+deu")
    return text


# Annotated with the function that reads a value from a variable's text. It raises _Invalid.
Folder = Annotated[Path, Path]
Switch = Annotated[bool, _switch]
Seconds = Annotated[float, _Number(0.1, 3600.0)]
LongSeconds = Annotated[float, _Number(1.0, 3600.0)]


# Reading may take this share of the time until the deadline: a review of some pages beats a timeout on all of them.
READING_SHARE = 0.5
_READING = Limits()


@dataclass(frozen=True, slots=True)
class Config:
    """Each field is set by CONTRACT_REVIEW_ and its name, or by SageMaker's own variable (``_SAGEMAKER``).

    model: the model directory; by default /opt/ml/model if it holds anything, else the embedded one. multi_model:
    serves several models, all from the folder ``models``. host: the address to listen on; by default only this machine
    can connect. device: auto uses a GPU if there is one.
    concurrency: documents worked on at once; long ones are not counted (``at_most``). queue: documents that may wait;
    one more gets a 503.
    max_bytes, bodies_bytes: limits on one request's body, and on all bodies in memory together; a request that would
    exceed the latter gets a 503.
    read_seconds, page_seconds: processor time for reading a document and one page of it; pages not read by then are
    listed as unread.
    ocr_languages: what OCR reads, as tesseract names it ("eng+deu").
    deadline_seconds: from a request's headers to its answer, waiting in the queue included.
    hang_seconds: a batch that takes longer counts as a hang, and the model process is restarted.
    upload_seconds: how long an upload may pause. drain_seconds: from SIGTERM to the end; requests that need longer are
    answered 503.
    s3_buckets: the buckets that references may point into. playbooks: those that a request may name; by default the
    model directory's playbook.yaml or playbooks/.
    custom_code: runs code/inference.py of the model directory. remote_code: runs the code by which a model defines its
    own layers. batch: a batch transform, in which a document that cannot be reviewed gets its error as its output, with
    status 200.
    """

    model: Folder = EMBEDDED
    port: Annotated[int, _Number(1, 65535)] = 8080
    concurrency: Annotated[int, _Number(1, 1000)] = 4
    queue: Annotated[int, _Number(0, 10_000)] = 32
    max_bytes: Annotated[int, _Number(1, 1 << 30)] = 100 << 20
    bodies_bytes: Annotated[int, _Number(1, 1 << 40)] = 512 << 20
    max_pages: Annotated[int, _Number(1, 10_000)] = _READING.pages
    read_seconds: Seconds = _READING.seconds
    page_seconds: Seconds = _READING.page_seconds
    ocr_languages: Annotated[str, _languages] = _READING.languages
    deadline_seconds: Seconds = 300.0
    hang_seconds: LongSeconds = 120.0
    upload_seconds: Seconds = 30.0
    drain_seconds: LongSeconds = 25.0  # SageMaker kills after 30
    s3_buckets: Annotated[frozenset[str], _names] = frozenset()
    playbooks: Annotated[Path | None, Path] = None
    custom_code: Switch = False
    device: Annotated[Device, _device] = "auto"
    multi_model: Switch = False
    models: Folder = SAGEMAKER_MODELS
    batch: Switch = False
    remote_code: Switch = False
    host: Annotated[str, _address] = "127.0.0.1"  # 0.0.0.0 in the image

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Config:
        """Raises BadConfiguration, which names the variable and what it may be."""
        config = _read(cls, environment)
        known = {_variable(name) for name in cls.__dataclass_fields__}
        unknown = sorted(name for name in environment if name.startswith(_PREFIX) and name not in known)
        if unknown:
            raise BadConfiguration(f"{unknown[0]} is not a setting. The settings are: {', '.join(sorted(known))}.")
        if config.playbooks and not config.playbooks.exists():
            raise BadConfiguration(f"{_variable('playbooks')} is {config.playbooks}, which does not exist.")
        folder = config.model
        # An incomplete model there must show as an error, not be replaced silently by the embedded one.
        if not environment.get(_variable("model")) and SAGEMAKER_MODEL.is_dir() and any(SAGEMAKER_MODEL.iterdir()):
            folder = SAGEMAKER_MODEL
        config = replace(config, model=model_folder(folder), playbooks=config.playbooks or playbooks_in(folder))
        return config._for_transforms(_read(_Transforms, environment)) if config.batch else config

    def _for_transforms(self, announced: _Transforms) -> Config:
        """Makes room for what the transform job says it will send, and no more."""
        return replace(
            self,
            queue=max(self.queue, announced.at_once - self.concurrency),
            max_bytes=announced.megabytes << 20 or self.max_bytes,
        )

    @property
    def at_most(self) -> int:
        """Documents in progress at once, long ones included. With custom handlers, or a concurrency of 1, there are no
        extra slots for long documents."""
        return self.concurrency if self.custom_code or self.concurrency == 1 else 2 * self.concurrency

    def limits(self) -> Limits:
        """What reading one document may cost."""
        return Limits(
            pages=self.max_pages,
            seconds=self.read_seconds,
            page_seconds=self.page_seconds,
            wall_seconds=READING_SHARE * self.deadline_seconds,
            languages=self.ocr_languages,
        )


@dataclass(frozen=True, slots=True)
class _Transforms:
    """What SageMaker tells a batch transform's container about the job; 0 if it does not say."""

    at_once: Annotated[int, _Number(0, 10_000)] = 0
    megabytes: Annotated[int, _Number(0, 100)] = 0


def model_folder(folder: Path) -> Path:
    """The folder itself, or that of the embedded model if it holds nothing but playbooks."""
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return EMBEDDED if names and names <= {PLAYBOOK, PLAYBOOKS} else folder


def playbooks_in(folder: Path) -> Path | None:
    """The playbooks in a model directory; None if there are none."""
    return next((path for name in (PLAYBOOKS, PLAYBOOK) if (path := folder / name).exists()), None)


_Settings = TypeVar("_Settings", Config, _Transforms)


def _read(kind: type[_Settings], environment: Mapping[str, str]) -> _Settings:
    """The settings from the environment; an empty value counts as unset. Raises BadConfiguration."""
    given = {}
    for name, hint in get_type_hints(kind, include_extras=True).items():
        text = environment.get(_variable(name))
        if text:
            (read,) = hint.__metadata__
            try:
                given[name] = read(text)
            except _Invalid as invalid:
                shown = repr(text) if invalid.quoted else text
                raise BadConfiguration(f"{_variable(name)} is {shown}; it must be {invalid}.") from None
    return kind(**given)


def _variable(name: str) -> str:
    return _SAGEMAKER.get(name, _PREFIX + name.upper())
