"""What happens to found money as a whole; what it does to each task is told by the tasks' own kinds."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vatman.events.kinds import Kind
from vatman.events.models import Event


class FoundHandedOut(Kind, name="handout.made", icon="calendar-plus"):
    """`heap` is a key of Heap; `people` how many have got something."""

    heap: str
    deals: int
    people: int
    until: str

    def sentence(self) -> str:
        from ..models import Heap

        words = ngettext(
            "%(heap)s: %(deals)s сделка роздана в «Мой день»",
            "%(heap)s: %(deals)s сделок розданы в «Мой день»",
            self.deals,
        )
        return words % {"heap": Heap(self.heap).label, "deals": self.deals}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.undo(by=by, origin=f"undo:{event.id}")


class FoundRulesChanged(Kind, name="found_rules.changed", icon="adjustments"):
    before: dict[str, str]
    after: dict[str, str]

    def sentence(self) -> str:
        return _("Изменено, что считать найденными деньгами")

    def changes(self) -> dict[str, list[Any]]:
        return {name: [self.before.get(name), self.after[name]] for name in self.after}
