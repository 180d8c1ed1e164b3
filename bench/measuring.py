"""Runs whole processes in turn and compares them round by round. Linux and macOS: `os.wait4` tells what a process used."""

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE / "out"
PYTHON = sys.executable
VAWCOORD = str(Path(sys.executable).with_name("vawcoord"))

Command = Sequence[str]


@dataclass(frozen=True)
class Used:
    """What one process used: CPU seconds of user and system together, peak memory in MiB; and what it printed."""

    cpu: float
    peak: float
    said: str


@dataclass(frozen=True)
class Row:
    """A line of the table; without `target` it is there to be compared with."""

    name: str
    what: str
    figure: str
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Spread:
    """The median of the rounds, and the half of them that lies around it."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return it as the table shows it."""
        return f"{self.middle:.2f} x ({self.low:.2f} to {self.high:.2f})"


def environment() -> dict[str, str]:
    """Return the environment of a user: byte code is written and used, nothing of this shell's Python is inherited."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VAWCOORD"))}


def used(command: Command, *, heard: bool = False, folder: Path | None = None) -> Used:
    """Run a command to its end, in a folder. With `heard` its output is kept."""
    stdout = subprocess.PIPE if heard else subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.DEVNULL, env=environment(), cwd=folder)
    said = process.stdout.read().decode() if process.stdout else ""
    _process, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # A check that finds something leaves with 1; everything above could not do its work, and its time says nothing.
    if process.returncode not in (0, 1):
        message = f"{' '.join(command)} left with {process.returncode}"
        raise RuntimeError(message)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, said)


def in_turn(
    commands: dict[str, Command], rounds: int, *, heard: bool = False, folder: Path | None = None
) -> dict[str, list[Used]]:
    """Run every command once a round, in turn, so that whatever else the machine does hits all alike; the first is a warm-up."""
    runs: dict[str, list[Used]] = {name: [] for name in commands}
    for count in range(rounds + 1):
        for name, command in commands.items():
            one = used(command, heard=heard, folder=folder)
            if count:
                runs[name].append(one)
    return runs


def ratio(above: Sequence[float], below: Sequence[float]) -> Spread:
    """Return how many times as much one used as the other, taken within each round."""
    each = sorted(one / other for one, other in zip(above, below, strict=True))
    quarter = len(each) // 4
    return Spread(statistics.median(each), each[quarter], each[-1 - quarter])


def cpu(runs: Sequence[Used]) -> list[float]:
    """Return the CPU seconds of some runs."""
    return [one.cpu for one in runs]


def at_most(name: str, what: str, figure: Spread, limit: float) -> Row:
    """Return the row of a target from above."""
    return Row(name, what, str(figure), f"at most {limit} x", figure.middle <= limit)


def at_least(name: str, what: str, figure: Spread, limit: float) -> Row:
    """Return the row of a target from below."""
    return Row(name, what, str(figure), f"at least {limit} x", figure.middle >= limit)
