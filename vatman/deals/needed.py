"""The small window before a stage: only what is missing there, and how it is written down."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vatman.team.models import Member

from . import clients
from .forms import MoneyField
from .models import Deal, Source
from .models.needs import Need

CLIENTS = ("company", "contact")


def _day(need: Need) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _sum(need: Need) -> forms.Field:
    return MoneyField(
        min_value=0, max_digits=14, decimal_places=2, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )


def _client(need: Need) -> forms.Field:
    """A name; clients like it are offered below, as in every window where one is chosen."""
    return forms.CharField(max_length=200, widget=forms.TextInput(attrs={
        "autocomplete": "off", "hx-get": f"{reverse_lazy('deal_clients')}?for={need.name}&apart=1", "hx-include": "closest form",
        "hx-trigger": "input changed delay:120ms", "hx-target": f"#picks-{need.name}", "hx-sync": "this:replace",
    }))  # fmt: skip


def _choice(need: Need, many: bool = False) -> forms.Field:
    offered = [(one, one) for one in (need.field.choices if need.field else [])]
    if many:
        return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple)
    return forms.ChoiceField(choices=[("", "—"), *offered])


def _plain(need: Need) -> forms.Field:
    return forms.CharField(max_length=2000)


KINDS: dict[str, Callable[[Need], forms.Field]] = {
    "amount": _sum,
    "paid": _sum,
    "company": _client,
    "contact": _client,
    "expected_on": _day,
    "promised_on": _day,
    "source": lambda need: forms.ModelChoiceField(Source.objects.living(), empty_label="—"),
    "date": _day,
    "choice": _choice,
    "choices": lambda need: _choice(need, many=True),
    "bool": lambda need: forms.ChoiceField(choices=[("", "—"), ("1", _("да")), ("0", _("нет"))]),
    "member": lambda need: forms.ModelChoiceField(Member.objects.active(), empty_label="—"),
}


class NeedForm(forms.Form):
    """What is hard must be filled, what is soft may be left."""

    def __init__(self, *args: Any, needs: list[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = needs
        for need in needs:
            field = KINDS.get(need.field.kind if need.field else need.name, _plain)(need)
            field.label, field.required = need.title, need.hard
            self.fields[_named(need)] = field

    def lines(self) -> list[tuple[Any, Need]]:
        return [(self[_named(need)], need) for need in self.needs]

    @transaction.atomic
    def fill(self, deal: Deal, *, by: Any) -> None:
        """Writes what was given. Raises Refused with the field that is wrong."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        paid = given.pop("paid", None)
        for thing in CLIENTS:
            if given.pop(f"{thing}_name", None):
                given[thing] = clients.apart(thing, self.data, by, deal.owner)
        values: dict[str, Any] = {
            name: value.pk if isinstance(value, Member) else value for name, value in given.items()
        }
        if values:
            deal.change(by=by, **values)
        if paid:
            deal.take_payment(paid, on=timezone.localdate(), by=by)


def _named(need: Need) -> str:
    if need.field:
        return f"fields__{need.name}"
    return f"{need.name}_name" if need.name in CLIENTS else need.name
