"""The last good build stands, whatever happens to the next one: killed at any step, out of room, or begun twice.

In: places in a temporary folder. Out: what stands there afterwards, and what is left lying about.
"""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from portcullis.register import load
from portcullis.store import PlaceError, Store, build, current, open_store, queries, replacing

CLAIM = "claim:E99000001:2025-03-31:amb_forum_2025:actual"


def put(place: Path, text: str) -> None:
    with replacing(place) as folder:
        (folder / "page").write_text(text)
        (folder / "manifest.json").write_text("{}")


def left(place: Path) -> list[str]:
    """Generations lying beside a place, its lock and link apart."""
    return sorted(
        p.name for p in place.parent.iterdir() if p.name.startswith(f".{place.name}.") and p.is_dir() and p != place
    )


def test_a_folder_takes_its_place_when_all_went_well(tmp_path: Path) -> None:
    place = tmp_path / "new" / "site"
    assert current(place) is None
    put(place, "one")
    put(place, "two")
    assert (place / "page").read_text() == "two"
    put(place, "three")
    assert len(left(place)) == 2, "the one in place, and the one before for whoever still reads it"


def test_a_mistake_on_the_way_changes_nothing(tmp_path: Path) -> None:
    place = tmp_path / "site"
    put(place, "one")

    def fail() -> None:
        with replacing(place) as folder:
            (folder / "page").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert (place / "page").read_text() == "one"
    assert len(left(place)) == 1


def test_two_at_once_the_second_is_told(tmp_path: Path) -> None:
    place = tmp_path / "site"
    with replacing(place) as folder:
        (folder / "page").write_text("first")
        (folder / "manifest.json").write_text("{}")
        with (
            pytest.raises(PlaceError, match="another build is writing to"),
            replacing(place),
        ):
            pytest.fail("it was let in")
    assert (place / "page").read_text() == "first"
    put(place, "afterwards")


def test_two_processes_at_once_the_second_is_told(tmp_path: Path) -> None:
    place = tmp_path / "store"
    script = """
        import sys, time
        from pathlib import Path
        from portcullis.store.aside import replacing
        with replacing(Path(sys.argv[1])) as folder:
            print("in", flush=True)
            sys.stdin.read()
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        with pytest.raises(PlaceError, match="another build"):
            put(place, "mine")
        other.kill()  # the system lets go of its lock, and what it began is swept away
    put(place, "mine")
    assert (place / "page").read_text() == "mine"
    assert len(left(place)) == 1


def test_two_places_side_by_side_do_not_touch_each_other(tmp_path: Path) -> None:
    """`site` and `site.old` begin alike, and so does a person's own hidden folder."""
    own = tmp_path / ".site.backup"
    own.mkdir()
    (own / "precious").write_text("x")
    put(tmp_path / "site.old", "old")
    for text in ("one", "two", "three"):
        put(tmp_path / "site", text)
    assert (tmp_path / "site.old" / "page").read_text() == "old"
    assert (own / "precious").exists()


@pytest.mark.parametrize("kind", ["files", "file", "link elsewhere", "link to a folder of another place"])
def test_a_place_that_is_not_ours_is_left_alone(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "site"
    if kind == "files":
        place.mkdir()
        (place / "thesis.odt").write_text("years of work")
    elif kind == "file":
        place.write_text("x")
    else:
        target = tmp_path / ("elsewhere" if kind == "link elsewhere" else ".sites.0123456789ab")
        target.mkdir()
        place.symlink_to(target if kind == "link elsewhere" else target.name)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(PlaceError, match="choose another folder"):
        put(place, "mine")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    put(tmp_path / "site", "one")
    assert (tmp_path / "site" / "page").read_text() == "one"


def test_a_build_through_a_linked_path_sweeps_nothing_that_stands(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to("real")
    place = tmp_path / "linked" / "site"
    with replacing(place) as folder:
        (folder / "page").write_text("one")  # without a manifest, so that it looks unfinished
    with replacing(place) as folder:
        assert (place / "page").read_text() == "one"
        (folder / "page").write_text("two")
    assert (tmp_path / "real" / "site" / "page").read_text() == "two"


def test_whoever_reads_the_old_build_reads_on(county_register: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    build(load(county_register), place)
    with open_store(place) as old:
        for _ in range(3):
            build(load(_changed(county_register, tmp_path)), place)
        assert _claim(old) == 17_500_000
        with open_store(place) as new:
            assert _claim(new) == 99


KILLS = {
    "at the first step": "step('tables')",
    "while tables are filled": "before('portcullis.store.build', '_insert_observations')",
    "at the last step": "step('manifest')",
    "before it takes its place": "before('portcullis.store.aside', '_point')",
    "before the link is made": "before('pathlib', 'Path.symlink_to')",
    "before the link is changed": "before('pathlib', 'Path.replace')",
    "after the link was changed": "after('pathlib', 'Path.replace')",
}
SCRIPT = """
    import functools, importlib, os, signal, sys
    from pathlib import Path
    from portcullis.register import load
    from portcullis.store import build

    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    def patched(module, name, first):
        owner = importlib.import_module(module)
        *path, last = name.split(".")
        owner = functools.reduce(getattr, path, owner)
        real = getattr(owner, last)
        def deadly(*args, **kwargs):
            if not first:
                real(*args, **kwargs)
            die()
        setattr(owner, last, deadly)

    def before(module, name):
        patched(module, name, True)
        return lambda step: None

    def after(module, name):
        patched(module, name, False)
        return lambda step: None

    def step(name):
        return lambda step: die() if step == name else None

    register = load(Path(sys.argv[1]))
    build(register, Path(sys.argv[2]), progress=eval(sys.argv[3]))
"""


@pytest.mark.parametrize("when", KILLS)
def test_killed_at_any_step_the_last_good_build_stands(
    county_register: Path, county_store: Path, tmp_path: Path, when: str
) -> None:
    place = tmp_path / "store"
    with replacing(place) as folder:
        shutil.copytree(county_store, folder, dirs_exist_ok=True)
    changed = _changed(county_register, tmp_path)
    dead = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SCRIPT), str(changed), str(place), KILLS[when]], timeout=60, check=False
    )
    assert dead.returncode == -signal.SIGKILL
    with open_store(place) as store:
        assert _claim(store) == (99 if when == "after the link was changed" else 17_500_000)
    build(load(changed), place)
    with open_store(place) as store:
        assert _claim(store) == 99
    assert len(left(place)) <= 2
    assert not (place.parent / ".store.link").is_symlink()


@pytest.mark.parametrize("limit", [4_000, 30_000, 2_000_000])
def test_without_room_the_error_is_plain_and_nothing_is_lost(
    county_register: Path, county_store: Path, tmp_path: Path, limit: int
) -> None:
    """Files may not grow beyond a limit: the write fails as it does on a full disk, at another place for each limit."""
    place = tmp_path / "store"
    with replacing(place) as folder:
        shutil.copytree(county_store, folder, dirs_exist_ok=True)
    register = load(county_register)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            build(register, place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with open_store(place) as store:
        assert _claim(store) == 17_500_000
    assert len(left(place)) == 1


@pytest.mark.parametrize("size", ["64k", "600k", "3m"])
def test_on_a_full_disk(county_register: Path, tmp_path: Path, size: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only an administrator may mount a small disk")
    try:
        with pytest.raises(OSError, match="No space left") as caught:
            build(load(county_register), disk / "store")
        assert caught.value.errno == errno.ENOSPC
        assert [p.name for p in disk.iterdir()] == [".store.lock"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_no_room_for_the_manifest(county_register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "store"
    build(load(county_register), place)
    before = current(place)

    def full(path: Path, text: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        build(load(county_register), place)
    assert current(place) == before
    assert len(left(place)) == 1


def test_a_fault_of_ours_keeps_its_name(county_register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that does not fit its tables is a bug, and must not be told as a full disk."""
    import duckdb

    monkeypatch.setitem(build.__globals__, "FIGURE_VIEW", "create view figure as select nothing from nowhere")
    with pytest.raises(duckdb.CatalogException):
        build(load(county_register), tmp_path / "store")
    assert left(tmp_path / "store") == []


def _changed(county: Path, folder: Path) -> Path:
    """The county with another figure in a claim."""
    root = folder / "changed"
    if not root.exists():
        shutil.copytree(county, root)
        claims = root / "claims.csv"
        claims.write_text(claims.read_text().replace("17500000", "99"))
    return root


def _claim(store: Store) -> float:
    found = queries.figure(store, CLAIM)
    assert found is not None
    return found["value"]
