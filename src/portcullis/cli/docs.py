"""`portcullis docs cli`: the reference of the command line, from the help of every command.

In: the commands. Out: Markdown; docs/cli.md is exactly this, and a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

INTRODUCTION = """\
# The command line

This page is written by `portcullis docs cli > docs/cli.md` from the help of every command; a test fails when the two
differ. No command needs the network. Lists go to standard output and can be piped; progress, counts and messages go to
standard error. `--format csv` and `--format json` carry raw values with the ids that pages and downloads use; in CSV,
text that a spreadsheet would run as a formula begins with an apostrophe. JSON lists have one shape:
`{"count": 2, "rows": [{…}, {…}]}`.

Where a name is asked for, a council's name, an old name or any of its codes will do. `--register` and `--build-dir` may
stand before or after the command.
"""


@click.command(hidden=True, short_help="Print the reference of the command line.")
@click.argument("what", type=click.Choice(["cli"]))
@click.pass_context
def docs(context: click.Context, what: str) -> None:
    """Print docs/cli.md."""
    root = context.find_root().command
    assert isinstance(root, click.Group)  # noqa: S101 - for the type checker
    click.echo(reference(root), nl=False)


def reference(group: click.Group) -> str:
    """Markdown: the help of the group and of each command that is not hidden."""
    top = _context(group, None, "portcullis")
    return "\n".join([INTRODUCTION, _section("portcullis", group.get_help(top)), *_inside(group, top)])


def _inside(group: click.Group, context: click.Context) -> Iterator[str]:
    """Sections of the commands of a group, and of those inside them."""
    for name in group.list_commands(context):
        command = group.commands[name]
        if not command.hidden:
            inner = _context(command, context, name)
            yield _section(inner.command_path, command.get_help(inner))
            if isinstance(command, click.Group):
                yield from _inside(command, inner)


def _context(command: click.Command, parent: click.Context | None, name: str) -> click.Context:
    return click.Context(command, parent=parent, info_name=name, terminal_width=100, help_option_names=["-h", "--help"])


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text.rstrip()}\n```\n"
