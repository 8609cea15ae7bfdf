import io

import pytest

from groundrule.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, seconds: list[float], monkeypatch: pytest.MonkeyPatch) -> str:
    clock = iter(seconds)
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    with Progress() as progress:
        for done in range(len(seconds) - 1):
            progress(done, 9)
    return stream.getvalue()


def test_a_quick_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(Terminal(), [0.0, 0.2, 0.9], monkeypatch) == ""


def test_a_long_run_shows_how_far_it_is_and_cleans_up(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run(Terminal(), [0.0, 0.5, 1.5, 1.55], monkeypatch)
    assert shown == "\r\x1b[Kgroundrule: 1 of 9 modules and files …\r\x1b[K"


def test_what_is_no_terminal_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(io.StringIO(), [0.0, 5.0, 6.0], monkeypatch) == ""
