"""The items as the programme reads them."""

from vawcoord.codes import CODES
from vawcoord.records.coverage import ITEM_COUNTS, is_item
from vawcoord.standard.catalogue import module_5, text_of


def test_every_item_has_a_text() -> None:
    """There are as many items as the table of contents says, each with words of its own."""
    texts = {one.id: one.text for one in module_5().items}
    assert len(texts) == sum(ITEM_COUNTS.values()) == 136
    assert all(is_item(item) and len(text.split()) > 3 for item, text in texts.items())


def test_findings_name_items_that_are_there() -> None:
    """What a finding says of Module 5 can be looked up."""
    named = {item for one in CODES for item in one.guideline}
    assert named
    assert all(text_of(item) for item in named)


def test_an_item_that_is_none() -> None:
    """An unknown item has no text."""
    assert text_of("L9.9.9") == ""
