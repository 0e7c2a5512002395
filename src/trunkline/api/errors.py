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

from trunkline.access.errors import NotPermitted, NotSignedIn
from trunkline.kit.contract import CauseClass, Contract, Message, Owner
from trunkline.kit.errors import Invalid, Problem, TrunklineError, Unauthenticated, Unavailable, message_of

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


# what the framework refuses under a code that is a class of ours
_BY_CODE: dict[str, type[TrunklineError]] = {kind.__name__: kind for kind in (NotSignedIn, NotPermitted)}
_SENT = {"cause_class": CauseClass.INPUT, "owner": Owner.CALLER, "item": "the request"}


def _framework(
    code: str, status: int, agent: str, action: str, engineer: str, field: str = "none", **parts: Any
) -> Message:
    return Message(
        code=code, status=status, agent=agent, action=action, engineer=engineer, field=field, **{**_SENT, **parts}
    )


# codes that are no class of ours
FRAMEWORK_CODES: dict[str, Message] = {
    message.code: message
    for message in (
        _framework("InvalidRequest", 400, "The request cannot be read.", "Correct its syntax.",
                   "The request, usually its JSON, cannot be read.", "body"),
        _framework("RequestInvalid", 400, "A value of the request is not of the kind expected.",
                   "Correct what is listed; /openapi.json says what is expected.",
                   "The request can be read, and some of its values are not of the kind expected.",
                   "the one each problem names"),
        _framework("UnknownAddress", 404, "There is nothing at this address.", "Check the address; GET / names what there is.",
                   "No route of this server fits the path.", "path", cause_class=CauseClass.REFERENCE),
        _framework("MethodNotAllowed", 405, "This cannot be done at this address.", "Use a method that the message names.",
                   "The address is right, the method is not.", "method"),
        _framework("ChangedMeanwhile", 409, "Somebody else changed the same at the same moment.",
                   "Read it again, then repeat what is still needed.",
                   "A serialization failure, a deadlock or a unique key that two writers met at.",
                   cause_class=CauseClass.STATE, item="the record in the address"),
        _framework("BodyTooLarge", 413, "What was sent is too large.", "Send it in parts.",
                   "The body is larger than the server takes.", "body"),
        _framework("TooManyRequests", 429, "Too many requests came at once.", "Wait a moment and try again.",
                   "A limit of requests for the caller is reached."),
        _framework("Unexpected", 500, "Something went wrong inside the product; nothing was changed.",
                   "Try again; tell the operator the reference in the message when it stays.",
                   "A mistake of ours; the log says more under the reference in the message.",
                   cause_class=CauseClass.DEFECT, owner=Owner.PLATFORM_OPERATOR, item="the product"),
    )
}  # fmt: skip


class ErrorBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The body of every error (TMF630): `code` is stable, `message` says what happened, `details` lists single faults.

    The contract of the code (NEW-23): `explanation` is for who works orders, `action` the next thing to do, `owner` a
    role or a rule that says whose it is; `item` and `field` are of the first fault.
    """

    code: str
    reason: str
    message: str
    explanation: str
    action: str
    cause_class: CauseClass
    owner: Owner
    item: str | None
    field: str | None
    status: str
    reference_error: str
    type_: str = msgspec.field(default="Error", name="@type")
    details: list[Problem] = []


def _response(
    request: Request[Any, Any, Any],
    status: int,
    *,
    contract: Message,
    reason: str,
    message: str,
    problems: list[Problem] | None = None,
    field: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response[ErrorBody]:
    named = [str(value) for value in request.path_params.values()] if "path_params" in request.scope else []
    details = problems or []
    body = ErrorBody(
        code=contract.code,
        reason=reason,
        message=message,
        explanation=contract.agent,
        action=contract.action,
        cause_class=contract.cause_class,
        owner=contract.owner,
        item=next((problem.item for problem in details if problem.item), named[0] if named else None),
        field=next((problem.field for problem in details if problem.field), field),
        status=str(status),
        reference_error=f"/docs/errors#{contract.code}",
        details=details,
    )
    return Response(body, status_code=status, media_type=MediaType.JSON, headers=dict(headers or {}))


def tell_trunkline_error(request: Request[Any, Any, Any], error: TrunklineError) -> Response[ErrorBody]:
    """An error raised on purpose: its family is the status, its name is the code."""
    headers = {}
    if isinstance(error, Unauthenticated) and error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="trunkline"'
    if isinstance(error, Unavailable):
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if retry_after := getattr(error, "retry_after", None):
        headers["Retry-After"] = str(retry_after)
    return _response(
        request,
        error.status,
        contract=message_of(type(error)),
        reason=error.reason,
        message=error.message,
        problems=error.problems,
        field=error.contract.field,
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
        return tell_unexpected(request, error) if status >= 500 else _plain(request, error)
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
    return _response(
        request, status, contract=contract_of(code), reason=reason, message=told, problems=problems, headers=headers
    )


def contract_of(code: str) -> Message:
    """The contract of a code that is no class of `errors.py`."""
    return FRAMEWORK_CODES.get(code) or message_of(_BY_CODE[code])


def _plain(request: Request[Any, Any, Any], error: HTTPException) -> Response[ErrorBody]:
    contract = msgspec.structs.replace(FRAMEWORK_CODES["InvalidRequest"], code=type(error).__name__)
    return _response(
        request, error.status_code, contract=contract, reason="Refused", message=error.detail, headers=error.headers
    )


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
            request, 409, contract=contract_of("ChangedMeanwhile"), reason="Conflict",
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
        request, 500, contract=contract_of("Unexpected"), reason="Internal error",
        message=f"something went wrong inside Trunkline; the log says more under reference {reference}",
    )  # fmt: skip


def _is_lost_connection(error: Exception) -> bool:
    # asyncpg uses one class for a closed connection and for wrong use of it
    return isinstance(error, asyncpg.InterfaceError) and any(word in str(error) for word in ("closed", "closing"))


class RequestUnreadable(Invalid):
    """The request's syntax, or one of its values, cannot be read."""

    contract = Contract(
        "The request cannot be read.",
        "Correct its syntax or the value that is named; /openapi.json says what is expected.",
        field="body",
    )


class DatabaseUnavailable(Unavailable):
    """The database does not answer."""

    contract = Contract("The database does not answer at the moment; nothing was changed.", "Try again in a moment.")


EXCEPTION_HANDLERS: dict[int | type[Exception], Any] = {
    TrunklineError: tell_trunkline_error,
    HTTPException: tell_http_error,
    Exception: tell_unexpected,
}
