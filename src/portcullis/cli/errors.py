"""What can go wrong for a person, said in a sentence without a traceback, with an exit code.

In: exceptions from any room. Out: `Polite`, the group that translates them; `Misuse` and `Impossible` to raise.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import click


class Found(click.ClickException):
    """Something is wrong with the facts (1)."""

    exit_code = 1


class Misuse(click.ClickException):
    """Used wrongly: a name or an option that is not known (2)."""

    exit_code = 2


class Impossible(click.ClickException):
    """Could not be done on this machine now (3)."""

    exit_code = 3


class Stopped(click.ClickException):
    """Stopped by the person (130)."""

    exit_code = 130


class Polite(click.Group):
    """A group that turns what people can mend into a sentence. What they cannot is a bug, and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            result = super().invoke(ctx)
            # Here, and not at exit, so that a pipe that was closed is met while we can still be quiet about it.
            sys.stdout.flush()
        except KeyboardInterrupt:
            raise Stopped("stopped; nothing half-done was left in place") from None
        except BrokenPipeError:
            _silence()
            ctx.exit(141)
        except Exception as error:
            if said := said_plainly(error):
                raise said from None
            raise
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which people need them, not of the alphabet."""
        return list(self.commands)


def _silence() -> None:
    """What is left in the buffer goes nowhere, so that the interpreter does not complain at exit."""
    with Path(os.devnull).open("w") as nowhere:
        for stream in (sys.stdout, sys.stderr):
            try:
                os.dup2(nowhere.fileno(), stream.fileno())
            except (OSError, ValueError):  # a stream of a test has no file behind it
                continue


def said_plainly(error: Exception) -> click.ClickException | None:
    """The exception that click shows as one message, or None where it is no mistake of a person."""
    if isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort):
        return None
    room, name = type(error).__module__, type(error).__name__
    # By name: importing the rooms only to look for their exceptions would make every command slow.
    if name == "RegisterError" and room.startswith("portcullis."):
        return _mistakes(error)
    if name in {"PlaceError", "FrozenError"} and room.startswith("portcullis."):
        return Impossible(str(error))
    if room.split(".")[0] in {"duckdb", "_duckdb"}:
        if name == "InterruptException":
            return Stopped("stopped")
        # A damaged file, a full disk, no memory. A query that does not fit its tables is a bug.
        if name in {"IOException", "SerializationException", "OutOfMemoryException"}:
            return _database(str(error).splitlines()[0])
        return None
    if isinstance(error, OSError):
        return _system(error)
    return None


def _mistakes(error: Any) -> click.ClickException:
    lines = [str(mistake) for mistake in error.mistakes]
    count = "one mistake" if len(lines) == 1 else f"{len(lines):,} mistakes"
    shown = "\n".join(lines[:50])
    more = f"\n… and {len(lines) - 50:,} more" if len(lines) > 50 else ""
    return Found(f"the register has {count}; nothing was built from it.\n{shown}{more}")


def _database(message: str) -> click.ClickException:
    if _full(message):
        return Impossible("the disk is full: nothing was changed")
    return Impossible(f"the store could not be used ({message}): remove the build folder and run `portcullis build`")


def _system(error: OSError) -> click.ClickException | None:
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or _full(str(error)):
        return Impossible("the disk is full: nothing was changed")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Impossible(f"not allowed to write or read here{place}: choose another folder with --build-dir or --out")
    if error.errno == errno.EADDRINUSE:
        return Impossible("that port is taken: choose another with --port")
    if isinstance(error, FileNotFoundError):
        return Impossible(str(error) if error.errno is None else f"there is no such file{place}")
    if error.errno is None:
        return Impossible(str(error))
    return Impossible(f"{(error.strerror or 'the system refused').lower()}{place}")


def _full(message: str) -> bool:
    return "No space left" in message or "not enough space" in message.lower() or "quota exceeded" in message.lower()
