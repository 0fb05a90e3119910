"""The register: facts as files that anyone can read, loaded and checked (floor 1)."""

from .load import CheckResult, Register, check, load, load_site_file
from .mistakes import Mistake, RegisterError

__all__ = ["CheckResult", "Mistake", "Register", "RegisterError", "check", "load", "load_site_file"]
