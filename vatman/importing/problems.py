"""What could not be read, in a person's words: one sentence for each code, the value as it stands in the file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "not_a_table": _("это не таблица клиентов"),
    "form": _("это печатная форма, а не таблица клиентов"),
    "price": _("это прайс-лист: товары, а не клиенты"),
    "empty_sheet": _("лист пуст"),
    "new_stage": _("такого статуса ещё не было: сделали новый этап «%(value)s»"),
    "status_unclear": _("«%(value)s» может значить разное: сделки стоят в первом этапе, проверьте"),
    "unknown_manager": _("сотрудника «%(value)s» нет: ответственным стал тот, кто загружал"),
    "foreign_manager": _("«%(value)s» — не ваш сотрудник: ответственным стали вы"),
    "call_too_old": _("звонок был назначен давно (%(value)s): сделка уснула, чтобы не гореть"),
    "bad_inn": _("ИНН не сходится: %(value)s"),
    "bad_kpp": _("КПП не похож на КПП: %(value)s"),
    "bad_ogrn": _("ОГРН не сходится: %(value)s"),
    "bad_way": _("не похоже ни на телефон, ни на почту: %(value)s"),
    "bad_field": _("значение не подходит к полю: %(value)s"),
    "row_failed": _("строку не удалось разобрать"),
    "file_failed": _("файл не удалось прочитать"),
    "lost_digits": _("цифры потеряны ещё в файле: %(value)s"),
    # a file that was not read
    "lock_file": _("это след открытой в Excel книги, а не она сама: закройте книгу и возьмите файл без «~$»"),
    "empty_file": _("файл пустой"),
    "broken": _("файл повреждён: откройте его в Excel и сохраните заново"),
    "password": _("файл закрыт паролем: снимите пароль и загрузите снова"),
    "huge_file": _("файл слишком большой: разделите его на части до 500 МБ"),
    "zip_bomb": _("архив непомерно раздувается при распаковке, мы его не распаковали"),
    "archive_inside": _("это архив, а не таблица"),
    "unknown_archive": _("такие архивы (%(value)s) мы не открываем: распакуйте его или соберите в zip"),
    "unknown_format": _("это не таблица и не карточки контактов, файл пропущен"),
    "not_opened": _("файл не открылся: %(value)s"),
    "bank_statement": _("это выписка банка, а не список клиентов"),
    "no_table": _("на странице не нашлось ни одной таблицы"),
    # a sheet
    "hidden_sheet": _("лист скрыт, мы его не читали: покажите его в Excel, если он нужен"),
    "huge_sheet": _("лист слишком велик: удалите лишние пустые строки и столбцы или разделите его"),
    "broken_sheet": _("лист повреждён, прочесть его не удалось"),
    "form_layout": _("это печатная форма, а не список клиентов"),
    "form_words": _("это документ (накладная, счёт, акт), а не список клиентов"),
    "plain_text": _("это обычный текст, а не таблица"),
    "price_title": _("это прайс-лист или остатки, а не список клиентов"),
    "price_headings": _("в столбцах товары и цены, клиентов нет"),
    "goods_headings": _("в столбцах товары, клиентов нет"),
    "price_book": _("лист из книги с прайс-листами, клиентов в нём нет"),
    # a cell
    "formula_error": _("формула в ячейке не посчиталась: %(value)s"),
}


def message(code: str, **values: Any) -> str:
    """The sentence of a code; of a code nobody has put into words, the code itself."""
    if code not in MESSAGES:
        return f"{code}: {values['value']}" if values.get("value") else code
    return str(MESSAGES[code]) % values
