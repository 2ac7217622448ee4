"""What can be done with cards of every kind: another owner, a tag, a field, the trash."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.team.models import Member
from vatman.web.errors import Refused
from vatman.web.forms import is_key

from ..models import CustomField, Tag
from ..wording import TITLES, value_words
from .verb import Before, Values, Verb

FIELDS = {"deal": ("expected_on", "started_on", "source"), "company": ("city",), "contact": ("do_not_call",)}


class Owner(Verb, icon="user-share"):
    name, title, order = "owner", gettext_lazy("Ответственный"), 10
    template = "records/bulk/owner.html"

    @classmethod
    def choices(cls, thing: str, by: Any) -> dict[str, Any]:
        return {"people": Member.objects.active().select_related("department")}

    @classmethod
    def read(cls, thing: str, data: QueryDict, by: Any) -> Values | None:
        to = data.get("to", "")
        if to == "none":
            return {"to": None, "name": ""}
        if not is_key(to):
            return None
        member = Member.objects.active().filter(pk=int(to)).first()
        if member is None:
            raise Refused(fields={"to": _("Такого сотрудника нет")})
        return {"to": member.pk, "name": member.name}

    @property
    def words(self) -> str:
        return _("Ответственный: %(name)s") % {"name": self.values["name"] or _("никто")}

    def already(self) -> Q:
        return Q(owner=self.values["to"])

    def now(self, rows: QuerySet) -> list[tuple[str, int]]:
        return [(name or _("никто"), count) for name, count in _counted(rows, "owner__name")]

    def carry(self, rows: QuerySet, *, by: Any, origin: str) -> Before:
        locked = rows.order_by("pk").select_for_update(of=("self",)).only("pk", "owner", "department")
        before = {one.pk: [one.owner_id, one.department_id] for one in locked}
        to = Member.objects.get(pk=self.values["to"]) if self.values["to"] else None
        self.model.objects.assign_all(self.model.objects.filter(pk__in=before), to, by=by, origin=origin)
        return before

    def give_back(self, before: Before, *, by: Any, origin: str) -> set[int]:
        rows = self.model.objects.filter(owner=self.values["to"], pk__in=before)
        kept = set(rows.values_list("pk", flat=True))
        return give_owners_back(self.model, {pk: before[pk] for pk in before if pk in kept}, by=by, origin=origin)


def give_owners_back(model: Any, before: dict[int, list[int | None]], *, by: Any, origin: str) -> set[int]:
    """Each of these cards goes to the owner and department it had."""
    groups: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for pk, (owner, department) in before.items():
        groups[owner, department].append(pk)
    people = Member.objects.in_bulk({owner for owner, _department in groups if owner})
    for (owner, department), ids in groups.items():
        model.objects.assign_all(model.objects.filter(pk__in=ids), people.get(owner or 0), by=by, origin=origin)
        model.objects.filter(pk__in=ids).update(department=department)
    return set(before)


class Tagging(Verb, icon="tag"):
    name, title, order = "tag", gettext_lazy("Тег"), 30
    template = "records/bulk/tag.html"

    @classmethod
    def choices(cls, thing: str, by: Any) -> dict[str, Any]:
        return {"tags": Tag.objects.all()[:300]}

    @classmethod
    def read(cls, thing: str, data: QueryDict, by: Any) -> Values | None:
        name = " ".join(data.get("tag", "").replace("\x00", "").split())[:60]
        if not name:
            return None
        known = Tag.objects.filter(name__iexact=name).values_list("name", flat=True).first()
        return {"tag": known or name, "off": data.get("off") == "1"}

    @property
    def words(self) -> str:
        words = _("Снять тег «%(tag)s»") if self.values["off"] else _("Тег «%(tag)s»")
        return words % {"tag": self.values["tag"]}

    def already(self) -> Q:
        has = Q(tags__contains=[self.values["tag"]])
        return ~has if self.values["off"] else has

    def carry(self, rows: QuerySet, *, by: Any, origin: str) -> Before:
        before = self.model.objects.tag_all(rows, self.values["tag"], off=self.values["off"], by=by, origin=origin)
        return dict.fromkeys(before)

    def give_back(self, before: Before, *, by: Any, origin: str) -> set[int]:
        rows = self.model.objects.filter(pk__in=before)
        return set(
            self.model.objects.tag_all(rows, self.values["tag"], off=not self.values["off"], by=by, origin=origin)
        )


class Field(Verb, icon="forms"):
    name, title, order = "field", gettext_lazy("Поле"), 40
    template = "records/bulk/field.html"

    @classmethod
    def choices(cls, thing: str, by: Any) -> dict[str, Any]:
        own = [(f"fields__{one.key}", one.title) for one in CustomField.objects.of(thing)]
        return {"fields": [*((name, _cap(TITLES[name])) for name in FIELDS.get(thing, ())), *own]}

    @classmethod
    def read(cls, thing: str, data: QueryDict, by: Any) -> Values | None:
        from ..cells import parse
        from ..models.changeable import plain

        name = data.get("field", "")
        if name not in dict(cls.choices(thing, by)["fields"]) or data.get("shown") != name:
            return None
        verb = cls(thing, {"field": name})
        cell = verb.cell()
        value = parse(cell.kind, data)
        if cell.kind == "bool":
            value = data.get("value") == "1"
        elif value is None and not data.get("clear"):
            return None
        cleaned = plain(verb.model()._clean_one(name, value))
        shown = value_words(
            cleaned, cell.kind, {int(pk): title for pk, title in cell.choices} if cell.kind == "member" else None
        )
        return {"field": name, "title": cell.title, "value": cleaned, "shown": shown}

    def cell(self) -> Any:
        """Its field on a blank card, to be drawn and read."""
        from ..cells import cell_of

        return cell_of(self.model(), self.values["field"])

    @property
    def words(self) -> str:
        return f"{self.values['title']}: {self.values['shown']}"

    def already(self) -> Q | None:
        name, value = self.values["field"], self.values["value"]
        if name.startswith("fields__"):
            key = name.partition("__")[2]
            if value in (None, "", []):
                return ~Q(fields__has_key=key)
            return None if isinstance(value, list) else Q(fields__contains={key: value})
        value = value["id"] if isinstance(value, dict) else value
        return Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})

    def carry(self, rows: QuerySet, *, by: Any, origin: str) -> Before:
        value = self.values["value"]
        value = value["id"] if isinstance(value, dict) else value
        before: Before = self.model.objects.change_all(rows, self.values["field"], value, by=by, origin=origin)
        return before

    def give_back(self, before: Before, *, by: Any, origin: str) -> set[int]:
        given: set[int] = self.model.objects.give_back_all(
            before, self.values["field"], self.values["value"], by=by, origin=origin
        )
        return given


class Trash(Verb, icon="trash"):
    name, title, order, right = "trash", gettext_lazy("В корзину"), 90, "delete"
    template = "records/bulk/trash.html"

    @property
    def words(self) -> str:
        return _("В корзину")

    def carry(self, rows: QuerySet, *, by: Any, origin: str) -> Before:
        before: Before = self.model.objects.trash_all(rows, by=by, origin=origin)
        return before

    def give_back(self, before: Before, *, by: Any, origin: str) -> set[int]:
        return set(self.model.objects.restore_all(self.model.objects.filter(pk__in=before), by=by, origin=origin))


def _counted(rows: QuerySet, name: str) -> list[tuple[Any, int]]:
    return list(rows.order_by().values_list(name).annotate(n=Count("pk")).order_by("-n", name))


def _cap(text: Any) -> str:
    return str(text)[:1].upper() + str(text)[1:]
