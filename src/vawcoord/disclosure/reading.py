"""One unit of a text, read by the guard's rules: numbers by their shape, names by the words before them, what tells of somebody.

A rule yields where it found something, from and to, and its name. The words it goes by are data (lexicon.py).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from vawcoord.disclosure import patterns
from vawcoord.disclosure.allowed import Allowed
from vawcoord.disclosure.fold import folded
from vawcoord.disclosure.lexicon import ARABIC, Lexicon, every_name, forms, known, spoken
from vawcoord.disclosure.units import Unit

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_JOINED = re.compile(r"[ '._-]{0,2}\Z")
_NEAR = re.compile(r"[ ,:;.()\"'/-]{0,4}\Z")
_SENTENCE = re.compile(r"[.!?;]+[\"')]*(?: |$)|\n")
_NUMBER_GAP = re.compile(r" ?[,.-]? ?\Z")
_POSSESSIVES = frozenset(
    ["her", "his", "my", "their", "son", "sa", "ses", "su", "mi", "sus", "the", "el", "la", "le", "l", "mon", "ma"]
)
_WHOSE = frozenset(["her", "his", "son", "sa", "ses", "su", "sus"])
_OF = frozenset(["of", "de", "d", "du", "del", "to", "a"])
_AND = frozenset(["and", "et", "y", "و"])
_LONGEST = 4


class Token:
    """A word or a number: as written, small, where it stands in the folded text, in which sentence."""

    __slots__ = ("end", "low", "raw", "sentence", "start")

    def __init__(self, raw: str, start: int, sentence: int) -> None:
        self.raw = raw
        self.low = raw.lower()
        self.start = start
        self.end = start + len(raw)
        self.sentence = sentence

    @property
    def number(self) -> bool:
        """Say whether it is a number."""
        return self.raw[0].isdigit()

    @property
    def large(self) -> bool:
        """Say whether it is written as names are: with a first capital, and no acronym."""
        return self.raw[0].isupper() and (len(self.raw) > 1) and (not self.raw.isupper() or len(self.raw) > 5)


class Reading:
    """One unit, read once: its words, what they may mean, and what the rules find."""

    def __init__(self, unit: Unit, allowed: Allowed) -> None:
        self.unit = unit
        self.allowed = allowed
        self.text, self.places = folded(unit.text)
        self.tokens: list[Token] = []
        sentence, last = 0, 0
        for found in _TOKEN.finditer(self.text):
            gap = self.text[last : found.start()]
            if self.tokens and _SENTENCE.search(gap) and not self._abbreviated(gap):
                sentence += 1
            self.tokens.append(Token(found[0], found.start(), sentence))
            last = found.end()
        self.languages: tuple[Lexicon, ...] = spoken([one.low for one in self.tokens])
        self.struck, self.dates = patterns.struck(self.text)
        self.bare = patterns.without_pages(self.text)
        self.days_at = frozenset(start for start, _end in self.dates)

    def _abbreviated(self, gap: str) -> bool:
        """Say whether a full stop ends an abbreviation or an initial and no sentence."""
        last = self.tokens[-1]
        return gap.startswith(".") and (len(last.raw) <= 3 and last.raw[0].isupper())

    @cached_property
    def marks(self) -> list[dict[str, int]]:
        """Return for each token what begins there, and of how many tokens it is made."""
        made: list[dict[str, int]] = [{} for _token in self.tokens]
        for place, token in enumerate(self.tokens):
            heads = forms(token.low) if ARABIC.search(token.low) else (token.low,)
            tail: list[str] = []
            for size in range(1, _LONGEST + 1):
                if size > 1:
                    if place + size > len(self.tokens) or not _JOINED.match(self.gap(place + size - 2)):
                        break
                    tail.append(self.tokens[place + size - 1].low)
                for lexicon in self.languages:
                    for head in heads:
                        for meaning in lexicon.cues.get("_".join((head, *tail)), ()):
                            made[place][meaning] = max(size, made[place].get(meaning, 0))
        return made

    def gap(self, place: int) -> str:
        """Return what stands between a token and the next one."""
        if place + 1 >= len(self.tokens):
            return self.text[self.tokens[place].end :]
        return self.text[self.tokens[place].end : self.tokens[place + 1].start]

    def means(self, place: int, *meanings: str) -> bool:
        """Say whether a token begins a cue with one of some meanings."""
        return 0 <= place < len(self.tokens) and any(one in self.marks[place] for one in meanings)

    def number_of(self, place: int) -> str:
        """Return the digits that a word stands for, or nothing."""
        token = self.tokens[place]
        if token.number:
            return token.raw
        for lexicon in self.languages:
            if token.low in lexicon.numbers:
                return lexicon.numbers[token.low]
            if lexicon.language == "ar" and token.low[0] == "و" and token.low[1:] in lexicon.numbers:
                return lexicon.numbers[token.low[1:]]
        return ""

    @cached_property
    def fine(self) -> frozenset[int]:
        """Return the tokens that are part of an allowed name or agency, written in full, or behind a title."""
        found: set[int] = set()
        phrases = self.allowed.phrases
        for place, token in enumerate(self.tokens):
            for row in phrases.get(token.low, ()):
                if tuple(one.low for one in self.tokens[place : place + len(row)]) == row and (
                    len(row) > 1 or token.large or ARABIC.search(token.low)
                ):
                    found.update(range(place, place + len(row)))
            if token.low in self.allowed.surnames and (
                self.means(place - 1, "titles") or (self.means(place - 2, "titles") and len(self.tokens[place - 1].raw) == 1)
            ):
                found.update((place, place - 1))
        return frozenset(found)

    def named(self, place: int) -> bool:
        """Say whether a token looks like a name where a cue has led to expect one."""
        if not 0 <= place < len(self.tokens) or place in self.fine:
            return False
        token = self.tokens[place]
        given, doubtful = every_name()
        if token.number or token.low in self.allowed.spared:
            return False
        if ARABIC.search(token.low):
            return any(form in given for form in (token.low, token.low.removeprefix("ل"), token.low.removeprefix("ب")))
        if token.low in given:
            return token.large or (token.low not in doubtful and not self._everyday(token.low))
        return token.large and not known(token.low, strict=True)

    def _everyday(self, word: str) -> bool:
        """Say whether a small word is an everyday one of the languages spoken here."""
        return any(word in one.common or word in one.cues for one in self.languages)

    # What is found, rule by rule: from, to, rule.

    def found(self, *, words: bool, warn: bool = True) -> Iterator[tuple[int, int, str]]:
        """Yield everything that the rules find."""
        yield from self._shapes()
        if not self.tokens:
            return
        yield from self._spoken_numbers()
        yield from self._cued()
        yield from self._names()
        if not warn:
            return
        yield from self._ages()
        yield from self._places()
        yield from self._stories()
        yield from self._likely_names()
        if words:
            for place, _large in self.unknown():
                yield self._span(place, place, "new-word")

    def _span(self, first: int, last: int, rule: str) -> tuple[int, int, str]:
        """Return the tokens from one to another as something found."""
        return self.tokens[first].start, self.tokens[last].end, rule

    def _published(self, digits: str) -> bool:
        """Say whether a number was published by the committee."""
        bare = digits.lstrip("0")
        return any(
            bare == one or (min(len(bare), len(one)) >= 6 and (bare.endswith(one) or one.endswith(bare)))
            for one in self.allowed.numbers
        )

    def _before(self, start: int, *meanings: str, within: int = 3) -> bool:
        """Say whether one of the few tokens before a place is a cue."""
        last = next((place for place, one in enumerate(self.tokens) if one.start >= start), len(self.tokens))
        return any(
            self.means(place, *meanings) and place + max(self.marks[place].get(one, 0) for one in meanings) <= last
            for place in range(max(0, last - within - 2), last)
            if last - (place + max((self.marks[place].get(one, 0) for one in meanings), default=1)) < within
        )

    def _shapes(self) -> Iterator[tuple[int, int, str]]:
        """Yield what is known by its shape."""
        for shape in patterns.addresses(self.text):
            if self.text[shape.start : shape.end].lower() not in self.allowed.addresses:
                yield shape.start, shape.end, shape.rule
        for shape in patterns.papers(self.struck):
            yield shape.start, shape.end, shape.rule
        for shape in patterns.codes(self.bare):
            yield shape.start, shape.end, shape.rule
        for start, end, digits in patterns.numbers(self.struck):
            if self._published(digits):
                continue
            if patterns.phone_in(self.struck[start:end]) or (len(digits) in range(5, 14) and self._before(start, "phone")):
                yield start, end, "phone"
            elif len(digits) > 12 and " " not in self.struck[start:end]:
                yield start, end, "id-number"

    def _spoken_numbers(self) -> Iterator[tuple[int, int, str]]:
        """Yield telephone numbers in words: a row of at least five number words, or of four behind a cue."""
        place = 0
        while place < len(self.tokens):
            digits, words, last = "", 0, place
            here, repeat = place, 1
            while here < len(self.tokens):
                value = self.number_of(here)
                if here > place and not _NUMBER_GAP.match(self.gap(here - 1)):
                    break
                if value.startswith("+"):
                    repeat = 1 + len(value)
                elif value:
                    digits += value * repeat
                    repeat = 1
                    words += not self.tokens[here].number
                    last = here
                elif not (self.tokens[here].low in _AND and here > place):
                    break
                here += 1
            if words and not self._published(digits):
                cued = self._before(self.tokens[place].start, "phone", within=5)
                if (words >= 5 and len(digits) >= 7) or (cued and words >= 3 and len(digits) >= 5):
                    yield self._span(place, last, "phone")
            place = max(here, place + 1)

    def _cued(self) -> Iterator[tuple[int, int, str]]:
        """Yield numbers of papers, birth dates and codes of cases behind the words that announce them."""
        for place in range(len(self.tokens)):
            marks = self.marks[place]
            if "id" in marks:
                yield from self._paper(place + marks["id"], place)
            if "birth" in marks:
                yield from self._birth(place + marks["birth"], place)
            if "case" in marks:
                yield from self._case(place + marks["case"], place)

    def _run(self, start: int) -> tuple[int, str]:
        """Return where a number with its letters, strokes and dots ends that begins at a place in the text, and itself."""
        found = re.compile(r"[^\W_]+(?:[/._#-][^\W_]+)*").match(self.bare, start)
        return (found.end(), found[0]) if found else (start, "")

    def _paper(self, first: int, cue: int) -> Iterator[tuple[int, int, str]]:
        """Yield the number of a paper within some words of its cue."""
        for place in range(first, min(first + 6, len(self.tokens))):
            token = self.tokens[place]
            if token.sentence != self.tokens[cue].sentence and not token.number:
                return
            end, run = self._run(token.start)
            digits = sum(sign.isdigit() for sign in run)
            if token.start in self.days_at:
                continue
            plate = re.compile(r"[A-Z]{1,3}[ -]?\d{2,4}[ -]?[A-Z]{0,3}\b").match(self.bare, token.start)
            if plate and len(plate[0]) >= 5:
                yield token.start, plate.end(), "id-number"
                return
            more = re.compile(r"[\d ]+\d").match(self.bare, token.start)
            if more:
                digits = max(digits, sum(sign.isdigit() for sign in more[0]))
                end = max(end, more.end())
            if (digits >= 5 or (digits >= 3 and len(run) >= 5)) and not run.isalpha():
                yield token.start, end, "id-number"
                return

    def _birth(self, first: int, cue: int) -> Iterator[tuple[int, int, str]]:
        """Yield a day or year of birth within some words of its cue."""
        if any(self.means(place, "many", "since") for place in range(max(0, cue - 2), min(first + 2, len(self.tokens)))):
            return
        for place in range(first, min(first + 5, len(self.tokens))):
            token = self.tokens[place]
            dated = any(start <= token.start < end for start, end in self.dates)
            year = token.number and re.fullmatch(r"(?:19|20)\d\d|\d\d", token.raw)
            month = token.number and any(
                self.means(other, "months") for other in range(place + 1, min(place + 3, len(self.tokens)))
            )
            if dated or month or (year and len(token.raw) == 4 and "\u2573" not in self.struck[token.start : token.end]):
                yield self._span(cue, place, "birth-date")
                return
            if self.means(place, "months"):
                yield self._span(cue, place, "birth-date")
                return

    def _case(self, first: int, cue: int) -> Iterator[tuple[int, int, str]]:
        """Yield the code of a case right behind its cue, or behind a word such as "number"."""
        marked = False
        place = first
        while place < len(self.tokens) and place < first + 4 and self.means(place, "number"):
            marked = True
            place += self.marks[place]["number"]
        if place >= len(self.tokens):
            return
        between = self.text[self.tokens[place - 1].end : self.tokens[place].start]
        marked = marked or "#" in between or "°" in between
        if not re.fullmatch(r"[ :.#°\"'()\[-]{1,4}", between):
            return
        token = self.tokens[place]
        end, run = self._run(token.start)
        if not any(sign.isdigit() for sign in run) or patterns.is_day(run) or token.start in self.days_at:
            return
        bare = run.isdigit()
        year = bool(re.fullmatch(r"(?:19|20)\d\d", run))
        if marked or "firm_case" in self.marks[cue] or (not year and (not bare or len(run) >= 4) and len(run) >= 3):
            if not marked and re.fullmatch(r"\d+(?:st|nd|rd|th|er|e|eme|ans|h|%)|\d{1,3}-\d{1,3}", run.lower()):
                return
            yield token.start, end, "case-code"

    def _names(self) -> Iterator[tuple[int, int, str]]:
        """Yield names behind the words that announce one: a title, somebody's kin, a victim, "called"."""
        for place, token in enumerate(self.tokens):
            marks = self.marks[place]
            if token.number or not marks or place in self.fine:
                continue
            after = place + max((marks.get(one, 0) for one in ("titles", "kin", "victims", "called")), default=0)
            if after == place or after >= len(self.tokens):
                continue
            near = _NEAR.match(self.gap(after - 1)) is not None
            if "titles" in marks and near and self._titled(place, after):
                yield self._span(after, after, "name")
            elif "kin" in marks or "victims" in marks:
                yield from self._relative(place, after)
            elif "called" in marks and near and self._called(place, after):
                yield self._span(after, after, "name")

    def _titled(self, place: int, after: int) -> bool:
        """Say whether a name stands behind a title."""
        title, name = self.tokens[place], self.tokens[after]
        firm = "firm_titles" in self.marks[place]
        if name.sentence != title.sentence or not re.fullmatch(r"[ .]{1,3}|\. ?", self.gap(after - 1)):
            return False
        if self.named(after):
            return title.raw[0].isupper() or firm or name.low in every_name()[0] or bool(ARABIC.search(name.low))
        if after in self.fine or name.low in self.allowed.spared:
            return False
        if ARABIC.search(name.low):
            # "Mrs" before a post has the article; before a name it mostly has none.
            return firm and not name.low.startswith("ال") and not known(name.low)
        if len(name.raw) == 1 and name.raw.isupper() and title.raw[0].isupper():
            # An initial; "Mr A. Mwangi" of the roster is fine as a whole.
            return after + 1 not in self.fine
        return firm and not name.large and not known(name.low) and not name.number and len(title.raw) > 1

    def _relative(self, place: int, after: int) -> Iterator[tuple[int, int, str]]:
        """Yield the name behind, or before, a word for kin or for a victim."""
        token = self.tokens[place]
        begins = place == 0 or self.tokens[place - 1].sentence != token.sentence
        if token.raw[0].isupper() and not begins and not token.raw.isupper():
            return  # a title or the name of a house: "Mother and Child Clinic"
        here = after
        for _step in range(2):
            if here < len(self.tokens) and (
                (self.tokens[here].low in _OF and "kin" in self.marks[place]) or self.means(here, "called")
            ):
                here += self.marks[here].get("called", 1)
        if (
            here < len(self.tokens)
            and _NEAR.match(self.gap(here - 1))
            and self.tokens[here].sentence == token.sentence
            and (self.named(here) or self._initial(here))
        ):
            yield self._span(here, here, "name")
            return
        # "Musa's wife", "Musa, her husband".
        back = place - 1
        if back < 1 or not self.named(back - 1) or self.tokens[back - 1].sentence != token.sentence:
            return
        joined = self.tokens[back].low == "s" and self.gap(back - 1) == "'"
        if joined or (self.tokens[back].low in _POSSESSIVES and "," in self.gap(back - 1)):
            yield self._span(back - 1, back - 1, "name")

    def _initial(self, place: int) -> bool:
        """Say whether a token is an initial that stands for a name: "the survivor K."."""
        token = self.tokens[place]
        return (
            len(token.raw) == 1
            and token.raw.isupper()
            and token.raw.isalpha()
            and self.gap(place)[:1] == "."
            and token.raw != "A"
        )

    def _called(self, place: int, after: int) -> bool:
        """Say whether somebody, and no thing, is called by a name."""
        about = any(
            self.means(other, "person", "kin", "victims", "pronouns") or self.tokens[other].low in _POSSESSIVES
            for other in range(max(0, place - 5), place)
        ) or (ARABIC.search(self.tokens[place].low) is not None)
        about = about or (after - place > 1 and (place == 0 or self.tokens[place - 1].sentence != self.tokens[place].sentence))
        token = self.tokens[after]
        if not about or token.sentence != self.tokens[place].sentence:
            return False
        if self.named(after):
            return True
        return after not in self.fine and not token.number and not token.raw.isupper() and not known(token.low)

    def _ages(self) -> Iterator[tuple[int, int, str]]:
        """Yield the age of one person."""
        for place, token in enumerate(self.tokens):
            value = self.number_of(place)
            if (
                not value
                or value[0] == "+"
                or not 0 < int(value[:4]) <= 110
                or (token.low in ("un", "una", "a", "one", "une", "واحد"))
            ):
                continue
            if any(self.means(other, "not_age") for other in range(max(0, place - 2), place)) and not self.means(
                place - 1, "age"
            ):
                continue
            first = max(0, place - 5)
            who = any(
                self.means(other, "person", "kin", "victims", "pronouns", "age")
                for other in range(first, min(place + 6, len(self.tokens)))
                if self.tokens[other].sentence == token.sentence
            )
            after = place + 1
            while after < len(self.tokens) and after <= place + 2 and self.number_of(after):
                after += 1
            if self.means(after, "years") and re.fullmatch(r"[ -]{0,2}", self.gap(after - 1)):
                described = (
                    place == 0
                    or self.tokens[place - 1].low in ("de", "d", "of", "aged", "agee", "age")
                    or "," in self.gap(place - 1)
                    or self._latest(place, "person", "kin", "victims")
                )
                if self.means(after + 1, "old") or self.means(place - 1, "age") or (who and described):
                    yield self._span(place, after, "age")
            elif (self.means(place - 1, "age") or self.means(place - 2, "age")) and self.gap(place)[:1] not in ("-", "%"):
                if who and not self.means(place + 1, "not_age"):
                    yield self._span(place, place, "age")
            elif self.means(after, "age") and self.tokens[after].low != "age":
                yield self._span(place, after, "age")

    def _latest(self, place: int, *meanings: str) -> bool:
        """Say whether one of the three tokens before a place has a meaning."""
        return any(self.means(other, *meanings) for other in range(max(0, place - 3), place))

    def _somebody(self, sentence: int) -> bool:
        """Say whether a sentence speaks of one person."""
        for place, token in enumerate(self.tokens):
            if token.sentence != sentence:
                continue
            if self.means(place, "pronouns") and not self.means(place, "common") and token.low in _SOMEBODY:
                return True
            if place and self.means(place, "kin") and self.tokens[place - 1].low in _WHOSE:
                return True
            if place and self.means(place, "violence") and self._done_to(place):
                return True
            if self.means(place, "person", "kin", "victims") and (
                self.means(place - 1, "one") or self.means(place - 2, "one") or ARABIC.search(token.low)
            ):
                return True
        return False

    def _done_to(self, place: int) -> bool:
        """Say whether a verb has a person before it, as Spanish and French write it: "la encerro", "l'a enfermee"."""
        before = self.tokens[place - 1].low
        return (before in ("la", "le", "lo") and self.tokens[place].low.endswith(("o", "aba", "ia"))) or (
            before in ("a", "avait") and place > 1 and self.tokens[place - 2].low == "l"
        )

    def _places(self) -> Iterator[tuple[int, int, str]]:
        """Yield streets, and where somebody lives or hides."""
        for place, token in enumerate(self.tokens):
            marks = self.marks[place]
            if "street" in marks and place not in self.fine:
                end = place + marks["street"]
                beside = [
                    other
                    for other in (place - 1, end, end + 1, end + 2)
                    if 0 <= other < len(self.tokens)
                    and other not in self.fine
                    and self.tokens[other].sentence == token.sentence
                    and (
                        (self.tokens[other].number and "\u2573" not in self.struck[self.tokens[other].start])
                        or (self.tokens[other].large and self.tokens[other].low not in self.allowed.parts)
                    )
                ]
                everyday = all(self.tokens[other].large and known(self.tokens[other].low) and not token.large for other in beside)
                arabic = ARABIC.search(token.low) and end < len(self.tokens) and not known(self.tokens[end].low)
                if (beside and not everyday) or arabic:
                    yield self._span(place, place, "street")
            if "lives" in marks and (self._somebody(token.sentence) or marks["lives"] > 1):
                if not any(self.means(other, "many") for other in range(max(0, place - 4), place)):
                    yield self._span(place, place, "place")
            elif "beside" in marks and (
                self._somebody(token.sentence)
                or any(
                    self.means(other, "home")
                    for other in range(max(0, place - 6), min(place + 7, len(self.tokens)))
                    if self.tokens[other].sentence == token.sentence
                )
            ):
                yield self._span(place, place, "place")

    def _days(self) -> Iterator[int]:
        """Yield the tokens with which a day begins: 12 March, March 12, 12/03/2026."""
        for place, token in enumerate(self.tokens):
            if any(start == token.start for start, _end in self.dates) or (
                token.number
                and 1 <= int(token.raw[:3]) <= 31
                and (
                    any(
                        self.means(other, "months") and _NEAR.match(self.gap(place))
                        for other in (place - 1, place + 1, place + 2)
                    )
                    or (place + 1 < len(self.tokens) and not self.gap(place) and self.tokens[place + 1].low in _ORDINAL)
                )
            ):
                yield place

    def _stories(self) -> Iterator[tuple[int, int, str]]:
        """Yield what was done to one person, counts of one, and days on which it happened."""
        days = tuple(self._days())
        coded = any(True for _one in patterns.codes(self.bare)) or any(
            True
            for place in range(len(self.tokens))
            if "case" in self.marks[place]
            for _one in self._case(place + self.marks[place]["case"], place)
        )
        for sentence in range(self.tokens[-1].sentence + 1):
            here = [place for place, one in enumerate(self.tokens) if one.sentence == sentence]
            done = [place for place in here if self.means(place, "violence")]
            told = [place for place in here if self.means(place, "story")]
            somebody = self._somebody(sentence)
            many = any(self.means(place, "many") for place in here)
            kin = any(self.means(place, "kin") for place in here)
            one = somebody and (done or told) and not (many and len(done) + len(told) < 2)
            if one or (done and (told or (len(done) >= 2 and kin))):
                yield self._span((done or told)[0], (done or told)[0], "story")
            for place in here:
                if self._only(place) and (
                    self.tokens[place].low not in _ARTICLES
                    or any(self.means(other, "violence", "story", "lives", "age", "case", "codes") for other in here)
                ):
                    yield self._span(place, place, "one-person")
            about = coded or (
                (somebody or self._both(here, ("victims", "kin"), ("events", "violence")))
                and any(self.means(place, "events", "violence", "story", "lives") for place in here)
            )
            for place in days:
                if place in here and (about or (done and any(self.means(one, "kin", "victims", "person") for one in here))):
                    yield self._span(place, place, "date")
            if coded and told:
                yield self._span(told[0], told[0], "date")

    def _both(self, here: Iterable[int], ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
        """Say whether among some tokens there are cues of both sorts."""
        held = list(here)
        return any(self.means(place, *ones) for place in held) and any(self.means(place, *others) for place in held)

    def _only(self, place: int) -> bool:
        """Say whether here begins a count of one person or case."""
        token = self.tokens[place]
        low = token.low
        if low in _ONE:
            return any(
                self.means(other, "person", "victims") or (other == place + 1 and self.means(other, "codes"))
                for other in range(place + 1, min(place + 4, len(self.tokens)))
                if self.tokens[other].sentence == token.sentence
            ) and not self.means(place + 1, "months")
        if token.raw == "1":
            return self.means(place + 1, "person", "victims", "codes") and self.gap(place) == " "
        if ARABIC.search(low) and any(form in _ONE_ARABIC for form in forms(low)):
            return self.means(place - 1, "person", "victims", "codes") or self.means(place + 1, "person", "victims", "codes")
        return False

    def _likely_names(self) -> Iterator[tuple[int, int, str]]:
        """Yield given names anywhere, pairs of capitals that nobody knows, initials."""
        given, doubtful = every_name()
        mine = frozenset[str]().union(*(one.given for one in self.languages))
        for place, token in enumerate(self.tokens):
            if place in self.fine or token.number or token.low in self.allowed.parts:
                continue
            before = place > 0 and self.tokens[place - 1].sentence == token.sentence
            small = token.low in mine and not self._everyday(token.low) and (len(token.low) > 3 or bool(ARABIC.search(token.low)))
            sure = token.low in given and token.low not in doubtful and (token.large or small)
            maybe = token.low in doubtful and token.large and before and not known_before(self.tokens[place - 1])
            if sure or maybe:
                yield self._span(place, place, "likely-name")
            elif (
                token.large
                and place + 1 < len(self.tokens)
                and self.tokens[place + 1].large
                and place + 1 not in self.fine
                and self.gap(place) in (" ", "-")
                and not known(token.low, strict=True)
                and not known(self.tokens[place + 1].low, strict=True)
                and self.tokens[place + 1].low not in self.allowed.parts
            ):
                yield self._span(place, place + 1, "likely-name")
            elif (
                len(token.raw) == 1
                and token.raw.isupper()
                and self.gap(place)[:1] == "."
                and place + 1 < len(self.tokens)
                and place + 1 not in self.fine
                and self.tokens[place + 1].raw[0].isupper()
                and self.tokens[place + 1].raw.isalpha()
                and re.fullmatch(r"\. ?", self.gap(place))
                and (len(self.tokens[place + 1].raw) == 1 or not known(self.tokens[place + 1].low, strict=True))
            ):
                yield self._span(place, place + 1, "initials")

    def unknown(self) -> Iterator[tuple[int, bool]]:
        """Yield the tokens that are words the committee has never used, and whether they are written large."""
        for place, token in enumerate(self.tokens):
            if (
                token.number
                or len(token.low) < 3
                or place in self.fine
                or token.low in self.allowed.parts
                or token.low in self.allowed.met
                or (token.raw.isupper() and len(token.raw) <= 6)
                or "@" in self.gap(place)[:1]
            ):
                continue
            given, doubtful = every_name()
            if token.low in doubtful:
                continue  # behind a cue, or large inside a sentence, it is asked about as a likely name
            if token.large:
                begins = place == 0 or self.tokens[place - 1].sentence != token.sentence
                if token.low in given or not known(token.low, strict=not begins):
                    yield place, True
            elif not known(token.low):
                yield place, False


def known_before(token: Token) -> bool:
    """Say whether a word before a name that may be a word makes it a word: "in May", "the Will"."""
    return (
        token.low in ("in", "of", "the", "by", "since", "until", "en", "de", "from", "la", "el", "le", "les", "del", "du")
        or token.number
    )


_SOMEBODY = frozenset(
    ["she", "her", "hers", "herself", "he", "his", "him", "himself", "elle", "ella", "suyo", "suya"],
) | frozenset(["هي", "لها", "ضربها", "اغتصبها", "هددها", "انها", "لانها", "عليها", "اليها"])
_ONE = frozenset(["one", "single", "une", "seule", "seul", "unique", "una", "sola", "solo", "unica", "un"])
_ORDINAL = frozenset(["st", "nd", "rd", "th"])
_ARTICLES = frozenset(["un", "une", "una"])
_ONE_ARABIC = frozenset(["واحده", "واحد", "وحيده", "احدي"])
