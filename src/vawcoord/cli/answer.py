"""What a new word is, as people type it on a command line: `matatu=ordinary`."""

import click

from vawcoord.language import _


class Answer(click.ParamType[tuple[str, str]]):
    """What a word is, as people type it: "matatu=ordinary"."""

    name = "answer"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return word and kind."""
        if isinstance(value, tuple):
            return value
        word, _equals, kind = str(value).rpartition("=")
        if not word.strip() or not kind.strip():
            self.fail(_('Write the word and what it is: "matatu=ordinary", "Kisiwa=place".'), param, ctx)
        return word.strip(), kind.strip()


ANSWER = Answer()
