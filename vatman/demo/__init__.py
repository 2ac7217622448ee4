"""The demo company: a print house of 35 people with fourteen months behind it, made by the verbs everyone else uses."""

DOMAIN = "vatman.demo"
PASSWORD = "pechatny-dvor"  # noqa: S105 — of the demo company only, told where it is filled
SHOWN = {
    "vladimir": ("владелец", "the owner"),
    "roman": ("руководитель продаж", "head of sales"),
    "anna": ("менеджер", "a manager"),
}


def logins() -> list[str]:
    """How to enter the demo company, a line each; nothing where it was not filled."""
    from vatman.team.models import Member
    from vatman.ui.terminal import pick

    members = Member.objects.active().filter(email__in=[f"{name}@{DOMAIN}" for name in SHOWN])
    known = set(members.values_list("email", flat=True))
    emails = ((f"{name}@{DOMAIN}", pick(*words)) for name, words in SHOWN.items())
    return [f"{email} / {PASSWORD} — {words}" for email, words in emails if email in known]
