"""The command line: `bouclage`."""

from streams.commands.cli import cli


def main() -> None:
    """Run the command line."""
    cli(prog_name="bouclage")


if __name__ == "__main__":
    main()
