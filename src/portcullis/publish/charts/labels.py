"""Labels that stand beside the ends of lines without touching.

In: where each label wants to stand and how tall it is. Out: where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

#: Average width of a character as a share of the type size; on the wide side, so that text fits in any system font.
CHAR = 0.57
SIZE = 12.5
LINE = 13.5


def width(text: str) -> float:
    """About how wide a text is drawn."""
    return (len(text) + 0.5 * sum(c in "%mMwW" for c in text)) * CHAR * SIZE


def wrap(text: str, chars: int) -> list[str]:
    """The text in lines of at most so many characters; a longer word keeps a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= chars:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres for labels, as near as may be to the wanted ones, in the same order, none overlapping, all within
    low..high if they fit. Neighbours that would touch form one block, which stands at the mean of its wishes."""
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    blocks: list[list[int]] = []
    tops: list[float] = []

    def height(block: list[int]) -> float:
        return sum(heights[i] for i in block)

    def top(block: list[int]) -> float:
        above, wishes = 0.0, 0.0
        for i in block:
            wishes += wanted[i] - heights[i] / 2 - above
            above += heights[i]
        return max(low, min(wishes / len(block), high - above))

    for i in order:
        blocks.append([i])
        tops.append(top(blocks[-1]))
        while len(blocks) > 1 and tops[-2] + height(blocks[-2]) > tops[-1] + 1e-9:
            last = blocks.pop()
            tops.pop()
            blocks[-1] += last
            tops[-1] = top(blocks[-1])
    places = [0.0] * len(wanted)
    for block, at in zip(blocks, tops, strict=True):
        for i in block:
            places[i] = at + heights[i] / 2
            at += heights[i]
    return places
