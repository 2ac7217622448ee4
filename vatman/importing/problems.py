"""What each code of a problem says to a person. Codes are written to the database and to reports; sentences are not."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    # a file
    "lock_file": _("Это след открытой в Excel книги, а не она сама. Закройте книгу и возьмите файл без «~$»."),
    "empty_file": _("Файл пустой."),
    "broken": _("Файл повреждён, прочесть его не удалось. Откройте его в Excel и сохраните заново."),
    "password": _("Файл закрыт паролем. Снимите пароль и загрузите снова."),
    "huge_file": _("Файл слишком большой. Разделите его на части до 500 МБ."),
    "zip_bomb": _("Архив раздувается при распаковке или вложен слишком глубоко. Мы его не распаковали."),
    "archive_inside": _("Это архив, а не таблица."),
    "unknown_archive": _("Такой архив (%(value)s) мы не открываем. Распакуйте его или соберите в zip."),
    "unknown_format": _("Это не таблица и не карточки контактов, файл пропущен."),
    "not_opened": _("Файл не открылся: %(value)s."),
    "bank_statement": _("Это выписка банка, а не список клиентов."),
    "no_table": _("На странице не нашлось ни одной таблицы."),
    # a sheet
    "hidden_sheet": _("Лист скрыт, мы его не читали. Покажите его в Excel, если он нужен."),
    "huge_sheet": _("Лист слишком велик. Удалите лишние пустые строки и столбцы или разделите его."),
    "broken_sheet": _("Лист повреждён, прочесть его не удалось."),
    "form_layout": _("Это печатная форма, а не список клиентов."),
    "form_words": _("Это документ (накладная, счёт, акт), а не список клиентов."),
    "plain_text": _("Это обычный текст, а не таблица."),
    "price_title": _("Это прайс-лист или остатки, а не список клиентов."),
    "price_headings": _("В столбцах товары и цены, клиентов нет."),
    "goods_headings": _("В столбцах товары, клиентов нет."),
    "price_book": _("Лист из книги с прайс-листами, клиентов в нём нет."),
    # a cell
    "formula_error": _("Формула в ячейке не посчиталась: %(value)s."),
}


def message(code: str, value: str = "") -> str:
    """The sentence of a code; a code that nobody has worded yet is shown as it is."""
    sentence = SENTENCES.get(code)
    if sentence is None:
        return f"{code}: {value}" if value else code
    return str(sentence) % {"value": value} if "%(" in str(sentence) else str(sentence)
