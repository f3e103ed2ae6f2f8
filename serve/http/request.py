"""A request's headers, read into its context."""

from __future__ import annotations

import json
import re
import time
import uuid
from urllib.parse import unquote

from flask import request
from werkzeug.datastructures import MIMEAccept

from chunking.errors import NotAcceptable, UnsupportedMediaType
from serve.config import Config
from serve.http.connection import Client
from serve.output.media_types import DOCX, JSON, ONLY_WORD, READS, WRITES
from serve.request_context import RequestContext

ATTRIBUTES = "X-Amzn-SageMaker-Custom-Attributes"
INFERENCE_ID = "X-Amzn-SageMaker-Inference-Id"
# SageMaker's own limits, in characters. Longer values did not come through SageMaker, and are cut off.
ATTRIBUTES_LENGTH, ID_LENGTH = 1024, 64
_NAME_LENGTH = 255  # characters of a document's name, as in most file systems
# A key, bare, quoted, escaped or percent-encoded, up to its = or :. Repetitions are bounded, so matching is linear.
_QUOTE, _SIGN = r"""(?:\\{0,3}["']|%22)?""", r"\s{0,8}(?:[=:]|%3[da])\s{0,8}"
_NEXT = rf"(?:[,;&\s{{]\s{{0,8}}{_QUOTE}[\w.-]{{1,64}}{_QUOTE}{_SIGN}|$)"
# A password in any spelling, up to the next key or the end: it may hide more than the password, never less.
_PASSWORD = re.compile(
    rf"""(password{_QUOTE}{_SIGN})("(?:[^"\\]|\\.)*+"|'[^']*')?((?:(?!{_NEXT}).)*)""", re.IGNORECASE | re.DOTALL
)
_NAMED = re.compile(r"(?:^|[\s,;])(playbook|adapter|text|name)=([\w.~%-]+)")
_DOCUMENT = re.compile(r"((?:^|[\s,;])name=)[\w.~%-]+")  # files are often named after clients
# A key that is spelled in another way, or a password without a sign before it: what belongs to it cannot be told.
_SPELLED = re.compile(r"pass[\W_]{0,3}(?:word|wd|code|phrase)|\bpwd\b|\bpass\b\s{0,8}[=:]", re.IGNORECASE)
_ESCAPED, _DECODINGS = re.compile(r"\\u([0-9a-fA-F]{4})"), 3
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


def read_context(config: Config) -> RequestContext:
    """The context of the HTTP request that Flask is handling."""
    # Only a media type's quality counts: answers are UTF-8, whatever charset is asked for.
    listed = request.accept_mimetypes
    accept = MIMEAccept([(name.partition(";")[0].strip(), quality) for name, quality in listed])
    wanted = accept.best_match(WRITES) if accept else JSON
    if wanted and accept[wanted] == accept[JSON]:
        wanted = JSON  # "*/*" means JSON
    given = request.headers.get(ATTRIBUTES)
    attributes, password = without_password(given)
    attributes = attributes and _printable(attributes, ATTRIBUTES_LENGTH)
    named = dict(reversed(_NAMED.findall(attributes or "")))  # the first of each
    return RequestContext(
        id=_printable(request.headers.get(INFERENCE_ID) or uuid.uuid4().hex, ID_LENGTH),
        custom_attributes="***"
        if _spells_password(given or "")
        else attributes and _DOCUMENT.sub(r"\1***", attributes),
        content_type=request.mimetype,
        charset=request.mimetype_params.get("charset"),
        accept=wanted or request.headers.get("Accept", ""),
        password=password,
        playbook=named.get("playbook"),
        adapter=named.get("adapter"),
        with_text=named.get("text") == "yes",
        name=_file_name(named.get("name", "")),
        deadline=time.monotonic() + config.deadline_seconds,
        cancelled=Client(request.environ.get("gunicorn.socket"), request.environ["SERVER_PROTOCOL"]).is_gone,
    )


def _file_name(quoted: str) -> str | None:
    """The last part of a percent-encoded path, without characters that a terminal could interpret."""
    name = "".join(character for character in re.split(r"[/\\]", unquote(quoted))[-1] if character.isprintable())
    return name[:_NAME_LENGTH] or None


def check_media(context: RequestContext) -> None:
    """Raises UnsupportedMediaType and NotAcceptable for what the built-in handlers do not read or write."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise UnsupportedMediaType("Compressed bodies (Content-Encoding) are not supported. Send the body as it is.")
    if request.headers.get("Transfer-Encoding", "chunked").strip().lower() not in ("chunked", "identity, chunked"):
        raise UnsupportedMediaType("The only Transfer-Encoding supported is chunked. Send the body as it is.")
    if context.content_type not in READS:
        raise UnsupportedMediaType(f"This media type is not supported. Send one of: {', '.join(READS)}.")
    if context.accept not in WRITES:
        raise NotAcceptable(f"Accept names no supported media type. Ask for one of: {', '.join(WRITES)}.")
    if context.accept == DOCX and context.content_type not in (DOCX, JSON):
        raise NotAcceptable(ONLY_WORD)


def without_password(attributes: str | None) -> tuple[str | None, str | None]:
    """The caller's attributes, safe to log and echo, and the PDF's password if they hold one.

    A password is quoted as in JSON, or bare up to a comma or semicolon, which it may hold percent-encoded.
    """
    found = _PASSWORD.search(attributes or "")
    if attributes is None or found is None:
        return attributes, None
    quoted, bare = found[2], re.split("[,;]", found[3])[0].strip()
    return _PASSWORD.sub(lambda each: f"{each[1].lower()}***", attributes), _unquoted(quoted) if quoted else unquote(
        bare
    )


def _spells_password(attributes: str) -> bool:
    """Whether the attributes hold a password that ``without_password`` does not recognize."""
    rest = _PASSWORD.sub("", _DOCUMENT.sub("", attributes))
    for _ in range(_DECODINGS):
        if _SPELLED.search(rest):
            return True
        rest = unquote(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), rest))
    return bool(_SPELLED.search(rest))


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text))
    except ValueError:  # single quotes, or escapes that JSON lacks
        return text[1:-1]


def _printable(text: str, length: int) -> str:
    """The text without characters that a terminal, a log or a header could interpret."""
    return _UNPRINTABLE.sub("?", text)[:length]
