"""Makes the corpus of Word files that came back, `tests/data/returned/`, through real programmes. Run by hand; the files stay.

One memorandum is sent out; each file is that copy with edits whose result is known beforehand, because every edit is given
twice: as something done to the Word file, and as the words it leaves in the Markdown. `expected.toml` says what must be read.
Needs LibreOffice and pandoc: python tools/make_returned.py
"""

import copy
import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w
from lxml import etree

from vawcoord.folder.loading import load
from vawcoord.operations.build import build
from vawcoord.text.frontmatter import split
from vawcoord.text.merge import pieces

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "tests" / "data" / "returned"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14 w15"'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
POLICE, HOSPITAL = "Amina Mwangi", "Joseph Maina"
BODY = split((PLACE / "sent.md").read_text(encoding="utf-8")).body
SOURCE = {one.id: one.source for one in pieces(BODY)}

CASES: list[dict[str, Any]] = []


def edited(clause: str, *changes: tuple[str, str]) -> str:
    """Return the Markdown of a clause with words replaced, each of which must stand in it once."""
    text = SOURCE[clause]
    for old, new in changes:
        assert text.count(old) == 1, (clause, old, text.count(old))
        text = text.replace(old, new)
    return text.strip()


def changed(clause: str, *changes: tuple[str, str], tracked: bool = True, authors: tuple[str, ...] = (POLICE,)) -> dict[str, Any]:
    """Return what must be read of a clause with other words."""
    known = {"authors": list(authors)} if tracked else {}
    return {"clause": clause, "change": "changed", "text": edited(clause, *changes), "tracked": tracked, **known}


def keep(kind: str, content: bytes, *clauses: dict[str, Any], **more: Any) -> None:
    """Keep a file, with what must be read of it."""
    number = sum(1 for one in CASES if one["kind"] == kind) + 1
    name = f"{kind}-{number:02}.docx"
    (PLACE / name).write_bytes(content)
    CASES.append({"name": name, "kind": kind, **more, "clauses": list(clauses)})


# The copy that was sent


def sent() -> bytes:
    """Return the Word file as it goes out."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "committee"
        (folder / "mou").mkdir(parents=True)
        (folder / "members").mkdir()
        (folder / "committee.toml").write_text(
            'format = 1\nid = "lakeside"\nuid = "k3f9w2qz"\nname = "Lakeside District Coordination Committee"\n'
            'area = "Lakeside District"\nlevel = "local"\nbody = "coalition"\nlanguages = ["en"]\n'
            'timezone = "Africa/Nairobi"\nterm = "victim/survivor"\nmission = "Together."\nvision = "Safe."\nstandard = "esp-m5"\n',
            encoding="utf-8",
        )
        shutil.copy(PLACE / "sent.md", folder / "mou" / "referral.md")
        for one in ("county-police", "district-hospital", "shelter-rise"):
            (folder / "members" / f"{one}.toml").write_text(
                f'name = "{one}"\nsector = "police"\ntype = "state"\njoined = 2025-02-01\n', encoding="utf-8"
            )
        load(folder)
        list(build(folder, date(2026, 11, 22)))
        return (folder / "build" / "mou" / "referral.docx").read_bytes()


class Word:
    """The sent copy, open for edits as Word writes them. Without `author` the edits are made and not recorded."""

    def __init__(self, content: bytes, author: str = POLICE) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.tree = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.tree.find(f"{W}body")
        self.author = author
        self.count = 900
        self.comments: list[tuple[str, str, str, str, bool]] = []

    def bytes(self) -> bytes:
        """Return the file."""
        if self.comments:
            self._write_comments()
        self.parts["word/document.xml"] = etree.tostring(self.tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, data in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    # Finding

    def text(self, par: Any) -> str:
        """Return the text of a paragraph as the editing reader sees it."""
        return "".join(one.text or "" for one in par.iter(f"{W}t"))

    def par(self, start: str) -> Any:
        """Return the paragraph whose text begins with some words; a table of contents is passed over."""
        for one in self.body.iter(f"{W}p"):
            style = one.find(f"{W}pPr/{W}pStyle")
            if style is not None and (style.get(f"{W}val") or "").startswith("TOC"):
                continue
            if self.text(one).startswith(start):
                return one
        raise LookupError(start)

    def clause(self, start: str) -> list[Any]:
        """Return heading and blocks of the clause whose heading begins so."""
        heading = self.par(start)
        held = [heading]
        for one in heading.itersiblings():
            style = one.find(f"{W}pPr/{W}pStyle")
            name = (style.get(f"{W}val") or "").lower() if style is not None else ""
            if one.tag == f"{W}sectPr" or name.startswith(("heading", "annexheading")):
                break
            held.append(one)
        return held

    # Marks

    def mark(self, tag: str, author: str = "") -> Any:
        """Return an element that records a change."""
        self.count += 1
        one = etree.Element(f"{W}{tag}")
        one.set(f"{W}id", str(self.count))
        one.set(f"{W}author", author or self.author)
        one.set(f"{W}date", "2026-11-18T09:30:00Z")
        return one

    def run(self, words: str, like: Any = None) -> Any:
        """Return a run."""
        one = etree.Element(f"{W}r")
        look = like.find(f"{W}rPr") if like is not None else None
        if look is not None:
            one.append(copy.deepcopy(look))
        text = etree.SubElement(one, f"{W}t")
        text.text = words
        text.set(SPACE, "preserve")
        return one

    def cut(self, par: Any, old: str) -> list[Any]:
        """Return the runs that hold exactly some words of a paragraph, cut out of longer ones."""
        whole = self.text(par)
        assert whole.count(old) == 1, (whole, old)
        start = whole.index(old)
        end, at, held = start + len(old), 0, []
        for run in [one for one in par.iter(f"{W}r") if one.find(f"{W}t") is not None]:
            text = run.find(f"{W}t")
            words = text.text or ""
            first, last = at, at + len(words)
            at = last
            if last <= start or first >= end:
                continue
            pieces_ = (words[: max(start - first, 0)], words[max(start - first, 0) : end - first], words[max(end - first, 0) :])
            if last <= end:
                pieces_ = (pieces_[0], words[max(start - first, 0) :], "")
            before = run
            text.text = pieces_[1]
            text.set(SPACE, "preserve")
            if pieces_[0]:
                before.addprevious(self.run(pieces_[0], run))
            if pieces_[2]:
                before.addnext(self.run(pieces_[2], run))
            held.append(run)
        return held

    def strike(self, runs: list[Any], tag: str = "del", author: str = "") -> list[Any]:
        """Delete runs; return the elements that hold them, empty where nothing is recorded."""
        made = []
        for run in runs:
            if not self.author:
                run.getparent().remove(run)
                continue
            mark = self.mark(tag, author)
            run.addprevious(mark)
            mark.append(run)
            for text in list(run.iter(f"{W}t", f"{W}instrText")):
                name = etree.QName(text).localname
                text.tag = {"t": f"{W}delText", "instrText": f"{W}delInstrText"}[name] if tag == "del" else text.tag
            made.append(mark)
        return made

    def insertion(self, words: str, like: Any = None, tag: str = "ins", author: str = "") -> Any:
        """Return inserted words."""
        run = self.run(words, like)
        if not self.author:
            return run
        mark = self.mark(tag, author)
        mark.append(run)
        return mark

    # Edits

    def replace(self, start: str, old: str, new: str, author: str = "") -> None:
        """Replace words in a paragraph."""
        par = self.par(start)
        runs = self.cut(par, old)
        place = etree.Element("place")
        runs[-1].addnext(place)
        made = self.strike(runs, author=author)
        if new:
            place.addprevious(self.insertion(new, runs[0], author=author))
        place.getparent().remove(place)
        del made

    def append(self, start: str, words: str, author: str = "") -> None:
        """Add words at the end of a paragraph."""
        par = self.par(start)
        last = [one for one in par.iter(f"{W}r") if one.find(f"{W}t") is not None][-1]
        last.addnext(self.insertion(words, author=author))

    def end_mark(self, par: Any, tag: str, author: str = "") -> None:
        """Record that a paragraph's end was inserted or deleted."""
        if not self.author:
            return
        properties = par.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            par.insert(0, properties)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.SubElement(properties, f"{W}rPr")
        look.insert(0, self.mark(tag, author))

    def remove(self, par: Any, tag: str = "del") -> None:
        """Delete a whole paragraph."""
        if not self.author:
            for one in par.iter(f"{W}bookmarkStart"):
                for end in self.tree.iter(f"{W}bookmarkEnd"):
                    if end.get(f"{W}id") == one.get(f"{W}id"):
                        end.getparent().remove(end)
                        break
            par.getparent().remove(par)
            return
        self.strike(list(par.iter(f"{W}r")), tag)
        self.end_mark(par, tag)

    def add(self, start: str, words: str, *, like: str = "", heading: str = "", author: str = "") -> Any:
        """Add a paragraph after another one, with the properties of `like`, or of that other."""
        par = self.par(start)
        new = etree.Element(f"{W}p")
        model = self.par(like or start).find(f"{W}pPr")
        if model is not None:
            new.append(copy.deepcopy(model))
            for one in new.findall(f"{W}pPr/{W}rPr"):
                one.getparent().remove(one)
        if heading:
            new[:] = []
            style = etree.SubElement(etree.SubElement(new, f"{W}pPr"), f"{W}pStyle")
            style.set(f"{W}val", heading)
        new.append(self.insertion(words, author=author))
        par.addnext(new)
        if self.author:
            self.end_mark(new, "ins", author)
        return new

    def remove_clause(self, start: str) -> None:
        """Delete a clause with all that stands in it."""
        for one in self.clause(start):
            if one.tag == f"{W}p":
                self.remove(one)
            elif one.tag == f"{W}tbl":
                self.remove_table(one)

    def remove_table(self, table: Any) -> None:
        """Delete a table row by row."""
        for row in list(table.iter(f"{W}tr")):
            self.remove_row(row)
        if not self.author:
            table.getparent().remove(table)

    def remove_row(self, row: Any) -> None:
        """Delete a row."""
        if not self.author:
            row.getparent().remove(row)
            return
        self._row_mark(row, "del")
        for par in row.iter(f"{W}p"):
            self.remove(par)

    def _row_mark(self, row: Any, tag: str) -> None:
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(0, properties)
        properties.append(self.mark(tag))

    def add_row(self, start: str, *cells: str) -> None:
        """Add a row after the one whose first cell begins so."""
        row = next(self.par(start).iterancestors(f"{W}tr"))
        new = copy.deepcopy(row)
        for par, words in zip(new.iter(f"{W}p"), cells, strict=True):
            for run in list(par.iter(f"{W}r")):
                run.getparent().remove(run)
            par.append(self.insertion(words))
            self.end_mark(par, "ins")
        row.addnext(new)
        if self.author:
            self._row_mark(new, "ins")

    def move(self, start: str, before: str) -> None:
        """Move a clause before another, as Word records moves: the old place, the new one, and marks around both."""
        held = [one for one in self.clause(start) if one.tag in (f"{W}p", f"{W}tbl")]
        target = self.par(before)
        for one in held:
            if not self.author:
                target.addprevious(one)
                continue
            new = copy.deepcopy(one)
            for mark in [*new.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
                mark.getparent().remove(mark)
            target.addprevious(new)
            for run in list(one.iter(f"{W}r")):
                mark = self.mark("moveFrom")
                run.addprevious(mark)
                mark.append(run)
            self.end_mark(one, "moveFrom")
            for run in list(new.iter(f"{W}r")):
                mark = self.mark("moveTo")
                run.addprevious(mark)
                mark.append(run)
            self.end_mark(new, "moveTo")
        if self.author:
            for tag, first in (("moveFromRange", held[0]), ("moveToRange", target.getprevious())):
                self.count += 1
                start_mark = self.mark(f"{tag}Start")
                start_mark.set(f"{W}name", "move1")
                first.addprevious(start_mark)
                end = etree.Element(f"{W}{tag}End")
                end.set(f"{W}id", start_mark.get(f"{W}id"))
                first.addnext(end)

    def comment(
        self, start: str, words: str, text: str, *, author: str = POLICE, answers: int = 0, resolved: bool = False
    ) -> None:
        """Add a comment on some words, or an answer to an earlier comment (counted from 1)."""
        name = str(len(self.comments))
        runs = self.cut(self.par(start), words)
        for tag, one, after in (("commentRangeStart", runs[0], False), ("commentRangeEnd", runs[-1], True)):
            mark = etree.Element(f"{W}{tag}")
            mark.set(f"{W}id", name)
            if after:
                one.addnext(mark)
                reference = etree.Element(f"{W}r")
                etree.SubElement(reference, f"{W}commentReference").set(f"{W}id", name)
                mark.addnext(reference)
            else:
                one.addprevious(mark)
        self.comments.append((name, author, text, str(answers - 1) if answers else "", resolved))

    def _write_comments(self) -> None:
        bodies, states = [], []
        for name, author, text, parent, resolved in self.comments:
            paragraph = f"{0x10000000 + int(name):08X}"
            bodies.append(
                f'<w:comment w:id="{name}" w:author="{author}" w:date="2026-11-18T10:00:00Z" w:initials="X">'
                f'<w:p w14:paraId="{paragraph}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
            )
            above = f' w15:paraIdParent="{0x10000000 + int(parent):08X}"' if parent else ""
            states.append(f'<w15:commentEx w15:paraId="{paragraph}"{above} w15:done="{int(resolved)}"/>')
        self.parts["word/comments.xml"] = f"{HEAD}<w:comments {NAMES}>{''.join(bodies)}</w:comments>".encode()
        self.parts["word/commentsExtended.xml"] = f"{HEAD}<w15:commentsEx {NAMES}>{''.join(states)}</w15:commentsEx>".encode()
        self.link("comments", "comments.xml", f"{REL}/comments")
        self.link(
            "commentsExtended", "commentsExtended.xml", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        )

    def link(self, name: str, target: str, kind: str) -> None:
        """Add a part to the lists of the file."""
        path = "word/_rels/document.xml.rels"
        self.parts[path] = self.parts[path].replace(
            b"</Relationships>", f'<Relationship Id="rIdOwn{name}" Type="{kind}" Target="{target}"/></Relationships>'.encode()
        )
        self.parts["[Content_Types].xml"] = self.parts["[Content_Types].xml"].replace(
            b"</Types>",
            f'<Override PartName="/word/{target}" ContentType="application/vnd.openxmlformats-officedocument.'
            f'wordprocessingml.{name}+xml"/></Types>'.encode(),
        )

    # What programmes do to the whole file

    def without_bookmarks(self) -> None:
        """Lose every bookmark, as Google Docs does with ours, and the property."""
        for one in [*self.tree.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            one.getparent().remove(one)
        self.parts.pop("docProps/custom.xml", None)
        self.parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*custom-properties[^>]*/>", b"", self.parts["_rels/.rels"])
        self.parts["[Content_Types].xml"] = re.sub(
            rb'<Override PartName="/docProps/custom.xml"[^>]*/>', b"", self.parts["[Content_Types].xml"]
        )

    def flat_fields(self) -> None:
        """Turn fields and links into plain words."""
        for run in [*self.tree.iter(f"{W}r")]:
            if run.find(f"{W}fldChar") is not None or run.find(f"{W}instrText") is not None:
                run.getparent().remove(run)
        for one in [*self.tree.iter(f"{W}hyperlink")]:
            for inner in list(one):
                one.addprevious(inner)
            one.getparent().remove(one)

    def without_contents(self) -> None:
        """Take the table of contents away."""
        for par in [*self.body.iter(f"{W}p")]:
            style = par.find(f"{W}pPr/{W}pStyle")
            if style is not None and (style.get(f"{W}val") or "").startswith("TOC"):
                par.getparent().remove(par)

    def renamed_styles(self) -> None:
        """Give every style a name of another programme; headings stay headings, all else becomes `normal`."""
        for style in self.body.iter(f"{W}pStyle"):
            name = style.get(f"{W}val") or ""
            if not name.lower().startswith(("heading", "toc", "annex", "title")):
                style.set(f"{W}val", "Normal")
        names = self.parts["word/styles.xml"].decode()
        names = re.sub(
            r'w:name w:val="(?!heading|Normal)([^"]*)"', lambda one: f'w:name w:val="Own {one[1][:3]}{len(one[1])}"', names
        )
        self.parts["word/styles.xml"] = names.encode()

    def literal_numbers(self, number: Callable[[int, str], str], *, lists: bool = False) -> None:
        """Put numbers into the words of headings by hand; `number` gives it from the place and the number counted."""
        from vawcoord.exchange.word import read

        counted = {par.text: par.number for par in read(self.bytes(), "copy").pars if par.number}
        place = 0
        for par in self.body.iter(f"{W}p"):
            numbering = par.find(f"{W}pPr/{W}numPr")
            text = self.text(par)
            style = par.find(f"{W}pPr/{W}pStyle")
            heading = style is not None and "heading" in (style.get(f"{W}val") or "").lower()
            if numbering is None or not text or not (heading or lists):
                continue
            said = counted.get(text, "")
            if heading:
                said = number(place, said)
                place += 1
            numbering.getparent().remove(numbering)
            first = next(one for one in par.iter(f"{W}r") if one.find(f"{W}t") is not None)
            first.addprevious(self.run(f"{said} "))


# LibreOffice

BASIC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edit" script:language="StarBasic">
Dim doc As Object
Function Found(words As String) As Object
  d = doc.createSearchDescriptor()
  d.SearchString = words
  d.SearchCaseSensitive = True
  all = doc.findAll(d)
  Found = all.getByIndex(all.Count - 1)
End Function
Sub Carry(order As String)
  Dim address As New com.sun.star.util.URL
  Dim wait(0) As New com.sun.star.beans.PropertyValue
  wait(0).Name = "SynchronMode" : wait(0).Value = True
  address.Complete = order
  createUnoService("com.sun.star.util.URLTransformer").parseStrict(address)
  doc.CurrentController.Frame.queryDispatch(address, "", 0).dispatch(address, wait())
End Sub
Sub Work(jobs As String)
  Dim args(0) As New com.sun.star.beans.PropertyValue
  Dim out(0) As New com.sun.star.beans.PropertyValue
  out(0).Name = "FilterName"
  f = FreeFile
  Open jobs For Input As #f
  Do While Not EOF(f)
    Line Input #f, row
    part = Split(row, Chr(9))
    Select Case part(0)
    Case "open"
      args(0).Name = "Hidden" : args(0).Value = True
      doc = StarDesktop.loadComponentFromURL(ConvertToURL(part(1)), "_blank", 0, args())
    Case "record"
      doc.RecordChanges = (part(1) = "on")
    Case "replace"
      Found(part(1)).setString(part(2))
    Case "append"
      c = Found(part(1))
      t = c.Text.createTextCursorByRange(c)
      t.gotoEndOfParagraph(False)
      c.Text.insertString(t, part(2), False)
    Case "add"
      c = Found(part(1))
      t = c.Text.createTextCursorByRange(c)
      t.gotoEndOfParagraph(False)
      c.Text.insertControlCharacter(t, 0, False)
      c.Text.insertString(t, part(2), False)
    Case "split"
      c = Found(part(1))
      t = c.Text.createTextCursorByRange(c.Start)
      c.Text.insertControlCharacter(t, 0, False)
    Case "remove"
      c = Found(part(1))
      t = c.Text.createTextCursorByRange(c)
      t.gotoStartOfParagraph(False)
      For n = 1 To CInt(part(2))
        t.gotoNextParagraph(True)
      Next
      t.setString("")
    Case "join"
      c = Found(part(1))
      t = c.Text.createTextCursorByRange(c)
      t.gotoEndOfParagraph(False)
      t.goRight(1, True)
      t.setString(" ")
    Case "comment"
      a = doc.createInstance("com.sun.star.text.textfield.Annotation")
      a.Author = part(2)
      a.Content = part(3)
      c = Found(part(1))
      c.Text.insertTextContent(c, a, True)
    Case "accept"
      Carry(".uno:AcceptAllTrackedChanges")
    Case "reject"
      Carry(".uno:RejectAllTrackedChanges")
    Case "save"
      out(0).Value = part(2)
      doc.storeToURL(ConvertToURL(part(1)), out())
      doc.close(True)
    End Select
  Loop
  Close #f
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Edit"/></library:library>
"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" library:link="false"/></library:libraries>
"""
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse"><value>{given}</value></prop></item>
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="sn" oor:op="fuse"><value>{family}</value></prop></item>
</oor:items>
"""
DOCX = "MS Word 2007 XML"
ODT = "writer8"


class Office:
    """LibreOffice with a profile of its own, driven by a macro that reads its orders from a file; a start for each list."""

    def __init__(self, place: Path, author: str = POLICE) -> None:
        self.place = place
        place.mkdir(parents=True)
        user = place / "profile" / "user"
        user.mkdir(parents=True)
        given, family = author.split(" ", 1)
        (user / "registrymodifications.xcu").write_text(SETTINGS.format(given=given, family=family), encoding="utf-8")
        # A first start makes the profile; it would take away a macro that already lay there.
        source = place / "first.txt"
        source.write_text("first", encoding="utf-8")
        self._start("--convert-to", "docx", "--outdir", str(place), str(source))
        basic = user / "basic" / "Standard"
        (basic / "Edit.xba").write_text(BASIC, encoding="utf-8")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        (basic.parent / "script.xlc").write_text(LIBRARIES, encoding="utf-8")
        self.orders: list[str] = []

    def _start(self, *arguments: str) -> None:
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(self.place / 'profile').as_uri()}", "--headless", *arguments],
            check=True,
            capture_output=True,
            timeout=90,
        )

    def order(self, *part: str) -> None:
        """Add an order."""
        self.orders.append("\t".join(part))

    def work(self) -> None:
        """Carry out the orders."""
        jobs = self.place / "jobs.txt"
        jobs.write_text("\n".join(self.orders) + "\n", encoding="utf-8")
        self.orders = []
        self._start(f'macro:///Standard.Edit.Work("{jobs}")')


def small(content: bytes) -> bytes:
    """Return a file packed more tightly, without pictures of its pages."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(stream, "w", compresslevel=9) as out:
        for name in archive.namelist():
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), archive.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


# The edits: clause, how its paragraph begins, words, other words

SIMPLE = (
    ("times", "Each party keeps", "form arrives", "form is sent"),
    ("feedback", "The party that received", "and nothing more", "within five working days, and nothing more"),
    ("records", "Forms are kept", "two years", "five years"),
    ("safety", "Whoever calls", "safe to talk", "safe to talk now"),
    ("information-sharing", "The hospital shares", "never its result", "and nothing of its result"),
    ("purpose", "A woman who asks", "telling her story again", "telling her story a second time"),
    ("times", "4 hours", "4 hours", "2 hours"),
    ("review", "The parties review", "once a year", "every two years"),
    ("joining", "A party leaves", "three months'", "six months'"),
    ("without-consent", "A party acts", "a life is in danger at that hour", "a life is in danger"),
    ("form", "The form holds", "a safe time to call", "a safe time and a safe way to call"),
    ("consent", "No party passes", "unless she has agreed", "unless she has freely agreed"),
)
EMAIL = "Names, addresses and health records are never sent by an open e-mail or a messenger."


def chosen(*numbers: int) -> list[tuple[str, str, str, str]]:
    """Return some of the simple edits."""
    return [SIMPLE[number] for number in numbers]


def results(edits: list[tuple[str, str, str, str]], **more: Any) -> list[dict[str, Any]]:
    """Return what must be read after simple edits, clause by clause."""
    by_clause: dict[str, list[tuple[str, str]]] = {}
    for clause, _start, old, new in edits:
        by_clause.setdefault(clause, []).append((old, new))
    return [changed(clause, *pairs, **more) for clause, pairs in by_clause.items()]


SETS = ((0,), (1, 2), (3, 4), (5,), (6, 7), (8, 9, 10), (11, 2, 0, 4))


def resaved(base: bytes, office: Office) -> None:
    """What LibreOffice saves again, as docx and by way of odt; nothing was edited, or something, in silence."""
    (office.place / "sent.docx").write_bytes(base)
    made = []
    for number, numbers in enumerate(((), *SETS[:4])):
        edits = chosen(*numbers)
        for way in ("resaved", "odt"):
            target, middle = office.place / f"{way}{number}.docx", office.place / f"{way}{number}.odt"
            office.order("open", str(office.place / "sent.docx"))
            for _clause, _start, old, new in edits:
                office.order("replace", old, new)
            if way == "odt":
                office.order("save", str(middle), ODT)
                office.order("open", str(middle))
            office.order("save", str(target), DOCX)
            made.append((way, target, edits))
    office.work()
    for way, target, edits in made:
        keep(way, small(target.read_bytes()), *results(edits, tracked=False), tracked=False)


def recorded(base: bytes, office: Office) -> None:
    """Edits that LibreOffice recorded, or that were accepted there and saved so that no trace is left."""
    (office.place / "sent.docx").write_bytes(base)
    wholes: list[tuple[list[tuple[str, ...]], list[dict[str, Any]]]] = [
        ([("replace", old, new) for _c, _s, old, new in chosen(*numbers)], results(chosen(*numbers))) for numbers in SETS
    ]
    wholes.append(
        (
            [("add", "tells the referring party whether", "A party that hears nothing asks after one week.")],
            [changed("feedback", ("\n\nBoth parties", "\n\nA party that hears nothing asks after one week.\n\nBoth parties"))],
        )
    )
    wholes.append(
        (
            [("remove", "Only the focal posts and their", "1"), ("replace", "locked cabinet", "locked room")],
            [
                changed(
                    "records",
                    ("locked cabinet", "locked room"),
                    ("\n\nOnly the focal posts and their deputies may open them.", ""),
                )
            ],
        )
    )
    wholes.append(
        (
            [("join", "Forms are kept in a locked")],
            [changed("records", ("destroyed.\n\nOnly", "destroyed. Only"))],
        )
    )
    wholes.append(
        (
            [("split", "She may agree to one thing")],
            [changed("consent", ("what.\nShe may agree", "what.\n\nShe may agree"))],
        )
    )
    made = []
    for number, (orders, clauses) in enumerate(wholes):
        for way in ("recorded", "accepted"):
            target = office.place / f"{way}{number}.docx"
            office.order("open", str(office.place / "sent.docx"))
            office.order("record", "on")
            for one in orders:
                office.order(*one)
            if way == "accepted":
                office.order("accept")
                office.order("record", "off")
            office.order("save", str(target), DOCX)
            made.append((way, target, clauses))
    office.work()
    for way, target, clauses in made:
        silent = [{**one, "tracked": way == "recorded", "authors": [POLICE] if way == "recorded" else []} for one in clauses]
        keep(way, small(target.read_bytes()), *silent, tracked=way == "recorded")


def pandocs(base: bytes, place: Path) -> None:
    """What goes through pandoc: into Markdown, edited there, and back into Word; bookmarks and numbers are gone."""
    (place / "sent.docx").write_bytes(base)
    for numbers in ((), *SETS):
        edits = [one for one in chosen(*numbers) if one[0] != "purpose"]
        subprocess.run(["pandoc", "--wrap=none", str(place / "sent.docx"), "-o", str(place / "one.md")], check=True)
        text = (place / "one.md").read_text(encoding="utf-8")
        for _clause, _start, old, new in edits:
            old = old.replace("'", "\\'")  # noqa: PLW2901 - as pandoc writes it
            assert text.count(old) == 1, (old, text.count(old))
            text = text.replace(old, new)
        (place / "one.md").write_text(text, encoding="utf-8")
        subprocess.run(["pandoc", str(place / "one.md"), "-o", str(place / "back.docx")], check=True)
        keep("pandoc", small((place / "back.docx").read_bytes()), *results(edits, tracked=False), tracked=False, bookmarks=False)


def words_own(base: bytes) -> None:
    """What Word itself writes: moves, nested changes, paragraph marks, tables, comments, content controls."""
    _moves(base)
    _nested(base)
    _marks(base)
    _tables(base)
    _comments(base)
    _controls(base)


def _moves(base: bytes) -> None:
    for author in (POLICE, ""):
        one = Word(base, author)
        one.move("Records", "Feedback")
        tracked = bool(author)
        keep(
            "moves", one.bytes(), {"clause": "records", "change": "moved", "other": "times", "tracked": tracked}, tracked=tracked
        )
    one = Word(base)
    one.move("Review", "Joining and leaving")
    one.replace("The address of the shelter", "no report", "no report of any kind")
    keep(
        "moves",
        one.bytes(),
        {"clause": "review", "change": "moved", "other": "safety", "tracked": True},
        changed("safety", ("no report", "no report of any kind")),
        tracked=True,
    )
    one = Word(base)
    par, target = one.par("A child's wishes"), one.par("No party passes")
    new = copy.deepcopy(par)
    target.addprevious(new)
    for each, tag in ((par, "moveFrom"), (new, "moveTo")):
        for run in [run for run in each.iter(f"{W}r") if run.find(f"{W}t") is not None]:
            mark = one.mark(tag)
            run.addprevious(mark)
            mark.append(run)
        one.end_mark(each, tag)
    child = "A child's wishes are heard according to the child's age, as the law on children says."
    keep(
        "moves", one.bytes(), changed("consent", (f"\n\n{child}", ""), ("\n\nNo party", f"\n\n{child}\n\nNo party")), tracked=True
    )


def _nested(base: bytes) -> None:
    one = Word(base)
    one.replace("Forms are kept", "two years", "five years")
    par = one.par("Forms are kept")
    run = next(run for run in par.iter(f"{W}r") if (run.findtext(f"{W}t") or "") == "five years")
    one.strike([run], author=HOSPITAL)
    mark = run.getparent()
    mark.getparent().addnext(one.insertion("three years", author=HOSPITAL))
    keep("nested", one.bytes(), changed("records", ("two years", "three years"), authors=(POLICE, HOSPITAL)), tracked=True)

    one = Word(base)
    new = one.add("The party that received", "A sentence that nobody keeps.")
    one.strike(list(new.iter(f"{W}r")), author=HOSPITAL)
    one.end_mark(new, "del", HOSPITAL)
    keep("nested", one.bytes(), tracked=True)

    one = Word(base)
    one.replace("The form holds", "a number", "a running number")
    one.append("The form holds", " It is never copied.", author=HOSPITAL)
    keep(
        "nested",
        one.bytes(),
        changed(
            "form",
            ("a number", "a running number"),
            ("used violence.", "used violence. It is never copied."),
            authors=(POLICE, HOSPITAL),
        ),
        tracked=True,
    )

    one = Word(base)
    one.replace("Forms are kept", "two years", "five years")
    one.author = ""
    one.replace("Only the focal posts", "and their deputies ", "")
    keep(
        "nested",
        one.bytes(),
        changed("records", ("two years", "five years"), ("and their deputies ", ""), tracked=False) | {"authors": [POLICE]},
        tracked=True,
    )


def _marks(base: bytes) -> None:
    for author in (POLICE, ""):
        tracked = bool(author)
        more = {"tracked": tracked}
        one = Word(base, author)
        one.add("The party that received", "A party that hears nothing asks after one week.")
        keep(
            "marks",
            one.bytes(),
            changed("feedback", ("\n\nBoth", "\n\nA party that hears nothing asks after one week.\n\nBoth"), **more),
            tracked=tracked,
        )
        one = Word(base, author)
        one.remove(one.par("Only the focal posts"))
        keep(
            "marks",
            one.bytes(),
            changed("records", ("\n\nOnly the focal posts and their deputies may open them.", ""), **more),
            tracked=tracked,
        )
        one = Word(base, author)
        one.remove(one.par("The hospital shares"))
        one.add("The shelter shares", "The prosecution shares the date of the hearing.")
        keep(
            "marks",
            one.bytes(),
            changed(
                "information-sharing",
                ("- The hospital shares the day of the examination, never its result.\n", ""),
                ("never where it lies.", "never where it lies.\n- The prosecution shares the date of the hearing."),
                **more,
            ),
            tracked=tracked,
        )
        one = Word(base, author)
        one.add("referrals to other providers", "what is passed on at night;")
        keep(
            "marks",
            one.bytes(),
            changed("purpose", ("of the district;\n", "of the district;\n3. what is passed on at night;\n"), **more),
            tracked=tracked,
        )
        one = Word(base, author)
        one.remove_clause("Review")
        keep("marks", one.bytes(), {"clause": "review", "change": "deleted", "tracked": tracked}, tracked=tracked)
    one = Word(base)
    one.end_mark(one.par("Forms are kept"), "del")
    one.par("Forms are kept").append(one.insertion(" "))
    keep("marks", one.bytes(), changed("records", ("destroyed.\n\nOnly", "destroyed. Only")), tracked=True)


def _tables(base: bytes) -> None:
    for author in (POLICE, ""):
        more = {"tracked": bool(author)}
        one = Word(base, author)
        one.replace("4 hours", "4 hours", "2 hours")
        one.replace("3 working days", "3", "2")
        keep(
            "tables", one.bytes(), changed("times", ("4 hours", "2 hours"), ("3 working days", "2 working days"), **more), **more
        )
        one = Word(base, author)
        one.add_row("First contact", "She is told of the reply", "1 working day", "3 working days")
        added = "| She is told of the reply | 1 working day | 3 working days |\n"
        keep("tables", one.bytes(), changed("times", ("| Reply", f"{added}| Reply"), **more), **more)
        one = Word(base, author)
        one.remove_row(next(one.par("First contact").iterancestors(f"{W}tr")))
        keep(
            "tables",
            one.bytes(),
            changed("times", ("| First contact with her | 4 hours | 3 working days |\n", ""), **more),
            **more,
        )
    one = Word(base)
    one.replace("Dr Joseph", "Medical Superintendent", "Director of Nursing", author=HOSPITAL)
    keep(
        "tables",
        one.bytes(),
        changed("parties", ("Medical Superintendent", "Director of Nursing"), authors=(HOSPITAL,)),
        tracked=True,
    )


def _comments(base: bytes) -> None:
    one = Word(base)
    one.comment("Forms are kept", "two years", "Why not five?")
    one.comment("Forms are kept", "two years", "The law on archives says two.", author=HOSPITAL, answers=1)
    said = [
        {"clause": "records", "author": POLICE, "text": "Why not five?", "resolved": False, "answers": 0},
        {"clause": "records", "author": HOSPITAL, "text": "The law on archives says two.", "resolved": False, "answers": 1},
    ]
    keep("comments", one.bytes(), {"clause": "records", "change": "comment", "tracked": True}, comments=said, tracked=False)
    one = Word(base)
    one.comment("The party that received", "whether she came", "Too much already.", resolved=True)
    one.comment("The party that received", "whether she came", "Agreed in September.", author=HOSPITAL, answers=1, resolved=True)
    one.comment("Whoever calls", "safe to talk", "How does she know?")
    one.replace("The party that received", "and nothing more", "within a week, and nothing more")
    said = [
        {"clause": "feedback", "author": POLICE, "text": "Too much already.", "resolved": True, "answers": 0},
        {"clause": "feedback", "author": HOSPITAL, "text": "Agreed in September.", "resolved": True, "answers": 1},
        {"clause": "safety", "author": POLICE, "text": "How does she know?", "resolved": False, "answers": 0},
    ]
    keep(
        "comments",
        one.bytes(),
        changed("feedback", ("and nothing more", "within a week, and nothing more")),
        {"clause": "safety", "change": "comment", "tracked": True},
        comments=said,
        tracked=True,
    )
    one = Word(base)
    one.comment("Reply to the", "Reply", "By whom?")
    said = [{"clause": "times", "author": POLICE, "text": "By whom?", "resolved": False, "answers": 0}]
    keep("comments", one.bytes(), {"clause": "times", "change": "comment", "tracked": True}, comments=said, tracked=False)
    one = Word(base)
    one.comment("Other agencies may join", "Other agencies", "Also churches?")
    one.without_bookmarks()
    said = [{"clause": "parties", "author": POLICE, "text": "Also churches?", "resolved": False, "answers": 0}]
    keep(
        "comments",
        one.bytes(),
        {"clause": "parties", "change": "comment", "tracked": True},
        comments=said,
        tracked=False,
        bookmarks=False,
    )


def _controls(base: bytes) -> None:
    def wrap(one: Word, start: str) -> None:
        par = one.par(start)
        control = etree.Element(f"{W}sdt")
        etree.SubElement(etree.SubElement(control, f"{W}sdtPr"), f"{W}tag").set(f"{W}val", "x")
        content = etree.SubElement(control, f"{W}sdtContent")
        par.addprevious(control)
        content.append(par)

    one = Word(base)
    wrap(one, "Forms are kept")
    one.replace("Forms are kept", "two years", "five years")
    keep("controls", one.bytes(), changed("records", ("two years", "five years")), tracked=True)
    one = Word(base)
    for start in ("Feedback", "Both parties look", "Review", "The hospital shares"):
        wrap(one, start)
    keep("controls", one.bytes(), tracked=False)
    one = Word(base)
    par = one.par("Both parties look")
    run = next(par.iter(f"{W}r"))
    tag = etree.Element(f"{W}smartTag")
    run.addprevious(tag)
    tag.append(run)
    one.replace("The address of the shelter", "no report", "no list")
    run = one.cut(one.par("The address of the shelter"), "calendar")[0]
    control = etree.Element(f"{W}sdt")
    content = etree.SubElement(control, f"{W}sdtContent")
    run.addprevious(control)
    content.append(run)
    keep("controls", one.bytes(), changed("safety", ("no report", "no list")), tracked=True)
    one = Word(base)
    picture = '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:drawing/></w:r>'
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict><w:txbxContent><w:p><w:r>'
        "<w:t>See our letter</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    note = '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnoteReference w:id="2"/></w:r>'
    for start, xml in (("Forms are kept", picture), ("The address of the shelter", box), ("The parties review", note)):
        one.par(start).append(etree.fromstring(xml))
    one.parts["word/footnotes.xml"] = (
        f'{HEAD}<w:footnotes {NAMES}><w:footnote w:id="2"><w:p><w:r><w:t>Not in 2027.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ).encode()
    one.link("footnotes", "footnotes.xml", f"{REL}/footnotes")
    keep("controls", one.bytes(), lost=["picture", "See our letter", "Not in 2027."], tracked=False)


def google(base: bytes) -> None:
    """What comes out of Google Docs: no bookmarks, no property, other styles, fields as words; with and without contents."""
    for place, numbers in enumerate(((), *SETS)):
        one = Word(base, POLICE if place % 2 else "")
        edits = chosen(*numbers)
        for _clause, start, old, new in edits:
            one.replace(start, old, new)
        if place % 3:
            one.without_contents()
        one.without_bookmarks()
        one.flat_fields()
        one.renamed_styles()
        tracked = bool(place % 2)
        keep("google", one.bytes(), *results(edits, tracked=tracked), tracked=tracked, bookmarks=False)


def renumbered(base: bytes) -> None:
    """Headings whose numbers somebody typed: right ones, shifted ones, other signs; bookmarks there or gone."""
    ways: tuple[Callable[[int, str], str], ...] = (
        lambda _place, said: f"{said}.",
        lambda place, _said: f"{place + 1})",
        lambda _place, said: f"Article {said}:",
        lambda place, _said: f"{place + 3}.",
    )
    for place, way in enumerate((*ways, *ways)):
        one = Word(base, POLICE if place % 2 else "")
        edits = chosen(*SETS[place % len(SETS)])
        for _clause, start, old, new in edits:
            one.replace(start, old, new)
        one.literal_numbers(way, lists=place % 2 == 0)
        bookmarks = place < 4
        if not bookmarks:
            one.without_bookmarks()
            one.flat_fields()
        tracked = bool(place % 2)
        keep("renumbered", one.bytes(), *results(edits, tracked=tracked), tracked=tracked, bookmarks=bookmarks)


def restructured(base: bytes) -> None:
    """Clauses merged, split, taken out, put in; with bookmarks and without."""
    for bookmarks in (True, False):
        for author in (POLICE, ""):
            tracked = bool(author)

            def done(one: Word, *clauses: dict[str, Any], bookmarks: bool = bookmarks, **more: Any) -> None:
                if not bookmarks:
                    one.without_bookmarks()
                    one.flat_fields()
                keep("restructured", one.bytes(), *clauses, tracked=bool(one.author), bookmarks=bookmarks, **more)

            one = Word(base, author)
            one.remove(one.par("Records"))
            feedback, records = SOURCE["feedback"].strip(), SOURCE["records"].strip().split("\n\n", 1)[1]
            done(
                one,
                {"clause": "feedback", "change": "changed", "text": f"{feedback}\n\n{records}", "tracked": tracked},
                {"clause": "records", "change": "merged", "other": "feedback", "tracked": tracked},
            )
            one = Word(base, author)
            one.add("No party passes", "Children", like="Consent")
            done(one, changed("consent", ("\n\nA child's", "\n\n## Children\n\nA child's"), tracked=tracked))
            one = Word(base, author)
            one.remove_clause("Safety")
            one.replace("Both parties look", "once a month", "twice a month")
            done(
                one,
                {"clause": "safety", "change": "deleted", "tracked": tracked},
                changed("feedback", ("once a month", "twice a month"), tracked=tracked),
            )
            one = Word(base, author)
            one.replace("Feedback", "Feedback", "Feedback and learning")
            done(one, changed("feedback", ("## Feedback ", "## Feedback and learning "), tracked=tracked))
            one = Word(base, author)
            one.add("Both parties look", "Training", like="Records")
            one.add("Training", "Each party trains its staff once a year, together with the others.", like="Both parties look")
            done(
                one,
                changed(
                    "feedback",
                    (
                        "what went wrong.",
                        "what went wrong.\n\n## Training\n\nEach party trains its staff once a year, together with the others.",
                    ),
                    tracked=tracked,
                ),
            )


def pasted(base: bytes) -> None:
    """The whole text pasted into a new file: no styles, numbers as words; and a letter around it."""
    from docx import Document

    from vawcoord.exchange.word import accepted, read

    for place, numbers in enumerate(((), (0,), (1, 2), (3, 7), (8, 9), (11, 2))):
        one = Word(base, "")
        edits = chosen(*numbers)
        for _clause, start, old, new in edits:
            one.replace(start, old, new)
        one.without_contents()
        made = Document()
        made.core_properties.author = POLICE
        letter = place % 2 == 1
        greeting = "Dear colleagues, please find our answer to your draft below; we thank you for the long talk."
        if letter:
            made.add_paragraph(greeting)
        table: tuple[int, Any] | None = None
        for par in accepted(read(one.bytes(), "copy")):
            if par.cell is None:
                if par.text:
                    made.add_paragraph(f"{par.number} {par.text}" if par.number else par.text)
                table = None
            else:
                number, row, column = par.cell
                if table is None or table[0] != number:
                    table = (number, made.add_table(0, 4))
                while len(table[1].rows) <= row:
                    table[1].add_row()
                cell = table[1].rows[row].cells[min(column, 3)]
                cell.text = f"{cell.text}\n{par.text}".strip()
        stream = io.BytesIO()
        made.save(stream)
        more = {"unplaced": [greeting]} if letter else {}
        keep("pasted", small(stream.getvalue()), *results(edits, tracked=False), tracked=False, bookmarks=False, **more)


def main() -> None:
    """Make every file anew."""
    for one in PLACE.glob("*.docx"):
        one.unlink()
    base = small(sent())
    (PLACE / "sent.docx").write_bytes(base)
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        resaved(base, Office(work / "resaved"))
        recorded(base, Office(work / "recorded"))
        pandocs(base, work)
    words_own(base)
    google(base)
    renumbered(base)
    restructured(base)
    pasted(base)
    head = "# Made by tools/make_returned.py: what must be read in each file of this folder.\n\n"
    (PLACE / "expected.toml").write_text(head + tomli_w.dumps({"files": CASES}, multiline_strings=True), encoding="utf-8")
    kinds = {one["kind"] for one in CASES}
    sys.stdout.write(f"{len(CASES)} files of {len(kinds)} kinds\n")


if __name__ == "__main__":
    main()
