"""News: posts by whoever runs this copy, newest first.

In: posts of the register. Out: the list and a page for each. A post is somebody else's text: raw HTML in it is only
text, pictures are not drawn, and links lead nowhere but to the web, a mailbox or this site.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portcullis.vocabulary import date_text
from portcullis.vocabulary.news import Post

from ..gathered import Gathered
from .environment import Page, relative
from .figures import source_view
from .prose import References, prose
from .reading_rows import ReadingRows


def news_pages(g: Gathered, posts: Sequence[Post], rows: ReadingRows) -> Iterator[Page]:
    """The list, also when there is no news, and a page for each post."""
    listed = [(post, date_text(post.date.isoformat())) for post in posts]
    context = {"title": "News", "posts": listed, "description": f"News from {g.site.operator}."}
    yield Page("news/", "news.html", context, active="news/")
    for post, day in listed:
        refs = References(relative(post.path), g.sources, rows.figures, rows.duties)
        text = prose(post.body, refs)
        cited = [source_view(g.sources[identity]) for identity in refs.cited]
        about = {
            "title": post.title, "description": post.summary, "post": post, "day": day, "html": text.html,
            "by": post.author or g.site.operator, "sources": cited,
        }  # fmt: skip
        yield Page(post.path, "post.html", about, active="news/")
