"""The command line: `bouclage`."""

import os

from streams.commands.cli import cli


def main() -> None:
    """Run the command line."""
    # Our matrices are small: threads that wait for each other cost more than they give.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    cli(prog_name="bouclage")


if __name__ == "__main__":
    main()
