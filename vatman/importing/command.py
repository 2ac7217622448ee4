"""`vatman import PATH…`: the same import as on the page, with a bar on stderr and the report as JSON."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from vatman.ui.terminal import pick, say


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", type=Path, help="файлы и папки · files and folders")
    parser.add_argument(
        "--as", dest="member", metavar="EMAIL", help="от чьего имени, по умолчанию владелец · on whose behalf"
    )
    parser.add_argument("--dry-run", action="store_true", help="только посмотреть, ничего не записать · write nothing")
    parser.add_argument(
        "--plan",
        type=Path,
        metavar="FILE",
        help="решения человека: столбцы, статусы, сотрудники · a person's decisions",
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="куда записать отчёт (JSON) · where the report goes"
    )
    parser.add_argument("--undo", type=int, metavar="ID", help="отменить загрузку целиком · take a whole import back")


def run(args: argparse.Namespace) -> int:
    from vatman.web.errors import Refused

    try:
        member = _member(args.member)
        return _undo(args.undo, member) if args.undo else _import(args, member)
    except Refused as refused:
        _say(refused.message)
        return 1


def _member(email: str | None) -> Any:
    from vatman.team.models import Member
    from vatman.web.errors import Refused

    active = Member.objects.active().select_related("role", "department")
    found = active.filter(email__iexact=email) if email else active.filter(role__key="owner")
    member = found.order_by("pk").first()
    if member is None and email:
        raise Refused(f"Сотрудника {email} нет. · There is no member {email}.")
    if member is None:
        return None  # an installation before its first owner: what comes in belongs to nobody yet
    if not member.may("create", "import") or not member.may("create", "contact"):
        raise Refused(f"У {member} нет права загружать файлы. · {member} may not import.")
    return member


def _import(args: argparse.Namespace, member: Any) -> int:
    from .run.preview import preview

    missing = [str(path) for path in args.paths if not path.exists()]
    if missing or not args.paths:
        named = ", ".join(missing)
        if missing:
            say(f"Нет такого файла: {named}", f"There is no such file: {named}")
        else:
            say("Назовите файлы или папку.", "Name files or a folder.")
        return 2
    wishes = _wishes(args.plan)
    if wishes is None:
        return 2
    if args.dry_run:
        answer = preview(args.paths, by=member, wishes=wishes, told=_bar)
    else:
        answer = _carried(args.paths, member, wishes)
    _end_bar()
    return _tell(answer, args.report)


def _wishes(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return {}
    try:
        wishes = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        say(f"План не прочёлся: {error}", f"The plan could not be read: {error}")
        return None
    return wishes if isinstance(wishes, dict) else {}


def _carried(paths: list[Path], member: Any, wishes: dict[str, Any]) -> dict[str, Any]:
    """A new import, or the one that was broken off on these very paths."""
    from .models import Import
    from .report import report

    places = [str(path.absolute()) for path in paths]
    load = Import.objects.unfinished().filter(owner=member, paths=places, kept=False, wishes=wishes).last()
    if load:
        say(
            f"Продолжаю загрузку {load.pk} с места, где она прервалась.",
            f"Going on with import {load.pk} from where it broke off.",
        )
    load = load or Import.objects.begin(places, by=member, wishes=wishes)
    load.run(told=_bar)
    load.refresh_from_db()
    _end_bar()
    undo = f"vatman import --undo {load.pk}"
    say(f"Загрузка {load.pk}. Отменить целиком: {undo}", f"Import {load.pk}. To take it back whole: {undo}")
    _say_statuses(load)
    return report(load)


def _say_statuses(load: Any) -> None:
    from vatman.deals.models import Stage

    stages = Stage.objects.in_bulk([told["stage"] for told in load.plan.get("statuses", {}).values()])
    for told in load.plan.get("statuses", {}).values():
        mark = pick(" (новый этап)", " (a new stage)") if told["new"] else ""
        status = pick("статус", "status")
        _say(f"  {status} «{told['word']}» → {stages[told['stage']]}{mark}: {told['rows']}")


def _tell(answer: dict[str, Any], path: Path | None) -> int:
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    rows = answer["rows"]
    say(
        f"Прочитано строк {rows['read']}: новых {rows['created']}, уже было {rows['joined']}, пропущено {rows['skipped']}.",
        f"Rows read {rows['read']}: new {rows['created']}, known already {rows['joined']}, skipped {rows['skipped']}.",
    )
    made = answer["created"]
    say(
        f"Контактов {made['contacts']}, компаний {made['companies']}, сделок {made['deals']}, задач {made['tasks']}, заметок {made['notes']}.",
        f"Contacts {made['contacts']}, companies {made['companies']}, deals {made['deals']}, tasks {made['tasks']}, notes {made['notes']}.",
    )
    if answer["review"] or answer["problems"]:
        pairs, problems = answer["review"], len(answer["problems"])
        say(
            f"Посмотрите сами: сомнительных пар {pairs}, замечаний {problems}.",
            f"Look for yourself: doubtful pairs {pairs}, problems {problems}.",
        )
    if path:
        path.write_text(text + "\n", "utf-8")
    elif not sys.stdout.isatty():
        print(text)
    return 0


def _undo(key: int, member: Any) -> int:
    from .models import Import

    loads = Import.objects.visible_to(member) if member else Import.objects.all()
    load = loads.filter(pk=key).first()
    if load is None:
        say(f"Загрузки {key} нет.", f"There is no import {key}.")
        return 1
    load.undo(by=member)
    print(json.dumps({"undone": load.pk, "stayed": load.stayed}, ensure_ascii=False, indent=1))
    stayed = len(load.stayed)
    say(
        f"Загрузка {load.pk} отменена; осталось то, что с тех пор трогали: {stayed}.",
        f"Import {load.pk} is taken back; what was touched since then stays: {stayed}.",
    )
    return 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _bar(load: Any) -> None:
    if sys.stderr.isatty():
        done = load.per_cent * 30 // 100
        print(
            f"\r[{'█' * done}{'·' * (30 - done)}] {load.per_cent} % {load.get_state_display()}   ",
            end="",
            file=sys.stderr,
            flush=True,
        )


def _end_bar() -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
