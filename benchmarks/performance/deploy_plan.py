"""Times ``contract-review deploy plan`` as a process, against moto's server on this machine.

    python -m benchmarks.performance.deploy_plan [RUNS]

The first run also creates the artifacts' stack. Needs the development dependencies.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import boto3

EXAMPLE = Path(__file__).parents[2] / "deploy" / "example.yaml"
_NOTHING_DENIED = (
    "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><EvaluationResults/><IsTruncated>false</IsTruncated>"
    "</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>"
)
_MANIFEST = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json"}


@contextmanager
def patched_moto() -> Iterator[None]:
    """Fixes moto for the block: it gives repositories names that ECR refuses, loses the outputs of stacks created
    through change sets, and cannot simulate permissions (here, nothing is denied)."""
    from moto.cloudformation.models import CloudFormationBackend
    from moto.ecr.models import Repository
    from moto.iam.responses import IamResponse

    create = Repository.create_from_cloudformation_json.__func__  # type: ignore[attr-defined]
    execute = CloudFormationBackend.execute_change_set

    def in_lower_case(kind: type, name: str, *rest: Any, **more: Any) -> Any:
        return create(kind, name.lower(), *rest, **more)

    def with_outputs(self: Any, change_set_name: str, stack_name: str | None = None) -> None:
        execute(self, change_set_name, stack_name)
        stack = self.stacks[self.describe_change_set(change_set_name).stack_id]
        stack._parse_template()
        stack.output_map = stack._create_output_map()

    with (
        mock.patch.object(Repository, "create_from_cloudformation_json", classmethod(in_lower_case)),
        mock.patch.object(CloudFormationBackend, "execute_change_set", with_outputs),
        mock.patch.object(IamResponse, "simulate_principal_policy", lambda _: (200, {}, _NOTHING_DENIED), create=True),
    ):
        yield


def image() -> str:
    """Pushes an empty image and returns its URI."""
    ecr = boto3.client("ecr")
    uri = ecr.create_repository(repositoryName="reviewer")["repository"]["repositoryUri"]
    ecr.put_image(repositoryName="reviewer", imageManifest=json.dumps(_MANIFEST), imageTag="1")
    return f"{uri}:1"


def main() -> None:
    """Prints the seconds of each run, and the median without the first."""
    from moto.server import ThreadedMotoServer

    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    with patched_moto():
        server.start()
        port = server.get_host_and_port()[1]
        os.environ |= {
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_DEFAULT_REGION": "eu-west-1",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        }
        # The example's issuer exists nowhere, and the checks would ask it.
        given = ["--parameters", str(EXAMPLE), "--set", "JwtIssuer=", "--image", image()]
        program = str(Path(sys.executable).with_name("contract-review"))
        command = [program, "deploy", "plan", *given]
        seconds = [_timed(command) for _ in range(runs)]
        server.stop()
    print(f"first {seconds[0]:.2f} s, then {statistics.median(seconds[1:]):.2f} s (median of {runs - 1})")


def _timed(command: list[str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    taken = time.perf_counter() - began
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    print(f"{taken:.2f} s, {len(done.stdout.splitlines())} changes")
    return taken


if __name__ == "__main__":
    main()
