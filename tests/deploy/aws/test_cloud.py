"""How AWS, and what is asked beside it, is reached."""

from __future__ import annotations

import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address

import boto3
import pytest
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from moto import mock_aws

from deploy.cloud import connect, fetched


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


@pytest.fixture
def behind_own_authority(tmp_path):
    """The address of a server that only the file beside it vouches for, as where a network inspects TLS."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "it")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    bundle, own = tmp_path / "bundle.pem", tmp_path / "own.pem"
    bundle.write_bytes(pem), own.write_bytes(secret + pem)
    server = HTTPServer(("127.0.0.1", 0), Answer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}", bundle
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("named", ["in the environment", "in the profile"])
def test_an_authority_that_boto3_trusts_is_trusted_for_the_issuer_too(
    behind_own_authority, tmp_path, monkeypatch, named
):
    address, bundle = behind_own_authority
    for name in ("AWS_CA_BUNDLE", "AWS_PROFILE", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    config = tmp_path / "config"
    config.write_text(f"[default]\nca_bundle = {bundle}\n" if named == "in the profile" else "")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    if named == "in the environment":
        monkeypatch.setenv("AWS_CA_BUNDLE", str(bundle))
    with mock_aws():
        cloud = connect("reviews", None, "eu-west-1")
    boto3.DEFAULT_SESSION = None
    with pytest.raises(urllib3.exceptions.MaxRetryError, match="CERTIFICATE_VERIFY_FAILED"):
        fetched(address, "")
    assert fetched(address, cloud.certificates).status == 200
