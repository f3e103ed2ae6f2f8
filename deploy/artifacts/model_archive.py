"""Checks and uploads your own model: a ``model.tar.gz`` of this machine, or one in S3."""

from __future__ import annotations

import hashlib
import tarfile
import zlib
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from botocore.exceptions import ClientError

from chunking.errors import BadConfiguration, BadModel, BadPlaybook, NotDeployed
from deploy.cloud import Cloud, code
from deploy.cloudformation import stack
from deploy.functions import s3_objects
from model.engines.base import EMBEDDED
from model.engines.llm.llm_settings import LLM_SETTINGS, read_settings
from model.engines.load_engine import is_language_model
from model.engines.model_directory import (
    ADAPTER_DEPTH,
    INDEX,
    adapters_asked,
    base_in,
    beside_model,
    needs_fast_tokenizer,
    weights_in,
)
from serve.config import model_folder, playbooks_in

_FOLDER = "models"
_SMALL = 1 << 20  # bytes; files that say what a model is are smaller
_INDEX_BYTES = 64 << 20  # of the list of weights, which is megabytes long for a model of many experts
# What transformers makes a fast tokenizer of, each a set of files.
_TOKENIZERS = ({"tokenizer.json"}, {"vocab.json", "merges.txt"}, {"vocab.txt"})


class Kind(Enum):
    """The model that the container serves: with an archive of playbooks alone, the embedded one."""

    EMBEDDED = "the embedded model"
    TAGGER = "your own model"
    LANGUAGE_MODEL = "a language model"


@dataclass(frozen=True)
class Archive:
    """A ``model.tar.gz`` of this machine. What is read from it is kept: it may hold gigabytes."""

    path: Path

    @cached_property
    def kind(self) -> Kind:
        """What it holds, by the rules that the container loads it by. Raises BadConfiguration if it could not."""
        with TemporaryDirectory() as folder:
            self._unpack_small_files(Path(folder))
            try:
                _check_playbooks(playbooks_in(Path(folder)))
                if model_folder(Path(folder)) == EMBEDDED:
                    return Kind.EMBEDDED
                base = base_in(Path(folder))
            except BadPlaybook as error:
                raise BadConfiguration(f"{self.path}: {error.message}") from error
            except BadModel as error:
                said = error.message.replace(folder, str(self.path))
                raise BadConfiguration(f"{said} Pack the model's own folder: {packing('DIR')}") from error
            try:
                return _kind_if_complete(Path(folder), base)
            except BadModel as error:
                raise BadConfiguration(error.message.replace(folder, str(self.path))) from error

    def check(self) -> None:
        """Raises BadConfiguration if the container could not load it."""
        _ = self.kind

    def _unpack_small_files(self, folder: Path) -> None:
        """Unpacks what says which model it is, with empty files in place of weights. Raises BadConfiguration."""
        try:
            with tarfile.open(self.path, "r:gz") as members:
                for member in members:
                    safe = tarfile.data_filter(member, str(folder))  # raises for links and paths that lead elsewhere
                    if member.name.startswith("/"):
                        raise tarfile.AbsolutePathError(member)
                    if not safe.isdir() and len(Path(safe.name).parts) <= ADAPTER_DEPTH + 1:
                        place = folder / safe.name
                        place.parent.mkdir(parents=True, exist_ok=True)
                        most = _INDEX_BYTES if place.name == INDEX else _SMALL
                        content = members.extractfile(member) if member.size <= most else None  # a link's target, too
                        place.write_bytes(content.read(most) if content else b"")
        except (tarfile.FilterError, KeyError) as error:
            name = error.tarinfo.name if isinstance(error, tarfile.FilterError) else member.name
            raise BadConfiguration(
                f"{self.path} holds {name}, a path or a link that leads out of the archive. Pack the files themselves: "
                "`tar --dereference -czf model.tar.gz -C FOLDER .`"
            ) from error
        except (OSError, tarfile.TarError, EOFError, zlib.error) as error:
            raise BadConfiguration(f"{self.path} cannot be read as a .tar.gz of a model: {error}") from error

    @cached_property
    def key(self) -> str:
        """Its key in the artifacts' bucket, named by its contents."""
        with self.path.open("rb") as content:
            return f"{_FOLDER}/{hashlib.file_digest(content, 'sha256').hexdigest()[:16]}/model.tar.gz"

    def upload(self, cloud: Cloud, bucket: str, say: stack.Say) -> str:
        """Uploads it unless it is there; its S3 URI."""
        uri = f"s3://{bucket}/{self.key}"
        if missing(cloud, uri):
            say(f"Model: {self.path} to {uri}")
            cloud.client("s3").upload_file(str(self.path), bucket, self.key)
        return uri


def packing(folder: str) -> str:
    """The command that packs a model's folder as the container expects it."""
    return f"`tar -czf model.tar.gz -C {folder} .`"


def _check_playbooks(place: Path | None) -> None:
    """Raises BadPlaybook."""
    if place is not None:
        from model.playbook.playbook_format import load_playbooks  # a second, and most archives hold none

        load_playbooks(place)


def _kind_if_complete(folder: Path, base: Path) -> Kind:
    """Which kind of model it is. Raises BadModel if it is neither, or lacks its weights, its tokenizer or an adapter,
    or has settings that cannot be read."""
    language_model = is_language_model(base)
    weights = weights_in(base)
    if not language_model and [path.name for path in weights] != ["model.safetensors"]:
        raise BadModel(f"{base} has no model.safetensors; a tagger's weights are in this one file.")
    there = {path.name for path in base.iterdir()}
    if not any(files <= there for files in _TOKENIZERS):
        raise needs_fast_tokenizer(base)
    if language_model:
        adapters_asked(folder, base, read_settings(beside_model(folder, base, LLM_SETTINGS).parent))
    return Kind.LANGUAGE_MODEL if language_model else Kind.TAGGER


def missing(cloud: Cloud, uri: str) -> list[str]:
    """What is wrong with an archive in S3, as far as this caller may see."""
    bucket, key = s3_objects.split(uri)
    try:
        cloud.client("s3").head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if code(error) in {"404", "NoSuchKey", "NoSuchBucket"}:
            return [f"There is no model at {uri}."]
        if code(error) in {"403", "AccessDenied"}:
            return [f"You may not read {uri}. The bucket's policy must let you and the endpoint's role in."]
        raise NotDeployed(f"AWS does not say whether {uri} exists ({code(error)}).") from error
    return []


def key_of(cloud: Cloud, uri: str) -> str:
    """The ARN of the KMS key that encrypts an archive in S3; empty if there is none."""
    bucket, key = s3_objects.split(uri)
    return str(cloud.client("s3").head_object(Bucket=bucket, Key=key).get("SSEKMSKeyId", ""))


def abroad(cloud: Cloud, uri: str) -> list[str]:
    """Why SageMaker cannot read an archive in S3 if its bucket is in another region, which S3 follows for us alone."""
    bucket, _ = s3_objects.split(uri)
    try:
        answer = cloud.client("s3").head_bucket(Bucket=bucket)
    except ClientError as error:  # a refusal names the region, too
        answer = error.response
    region = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("x-amz-bucket-region", cloud.region)
    if region == cloud.region:
        return []
    return [
        f"{uri} lies in {region}, and SageMaker reads a model from its own region, {cloud.region}. Copy it into a "
        "bucket there, or give the archive on this machine with --model, which is uploaded."
    ]
