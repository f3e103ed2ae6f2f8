"""The account that is deployed to, and AWS's errors in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from boto3.exceptions import Boto3Error
from botocore import exceptions as aws
from botocore.parsers import ResponseParserError

from chunking.errors import NotDeployed

_NO_CREDENTIALS = (aws.NoCredentialsError, aws.PartialCredentialsError, aws.CredentialRetrievalError)
_SIGNED_OUT = (aws.SSOError, aws.TokenRetrievalError, aws.NoAuthTokenError, aws.LoginError)
_BAD_CREDENTIALS = {
    "AuthFailure",
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidToken",
    "SignatureDoesNotMatch",
    "TokenRefreshRequired",
    "UnrecognizedClientException",
}
_WRONG_CLOCK = {"RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"}


@dataclass(frozen=True)
class Cloud:
    """Where a stack lives: session, stack name, account, region and caller."""

    session: Any
    name: str
    account: str
    region: str
    caller: str

    def client(self, service: str) -> Any:
        """A client in the stack's region."""
        return self.session.client(service)

    @property
    def partition(self) -> str:
        """aws, aws-cn, ..."""
        return self.caller.split(":")[1]


def connect(name: str, profile: str | None, region: str | None) -> Cloud:
    """Finds out whose credentials these are. The functions' code uses the same account when a command runs it.

    Raises NotDeployed if there are no credentials or no region.
    """
    with said_clearly():
        boto3.setup_default_session(profile_name=profile, region_name=region)
        session = boto3.DEFAULT_SESSION
        session.events.register("before-parse", _refuse_web_pages)
        if not session.region_name:
            raise NotDeployed("No region is set. Give one: --region eu-central-1, or AWS_REGION.")
        who = session.client("sts").get_caller_identity()
        return Cloud(session, name, who["Account"], session.region_name, who["Arn"])


def _refuse_web_pages(operation_model: Any, response_dict: Mapping[str, Any], **_: Any) -> None:
    """AWS answers an API call in no HTML; a proxy that wants a sign-in, or blocks, does. Raises NotDeployed."""
    kind = str(response_dict["headers"].get("content-type", ""))
    if kind.startswith("text/html") and not operation_model.has_streaming_output:
        raise NotDeployed(
            f"{operation_model.name} was answered with a web page (status {response_dict['status_code']}), not by AWS: "
            "a proxy or the network's sign-in page answered instead. Sign in to it, or set HTTPS_PROXY or NO_PROXY."
        )


@contextmanager
def said_clearly() -> Iterator[None]:
    """Turns AWS's errors into NotDeployed: what is wrong and what to do."""
    try:
        yield
    except _NO_CREDENTIALS as error:
        raise NotDeployed(
            "There are no AWS credentials here. Run `aws configure` or `aws sso login`, or set AWS_PROFILE."
        ) from error
    except _SIGNED_OUT as error:
        raise NotDeployed(f"You are not signed in to AWS: {sentence(error)} Sign in again: `aws sso login`.") from error
    except aws.ProfileNotFound as error:
        raise NotDeployed(f"{sentence(error)} `aws configure list-profiles` lists the profiles.") from error
    except (aws.EndpointConnectionError, aws.ConnectTimeoutError) as error:
        advice = "Check the network and the region's name."
        raise NotDeployed(f"AWS cannot be reached: {sentence(error)} {advice}") from error
    except aws.SSLError as error:
        raise NotDeployed(
            f"The connection to AWS is not trusted: {sentence(error)} If your network inspects TLS, name its "
            "file of certificates in AWS_CA_BUNDLE."
        ) from error
    except aws.ClientError as error:
        raise NotDeployed(_refusal(error)) from error
    except ResponseParserError as error:
        raise NotDeployed(f"The answer did not come from AWS; a proxy may be in between: {str(error)[:200]}") from error
    except (aws.BotoCoreError, Boto3Error) as error:
        raise NotDeployed(f"The call to AWS failed: {sentence(error)}") from error


def _refusal(error: Any) -> str:
    code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
    if code in _WRONG_CLOCK or "Signature expired" in message or "Signature not yet current" in message:
        return f"AWS does not accept the time of the request ({code}). Set this machine's clock."
    if code in _BAD_CREDENTIALS:
        return f"AWS does not accept the credentials ({code}). Sign in again: `aws sso login` or `aws configure`."
    if code.startswith("AccessDenied") or code == "UnauthorizedOperation":
        return f"You may not call {error.operation_name}: {sentence(message)} Ask for this permission."
    return f"AWS refused {error.operation_name}: {message} ({code})"


def sentence(text: object) -> str:
    """AWS's own words with a full stop, since ours follow."""
    said = str(text).strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."


def code(error: Any) -> str:
    """A ClientError's code."""
    return str(error.response["Error"]["Code"])
