"""The clients' list as a spreadsheet."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.events import Exported
from vatman.clients.queries.lists import Wanted, filtered, make_whole
from vatman.events.recording import record
from vatman.records.copying import chunks
from vatman.records.models import CustomField
from vatman.records.wording import value_words
from vatman.team.models import Member

CHUNK = 1000
Row = list[str]


def export(model: Any, wanted: Wanted, file: BinaryIO, *, by: Member) -> int:
    """Writes the rows that the member both sees and may take out; phones he may not see stay dots. Returns how many; called in a transaction."""
    fields = list(CustomField.objects.of(model.thing))
    people = dict(Member.objects.values_list("pk", "name"))
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Компании") if model.thing == "company" else _("Контакты"))
    bold, count = book.add_format({"bold": True}), 0
    for column, title in enumerate([*_titles(model), *(field.title for field in fields)]):
        sheet.write_string(0, column, title, bold)
    sheet.freeze_panes(1, 0)
    for count, row in enumerate(_rows(model, wanted, by, fields, people), 1):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(count, column, text[:32000])
    book.close()
    record(Exported(of=model.thing, rows=count, filters=wanted.named()), by.organisation, by=by)
    return count


def _titles(model: Any) -> list[str]:
    own = [_("Название"), _("Форма"), _("ИНН"), _("КПП"), _("ОГРН"), _("Город"), _("Адрес")]
    if model.thing == "contact":
        own = [_("Фамилия"), _("Имя"), _("Отчество"), _("Компания"), _("Должность"), _("День рождения")]
    return [*own, _("Телефоны"), _("Почта"), _("Источник"), _("Теги"), _("Ответственный"), _("Создан")]


def _rows(
    model: Any, wanted: Wanted, member: Member, fields: list[CustomField], people: dict[int, str]
) -> Iterator[Row]:
    takes = member.scope("export", model.thing)
    rows = filtered(model, member, wanted).reached_by(member, takes).select_related("owner").order_by("sort_key", "id")
    for part in chunks(rows.iterator(CHUNK), CHUNK):
        make_whole(part, member)
        for client in part:
            own = [
                value_words(field.current(client.fields.get(field.key)), field.kind, people).removeprefix("—")
                for field in fields
            ]
            yield [*_own(client), *_common(client), *own]


def _own(client: Any) -> Row:
    if client.thing == "company":
        return [client.name, client.legal_form, client.inn, client.kpp, client.ogrn, client.city, client.address]
    links = list(client.links.all())
    works = ", ".join(str(link.company) for link in links)
    positions = ", ".join(link.position for link in links if link.position)
    return [client.last_name, client.first_name, client.middle_name, works, positions, _day(client.birthday)]


def _common(client: Any) -> Row:
    phones, emails = (
        ", ".join(way.shown if client.reachable else way.masked for way in ways)
        for ways in (client.phones(), client.emails())
    )
    owner = client.owner.name if client.owner else ""
    return [phones, emails, client.source, ", ".join(client.tags), owner, _day(timezone.localdate(client.created_at))]


def _day(day: Any) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
