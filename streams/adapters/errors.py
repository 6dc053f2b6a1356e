"""What can go wrong at the log: each error says what was tried, on what, and what to do."""


class LogError(Exception):
    """The log could not do what it was asked to; nothing was half done."""


class UnknownChannel(LogError):
    """A channel that was never created."""


class TooLarge(LogError):
    """A record beyond what a default broker takes."""


class LogBusy(LogError):
    """Somebody else holds what only one may hold."""


class LogUnusable(LogError):
    """The medium refuses: disk full, read-only, broken. Stop; a restart reads on safely."""


class Unacknowledged(LogError):
    """A record was sent and its acknowledgement failed or stayed away: the worker must stop."""
