"""Drives LibreOffice over a pipe: takes or refuses all tracked changes of Word files, and prints the text that is left.

Run by the Python that has LibreOffice's `uno`. Its arguments are a folder to work in and the office's programme; on standard input
stands one path a line; on standard output one JSON object with, for each path, the lines after accepting and after rejecting all;
for files in which nothing is tracked only the first of them.
"""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException


def option(name: str, value: Any) -> PropertyValue:
    """Return a named value as UNO takes it."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def lines(text: Any) -> Iterator[str]:
    """Yield the paragraphs of a text with their numbers, cell by cell where there are tables."""
    held = text.createEnumeration()
    while held.hasMoreElements():
        one = held.nextElement()
        if one.supportsService("com.sun.star.text.TextTable"):
            for name in one.getCellNames():
                yield from lines(one.getCellByName(name))
        else:
            number = one.ListLabelString if one.NumberingIsNumber else ""
            yield f"{number} {one.getString()}".strip()


def left(desktop: Any, dispatcher: Any, path: str, command: str) -> tuple[list[str], bool]:
    """Return the lines of a file after a command for all its changes, and whether there were any."""
    url = uno.systemPathToFileUrl(path)
    document = desktop.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
    try:
        tracked = document.Redlines.createEnumeration().hasMoreElements()
        if tracked:
            dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
        changes = document.Redlines.createEnumeration().hasMoreElements()
        return [*lines(document.Text), *(["(changes are left)"] if changes else [])], tracked
    finally:
        document.close(True)


def main() -> None:
    """Start the office, ask it about every file, end it."""
    folder, office = sys.argv[1:3]
    pipe = f"vawcoord{os.getpid()}"
    started = subprocess.Popen(
        [
            office,
            f"-env:UserInstallation={pathlib.Path(folder).as_uri()}/profile",
            f"--accept=pipe,name={pipe};urp",
            "--headless",
            "--norestore",
            "--nologo",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _try in range(240):
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            time.sleep(0.25)
    else:
        started.kill()
        sys.exit("LibreOffice did not answer")
    desktop = remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    dispatcher = remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", remote)
    commands = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges"}
    paths = sys.stdin.read().split("\n")
    found = {}
    for path in filter(None, paths):
        found[path] = {}
        for name, command in commands.items():
            found[path][name], tracked = left(desktop, dispatcher, path, command)
            if not tracked:
                break
    json.dump(found, sys.stdout)
    with contextlib.suppress(DisposedException):
        desktop.terminate()
    started.wait(60)


main()
