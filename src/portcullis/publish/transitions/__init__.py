"""The report of a council's own model, for a schools forum: HTML and PDF from rows that are fit to be shared.

In: `Paper`. Out: report.html and report.pdf in a new folder. Unlike the rest of this room it knows no store: what it
shows never enters one.
"""

from .paper import Paper, write_paper

__all__ = ["Paper", "write_paper"]
