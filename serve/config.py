"""What an operator can set, read once from the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Address
from pathlib import Path

from chunking.errors import BadConfiguration
from chunking.isolation.client import Limits
from model.engines.base import EMBEDDED

SAGEMAKER_MODEL, SAGEMAKER_MODELS = Path("/opt/ml/model"), Path("/opt/ml/models")
PLAYBOOK, PLAYBOOKS = "playbook.yaml", "playbooks"
DEVICES = ("auto", "cpu", "cuda")
_PREFIX = "CONTRACT_REVIEW_"
_LANGUAGES = re.compile(r"[A-Za-z_]+(?:\+[A-Za-z_]+)*")


@dataclass(frozen=True, slots=True)
class Config:
    """Each field is set by the variable named beside it.

    model: the model directory; by default /opt/ml/model where it holds anything, else the embedded one. models: the
    folder that all models lie in where several are served, multi_model. host: the address that is listened on, by
    default for this machine alone. device: auto takes a GPU where there is one.
    concurrency: documents worked on at once. queue: documents that wait for that; one more is answered 503.
    max_bytes, bodies_bytes: of one request's body, and of all that are under way or at work; one that finds no room is
    answered 503, and one alone always has it.
    read_seconds, page_seconds: for reading a document and one page of it; pages that are not read by then are unread.
    ocr_languages: what recognition reads, as tesseract names it ("eng+deu").
    deadline_seconds: from a request's headers to its answer, waiting in the queue included.
    hang_seconds: a batch that takes longer is a hang, and the model process is started again.
    upload_seconds: how long an upload may pause. playbooks: what a request may name; by default the model directory's
    playbook.yaml or playbooks/. batch: a batch transform, in which a document that cannot be reviewed gets its error
    as its output, with status 200.
    """

    model: Path = EMBEDDED  # CONTRACT_REVIEW_MODEL
    port: int = 8080  # SAGEMAKER_BIND_TO_PORT
    concurrency: int = 4  # CONTRACT_REVIEW_CONCURRENCY
    queue: int = 32  # CONTRACT_REVIEW_QUEUE
    max_bytes: int = 100 << 20  # CONTRACT_REVIEW_MAX_BYTES
    bodies_bytes: int = 512 << 20  # CONTRACT_REVIEW_BODIES_BYTES
    max_pages: int = 300  # CONTRACT_REVIEW_MAX_PAGES
    read_seconds: float = 120.0  # CONTRACT_REVIEW_READ_SECONDS
    page_seconds: float = 20.0  # CONTRACT_REVIEW_PAGE_SECONDS
    ocr_languages: str = "eng"  # CONTRACT_REVIEW_OCR_LANGUAGES, joined by +
    deadline_seconds: float = 300.0  # CONTRACT_REVIEW_DEADLINE_SECONDS
    hang_seconds: float = 120.0  # CONTRACT_REVIEW_HANG_SECONDS
    upload_seconds: float = 30.0  # CONTRACT_REVIEW_UPLOAD_SECONDS
    s3_buckets: frozenset[str] = frozenset()  # CONTRACT_REVIEW_S3_BUCKETS, separated by commas
    playbooks: Path | None = None  # CONTRACT_REVIEW_PLAYBOOKS, a playbook or a folder of them
    custom_code: bool = False  # CONTRACT_REVIEW_CUSTOM_CODE, 1 to run code/inference.py of the model directory
    device: str = "auto"  # CONTRACT_REVIEW_DEVICE, one of DEVICES
    multi_model: bool = False  # SAGEMAKER_MULTI_MODEL
    models: Path = SAGEMAKER_MODELS  # CONTRACT_REVIEW_MODELS
    batch: bool = False  # SAGEMAKER_BATCH, with SAGEMAKER_MAX_PAYLOAD_IN_MB and SAGEMAKER_MAX_CONCURRENT_TRANSFORMS
    remote_code: bool = False  # CONTRACT_REVIEW_REMOTE_CODE, 1 to run the code by which a model defines its own layers
    host: str = "127.0.0.1"  # CONTRACT_REVIEW_HOST, 0.0.0.0 in the image

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Config:
        """Raises BadConfiguration, which names the variable and what it may be."""
        read = _Reader(environment)
        folder = read.model()
        config = cls(
            model=weights_in(folder),
            host=read.address(_PREFIX + "HOST", "127.0.0.1"),
            port=int(read.number("SAGEMAKER_BIND_TO_PORT", 8080, 1, 65535)),
            concurrency=int(read.number(_PREFIX + "CONCURRENCY", 4, 1, 1000)),
            queue=int(read.number(_PREFIX + "QUEUE", 32, 0, 10_000)),
            max_bytes=int(read.number(_PREFIX + "MAX_BYTES", 100 << 20, 1, 1 << 30)),
            bodies_bytes=int(read.number(_PREFIX + "BODIES_BYTES", 512 << 20, 1, 1 << 40)),
            max_pages=int(read.number(_PREFIX + "MAX_PAGES", 300, 1, 10_000)),
            read_seconds=read.number(_PREFIX + "READ_SECONDS", 120.0, 0.1, 3600),
            page_seconds=read.number(_PREFIX + "PAGE_SECONDS", 20.0, 0.1, 3600),
            ocr_languages=read.languages(_PREFIX + "OCR_LANGUAGES"),
            deadline_seconds=read.number(_PREFIX + "DEADLINE_SECONDS", 300.0, 0.1, 3600),
            hang_seconds=read.number(_PREFIX + "HANG_SECONDS", 120.0, 1, 3600),
            upload_seconds=read.number(_PREFIX + "UPLOAD_SECONDS", 30.0, 0.1, 3600),
            s3_buckets=read.names(_PREFIX + "S3_BUCKETS"),
            playbooks=read.path(_PREFIX + "PLAYBOOKS") or playbooks_in(folder),
            custom_code=read.switch(_PREFIX + "CUSTOM_CODE"),
            device=read.choice(_PREFIX + "DEVICE", DEVICES),
            multi_model=read.switch("SAGEMAKER_MULTI_MODEL"),
            models=Path(read.text(_PREFIX + "MODELS", str(SAGEMAKER_MODELS))),
            batch=read.switch("SAGEMAKER_BATCH"),
            remote_code=read.switch(_PREFIX + "REMOTE_CODE"),
        )
        read.refuse_unknown()
        return config._for_transforms(read) if config.batch else config

    def _for_transforms(self, read: _Reader) -> Config:
        """What the transform job says that it will send is taken, and no more."""
        at_once = int(read.number("SAGEMAKER_MAX_CONCURRENT_TRANSFORMS", 0, 0, 10_000))
        megabytes = int(read.number("SAGEMAKER_MAX_PAYLOAD_IN_MB", 0, 0, 100))
        return replace(
            self,
            queue=max(self.queue, at_once - self.concurrency),
            max_bytes=megabytes << 20 or self.max_bytes,
        )

    def limits(self) -> Limits:
        """What one document may cost the reader."""
        return Limits(
            pages=self.max_pages,
            seconds=self.read_seconds,
            page_seconds=self.page_seconds,
            languages=self.ocr_languages,
        )


def weights_in(folder: Path) -> Path:
    """The model directory itself, or the embedded model where it holds playbooks and nothing else."""
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return EMBEDDED if names and names <= {PLAYBOOK, PLAYBOOKS} else folder


def playbooks_in(folder: Path) -> Path | None:
    """The playbooks that a model directory brings along."""
    return next((path for name in (PLAYBOOKS, PLAYBOOK) if (path := folder / name).exists()), None)


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._known: set[str] = set()

    def _get(self, name: str) -> str | None:
        self._known.add(name)
        return self._environment.get(name) or None

    def model(self) -> Path:
        named = self._get(_PREFIX + "MODEL")
        if named:
            return Path(named)
        # A directory with half a model is an error that has to be seen, not a reason to serve another one.
        return SAGEMAKER_MODEL if SAGEMAKER_MODEL.is_dir() and any(SAGEMAKER_MODEL.iterdir()) else EMBEDDED

    def path(self, name: str) -> Path | None:
        text = self._get(name)
        if text and not Path(text).exists():
            raise BadConfiguration(f"{name} is {text}, which does not exist.")
        return Path(text) if text else None

    def number(self, name: str, default: float, least: float, most: float) -> float:
        text = self._get(name)
        if text is None:
            return default
        try:
            value = float(text)
            if isinstance(default, int) and value != int(value):
                raise ValueError
        except (ValueError, OverflowError):
            kind = "a whole number" if isinstance(default, int) else "a number"
            raise BadConfiguration(f"{name} is {text!r}; it must be {kind} from {least:g} to {most:g}.") from None
        if not least <= value <= most:
            raise BadConfiguration(f"{name} is {text}; it must be from {least:g} to {most:g}.")
        return value

    def names(self, name: str) -> frozenset[str]:
        return frozenset(part.strip() for part in (self._get(name) or "").split(",") if part.strip())

    def languages(self, name: str) -> str:
        text = self._get(name) or "eng"
        if not _LANGUAGES.fullmatch(text):
            raise BadConfiguration(f"{name} is {text!r}; it must be languages of tesseract: eng, or eng+deu.")
        return text

    def text(self, name: str, default: str) -> str:
        return self._get(name) or default

    def address(self, name: str, default: str) -> str:
        text = self._get(name) or default
        try:
            return str(IPv4Address(text))
        except ValueError:
            raise BadConfiguration(
                f"{name} is {text!r}; it must be 127.0.0.1 for this machine alone, 0.0.0.0, or an IPv4 address of it."
            ) from None

    def choice(self, name: str, among: Sequence[str]) -> str:
        text = self._get(name) or among[0]
        if text not in among:
            raise BadConfiguration(f"{name} is {text!r}; it must be one of {', '.join(among)}.")
        return text

    def switch(self, name: str) -> bool:
        text = (self._get(name) or "0").lower()
        if text not in {"0", "1", "true", "false"}:
            raise BadConfiguration(f"{name} is {text!r}; it must be 1 or 0.")
        return text in {"1", "true"}

    def refuse_unknown(self) -> None:
        unknown = sorted(name for name in self._environment if name.startswith(_PREFIX) and name not in self._known)
        if unknown:
            raise BadConfiguration(f"{unknown[0]} is not a setting. Known are: {', '.join(sorted(self._known))}.")
