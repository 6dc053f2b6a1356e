"""What a stranger gets wrong is told in words, with a code other than 0, and destroys nothing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from schemas.channels import CHANNELS
from streams.adapters.sqlite_log import SqliteLog
from streams.commands.cli import cli

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0


def call(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    assert all(word in result.output for word in words), result.output
    assert isinstance(result.exception, SystemExit), result.exception


def posts(path: Path, count: int = 40, word: str = "model") -> Path:
    lines = (
        {"id": f"p{i}", "text": f"An open {word} beats them all, says report {i}"}
        | {"ts": 1_772_000_000 + i * 30, "author": f"a{i}"}
        for i in range(count)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.mark.parametrize("command", ["topics", "replay"])
@pytest.mark.parametrize("layout", ["flat", "records"])
@pytest.mark.parametrize(
    ("content", "got"),
    [(b"", "got nothing at all"), (b"\n \n", "got nothing at all"), (b"\x00\xff\n\x80", "none")],
)
def test_a_file_without_a_single_record_is_told(
    command: str, layout: str, content: bytes, got: str, tmp_path: Path
) -> None:
    file = tmp_path / "odd"
    file.write_bytes(content)
    refused(call(command, file, "--format", layout, "--out", tmp_path / "out"), str(file), got)
    assert not (tmp_path / "out").exists()


def test_lines_that_are_no_posts_are_counted_beside_those_that_are(tmp_path: Path) -> None:
    file = posts(tmp_path / "posts.jsonl")
    file.write_text(file.read_text() + "{\nnothing\n")
    result = call("topics", file, "--format", "flat")
    assert result.exit_code == 0
    assert "passed over 2 that are no record" in result.output


@pytest.mark.parametrize("option", ["--out", "--stories"])
@pytest.mark.parametrize("name", ["posts.jsonl", "link.jsonl"])
def test_topics_never_write_over_what_they_read(option: str, name: str, tmp_path: Path) -> None:
    file = posts(tmp_path / "posts.jsonl")
    before = file.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(file)
    result = call("topics", file, "--format", "flat", option, tmp_path / name)
    refused(result, "expected a file of its own, got one of the files to read")
    assert file.read_bytes() == before


def test_the_standard_output_is_appended_to(tmp_path: Path) -> None:
    file, all_ = posts(tmp_path / "posts.jsonl"), tmp_path / "all"
    all_.write_text("before\n")
    with all_.open("a") as out:
        process = started("topics", file, "--format", "flat", "--out", "/dev/stdout", out=out)
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert all_.read_text().splitlines()[0] == "before"
    assert len(all_.read_text().splitlines()) == 41


def test_two_outputs_are_two_files(tmp_path: Path) -> None:
    file, one = posts(tmp_path / "posts.jsonl"), tmp_path / "one"
    result = call("topics", file, "--format", "flat", "--out", one, "--stories", one)
    refused(result, "got another output")
    assert not one.exists()


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("/dev/full", "cannot use /dev/full: expected to read or write it, got No space left"),
        ("", "expected a file, found a folder"),
        ("no/where", "expected a folder that this user may write in"),
    ],
)
def test_topics_say_what_is_wrong_with_an_output(out: str, words: str, tmp_path: Path) -> None:
    file = posts(tmp_path / "posts.jsonl")
    refused(call("topics", file, "--format", "flat", "--out", tmp_path / out), words)


@pytest.mark.parametrize(
    "args", [("replay", "POSTS", "--format", "flat"), ("demo",), ("publish",), ("run",)]
)
def test_a_folder_that_cannot_be_is_told_before_anything_is_done(
    args: tuple[str, ...], tmp_path: Path
) -> None:
    file = posts(tmp_path / "posts.jsonl")
    url = f"sqlite:///{tmp_path / 'log.db'}"
    SqliteLog.open(url).create(CHANNELS)
    on = () if args[0] == "demo" else ("--broker", url)
    out = tmp_path / "posts.jsonl" / "out"
    result = call(*(str(file) if arg == "POSTS" else arg for arg in args), "--out", out, *on)
    refused(result, f"cannot write digests to {out}: expected a folder")


def test_digests_of_other_posts_are_never_replaced_and_that_is_told(tmp_path: Path) -> None:
    common = ("--format", "flat", "--out", tmp_path / "out")
    assert call("replay", posts(tmp_path / "one.jsonl"), *common).exit_code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("digest.*")}
    result = call("replay", posts(tmp_path / "two.jsonl", 41, "poem"), *common)
    refused(result, "cannot write 2 final digests", "name another folder with --out")
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("digest.*")} == before


@pytest.mark.parametrize("speed", ["nan", "inf", "1e-300", "-1"])
def test_a_speed_is_a_number_that_time_can_go_by(speed: str, tmp_path: Path) -> None:
    file = posts(tmp_path / "posts.jsonl")
    refused(call("replay", file, "--format", "flat", "--speed", speed), "--speed")


def test_odd_words_in_an_order_or_an_address_are_told() -> None:
    refused(call("order", "hide-post", os.fsdecode(b"\xff")), "expected UTF-8 text")
    for url in ("kafka://[::1", "kafka://a,,b", "kafka://a b"):
        refused(call("status", "--broker", url), "BOUCLAGE_BROKER: expected")


def test_a_file_may_be_called_anything(tmp_path: Path) -> None:
    file = posts(tmp_path / os.fsdecode(b"\xff.jsonl"))
    result = call("replay", file, "--format", "flat", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output


def started(*args: object, out: object = subprocess.PIPE) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "streams", *map(str, args)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True  # type: ignore[call-overload]
    )  # fmt: skip


@pytest.mark.parametrize("command", ["replay", "topics"])
def test_a_reader_that_goes_ends_a_command_at_once_and_without_noise(
    command: str, tmp_path: Path
) -> None:
    file = posts(tmp_path / "posts.jsonl", 2000)
    out = tmp_path / "out" if command == "replay" else "/dev/stdout"
    process = started(command, file, "--format", "flat", "--out", out)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Traceback" not in told
    assert "rror" not in told


@pytest.mark.parametrize("args", ["--help", "status --broker URL", "check FILE"])
def test_a_full_disk_behind_the_output_is_told(args: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    SqliteLog.open(url).create(CHANNELS)
    args = args.replace("URL", url).replace("FILE", str(ROOT / "streams" / "editions.toml"))
    with Path("/dev/full").open("w") as full:
        process = started(*args.split(), out=full)
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert told.startswith("bouclage: cannot use the output")
    assert "Traceback" not in told


def test_a_replay_that_is_interrupted_says_how_to_go_on(tmp_path: Path) -> None:
    file, url = posts(tmp_path / "posts.jsonl", 3000), f"sqlite:///{tmp_path / 'log.db'}"
    on = ("--format", "flat", "--broker", url, "--out", tmp_path / "out", "--speed", "60")
    process = started("replay", file, *on)
    assert process.stdout is not None
    assert "records in the log" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert told.endswith("stopped before the end; the same command goes on from here\n")
    assert "Traceback" not in told
