"""A field the company keeps: renamed, lined up, its choices edited, put away and brought back. No card is touched by any of it."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.models import Event
from vatman.events.recording import Trait, record
from vatman.web.errors import Refused

CHOICES_MOST, CHOICE_LONGEST = 200, 120


class Kept(Trait):
    """`former` holds names of choices that are no longer offered: name → the one it was renamed to, "" if it was taken off."""

    for_thing: Any
    title: Any
    kind: Any
    choices: Any
    former: Any
    archived_at: Any

    def current(self, value: Any) -> Any:
        """A stored value under the names of today: a renamed choice reads as it is called now, one taken off as it was."""
        if isinstance(value, list):
            return list(dict.fromkeys(self.current(one) for one in value))
        return self.former.get(value) or value if isinstance(value, str) else value

    @transaction.atomic
    def change(
        self,
        *,
        by: Any,
        title: str | None = None,
        choices: list[str] | None = None,
        renamed: dict[str, str] | None = None,
        origin: str = "",
    ) -> Event | None:
        """Another title; other choices in their order, of which `renamed` (old name → new) are known under new names. Returns the
        event, None if nothing changed."""
        from ..events import FieldChanged

        current = type(self).objects.select_for_update().get(pk=self.pk)  # type: ignore[attr-defined]
        before = {"title": current.title, "choices": current.choices, "former": current.former}
        after = dict(before)
        if title is not None:
            after["title"] = self._free_title(title)
        if choices is not None or renamed:
            after["choices"], after["former"] = _edited(current, choices, _tidy(renamed or {}))
        changed = {name: value for name, value in after.items() if value != before[name]}
        if not changed:
            return None
        for name, value in changed.items():
            setattr(self, name, value)
        self.save(update_fields=list(changed))  # type: ignore[attr-defined]
        kind = FieldChanged(title=before["title"], before={name: before[name] for name in changed}, after=changed)
        return record(kind, self, by=by, origin=origin)

    @transaction.atomic
    def give_back(self, was: dict[str, Any], *, by: Any, origin: str) -> None:
        """The opposite of a change: exactly what stood there before. What was written meanwhile under new names reads by the old."""
        from ..events import FieldChanged

        current = type(self).objects.select_for_update().get(pk=self.pk)  # type: ignore[attr-defined]
        if "title" in was:
            self._free_title(was["title"])
        if "choices" in was:
            former = was.get("former", current.former)
            olds = {new: old for old, new in current.former.items() if new and old in was["choices"]}
            lost = {new: olds.get(new, "") for new in current.choices if new not in was["choices"]}
            was = was | {"former": {name: heir for name, heir in (former | lost).items() if name not in was["choices"]}}
        before = {name: getattr(current, name) for name in was}
        for name, value in was.items():
            setattr(self, name, value)
        self.save(update_fields=list(was))  # type: ignore[attr-defined]
        record(FieldChanged(title=current.title, before=before, after=was), self, by=by, origin=origin)

    @transaction.atomic
    def archive(self, *, by: Any, origin: str = "") -> Event | None:
        """Off the cards, lists and filters. What was written in it stays."""
        from ..events import FieldArchived

        rows = type(self).objects.filter(pk=self.pk, archived_at=None)  # type: ignore[attr-defined]
        if not rows.update(archived_at=timezone.now()):
            return None
        self.refresh_from_db(fields=["archived_at"])  # type: ignore[attr-defined]
        return record(FieldArchived(title=self.title, of=self.for_thing), self, by=by, origin=origin)

    @transaction.atomic
    def bring_back(self, *, by: Any, origin: str = "") -> Event | None:
        from ..events import FieldRestored

        current = type(self).objects.select_for_update().get(pk=self.pk)  # type: ignore[attr-defined]
        if current.archived_at is None:
            return None
        self._free_title(self.title)
        self.archived_at = None
        self.save(update_fields=["archived_at"])  # type: ignore[attr-defined]
        return record(FieldRestored(title=self.title, of=self.for_thing), self, by=by, origin=origin)

    def stand_at(self, position: int, *, by: Any) -> Event | None:
        """Among the fields of its kind of card, counted from 0."""
        order = [pk for pk in type(self).objects.of(self.for_thing).values_list("pk", flat=True) if pk != self.pk]  # type: ignore[attr-defined]
        order.insert(position, self.pk)
        return type(self).objects.line_up(self.for_thing, order, by=by)  # type: ignore[attr-defined]

    def may_be_undone_by(self, member: Any) -> bool:
        return may_keep_fields(member, self.for_thing)

    def _free_title(self, title: str) -> str:
        title = " ".join(title.split())[:120]
        if not title:
            raise Refused(fields={"title": _("Назовите поле")})
        living = type(self).objects.of(self.for_thing).exclude(pk=self.pk)  # type: ignore[attr-defined]
        if living.filter(title__iexact=title).exists():
            raise Refused(fields={"title": _("Поле с таким названием уже есть: %(title)s") % {"title": title}})
        return title


class Lining:
    """The order of the fields of one kind of card."""

    @transaction.atomic
    def line_up(self, thing: str, order: list[int], *, by: Any, origin: str = "") -> Event | None:
        """Fields in a new order of keys; those not named keep theirs behind."""
        from ..events import FieldsLinedUp

        rows: models.QuerySet = self.of(thing)  # type: ignore[attr-defined]
        fields = {field.pk: field for field in rows.select_for_update()}
        was = list(fields.values())
        wanted = [fields[pk] for pk in dict.fromkeys(order) if pk in fields]
        now = wanted + [field for field in was if field not in wanted]
        if now == was:
            return None
        for position, field in enumerate(now):
            field.position = position
        rows.model.objects.bulk_update(now, ["position"])
        moved = next(field for field, other in zip(now, was, strict=True) if field != other)
        names = {"before": [str(one) for one in was], "after": [str(one) for one in now]}
        return record(FieldsLinedUp(order=[one.pk for one in was], **names), moved, by=by, origin=origin)


def may_keep_fields(member: Any, thing: str) -> bool:
    """A field is for every card of the kind, so it is kept by those who answer for more than their own."""
    return member.scope("edit", thing) in ("department", "all")


def _tidy(renamed: dict[str, str]) -> dict[str, str]:
    pairs = {old: _named(new) for old, new in renamed.items()}
    return {old: new for old, new in pairs.items() if new and new != old}


def _named(choice: str) -> str:
    return " ".join(choice.split())[:CHOICE_LONGEST]


def _edited(field: Any, choices: list[str] | None, renamed: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """The new list and what is known of its old names. Refused for a list that would read an old value as something else."""
    if field.kind not in ("choice", "choices"):
        raise Refused(fields={"choices": _("У этого поля нет вариантов")})
    wanted = field.choices if choices is None else choices
    new = list(dict.fromkeys(name for one in wanted if (name := renamed.get(_named(one), _named(one)))))
    if not new:
        raise Refused(fields={"choices": _("Напишите варианты, из которых выбирать")})
    if len(new) > CHOICES_MOST:
        raise Refused(fields={"choices": _("Больше %(most)s вариантов никто не прочтёт") % {"most": CHOICES_MOST}})
    return new, _formers(field, new, renamed)


def _formers(field: Any, new: list[str], renamed: dict[str, str]) -> dict[str, str]:
    if lost := [old for old, name in renamed.items() if old not in field.choices or name not in new]:
        raise Refused(fields={"choices": _("Такого варианта нет: %(name)s") % {"name": lost[0]}})
    former = {old: renamed.get(name, name) for old, name in field.former.items()}
    former |= {old: renamed.get(old, "") for old in field.choices if old not in new}
    for name in new:
        heir = former.get(name)
        if heir and heir != name and name not in renamed.values():
            words = _("Так раньше назывался вариант «%(name)s»: старые карточки смешаются с новыми") % {"name": heir}
            raise Refused(fields={"choices": words})
    kept = {old: name if name in new else "" for old, name in former.items()}
    return {old: name for old, name in kept.items() if old not in new}
