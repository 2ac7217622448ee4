from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import zones
from ..models import Member

LANGUAGES = [("ru", "Русский"), ("en", "English")]
THEMES = [("auto", _("как в системе")), ("day", _("день")), ("night", _("ночь, «синька»"))]


class ProfileForm(forms.ModelForm):
    """What a member decides about himself."""

    language = forms.ChoiceField(label=_("Язык"), choices=LANGUAGES)
    theme = forms.ChoiceField(label=_("Свет"), choices=THEMES)
    time_zone = forms.ChoiceField(label=_("Часовой пояс"), required=False)

    class Meta:
        model = Member
        fields = ["name", "language", "theme", "time_zone"]
        labels = {"name": _("Имя и фамилия")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        company = zones.title(self.instance.organisation.time_zone)
        self.fields["time_zone"].choices = zones.choices(_("как у компании: %(zone)s") % {"zone": company})  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Для чего ключ"), max_length=80)
