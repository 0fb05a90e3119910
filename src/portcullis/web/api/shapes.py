"""The two shapes of every answer: a list with its pages, and one item.

In: records. Out: `Listing[…]` and `Item[…]`.
"""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from ..problems import Remark

T = TypeVar("T")


class Answer(BaseModel):
    """What every record has in common: empty text is null."""

    model_config = ConfigDict(extra="ignore", frozen=True, serialize_by_alias=True, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_null(cls, values: Any) -> Any:
        if isinstance(values, dict):
            return {name: None if value == "" else value for name, value in values.items()}
        return values


def _split(value: Any) -> Any:
    """Lists stand in the store as text joined by `|`."""
    if value is None:
        return []
    return [part for part in value.split("|") if part] if isinstance(value, str) else value


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


#: A number; a whole one is written without `.0`.
Number = Annotated[float, PlainSerializer(_whole, return_type=int | float, when_used="json-unless-none")]
Texts = Annotated[list[str], BeforeValidator(_split)]


class Paging(Answer):
    """Where this page stands."""

    page: int
    pageSize: int
    totalResults: int
    totalPages: int


class PageLinks(Answer):
    """Addresses of this page and others; null where there is none."""

    self: str
    first: str
    last: str
    prev: str | None = None
    next: str | None = None


class Listing(BaseModel, Generic[T]):
    """A list: its data, pages, links, and warnings about what was asked."""

    data: list[T]
    paging: Paging
    links: PageLinks
    warnings: list[Remark] = []


class Item(BaseModel, Generic[T]):
    """One record, where it leads, and warnings about what was asked."""

    data: T
    links: dict[str, str] = Field(description="addresses of this record and of what belongs to it")
    warnings: list[Remark] = []
