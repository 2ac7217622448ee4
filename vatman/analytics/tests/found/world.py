"""The tiny world a month later: nothing has happened to a deal since the day it is aged to."""

from datetime import timedelta

from django.utils import timezone

from vatman.deals.models import Deal
from vatman.tasks.models import Task


def age(deal, days):
    """As if its last sign of life were so many days ago."""
    then = timezone.now() - timedelta(days=days)
    Deal.objects.filter(pk=deal.pk).update(started_on=then.date(), created_at=then, stage_since=then)
    deal.moves.update(at=then)
    deal.refresh_from_db()
    return deal


def quiet(world, deal, days, *, stage="send_quote"):
    """A deal in this stage that nobody has touched since, and with nothing planned."""
    Task.objects.filter(deal=deal).delete()
    Deal.objects.retell_steps([deal.pk])
    deal.refresh_from_db()
    if deal.stage.key != stage:
        deal.move_to(world.stage(stage), by=world.olga)
    return age(deal, days)


def late(task, days):
    """A step whose day has passed."""
    task.postpone(to=timezone.localdate() - timedelta(days=days), by=task.owner)
    return task


def bought(world, owner, days_ago, *, amount=10_000, company=None, contact=None):
    """Orders won so many days ago each."""
    deals = []
    for days in days_ago:
        deal = Deal.objects.start(by=owner, title="Заказ", amount=amount, company=company, contact=contact)
        deal.win(by=owner)
        age(deal, days)
        Deal.objects.filter(pk=deal.pk).update(closed_on=timezone.localdate() - timedelta(days=days))
        deals.append(deal)
    return deals
