"""Reads of the pages and of the API: imports, their sheets, rows, problems and doubtful pairs."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q, QuerySet

from vatman.deals.models import Stage
from vatman.events.privacy import looks_like_reach, mask
from vatman.web.cursors import Page, page

from .models import Doubt, Import, ImportProblem, ImportRow, ImportSheet

SHEETS = 200  # shown at the side of the report; the rest is in the file of the report


def imports(member: Any, cursor: str = "") -> Page:
    return page(Import.objects.visible_to(member).select_related("owner"), ["-id"], cursor=cursor, limit=30)


def sheets(load: Import) -> list[ImportSheet]:
    """In the order of the files; those that need a look first to be seen as such: `asks` problems of each."""
    found = list(ImportSheet.objects.filter(file__load=load).select_related("file")[:SHEETS])
    asks = Counter(dict(_problems_by_sheet(load)))
    for sheet in found:
        sheet.asks = asks[sheet.file.name, sheet.name]
    return found


def _problems_by_sheet(load: Import) -> list[tuple[tuple[str, str], int]]:
    grouped = (
        ImportProblem.objects.filter(load=load).order_by().values_list("file", "sheet").annotate(count=Count("pk"))
    )
    return [((file, sheet), count) for file, sheet, count in grouped]


def columns(load: Import, sheet: ImportSheet) -> list[dict[str, Any]]:
    """What each column of the sheet was taken for, most certain last asked about: share in per cent."""
    from .wording import field_words

    return [
        {
            "title": one.title or one.index,
            "samples": " · ".join(one.samples[:3]),
            "field": field_words(one.field),
            "share": round(one.confidence * 100),
            "asks": one.confidence < 0.75,
        }
        for one in sheet.columns
    ]


def problems(load: Import, cursor: str = "") -> Page:
    return page(load.problems.all(), ["id"], cursor=cursor, limit=50)


def problem_kinds(load: Import) -> list[tuple[str, int]]:
    return list(load.problems.order_by().values_list("code").annotate(count=Count("pk")).order_by("-count"))


def rows(load: Import, outcome: str = "", cursor: str = "") -> Page:
    found = load.rows.select_related("sheet__file", "contact", "company", "deal")
    return page(found.filter(outcome=outcome) if outcome else found, ["id"], cursor=cursor, limit=50)


def show_cards(found: list[ImportRow], member: Any) -> None:
    """Gives each row its cards that the member may see: the owner of a card may be another by now."""
    for one in found:
        cards = (one.contact, one.company, one.deal)
        one.cards = [card for card in cards if card and card.trashed_at is None and member.may("view", card)]


def row(member: Any, load: int, pk: int) -> ImportRow | None:
    """A row of an import that the member may see, or one held back for his decision."""
    mine = ImportRow.objects.filter(load__in=Import.objects.visible_to(member).filter(pk=load))
    asked = ImportRow.objects.filter(pk__in=Doubt.objects.visible_to(member).filter(load=load, line=pk).values("line"))
    return (mine | asked).select_related("sheet__file").filter(pk=pk).first()


def statuses(load: Import) -> list[dict[str, Any]]:
    """Each status word of the files and the stage it was taken for, the most frequent first."""
    told = list(load.plan.get("statuses", {}).values())
    stages = Stage.objects.in_bulk([one["stage"] for one in told])
    return [{**one, "stage": stages.get(one["stage"]), "asks": one["meaning"] == "ask"} for one in told]


def doubts(member: Any, load: Import | None = None, cursor: str = "") -> Page:
    """Pairs waiting for a decision, with both cards and their ways at hand."""
    waiting = Doubt.objects.open().visible_to(member).select_related("line__sheet__file", "load__owner")
    found = page(waiting.filter(load=load) if load else waiting, ["id"], cursor=cursor, limit=20)
    _bring_cards(found.items, member)
    return found


def _bring_cards(doubts: list[Doubt], member: Any) -> None:
    """Both cards of each pair. `shared` is what the two have in common, dots to one who may not see how a client is reached."""
    from .models.doubt import CLIENTS

    for thing, model in CLIENTS.items():
        mine = [doubt for doubt in doubts if doubt.thing == thing]
        ids = {pk for doubt in mine for pk in (doubt.ours, doubt.other) if pk}
        cards = model.objects.prefetch_related("ways").select_related("owner").in_bulk(list(ids))
        for doubt in mine:
            doubt.our_card, doubt.other_card = cards.get(doubt.ours), cards.get(doubt.other)
            for card in filter(None, (doubt.our_card, doubt.other_card)):
                card.reachable = member.may("contacts", card)
            hidden = any(not card.reachable for card in (doubt.our_card, doubt.other_card) if card)
            doubt.shared = mask(doubt.value) if hidden and looks_like_reach(doubt.value) else doubt.value


def doubt_count(member: Any) -> int:
    """How many pairs wait, up to a hundred."""
    return len(Doubt.objects.open().visible_to(member).order_by().values_list("pk")[:100])


def rows_of(card: Any, member: Any) -> QuerySet[ImportRow]:
    """The rows a card came from, newest first, of imports the member may see."""
    found = ImportRow.objects.filter(~Q(outcome="skipped"), ~Q(load__state="undone"), **{card.thing: card})
    shown = ("number", "load_id", "load__created_at", "sheet__name", "sheet__file__name")
    mine = found.filter(load__in=Import.objects.visible_to(member))
    return mine.select_related("sheet__file", "load").only(*shown).order_by("-pk")
