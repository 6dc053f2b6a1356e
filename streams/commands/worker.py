"""`bouclage worker`: fold the log into digests."""

import click

from streams.commands.common import Failed, log_options, opened, settings, speak


@click.command(
    epilog="""\b
Examples:
  bouclage worker --broker kafka://localhost:9092
"""
)
@log_options
def worker(broker: str | None, prefix: str | None) -> None:
    """Fold posts into shards and shards into desks, until stopped. On Kafka any number of workers
    share the work; on the embedded log there is one. It may be killed at any time."""
    from streams.commands.folding import worker_of

    speak()
    process = settings(broker=broker, prefix=prefix)
    with opened(process) as log:
        app = worker_of(process, log)  # before Faust is imported: others wait for our seat
        from streams.adapters.worker import WorkerFailed, run_worker

        click.echo(f"folding {process.broker} as {process.prefix}{app.group}")
        try:
            run_worker(app)
        except WorkerFailed as error:
            raise Failed(str(error)) from error
