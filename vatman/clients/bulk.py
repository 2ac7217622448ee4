"""How the lists of clients choose the rows of a change of many."""

from dataclasses import fields
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from vatman.records.bulk.verb import chooser

from .models import Company, Contact
from .queries.lists import Wanted, filtered


@chooser("contact")
def contacts(member: Any, query: QueryDict) -> QuerySet:
    return filtered(Contact, member, _wanted(query))


@chooser("company")
def companies(member: Any, query: QueryDict) -> QuerySet:
    return filtered(Company, member, _wanted(query))


def _wanted(query: QueryDict) -> Wanted:
    asked = {field.name: query.get(field.name, "").strip() for field in fields(Wanted)}
    return Wanted(**{name: value for name, value in asked.items() if value})
