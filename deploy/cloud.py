"""Connects to the AWS account that is deployed to, and turns AWS's errors into plain sentences."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import boto3
import botocore.session
import urllib3
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
# How a web page begins, whatever its content type says (emulators label AWS's XML text/html, too).
_WEB_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?(?>\s+|<\?xml.*?\?>|<!--.*?-->)*+<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_WEB_PAGE_BYTES = 2048
DEFAULT_NAME = "contract-review"
_WRONG_CLOCK = {"RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"}


@dataclass(frozen=True)
class Cloud:
    """Where a stack lives: session, stack name, account, region and caller; ``given`` is --region and --profile as the
    person gave them; ``certificates`` the file of authorities that boto3 trusts, if one is named."""

    session: Any
    name: str
    account: str
    region: str
    caller: str
    given: str = ""
    certificates: str = ""
    _clients: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def client(self, service: str) -> Any:
        """The client in the stack's region, made once: a command asks some services dozens of times."""
        if service not in self._clients:
            self._clients[service] = self.session.client(service)
        return self._clients[service]

    @property
    def partition(self) -> str:
        """aws, aws-cn, ..."""
        return self.caller.split(":")[1]

    def hint(self, action: str, *rest: str) -> str:
        """A ``deploy`` command to suggest: it reaches this stack if it is copied as it is."""
        name = "" if self.name == DEFAULT_NAME else f" --name {self.name}"
        return f"`{' '.join([f'contract-review deploy {action}{name}{self.given}', *rest])}`"

    def aws(self, call: str) -> str:
        """A command of the AWS CLI to suggest, for this account and region; version 1 does not read AWS_REGION."""
        region = "" if "--region" in self.given else f" --region {self.region}"
        return f"`aws {call}{region}{self.given}`"


def connect(name: str, profile: str | None, region: str | None) -> Cloud:
    """Finds out whose credentials these are. The functions' code uses the same account when a command runs it.

    The region is the one given, else AWS_REGION (which boto3 does not read), else AWS_DEFAULT_REGION or the profile's.
    Raises NotDeployed if there are no credentials or no region.
    """
    given = "".join(f" --{key} {shlex.quote(one)}" for key, one in (("region", region), ("profile", profile)) if one)
    with readable_aws_errors():
        region = region or os.environ.get("AWS_REGION") or None
        boto3.setup_default_session(profile_name=profile, region_name=region)
        session = boto3.DEFAULT_SESSION
        session.events.register("before-parse", _refuse_web_pages)
        if not session.region_name:
            raise NotDeployed("No region is set. Give one: --region eu-central-1, or AWS_REGION.")
        who = session.client("sts").get_caller_identity()
        certificates = botocore.session.Session(profile=profile).get_config_variable("ca_bundle") or ""
        return Cloud(session, name, who["Account"], session.region_name, who["Arn"], given, certificates)


def _refuse_web_pages(operation_model: Any, response_dict: dict[str, Any], **_: Any) -> None:
    """AWS answers an API call in no HTML; a proxy that wants a sign-in, or blocks, does. Raises NotDeployed.

    A server's failure (5xx) is left to boto3, which tries again; without the page it names the call and the status.
    """
    if operation_model.has_streaming_output or operation_model.http.get("method") == "HEAD":
        return
    if _WEB_PAGE.match(response_dict["body"][:_WEB_PAGE_BYTES]):
        if response_dict["status_code"] >= 500:
            response_dict["body"] = b""
            return
        raise NotDeployed(
            f"{operation_model.name} was answered with a web page (status {response_dict['status_code']}), not by AWS: "
            "a proxy or the network's sign-in page answered instead. Sign in to it, or set HTTPS_PROXY or NO_PROXY."
        )


def fetched(url: str, certificates: str) -> urllib3.BaseHTTPResponse:
    """The answer to a GET, as boto3's own calls go: through the proxy that the environment names for it, and trusting
    the ``certificates`` of a ``Cloud``, the usual ones if empty."""
    parts = urlsplit(url)
    proxy = None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)
    ask: Callable[..., urllib3.BaseHTTPResponse] = urllib3.request
    if proxy:
        ask = urllib3.ProxyManager(proxy, ca_certs=certificates or None).request
    elif certificates:
        ask = urllib3.PoolManager(ca_certs=certificates).request
    return ask("GET", url, timeout=10, retries=urllib3.Retry(2, redirect=3))


@contextmanager
def readable_aws_errors() -> Iterator[None]:
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
        raise NotDeployed(
            f"The answer did not come from AWS; a proxy may be in between: {sentence(str(error).partition(chr(10))[0])}"
        ) from error
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
    if re.fullmatch("5[0-9]{2}", code):
        return f"{error.operation_name} failed: {message} ({code}), at AWS or at a proxy in between. Try again later."
    return f"AWS refused {error.operation_name}: {message} ({code})"


def sentence(text: object) -> str:
    """AWS's own words with a full stop, since ours follow."""
    said = str(text).strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 object, 2 objects."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def code(error: Any) -> str:
    """A ClientError's code."""
    return str(error.response["Error"]["Code"])
