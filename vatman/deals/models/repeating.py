"""«Повторить заказ»: the same for the same client, from the first stage."""

from typing import Any

from django.db import transaction

from vatman.events.kinds import Ref
from vatman.events.recording import Trait, record
from vatman.team.rights import Scope

SAME = ("title", "amount", "currency", "company", "payer", "contact", "source")


class Repeating(Trait):
    @transaction.atomic
    def repeat(self, *, by: Any, owner: Any = None, origin: str = "") -> Any:
        """A new deal with the same client, people and lines in the first stage of the same pipeline, or of the default one if that is closed; `owner` as in `start`."""
        from ..events import DealRepeated

        stage = None if self.pipeline.archived_at else self.pipeline.first_stage()
        again = type(self).objects.start(
            by=by, owner=owner, stage=stage, skip="all", people=list(self.people.all()), lines=self.said_lines(), origin=origin,
            **{name: getattr(self, name) for name in SAME},
        )  # fmt: skip
        record(DealRepeated(deal=Ref.of(again)), self, by=by, origin=origin)
        return again


def heir_of(deal: Any, member: Any) -> Any:
    """Whose the repeated order is: the same colleague's, where the member may give him deals, else his own."""
    if deal.owner is None or not deal.owner.is_active:
        return member
    scope = member.scope("create", "deal")
    return (
        deal.owner if scope == Scope.ALL or scope == Scope.DEPARTMENT and deal.owner_id in member.colleagues else member
    )
