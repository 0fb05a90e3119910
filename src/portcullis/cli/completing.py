"""What a shell offers when Tab is pressed.

In: the register's files, read as they are: nothing is loaded or built. Out: names.
"""

from __future__ import annotations

import csv
from pathlib import Path

import click
from click.shell_completion import CompletionItem


def _root(context: click.Context) -> Path:
    return Path(context.params.get("register_dir") or context.find_root().params.get("register_dir") or "register")


def authorities(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of councils."""
    try:
        with (_root(context) / "authorities.csv").open(encoding="utf-8", newline="") as file:
            rows = [(_word(row["name"]), row["code"]) for row in csv.DictReader(file) if row["status"] == "current"]
    except (OSError, KeyError, ValueError):
        return []
    start = incomplete.casefold()
    return [CompletionItem(name, help=code) for name, code in sorted(rows) if name.casefold().startswith(start)]


def _word(name: str) -> str:
    """A name without spaces or commas: a shell would take it for several words. Commands understand it so too."""
    return "-".join(name.replace(",", " ").replace("'", "").split())


def _stems(context: click.Context, folder: str, suffix: str, incomplete: str) -> list[CompletionItem]:
    stems = sorted(path.stem for path in (_root(context) / folder).glob(f"*{suffix}"))
    return [CompletionItem(stem) for stem in stems if stem.startswith(incomplete)]


def agreements(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Agreements by the name of their file."""
    return _stems(context, "agreements", ".toml", incomplete)


def indicators(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Measures by the name of their file."""
    return _stems(context, "observations", ".csv", incomplete)


def scenarios(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Scenarios by the name of their file."""
    return _stems(context, "scenarios", ".toml", incomplete)


def dials(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Dials, and after the equals sign the words that one may stand at."""
    from portcullis.vocabulary import DIALS

    name, equals, start = incomplete.partition("=")
    if equals:
        dial = DIALS.get(name)
        words = [word for word, _ in dial.choices] if dial else []
        return [CompletionItem(f"{name}={word}") for word in words if word.startswith(start)]
    found = [dial for dial in DIALS.values() if dial.name.startswith(incomplete)]
    return [CompletionItem(f"{dial.name}=", help=dial.label) for dial in found]
