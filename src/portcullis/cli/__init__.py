"""The command line (floor 5).

In: arguments. Out: text, CSV or JSON on standard output, progress and messages on standard error, an exit code.
Only click is imported at the top of any module here: each command imports its part of the house inside itself,
so that `portcullis --help` answers at once.
"""

from .group import main

__all__ = ["main"]
