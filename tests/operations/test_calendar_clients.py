"""Calendars read by three programmes that are not ours: ical.js (Thunderbird's engine), khal, and a Radicale server.

A test finds them by VAWCOORD_KHAL and VAWCOORD_RADICALE (else on the PATH), and ical.js through NODE_PATH.
"""

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from vawcoord.clock import zone
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations import schedule
from vawcoord.operations.calendar import Request, publish

pytestmark = pytest.mark.programs

FIRST = date(2026, 9, 1)
LAST = date(2028, 8, 31)
TODAY = date(2026, 8, 20)
ZONES = (
    "Europe/Paris",
    "Europe/London",
    "America/New_York",
    "Asia/Jerusalem",
    "America/Santiago",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Gaza",
    "Africa/Nairobi",
)
"""Three with a rule that Outlook knows, one of them universal time in winter; two with a rarer rule; three that change by
no rule; one that never changes."""

SCHEDULE = """\
closures = [2027-05-04]

[[series]]
id = "ordinary"
title = "Coordination meeting"
every = "month"
weekday = "tuesday"
nth = 1
start = "10:00"
end = "12:00"
from = 2026-09-01
on_closure = "skip"

[[series]]
id = "quarterly"
title = "Working group"
every = "quarter"
weekday = "thursday"
nth = -1
start = "14:30"
end = "16:00"
from = 2026-09-01

[[series]]
id = "weekly"
title = "Team"
every = "two-weeks"
weekday = "wednesday"
start = "08:15"
end = "09:00"
from = 2026-09-01
until = 2027-12-31

[[extra]]
series = "ordinary"
date = 2027-07-20
"""

Times = list[tuple[str, str]]


def rule_days() -> dict[str, list[datetime]]:
    """Return the wall-clock times of SCHEDULE, counted day by day and not by the code under test."""
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    monthly = [day for day in days if day.weekday() == 1 and day.day <= 7 and day != date(2027, 5, 4)]
    last = [day for day in days if day.weekday() == 3 and (day + timedelta(days=7)).month != day.month and day.month % 3 == 0]
    weekly = [day for day in days if day.weekday() == 2 and (day - date(2026, 9, 2)).days % 14 == 0 and day.year < 2028]
    return {
        "ordinary": [datetime.combine(day, clock(10)) for day in [*monthly, date(2027, 7, 20)]],
        "quarterly": [datetime.combine(day, clock(14, 30)) for day in last],
        "weekly": [datetime.combine(day, clock(8, 15)) for day in weekly],
    }


def wanted() -> list[str]:
    """Return all wall-clock times, sorted."""
    return sorted(f"{at:%Y-%m-%dT%H:%M}" for days in rule_days().values() for at in days)


def instants(name: str) -> list[str]:
    """Return all times as instants, by the zone data that we ship."""
    return sorted(
        f"{at.replace(tzinfo=zone(name)).astimezone(UTC):%Y-%m-%dT%H:%MZ}" for days in rule_days().values() for at in days
    )


@pytest.fixture
def published(folder: Callable[..., Path]) -> Callable[..., tuple[Path, Path]]:
    """Return a maker of a folder and its calendar file."""

    def make(name: str, **request: Any) -> tuple[Path, Path]:
        root = folder({"meetings/schedule.toml": SCHEDULE}, name=name.rpartition("/")[2].lower())
        profile = root / "committee.toml"
        profile.write_text(profile.read_text(encoding="utf-8").replace("Africa/Nairobi", name), encoding="utf-8")
        return root, write(root, **request)

    return make


def write(root: Path, today: date = TODAY, **request: Any) -> Path:
    """Publish and return the file of the meetings."""
    committee, _findings = load(root)
    made = publish(root, committee, Shelf(root).words("en"), Request(**request), today)
    apply(root, made.changes, undoable=False)
    return root / made.files[0]


# ical.js

ICAL = """
const ICAL = require("ical.js");
const [file, from, until] = process.argv.slice(1);
const root = new ICAL.Component(ICAL.parse(require("fs").readFileSync(file, "utf8")));
for (const one of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(one));
const events = root.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
const masters = events.filter((one) => !one.isRecurrenceException());
const found = [];
const keep = (item, start) => {
  const wall = start.toString().slice(0, 16);
  if (wall.slice(0, 10) < from || wall.slice(0, 10) > until) return;
  found.push({uid: item.uid, wall, utc: start.toJSDate().toISOString().slice(0, 16) + "Z",
    status: item.component.getFirstPropertyValue("status"), sequence: item.sequence});
};
for (const master of masters) {
  for (const one of events) if (one.isRecurrenceException() && one.uid === master.uid) master.relateException(one);
  if (!master.isRecurring()) { keep(master, master.startDate); continue; }
  const walk = master.iterator();
  for (let next; (next = walk.next()) && next.toString().slice(0, 10) <= until;) {
    const seen = master.getOccurrenceDetails(next);
    keep(seen.item, seen.startDate);
  }
}
console.log(JSON.stringify(found));
"""


@cache
def ical_js() -> str:
    """Return why ical.js cannot be asked; nothing when it can."""
    node = shutil.which("node")
    if node is None:
        return "node is not installed"
    probe = subprocess.run([node, "-e", "require('ical.js')"], capture_output=True, check=False)
    return "" if probe.returncode == 0 else "ical.js is not on NODE_PATH"


def by_ical_js(file: Path) -> list[dict[str, Any]]:
    """Return the meetings that ical.js sees."""
    if ical_js():
        pytest.skip(ical_js())
    run = subprocess.run(
        [shutil.which("node") or "node", "-e", ICAL, str(file), FIRST.isoformat(), LAST.isoformat()],
        capture_output=True,
        check=True,
        text=True,
    )
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("name", ZONES)
def test_ical_js_reads_the_same_times(published: Callable[..., tuple[Path, Path]], name: str) -> None:
    """Wall-clock time and instant of every meeting of two years are what the rules say."""
    found = by_ical_js(published(name)[1])

    assert sorted(one["wall"] for one in found) == wanted()
    assert sorted(one["utc"] for one in found) == instants(name)


@pytest.mark.parametrize("name", ZONES)
def test_ical_js_reads_universal_time(published: Callable[..., tuple[Path, Path]], name: str) -> None:
    """With --utc the instants are the same, as far ahead as single meetings are written."""
    found = by_ical_js(published(name, utc=True)[1])
    horizon = f"{TODAY + timedelta(days=729)}"

    assert sorted(one["utc"] for one in found if one["utc"] < horizon) == [one for one in instants(name) if one < horizon]
    assert len({one["uid"] for one in found}) == len(found)


# khal


def khal() -> str:
    """Return where khal is, or skip."""
    found = os.environ.get("VAWCOORD_KHAL") or shutil.which("khal")
    if not found:
        pytest.skip("khal is not installed")
    return found


class Khal:
    """A khal with one empty calendar and a clock of its own."""

    def __init__(self, home: Path, name: str) -> None:
        self.command = khal()
        self.store = home / "store"
        self.store.mkdir(parents=True)
        config = home / "config"
        config.write_text(
            f"[calendars]\n[[c]]\npath = {self.store}\n[sqlite]\npath = {home / 'khal.db'}\n"
            f"[locale]\nlocal_timezone = {name}\ndefault_timezone = {name}\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
            "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            "[default]\ndefault_calendar = c\n",
            encoding="utf-8",
        )
        self.config = config
        self.env = {
            **os.environ,
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "XDG_CONFIG_HOME": str(home),
            "XDG_CACHE_HOME": str(home),
        }
        self.env.pop("PYTHONPATH", None)

    def run(self, *arguments: str) -> str:
        """Run khal and return what it prints."""
        run = subprocess.run(
            [self.command, "-c", str(self.config), *arguments], capture_output=True, check=False, text=True, env=self.env
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    def take(self, file: Path) -> None:
        """Import a file, as a person does who got it by mail."""
        self.run("import", "--batch", "-a", "c", str(file))

    def times(self) -> list[str]:
        """Return the wall-clock beginnings of everything in two years, with the mark that khal gives a cancelled one."""
        text = self.run(
            "list", "--format", "@{start-date}T{start-time} {cancelled}", "--day-format", "", FIRST.isoformat(), LAST.isoformat()
        )
        return sorted(set(re.findall(r"@(\S+(?: \S+)?)", text)))


@pytest.mark.parametrize("name", ZONES)
def test_khal_shows_the_same_times(published: Callable[..., tuple[Path, Path]], tmp_path: Path, name: str) -> None:
    """Imported and listed, all meetings of two years stand at the hour on the wall."""
    client = Khal(tmp_path / "khal", name)
    client.take(published(name)[1])

    assert client.times() == wanted()


# Radicale


class Radicale:
    """A CalDAV server on the loopback with an empty store."""

    def __init__(self, home: Path) -> None:
        command = os.environ.get("VAWCOORD_RADICALE") or shutil.which("radicale")
        if not command:
            pytest.skip("radicale is not installed")
        version = subprocess.run([command, "--version"], capture_output=True, check=True, text=True).stdout.strip()
        if tuple(int(part) for part in version.split(".")[:2]) < (3, 3):
            pytest.skip(f"radicale {version} does not expand series; 3.3 or newer does")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        home.mkdir()
        config = home / "config"
        config.write_text(
            f"[server]\nhosts = 127.0.0.1:{self.port}\n[auth]\ntype = none\n[rights]\ntype = owner_only\n"
            f"[storage]\nfilesystem_folder = {home / 'store'}\n[logging]\nlevel = warning\n",
            encoding="utf-8",
        )
        env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        self.log = (home / "log").open("w", encoding="utf-8")
        self.process = subprocess.Popen([command, "--config", str(config)], env=env, stdout=self.log, stderr=self.log)
        for _attempt in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        pytest.fail(f"radicale does not answer: {(home / 'log').read_text(encoding='utf-8')}")

    def stop(self) -> None:
        """End this server and no other."""
        self.process.terminate()
        self.process.wait(10)
        self.log.close()

    def ask(self, method: str, path: str, body: str | bytes, kind: str) -> bytes:
        """Send a request and return the answer's body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        content = body.encode() if isinstance(body, str) else body
        user = base64.b64encode(b"secretary:x").decode()
        connection.request(method, path, content, {"Authorization": f"Basic {user}", "Content-Type": kind, "Depth": "1"})
        answer = connection.getresponse()
        got = answer.read()
        connection.close()
        assert answer.status < 300, (answer.status, got)
        return got

    def put(self, file: Path) -> None:
        """Store a calendar file as a collection."""
        self.ask("PUT", "/secretary/meetings/", file.read_bytes(), "text/calendar; charset=utf-8")

    def expanded(self) -> list[dict[str, str]]:
        """Return every meeting of two years as the server expands it."""
        first, last = f"{FIRST:%Y%m%d}T000000Z", f"{LAST + timedelta(days=1):%Y%m%d}T000000Z"
        query = (
            '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data>'
            f'<C:expand start="{first}" end="{last}"/></C:calendar-data></D:prop><C:filter><C:comp-filter name="VCALENDAR">'
            f'<C:comp-filter name="VEVENT"><C:time-range start="{first}" end="{last}"/></C:comp-filter></C:comp-filter>'
            "</C:filter></C:calendar-query>"
        )
        tree = ET.fromstring(self.ask("REPORT", "/secretary/meetings/", query, "application/xml; charset=utf-8"))  # noqa: S314
        found = []
        for data in tree.iter("{urn:ietf:params:xml:ns:caldav}calendar-data"):
            text = re.sub(r"\r?\n[ \t]", "", data.text or "")
            for block in re.findall(r"BEGIN:VEVENT\r?\n(.*?)END:VEVENT", text, re.DOTALL):
                held = re.findall(r"^([A-Z-]+)([^:\r\n]*):([^\r\n]*)", block, re.MULTILINE)
                fields = {name: (key, value) for name, key, value in held}
                key, value = fields["DTSTART"]
                found.append({name: text for name, (_key, text) in fields.items()} | {"at": in_utc(key, value)})
        return found


def in_utc(key: str, value: str) -> str:
    """Return a DTSTART as an instant; what comes only once is left in its zone by the server."""
    if value.endswith("Z"):
        at = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    else:
        at = datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zone(key.removeprefix(";TZID="))).astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%MZ}"


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[Radicale]:
    """Run a server for a test."""
    server = Radicale(tmp_path / "radicale")
    yield server
    server.stop()


@pytest.mark.parametrize("name", ZONES)
def test_radicale_expands_to_the_same_times(published: Callable[..., tuple[Path, Path]], radicale: Radicale, name: str) -> None:
    """The server stores the file, and the query expanded over two years gives every instant once."""
    radicale.put(published(name)[1])
    found = radicale.expanded()

    assert sorted(one["at"] for one in found) == instants(name)
    assert len([one for one in found if "RECURRENCE-ID" in one]) == len(found) - 1, "the extra meeting is no part of a series"


# Publish, change, publish again


def changed(root: Path) -> None:
    """Move the meeting of March 2027 by a week and to the afternoon, and cancel that of June."""
    committee, _findings = load(root)
    apply(root, schedule.move(root, committee, "2027-03-02", TODAY, to=date(2027, 3, 9), start="15:00").changes)
    committee, _findings = load(root)
    apply(root, schedule.cancel(root, committee, "2027-06-01", TODAY).changes)


def test_ical_js_sees_one_updated_and_one_cancelled(published: Callable[..., tuple[Path, Path]]) -> None:
    """After the second publication one meeting stands elsewhere, one is cancelled, and no other is touched."""
    root, file = published("Europe/Paris")
    changed(root)
    found = by_ical_js(write(root, TODAY + timedelta(days=1)))

    assert [(one["wall"], one["status"]) for one in found if one["sequence"]] == [
        ("2027-03-09T15:00", "CONFIRMED"),
        ("2027-06-01T10:00", "CANCELLED"),
    ]
    assert sorted(one["wall"] for one in found) == sorted(
        "2027-03-09T15:00" if one == "2027-03-02T10:00" else one for one in wanted()
    )
    assert file == write(root, TODAY + timedelta(days=1))


def test_khal_updates_and_cancels_on_the_second_import(published: Callable[..., tuple[Path, Path]], tmp_path: Path) -> None:
    """The second file, imported over the first, leaves every meeting once."""
    root, file = published("Europe/Paris")
    client = Khal(tmp_path / "khal", "Europe/Paris")
    client.take(file)
    changed(root)
    client.take(write(root, TODAY + timedelta(days=1)))
    found = client.times()

    assert [one[:16] for one in found] == sorted("2027-03-09T15:00" if one == "2027-03-02T10:00" else one for one in wanted())
    assert [one for one in found if one[16:].strip()] == [one for one in found if one.startswith("2027-06-01")]


def test_radicale_updates_and_cancels_on_the_second_put(published: Callable[..., tuple[Path, Path]], radicale: Radicale) -> None:
    """The server shows one meeting moved, one cancelled, none twice."""
    root, file = published("Europe/Paris")
    radicale.put(file)
    changed(root)
    radicale.put(write(root, TODAY + timedelta(days=1)))
    found = radicale.expanded()

    assert len(found) == len(wanted())
    assert [one["at"] for one in found if one.get("STATUS") == "CANCELLED"] == ["2027-06-01T08:00Z"]
    moved = [one for one in found if one["at"] == "2027-03-09T14:00Z"]
    assert len(moved) == 1
    assert moved[0]["SEQUENCE"] == "1"
    assert not [one for one in found if one["at"] == "2027-03-02T09:00Z"]


NIGHT = """\
[[series]]
id = "night"
title = "Team"
every = "month"
weekday = "sunday"
nth = -1
start = "02:30"
end = "03:30"
from = 2026-09-01
"""


def nights() -> list[tuple[str, str]]:
    """Return wall-clock time and instant of NIGHT in Paris: the clock is changed in March and October at this very hour."""
    found = []
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if day.weekday() != 6 or (day + timedelta(days=7)).month == day.month:
            continue
        summer = 4 <= day.month <= 9
        wall, utc = f"{day}T02:30", f"{day}T00:30Z" if summer else f"{day}T01:30Z"
        if day.month == 3:
            wall, utc = f"{day}T03:00", f"{day}T01:00Z"  # half past two is skipped: the next valid time
        if day.month == 10:
            utc = f"{day}T00:30Z"  # half past two comes twice: the first one
        found.append((wall, utc))
    return found


@pytest.fixture
def at_night(folder: Callable[..., Path]) -> Path:
    """Return the calendar of meetings at the hour in which the clock is changed."""
    root = folder({"meetings/schedule.toml": NIGHT})
    profile = root / "committee.toml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("Africa/Nairobi", "Europe/Paris"), encoding="utf-8")
    return write(root)


def test_ical_js_reads_the_night_as_we_do(at_night: Path) -> None:
    """A skipped hour gives the next valid time and a doubled one the first, though ical.js by itself takes others."""
    assert sorted(one["utc"] for one in by_ical_js(at_night)) == [utc for _wall, utc in nights()]


def test_khal_reads_the_night_as_we_do(at_night: Path, tmp_path: Path) -> None:
    """The same on khal's list."""
    client = Khal(tmp_path / "khal", "Europe/Paris")
    client.take(at_night)

    assert client.times() == [wall for wall, _utc in nights()]


def test_radicale_reads_the_night_as_we_do(at_night: Path, radicale: Radicale) -> None:
    """The same in Radicale's expansion."""
    radicale.put(at_night)

    assert sorted(one["at"] for one in radicale.expanded()) == [utc for _wall, utc in nights()]
