"""A new build is put in its place while readers read: nobody notices but for the new words."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from portcullis.store import replacing
from portcullis.web import create_app
from portcullis.web.current import Current
from portcullis.web.files import SiteFiles
from tests.functional.web.small_site import write_site

KENT = "/areas/E10000016/kent/"


@pytest.fixture
def own_build(build_dir: Path, tmp_path: Path) -> Path:
    """A build of this test's own."""
    put_store(build_dir, tmp_path)
    write_site(tmp_path, mark="first")
    return tmp_path


def put_store(origin: Path, build: Path) -> None:
    with replacing(build / "store") as folder:
        shutil.copytree((origin / "store").resolve(), folder, dirs_exist_ok=True)


def wait_for(client: TestClient, word: str) -> None:
    until = time.monotonic() + 10
    while word not in client.get(KENT).text:
        assert time.monotonic() < until, f"{word!r} never came"
        time.sleep(0.05)


def test_a_new_site_is_noticed(own_build: Path) -> None:
    with TestClient(create_app(own_build)) as client:
        assert "first" in client.get(KENT).text
        tag = client.get("/api/v1/areas").headers["etag"]
        swap_words(own_build, "second")
        wait_for(client, "second")
        assert client.get("/api/v1/areas").headers["etag"] == tag  # the facts are the same


def swap_words(build: Path, mark: str) -> None:
    """A new site with other words, made without opening the store: the server in this process has it open."""
    before = (build / "site").resolve()
    with replacing(build / "site") as folder:
        shutil.copytree(before, folder, dirs_exist_ok=True, symlinks=True)
        page = folder / KENT.strip("/") / "index.html"
        page.write_text(page.read_text().replace("first", mark).replace("second", mark))


def test_no_request_fails_while_builds_are_put_in_place(own_build: Path, build_dir: Path) -> None:
    failed: list[int] = []
    asked = 0
    stop = threading.Event()
    with TestClient(create_app(own_build)) as client:

        def read() -> None:
            nonlocal asked
            while not stop.is_set():
                for address in (KENT, "/api/v1/observations?authority=Kent&indicator=ehc_plans", "/search/?q=north"):
                    answer = client.get(address)
                    asked += 1
                    if answer.status_code != 200:
                        failed.append(answer.status_code)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for _ in range(3):
            put_store(build_dir, own_build)
            swap_words(own_build, "second")
            time.sleep(0.4)
        stop.set()
        for reader in readers:
            reader.join()
        wait_for(client, "second")
    assert failed == []
    assert asked > 20


def test_a_store_is_closed_only_when_its_last_reader_has_gone(own_build: Path, build_dir: Path) -> None:
    current = Current(own_build)
    with current.lease() as old:
        put_store(build_dir, own_build)
        current.refresh()
        with current.lease() as new:
            assert new is not old
        assert old.store.rows("select count(*) as n from authority")[0]["n"] > 150
    with pytest.raises(Exception, match=r"(?i)connection"):
        old.store.rows("select 1")
    current.close()


def test_a_build_that_cannot_be_opened_leaves_the_last_one_standing(
    own_build: Path, caplog: pytest.LogCaptureFixture
) -> None:
    current = Current(own_build)
    before = current.look()
    with replacing(own_build / "store") as folder:
        (folder / "portcullis.duckdb").write_bytes(b"not a database")
    current.refresh()
    assert current.look() is before
    assert "still served" in caplog.text
    current.close()


def test_a_build_that_is_swept_away_while_it_is_read_leaves_the_last_one_standing(
    own_build: Path, build_dir: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = Current(own_build)
    before = current.look()
    before.site.load("/")
    put_store(build_dir, own_build)

    def gone(*_: object) -> None:
        raise FileNotFoundError("/index.html")

    with monkeypatch.context() as patch:
        patch.setattr(SiteFiles, "load", gone)
        current.refresh()
    assert current.look() is before
    assert "still served" in caplog.text
    current.refresh()
    assert current.look() is not before
    current.close()


def test_a_page_whose_folder_was_swept_away_comes_from_the_next_build(own_build: Path) -> None:
    with TestClient(create_app(own_build)) as client:
        client.get("/")
        for mark in ("second", "third", "fourth"):  # the first folder is gone after the second
            swap_words(own_build, mark)
        answer = client.get(KENT)
        assert answer.status_code == 200


def test_without_a_build_the_server_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `portcullis build`"):
        create_app(tmp_path)
