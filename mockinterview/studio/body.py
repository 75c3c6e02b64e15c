"""What a page sends: JSON of bounded size that must fit a dataclass."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.exceptions import HTTPException

from mockinterview.texts import harmless

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError
    from starlette.requests import Request

T = TypeVar("T")

LONGEST_PROBLEM = 200
"""Characters of what is said about a value that does not fit."""


async def read_body(request: Request, kind: type[T]) -> T:
    """Return the body of a request as a dataclass (the gate has bounded its size).

    Raises:
        HTTPException: 415 where it is no JSON, 422 where it does not fit, with a line that says why.
    """
    from pydantic import ValidationError

    # A form of another site cannot send this type.
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415)
    try:
        adapter = _adapter(kind)  # type: ignore[arg-type]  # a class can be hashed
        fitting: T = adapter.validate_json(await request.body())
    except ValidationError as error:
        raise HTTPException(422, _what_is_wrong(error)) from error
    return fitting


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _what_is_wrong(error: ValidationError) -> str:
    """Return one line about the first value that does not fit: where it stands, and why."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return harmless(f"{place}: {first['msg']}" if place else first["msg"])[:LONGEST_PROBLEM]
