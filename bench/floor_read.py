"""What a look at ten years cannot cost less than: `floor_read.py FOLDER` reads every file and parses what is TOML in it.

A plain script, as somebody would write it for himself: nothing is checked, folded or shown. It prints how many entries there are.
"""

import os
import sys
import tomllib


def main() -> None:
    count = 0
    folders = [sys.argv[1]]
    while folders:
        with os.scandir(folders.pop()) as scan:
            for entry in scan:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(".") and entry.name != "build":
                        folders.append(entry.path)
                    continue
                if not entry.name.endswith((".toml", ".md")):
                    continue
                with open(entry.path, "rb") as file:  # noqa: PTH123 - a plain script
                    text = file.read().decode()
                table = tomllib.loads(text.split("+++\n", 2)[1] if entry.name.endswith(".md") else text)
                count += len(table.get("entries", ())) + len(table.get("actions", ())) + len(table.get("activities", ()))
    print(count)


main()
