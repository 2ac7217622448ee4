"""New fields, added on the spot."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vatman.records.models import CustomField
from vatman.records.models.keeping import may_keep_fields as may_add_field
from vatman.records.places import places
from vatman.web.answers import say, trigger


class FieldForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Название"), max_length=120, widget=forms.TextInput(attrs={"autofocus": True})
    )
    kind = forms.ChoiceField(label=gettext_lazy("Что в нём"), choices=CustomField.Kind.choices)
    choices = forms.CharField(
        label=gettext_lazy("Варианты, каждый с новой строки"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Нужны только для выбора из списка."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["choices"] = list(
            dict.fromkeys(line.strip() for line in values.get("choices", "").splitlines() if line.strip())
        )
        if values.get("kind") in ("choice", "choices") and not values["choices"]:
            self.add_error("choices", _("Напишите варианты, из которых выбирать"))
        return values


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest, thing: str) -> HttpResponse:
    if thing not in places():
        raise Http404
    if not may_add_field(request.user, thing):
        raise PermissionDenied
    form = FieldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        field = CustomField.objects.add(
            thing, values["title"], values["kind"], by=request.user, choices=values["choices"]
        )
        response = trigger(HttpResponse(status=204), close_window=True, changed={"thing": "fields", "id": thing})
        return say(response, _("Поле «%(title)s» есть теперь в каждой карточке") % {"title": field.title})
    return render(
        request, "records/field_new.html", {"form": form, "thing": thing}, status=422 if form.is_bound else 200
    )


@login_required
def panel(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """The block of the company's own fields of one card, drawn anew."""
    from .common import card_or_404

    card = card_or_404(request.user, thing, pk)
    from vatman.records.cards import fields_context

    return render(request, "records/fields.html", {"card": card, **fields_context(card, request.user)})
