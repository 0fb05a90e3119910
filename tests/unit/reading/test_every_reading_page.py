"""All reading pages: links and anchors resolve, ids are unique, headings are in order, the way to report an error."""

from __future__ import annotations

import html.parser
import re
from urllib.parse import parse_qs, unquote, urldefrag, urljoin, urlsplit

import pytest

from portcullis.publish.pages.environment import render
from portcullis.publish.pages.reading import mail_to, report_page

#: Pages made elsewhere in the site, to which these pages link.
OTHERS = {
    "", "areas/", "agreements/", "money/", "measures/", "data/", "about/", "search/", "compare/", "simulate/",
    "corrections/",
    "audit/", "sources/", "static/site.css", "static/mark.svg",
}  # fmt: skip


class Seen(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found.get("href") or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.fixture(scope="module")
def seen(made) -> dict[str, Seen]:
    out = {}
    for path, (_, text) in made.items():
        out[path] = Seen()
        out[path].feed(text)
    return out


def test_every_link_and_anchor_resolves(seen, made, real):
    council = {f"areas/{a['code']}/{a['slug']}/" for a in real[0].areas.values()}
    council |= {f"agreements/{slug}/" for slug in real[0].agreement_by_slug}
    broken = []
    for path, page in seen.items():
        for link in page.links:
            if urlsplit(link).scheme:
                continue
            target, anchor = urldefrag(urljoin(f"https://x.example/{path}", link))
            where = target.removeprefix("https://x.example/")
            if where in seen:
                if anchor and anchor not in seen[where].ids:
                    broken.append((path, link))
            elif where not in OTHERS | council:
                broken.append((path, link))
    assert broken == []


def test_ids_are_unique_and_headings_in_order(seen):
    for path, page in seen.items():
        assert len(page.ids) == len(set(page.ids)), path
        assert page.headings[0] == 1, path
        assert page.headings.count(1) == 1, path
        assert max((b - a for a, b in zip(page.headings, page.headings[1:], strict=False)), default=0) <= 1, path


def test_every_page_has_a_title_and_no_figure_without_a_known_id(made, real):
    for path, (page, text) in made.items():
        assert page.context["title"], path
        for value, identity in re.findall(r'<data value="([^"]*)" data-figure="([^"]*)"', text):
            assert float(value) == real[1].figures[identity]["value"], (path, identity)


def test_the_report_page_says_what_to_send_and_where_corrections_are_public(made):
    text = made["report/"][1]
    assert "What to send" in text
    assert 'href="../corrections/"' in text
    assert "Each figure has an id" in text


def test_a_mailbox_gets_a_ready_letter_and_nothing_else_does(county):
    link = mail_to("hello+data@example.org")
    parts = urlsplit(link)
    assert unquote(parts.path) == "hello+data@example.org"
    assert "its id if you have it" in parse_qs(parts.query)["body"][0]
    for contact in (
        "",
        "https://example.org/form",
        "ring us",
        "a@b.example?bcc=c@d.example",
        "@x",
        "a@",
        "a b@c.example",
    ):
        assert mail_to(contact) == ""
    g = county[0]
    assert 'href="mailto:hello@example.org?subject=' in render(report_page(g), g.site, data_to="")


def test_without_a_contact_the_page_says_so(real):
    g = real[0]
    site = g.site.model_copy(update={"contact": ""})
    text = render(report_page(g), site, data_to="")
    assert "have not named a contact" in text
