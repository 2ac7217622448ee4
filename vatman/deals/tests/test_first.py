"""The first owner's second step: the pipeline in the company's own words (issue 3: 1)."""

from django.urls import reverse

from tests.world import World


def filled(world: World, **changes: str) -> dict[str, str]:
    names = {stage.key: stage.name for stage in world.pipeline.stages.living()} | changes
    return {f"stage{stage.pk}": names[stage.key] for stage in world.pipeline.stages.living()} | {
        "more": changes.get("more", "")
    }


def living(world: World) -> list[str]:
    return list(world.pipeline.stages.living().values_list("name", flat=True))


def test_stages_are_renamed_removed_and_added(world: World):
    answer = world.browser(world.olga).post(
        reverse("first_pipeline"), filled(world, send_quote="Смета", meeting="", more="Договор")
    )
    assert answer.url == reverse("first_clients")
    assert living(world) == ["Заявка", "Первый звонок", "Смета", "Договор", "Продажа", "Отказ"]


def test_nothing_changed_goes_on(world: World):
    before = living(world)
    assert world.browser(world.olga).post(reverse("first_pipeline"), filled(world)).status_code == 302
    assert living(world) == before


def test_a_stage_with_deals_stays_and_says_why(world: World):
    answer = world.browser(world.olga).post(reverse("first_pipeline"), filled(world, request=""))
    assert answer.status_code == 422
    assert "куда перенести сделки" in answer.content.decode()
    assert "Заявка" in living(world)


def test_a_manager_has_no_business_here(world: World):
    assert world.browser(world.anna).get(reverse("first_pipeline")).status_code == 403
