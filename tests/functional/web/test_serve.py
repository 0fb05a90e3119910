"""The server in a process of its own: it says where it is, logs nobody, and answers what no browser would send."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portcullis.web import PortTaken, serve
from portcullis.web.serve import FIRST_PORT, listen

PROGRAM = """
import sys
from pathlib import Path
from portcullis.web import serve
serve(Path(sys.argv[1]), port=0, on_ready=lambda address: print(address, flush=True))
"""


@pytest.fixture(scope="module")
def running(build_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Port and log of a server."""
    log = tmp_path_factory.mktemp("log") / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(build_dir)], stdout=subprocess.PIPE, stderr=out, text=True
        )
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), log.read_text()
        yield int(address.rstrip("/").rpartition(":")[2]), log
        process.terminate()
        assert process.wait(10) in (0, -15)
        process.stdout.close()


def ask(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while part := connection.recv(65536):
            answer += part
        return answer


def get(path: bytes) -> bytes:
    return b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def test_pages_come_over_a_real_connection(running: tuple[int, Path]) -> None:
    answer = ask(running[0], get(b"/areas/E10000016/kent/"))
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"<h1>Kent</h1>" in answer
    assert b"server:" not in answer.lower()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (b"/../../etc/passwd", b"404"),
        (b"/static/../../store/manifest.json", b"404"),
        (b"/%2e%2e/%2e%2e/etc", b"404"),
        (b"/a\\..\\b", b"404"),
        (b"/search/?q=" + b"a" * 1_000_000, b"414"),
        (b"/api/v1/areas?q=" + b"a" * 9_000, b"414"),
        (b"/search/?q=" + b"a" * 300, b"200"),
        (b"/x%0d%0aSet-Cookie:a=b", b"404"),
        (b"/areas/%zz/", b"404"),
        (b"//evil.example/areas", b"404"),
    ],
    ids=[
        "dots",
        "dots-in-static",
        "encoded",
        "backslash",
        "megabyte",
        "long-api",
        "long",
        "crlf",
        "bad-escape",
        "slashes",
    ],
)
def test_what_no_browser_would_send_is_answered_in_kind(running: tuple[int, Path], path: bytes, status: bytes) -> None:
    answer = ask(running[0], get(path))
    assert answer.startswith(b"HTTP/1.1 " + status)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"set-cookie" not in head.lower()
    assert b"Traceback" not in body
    assert b"root:" not in body


def test_garbage_does_not_stop_it(running: tuple[int, Path]) -> None:
    assert ask(running[0], b"\x00\xff garbage\r\n\r\n").startswith(b"HTTP/1.1 400")
    assert ask(running[0], get(b"/")).startswith(b"HTTP/1.1 200")


def test_the_log_holds_nothing_of_its_readers(running: tuple[int, Path]) -> None:
    ask(running[0], get(b"/search/?q=secret+words"))
    ask(running[0], get(b"/api/v1/areas?q=secret"))
    text = running[1].read_text()
    assert "secret" not in text
    assert "127.0.0.1" not in text
    assert "GET" not in text


def test_a_taken_port_is_told_in_a_sentence(build_dir: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port} is taken: stop what runs there"):
            serve(build_dir, port=port)
    with pytest.raises(PortTaken, match="not a port"):
        listen("127.0.0.1", 99999)
    with pytest.raises(PortTaken, match="cannot listen"):
        listen("192.0.2.1", 8000)


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        one, other = first.getsockname()[1], second.getsockname()[1]
        assert FIRST_PORT <= one < other
