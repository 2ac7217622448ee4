"""English stands whole beside the Russian of the sources (issue 3, section 1)."""

import re
from collections import Counter

import polib
import pytest
from django.utils import translation

from tools.gather import LANGUAGES, catalogue, lacking, messages
from vatman.ui.moments import days
from vatman.ui.numbers import money

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|</?[a-z]+>")
CYRILLIC = re.compile(r"[А-Яа-яЁё«»]")


@pytest.fixture(scope="module")
def wanted():
    return messages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_said_has_its_words(wanted, language):
    assert lacking(language, wanted) == [], "python tools/gather.py brings them into the catalogue, then translate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_in_the_catalogue_that_nobody_says(wanted, language):
    known = {message.key for message in wanted}
    assert [
        entry.msgid for entry in polib.pofile(str(catalogue(language))) if (entry.msgctxt, entry.msgid) not in known
    ] == []


def test_both_languages_hold_the_same_places():
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(catalogue("en")))
        if not entry.msgid_plural and places(entry.msgid) != places(entry.msgstr)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_sentence_holds_no_place_of_its_own(language):
    counted = [entry for entry in polib.pofile(str(catalogue(language))) if entry.msgid_plural]
    assert [
        entry.msgid
        for entry in counted
        for said in entry.msgstr_plural.values()
        if places(said) - places(entry.msgid_plural)
    ] == []


def places(text):
    return Counter(PLACEHOLDER.findall(text))


def test_no_russian_is_left_in_the_english():
    said = [
        text for entry in polib.pofile(str(catalogue("en"))) for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert [text for text in said if CYRILLIC.search(text)] == []


def test_a_sentence_ends_alike_in_both_languages():
    book = polib.pofile(str(catalogue("en")))
    assert [entry.msgid for entry in book if not entry.msgid_plural and end(entry.msgid) != end(entry.msgstr)] == [
        "тыс."
    ]


def end(text):
    return text[-1] if text[-1] in ".:…?!" else ""


def test_days_are_counted_in_both_languages():
    said = {}
    for language in ("ru", "en"):
        with translation.override(language):
            said[language] = [days(count) for count in (1, 2, 5, 11, 21, 22)]
    assert said == {
        "ru": ["1 день", "2 дня", "5 дней", "11 дней", "21 день", "22 дня"],
        "en": ["1 day", "2 days", "5 days", "11 days", "21 days", "22 days"],
    }


def test_a_sum_is_written_as_each_language_writes_it():
    said = {}
    for language in ("ru", "en"):
        with translation.override(language):
            said[language] = money("1234.5")
    assert said == {"ru": "1\xa0234,50\xa0₽", "en": "1\xa0234.50\xa0₽"}
