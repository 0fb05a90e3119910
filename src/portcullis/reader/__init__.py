"""The reader (floor 3): a document in, its terms out, with the clauses that are in tension with a duty.

In: bytes of a PDF, Word file, workbook, web page or text. Out: `Reading`, or `UnreadableError` with one plain line.
A flag is to be looked at by a person; it is never a finding that anyone acted unlawfully.
"""

from .law import Law, from_register, from_rows
from .limits import UPLOAD, Limits, UnreadableError
from .reading import Reading, read

__all__ = ["UPLOAD", "Law", "Limits", "Reading", "UnreadableError", "from_register", "from_rows", "read"]
