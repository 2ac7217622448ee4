"""What a call may come to, each under a digit, and what follows (sales-floor.md, «Call results»)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Result:
    """`asks`: "when" the next step is, "why" it was a refusal, "" for what follows by itself.

    `preset`, `step`, `kind`: the step that follows unless another is named. `stage`: the key of the stage a deal comes to at least.
    """

    key: str
    title: Any
    told: Any
    reached: bool = True
    asks: str = ""
    preset: str = ""
    step: Any = ""
    kind: str = "call"
    stage: str = ""


RESULTS = {
    one.key: one
    for one in (
        Result("no_answer", _("недозвон"), _("Звонок: не дозвонились"), reached=False, step=_("Дозвониться")),
        Result("busy", _("занято, сброс"), _("Звонок: занято или сбросили"), reached=False, step=_("Дозвониться")),
        Result(
            "call_back",
            _("перезвонить"),
            _("Звонок: просили перезвонить"),
            asks="when",
            preset="tomorrow",
            step=_("Перезвонить, как просили"),
        ),
        Result(
            "interest",
            _("интерес"),
            _("Звонок: есть интерес"),
            asks="when",
            preset="tomorrow",
            step=_("Перезвонить: есть интерес"),
            stage="first_call",
        ),
        Result(
            "wants_quote",
            _("ждёт КП"),
            _("Звонок: ждут КП"),
            asks="when",
            preset="evening",
            step=_("Отправить КП"),
            kind="letter",
            stage="send_quote",
        ),
        Result(
            "meeting",
            _("встреча"),
            _("Звонок: договорились о встрече"),
            asks="when",
            preset="three",
            step=_("Встреча"),
            kind="meeting",
            stage="meeting",
        ),
        Result("refused", _("отказ"), _("Звонок: отказ"), asks="why"),
        Result("wrong_number", _("неверный номер"), _("Звонок: номер не тот"), reached=False),
        Result("stop", _("не звонить"), _("Звонок: просили больше не звонить"), asks="why"),
    )
}
MISSED = ("no_answer", "busy")
GOOD = ("interest", "wants_quote", "meeting")


def choices() -> list[tuple[str, Any]]:
    return [(one.key, one.title) for one in RESULTS.values()]
