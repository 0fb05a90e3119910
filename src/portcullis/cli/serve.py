"""`portcullis serve`: the site on this machine.

In: the register, or a build that stands. Out: a server until it is stopped, and its address.
"""

from __future__ import annotations

import click

from .places import Places, pass_places, places_options


@click.command(short_help="Build the site if it is out of date, and serve it on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 lets others in.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="PORT", help="[default: the first free one from 8000]")
@click.option("--no-build", is_flag=True, help="Serve what was built last, even if the register has changed.")
@places_options
@pass_places
def serve(places: Places, host: str, port: int | None, no_build: bool) -> None:
    """Build the site if it is out of date, serve it on this machine, and print the address to open.

    Ctrl-C ends it; that is its normal end, so the exit code is then 0.

    \b
    Examples:
      portcullis serve
      portcullis serve --port 9000
      portcullis serve --register my-copy --host 0.0.0.0
      portcullis serve --no-build
    """
    if not no_build:
        places.need_register()
    from portcullis.web import serve as serve_site
    from portcullis.web.serve import listen

    # Asked first: nobody should wait for a build to learn that the port is taken.
    listen(host, port).close()
    if not no_build:
        from .build import built

        built(places, briefs=False)  # the server prints a brief when somebody asks for it
    serve_site(places.build_dir, host, port, forecasts=places.forecasts, on_ready=_say)


def _say(address: str) -> None:
    click.echo(f"Portcullis is at {address}  (Ctrl-C ends it)")
