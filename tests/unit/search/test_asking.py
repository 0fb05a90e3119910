"""Readers type what they have in mind: other words for it, misspelt words, parts of words, nonsense."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portcullis.publish.search import SearchIndex
from portcullis.publish.search.index import BEGIN, END
from portcullis.publish.search.words import MOST_WORDS, expression, meanings, words_of

SAME = [
    ("EHCP", "ehcps", "EHC plan", "ehc  PLANS", "education, health and care plan", "Education Health & Care Plans"),
    ("DSG", "dedicated schools grant", "Dedicated School Grant"),
    ("HNB", "high needs block", "high-needs block"),
    ("SV", "safety valve", "Safety Valves"),
    ("s251", "S.251", "section 251", "s 251"),
    ("s114", "s.114", "section 114"),
    ("tribunal", "SENDIST", "tribunals"),
    ("LA", "council", "councils", "authority", "authorities"),
]
#: What was typed, what is looked for instead, and an entry that must be found.
MISTYPED = [
    ("Northhamptonshire", "Northamptonshire", "North Northamptonshire"),
    ("Birmingam", "Birmingham", "Birmingham"),
    ("Liecester", "Leicester", "Leicester"),
    ("Lestershire", "Leicestershire", "Leicestershire"),
    ("Glouster", "Gloucestershire", "Gloucestershire"),
    ("Sufolk", "Suffolk", "Suffolk"),
    ("Buckinghampshire", "Buckinghamshire", "Buckinghamshire"),
    ("Middlesborough", "Middlesbrough", "Middlesbrough"),
    ("Waltem Forest", "Waltham Forest", "Waltham Forest"),
    ("Noth Somerset", "North Somerset", "North Somerset"),
    ("Bornemouth Christchurch and Pool", "Bournemouth Christchurch and Pool", "Bournemouth, Christchurch and Poole"),
    ("Cumberia", "Cumbria", "Cumberland"),
    ("safty valve", "safety valve", "Safety Valve"),
    ("safetyvalve", "safety valve", "Safety Valve"),
    ("ehpc", "EHCP", "EHC plans in force"),
    ("ehcplan", "EHC plan", "EHC plans in force"),
    ("tribual", "tribunal", "SEND Tribunal"),
    ("statuatory overide", "statutory override", "statutory override"),
    ("transprot", "transport", "York: transport"),
    ("Yrok transprot", "York transport", "York: transport"),
]


def titles(index: SearchIndex, text: str) -> list[str]:
    return [index.entries[number].title for number in index.ask(text).hits]


@pytest.mark.parametrize("words", SAME, ids=[words[0] for words in SAME])
def test_words_that_mean_the_same_find_the_same(real_index: SearchIndex, words: tuple[str, ...]) -> None:
    first = real_index.ask(words[0])
    assert first.hits
    for other in words[1:]:
        found = real_index.ask(other)
        assert (found.hits, found.instead) == (first.hits, ""), other
        among = f"Kent {other} 2024"
        assert real_index.ask(among).hits == real_index.ask(f"Kent {words[0]} 2024").hits


def test_ehcp_and_ehc_plan_are_equal_in_the_county_too(county_index: SearchIndex) -> None:
    found = county_index.ask("EHCP")
    assert found.hits == county_index.ask("EHC plan").hits
    assert county_index.extracts(found, found.hits) == county_index.extracts(county_index.ask("EHC plan"), found.hits)
    assert "EHC plans in force" in titles(county_index, "EHCPs")


@pytest.mark.parametrize(("typed", "instead", "title"), MISTYPED)
def test_mistyped_words_are_put_right(real_index: SearchIndex, typed: str, instead: str, title: str) -> None:
    assert real_index.ask(typed).instead == instead
    assert title in titles(real_index, typed)


@pytest.mark.parametrize(("typed", "title"), [("Amblefrod", "Ambleford"), ("Coldmash", "Coldmarsh")])
def test_invented_councils_are_put_right_too(county_index: SearchIndex, typed: str, title: str) -> None:
    assert county_index.ask(typed).instead == title
    assert title in titles(county_index, typed)


def test_every_council_is_found_by_its_name_also_with_a_letter_lost(real_index: SearchIndex) -> None:
    chance = random.Random(4)
    lost = []
    for entry in real_index.entries.values():
        if entry.kind != "council":
            continue
        assert entry.title in titles(real_index, entry.title)
        word = max(words_of(entry.title), key=len)
        at = chance.randrange(1, len(word))
        typed = entry.title.lower().replace(word, word[:at] + word[at + 1 :])
        if len(word) > 5 and entry.title not in titles(real_index, typed):
            lost.append((entry.title, typed))
    assert len(lost) <= 3, lost


def test_old_names_other_names_and_codes_lead_to_the_council(real_index: SearchIndex) -> None:
    for typed, title in [
        ("Cumbria", "Cumberland"), ("Northamptonshire", "West Northamptonshire"), ("E10000016", "Kent"),
        ("hull", "Kingston upon Hull"), ("886", "Kent"), ("st helens", "St. Helens"),
    ]:  # fmt: skip
        assert title.lower().replace(".", "") in [t.lower().replace(".", "") for t in titles(real_index, typed)], typed


def test_apostrophes_and_accents_do_not_matter(county_index: SearchIndex) -> None:
    for typed in ("St Osyn's", "st osyns", "St Osyn’s", "osyn"):
        assert "St Osyn's upon Wex" in titles(county_index, typed), typed
    assert "Llanwex Môr" in titles(county_index, "llanwex mor")
    assert titles(county_index, "LLANWEX MO\u0302R") == titles(county_index, "Llanwex Môr")


def test_the_beginning_of_a_word_is_enough_but_the_word_itself_comes_first(real_index: SearchIndex) -> None:
    assert "statutory override" in titles(real_index, "statu overr")
    assert real_index.ask("statu overr").instead == ""
    assert titles(real_index, "bury")[0] == "Bury"


def test_questions_are_read_by_their_words(real_index: SearchIndex) -> None:
    assert "How the money works" in titles(real_index, "How does the money work?")
    assert titles(real_index, "What is the override?") == titles(real_index, "override")


def test_when_nothing_has_all_of_the_words_some_are_enough(real_index: SearchIndex) -> None:
    found = real_index.ask("marmalade insolvency")
    assert found.partial
    assert {real_index.entries[number].kind for number in found.hits} >= {"news", "duty"}
    assert real_index.ask("zzyzx qwrtp").hits == ()


def test_news_and_cases_are_found_by_what_they_say(real_index: SearchIndex) -> None:
    assert titles(real_index, "toast guest") == ["A marmalade morning"]
    assert any(" v " in title for title in titles(real_index, "judgment Supreme Court"))


def test_an_extract_marks_the_words(real_index: SearchIndex) -> None:
    found = real_index.ask("override")
    lines = real_index.extracts(found, found.hits)
    assert any(f"{BEGIN}override{END}" in line.lower() for line in lines.values())
    assert real_index.extracts(found, []) == {}


HOSTILE = [
    '"', "'", '""""', "* OR *", "NEAR(a b)", "title:kent", "kent NOT bury", "{title}: x", "^kent", "a AND", "(", ")",
    "kent OR", "-kent", "+kent", "NEAR/2", '"kent" "', "search MATCH 'x'", "'; drop table search; --",
    "\x00", "\x02\x03",
    "%", "_", "\\", "💩" * 50, "\u202egnp", "\ud800", "ﷺ" * 40, "İ", "ß", "ǆ", "١٢٣", "①②", "…", "---", ". , ; : !",
    "a" * 1_000_000, "kent " * 200_000, " ".join(f"w{n}" for n in range(5000)), "e\u0301" * 500,
    "AND OR NOT NEAR", "&lt;b&gt;",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=[ascii(text[:20]) for text in HOSTILE])
def test_nothing_that_is_typed_is_syntax(real_index: SearchIndex, typed: str) -> None:
    found = real_index.ask(typed[:200])
    real_index.extracts(found, found.hits)
    assert real_index.ask(typed) == real_index.ask(typed[:200])


def test_operators_are_words(real_index: SearchIndex) -> None:
    assert real_index.ask("kent NOT bury").hits == real_index.ask("kent bury").hits or real_index.ask("not").hits
    assert '"near"' in expression(meanings(words_of("NEAR(kent, 2)")))
    for text in HOSTILE:
        for word in words_of(text[:300])[:MOST_WORDS]:
            assert word.isalnum()


def test_random_text_is_met_with_an_answer(real_index: SearchIndex) -> None:
    chance = random.Random(7)
    signs = "abcdefghij ()\"'*:^-+{}[]~/\\.,\t\n\x00éß中💩\u0301" + "ANDORNOT"
    for _ in range(400):
        found = real_index.ask("".join(chance.choices(signs, k=chance.randrange(0, 60))))
        real_index.extracts(found, found.hits)


def test_several_threads_may_ask_at_once(real_index: SearchIndex) -> None:
    typed = ["EHCP", "kent", "transprot", "override", "Northhamptonshire"] * 20
    alone = [real_index.ask(text) for text in typed]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(real_index.ask, typed)) == alone


def test_an_index_that_nobody_holds_is_closed(real_index: SearchIndex) -> None:
    path = real_index._connection.execute("pragma database_list").fetchone()[2]
    index = SearchIndex(Path(path))
    connection = index._connection
    del index
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("select 1")
