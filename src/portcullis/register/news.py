"""Loads posts: news/<date>-<slug>.md, each with a few lines of front matter between two lines of dashes.

In: the folder. Out: `Post`s, newest first. No folder, or an empty one, means no news.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from pydantic import ValidationError

from portcullis.vocabulary.news import Post

from .files import Folder
from .mistakes import RegisterError, nearest
from .records import explain

FOLDER = "news"
FIELDS = ("title", "summary", "author")
NAME_FORM = "name it <date>-<slug>.md, such as 2026-11-24-a-new-start.md: lower-case letters, digits and hyphens"
MATTER_FORM = "begin with a line ---, then title: and summary:, then a line ---"
#: A post is something to read in one go.
MAX_CHARACTERS = 50_000
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_IGNORED = frozenset({"README.md", ".gitkeep"})


def load_posts(folder: Folder) -> list[Post]:
    """Every post, newest first; mistakes are noted on the folder."""
    place = folder.root / FOLDER
    if not place.exists():
        return []
    if not place.is_dir():
        folder.note(FOLDER, 0, "folder", "is not a folder", "it holds one .md file for each post")
        return []
    posts = []
    for entry in sorted(place.iterdir()):
        if entry.name not in _IGNORED and (post := _post(folder, f"{FOLDER}/{entry.name}")):
            posts.append(post)
    return sorted(posts, key=lambda post: (post.date, post.slug), reverse=True)


def load_posts_of(root: Path | str) -> list[Post]:
    """The posts alone, when the rest is known to be sound. Raises RegisterError."""
    folder = Folder(Path(root))
    posts = load_posts(folder)
    if folder.mistakes:
        raise RegisterError(folder.mistakes)
    return posts


def _post(folder: Folder, name: str) -> Post | None:
    date, slug = _named(folder, name)
    text = folder.read(name)
    if text is None or date is None:
        return None
    if len(text) > MAX_CHARACTERS:
        folder.note(name, 0, "file", f"has {len(text):,} characters", f"a post has at most {MAX_CHARACTERS:,}")
        return None
    matter = _front_matter(folder, name, text.replace("\r\n", "\n"))
    if matter is None:
        return None
    fields, body = matter
    try:
        return Post(date=date, slug=slug, body=body, **fields)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            field = str(problem["loc"][0]) if problem["loc"] else "post"
            folder.note(name, _line(text, field), field, *explain(Post, problem))
        return None


def _named(folder: Folder, name: str) -> tuple[dt.date | None, str]:
    match = _NAME.fullmatch(name.removeprefix(f"{FOLDER}/"))
    if not match:
        folder.note(name, 0, "file", "is not named as a post", NAME_FORM)
        return None, ""
    try:
        return dt.date.fromisoformat(match[1]), match[2]
    except ValueError:
        folder.note(name, 0, "file", f"{match[1]} is not a day in the calendar", NAME_FORM)
        return None, ""


def _front_matter(folder: Folder, name: str, text: str) -> tuple[dict[str, str], str] | None:
    opening, *lines = text.split("\n")
    if opening.rstrip() != "---" or "---" not in (ends := [line.rstrip() for line in lines]):
        folder.note(name, 1, "front matter", "is missing", MATTER_FORM)
        return None
    end = ends.index("---")
    fields: dict[str, str] = {}
    before = len(folder.mistakes)
    for number, line in enumerate(lines[:end], start=2):
        key, colon, value = line.partition(":")
        key, value = key.strip(), value.strip()
        if not line.strip():
            continue
        if not colon:
            folder.note(name, number, "front matter", "is not a line `name: text`", MATTER_FORM)
        elif key not in FIELDS:
            folder.note(name, number, key[:60], "unknown key", nearest(key, FIELDS))
        elif key in fields:
            folder.note(name, number, key, "stands twice", "each key once")
        else:
            fields[key] = value
    for key in ("title", "summary"):
        if not fields.get(key) and len(folder.mistakes) == before:
            folder.note(name, 1, key, "is missing", f"write a line {key}: and a short text")
    body = "\n".join(lines[end + 1 :]).strip()
    if not body and len(folder.mistakes) == before:
        folder.note(name, end + 2, "body", "is empty", "write the post below the second line of dashes")
    return (fields, body) if len(folder.mistakes) == before else None


def _line(text: str, field: str) -> int:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(f"{field}:"):
            return number
    return 1
