"""Post: a piece of news by whoever runs this copy.

In: news/<date>-<slug>.md. Out: `Post`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints

from .base import Note, Record, Text

#: Title and summary stand on one line in lists, feeds and search engines.
Line = Annotated[Text, StringConstraints(max_length=200, pattern=r"^[^\n]*$")]


class Post(Record):
    """One post: its day and slug come from the file's name; its body is Markdown, and raw HTML in it is only text."""

    date: dt.date
    slug: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)
    title: Line
    summary: Line
    author: Note = ""
    body: Text

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"news/{self.date.isoformat()}-{self.slug}/"
