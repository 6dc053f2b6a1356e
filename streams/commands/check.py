"""`bouclage check`: is this editions file good?"""

from pathlib import Path

import click

from streams.commands.common import told


@click.command(
    epilog="""\b
Examples:
  bouclage check editions.toml
"""
)
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check an editions FILE: every fault with its line, key, what was expected and what stands
    there. Exit code 0 when it is good, 2 when not."""
    from streams.editions import load_editions

    with told():
        found = load_editions(file)
    for edition in found.editions:
        click.echo(
            f"{edition.name}: desk {edition.desk}, {edition.language}, closes at "
            f"{edition.close} {edition.zone}, {edition.grace} s grace, "
            f"up to {edition.stories} stories"
        )
    click.echo(f"{file}: good ({len(found.desks)} desks, {len(found.editions)} editions)")
