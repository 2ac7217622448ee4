"""Where letters go is told by one address."""

from vatman.config import mail


def test_without_an_address_letters_are_printed():
    assert mail.settings("") == {"EMAIL_BACKEND": mail.CONSOLE}


def test_an_address_tells_everything():
    found = mail.settings("smtp://vatman%40dvor.test:s%3Acret@mail.dvor.test:587")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.dvor.test", 587, True)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("vatman@dvor.test", "s:cret")
    assert found["DEFAULT_FROM_EMAIL"] == "vatman@dvor.test"


def test_smtps_is_secret_from_the_first_byte():
    found = mail.settings("smtps://mail.dvor.test", "crm@dvor.test")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (465, True, False)
    assert found["DEFAULT_FROM_EMAIL"] == "crm@dvor.test"
