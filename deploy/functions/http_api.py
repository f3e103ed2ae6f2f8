"""The HTTP API (API Gateway's payload 2.0). The owner is the JWT's ``sub``; other owners' contracts are not found.

POST /contracts                {"name", "bytes"} -> 201 {"contract", "upload": {"url", "fields"}}
GET  /contracts[?after=ID]     {"contracts": newest first, "next": ID or null}
GET  /contracts/{id}           {"contract"}
PATCH /contracts/{id}          {"work_status": "new", "in_progress" or "done", "who"} -> {"contract"}, if there is a
                               review; the token's name or e-mail address says who works on it, otherwise "who"
DELETE /contracts/{id}         {"removed": ID} with its files, unless it is being reviewed
POST /contracts/{id}/submit    202 {"contract"}; may be repeated
POST /contracts/{id}/review    {"playbook": NAME, "password"}, both optional -> 202 {"contract"}: reviews again what has
                               ended; an earlier review stays until the new one takes its place
GET  /contracts/{id}/result    {"url": the review, "document_url": the file, "expires_in": seconds}
GET  /contracts/{id}/marks     {"version", "marks": {key: mark}}, see marks
PATCH /contracts/{id}/marks    {"marks": changes} -> {"version", "marks": all}
GET  /search?words=A+B         {"found": {word: [ids of the contracts that have it in a clause]}}, of the newest 1,000
POST /tickets                  201 {"ticket", "expires_in"} for one WebSocket
"""

from __future__ import annotations

import base64
import json
import re
import time
import traceback
import uuid
from collections.abc import Callable
from typing import Any

from . import clause_search_index, contract_table, file_types, marks, push, s3_objects, submission, websocket_store
from . import environment as env
from .contract_table import Row, public_view

_PAGE = 200
_NAME_CHARACTERS = 255
_SEARCHED, _WORDS, _WORD_CHARACTERS = 1000, 10, 64  # contracts and words of one search, and characters of each
_WHO_CHARACTERS = 80
_PASSWORD_CHARACTERS = 127  # of a PDF's, in bytes
_PLAYBOOK = re.compile(r"[A-Za-z0-9_.-]{1,64}")

Event = dict[str, Any]
Answer = tuple[int, dict[str, Any]]


class ApiError(Exception):
    """Answered as ``{"error": {"code", "message", "details"}}``, as the container does."""

    def __init__(self, http_status: int, code: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.status, self.code = http_status, code
        self.body = {"error": {"code": code, "message": message, "details": details}}


def handler(event: Event, context: Any) -> dict[str, Any]:
    """Answers one request, and logs it as one line."""
    began = time.monotonic()
    facts: dict[str, Any] = {"route": event.get("routeKey"), "contract_id": _path_id(event)}
    try:
        route = ROUTES.get(event.get("routeKey", ""))
        if route is None:
            raise ApiError(404, "not_found", "There is no such route.")
        status, body = route(event, _owner(event))
    except ApiError as error:
        status, body = error.status, error.body
        facts["code"] = error.code
    except Exception:
        number = uuid.uuid4().hex
        env.log("unexpected_failure", error_id=number, traceback=traceback.format_exc(), **facts)
        message = "The service failed. Try again; if it fails again, tell the operator the id."
        status, body = 500, {"error": {"code": "internal", "message": message, "details": {"id": number}}}
        facts["code"] = "internal"
    env.log("request", status=status, elapsed=round(time.monotonic() - began, 3), **facts)
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    if status == 503:
        headers["Retry-After"] = "5"
    return {"statusCode": status, "headers": headers, "body": json.dumps(body, ensure_ascii=False)}


def _create(event: Event, owner: str) -> Answer:
    asked = _body(event)
    name, size = asked.get("name"), asked.get("bytes")
    if not isinstance(name, str) or not name.strip():
        raise ApiError(400, "bad_request", 'Send the file\'s name as "name".')
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise ApiError(400, "bad_request", 'Send the file\'s size in bytes as "bytes": a whole number from 1.')
    if size > env.settings().max_upload_bytes:
        raise _too_large(size)
    row = contract_table.create(owner, name.strip()[:_NAME_CHARACTERS], size)
    return 201, {"contract": public_view(row), "upload": s3_objects.upload_form(row["input_uri"])}


def _list(event: Event, owner: str) -> Answer:
    asked = (event.get("queryStringParameters") or {}).get("after")
    after = _found(owner, asked) if asked else None
    rows = contract_table.listed(owner, _PAGE, after)
    return 200, {
        "contracts": [public_view(row) for row in rows],
        "next": rows[-1]["contract_id"] if len(rows) == _PAGE else None,
    }


def _get(event: Event, owner: str) -> Answer:
    return 200, {"contract": public_view(_found(owner, _path_id(event)))}


def _remove(event: Event, owner: str) -> Answer:
    contract_id = _found(owner, _path_id(event))["contract_id"]
    row = contract_table.remove(contract_id)
    if row is None:
        raise ApiError(
            409, "in_review", "A contract that is being reviewed cannot be deleted. Wait for its review to end."
        )
    try:
        s3_objects.delete(contract_table.files(row))
    except Exception:
        contract_table.restore(row)
        raise
    marks.remove(contract_id)
    clause_search_index.remove(contract_id)
    push.announce(owner, {"type": "removed", "contract_id": contract_id})
    return 200, {"removed": contract_id}


def _work(event: Event, owner: str) -> Answer:
    contract_id, asked = _found(owner, _path_id(event))["contract_id"], _body(event)
    state = asked.get("work_status")
    if state not in contract_table.WORK_STATUSES:
        raise ApiError(400, "bad_request", f'Send "work_status" as one of: {", ".join(contract_table.WORK_STATUSES)}.')
    row = contract_table.set_work_status(contract_id, state, _who(event, asked))
    if row is None:
        raise ApiError(409, "not_ready", "There is no review to work on yet.")
    return 200, _announced(row)


def _who(event: Event, asked: dict[str, Any]) -> str | None:
    """The person's name. A name in the token cannot be overridden; an access token, or the local trial, gives none."""
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    named = (claims.get("name"), claims.get("email"), asked.get("who"))
    # JSON can contain half a surrogate pair, which DynamoDB refuses.
    texts = (one.encode(errors="ignore").decode() for one in named if isinstance(one, str))
    names = (" ".join(text.split())[:_WHO_CHARACTERS] for text in texts)
    return next(filter(None, names), None)


def _announced(row: Row) -> dict[str, Any]:
    push.announce(row["owner"], {"type": "contract", "contract": public_view(row)})
    return {"contract": public_view(row)}


def _submit(event: Event, owner: str) -> Answer:
    row = _found(owner, _path_id(event))
    if row["status"] == contract_table.UPLOADING or (
        row["status"] == contract_table.PENDING and "output_uri" not in row
    ):
        row = _invoke(row)
    return 202, {"contract": public_view(row)}


def _invoke(row: Row) -> Row:
    try:
        size = _checked(row)
    except ApiError as refusal:
        if refusal.code != "not_uploaded":
            contract_table.failed(row, refusal.code, str(refusal))
        raise
    try:
        return submission.invoke(row, size) or contract_table.get(row["contract_id"]) or row
    except submission.Refused as error:
        raise _unavailable(row, error) from error


def _review(event: Event, owner: str) -> Answer:
    row, asked = _found(owner, _path_id(event)), _body(event)
    playbook, password = asked.get("playbook"), asked.get("password")
    if playbook is not None and not (isinstance(playbook, str) and _PLAYBOOK.fullmatch(playbook)):
        raise ApiError(400, "bad_request", "A playbook's name has at most 64 letters, digits, hyphens, _ and dots.")
    if password is not None and not (isinstance(password, str) and 0 < len(password) <= _PASSWORD_CHARACTERS):
        raise ApiError(400, "bad_request", f"A password has 1 to {_PASSWORD_CHARACTERS} characters.")
    if submission.attributes({**row, "playbook": playbook} if playbook else row, password) is None:
        raise ApiError(400, "bad_request", "This password is too long to be sent to the reviewer.")
    if row["status"] not in (contract_table.READY, contract_table.FAILED):
        raise ApiError(409, "not_ended", f"The contract is {row['status']}. Wait for its review to end.")
    claimed = contract_table.reopen(row, _checked(row), playbook)
    if claimed is None:
        raise ApiError(409, "not_ended", "The contract changed meanwhile. Look at it again.")
    try:
        sent = submission.send(claimed, password) or contract_table.get(row["contract_id"]) or claimed
    except submission.Refused as error:
        contract_table.failed(claimed, "unavailable", "The reviewer did not take the contract. Try again.")
        raise _unavailable(row, error) from None
    return 202, _announced(sent)


def _unavailable(row: Row, error: submission.Refused) -> ApiError:
    env.log("invocation_refused", contract_id=row["contract_id"], reason=error.reason)
    return ApiError(503, "unavailable", "The reviewer does not take contracts now. Submit again.")


def _checked(row: Row) -> int:
    """The file's size. Raises the errors with which the container would refuse it, before an instance is started for
    it."""
    found = s3_objects.uploaded(row["input_uri"])
    if found is None:
        raise ApiError(409, "not_uploaded", "The file is not there. Upload it, then submit.")
    size, as_named = found
    if size > env.settings().max_upload_bytes:
        raise _too_large(size)
    if not as_named and file_types.media_type(row["input_uri"]) == file_types.DOCX:
        raise ApiError(
            400, "not_a_docx", "The file is not a Word file (.docx). Upload a Word file or a PDF.", bytes=size
        )
    if not as_named:
        message = "The file is not a PDF: it does not begin with %PDF-. Upload a PDF or a Word file (.docx)."
        raise ApiError(400, "not_a_pdf", message, bytes=size)
    return size


def _too_large(size: int) -> ApiError:
    limit = env.settings().max_upload_bytes
    message = f"The file has {size} bytes; the limit is {limit}."
    return ApiError(413, "too_large", message, bytes=size, limit=limit)


def _result(event: Event, owner: str) -> Answer:
    row = _found(owner, _path_id(event))
    review = contract_table.review_uri(row)
    if review is None:
        raise ApiError(409, "not_ready", f"The contract is {row['status']}; there is no review.", status=row["status"])
    return 200, {
        "url": s3_objects.download_url(review),
        "document_url": s3_objects.download_url(row["input_uri"]),
        "expires_in": s3_objects.DOWNLOAD_SECONDS,
    }


def _marks(event: Event, owner: str) -> Answer:
    return 200, marks.get(_found(owner, _path_id(event))["contract_id"])


def _mark(event: Event, owner: str) -> Answer:
    row, changes = _found(owner, _path_id(event)), _body(event).get("marks")
    try:
        after = marks.change(row, changes)
    except marks.BadMarks as error:
        raise ApiError(400, "bad_request", str(error)) from error
    except marks.TooManyMarks as error:
        message = f"The marks of one contract may take {marks.MOST_BYTES} bytes; shorten or remove some."
        raise ApiError(413, "too_large", message, limit=marks.MOST_BYTES) from error
    except marks.Deleted:
        raise _not_found() from None
    except marks.Contended as error:
        message = "Others are changing the marks of this contract. Send the change again."
        raise ApiError(503, "busy", message) from error
    if any(key.startswith("value:") for key in changes or ()):
        listed = contract_table.set_corrected(row["contract_id"], marks.values(after["marks"]), after["version"])
        if listed:
            _announced(listed)
    return 200, after


def _search(event: Event, owner: str) -> Answer:
    asked = ((event.get("queryStringParameters") or {}).get("words") or "").lower().split()
    words = list(dict.fromkeys(asked))
    if not words or len(words) > _WORDS or max(map(len, words)) > _WORD_CHARACTERS:
        message = f'Send 1 to {_WORDS} words of at most {_WORD_CHARACTERS} characters as "words".'
        raise ApiError(400, "bad_request", message)
    return 200, {"found": clause_search_index.search(contract_table.ids(owner, _SEARCHED), words)}


def _ticket(_: Event, owner: str) -> Answer:
    return 201, {"ticket": websocket_store.ticket(owner), "expires_in": websocket_store.TICKET_SECONDS}


def _owner(event: Event) -> str:
    try:
        return str(event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"])
    except (KeyError, TypeError):
        raise ApiError(401, "not_signed_in", "Sign in: the request carries no valid token.") from None


def _found(owner: str, contract_id: str | None) -> Row:
    row = contract_table.get_own(owner, contract_id) if contract_id else None
    if row is None:
        raise _not_found()
    return row


def _not_found() -> ApiError:
    return ApiError(404, "not_found", "There is no such contract.")


def _path_id(event: Event) -> str | None:
    value = (event.get("pathParameters") or {}).get("id")
    return str(value) if value else None


def _body(event: Event) -> dict[str, Any]:
    try:
        text = event.get("body") or ""
        body = json.loads(base64.b64decode(text) if event.get("isBase64Encoded") else text)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise ApiError(400, "bad_request", "The body must be a JSON object.")
    return body


ROUTES: dict[str, Callable[[Event, str], Answer]] = {
    "POST /contracts": _create,
    "GET /contracts": _list,
    "GET /contracts/{id}": _get,
    "PATCH /contracts/{id}": _work,
    "DELETE /contracts/{id}": _remove,
    "POST /contracts/{id}/submit": _submit,
    "POST /contracts/{id}/review": _review,
    "GET /contracts/{id}/result": _result,
    "GET /contracts/{id}/marks": _marks,
    "PATCH /contracts/{id}/marks": _mark,
    "GET /search": _search,
    "POST /tickets": _ticket,
}
