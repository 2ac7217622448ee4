from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from vatman.records.models import trash_index
from vatman.web.errors import Refused

from ..requisites import is_inn, is_kpp, is_ogrn
from .client import MANY, Client
from .sets import ClientSets


class CompanyQuerySet(ClientSets):
    def meet(
        self, *, by: Any, owner: Any = None, ways: list[dict[str, Any]] | None = None, origin: str = "", **values: Any
    ) -> "Company":
        """A new organisation in the base."""
        return self._met(by=by, owner=owner, ways=ways, origin=origin, **values)


class Company(Client):
    """An organisation that buys. `name` stands without the legal form and quotes."""

    thing = "company"
    editable = ("name", "legal_form", "inn", "kpp", "ogrn", "city", "address", "source", "do_not_call", "tags")

    name = models.CharField(max_length=200)
    legal_form = models.CharField(max_length=20, blank=True)
    inn = models.CharField(max_length=12, blank=True)
    kpp = models.CharField(max_length=9, blank=True)
    ogrn = models.CharField(max_length=15, blank=True)
    city = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=120, blank=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        indexes = [
            trash_index("company"),
            models.Index(fields=["sort_key", "id"], condition=models.Q(trashed_at=None), name="company_by_name"),
            models.Index(
                fields=["owner", "sort_key", "id"], condition=models.Q(trashed_at=None), name="company_of_owner"
            ),
            models.Index(fields=["-created_at", "-id"], condition=models.Q(trashed_at=None), name="company_by_created"),
            models.Index(fields=["inn"], condition=~models.Q(inn=""), name="company_by_inn"),
        ]

    def __str__(self) -> str:
        return " ".join(
            part
            for part in (
                self.legal_form,
                f"«{self.name}»" if self.legal_form and self.legal_form != "ИП" else self.name,
            )
            if part
        )

    @property
    def full_name(self) -> str:
        return self.name

    def keep_true(self, changed: dict[str, Any]) -> None:
        self.refuse_bad_requisites(set(changed))
        super().keep_true(changed)

    def refuse_nameless(self) -> None:
        if not self.name:
            raise Refused(fields={"name": _("Назовите компанию")})
        self.refuse_bad_requisites()

    def refuse_bad_requisites(self, names: set[str] | None = None) -> None:
        """Checksums of ИНН, КПП and ОГРН: a slip of the finger is told at once."""
        if not (self.inn or self.kpp or self.ogrn):
            return
        checks = {
            "inn": (is_inn, _("ИНН не сходится: проверьте цифры")),
            "kpp": (is_kpp, _("КПП — это девять знаков")),
            "ogrn": (is_ogrn, _("ОГРН не сходится: проверьте цифры")),
        }
        wrong = {
            name: words
            for name, (holds, words) in checks.items()
            if (names is None or name in names) and getattr(self, name) and not holds(getattr(self, name))
        }
        if wrong:
            raise Refused(fields=wrong)

    def story(self, member: Any) -> list[Any]:
        """With its people, whose calls are its calls."""
        known = getattr(self, "_prefetched_objects_cache", {}).get("links")
        if known is not None and all(hasattr(link.contact, "seen") for link in known):
            people = [link.contact for link in known if link.contact.seen]
        else:
            people = list(
                self.contacts.model.objects.visible_to(member).filter(companies=self).prefetch_related("ways")[:MANY]
            )
        for one in people:
            one.brief = True
        return super().story(member) + people[:MANY]

    def get_absolute_url(self) -> str:
        return reverse("company", args=[self.pk])
