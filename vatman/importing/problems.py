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
}


def message(code: str, **values: Any) -> str:
    """The sentence of a code; of a code nobody has put into words, the code itself."""
    if code not in MESSAGES:
        return f"{code}: {values['value']}" if values.get("value") else code
    return str(MESSAGES[code]) % values
