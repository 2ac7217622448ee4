"""What the facts of a row come to: is there a client, does a deal open, who carries the rest."""

from ..shapes import Facts, Firm, Person

NO_DEAL = ("no_deal", "stop")


def is_named(person: Person) -> bool:
    return bool(person.last_name or person.first_name or person.middle_name)


def people(facts: Facts) -> list[Person]:
    """Persons of whom anything is known."""
    return [person for person in facts.people if is_named(person) or person.ways]


def firm(facts: Facts) -> Firm | None:
    """The organisation, if the row names one; a lone city or address belongs to the person."""
    found = facts.firm
    return found if found and (found.name or found.inn) else None


def opens_deal(facts: Facts) -> bool:
    """A row without status, sum, request date and next call makes a client only; so does «спам» or «не звонить»."""
    deal = facts.deal
    return facts.opens_deal and not (deal and deal.status and deal.status.meaning in NO_DEAL)


def is_stop(facts: Facts) -> bool:
    return facts.stop or bool(facts.deal and facts.deal.status and facts.deal.status.meaning == "stop")


def carrier(facts: Facts) -> str:
    """The thing that carries the row's own fields."""
    if people(facts):
        return "contact"
    return "company" if firm(facts) else "deal"


def is_closed(facts: Facts) -> bool:
    deal = facts.deal
    return bool(deal and deal.status and deal.status.meaning in ("won", "lost", *NO_DEAL))
