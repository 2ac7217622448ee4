"""Every word of a screen goes through gettext, and every letter of it is of its own alphabet (issue 3, section 1)."""

from . import letters, told

# whole files: lists of words that are met in clients' files, the demo's names and talk, the command line, which says both languages
LISTS = frozenset((
    "vatman/demo/", "vatman/importing/reading/", "vatman/importing/understanding/", "vatman/importing/command.py", "vatman/importing/run/owners.py",
    "vatman/config/checks.py", "vatman/config/command/", "vatman/config/runner/", "vatman/config/database/", "vatman/team/command.py",
    "vatman/ui/templates/500.html",
))  # fmt: skip
FORMS = {"ООО", "АО", "ПАО", "ЗАО", "ИП", "НКО", "ФГУП", "МУП", "ГБУ", "АНО"}  # of law: there is no English for them
READ = {"ё", "е", "Ёё", "Ее", "да", "нет", "руб", "р.", "Русский"}  # understood when typed; a language's own name
SEARCH = ("vatman/clients/search.py", "vatman/records/search/")  # letters and words that searching knows
DELIBERATE = (
    "vatman/importing/understanding/",
    "vatman/importing/tests/",
)  # look-alikes that people type, understood there


def test_every_russian_word_of_a_screen_is_translated():
    assert [place for place in told.places(LISTS) if not known(*place.split(" ", 1))] == []


def known(place, text):
    return text in FORMS | READ or place.startswith(SEARCH)


def test_what_is_hidden_is_found(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<p title="Раз">{% translate "Два" %}{% icon "x" title="Три" %}{% icon "x" title=_("Да") %}{{ a|default:"Четыре" }}{# Пять #}</p>'
    )
    assert [text for _, text in told.template(page)] == ['<p title="Раз">', '"Три"', '"Четыре"']
    code = tmp_path / "code.py"
    code.write_text(
        '"""Раз."""\nfrom django.utils.translation import gettext as _\na = _("Два")\nb = "Три"\nc = f"Четыре {a}"\n'
    )
    assert [text for _, text in told.python(code)] == ["Три", "Четыре "]
    script = tmp_path / "code.js"
    script.write_text('/* Раз */ const a = "Два"; // Три\n')
    assert [number for number, _ in told.script(script)] == [1]


def test_no_letter_of_one_alphabet_hides_in_a_word_of_the_other():
    found = []
    for path in letters.files():
        name = path.relative_to(letters.ROOT).as_posix()
        if not name.startswith(DELIBERATE):
            found += [
                f"{name}:{number} {words}"
                for number, line in enumerate(path.read_text().splitlines(), 1)
                if (words := letters.hidden(line))
            ]
    assert found == []


def test_a_hidden_letter_is_found():
    latin_c, latin_a = "C", "a"
    assert letters.hidden(f"{latin_c}делка") == [f"{latin_c}делка"]
    assert letters.hidden(f"зв{latin_a}нок") == [f"зв{latin_a}нок"]
    assert letters.hidden(f"дом {latin_c} мезонином") == [f"м {latin_c} м"]
    assert letters.hidden("ключ API, Excel и zip, \\nстрока, %(count)sдн, [a-zа-яё]") == []
