"""`bouclage metrics`: the same figures as `status`, for Prometheus."""

import click

from streams.commands.common import log_options, now, opened, settings


@click.command(
    epilog="""\b
Examples:
  bouclage metrics
  bouclage metrics > /var/lib/node_exporter/textfile/bouclage.prom
"""
)
@log_options
def metrics(broker: str | None, prefix: str | None) -> None:
    """Print every metric once, read from the log alone, as Prometheus' text format has it: for the
    textfile collector of a node exporter, or a cron of your own. `docs/metrics.md` says what each
    means, and which alerts we advise."""
    from streams.outlets.figures import read_figures
    from streams.outlets.metrics import exposition

    with opened(settings(broker=broker, prefix=prefix)) as log:
        click.echo(exposition(read_figures(log, now())), nl=False)
