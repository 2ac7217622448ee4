"""What a database holds, said by today's code in words that outlive its tables: `python -m tests.upgrades.facts` prints it."""

import json
from typing import Any


def facts() -> dict[str, Any]:
    from vatman.clients.models import Company, Contact
    from vatman.deals.models import Deal, Pipeline, StageMove
    from vatman.events.models import Event
    from vatman.records.models import Note, Tag
    from vatman.tasks.models import Task
    from vatman.team.models import Department, Member

    def listed(things: Any, *names: str) -> list[Any]:
        return sorted([str(value) for value in row] for row in things.values_list(*names))

    return {
        "members": listed(Member.objects, "email", "name", "role__key", "department__name"),
        "departments": listed(Department.objects, "name", "head__email"),
        "contacts": listed(Contact.objects, "last_name", "first_name", "middle_name", "owner__email"),
        "companies": listed(Company.objects, "name", "inn", "owner__email"),
        "ways": listed(Contact.objects, "last_name", "ways__channel", "ways__value"),
        "links": listed(Contact.objects, "last_name", "links__company__name", "links__position"),
        "stages": [[each.name, *each.stages.values_list("key", flat=True)] for each in Pipeline.objects.all()],
        "deals": listed(Deal.objects, "title", "amount", "stage__key", "owner__email", "company__name"),
        "moves": listed(StageMove.objects, "deal__title", "was__key", "stage__key", "reason__key"),
        "tasks": listed(Task.objects, "title", "kind", "result", "owner__email"),
        "notes": listed(Note.objects, "text"),
        "tags": listed(Tag.objects, "name"),
        "events": listed(Event.objects, "kind", "subject_type", "actor__email"),
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(facts(), ensure_ascii=False, indent=1))
