from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vatman.events.models import Event
from vatman.events.recording import record
from vatman.web.errors import Refused

EDITABLE = ("value", "kind", "note", "preferred", "wrong")


class Reachable:
    """What one does with a way to reach a client; each deed stands on the client's timeline."""

    @transaction.atomic
    def change(self, *, by: Any, origin: str = "", **values: Any) -> Event | None:
        """Another value, kind or note; wrong («не дозвониться»), preferred («сначала сюда», one of a client)."""
        from ..events import WayChanged
        from .way import Way, normal

        current = Way.objects.select_for_update().get(pk=self.pk)
        if "value" in values:
            values["raw"], values["value"] = values["value"], normal(current.channel, values["value"])
            self._refuse_double(current, values["value"])
        before = {
            name: getattr(current, name)
            for name in values
            if name in EDITABLE and getattr(current, name) != values[name]
        }
        if not before:
            return None
        if values.get("preferred"):
            Way.objects.filter(**{current.client.thing: current.client}).update(preferred=False)
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        kind = WayChanged(way=self.pk, value=self.value, before=before, after={name: values[name] for name in before})
        event = record(kind, self.client, by=by, origin=origin)
        self.client.found()
        return event

    @transaction.atomic
    def drop(self, *, by: Any, origin: str = "") -> Event:
        """The client is no longer reached this way at all."""
        from ..events import WayDropped

        client = self.client
        kept = {"kind": self.kind, "note": self.note, "preferred": self.preferred, "raw": self.raw}
        event = record(WayDropped(channel=self.channel, value=self.value, kept=kept), client, by=by, origin=origin)
        self.delete()
        client.found()
        return event

    @transaction.atomic
    def write(self, channel: str, *, by: Any) -> Event:
        """A chat was opened on it: the client's timeline knows who wrote and where."""
        from ..events import Written
        from .way import Way

        return record(Written(channel=str(Way.Channel(channel).label)), self.client, by=by)

    def _refuse_double(self, current: Any, value: str) -> None:
        same = type(self).objects.filter(channel=current.channel, value=value, **{current.client.thing: current.client})
        if same.exclude(pk=current.pk).exists():
            raise Refused(fields={"value": _("Такой у клиента уже есть")})
