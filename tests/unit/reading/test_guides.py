"""Guides: short sentences, easy words, each fact with a source that exists, each term explained at first use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portcullis.publish.pages.glossary import glossary, parsed, terms
from portcullis.publish.pages.guides import ELSEWHERE, guides

from .readability import grade, plain, sentences, syllables, without

ROOT = Path(__file__).resolve().parents[3]
SLUGS = [guide.slug for guide in guides()]
TO_READ = [slug for slug in SLUGS if slug not in ELSEWHERE]
#: Words that we do not use: verdicts, rankings, and jargon with a plain word beside it.
BANNED = (
    "unlawful", "illegal", "broke the law and", "worst", "best performing", "league table", "failing council",
    "failed council", "postcode lottery", "bankrupt", "cover-up", "scandal", "EHCP", "EHCPs", "HNB", "EFS", "DBV",
    "HNSG", "MTFS", "s151", "ring-fenced", "going forward", "stakeholder", "leverage",
)  # fmt: skip
#: School grade 6 is about age 11; harder pages are the law and the method.
HARDEST = {"method": 12.0, "accessibility": 9.0}


def body(made, slug: str) -> str:
    page, html = made[next(guide.path for guide in guides() if guide.slug == slug)]
    text = str(page.context["html"])
    assert text in html
    return f"<p>{page.context['guide'].summary}</p>{text}"


def test_the_guides_that_were_asked_for_are_there():
    assert TO_READ == [
        "how-the-money-works", "what-the-override-is", "what-the-stability-grant-does",
        "what-a-safety-valve-agreement-was", "how-to-read-a-council-page", "your-right-to-support",
    ]  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_no_sentence_is_longer_than_25_words(made, slug):
    assert [s for s in sentences(plain(body(made, slug))) if len(s.split()) > 25] == []


def test_the_glossary_is_as_short_and_as_easy_as_the_guides():
    texts = [plain(f"<p>{e.text}</p>") for section in glossary()[1] for e in section.entries]
    assert [s for text in texts for s in sentences(text.replace("\n", " ")) if len(s.split()) > 25] == []
    assert grade(without(" ".join(texts), terms())) <= 6.5


@pytest.mark.parametrize("slug", SLUGS)
def test_a_guide_is_easy_enough_to_read(made, slug):
    assert grade(without(plain(body(made, slug)), terms())) <= HARDEST.get(slug, 6.5)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_banned_word_is_used(made, slug):
    text = plain(body(made, slug))
    assert [word for word in BANNED if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_source_figure_duty_and_link_exists(made, slug):
    page, html = made[next(guide.path for guide in guides() if guide.slug == slug)]
    assert page.context["missing"] == []
    assert "not in this copy" not in html


@pytest.mark.parametrize("slug", [s for s in TO_READ if s != "how-to-read-a-council-page"])
def test_every_sum_and_share_in_a_guide_is_a_figure_with_an_id_or_an_invented_example(slug):
    text = next(guide.body for guide in guides() if guide.slug == slug)
    text = re.sub(r"\[[^\]]*\]\((?:figure|forecast):[^)]*\)", "", text)
    text = re.sub(r"Take a made-up council.*", "", text)
    assert re.findall(r"£[\d.]+|\d+%|\d+ (?:million|billion)", text) == []


@pytest.mark.parametrize("slug", TO_READ)
def test_what_is_printed_of_a_figure_is_its_value(made, slug):
    html = body(made, slug)
    for value, text in re.findall(r'<data value="([^"]+)" data-figure="[^"]+">([^<]+)</data>', html):
        assert re.findall(r"[\d.]+", text) == [value], text


def test_forecasts_do_not_look_like_facts(made):
    for slug in TO_READ:
        source = next(guide.body for guide in guides() if guide.slug == slug)
        html = body(made, slug)
        for identity in re.findall(r"forecast:(event:[^)]+)\)", source):
            assert re.search(rf'class="fig-projected"><data value="[^"]+" data-figure="{re.escape(identity)}"', html)


@pytest.mark.parametrize("slug", TO_READ)
def test_a_term_is_linked_where_it_stands_first_and_only_there(made, slug):
    text = str(made[f"guides/{slug}/"][0].context["html"])
    links = re.findall(r'href="\.\./\.\./guides/glossary/#([^"]+)"', text)
    assert len(links) == len(set(links))
    known = {entry.anchor for section in glossary()[1] for entry in section.entries}
    assert set(links) <= known
    assert links


#: Sections that state no fact about the world: what is not known, and the effect of what was cited before.
CITES_NOTHING = {"What is not known"}


@pytest.mark.parametrize("slug", [s for s in TO_READ if s != "how-to-read-a-council-page"])
def test_every_section_of_a_guide_cites_a_source_or_the_law(slug):
    guide = next(guide for guide in guides() if guide.slug == slug)
    sections = re.split(r"^## ", guide.body, flags=re.MULTILINE)
    bare = [part.partition("\n")[0] for part in sections if part.strip() and "[^" not in part]
    assert set(bare) <= CITES_NOTHING


def test_the_guide_on_rights_says_that_it_is_no_advice(made):
    html = made["guides/your-right-to-support/"][1]
    assert "This is information, not legal advice" in html
    assert "draft that no lawyer has reviewed" in html


def test_the_glossary_of_the_site_is_the_glossary_of_the_repository():
    inside = (ROOT / "src/portcullis/publish/guides/glossary.md").read_text(encoding="utf-8")
    assert inside == (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), (
        "the two differ: change GLOSSARY.md, then copy it to src/portcullis/publish/guides/glossary.md"
    )


def test_every_term_of_the_glossary_is_read_and_has_an_anchor_of_its_own(made):
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    entries = [entry for section in glossary()[1] for entry in section.entries]
    assert len(entries) == len(re.findall(r"^\*\*", text, re.MULTILINE))
    anchors = [entry.anchor for entry in entries]
    assert len(anchors) == len(set(anchors))
    html = made["guides/glossary/"][1]
    assert all(f'<div id="{anchor}">' in html for anchor in anchors)


def test_a_term_may_have_brackets_and_other_names():
    _, sections = parsed(
        "# G\n\nHello.\n\n## Words\n\n**plan (a, b)** One.\n\n**DSG (the grant)**, or *pot* Two\nlines.\n"
    )
    plan, dsg = sections[0].entries
    assert plan.words[0] == "plan"
    assert dsg.words == ("DSG", "the grant", "pot")
    assert dsg.text == "Two\nlines."


def test_the_method_gives_the_false_alarms_that_were_measured(made):
    """The page and docs/audit.md state the same review."""
    method = body(made, "method")
    table = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (error|warning) \| (\d+ \| \d+ \| \d+ \| \d+ \| \d+%)", table, re.MULTILINE))
    for severity in ("error", "warning"):
        number, _, _, innocent, share = rows[severity].split(" | ")
        assert re.search(rf"Of {number} {severity}s, {innocent} had .*?\({share}\)", method), severity
    ((inside, last),) = re.findall(r"^\| halved \| (\d+%) \| (\d+%) \|", table, re.MULTILINE)
    assert f"{inside} of halved values inside a series, and {last} in the last period" in method


def test_the_accessibility_statement_says_what_has_not_been_tested(made):
    text = plain(body(made, "accessibility"))
    for words in ("No disabled person has tested", "not tried it with a screen reader", "no independent program"):
        assert words in text


def test_the_measure_of_reading_is_right_on_texts_with_known_grades():
    assert [syllables(w) for w in ("cat", "money", "council", "deficit", "made", "table", "education", "owed")] == [
        1, 2, 2, 3, 1, 2, 4, 1,
    ]  # fmt: skip
    assert grade("The cat sat on the mat.") < 0
    hard = "Notwithstanding considerable administrative complexity, authorities subsequently implemented regulations."
    assert grade(hard) > 18
    assert sentences("One is 4.5 now. Two? Three!") == ["One is 4.5 now.", "Two?", "Three!"]
    assert without("the high needs block of Bury Council", ["high needs block"]) == "the word of word"
