"""Charts as SVG and the sentences that say the same: plain records in, text out, nothing else needed."""

from .bar import bar_chart
from .data import (
    Band,
    Bar,
    BarChart,
    Break,
    Cell,
    ChartBlock,
    Column,
    Dot,
    DotChart,
    LineChart,
    Mark,
    Point,
    Series,
    Strip,
    StripChart,
    Table,
)
from .dots import dot_chart
from .line import line_chart
from .sentences import describe_series
from .spark import sparkline
from .standalone import standalone
from .strip import strip_chart
from .tables import bar_table, series_table

__all__ = [
    "Band", "Bar", "BarChart", "Break", "Cell", "ChartBlock", "Column", "Dot", "DotChart", "LineChart", "Mark", "Point",
    "Series", "Strip", "StripChart", "Table", "bar_chart", "bar_table", "describe_series", "dot_chart", "line_chart",
    "series_table", "sparkline", "standalone", "strip_chart",
]  # fmt: skip
