"""The command `bouclage` and its commands."""

import importlib
from typing import Any

import click

from streams import __version__

COMMANDS = {
    "demo": "a day of posts becomes a digest, before your eyes",
    "replay": "files of posts become digests",
    "run": "read sources, fold and publish, all in one process",
    "intake": "read sources into the log",
    "worker": "fold the log into digests",
    "publish": "write final digests to files",
    "digest": "read a digest",
    "topics": "a file of posts, clustered: no log, no desk",
    "status": "how far the desks are, and what holds them back",
    "metrics": "the same for Prometheus",
    "check": "is this editions file good?",
    "editions": "make an editions file an order",
    "order": "hide, pin, rename, release",
    "channels": "create or show the channels",
}
"""Every command with its line in the overview; each lives in the module of its name."""


class Lazy(click.Group):
    """Imports a command only when it is asked for: the overview stays quick."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run; whatever a person can mend is told in words, wherever it comes up."""
        from streams.commands.common import Failed, told

        try:
            with told():
                return super().main(*args, **options)
        except Failed as failed:
            failed.show()
            raise SystemExit(failed.exit_code) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the overview."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"streams.commands.{cmd_name}")
        found: click.Command = getattr(module, cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Start here:
  bouclage demo                          a synthetic day, about a minute
  bouclage replay posts.jsonl --format flat --out digests
  bouclage run kafka:posts-of-others     from now on, until you stop it

Settings are BOUCLAGE_* in the environment; `docs/settings.md` has them all.
""",
)
@click.version_option(__version__, prog_name="bouclage")
def cli(**_: Any) -> None:
    """Bouclage reads a live stream of social posts and closes each day into a digest: the stories
    that mattered, with quotes, points, and the posts behind every sentence."""
