"""A command speaks the language of whoever started it."""

import pytest

from vatman.ui import terminal


@pytest.mark.parametrize(
    ("named", "language"),
    [
        ({}, "ru"),
        ({"LANG": "C.UTF-8"}, "ru"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "ru"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "en_US.UTF-8", "VATMAN_LANGUAGE": "ru"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "VATMAN_LANGUAGE": "en"}, "en"),
    ],
)
def test_the_first_variable_that_names_a_language_is_heard(named, language, monkeypatch):
    for name in terminal.NAMED:
        monkeypatch.delenv(name, raising=False)
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert terminal.language() == language


def test_what_it_says_goes_beside_the_results(monkeypatch, capsys):
    monkeypatch.setenv("VATMAN_LANGUAGE", "en")
    terminal.say("Готово.", "Done.")
    assert capsys.readouterr() == ("", "Done.\n")
