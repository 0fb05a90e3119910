"""The middle of columns is the one that numpy finds, whatever is missing."""

from __future__ import annotations

import warnings

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from portcullis.audit.middle import median, medians

CELLS = st.one_of(st.just(np.nan), st.floats(width=64, allow_infinity=True), st.integers(-3, 3).map(float))


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=CELLS))
def test_medians_of_columns_are_those_of_numpy(matrix: np.ndarray) -> None:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)  # numpy warns of columns without a figure
        expected = np.array([np.nanmedian(column) for column in matrix.T])
        assert np.array_equal(medians(matrix), expected, equal_nan=True)
        assert np.array_equal([median(column) for column in matrix.T], expected, equal_nan=True)


def test_a_matrix_without_rows_has_no_middle() -> None:
    assert np.isnan(medians(np.empty((0, 3)))).all()
