import pytest

from portcullis.web.postcode import full_postcode, outward_code


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ME14 1XQ", "ME141XQ"),
        ("me141xq", "ME141XQ"),
        (" m1 1ae ", "M11AE"),
        ("EC1A 1BB", "EC1A1BB"),
        ("W1A 0AX", "W1A0AX"),
        ("CR2 6XH", "CR26XH"),
        ("DN55 1PT", "DN551PT"),
        ("gir 0aa", "GIR0AA"),
        ("kent", None),
        ("ME14", None),
        ("886", None),
        ("E10000016", None),
        ("ME14 1X", None),
        ("ME14 1XQ x", None),
        ("ＭＥ14 1XQ", None),
        ("", None),
    ],
)
def test_full_postcodes_are_told_from_everything_else(typed: str, plain: str | None) -> None:
    assert full_postcode(typed) == plain


@pytest.mark.parametrize(
    ("typed", "half"), [("ME14", True), ("m1", True), ("EC1A", True), ("kent", False), ("886", False)]
)
def test_half_a_postcode(typed: str, half: bool) -> None:
    assert outward_code(typed) is half
