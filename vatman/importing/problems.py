"""What could not be read, in a person's words: one sentence for each code, the value as it stands in the file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # a file
    "password": _("файл под паролем: снимите пароль и принесите снова"),
    "broken": _("файл повреждён"),
    "broken_sheet": _("лист повреждён"),
    "empty_file": _("файл пуст"),
    "huge_file": _("файл слишком велик: разделите его"),
    "huge_sheet": _("лист слишком велик: разделите его"),
    "zip_bomb": _("архив распаковывается в неправдоподобно много: не открываем"),
    "archive_inside": _("архив внутри архива: распакуйте его"),
    "unknown_archive": _("такой архив не открываем: упакуйте в zip"),
    "unknown_format": _("не знаем такого вида файлов"),
    "bank_statement": _("это банковская выписка, а не клиенты"),
    "lock_file": _("служебный файл открытого документа"),
    "not_opened": _("файл не открылся: %(value)s"),
    "no_table": _("в файле нет таблицы"),
    "file_failed": _("файл не удалось прочитать"),
    # a sheet
    "form": _("это печатная форма, а не таблица клиентов"),
    "price": _("это прайс-лист или товары, а не клиенты"),
    "hidden_sheet": _("скрытый лист: не читали"),
    # a cell
    "formula_error": _("формула с ошибкой: %(value)s"),
    "lost_digits": _("цифры потеряны ещё в файле: %(value)s"),
    "bad_inn": _("ИНН не сходится: %(value)s"),
    "bad_kpp": _("КПП — это девять знаков: %(value)s"),
    "bad_ogrn": _("ОГРН не сходится: %(value)s"),
    "bad_phone": _("не похоже на телефон: %(value)s"),
    "short_phone": _("в телефоне не хватает цифр: %(value)s"),
    "phone_without_code": _("телефон без кода города: %(value)s"),
    "odd_phone": _("такого кода нет, проверьте телефон: %(value)s"),
    "filler_phone": _("это не телефон, а заглушка: %(value)s"),
    "bad_email": _("не похоже на почту: %(value)s"),
    "bad_date": _("такого дня нет: %(value)s"),
    "vague_date": _("день не назван: %(value)s"),
    "vague_money": _("сумма не названа: %(value)s"),
    "money_range": _("от и до: взяли меньшее, проверьте: %(value)s"),
    "bad_money": _("не похоже на сумму: %(value)s"),
    # a decision
    "new_stage": _("такого статуса ещё не было: сделали новый этап «%(value)s»"),
    "status_unclear": _("«%(value)s» может значить разное: сделки стоят в первом этапе, проверьте"),
    "unknown_manager": _("сотрудника «%(value)s» нет: ответственным стал тот, кто загружал"),
    "owner_by_name": _("ответственный — %(value)s: так назван файл, папка или лист"),
    "foreign_manager": _("«%(value)s» — не ваш сотрудник: ответственным стали вы"),
    "call_too_old": _("звонок был назначен давно (%(value)s): сделка уснула, чтобы не гореть"),
    "lacking": _("этап просит заполнить — %(value)s"),
    # a row
    "row_failed": _("строку не удалось разобрать: %(value)s"),
}


def message(code: str, **values: Any) -> str:
    """The sentence of a code; of a code nobody has put into words, the code itself."""
    if code not in MESSAGES:
        return f"{code}: {values['value']}" if values.get("value") else code
    return str(MESSAGES[code]) % values
