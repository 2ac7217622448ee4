"""What makes the board's numbers and the list's order cheap at a hundred thousand deals."""

from django.db import models

ALIVE = models.Q(trashed_at=None)
OPEN = models.Q(trashed_at=None, state="open")
CLOSED = models.Q(trashed_at=None) & ~models.Q(state="open")

TOTALS = [  # everything the head of a column counts stands in the index: no row is read
    models.Index(
        fields=["pipeline", "stage", "owner"],
        include=["department", "amount", "currency", "sleeps_until", "next_step_at", "next_step_timed", "rots_on"],
        condition=OPEN,
        name="deal_open_totals",
    ),
    models.Index(
        fields=["pipeline", "closed_on", "id"],
        include=["stage", "owner", "department", "amount", "currency"],
        condition=CLOSED,
        name="deal_closed_totals",
    ),
]
NULLABLE = ("amount", "expected_on")  # each way of sorting by them has its own index: empty values stand last both ways
NEVER_EMPTY = ("started_on", "attention_at", "stage_since")
SORTS = [
    *(models.Index(fields=[name, "id"], condition=ALIVE, name=f"deal_by_{name}") for name in (*NULLABLE, *NEVER_EMPTY)),
    *(
        models.Index(
            models.F(name).desc(nulls_last=True), models.F("id").desc(), condition=ALIVE, name=f"deal_by_{name}_down"
        )
        for name in NULLABLE
    ),
]
WORK = [  # a manager's work in hand is a tenth of his deals: the list and My day begin with it, however it is sorted
    models.Index(fields=["owner", "attention_at", "id"], condition=OPEN, name="deal_open_of_owner"),
]
