"""Questions in plain words. Answers typed so far are kept, and the same command goes on where it stopped."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from vawcoord import disk
from vawcoord.language import _


class Dialogue:
    """A row of questions about one folder, each under a name of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.path = f".vawcoord/answers/{name}.json"
        self.answers: dict[str, str] = self._kept()
        self.resumed = bool(self.answers)

    def _kept(self) -> dict[str, str]:
        """Return the answers of an earlier run that did not end."""
        if not self.folder.is_dir():
            return {}
        content = disk.read(self.folder, self.path)
        try:
            held = json.loads(content) if content else {}
        except ValueError:
            return {}
        return {str(key): str(value) for key, value in held.items()} if isinstance(held, dict) else {}

    def ask(
        self, name: str, question: str, *, default: str = "", check: Callable[[str], str] | None = None, example: str = ""
    ) -> str:
        """Return the answer to a question, from an earlier run or from the person.

        `check` returns the answer as it is used, or raises ValueError with the sentence that says what is wrong.
        """
        if name in self.answers:
            return self.answers[name]
        hint = _(" (for example {example})").format(example=example) if example and not default else ""
        while True:
            typed = click.prompt(f"{question}{hint}", default=default, show_default=bool(default)).strip()
            try:
                answer = check(typed) if check else typed
            except ValueError as error:
                click.echo(str(error), err=True)
                continue
            self._keep(name, answer)
            return answer

    def choose(self, name: str, question: str, choices: Sequence[tuple[str, str]], *, default: str) -> str:
        """Return one of some choices, each a word and what it means, picked by number."""
        if name in self.answers:
            return self.answers[name]
        click.echo(question)
        for number, (_word, says) in enumerate(choices, start=1):
            click.echo(f"  {number}. {says}")
        words = [word for word, _says in choices]
        picked = click.prompt(_("Number"), type=click.IntRange(1, len(choices)), default=words.index(default) + 1)
        self._keep(name, words[picked - 1])
        return words[picked - 1]

    def _keep(self, name: str, answer: str) -> None:
        """Keep an answer on disk, so that a power cut loses at most one."""
        self.answers[name] = answer
        disk.write_atomic(self.folder / self.path, json.dumps(self.answers, ensure_ascii=False, indent=1).encode())

    def end(self) -> None:
        """Forget the answers: the command has done its work."""
        file = self.folder / self.path
        if file.exists():
            file.unlink()
