"""Pages that are pictures: what a machine reads on them. Needs the extra `ocr`, which brings its model in its package.

In: an open PDF and which pages. Out: lines of each page, and the pages for which there was no time. No network.
"""

from __future__ import annotations

import math
import time
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..limits import Limits

if TYPE_CHECKING:
    import pypdfium2

#: Dots an inch: at 150 and fewer, spaces between words are lost; more gain nothing.
DPI = 200
#: No page is drawn larger than this, whatever size it claims.
MOST_PIXELS = 4_500_000


class OcrMissingError(Exception):
    """The extra `ocr` is not installed."""


@lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        module = import_module("rapidocr_onnxruntime")  # an extra: by name, for it need not be there
    except ImportError:
        raise OcrMissingError from None
    # Text lines of papers stand upright: without the part that looks for turned lines it is faster.
    return module.RapidOCR(use_cls=False, intra_op_num_threads=2, inter_op_num_threads=1)


def read_pictures(
    document: pypdfium2.PdfDocument, pages: list[int], limits: Limits
) -> tuple[dict[int, list[str]], list[int]]:
    """Lines of each page by its index, and the indexes left out. Raises OcrMissingError."""
    engine = _engine()
    read: dict[int, list[str]] = {}
    start, slowest = time.monotonic(), 0.0
    for number, index in enumerate(pages):
        begun = time.monotonic()
        if number >= limits.scanned_pages or begun - start + slowest > limits.ocr_s:
            return read, pages[number:]
        read[index] = _lines(engine, document, index)
        slowest = max(slowest, time.monotonic() - begun)
    return read, []


def _lines(engine: Any, document: pypdfium2.PdfDocument, index: int) -> list[str]:
    from .pdf import rows_of

    page = document[index]
    try:
        width, height = page.get_size()
        pixels = max(width, 1.0) * max(height, 1.0) * (DPI / 72) ** 2
        scale = DPI / 72 * min(1.0, math.sqrt(MOST_PIXELS / pixels))
        picture = page.render(scale=scale, grayscale=False).to_numpy()
    finally:
        page.close()
    found, _ = engine(picture)
    boxes = []
    for corners, words, _score in found or ():
        across, down = [c[0] for c in corners], [c[1] for c in corners]
        boxes.append((min(across), -max(down), max(across), -min(down), str(words)))
    return rows_of(boxes)
