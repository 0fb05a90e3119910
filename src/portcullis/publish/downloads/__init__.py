"""Downloads: every table as CSV and Parquet, cuts by measure and by area, and files that describe them."""

from .before import Before
from .describe import describe_downloads
from .licences import LICENCE_TEXT, licences
from .write import write_downloads

__all__ = ["LICENCE_TEXT", "Before", "describe_downloads", "licences", "write_downloads"]
