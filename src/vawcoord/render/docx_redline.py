"""Tracked changes of a Word file: the marks around runs, at the ends of paragraphs and on rows, all by one author on one day."""

from vawcoord.prose import Mark, Revision
from vawcoord.render.docx_text import attribute

# Bookmarks count from 1: the marks stand far above them, so that no identifier is there twice.
_FIRST = 100_001
_TAGS = {"inserted": "ins", "deleted": "del"}


class Pen:
    """Writes the marks of one document, each with an identifier of its own; the same sheet gives the same marks."""

    def __init__(self, revision: Revision) -> None:
        day = f'w:date="{revision.day.isoformat()}T00:00:00Z"'
        author = attribute(revision.author)
        self._who = {
            False: f'w:author="{author}" {day}',
            True: f'w:author="{author} ({attribute(revision.moved)})" {day}',
        }
        self._next = _FIRST
        self.moved = False
        """Whether what is written next was not dropped, but has come elsewhere; then its author's name says so.

        LibreOffice takes the same words, deleted here and inserted there by one author, for moved, and forgets the number of
        the paragraph after them; of marked moves it leaves empty paragraphs behind. Two names keep it from both.
        """

    def _told(self) -> str:
        """Return identifier, author and date of the next mark."""
        self._next += 1
        return f'w:id="{self._next - 1}" {self._who[self.moved]}'

    def runs(self, mark: Mark, inner: str) -> str:
        """Return runs inside their mark. What is deleted stands in an element of its own: readers that know no marks skip it."""
        if not mark or not inner:
            return inner
        if mark == "deleted":
            # The text itself is escaped, so that these can only be elements.
            inner = inner.replace("<w:t xml:", "<w:delText xml:").replace("</w:t>", "</w:delText>")
        tag = _TAGS[mark]
        return f"<w:{tag} {self._told()}>{inner}</w:{tag}>"

    def ending(self, mark: Mark) -> str:
        """Return what marks the end of a paragraph, as the last of its properties: with it the whole paragraph comes or goes."""
        return f"<w:rPr><w:{_TAGS[mark]} {self._told()}/></w:rPr>" if mark else ""

    def row(self, mark: Mark) -> str:
        """Return what marks a row of a table, as the last of its properties."""
        return f"<w:{_TAGS[mark]} {self._told()}/>" if mark else ""
