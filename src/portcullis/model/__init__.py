"""The model: what happens next, with ranges, and how wrong we were before (floor 3).

`demand` forecasts plans and what goes with them, all councils jointly; `backtest` scores it, and simpler forecasters,
on what was known at the time; `frozen` keeps a forecast that was made before the figure came. `mechanism` holds the
rules of the money, each with its certainty and its sources.
"""
