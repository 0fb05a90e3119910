"""A document sent to the server: read in memory, with limits, and shown beside its flags."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from portcullis.reader.evaluation.documents import documents
from portcullis.reader.evaluation.make import make
from portcullis.web.upload import UploadError, file_of


def sent(client: TestClient, data: bytes, name: str = "paper.pdf"):
    return client.post("/read/", files={"document": (name, data, "application/octet-stream")})


def test_the_form_works_without_script(client: TestClient) -> None:
    page = client.get("/read/")
    assert page.status_code == 200
    assert 'enctype="multipart/form-data"' in page.text
    assert "<script" not in page.text


def test_a_document_is_shown_beside_its_flags(client: TestClient) -> None:
    page = sent(client, make(documents("development")[0], "pdf"), "<b>ambleford</b>.pdf")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "no lawyer has reviewed" in page.text
    assert 'href="/duties/ehc-plan-number-cap/"' in page.text
    assert "<mark>Bring the number of new EHC plans down to 180 a year.</mark>" in page.text
    assert "£8,200,000" in page.text
    assert "<b>ambleford</b>" not in page.text


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [(b"%PDF-1.4 x", 422, "damaged"), (b"", 400, "Choose a file"), (b"x" * 12_100_000, 413, "too large")],
)
def test_what_cannot_be_read_brings_the_form_again(data: bytes, status: int, said: str, client: TestClient) -> None:
    page = sent(client, data)
    assert page.status_code == status
    assert said in page.text
    assert "<form" in page.text


def test_a_post_that_is_no_form(client: TestClient) -> None:
    assert client.post("/read/", content=b"x", headers={"content-type": "text/plain"}).status_code == 400
    assert client.put("/read/", content=b"x").status_code == 405


def test_nothing_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    sent(client, b"The council will cap EHC plans at 300.", "secret-name.txt")
    assert "secret-name" not in caplog.text
    assert "cap EHC" not in caplog.text


def test_a_form_that_breaks_off_is_refused() -> None:
    whole = (
        b'--b\r\ncontent-disposition: form-data; name="document"; filename="c:\\\\x\\\\a.txt"\r\n\r\nwords\r\n--b--\r\n'
    )
    assert file_of(whole, b"b") == (b"words", "a.txt")
    with pytest.raises(UploadError, match="did not arrive whole"):
        file_of(whole[:-9], b"b")
