"""A client's card shows its deals, within what the member sees. Answers A1.3."""

from vatman.deals.models import Deal


def test_a_client_shows_its_deals_and_what_was_bought(world):
    Deal.objects.get(pk=world.calendars.pk).win(by=world.anna)
    Deal.objects.start(by=world.anna, title="Визитки", contact=world.ivanov)
    card = world.browser(world.anna).get(f"/contacts/{world.ivanov.pk}").content.decode()
    panel = card.partition('id="deals-panel"')[2].partition("</section>")[0]
    assert panel.index("Визитки") < panel.index("Календари")  # the open one first
    assert "50\xa0000" in panel.replace("\u202f", "\xa0")
    assert f"/deals/new?contact={world.ivanov.pk}" in panel


def test_a_colleagues_deal_with_ones_own_client_is_not_shown(world):
    world.booklets.people.add(world.ivanov)
    assert "Буклеты" not in world.browser(world.anna).get(f"/contacts/{world.ivanov.pk}").content.decode()
    assert "Буклеты" in world.browser(world.roman).get(f"/contacts/{world.ivanov.pk}").content.decode()


def test_a_company_shows_them_too(world):
    assert "Календари" in world.browser(world.anna).get(f"/companies/{world.romashka.pk}").content.decode()
