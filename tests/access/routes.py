"""What each page is for: on whose thing it works, and which right each method needs.

A page without a row here fails the test of completeness. `thing` names a side's thing (see pairs.py); the rights are
(action, kind of thing), None where every member may. What is expected of a role is computed from its own matrix.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from vatman.tasks.models import OfferLetter
from vatman.team.models import Department

Right = tuple[str, str] | Callable[[Any], bool] | None
Args = Callable[[Any], list[Any]]


@dataclass(frozen=True)
class Route:
    name: str
    thing: str = ""
    get: Right | str = "no"  # "no": the method is not offered
    post: Right | str = "no"
    args: Args | None = None  # of a side; by default [pk of its thing]
    data: dict[str, Any] | Callable[[Any], dict[str, Any]] = field(default_factory=dict)
    masks: bool = False  # the page of an invisible thing shows nothing of it but answers


def _on(thing: str) -> Args:
    return lambda side: [thing, getattr(side, thing).pk]


def _view(thing: str) -> Right:
    return ("view", thing)


def _edit(thing: str) -> Right:
    return ("edit", thing)


def _answers_for_others(member: Any) -> bool:
    return member.scope("edit", "contact") in ("department", "all")


def _sees_found(member: Any) -> bool:
    return member.may("view", "report") and member.may("view", "deal")


def _hands_out(member: Any) -> bool:
    return _sees_found(member) and member.may("create", "task")


def _gathers(thing: str) -> Right:
    return lambda member: member.may("create", "task") and member.may("edit", thing)


def _reads_planning(member: Any) -> bool:
    return member.role.key == "owner" or member.scope("view", "report") == "department"


def _plans(member: Any) -> bool:
    return {member.scope("view", "report"), member.scope("edit", "deal")} <= {"department", "all"}


def _keeps_letter(member: Any) -> bool:
    return member.may("edit", "settings") or Department.objects.filter(head=member).exists()


def _letter(pairs: Any) -> list[Any]:
    letter = OfferLetter.objects.of(pairs.world.sales)
    letter.change(subject="КП", text="", file=SimpleUploadedFile("kp.pdf", b"%PDF"), by=pairs.world.olga)
    return [letter.pk]


def _changes_anything(member: Any) -> bool:
    return any(member.may("edit", thing) for thing in ("contact", "company", "deal", "task"))


SETTINGS = ("edit", "settings")
CARDS = ("contact", "company", "deal")

OPEN = {  # for everybody, signed in or not: nothing of the base is behind them
    "icons", "healthz", "first", "join", "home", "live", "account_login", "account_logout", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate",
}  # fmt: skip
ELSEWHERE = {  # tried in their rooms' own tests: they need more than one thing to stand on
    "undo", "restoring", "bulk", "bulk_progress", "bulk_undoing", "view", "view_trashing", "import_columns", "import_row", "import_doubt_decision", "planning_rows",
}  # fmt: skip
OWN = {  # of the member himself: nobody else's can be named
    "account_reauthenticate", "account_change_password", "mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "profile", "sessions_end", "session_end",
    "tokens", "token_revoke", "keys", "mentions", "known_tags",
}  # fmt: skip

PLAIN = [
    Route("my_day", get=_view("task")),
    Route("tasks", get=_view("task")),
    Route("call_lists", get=_view("task")),
    Route("task_new", get=("create", "task"), post=("create", "task")),
    Route("board", get=_view("deal")),
    Route("board_changes", get=_view("deal")),
    Route("deals", get=_view("deal")),
    Route("deals_totals", get=_view("deal")),
    Route("deals_export", get=("export", "deal")),
    Route("deal_new", get=("create", "deal"), post=("create", "deal")),
    Route("deal_filter", get=_view("deal")),
    Route("deal_clients", get=_view("deal")),
    Route("deal_columns", get=_view("deal"), post=_view("deal")),
    Route("clients", get=_view("contact")),
    Route("contact_new", get=("create", "contact"), post=("create", "contact")),
    Route("company_new", get=("create", "company"), post=("create", "company")),
    Route("search", get=None),
    Route("known_cities", get=_view("company")),
    Route("bulks", get=None),
    Route("portfolio", get=_changes_anything, post=_changes_anything),
    Route("journal", get=_view("journal")),
    Route("trash", get=None),
    Route("reports", get=_view("report")),
    Route("report_deals", get=_view("report")),
    Route("planning", get=_view("report")),
    Route("planning_letters", post=_reads_planning),
    Route("plans", get=_view("report")),
    Route("plan_copies", post=_plans),
    Route("found", get=_sees_found),
    Route("found_handouts", post=_hands_out, data={"heap": "offers"}),
    Route("found_rules", get=SETTINGS, post=SETTINGS),
    Route("imports", get=_view("import"), post=("create", "import")),
    Route("settings", get=_view("settings"), post=SETTINGS),
    Route("members", get=_view("member")),
    Route("departments", get=_view("settings")),
    Route("roles", get=_view("settings")),
]

SETTLED = [  # things of the company itself: `args` of the pairs
    Route("board_column", get=_view("deal"), args=lambda pairs: [pairs.world.stage("request").pk]),
    Route("stage", get=SETTINGS, post=SETTINGS, args=lambda pairs: [pairs.world.stage("request").pk]),
    Route("stage_removal", post=SETTINGS, args=lambda pairs: [pairs.world.stage("meeting").pk]),
    Route("stage_new", get=SETTINGS, post=SETTINGS, args=lambda pairs: [pairs.world.pipeline.pk]),
    Route("stage_order", post=SETTINGS, args=lambda pairs: [pairs.world.pipeline.pk]),
    Route("pipeline", get=SETTINGS, post=SETTINGS, args=lambda pairs: [pairs.world.pipeline.pk]),
    Route("pipeline_new", get=SETTINGS, post=SETTINGS),
    Route("deal_words", get=SETTINGS, post=SETTINGS, args=lambda pairs: ["reasons"]),
    Route("first_clients", get=SETTINGS, post=SETTINGS),
    Route("first_pipeline", get=SETTINGS, post=SETTINGS),
    Route("department", get=SETTINGS, post=SETTINGS, args=lambda pairs: [pairs.world.sales.pk]),
    Route("offer_letter", get=_keeps_letter, post=_keeps_letter, args=lambda pairs: [pairs.world.sales.pk]),
    Route("offer_file", get=_view("deal"), args=_letter),
    Route("department_new", get=SETTINGS, post=SETTINGS),
    Route("department_closing", post=SETTINGS, args=lambda pairs: [pairs.world.production.pk]),
    Route("member", get=("edit", "member"), post=("edit", "member"), args=lambda pairs: [pairs.world.nina.pk]),
    Route("member_new", get=("create", "member"), post=("create", "member")),
    Route("member_invitations", post=("edit", "member"), args=lambda pairs: [pairs.world.nina.pk]),
    Route("member_second_step_off", post=("edit", "member"), args=lambda pairs: [pairs.world.nina.pk]),
    Route(
        "member_departure", get=("edit", "member"), post=("edit", "member"), args=lambda pairs: [pairs.world.nina.pk]
    ),
    Route("member_comeback", post=("edit", "member"), args=lambda pairs: [pairs.world.nina.pk]),
    Route("role", get=_view("settings"), args=lambda pairs: [pairs.world.nina.role_id]),
    Route("role_new", get=SETTINGS, post=SETTINGS),
    Route(
        "rights",
        post=SETTINGS,
        args=lambda pairs: [pairs.world.nina.role_id],
        data={"thing": "deal", "action": "view", "scope": "own"},
    ),
    Route("role_removal", post=SETTINGS, args=lambda pairs: [pairs.world.nina.role_id]),
    Route("own_fields", get=_answers_for_others),
    Route("own_fields_order", post=_answers_for_others, args=lambda pairs: ["contact"]),
    Route("own_field", get=_answers_for_others, post=_answers_for_others, args=lambda pairs: [pairs.field.pk]),
    Route("own_field_archiving", post=_answers_for_others, args=lambda pairs: [pairs.field.pk]),
    Route("own_field_return", post=_answers_for_others, args=lambda pairs: [pairs.field.pk]),
    Route("field_new", get=_answers_for_others, post=_answers_for_others, args=lambda pairs: ["contact"]),
    *[
        Route(name, post=_edit(thing), args=lambda pairs, thing=thing, verb=verb: [thing, verb], data={"all": "1"})
        for name in ("bulk_window", "bulk_preview", "bulk_start")
        for thing, verb in (("deal", "stage"), ("contact", "owner"), ("company", "tag"))
    ],
    *[
        Route(
            "views", get=_view(thing), post=_view(thing), args=lambda pairs, place=place: [place], data={"name": "Моё"}
        )
        for place, thing in (("deals", "deal"), ("board", "deal"), ("clients", "contact"))
    ],
    *[
        Route("clients_totals", get=_view(thing), args=lambda pairs, thing=thing: [thing])
        for thing in ("contact", "company")
    ],
    Route("import_doubts", get=_view("import")),
    Route("plan", post=_plans, args=lambda pairs: [pairs.world.anna.pk], data={"amount": "500 000"}),
    *[Route("client_options", get=None, args=lambda pairs, thing=thing: [thing]) for thing in ("contact", "company")],
    *[
        Route("likely", get=("create", thing), args=lambda pairs, thing=thing: [thing])
        for thing in ("contact", "company")
    ],
    *[
        Route("call_list_new", get=_gathers(thing), post=_gathers(thing), args=lambda pairs, thing=thing: [thing])
        for thing in ("contact", "company")
    ],
    *[
        Route("clients_export", get=("export", thing), args=lambda pairs, thing=thing: [thing])
        for thing in ("contact", "company")
    ],
]

ON_THINGS = [
    Route("contact", "contact", get=_view("contact")),
    Route("company", "company", get=_view("company")),
    Route("deal", "deal", get=_view("deal")),
    Route("task", "task", get=_view("task")),
    Route("task_completion", "task", get=_edit("task"), post=_edit("task")),
    Route("task_postponement", "task", get=_edit("task"), post=_edit("task"), data={"preset": "tomorrow"}),
    Route("deal_next", "deal", get=_view("deal")),
    Route("deal_previous", "deal", get=_view("deal")),
    Route("deal_past", "deal", get=_view("deal")),
    Route(
        "deal_moves",
        "deal",
        post=_edit("deal"),
        data=lambda side: {"stage": side.deal.pipeline.stages.get(key="meeting").pk},
    ),
    Route("deal_loss", "deal", get=_edit("deal")),
    Route("deal_sleep", "deal", get=_edit("deal"), post=_edit("deal")),
    Route("deal_lines", "deal", get=_edit("deal"), post=_edit("deal"), data={"what": "Визитки", "price": "5"}),
    Route("deal_payer", "deal", get=_edit("deal"), post=_edit("deal")),
    Route("deal_participants", "deal", get=_edit("deal"), post=_edit("deal")),
    Route(
        "deal_payments", "deal", get=_edit("deal"), post=_edit("deal"), data={"amount": "500", "paid_on": "2026-01-12"}
    ),
    Route("deal_payment_removal", "deal", post=_edit("deal"), args=lambda side: [side.deal.pk, 1]),
    Route("deal_repeats", "deal", post=("create", "deal")),
    Route("deal_reopening", "deal", post=_edit("deal")),
    Route("deal_people", "deal", get=_edit("deal"), post=_edit("deal")),
    Route("deal_person_removal", "deal", post=_edit("deal"), args=lambda side: [side.deal.pk, side.contact.pk]),
    Route("deal_company", "deal", get=_edit("deal"), post=_edit("deal")),
    Route("file", "file", get=_view("deal")),
    Route("file_trash", "file", post=_edit("deal")),
    Route("note", "note", get=_edit("deal"), post=_edit("deal"), data={"text": "исправленная"}),
    Route("note_trash", "note", post=_edit("deal")),
    Route("way", "way", get=_edit("contact"), post=_edit("contact")),
    Route("way_drop", "way", post=_edit("contact")),
    Route("link_drop", "link", post=_edit("contact")),
    Route("import", "load", get=_view("import")),
    Route("import_progress", "load", get=_view("import")),
    Route("import_report", "load", get=_view("import")),
    Route("import_problems", "load", get=_view("import")),
    Route("import_rows", "load", get=_view("import")),
    Route("import_undoing", "load", post=_edit("import")),
    Route("import_resumption", "load", post=_edit("import")),
    Route("way_written", "way", post=("contacts", "contact"), data={"channel": "whatsapp"}),
    *[Route("call_new", thing, get=_edit(thing), post=_edit(thing), args=_on(thing)) for thing in CARDS],
    Route("deal_offer", "deal", get=_edit("deal"), post=_edit("deal")),
    Route("call_giving_up", "deal", post=_edit("deal")),
    Route("call_list", "call_list", get=_view("task")),
    Route("call_list_edit", "call_list", get=_edit("task"), post=_edit("task")),
    Route("call_list_closing", "call_list", post=_edit("task")),
    Route("call_list_claims", "call_list", post=_edit("task")),
    Route("call_entry", "call_entry", get=_edit("task"), post=_edit("task")),
    Route("call_entry_release", "call_entry", post=_edit("task")),
    *[Route("timeline", thing, get=_view(thing), args=_on(thing)) for thing in CARDS],
    *[Route("fields", thing, get=_view(thing), args=_on(thing)) for thing in CARDS],
    *[Route("note_add", thing, post=_edit(thing), args=_on(thing), data={"text": "заметка"}) for thing in CARDS],
    *[Route("file_add", thing, post=_edit(thing), args=_on(thing)) for thing in CARDS],
    *[Route("tags", thing, post=_edit(thing), args=_on(thing), data={"tags": "важный"}) for thing in CARDS],
    *[Route("assign", thing, get=_edit(thing), post=_edit(thing), args=_on(thing)) for thing in CARDS],
    *[Route("opened", thing, post=_view(thing), args=_on(thing)) for thing in CARDS],
    *[Route("star", thing, post=_view(thing), args=_on(thing), data={"on": "1"}) for thing in CARDS],
    *[Route("take", thing, post=_edit(thing), args=_on(thing)) for thing in CARDS],
    *[Route("seen_by", thing, get=_view(thing), args=_on(thing)) for thing in CARDS],
    *[Route("came_from", thing, get=_view(thing), args=_on(thing)) for thing in CARDS],
    *[Route("trashing", thing, post=("delete", thing), args=_on(thing)) for thing in CARDS],
    *[Route("merge", thing, get=_edit(thing), args=_on(thing)) for thing in ("contact", "company")],
    *[Route("twins", thing, get=_view(thing), args=_on(thing)) for thing in ("contact", "company")],
    *[
        Route("way_add", thing, get=_edit(thing), post=_edit(thing), args=_on(thing))
        for thing in ("contact", "company")
    ],
    *[
        Route("link_add", thing, get=_edit(thing), post=_edit(thing), args=_on(thing))
        for thing in ("contact", "company")
    ],
    Route(
        "field",
        "deal",
        get=_edit("deal"),
        post=_edit("deal"),
        args=lambda side: ["deal", side.deal.pk, "title"],
        data={"value": "Другое имя"},
    ),
]
