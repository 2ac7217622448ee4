"""What the line under a list needs, so that its rows can be ticked."""

from typing import Any

from .verb import verbs_of


def picking(thing: str, member: Any, query: str) -> dict[str, Any]:
    """`query`: the query string by which the list finds its rows. Asks the database nothing. No verbs, no ticks."""
    return {"verbs": verbs_of(thing, member), "thing": thing, "bulk_query": query}
