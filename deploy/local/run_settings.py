"""Holds the settings of one run of the local service; they are written to its folder for its processes."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from deploy.local.endpoint.messages import REGION
from deploy.local.endpoint.runtime_api import EndpointConfig
from deploy.scaling.scaling_model import Policies

ACCOUNT = "123456789012"  # moto's
BUCKET = "contract-review-local"
TOPICS = {"success": "contract-review-success", "error": "contract-review-error"}
TABLES = {
    "Contracts": "contract-review-contracts",
    "Connections": "contract-review-connections",
    "Tickets": "contract-review-tickets",
}
NOTIFICATIONS, DEAD_LETTERS = "contract-review-notifications", "contract-review-dead-letters"
OWNER = "local-user"


@dataclass(frozen=True, slots=True)
class Settings:
    """Ports, and what the command's options say.

    folder: logs and the queue. max_workers: the most server processes. speed: how many times faster than time the clock
    of the scaling runs. warm: workers that are always kept. ttl_seconds, timeout_seconds: of each invocation.
    token: what the page's address ends in. access_key: what AWS's stand-ins are asked with.
    """

    folder: str
    page_port: int
    cloud_port: int
    endpoint_port: int
    websocket_port: int
    max_workers: int = 2
    warm: int = 0
    speed: float = 60.0
    concurrency: int = 2
    max_upload_bytes: int = 25 << 20
    ttl_seconds: int = 21600
    timeout_seconds: int = 900
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    access_key: str = field(default_factory=lambda: f"LOCAL{secrets.token_hex(16)}")

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://127.0.0.1:{self.page_port}/{self.token}/"

    @property
    def endpoint(self) -> EndpointConfig:
        """The endpoint's configuration, as the stack's template has it."""
        arn = f"arn:aws:sns:{REGION}:{ACCOUNT}:"
        return EndpointConfig(
            name="contract-review-local",
            output_path=f"s3://{BUCKET}/outbound",
            failure_path=f"s3://{BUCKET}/failed",
            success_topic=arn + TOPICS["success"],
            error_topic=arn + TOPICS["error"],
            concurrency=self.concurrency,
        )

    def keys(self) -> dict[str, str]:
        """What a boto3 client is given to be let in."""
        return {"aws_access_key_id": self.access_key, "aws_secret_access_key": "local"}

    def policies(self) -> Policies:
        """The scaling's rules; the office's hours do not matter here."""
        return Policies(minimum=self.warm, maximum=self.max_workers, warm=0)

    def environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        """Of all processes: AWS is on this machine, and no account of the person's is within reach."""
        cloud = f"http://127.0.0.1:{self.cloud_port}"
        return {
            **{name: value for name, value in inherited.items() if not name.startswith("AWS_")},
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_DEFAULT_REGION": REGION,
            "TMPDIR": self.folder,  # so that nothing of a killed run lies elsewhere
            "AWS_ENDPOINT_URL": cloud,
            "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME": f"http://127.0.0.1:{self.endpoint_port}",
        }

    def function_environment(self) -> dict[str, str]:
        """Of the functions, as the stack's template gives it to them."""
        return {
            "BUCKET": BUCKET,
            "CONTRACTS_TABLE": TABLES["Contracts"],
            "CONNECTIONS_TABLE": TABLES["Connections"],
            "TICKETS_TABLE": TABLES["Tickets"],
            "ENDPOINT_NAME": self.endpoint.name,
            "WEBSOCKET_ENDPOINT": f"http://127.0.0.1:{self.websocket_port}",
            "MAX_UPLOAD_BYTES": str(self.max_upload_bytes),
            "REQUEST_TTL_SECONDS": str(self.ttl_seconds),
            "INVOCATION_TIMEOUT_SECONDS": str(self.timeout_seconds),
        }

    def save(self) -> Path:
        """Writes them to the folder; the file's path."""
        path = Path(self.folder) / "settings.json"
        path.write_text(json.dumps(asdict(self)))
        return path

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Reads what ``save`` wrote."""
        return cls(**json.loads(path.read_text()))
