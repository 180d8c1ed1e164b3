"""What it costs to look at every file of a folder: `floor_noop.py FOLDER` walks it with `scandir` and `stat`, and counts."""

import os
import sys


def main() -> None:
    folders = [sys.argv[1]]
    seen = {}
    while folders:
        with os.scandir(folders.pop()) as scan:
            for entry in scan:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    facts = entry.stat(follow_symlinks=False)
                    seen[entry.path] = (facts.st_size, facts.st_mtime_ns)
    print(len(seen))


main()
