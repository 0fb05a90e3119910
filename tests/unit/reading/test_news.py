"""News: an empty folder is fine, a mistake is one plain line, and nothing in a post can run."""

from __future__ import annotations

from pathlib import Path

import pytest

from portcullis.publish.pages.environment import render
from portcullis.publish.pages.news import news_pages
from portcullis.register import RegisterError
from portcullis.register.files import Folder
from portcullis.register.news import load_posts, load_posts_of

GOOD = "---\ntitle: A title\nsummary: What it says.\n---\nHello.\n"


def write(root: Path, name: str, text: str = GOOD) -> Path:
    (root / "news").mkdir(exist_ok=True)
    (root / "news" / name).write_text(text, encoding="utf-8")
    return root


def mistakes(root: Path) -> list[str]:
    folder = Folder(root)
    load_posts(folder)
    return [str(mistake) for mistake in folder.mistakes]


def test_no_folder_and_an_empty_folder_mean_no_news(tmp_path, county):
    assert load_posts_of(tmp_path) == []
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "README.md").write_text("How to write a post.")
    assert load_posts_of(tmp_path) == []
    (page,) = news_pages(county[0], [], county[1])
    assert "There is no news yet" in render(page, county[0].site, data_to="")


def test_posts_come_newest_first(tmp_path):
    for name in ("2026-01-02-b.md", "2026-11-24-a.md", "2026-01-02-a.md"):
        write(tmp_path, name)
    assert [post.path for post in load_posts_of(tmp_path)] == [
        "news/2026-11-24-a/", "news/2026-01-02-b/", "news/2026-01-02-a/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("hello.md", GOOD, "news/hello.md: file: is not named as a post; name it <date>-<slug>.md"),
        ("2026-02-30-x.md", GOOD, "2026-02-30 is not a day in the calendar"),
        ("2026-11-24-Big.md", GOOD, "is not named as a post"),
        ("2026-11-24-x.txt", GOOD, "is not named as a post"),
        ("2026-11-24-x.md", "Hello.", "news/2026-11-24-x.md:1: front matter: is missing"),
        ("2026-11-24-x.md", "", "front matter: is missing"),
        ("2026-11-24-x.md", "---\ntitle: A\nsummary: B\nHello.\n", "front matter: is missing"),
        ("2026-11-24-x.md", "---\ntitel: A\nsummary: B\n---\nx", "2: titel: unknown key; did you mean 'title'?"),
        ("2026-11-24-x.md", "---\ntitle: A\ntitle: B\nsummary: C\n---\nx", "3: title: stands twice"),
        ("2026-11-24-x.md", "---\ntitle: A\n---\nx", "summary: is missing"),
        ("2026-11-24-x.md", "---\ntitle: A\nsummary:\n---\nx", "summary: is missing"),
        ("2026-11-24-x.md", "---\ntitle A\nsummary: B\n---\nx", "2: front matter: is not a line `name: text`"),
        ("2026-11-24-x.md", "---\ntitle: A\nsummary: B\n---\n\n", "body: is empty"),
        ("2026-11-24-x.md", f"---\ntitle: {'A' * 201}\nsummary: B\n---\nx", "2: title: 'AAAA"),
        ("2026-11-24-x.md", "---\ntitle: A\u202e\nsummary: B\n---\nx", "2: title: holds a control character"),
        ("2026-11-24-x.md", GOOD + "x" * 50_000, "a post has at most 50,000"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_would_be_right(tmp_path, name, text, says):
    (found,) = mistakes(write(tmp_path, name, text))
    assert says in found
    with pytest.raises(RegisterError):
        load_posts_of(tmp_path)


def test_a_link_out_of_the_register_and_a_folder_are_mistakes(tmp_path):
    outside = tmp_path / "secret"
    outside.write_text(GOOD)
    root = tmp_path / "register"
    (root / "news").mkdir(parents=True)
    (root / "news" / "2026-11-24-x.md").symlink_to(outside)
    (root / "news" / "2026-11-25-y.md").mkdir()
    found = mistakes(root)
    assert any("outside the register" in line for line in found)
    assert any("is not a file" in line for line in found)


def test_windows_line_ends_are_read(tmp_path):
    write(tmp_path, "2026-11-24-x.md", GOOD.replace("\n", "\r\n"))
    assert load_posts_of(tmp_path)[0].title == "A title"


def test_a_hostile_post_is_inert(tmp_path, county):
    g, rows = county
    bad = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png) {{ 7*7 }} {% raw %}"
    matter = f"---\ntitle: T {bad}\nsummary: S {bad}\nauthor: A {bad}\n---\n"
    text = f"{matter}# H {bad}\n\n{bad}\n\n<img src=x onerror=alert(1)>\n"
    posts = load_posts_of(write(tmp_path, "2026-11-24-x.md", text))
    for page in news_pages(g, posts, rows):
        html = render(page, g.site, data_to="")
        assert "<script" not in html
        assert "<img" not in html
        assert 'href="javascript' not in html
        assert "{{ 7*7 }}" in html


def test_the_post_that_ships_is_dated_short_and_has_no_dead_link(made, real_register):
    (post,) = load_posts_of(real_register)
    assert post.date.isoformat() == "2026-11-24"
    assert len(post.body.split()) < 200
    assert made[post.path][0].context["title"] == post.title
