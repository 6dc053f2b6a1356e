"""A local Kafka says what is missing, and never touches a process that is not its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ops.kafka import LocalKafka, Missing, Security, process
from ops.kafka.__main__ import main
from ops.kafka.jars import jars, java


def sleeper(folder: Path) -> None:
    process.start(folder, [sys.executable, "-c", "import signal; signal.pause()"])


def test_a_process_is_found_again_by_its_folder_until_it_ends(tmp_path: Path) -> None:
    assert process.running(tmp_path) is None
    sleeper(tmp_path)
    assert process.running(tmp_path) is not None
    process.send(tmp_path, signal.SIGKILL)
    assert process.gone(tmp_path, 60.0)
    assert process.running(tmp_path) is None


def test_a_process_that_took_over_the_number_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"]) as stranger:
        (tmp_path / process.PID).write_text(f"{stranger.pid} born-at-another-time")
        assert process.running(tmp_path) is None
        process.send(tmp_path, signal.SIGKILL)
        assert stranger.poll() is None
        stranger.kill()


def test_without_java_or_maven_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dict(os.environ)
    try:
        os.environ.update(PATH=str(tmp_path), XDG_CACHE_HOME=str(tmp_path))
        os.environ.pop("JAVA_HOME", None)
        with pytest.raises(Missing, match="apt-get install"):
            java()
        with pytest.raises(Missing, match="Maven"):
            jars()
        assert main(["start", "--dir", str(tmp_path / "kafka")]) == 2
    finally:
        os.environ.clear()
        os.environ.update(before)
    assert "Java" in capsys.readouterr().err


def test_status_of_nothing_is_1_and_to_stop_nothing_is_no_error(tmp_path: Path) -> None:
    assert main(["status", "--dir", str(tmp_path)]) == 1
    assert main(["stop", "--dir", str(tmp_path)]) == 0


def test_a_broker_never_shows_its_password(tmp_path: Path) -> None:
    security = Security(user="reader", password="sesame-9f3a")
    assert "sesame" not in repr(security)
    assert "sesame" not in security.properties(tmp_path)


@pytest.mark.kafka
def test_a_frozen_broker_is_there_and_a_thawed_one_answers(own_kafka: LocalKafka) -> None:
    own_kafka.freeze()
    assert own_kafka.pid is not None
    own_kafka.thaw()
    own_kafka.start()
    own_kafka.stop()
    assert own_kafka.pid is None
