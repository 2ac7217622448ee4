"""What is decided once for all rows of an import, before the first of them becomes a card.

Import.plan holds it: {"statuses": {word: {"stage", "meaning", "rows", "new", "word"}}, "managers": {word: {"member", "name"}},
"sheets": {id of a sheet: member it is named after},
"fields": [[thing, title, id]], "sources": {name: id}, "made": {"stage": [ids], "field": [ids], "source": [ids]}}.
"""

from pathlib import Path
from typing import Any

from vatman.deals.models import Pipeline, Source, Stage
from vatman.records.models import CustomField
from vatman.team.rights import Scope

from ..models import Import
from ..shapes import Field, Problem
from .owners import Owners, word_key
from .storing import as_row, keep_problems
from .survey import CHOICES, Survey

STAGES = {"quote_sent": ("quote_sent", "send_quote"), "contract": ("contract", "meeting")}
MANY = 20  # more unknown words than this are no statuses but remarks


def decide(load: Import, survey: Survey) -> dict[str, Any]:
    """Makes the stages, fields and sources that the files bring, finds our members, lists what was decided."""
    made: dict[str, list[int]] = {"stage": [], "field": [], "source": []}
    problems: list[tuple[str, str, Field]] = []
    plan = {
        "statuses": _statuses(load, survey, made, problems),
        "managers": _managers(load, survey, problems),
        "sheets": _sheets(load, survey),
        "fields": _fields(load, survey, made),
        "sources": _sources(survey, made),
        "made": made,
    }
    keep_problems(load, [_listed(survey, *problem) for problem in problems])
    return plan


def _listed(survey: Survey, code: str, word: str, field: Field) -> Any:
    line = survey.first[field, word_key(word)]
    where = survey.sheets[line.sheet]
    problem = Problem(code, row=line.number, column=where.titled(field), value=word)
    return as_row(problem, where.file.name, where.name, line.pk)


def _statuses(load: Import, survey: Survey, made: dict[str, list[int]], problems: list[Any]) -> dict[str, Any]:
    pipeline = Pipeline.objects.default()
    stages = list(pipeline.stages.living())
    wished = {word_key(word): stage for word, stage in load.wishes.get("statuses", {}).items()}
    unknown = [key for key, _n in survey.status_counts.most_common() if not survey.statuses[key][1]]
    decided: dict[str, Any] = {}
    for key in sorted(survey.statuses, key=lambda key: (-survey.status_counts[key], key)):
        word, meaning = survey.statuses[key]
        stage = _named(stages, wished.get(key)) or _named(stages, key) or _meant(pipeline, stages, meaning)
        if new := stage is None and key in unknown[:MANY]:
            stage = pipeline.add_stage(word[:1].upper() + word[1:], by=load.owner, origin=load.origin)
            stages.append(stage)
            made["stage"].append(stage.pk)
            problems.append(("new_stage", word, Field.STATUS))
        if meaning == "ask" or stage is None:
            problems.append(("status_unclear", word, Field.STATUS))
        stage = stage or pipeline.first_stage()
        decided[key] = {
            "stage": stage.pk,
            "meaning": meaning,
            "rows": survey.status_counts[key],
            "new": new,
            "word": word,
        }
    return decided


def _named(stages: list[Stage], wanted: str | None) -> Stage | None:
    """A stage by its key or by its own name."""
    if not wanted:
        return None
    return next((stage for stage in stages if wanted == stage.key or word_key(stage.name) == word_key(wanted)), None)


def _meant(pipeline: Pipeline, stages: list[Stage], meaning: str) -> Stage | None:
    if not meaning:
        return None
    if meaning in (Stage.Kind.WON, Stage.Kind.LOST):
        return pipeline.stage_of(meaning)
    keys = STAGES.get(meaning, (meaning,))
    found = (stage for key in keys for stage in stages if stage.key == key and stage.is_open)
    return next(found, None) or pipeline.first_stage()


def _managers(load: Import, survey: Survey, problems: list[Any]) -> dict[str, Any]:
    owners, by = Owners(), load.owner
    wished = {word_key(word): email for word, email in load.wishes.get("managers", {}).items()}
    decided = {}
    for key, word in sorted(survey.managers.items()):
        member = owners.find(wished.get(key, word))
        if member is None:
            problems.append(("unknown_manager", word, Field.MANAGER))
        elif not _may_give(by, member):
            member = None
            problems.append(("foreign_manager", word, Field.MANAGER))
        decided[key] = {"member": member.pk if member else None, "name": word}
    return decided


def _sheets(load: Import, survey: Survey) -> dict[str, int]:
    """«Клиенты Аистовой.xlsx», the sheet «Белов»: where no column tells the manager, the name may."""
    owners, decided, told = Owners(), {}, []
    for pk, sheet in survey.sheets.items():
        if any(one.field == Field.MANAGER for one in sheet.columns) or not sheet.rows:
            continue
        member = owners.named_after(sheet.name, *reversed(Path(sheet.file.name).with_suffix("").parts))
        if member and member != load.owner and _may_give(load.owner, member):
            decided[str(pk)] = member.pk
            told.append(as_row(Problem("owner_by_name", value=str(member)), sheet.file.name, sheet.name))
    keep_problems(load, told)
    return decided


def _may_give(by: Any, member: Any) -> bool:
    """Whether `by` may make clients that belong to `member`."""
    if by is None:
        return True
    scope = by.scope("create", "contact")
    return scope == Scope.ALL or member.pk == by.pk or (scope == Scope.DEPARTMENT and member.pk in by.colleagues)


def _fields(load: Import, survey: Survey, made: dict[str, list[int]]) -> list[list[Any]]:
    known = set(CustomField.objects.values_list("pk", flat=True))
    decided = []
    for (thing, title), (kind, values) in sorted(survey.fields.items()):
        if not title.strip():
            continue
        many = kind == "choice" and len(values) > CHOICES
        choices = sorted(values) if kind in ("choice", "choices") and not many else None
        kind = "text" if many else kind
        field = CustomField.objects.add(thing, title, kind, by=load.owner, choices=choices, origin=load.origin)
        decided.append([thing, title, field.pk])
        if field.pk not in known:
            known.add(field.pk)
            made["field"].append(field.pk)
    return decided


def _sources(survey: Survey, made: dict[str, list[int]]) -> dict[str, int]:
    known = {word_key(source.name): source.pk for source in Source.objects.all()}
    for name in sorted(survey.sources):
        if word_key(name) not in known:
            source = Source.objects.create(name=name.strip()[:120])
            known[word_key(name)] = source.pk
            made["source"].append(source.pk)
    return {word_key(name): known[word_key(name)] for name in survey.sources}
