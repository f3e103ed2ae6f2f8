"""S3 as the page reaches it: through the gateway and by presigned addresses only."""

from __future__ import annotations

from flask import Blueprint, Response, request

from deploy.local.aws.access import KEY_HEADER
from deploy.local.endpoint.invoker import HTTP
from deploy.local.settings import BUCKET, Settings

# Of S3's answer, what a browser needs.
_PASSED_ON = ("Content-Type", "Content-Length", "ETag")
_PIECE = 1 << 16


def through_gateway(body: str, settings: Settings, host: str) -> str:
    """A function's answer with the gateway's address in place of the storage's, which lets no browser in."""
    return body.replace(_cloud(settings), f"http://{host}/{settings.token}/storage/")


def add_storage(pages: Blueprint, settings: Settings) -> None:
    """Adds what presigned addresses lead to: the download of an object, and the form that uploads one."""

    @pages.get(f"/storage/{BUCKET}/<path:key>")
    def download(key: str) -> Response:
        url = f"{_cloud(settings)}{BUCKET}/{key}?{request.query_string.decode()}"
        answer = HTTP.request("GET", url, preload_content=False, timeout=30)  # its signature names the access key
        headers = {name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
        return Response(answer.stream(_PIECE), answer.status, headers)

    @pages.post(f"/storage/{BUCKET}")
    def upload() -> Response:
        headers = {"Content-Type": request.headers.get("Content-Type", ""), KEY_HEADER: settings.access_key}
        headers["Content-Length"] = str(request.content_length or 0)
        answer = HTTP.request("POST", _cloud(settings) + BUCKET, body=request.stream, headers=headers, timeout=60)
        return Response(answer.data, answer.status)


def _cloud(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.cloud_port}/"
