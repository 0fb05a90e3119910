"""How soon `portcullis --help` answers. Baseline: a Python that starts and ends."""

from __future__ import annotations

from .measure import best, portcullis, python, say


def main() -> None:
    say(
        "help", best(*portcullis("--help"), times=15).seconds,
        "a bare Python", best(*python("pass"), times=15).seconds, budget=0.12,
    )  # fmt: skip


if __name__ == "__main__":
    main()
