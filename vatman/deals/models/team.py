"""Who of our own people takes part in a deal, as what, and with which share of it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.events.models import Event
from vatman.events.recording import Trait, record
from vatman.team.models import Member
from vatman.web.errors import Conflict, Refused

MOST = 20
Part = dict[str, Any]  # as events and pages know it: member, name, role, share


class Participant(models.Model):
    """`share` in per cent of the deal; the owner of the deal is one of them only if he is named."""

    class Role(models.TextChoices):
        FOUND = "found", gettext_lazy("нашёл")
        CLOSES = "closes", gettext_lazy("закрывает")
        KEEPS = "keeps", gettext_lazy("ведёт")

    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="participants")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    share = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "member", "role"], name="participant_once"),
            models.CheckConstraint(condition=models.Q(share__lte=100), name="participant_share"),
        ]

    def __str__(self) -> str:
        return f"{self.member} — {self.get_role_display()}"

    @property
    def said(self) -> Part:
        return {"member": self.member_id, "name": self.member.name, "role": self.role, "share": self.share}


class WithTeam(Trait):
    participants: Any

    @transaction.atomic
    def share_out(
        self, parts: Iterable[Part], *, by: Any, was: list[Part] | None = None, origin: str = ""
    ) -> Event | None:
        """All participants anew: dicts of member (its key), role, share in per cent. `was` is what the person saw."""
        from ..events import DealShared

        type(self)._default_manager.select_for_update(of=("self",)).get(pk=self.pk)
        before = self.said_parts()
        after = _clean(parts, {part["member"] for part in before})
        if was is not None and [_bare(part) for part in was] != [_bare(part) for part in before]:
            raise Conflict(_("Пока вы правили, участников изменили: откройте снова"), code="changed_meanwhile")
        if before == after:
            return None
        self.participants.all().delete()
        Participant.objects.bulk_create(
            Participant(deal_id=self.pk, member_id=part["member"], role=part["role"], share=part["share"])
            for part in after
        )
        return record(DealShared(before=before, after=after), self, by=by, origin=origin)

    def said_parts(self) -> list[Part]:
        return [one.said for one in self.participants.select_related("member")]


def _clean(parts: Iterable[Part], known: set[int]) -> list[Part]:
    """Colleagues at work, and those who were here already."""
    wanted = [_bare(part) for part in parts]
    names = dict(Member.objects.filter(pk__in=[part["member"] for part in wanted]).values_list("pk", "name"))
    working = set(Member.objects.active().filter(pk__in=names).values_list("pk", flat=True))
    if any(part["member"] not in working | known & set(names) for part in wanted):
        raise _wrong(_("Такого сотрудника нет"))
    if any(part["role"] not in Participant.Role.values or not 0 <= part["share"] <= 100 for part in wanted):
        raise _wrong(_("Роль и доля от 0 до 100 нужны у каждого"))
    if len({(part["member"], part["role"]) for part in wanted}) < len(wanted) or len(wanted) > MOST:
        raise _wrong(_("Один сотрудник в одной роли — один раз"))
    if (total := sum(part["share"] for part in wanted)) > 100:
        raise _wrong(_("Долей вышло %(total)s %%: больше целого") % {"total": total})
    return [{"member": part["member"], "name": names[part["member"]], **part} for part in wanted]


def _bare(part: Part) -> Part:
    try:
        return {"member": int(part["member"]), "role": str(part["role"]), "share": int(part.get("share") or 0)}
    except (KeyError, TypeError, ValueError):
        raise _wrong(_("Роль и доля от 0 до 100 нужны у каждого"))


def _wrong(words: str) -> Refused:
    return Refused(fields={"participants": words}, code="bad_participants")


def role_words(role: str) -> str:
    return str(dict(Participant.Role.choices).get(role, role))
