"""What an outlet may refuse."""


class Unpublishable(Exception):
    """A record of an output channel that cannot become a file; says why."""
