"""Your own model: a ``model.tar.gz`` of this machine, or one in S3."""

from __future__ import annotations

import hashlib
import json
import tarfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from botocore.exceptions import ClientError

from chunking.errors import BadConfiguration, NotDeployed
from deploy import stack
from deploy.cloud import Cloud, code

_FOLDER = "models"
_CONFIG, _ADAPTER = "config.json", "adapter_config.json"


@dataclass(frozen=True)
class Archive:
    """A ``model.tar.gz`` of this machine. It is read once: it may hold gigabytes."""

    path: Path

    @cached_property
    def is_language_model(self) -> bool:
        """Whether it holds a causal language model or an adapter of one, rather than a tagger.

        Raises BadConfiguration if it holds no model.
        """
        try:
            with tarfile.open(self.path, "r:gz") as members:
                for member in members:  # at the archive's top, as SageMaker unpacks it into /opt/ml/model
                    if Path(member.name) == Path(_ADAPTER):
                        return True
                    if Path(member.name) == Path(_CONFIG) and (content := members.extractfile(member)):
                        architectures = json.load(content).get("architectures") or []
                        return any(str(name).endswith(("ForCausalLM", "LMHeadModel")) for name in architectures)
        except (OSError, tarfile.TarError, EOFError, ValueError, AttributeError) as error:
            raise BadConfiguration(f"{self.path} cannot be read as a .tar.gz of a model: {error}") from error
        raise BadConfiguration(f"{self.path} holds no {_CONFIG} at its top, which says what kind of model it is.")

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


def missing(cloud: Cloud, uri: str) -> list[str]:
    """What is wrong with an archive in S3, as far as this caller may see."""
    bucket, _, name = uri.removeprefix("s3://").partition("/")
    try:
        cloud.client("s3").head_object(Bucket=bucket, Key=name)
    except ClientError as error:
        if code(error) in {"404", "NoSuchKey", "NoSuchBucket"}:
            return [f"There is no model at {uri}."]
        if code(error) in {"403", "AccessDenied"}:
            return [f"You may not read {uri}. The bucket's policy must let you and the endpoint's role in."]
        raise NotDeployed(f"{uri} cannot be looked at ({code(error)}).") from error
    return []
