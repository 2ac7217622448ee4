"""A3.1: e-mail addresses, several in one cell, with remarks; names in messengers."""

import pytest

from vatman.importing.understanding import mails

FOUND = [
    ("ivan@mail.ru", ["ivan@mail.ru"]),
    ("Ivan.Petrov@Mail.RU", ["ivan.petrov@mail.ru"]),
    ("email: pzaitev@blokin.org", ["pzaitev@blokin.org"]),
    ("mailto:ivan@mail.ru", ["ivan@mail.ru"]),
    ("<ivan@mail.ru>", ["ivan@mail.ru"]),
    ("a@b.ru; c@d.com", ["a@b.ru", "c@d.com"]),
    ("a@b.ru, c@d.com", ["a@b.ru", "c@d.com"]),
    ("a@b.ru/c@d.com", ["a@b.ru", "c@d.com"]),
    ("a@b.ru\nc@d.com", ["a@b.ru", "c@d.com"]),
    ("a@b.ru ::: c@d.com", ["a@b.ru", "c@d.com"]),
    ("a@b.ru a@b.ru", ["a@b.ru"]),
    ("ivan @ mail . ru", ["ivan@mail.ru"]),
    ("ivan(собака)mail.ru", ["ivan@mail.ru"]),
    ("аnna@mail.ru", ["anna@mail.ru"]),  # Cyrillic «а»
    ("почта@пример.рф", ["почта@пример.рф"]),
    ("ivan@mail.ru.", ["ivan@mail.ru"]),
]


@pytest.mark.parametrize(("text", "addresses"), FOUND)
def test_a_cell_holds_addresses(text, addresses):
    read = mails.read(text)
    assert list(read.found) == addresses
    assert not read.bad


@pytest.mark.parametrize("text", ["ivan@mail", "нет@", "a..b@c.ru"])
def test_what_only_looks_like_an_address_is_told(text):
    assert mails.read(text) == mails.Mails((), (text,), "")


def test_words_beside_an_address_stay():
    assert mails.read("ivan@mail.ru (бух)").rest == "бух"


@pytest.mark.parametrize("address", ["info@a.ru", "sales2@a.ru", "office@a.ru", "zakaz@a.ru"])
def test_an_office_address_is_nobodys_own(address):
    assert mails.is_shared(address)
    assert not mails.is_shared("ivanov@a.ru")


CHATS = [
    ("@ivan_petrov", "", ("telegram", "ivan_petrov")),
    ("https://t.me/Ivan_Petrov", "", ("telegram", "ivan_petrov")),
    ("t.me/ivan", "", ("telegram", "ivan")),
    ("wa.me/79215551234", "", ("whatsapp", "+79215551234")),
    ("https://vk.com/id1", "", ("vk", "id1")),
    ("ivanpetrov", "telegram", ("telegram", "ivanpetrov")),
]


@pytest.mark.parametrize(("text", "channel", "way"), CHATS)
def test_a_cell_holds_a_messenger(text, channel, way):
    assert mails.messengers(text, channel).ways[0][:2] == way


SITES = [
    ("www.zags.mos.ru/contacts/", "www.zags.mos.ru/contacts"),
    ("cbs2cao.ru", "cbs2cao.ru"),
    ("https://a.ru/x?y=1", "https://a.ru/x?y=1"),
    ("Иванов И.И.", ""),
    ("ivan@mail.ru", ""),
]


@pytest.mark.parametrize(("text", "site"), SITES)
def test_a_site_is_told_from_other_text(text, site):
    assert mails.site(text) == site
