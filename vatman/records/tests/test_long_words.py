"""A1.13, A3.13: whatever is pasted is kept; a word without end is merely not looked for."""

from vatman.records.models import CustomField
from vatman.records.search import find


def test_a_note_of_one_endless_word_is_kept_and_the_card_is_still_found(world):
    world.ivanov.add_note("я" * 5000 + " вкладыш", by=world.anna)
    assert [hit.id for hit in find(world.anna, "вкладыш", things=["contact"])] == [world.ivanov.pk]


def test_so_is_a_field_of_one_endless_word(world):
    field = CustomField.objects.add("contact", "Ключ", by=world.olga)
    world.ivanov.change(by=world.anna, **{f"fields__{field.key}": "я" * 5000})
    assert [hit.id for hit in find(world.anna, "иванов", things=["contact"])] == [world.ivanov.pk]
