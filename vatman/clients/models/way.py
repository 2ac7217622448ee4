from collections.abc import Iterable
from typing import Any, cast

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.events.models import Subject
from vatman.events.privacy import mask
from vatman.records.copying import copy_in
from vatman.records.history import Spot
from vatman.web.errors import Refused

from .reachable import Reachable


def normal(channel: str, value: str) -> str:
    """The form by which two spellings of one way are equal: E.164 for phones, lower case for mail.

    Raises Refused for what cannot be a phone or a mail address.
    """
    value = value.strip()
    if channel in ("phone", "whatsapp", "viber"):
        try:
            number = phonenumbers.parse(value, "RU")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise Refused(fields={"value": _("Это не похоже на телефон: %(value)s") % {"value": value}})
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if channel == "email":
        try:
            validate_email(value)
        except ValidationError:
            raise Refused(fields={"value": _("Это не похоже на почту: %(value)s") % {"value": value}})
    return value.lower() if channel in ("email", "telegram", "vk", "skype", "max") else value


class WayManager(models.Manager["Way"]):
    def keep(
        self,
        client: Any,
        channel: str,
        value: str,
        kind: str = "",
        note: str = "",
        preferred: bool = False,
        raw: str = "",
    ) -> tuple["Way", bool]:
        """Returns the way and whether it is new to this client."""
        place = {client.thing: client}
        normalised = normal(channel, value)
        if known := self.filter(channel=channel, value=normalised, **place).first():
            return known, False
        last = self.filter(**place).count()
        way = self.create(
            channel=channel,
            value=normalised,
            raw=raw or value,
            kind=kind,
            note=note,
            preferred=preferred,
            position=last,
            **place,
        )
        return way, True

    @transaction.atomic
    def keep_all(self, ways: Iterable["Way"], *, by: Any, origin: str = "") -> list["Way"]:
        """Adds unsaved ways, each with its contact or company and a normal value; known ones are skipped. Returns the new."""
        from vatman.events.recording import record_all

        from ..events import WayAdded

        new: dict[tuple[Any, ...], Way] = {}
        wanted = list(ways)
        known = self._known({way.spot for way in wanted})
        for way in wanted:
            if (key := (way.spot, way.channel, way.value)) not in known:
                new.setdefault(key, way)
        _line_up(list(new.values()), known)
        copy_in(Way, list(new.values()))
        told = ((WayAdded(way=way.pk, channel=way.channel, value=way.value), way.spot) for way in new.values())
        record_all(told, by=by, origin=origin)
        for thing in {way.spot.thing for way in new.values()}:
            Subject.model_of(thing).objects.found_all([way.spot for way in new.values() if way.spot.thing == thing])
        return list(new.values())

    def _known(self, spots: set[Spot]) -> set[tuple[Spot, str, str]]:
        where = models.Q(contact__in=[spot.pk for spot in spots if spot.thing == "contact"])
        where |= models.Q(company__in=[spot.pk for spot in spots if spot.thing == "company"])
        return {(way.spot, way.channel, way.value) for way in self.filter(where)}


def _line_up(ways: list["Way"], known: set[tuple[Spot, str, str]]) -> None:
    """New ways stand after the ones a client has."""
    last: dict[Spot, int] = {}
    for spot, _channel, _value in known:
        last[spot] = last.get(spot, 0) + 1
    for way in ways:
        way.position = last.get(way.spot, 0)
        last[way.spot] = way.position + 1


class Way(Reachable, models.Model):
    """A way to reach a person or an organisation. `value` is normal, `raw` as it was typed."""

    class Channel(models.TextChoices):
        PHONE = "phone", gettext_lazy("Телефон")
        EMAIL = "email", gettext_lazy("Почта")
        TELEGRAM = "telegram", "Telegram"
        WHATSAPP = "whatsapp", "WhatsApp"
        MAX = "max", "MAX"
        VIBER = "viber", "Viber"
        VK = "vk", gettext_lazy("ВКонтакте")
        SKYPE = "skype", "Skype"
        SITE = "site", gettext_lazy("Сайт")
        ADDRESS = "address", gettext_lazy("Адрес")

    contact = models.ForeignKey("clients.Contact", models.CASCADE, null=True, related_name="ways")
    company = models.ForeignKey("clients.Company", models.CASCADE, null=True, related_name="ways")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    value = models.CharField(max_length=300)
    raw = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=120, blank=True)
    preferred = models.BooleanField(default=False)
    wrong = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = WayManager()

    class Meta:
        ordering = ["-preferred", "wrong", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(contact=None) ^ models.Q(company=None), name="way_of_one"),
            models.UniqueConstraint(
                fields=["contact", "channel", "value"], condition=~models.Q(contact=None), name="way_once_contact"
            ),
            models.UniqueConstraint(
                fields=["company", "channel", "value"], condition=~models.Q(company=None), name="way_once_company"
            ),
        ]
        indexes = [models.Index(fields=["value", "channel"], name="way_by_value")]

    def __str__(self) -> str:
        return self.shown

    @classmethod
    def of(
        cls, channel: str, value: str, kind: str = "", note: str = "", preferred: bool = False, raw: str = ""
    ) -> "Way":
        """An unsaved way in normal form; Refused if it cannot be one."""
        return cls(
            channel=channel, value=normal(channel, value), raw=raw or value, kind=kind, note=note, preferred=preferred
        )

    @property
    def spot(self) -> Spot:
        return Spot("contact", self.contact_id) if self.contact_id else Spot("company", cast(int, self.company_id))

    @property
    def client(self) -> Any:
        return self.contact or self.company

    @property
    def is_phone(self) -> bool:
        return self.channel in ("phone", "whatsapp", "viber")

    @property
    def masked(self) -> str:
        """For one who may not see how to reach the client: «+7 ••• •••-••-34»."""
        return mask(self.shown)

    @property
    def chats(self) -> list[Any]:
        from ..chats import chats_of

        return chats_of(self)

    @property
    def link(self) -> str:
        from ..chats import link_of

        return link_of(self)

    @property
    def shown(self) -> str:
        """As people write it: +7 921 555-12-34."""
        if not self.is_phone:
            return self.value
        number = phonenumbers.parse(self.value)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
