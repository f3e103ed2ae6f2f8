"""Serves S3 to the page: through the gateway and by presigned addresses only."""

from __future__ import annotations

from io import SEEK_END, BytesIO
from urllib.parse import quote

import boto3
from botocore.credentials import Credentials
from flask import Blueprint, Response, request

from deploy.local.aws import upload_form
from deploy.local.endpoint.invoker import HTTP
from deploy.local.endpoint.messages import REGION
from deploy.local.run_settings import BUCKET, Settings

# Of S3's answer, what a browser needs.
_PASSED_ON = ("Content-Type", "Content-Length", "ETag")
_PIECE = 1 << 16


def through_gateway(body: str, settings: Settings, host: str) -> str:
    """A function's answer with the gateway's address instead of the storage's, which browsers cannot reach."""
    return body.replace(_cloud(settings), f"http://{host}/{settings.token}/storage/")


def add_storage(pages: Blueprint, settings: Settings) -> None:
    """Adds what presigned addresses lead to: the download of an object, and the form that uploads one."""
    s3 = boto3.client("s3", endpoint_url=_cloud(settings), region_name=REGION, **settings.keys())
    keys = Credentials(settings.keys()["aws_access_key_id"], settings.keys()["aws_secret_access_key"])

    @pages.get(f"/storage/{BUCKET}/<path:key>")
    def download(key: str) -> Response:
        url = f"{_cloud(settings)}{BUCKET}/{quote(key)}?{request.query_string.decode()}"
        answer = HTTP.request("GET", url, preload_content=False, timeout=30)  # its signature names the access key
        headers = {name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
        return Response(answer.stream(_PIECE), answer.status, headers)

    @pages.post(f"/storage/{BUCKET}")
    def upload() -> Response:
        content = request.files["file"].stream if "file" in request.files else BytesIO()
        size = content.seek(0, SEEK_END)
        content.seek(0)
        try:
            upload_form.check_signature(request.form, keys, REGION)
            upload_form.check(BUCKET, request.form, size)
        except upload_form.FormRefused as refusal:
            return Response(refusal.body(), refusal.status, mimetype="application/xml")
        kind = request.form.get("Content-Type", "binary/octet-stream")
        s3.put_object(Bucket=BUCKET, Key=request.form["key"], Body=content, ContentType=kind)
        return Response(status=204)


def _cloud(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.cloud_port}/"
