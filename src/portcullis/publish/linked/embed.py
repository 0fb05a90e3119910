"""JSON that may stand inside a page: no text in it can end the element that holds it.

In: anything that JSON can hold. Out: markup for `<script type="application/ld+json">`, which no browser runs.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

#: Each stays the same character to a reader of JSON, and means nothing to a reader of HTML.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def embedded(content: Any) -> Markup:
    """The content as JSON that is safe between tags."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark, escape in _ESCAPES.items():
        text = text.replace(mark, escape)
    return Markup(text)  # noqa: S704 - every mark of HTML is escaped above
