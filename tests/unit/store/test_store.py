"""What the store holds is what the register says: corrections laid over, ids that resolve, areas that are found.

In: the store of the invented county. Out: rows of tables and of named queries.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from portcullis.register import Register, load
from portcullis.store import Store, build, ensure, fingerprint, is_fresh, open_store, queries
from portcullis.store.tables import TABLES
from portcullis.vocabulary import ENGLAND, observation_id

HOSTILE = "O'Hex <script>alert(1)</script>"


@pytest.fixture(scope="module")
def register(county_register: Path) -> Register:
    return load(county_register)


def test_every_row_arrives(register: Register, open_county: Store) -> None:
    o = register.observations
    rows = {row["id"]: row for row in open_county.rows("select * from observation")}
    assert len(rows) == len(o) == 627
    columns = zip(
        o.indicator, o.authority, o.period, o.year, o.value, o.status, o.basis, o.source, o.published, o.source_code,
        o.note, strict=True,
    )  # fmt: skip
    for indicator, authority, period, year, value, status, basis, source, published, source_code, note in columns:
        row = rows[observation_id(indicator, authority, period, source)]
        assert (row["value_as_published"], row["status_as_published"]) == (value, status)
        assert (row["year"], row["basis"], row["published"]) == (year, basis, published)
        assert (row["source_code"], row["note"]) == (source_code, note)
        if row["correction"] is None:
            assert (row["value"], row["status"]) == (value, status)


def test_an_override_shows_another_value_and_keeps_the_printed_one(open_county: Store) -> None:
    row = queries.observation(open_county, "new_ehc_plans:E99000002:2022:sen2_2025")
    assert row is not None
    assert (row["value"], row["status"], row["claim_class"]) == (245, "derived", "derived")
    assert (row["value_as_published"], row["status_as_published"]) == (2162, "published")
    assert row["correction"]["why"].endswith("<script>alert(1)</script>.")
    assert (row["correction"]["value_published"], row["correction"]["value_shown"]) == (2162, 245)


def test_a_flag_shows_the_same_value_as_disputed(open_county: Store) -> None:
    row = queries.observation(open_county, "residential_placements:E99000003:2025:sen2_2025")
    assert row is not None
    assert (row["value"], row["status"], row["claim_class"]) == (0, "suspect", "disputed")
    assert row["value_as_published"] == 0


def test_a_missing_value_is_not_nought_and_says_why(open_county: Store) -> None:
    row = queries.observation(open_county, "ehc_plans:E99000005:2022:sen2_2025")
    assert row is not None
    assert row["value"] is None
    assert row["value_as_published"] is None
    assert (row["status"], row["note"]) == ("not_available", "no return that year: a cyber attack")
    skarn = queries.observation(open_county, "dsg_cumulative_deficit:E99000009:2023-24:outturn_2024")
    assert skarn is not None
    assert skarn["value"] == 0


def test_a_deficit_is_positive_and_a_surplus_negative(open_county: Store) -> None:
    owed = queries.figure(open_county, "dsg_cumulative_deficit:E99000001:2021-22:outturn_2024")
    surplus = queries.figure(open_county, "dsg_cumulative_deficit:E99000006:2021-22:outturn_2024")
    assert owed is not None
    assert surplus is not None
    assert owed["value"] == 7_500_000
    assert surplus["value"] < 0
    assert (owed["basis"], owed["period"]) == ("net", "2021-22")


def test_exactly_one_vintage_is_the_newest(open_county: Store) -> None:
    odd = open_county.rows(
        "select indicator, authority, period from observation group by all having count(*) filter (newest) != 1"
    )
    assert odd == []
    older = open_county.rows("select id from observation where not newest order by id")
    assert [row["id"] for row in older] == [
        "ehc_plans:E99000001:2023:sen2_2024",
        "ehc_plans:E99000001:2024:sen2_2024",
    ]


@pytest.mark.parametrize(
    ("identity", "value", "claim_class", "status"),
    [
        ("ehc_plans:E99000001:2024:sen2_2024", 2579, "confirmed", "published"),
        ("dsg_cumulative_deficit:E99000008:2021-22:compiler", -3_750_000, "reported", "third_party"),
        ("safety_valve_planned:E99000001:2025-26:compiler", 4_000_000, "projected", "third_party"),
        ("claim:E99000001:2025-03-31:amb_forum_2025:actual", 17_500_000, "reported", "published"),
        ("claim:E99000001:2026-03-31:amb_forum_2025:forecast", 24_000_000, "projected", "published"),
        ("england:dsg_deficit_national:2023-24:outturn_2024", 2_100_000_000, "confirmed", "published"),
        ("england:dsg_deficit_national:2024-25:outturn_2024", None, "confirmed", "not_available"),
        ("england:dsg_deficit_forecast:2026-27:answer_4711", 14_000_000_000, "projected", "published"),
        ("agreement:ambleford:total:original", 20_000_000, "confirmed", "published"),
        ("agreement:ambleford:total:original:gazette_hostile", 21_500_000, "reported", "published"),
        ("agreement:ambleford:due:2022-23-to-2025-26:amb_agreement", 12_000_000, "confirmed", "published"),
        ("agreement:ambleford:made:2021-22:answer_4711", 8_000_000, "confirmed", "published"),
        ("agreement:ambleford:made:2024-25:amb_forum_2025", None, "reported", "not_available"),
        ("agreement:ambleford:capital:gazette_hostile", 1_500_000, "reported", "published"),
        ("agreement:ambleford:deficit:2025-03-31:actual:amb_forum_2025", 17_500_000, "reported", "published"),
        ("agreement:ambleford:deficit:date-not-given:actual:gazette_hostile", -200_000, "derived", "derived"),
        ("agreement:ambleford:deficit:2026-03-31:agreement_profile:amb_agreement", 0, "projected", "published"),
        ("agreement:ambleford:condition:assessment_and_plan_numbers:amb_agreement", 200, "projected", "published"),
        ("agreement:ambleford:statement:independent_places", 312, "reported", "published"),
        ("event:2022-03-24-ambleford-signs:money-promised", 20_000_000, "confirmed", "published"),
        ("event:2022-03-24-ambleford-signs:money-asked-for", None, "confirmed", "not_available"),
    ],
)
def test_any_figure_resolves(
    open_county: Store, identity: str, value: float | None, claim_class: str, status: str
) -> None:
    found = queries.figure(open_county, identity)
    assert found is not None
    assert (found["value"], found["claim_class"], found["status"]) == (value, claim_class, status)
    assert found["sources"]
    assert found["retrieved"]


def test_every_id_of_every_table_resolves(open_county: Store) -> None:
    known = [row["id"] for row in open_county.rows("select id from figure")]
    assert len(known) == len(set(known))
    for table, column in {
        "observation": "id", "claim": "id", "national": "id", "event_figure": "id", "payment": "figure",
        "agreement_version": "figure", "agreement_total": "figure", "agreement_deficit": "figure",
        "statement": "figure", "condition": "figure", "correction": "observation",
    }.items():  # fmt: skip
        ids = {row[column] for row in open_county.rows(f"select {column} from {table} where {column} != ''")}
        assert ids, table
        assert ids <= set(known), table


def test_an_id_that_is_not_there_is_none(open_county: Store) -> None:
    for nothing in ("", "x", "'; drop table observation; --", "ehc_plans:E99000001:2024", "\x00", "%"):
        assert queries.figure(open_county, nothing) is None
        assert queries.observation(open_county, nothing) is None


def test_an_old_code_and_a_department_number_lead_to_the_council(open_county: Store) -> None:
    for code, relation in (("E99000001", "current"), ("E99000091", "former"), ("701", "dfe")):
        row = queries.area(open_county, code)
        assert row is not None
        assert (row["code"], row["relation"]) == ("E99000001", relation)
    old = queries.area(open_county, "E99000020")
    assert old is not None
    assert (old["name"], old["status"]) == ("Old Wexmoor", "abolished")
    assert [row["name"] for row in queries.successors(open_county, "E99000020")] == ["Coldmarsh", "Dunmere"]
    assert [row["name"] for row in queries.predecessors(open_county, "E99000003")] == ["Old Wexmoor"]
    assert queries.area(open_county, "E99999999") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ambleford", ["Ambleford"]),
        ("AMBLEFORD COUNTY COUNCIL", ["Ambleford"]),
        ("amble", ["Ambleford"]),
        ("llanwex mor", ["Llanwex Môr"]),
        ("LLANWEX MÔR", ["Llanwex Môr"]),
        ("st osyns", ["St Osyn's upon Wex"]),
        ("saint osyns", ["St Osyn's upon Wex"]),
        ("old wexmoor", ["Coldmarsh", "Dunmere"]),
        ("<script>alert(1)</script>", [HOSTILE]),
        ("o'hex", [HOSTILE]),
        ("", []),
        ("   ", []),
        ("'; drop table authority; --", [HOSTILE]),
        ("zzz" * 5000, []),
    ],
)
def test_a_council_is_found_as_people_write_it(open_county: Store, text: str, names: list[str]) -> None:
    assert [row["name"] for row in queries.find_areas(open_county, text)][: len(names) or None] == names


def test_hostile_text_arrives_unchanged(open_county: Store) -> None:
    row = queries.area(open_county, "E99000010")
    assert row is not None
    assert row["name"] == HOSTILE
    source = queries.source(open_county, "gazette_hostile")
    assert source is not None
    assert source["title"] == "<script>alert(1)</script> \"Deficit\" soars & 'nobody' knows"
    assert source["note"] == '=HYPERLINK("http://x") {{ 7*7 }} \'; drop table source; --'
    assert len(open_county.rows("select * from source")) == 13


def test_an_agreement_comes_with_all_its_parts(open_county: Store) -> None:
    row = queries.agreement(open_county, "ambleford")
    assert row is not None
    assert [version["version"] for version in row["versions"]] == ["original", "revised"]
    assert [payment["kind"] for payment in row["payments"]] == ["capital", "due", "due", "made", "made", "made"]
    assert [len(row[part]) for part in ("states", "deficits", "conditions", "events", "statements", "gaps")] == [
        3, 4, 2, 3, 1, 1,
    ]  # fmt: skip
    assert row["other_totals"][0]["total_gbp"] == 21_500_000
    assert queries.agreement_of(open_county, "E99000005") == "east-thorne"
    assert queries.agreement(open_county, "nowhere") is None


def test_every_column_says_what_it_holds(open_county: Store) -> None:
    for name, table in TABLES.items():
        there = open_county.rows(f'describe "{name}"')
        assert [(row["column_name"], row["column_type"]) for row in there] == [(c.name, c.type) for c in table.columns]
        assert all(column.about for column in table.columns)


def test_parquet_holds_the_same_rows(county_store: Path, open_county: Store) -> None:
    with duckdb.connect() as con:
        for name in TABLES:
            file = county_store / "parquet" / f"{name}.parquet"
            ours = open_county.rows(f'select count(*) as n from "{name}"')[0]["n"]
            assert con.read_parquet(str(file)).aggregate("count(*)").fetchall() == [(ours,)]


def test_the_store_reads_no_file_but_its_own(open_county: Store, county_store: Path, tmp_path: Path) -> None:
    for sql in (
        "select * from read_csv('/etc/passwd')",
        f"select * from read_parquet('{county_store}/parquet/source.parquet')",
        f"copy source to '{tmp_path}/x.csv'",
        "set enable_external_access = true",
        "install httpfs",
        "create table x (i int)",
        "delete from source",
    ):
        with pytest.raises(duckdb.Error):
            open_county.rows(sql)
    assert list(tmp_path.iterdir()) == []


def test_the_same_register_gives_the_same_store(register: Register, open_county: Store, tmp_path: Path) -> None:
    report = build(register, tmp_path / "again")
    assert report.rows["observation"] == 627
    with open_store(tmp_path / "again") as again:
        for name in TABLES:
            assert again.rows(f'select * from "{name}"') == open_county.rows(f'select * from "{name}"'), name


def test_a_store_is_built_again_only_when_the_register_has_changed(county_register: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(county_register, tmp_path / "county"))
    place = tmp_path / "store"
    loads: list[Path] = []

    def counted(path: Path, **part: Any) -> Register:
        loads.append(path)
        return load(path, **part)

    assert not is_fresh(place, root)
    ensure(root, place, counted)
    ensure(root, place, counted)
    assert len(loads) == 1
    before = fingerprint(root)
    site = root / "site.toml"
    site.write_text(site.read_text() + "# a remark\n")
    assert fingerprint(root) != before
    ensure(root, place, counted)
    assert len(loads) == 2
    (place / "manifest.json").resolve().write_text("{ not json")
    assert not is_fresh(place, root)


def test_a_file_saved_while_the_register_was_loaded_is_not_missed(county_register: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(county_register, tmp_path / "county"))

    def load_and_save(path: Path, **part: Any) -> Register:
        register = load(path, **part)
        (path / "site.toml").write_text((path / "site.toml").read_text() + "# saved meanwhile\n")
        return register

    ensure(root, tmp_path / "store", load_and_save)
    assert not is_fresh(tmp_path / "store", root)


@pytest.mark.parametrize("text", ["", "{", "[]", "5", "{}", '{"fingerprint": 1}'])
def test_a_damaged_manifest_means_a_new_build(county_register: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    assert not is_fresh(tmp_path, county_register)


def test_there_is_no_store_at_an_empty_place(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `portcullis build`"):
        open_store(tmp_path / "nothing")


def test_england_is_its_own_row_and_never_a_sum(open_county: Store) -> None:
    (row,) = queries.observations(open_county, indicator="new_ehc_plans", authority=ENGLAND, period="2022")
    assert row["value"] == 2162
