"""Whose deal it is: found among those the member may see, or met on the spot."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from vatman.clients.models import Company, Contact, Link
from vatman.clients.queries.likely import Likely, likely_duplicates
from vatman.clients.spoken import name_parts
from vatman.records.search import Hit, find
from vatman.team.access import get_visible
from vatman.web.errors import Refused
from vatman.web.forms import is_key

MODELS = {"contact": Contact, "company": Company}
FORMS = ("ООО", "АО", "ПАО", "ЗАО", "ИП", "НКО", "АНО", "ГБУ", "МУП", "ФГУП")


@dataclass
class Client:
    """Either may be missing, not both where a client was named."""

    company: Company | None = None
    contact: Contact | None = None


def hits(member: Any, text: str, phone: str, things: tuple[str, ...]) -> list[Hit]:
    """Clients by name or by phone, those by phone first: the number is the surer sign."""
    found = find(member, phone, limit=4, things=things) if len(re.sub(r"\D", "", phone)) > 5 else []
    found += find(member, text, limit=6, things=things)
    return list({(hit.thing, hit.id): hit for hit in found}.values())


def hidden(member: Any, text: str, phone: str, things: tuple[str, ...]) -> list[Likely]:
    """A colleague's clients with the same phone or mail: named as existing, nothing more."""
    typed = [value for value in (text, phone) if value]
    ways = [("email" if "@" in value else "phone", value) for value in typed]
    found = [one for thing in things for one in likely_duplicates(thing, member, ways=ways)]
    return [one for one in found if one.is_hidden]


def chosen(data: QueryDict | dict[str, str], member: Any, owner: Any = None) -> Client:
    """`client` is «contact:12», «company:3», «new:contact» or «new:company»; the new one is named by `name`, reached by `phone`.

    Raises Refused with the field that is wrong. Must run inside the transaction of what needs the client.
    """
    kind, _colon, key = data.get("client", "").partition(":")
    if kind == "new" and key in MODELS:
        return _met(key, data, member, owner)
    if kind in MODELS:
        client = get_visible(MODELS[kind], member, int(key) if is_key(key) else 0)
        return Client(**{kind: client})
    if name := data.get("name", "").strip():
        if known := _known(name, member):
            return known
        return _met("company" if looks_like_firm(name) else "contact", data, member, owner)
    return Client()


def apart(thing: str, data: Any, member: Any, owner: Any = None) -> Any:
    """One client of this kind where a window asks for several: `company` is «company:3» or «new:company», `company_name` its name."""
    picked, name = data.get(thing, ""), data.get(f"{thing}_name", "").strip()
    if picked.partition(":")[0] != thing and picked != f"new:{thing}":
        known = _known(name, member)
        found = getattr(known, thing) if known else None
        picked = f"{thing}:{found.pk}" if found else f"new:{thing}"
    try:
        return getattr(chosen({"client": picked, "name": name}, member, owner), thing)
    except Refused as error:
        raise Refused(fields={f"{thing}_name": error.message})


def _known(name: str, member: Any) -> Client | None:
    """Typed in full and sent before the list of hits came: the one of exactly that name is meant."""
    for hit in find(member, name, limit=1, things=tuple(MODELS)):
        if _bare(hit.title) == _bare(name):
            return Client(**{hit.thing: get_visible(MODELS[hit.thing], member, hit.id)})
    return None


def _bare(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.lower().replace("ё", "е")).strip()


def _met(thing: str, data: QueryDict | dict[str, str], member: Any, owner: Any) -> Client:
    if not member.may("create", thing):
        raise Refused(fields={"name": _("Новых клиентов вам заводить нельзя: выберите из списка")})
    name, phone, person = (data.get(field, "").strip() for field in ("name", "phone", "person"))
    ways = [{"channel": "email" if "@" in phone else "phone", "value": phone}] if phone else []
    try:
        if thing == "contact":
            return Client(contact=Contact.objects.meet(by=member, owner=owner, ways=ways, **name_parts(name)))
        return _met_firm(name, person, ways, member, owner)
    except Refused as error:
        raise Refused(
            fields={
                {"value": "phone", "last_name": "name"}.get(field, field): words
                for field, words in error.fields.items()
            }
        )


def _met_firm(name: str, person: str, ways: list[dict[str, Any]], member: Any, owner: Any) -> Client:
    """With a person named the phone is the person's."""
    company = Company.objects.meet(by=member, owner=owner, ways=[] if person else ways, **split_firm(name))
    if not person or not member.may("create", "contact"):
        return Client(company=company)
    contact = Contact.objects.meet(by=member, owner=owner, ways=ways, **name_parts(person))
    Link.objects.join(contact, company, by=member)
    return Client(company, contact)


def looks_like_firm(text: str) -> bool:
    return any(quote in text for quote in '«»"') or text.split(" ", 1)[0].upper() in FORMS


def split_firm(text: str) -> dict[str, str]:
    """«ООО „Ромашка“» → form and name without quotes."""
    head, _space, rest = text.strip().partition(" ")
    form, name = (head.upper(), rest) if head.upper() in FORMS and rest else ("", text)
    return {"legal_form": form, "name": name.strip().strip("«»\"“”„'").strip()[:200]}
