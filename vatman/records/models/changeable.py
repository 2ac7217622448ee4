from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from vatman.events.models import Event
from vatman.events.recording import Trait, record
from vatman.web.errors import Conflict, Refused

from ..events import Changed
from .field import CustomField


def plain(value: Any) -> Any:
    """A field's value as it stands in an event: JSON, readable later."""
    if isinstance(value, models.Model):
        return {"id": value.pk, "name": str(value)}
    if value is None or isinstance(value, str | int | bool | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class Changeable(Trait):
    """In-place editing: each field saved by itself, never over what a colleague has just typed."""

    @transaction.atomic
    def change(self, *, by: Any, was: dict[str, Any] | None = None, origin: str = "", **values: Any) -> Event | None:
        """Sets fields (`fields__key` for custom ones). `was` holds what the person saw; if the row has moved on
        since, nothing is written and Conflict tells the present value. Returns the event, None if nothing changed."""
        current = type(self)._default_manager.select_for_update(of=("self",)).get(pk=self.pk)
        cleaned = {name: self._clean_one(name, value) for name, value in values.items()}
        self._refuse_overwriting(current, was or {}, cleaned)
        before = {name: plain(self._stands(current, name)) for name in cleaned}
        changed = {name: value for name, value in cleaned.items() if plain(value) != before[name]}
        if not changed:
            return None
        self.fields = current.fields
        for name, value in changed.items():
            _write(self, name, value)
        self.keep_true(changed)
        self.save(update_fields=sorted({name.partition("__")[0] for name in changed} | self.follows(changed)))
        kind = Changed(
            before={name: before[name] for name in changed},
            after={name: plain(value) for name, value in changed.items()},
        )
        event = record(kind, self, by=by, origin=origin)
        self.found()
        return event

    def keep_true(self, changed: dict[str, Any]) -> None:
        """Recomputes what follows from the changed fields; rooms override it."""

    def follows(self, changed: dict[str, Any]) -> set[str]:
        """Names of the fields `keep_true` may have touched."""
        return set()

    def _clean_one(self, name: str, value: Any) -> Any:
        if name.startswith("fields__"):
            return CustomField.objects.get_for(self.thing, name.partition("__")[2]).clean_value(value)
        if name not in self.editable:
            raise Refused(fields={name: _("Это поле здесь не меняют")})
        try:
            field = self._meta.get_field(name)
            if isinstance(field, models.ForeignKey):
                return (
                    value
                    if value is None or isinstance(value, models.Model)
                    else field.related_model.objects.get(pk=value)
                )
            if value is None and not field.null:
                value = field.get_default()
            return field.clean(value, self)
        except ValidationError as error:
            raise Refused(fields={name: " ".join(error.messages)})
        except (FieldDoesNotExist, models.ObjectDoesNotExist):
            raise Refused(fields={name: _("Такого значения нет")})

    def _stands(self, current: Any, name: str) -> Any:
        """What the field holds; a choice that was renamed meanwhile under its name of today."""
        value = _read(current, name)
        if not name.startswith("fields__") or value in (None, "", []) or not isinstance(value, str | list):
            return value
        return CustomField.objects.get_for(self.thing, name.partition("__")[2]).current(value)

    def _refuse_overwriting(self, current: Any, was: dict[str, Any], values: dict[str, Any]) -> None:
        for name in values:
            now = plain(self._stands(current, name))
            if name in was and plain(self._clean_one(name, was[name])) != now:
                message = _("Пока вы правили, здесь стало: %(now)s") % {"now": now if now not in (None, "") else "—"}
                raise Conflict(message, fields={name: message}, code="changed_meanwhile", field=name, now=now)


def _read(thing: Any, name: str) -> Any:
    return thing.fields.get(name.partition("__")[2]) if name.startswith("fields__") else getattr(thing, name)


def _write(thing: Any, name: str, value: Any) -> None:
    if not name.startswith("fields__"):
        setattr(thing, name, value)
    elif value in (None, "", []):
        thing.fields.pop(name.partition("__")[2], None)
    else:
        thing.fields[name.partition("__")[2]] = value
