"""Laws of the command line: it teaches, it fails in one clear line, and its page is complete."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from schemas.channels import CHANNELS, ORDERS, POSTS
from schemas.codec import decode_record
from schemas.orders import HidePost, RenameTopic, SettingsOrder
from streams.adapters.sqlite_log import SqliteLog
from streams.commands.cli import COMMANDS, cli

ROOT = Path(__file__).parents[2]


def every(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield f"{path}{name}", command
        if isinstance(command, click.Group):
            yield from every(command, f"{path}{name} ")


def call(*args: object, **env: str) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], env=env)


def broker(folder: Path) -> str:
    return f"sqlite:///{folder / 'log.db'}"


def orders(folder: Path) -> list[object]:
    log = SqliteLog.open(broker(folder))
    return [decode_record(entry.value or b"") for entry in log.read(ORDERS.name, 0, 0)]


def test_every_command_teaches() -> None:
    for path, command in every(cli):
        result = call(*path.split(), "--help")
        assert result.exit_code == 0, path
        assert command.help, path
        if not isinstance(command, click.Group) and not path.startswith("order"):
            assert "bouclage" in (command.epilog or ""), f"{path} shows no example"


def test_the_commands_page_has_every_command_and_option() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for path, command in every(cli):
        assert path.split()[-1] in page, path
        if path == "topics" or isinstance(command, click.Group):
            continue
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[0] in page, f"{path} {parameter.opts[0]}"


def test_the_overview_imports_nothing_heavy() -> None:
    code = (
        "import sys; from streams.commands.cli import cli, COMMANDS\n"
        "cli(['--help'], standalone_mode=False)\n"
        "print([m for m in ('faust', 'kafka', 'numpy', 'river', 'msgspec') if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "[]"
    assert all(name in told.stdout for name in COMMANDS)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["check", "no.toml"], "no.toml: file: expected a readable UTF-8 file"),
        (["status", "--broker", "http://x"], "BOUCLAGE_BROKER: expected sqlite:///PATH or kafka"),
        (["replay", "no.jsonl"], "cannot read no.jsonl: expected a file, found none there"),
        (["replay", __file__, "--no-worker"], "name it with --broker"),
        (["status", "--broker", "sqlite:////proc/no/log.db"], "cannot open the log"),
        (["run", "twitter:x"], "unknown sources: twitter:x"),
        (["intake", "flat:no.csv"], "cannot read no.csv"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(args: list[str], words: str) -> None:
    result = call(*args)
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "args",
    [
        "status",
        "metrics",
        "digest ai-utc-en",
        "channels show",
        "publish --once",
        "worker",
        "intake",
        "intake kafka:firehose",
        "order hide-post p1",
        f"editions apply {ROOT / 'streams' / 'editions.toml'}",
        "replay POSTS --format flat --no-worker",
    ],
)
def test_a_mistyped_log_is_told_and_not_created(args: str, tmp_path: Path) -> None:
    path = tmp_path / "mistyped" / "log.db"
    args = args.replace("POSTS", str(posts(tmp_path / "posts.jsonl")))
    result = call(*args.split(), "--broker", f"sqlite:///{path}")
    assert result.exit_code == 2
    assert f"cannot open the log ({path}): expected a log, got no file there" in result.output
    assert not path.parent.exists()


def test_no_secret_is_in_help_or_errors() -> None:
    secret = {"BOUCLAGE_KAFKA_PASSWORD": "hunter2", "BOUCLAGE_KAFKA_PROTOCOL": "odd"}
    for args in (["status"], ["status", "--help"], ["channels", "show"]):
        assert "hunter2" not in call(*args, **secret).output


def test_orders_lie_in_the_log(tmp_path: Path) -> None:
    on = ["--broker", broker(tmp_path)]
    assert call("channels", "create", *on).exit_code == 0
    assert call("order", "hide-post", "p1", *on).exit_code == 0
    assert call("order", "rename-topic", "ai", "7", "A title", *on).exit_code == 0
    assert call("order", "rename-topic", "ai", "7", "x" * 121, *on).exit_code == 2
    file = ROOT / "streams" / "editions.toml"
    assert call("editions", "apply", file, "--from", "2026-03-17T22:00Z", *on).exit_code == 0
    assert call("editions", "apply", file, "--from", "2026-03-17T22:00", *on).exit_code == 2
    hide, rename, change = orders(tmp_path)
    assert isinstance(hide, HidePost)
    assert isinstance(rename, RenameTopic)
    assert isinstance(change, SettingsOrder)
    assert (hide.post, rename.title, change.from_second) == ("p1", "A title", 1_773_784_800_000)


def test_channels_are_created_once_and_differences_are_told(tmp_path: Path) -> None:
    on = ["--broker", broker(tmp_path)]
    assert call("channels", "create", "--partitions", "posts=3", *on).exit_code == 0
    assert SqliteLog.open(broker(tmp_path)).partitions(POSTS.name) == 3
    again = call("channels", "create", "--partitions", "posts=5", *on)
    assert again.exit_code == 1
    assert "posts: partitions: expected 5, got 3" in again.output
    shown = call("channels", "show", *on)
    assert all(channel.name in shown.output for channel in CHANNELS)


def test_a_status_without_intake_is_red_and_says_what_to_do(tmp_path: Path) -> None:
    on = ["--broker", broker(tmp_path)]
    call("channels", "create", *on)
    result = call("status", *on)
    assert result.exit_code == 1
    assert "RED: no intake has joined: start one" in result.output


def posts(path: Path) -> Path:
    lines = (
        {"id": f"p{i}", "text": f"An open model beats them all, says report {i}", "likes": i % 5}
        | {"ts": 1_772_000_000 + i * 30, "author": f"a{i}"}
        for i in range(40)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_a_replay_writes_the_same_digests_on_any_shards_and_when_started_again(
    tmp_path: Path,
) -> None:
    file = posts(tmp_path / "posts.jsonl")
    common = ["replay", file, "--format", "flat", "--out"]
    assert call(*common, tmp_path / "one", "--shards", 1).exit_code == 0
    on = ["--broker", broker(tmp_path)]
    assert call(*common, tmp_path / "four", "--shards", 4, *on).exit_code == 0
    assert call(*common, tmp_path / "again", *on).exit_code == 0
    for name in ("all-utc-en/2026-02-25/digest.json", "all-paris-fr/2026-02-25/digest.json"):
        written = {(tmp_path / out / name).read_bytes() for out in ("one", "four", "again")}
        assert len(written) == 1
    final = call("digest", "all-utc-en", "--day", "2026-02-25", "--format", "json", *on)
    assert final.output.encode() == written_of(tmp_path, "all-utc-en") + b"\n"
    assert call("publish", "--out", tmp_path / "site", "--once", *on).output.startswith("2 files")
    assert call("publish", "--out", tmp_path / "site", "--once", *on).output.startswith("0 files")
    state = call("status", *on)
    assert "desk all has come to 2026-02-26 00:02:02 UTC; no intake is running" in state.output
    assert "last final of all-utc-en: 2026-02-25, revision 0" in state.output
    other = call("replay", posts(tmp_path / "other.jsonl"), "--format", "flat", *on)
    assert other.exit_code == 2
    assert "Choose a log of its own" in other.output


def written_of(folder: Path, edition: str) -> bytes:
    return (folder / "one" / edition / "2026-02-25" / "digest.json").read_bytes()


def test_a_missing_edition_is_told_with_those_there_are(tmp_path: Path) -> None:
    on = ["--broker", broker(tmp_path)]
    call("channels", "create", *on)
    result = call("digest", "nope", *on)
    assert result.exit_code == 2
    assert "no digest of nope: expected one of none that has printed yet" in result.output
