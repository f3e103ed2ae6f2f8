"""Controls access to the local server, since any web page in a browser can reach every port of this machine.

The page and its API lie below a token that the command prints (``gateway``). The other parts are for our own processes
and for boto3 clients that were given the keys: a request signed with the run's access key, or with it in a header.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from secrets import compare_digest
from typing import Any
from urllib.parse import unquote, urlsplit

from werkzeug.wrappers import Request, Response

KEY_HEADER = "X-Local-Key"
OWN = ("127.0.0.1", "localhost")
_CREDENTIAL = re.compile(r"(?:Credential|AWSAccessKeyId)=([^/,&]+)")
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def own_host(request: Request) -> bool:
    """Whether the Host header names this machine: another name that leads here is a stranger's (DNS rebinding)."""
    return urlsplit(f"//{request.host}").hostname in OWN


def same_origin(request: Request, port: int) -> bool:
    """Whether the request comes from the page itself, on this port, or from no page at all."""
    origin = request.headers.get("Origin")
    return origin is None or origin in {f"http://{name}:{port}" for name in OWN}


def with_key(app: Application, key: str) -> Application:
    """The application for those alone who know the access key, and for no browser."""

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        known = compare_digest(_key(request).encode(), key.encode())
        if known and own_host(request) and "Origin" not in request.headers:
            return app(environ, start_response)
        return Response("Not for you: the access key is missing.\n", 403)(environ, start_response)

    return guarded


def _key(request: Request) -> str:
    signed = request.headers.get("Authorization", "") + "&" + unquote(request.query_string.decode("latin-1"))
    found = _CREDENTIAL.search(signed)
    return request.headers.get(KEY_HEADER) or (found[1] if found else "")
