"""What is said of a council beside others follows the counts, in whole sentences."""

from __future__ import annotations

import pytest

from portcullis.publish.pages.compare import _counted
from portcullis.publish.words.sentence import MAX_WORDS


@pytest.mark.parametrize(
    ("others", "above", "below", "expected"),
    [
        (1, 1, 0, ["The other council is clearly above Wexmoor."]),
        (1, 0, 1, ["The other council is clearly below Wexmoor."]),
        (1, 0, 0, ["The other council cannot be told apart from Wexmoor: the intervals overlap."]),
        (3, 0, 0, ["None of the others can be told apart from Wexmoor: the intervals overlap."]),
        (2, 1, 1, ["Of the 2 others with figures, 1 is clearly above Wexmoor and 1 clearly below."]),
        (5, 2, 1, [
            "Of the 5 others with figures, 2 are clearly above Wexmoor and 1 clearly below.",
            "2 cannot be told apart from it: the intervals overlap.",
        ]),
    ],
)  # fmt: skip
def test_each_count_has_its_words(others: int, above: int, below: int, expected: list[str]) -> None:
    said = _counted("Wexmoor", others, above, below)
    assert [s.text for s in said] == expected
    assert max(s.words for s in said) <= MAX_WORDS
