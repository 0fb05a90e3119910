import pytest

from portcullis.web.conditions import Wishes


@pytest.mark.parametrize(
    ("value", "takes"),
    [
        ("gzip", True),
        ("GZIP, br", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("br", False),
        ("", False),
        ("identity", False),
        ("x-gzip", False),
    ],
)
def test_who_takes_gzip(value: str, takes: bool) -> None:
    assert Wishes.of([(b"accept-encoding", value.encode())]).gzip is takes


@pytest.mark.parametrize(
    ("tags", "same"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"abc-gzip"', True),
        ('"x", "abc"', True),
        ('"ab"', False),
        ("", False),
        ("*", True),
    ],
)
def test_whether_a_copy_is_still_good(tags: str, same: bool) -> None:
    assert Wishes.of([(b"if-none-match", tags.encode())]).unchanged("abc", 0) is same


def test_a_tag_outweighs_a_date() -> None:
    headers = [(b"if-none-match", b'"old"'), (b"if-modified-since", b"Sat, 01 Jan 2050 00:00:00 GMT")]
    assert not Wishes.of(headers).unchanged("new", 0)
    assert Wishes.of(headers[1:]).unchanged("new", 0)
