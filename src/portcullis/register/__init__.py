"""The register: facts as files that anyone can read, loaded and checked (floor 1)."""

from .law import LawFiles, load_law
from .load import CheckResult, Register, check, load, load_site_file
from .mistakes import Mistake, RegisterError

__all__ = [
    "CheckResult",
    "LawFiles",
    "Mistake",
    "Register",
    "RegisterError",
    "check",
    "load",
    "load_law",
    "load_site_file",
]
