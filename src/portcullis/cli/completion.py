"""`portcullis completion`: the script that makes Tab complete commands, options, councils and measures.

In: the name of a shell. Out: its script.
"""

from __future__ import annotations

import click


@click.command(short_help="Print the script that makes Tab complete in your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a completion script for SHELL: bash, zsh or fish. It completes names of councils and measures too.

    \b
    Examples:
      portcullis completion bash >> ~/.bashrc
      portcullis completion zsh >> ~/.zshrc
      portcullis completion fish > ~/.config/fish/completions/portcullis.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(context.find_root().command, {}, "portcullis", "_PORTCULLIS_COMPLETE").source())
