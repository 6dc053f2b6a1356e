"""The one process behind a folder: started, found again by its id, signalled, never guessed."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

LOG = "broker.log"
PID = "pid"


def start(folder: Path, command: list[str]) -> None:
    """Start the command in a session of its own, its output in the folder's log, its id kept."""
    with (folder / LOG).open("ab") as log:
        child = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    (folder / PID).write_text(f"{child.pid} {_born(child.pid)}")


def running(folder: Path) -> int | None:
    """The id of the folder's process, or None where it has ended or its id is now another's."""
    try:
        pid, _, born = (folder / PID).read_text().partition(" ")
    except FileNotFoundError:
        return None
    with suppress(ChildProcessError):  # if we started it, take its end, or it stays a zombie
        os.waitpid(int(pid), os.WNOHANG)
    return int(pid) if born and _born(int(pid)) == born else None


def send(folder: Path, number: signal.Signals) -> None:
    """Send a signal to the folder's process, if it runs."""
    pid = running(folder)
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def gone(folder: Path, patience: float) -> bool:
    """Wait until the folder's process has ended; false where it takes longer than `patience`."""
    until = time.monotonic() + patience
    while running(folder) is not None:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def log_end(folder: Path, size: int = 3000) -> str:
    """The last bytes of the folder's log as text."""
    try:
        return (folder / LOG).read_bytes()[-size:].decode(errors="replace")
    except FileNotFoundError:
        return ""


def _born(pid: int) -> str:
    """When a process was started, as its system tells it; empty where there is none."""
    if Path("/proc/self/stat").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
        return ""
    told = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return told.stdout.strip()
