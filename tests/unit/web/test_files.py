from pathlib import Path

import pytest

from portcullis.web.files import SiteFiles, href


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name in ("index.html", "a/b/index.html", "a/.secret/index.html", ".git", "data/x.bin", "data/£.csv"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (tmp_path / "outside.txt").write_text("outside")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "up").symlink_to(tmp_path)
    return folder


def test_only_plain_files_of_the_folder_have_an_address(site: Path) -> None:
    assert set(SiteFiles(site).addresses) == {"/", "/a/b/", "/data/x.bin", "/data/£.csv"}


def test_other_ways_of_writing_an_address_lead_to_it(site: Path) -> None:
    assert SiteFiles(site).moved == {"/index.html": "/", "/a/b/index.html": "/a/b/", "/a/b": "/a/b/"}


def test_a_file_that_became_a_link_is_not_read(site: Path) -> None:
    files = SiteFiles(site)
    (site / "data/x.bin").unlink()
    (site / "data/x.bin").symlink_to(site.parent / "outside.txt")
    with pytest.raises(OSError, match="symbolic"):
        files.load("/data/x.bin")


def test_the_same_bytes_have_the_same_tag(site: Path) -> None:
    assert SiteFiles(site).load("/").etag == SiteFiles(site).load("/").etag
    assert SiteFiles(site).load("/").etag != SiteFiles(site).load("/a/b/").etag


def test_the_cache_has_a_limit(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portcullis.web.files.CACHE_BYTES", 600)
    files = SiteFiles(site)
    files.load("/")
    files.load("/a/b/")
    assert files.kept("/") is None
    assert files.kept("/a/b/") is not None


def test_a_next_site_reads_what_the_last_one_was_asked_for(site: Path) -> None:
    before, after = SiteFiles(site), SiteFiles(site)
    before.load("/a/b/")
    after.warm(before)
    assert after.kept("/a/b/") is not None
    assert after.kept("/") is None


def test_addresses_in_headers_are_plain_ascii() -> None:
    assert href("/a b/\r\nx: y/£") == "/a%20b/%0D%0Ax:%20y/%C2%A3"
