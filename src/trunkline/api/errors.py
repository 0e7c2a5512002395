"""What a caller is told when something goes wrong: one shape for every error, and never a word about our insides."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import Any

import asyncpg
import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, SerializationException, ValidationException

from trunkline.kit.errors import Invalid, Problem, TrunklineError, Unauthenticated, Unavailable

log = logging.getLogger("trunkline.api")

RETRY_AFTER_SECONDS = 2
LARGEST_BODY = 20_000_000  # bytes; an order of 10,000 items with its characteristics has about half
_LOST = (asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError, asyncpg.AdminShutdownError,
         asyncpg.CrashShutdownError, asyncpg.TooManyConnectionsError, asyncpg.QueryCanceledError, OSError,
         TimeoutError)  # fmt: skip
_RACES = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError, asyncpg.UniqueViolationError)
_HTTP: dict[int, tuple[str, str, str]] = {
    400: ("InvalidRequest", "Invalid request", "the request cannot be read: {detail}"),
    401: ("NotSignedIn", "Not signed in", "sign in first"),
    403: ("NotPermitted", "Not permitted", "you may not do this"),
    404: ("UnknownAddress", "Not found", "there is nothing at {path}; GET / names what there is"),
    405: ("MethodNotAllowed", "Method not allowed", "{path} cannot be used with {method}; it allows: {allow}"),
    413: ("BodyTooLarge", "Too large", "the request body is larger than {limit}: send the order in parts"),
    429: ("TooManyRequests", "Too many requests", "wait a moment and try again"),
}  # fmt: skip


# what the pages say of codes that are no class of ours
FRAMEWORK_CODES: dict[str, tuple[int, str]] = {
    "InvalidRequest": (400, "The request, usually its JSON, cannot be read."),
    "RequestInvalid": (400, "The request can be read, and some of its values are not of the kind expected."),
    "UnknownAddress": (404, "There is nothing at this address."),
    "MethodNotAllowed": (405, "The address is right, the method is not."),
    "ChangedMeanwhile": (409, "Somebody else changed the same at the same moment."),
    "BodyTooLarge": (413, "The body is larger than the server takes."),
    "TooManyRequests": (429, "Too many requests came at once."),
    "Unexpected": (500, "A mistake of ours; the log says more under the reference in the message."),
}


class ErrorBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The body of every error (TMF630): `code` is stable, `message` is for people, `details` lists single faults."""

    code: str
    reason: str
    message: str
    status: str
    reference_error: str
    type_: str = msgspec.field(default="Error", name="@type")
    details: list[Problem] = []


def _response(
    status: int,
    *,
    code: str,
    reason: str,
    message: str,
    problems: list[Problem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response[ErrorBody]:
    body = ErrorBody(
        code=code,
        reason=reason,
        message=message,
        status=str(status),
        reference_error=f"/docs/errors#{code}",
        details=problems or [],
    )
    return Response(body, status_code=status, media_type=MediaType.JSON, headers=dict(headers or {}))


def tell_trunkline_error(_: Request[Any, Any, Any], error: TrunklineError) -> Response[ErrorBody]:
    """An error raised on purpose: its family is the status, its name is the code."""
    headers = {}
    if isinstance(error, Unauthenticated) and error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="trunkline"'
    if isinstance(error, Unavailable):
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if retry_after := getattr(error, "retry_after", None):
        headers["Retry-After"] = str(retry_after)
    return _response(
        error.status,
        code=error.code,
        reason=error.reason,
        message=error.message,
        problems=error.problems,
        headers=headers,
    )


def _fault(fault: Mapping[str, Any]) -> Problem:
    field = str(fault.get("key") or "") or None
    if field == "data":
        field = None
    what = str(fault.get("message") or "is not valid")
    return Problem(field=field, what=what, action="correct it; /openapi.json says what is expected")


def tell_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[ErrorBody]:
    """An error of the web framework: an unknown address or method, a body or parameter that cannot be read."""
    status = error.status_code
    if status >= 500 or status not in _HTTP:
        return tell_unexpected(request, error) if status >= 500 else _plain(status, error)
    code, reason, message = _HTTP[status]
    problems = []
    if isinstance(error, ValidationException):
        code = "RequestInvalid"
        extra = error.extra if isinstance(error.extra, list) else []
        problems = [_fault(fault) for fault in extra if isinstance(fault, dict)]
        message = "; ".join(f"{p.field}: {p.what}" if p.field else p.what for p in problems) or "{detail}"
        message = message.replace("{", "(").replace("}", ")") if problems else message
    headers = error.headers or {}
    told = message.format(
        detail=error.detail,
        path=request.url.path,
        method=request.method,
        allow=headers.get("Allow") or headers.get("allow") or "other methods",
        limit=f"{LARGEST_BODY // 1_000_000} MB",
    )
    return _response(status, code=code, reason=reason, message=told, problems=problems, headers=headers)


def _plain(status: int, error: HTTPException) -> Response[ErrorBody]:
    return _response(status, code=type(error).__name__, reason="Refused", message=error.detail, headers=error.headers)


def tell_unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[ErrorBody]:
    """Everything else: the database gone, a value it cannot store, two writers at once; and our own mistakes."""
    if isinstance(error, (SerializationException, msgspec.MsgspecError, RecursionError)):
        detail = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        return tell_trunkline_error(request, RequestUnreadable(f"the request cannot be read: {detail}"))
    if isinstance(error, asyncpg.InvalidRegularExpressionError):
        return tell_trunkline_error(request, RequestUnreadable("the pattern is no regular expression: correct it"))
    # a value of another Python type is a mistake of ours, the other faults of this class are values from outside
    if isinstance(error, asyncpg.DataError) and not any(word in str(error) for word in ("(expected ", "' object ")):
        log.warning("a value was refused by the database: %s %s: %s", request.method, request.url.path, error)
        return tell_trunkline_error(
            request,
            RequestUnreadable(
                "a value cannot be stored: a number or date is out of range, or a text has zero characters"
            ),
        )
    if isinstance(error, _RACES):
        log.warning("two writers met: %s %s: %s", request.method, request.url.path, error)
        return _response(
            409, code="ChangedMeanwhile", reason="Conflict",
            message="somebody else changed the same at the same moment: read it again and repeat",
        )  # fmt: skip
    if isinstance(error, _LOST) or _is_lost_connection(error):
        log.error("the database does not answer: %s: %s", type(error).__name__, error)
        return tell_trunkline_error(
            request, DatabaseUnavailable("the database does not answer at the moment; nothing was changed, try again")
        )
    reference = secrets.token_hex(6)
    log.error("unexpected, reference %s: %s %s", reference, request.method, request.url.path, exc_info=error)
    return _response(
        500, code="Unexpected", reason="Internal error",
        message=f"something went wrong inside Trunkline; the log says more under reference {reference}",
    )  # fmt: skip


def _is_lost_connection(error: Exception) -> bool:
    # asyncpg uses one class for a closed connection and for wrong use of it
    return isinstance(error, asyncpg.InterfaceError) and any(word in str(error) for word in ("closed", "closing"))


class RequestUnreadable(Invalid):
    """The request's syntax, or one of its values, cannot be read."""


class DatabaseUnavailable(Unavailable):
    """The database does not answer."""


EXCEPTION_HANDLERS: dict[int | type[Exception], Any] = {
    TrunklineError: tell_trunkline_error,
    HTTPException: tell_http_error,
    Exception: tell_unexpected,
}
