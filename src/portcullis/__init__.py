"""Portcullis: what councils agreed about special needs deficits, what became of it, and what happens next.

In: nothing. Out: the version. The rooms are the subpackages; ARCHITECTURE.md draws them.
"""

__version__ = "0.1.0"
