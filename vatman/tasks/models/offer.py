from datetime import datetime
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.events.models import Event, Subject
from vatman.events.recording import record
from vatman.records.models import File
from vatman.team.models import Department
from vatman.web.errors import Conflict, Refused

MARKS = {
    "name": gettext_lazy("[имя]"),
    "deal": gettext_lazy("[сделка]"),
    "amount": gettext_lazy("[сумма]"),
    "me": gettext_lazy("[я]"),
}
LONGEST = 1500  # signs of a letter that every mail program takes from an address


class OfferLetterManager(models.Manager["OfferLetter"]):
    def of(self, department: Any) -> "OfferLetter":
        """The department's own, kept or yet unsaved; None means the company's."""
        return self.filter(department=department).first() or self.model(department=department, **_usual())

    def for_deal(self, deal: Any, member: Any) -> "OfferLetter":
        """What stands nearest to whoever writes: his department's, the deal's, the company's."""
        wanted = [pk for pk in (member.department_id, deal.department_id) if pk]
        kept = {
            one.department_id: one
            for one in self.filter(models.Q(department__in=wanted) | models.Q(department=None)).select_related("file")
        }
        return next((kept[pk] for pk in (*wanted, None) if pk in kept), None) or self.model(**_usual())


def _usual() -> dict[str, str]:
    return {
        "subject": _("Коммерческое предложение: [сделка]"),
        "text": _("Здравствуйте, [имя]!\n\nКоммерческое предложение во вложении: [сделка].\nЕсли что-то неясно — позвоните мне.\n\n[я]"),
    }  # fmt: skip


class OfferLetter(Subject):
    """The letter with which a department sends its КП, and the file pinned to it. `MARKS` in it are filled in."""

    thing = "offer_letter"
    department = models.OneToOneField(Department, models.CASCADE, null=True, related_name="offer_letter")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    file = models.ForeignKey(File, models.SET_NULL, null=True, related_name="+")

    objects = OfferLetterManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.functions.Coalesce("department_id", models.Value(0)), name="offer_letter_of_company_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def may_be_undone_by(self, member: Any) -> bool:
        return self.kept_by(member)

    def kept_by(self, member: Any) -> bool:
        """Whoever keeps the settings; a department's own letter its head too."""
        headed = self.department is not None and self.department.head_id == member.pk
        return bool(headed or member.may("edit", "settings"))

    @transaction.atomic
    def change(
        self, *, by: Any, subject: str, text: str, file: Any = None, pinned: File | None = None, origin: str = ""
    ) -> Event | None:
        """Other words; another file to be pinned (`file`, as uploaded, or one that was pinned before). Without either it stays."""
        from ..events import OfferLetterChanged

        subject, text = " ".join(subject.split())[:200], text.strip()
        if not subject:
            raise Refused(fields={"subject": _("Назовите тему письма")})
        if len(text) > LONGEST:
            words = _("Длиннее %(most)s знаков почта не примет: остальное — в файл") % {"most": LONGEST}
            raise Refused(fields={"text": words})
        before = {"subject": self.subject, "text": self.text, "file": self.file_id}
        self.subject, self.text = subject, text
        self.save()
        if file is not None:
            pinned = File.objects.add(self, file.name or "", cast(BinaryIO, file), by=by)
        if pinned is not None:
            self.file = pinned
            self.save(update_fields=["file"])
        after = {"subject": self.subject, "text": self.text, "file": self.file_id}
        changed = [key for key, value in after.items() if value != before[key]]
        if not changed:
            return None
        kind = OfferLetterChanged(
            before={key: before[key] for key in changed}, after={key: after[key] for key in changed}
        )
        return record(kind, self, by=by, origin=origin)

    def filled(self, deal: Any, name: str, amount: str, by: Any) -> tuple[str, str]:
        """Subject and text for this deal."""
        values = {"name": name, "deal": deal.title, "amount": amount, "me": by.name}
        subject, text = self.subject, self.text
        for language, _title in settings.LANGUAGES:
            with translation.override(language):
                for key, mark in MARKS.items():
                    subject, text = subject.replace(str(mark), values[key]), text.replace(str(mark), values[key])
        return subject, text


class Offer(Subject):
    """A КП that was sent, as whoever sent it says."""

    thing = "offer"
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="offers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at: Any = models.DateTimeField(default=timezone.now)
    to = models.CharField(max_length=300, blank=True)
    follows = models.JSONField(default=dict, blank=True)  # as a call's
    taken_back_at: Any = models.DateTimeField(null=True, blank=True)

    event: Any = None
    next_step: Any = None

    class Meta:
        indexes = [models.Index(fields=["deal", "-at"], name="offer_of_deal")]

    def __str__(self) -> str:
        return str(_("КП отправлено"))

    def get_absolute_url(self) -> str:
        return self.deal.get_absolute_url()

    @property
    def place(self) -> Any:
        return self.deal

    @transaction.atomic
    def take_back(self, *, by: Any, origin: str = "") -> Event:
        from ..actions.log_call import undo
        from ..events import OfferTakenBack

        now: datetime = timezone.now()
        if not Offer.objects.filter(pk=self.pk, taken_back_at=None).update(taken_back_at=now):
            raise Conflict(_("Это уже вернули"), code="taken_back_already")
        self.taken_back_at = now
        event = record(OfferTakenBack(), self, by=by, place=self.deal, origin=origin)
        undo(self, by=by, origin=origin or f"undo:{event.id}")
        return event
