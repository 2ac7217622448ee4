"""A large company in the scratch database, made by the server itself out of series of numbers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal
from vatman.events import partitions
from vatman.records.search import index_all
from vatman.team.models import Department, Member

MANAGERS = 10
LAST = [
    "Иванов",
    "Смирнов",
    "Кузнецов",
    "Попов",
    "Васильев",
    "Петров",
    "Соколов",
    "Михайлов",
    "Новиков",
    "Фёдоров",
    "Морозов",
    "Волков",
    "Алексеев",
    "Лебедев",
    "Семёнов",
    "Егоров",
    "Павлов",
    "Козлов",
    "Степанов",
    "Николаев",
    "Орлов",
    "Андреев",
    "Макаров",
    "Никитин",
    "Захаров",
]
ENDS = ["ский", "ко", "ин", "енко", "ёв", "цев", "их", "уков", "яев", "унин"]
FIRST = [
    "Александр",
    "Сергей",
    "Дмитрий",
    "Алексей",
    "Андрей",
    "Максим",
    "Евгений",
    "Иван",
    "Михаил",
    "Николай",
    "Артём",
    "Пётр",
    "Павел",
    "Илья",
    "Роман",
    "Кирилл",
    "Олег",
    "Юрий",
    "Виктор",
    "Антон",
]
MIDDLE = [
    "Александрович",
    "Сергеевич",
    "Дмитриевич",
    "Алексеевич",
    "Андреевич",
    "Иванович",
    "Петрович",
    "Николаевич",
    "Павлович",
    "Юрьевич",
]
GOODS = [
    "Календари",
    "Буклеты",
    "Каталоги",
    "Визитки",
    "Этикетки",
    "Упаковка",
    "Плакаты",
    "Блокноты",
    "Открытки",
    "Пакеты",
    "Папки",
    "Листовки",
]
FIRMS = [
    "Ромашка",
    "Альфа",
    "Вектор",
    "Горизонт",
    "Сфера",
    "Прогресс",
    "Атлант",
    "Меркурий",
    "Восток",
    "Заря",
    "Орион",
    "Магнит",
    "Квадрат",
    "Лидер",
    "Партнёр",
    "Регион",
]

CONTACTS = """INSERT INTO clients_contact (last_name, first_name, middle_name, sort_key, owner_id, department_id, created_by_id,
    created_at, tags, fields, origin, do_not_call, source)
SELECT last, first, middle, replace(lower(concat_ws(' ', last, first, middle)), 'ё', 'е'), owner, %(department)s, owner,
    now() - i %% 400 * interval '1 day', '{}', '{}', '', false, ''
FROM (SELECT i, (%(last)s::text[])[1 + i * 7 %% 25] || (%(ends)s::text[])[1 + i / 25 %% 10] || CASE WHEN i %% 3 = 0 THEN '' ELSE chr(1072 + i / 250 %% 32) END AS last,
    (%(first)s::text[])[1 + i * 13 / 7 %% 20] AS first, (%(middle)s::text[])[1 + i / 3 %% 10] AS middle,
    (%(owners)s::bigint[])[1 + (i / 20 + i) %% %(managers)s] AS owner FROM generate_series(1, %(contacts)s) AS i) AS made"""
COMPANIES = """INSERT INTO clients_company (name, legal_form, inn, kpp, ogrn, city, address, sort_key, owner_id, department_id, created_by_id,
    created_at, tags, fields, origin, do_not_call, source)
SELECT name, 'ООО', lpad((5000000000 + i * 7919::bigint %% 4999999937)::text, 10, '0'), '', '', 'Москва', '', replace(lower(name), 'ё', 'е'), owner, %(department)s, owner,
    now() - i %% 400 * interval '1 day', '{}', '{}', '', false, ''
FROM (SELECT i, (%(firms)s::text[])[1 + i %% 16] || '-' || i AS name, (%(owners)s::bigint[])[1 + (i / 20 + i) %% %(managers)s] AS owner
    FROM generate_series(1, %(companies)s) AS i) AS made"""
WAYS = """INSERT INTO clients_way (contact_id, channel, value, raw, kind, note, preferred, wrong, position)
SELECT id, 'phone', '+7' || (9000000000 + id * 7919 %% 999999937), '', 'mobile', '', false, false, 0 FROM clients_contact
UNION ALL SELECT id, 'email', 'client' || id || '@' || CASE WHEN id %% 10 < 6 THEN (%(mail)s::text[])[1 + id / 10 %% 5] ELSE 'f' || md5((id / 7)::text) || '.ru' END,
    '', '', '', false, false, 1 FROM clients_contact WHERE id %% 2 = 0"""
LINKS = """INSERT INTO clients_link (contact_id, company_id, position)
SELECT contact.id, company.id, 'директор' FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM clients_contact) AS contact
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM clients_company) AS company ON company.n = contact.n"""
DEALS = """INSERT INTO deals_deal (title, pipeline_id, stage_id, state, amount, currency, company_id, contact_id, started_on, closed_on, loss_reason_id,
    source_id, owner_id, department_id, created_by_id, created_at, tags, fields, origin, stage_since, rots_on, next_step_title, next_step_kind,
    next_step_timed, attention_at)
SELECT (%(goods)s::text[])[1 + i %% 12] || ' ' || i, stage.pipeline_id, stage.id, stage.kind, 5000 + i * 7919 %% 900000, 'RUB', firm.id, contact.id,
    (at)::date, CASE WHEN stage.kind <> 'open' THEN at::date + 20 END, CASE WHEN stage.kind = 'lost' THEN %(reason)s::bigint END,
    (%(sources)s::bigint[])[1 + i %% array_length(%(sources)s::bigint[], 1)], (%(owners)s::bigint[])[1 + (i / 20 + i) %% %(managers)s], %(department)s,
    (%(owners)s::bigint[])[1 + (i / 20 + i) %% %(managers)s], at, '{}', '{}', '', at, CASE WHEN stage.kind = 'open' THEN (at)::date + 10 END, '', '', false, at
FROM (SELECT i, CASE WHEN i %% 20 = 0 THEN 1 + i / 200 %% 4 WHEN i %% 3 = 0 THEN 5 ELSE 6 END AS place,
    now() - interval '1 hour' * (i %% 9000) AS at FROM generate_series(1, %(deals)s) AS i) AS made
JOIN (SELECT *, row_number() OVER (ORDER BY position) AS place FROM deals_stage) AS stage USING (place)
LEFT JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM clients_company) AS firm ON firm.n = 1 + (i - 1) %% %(companies)s
LEFT JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM clients_contact) AS contact ON contact.n = 1 + (i - 1) %% %(contacts)s"""
MOVES = """INSERT INTO deals_stagemove (deal_id, was_id, stage_id, at, by_id, spent, reason_id, origin)
SELECT deal.id, lag(step.id) OVER w, step.id, deal.created_at + interval '1 hour' * step.position, deal.owner_id,
    CASE WHEN step.position > 0 THEN interval '1 hour' END, CASE WHEN step.kind = 'lost' THEN deal.loss_reason_id END, ''
FROM deals_deal AS deal JOIN deals_stage AS stage ON stage.id = deal.stage_id
JOIN deals_stage AS step ON step.id = stage.id OR (step.kind = 'open' AND step.position < CASE WHEN stage.kind = 'lost' THEN 1 + deal.id %% 4 ELSE stage.position END)
WINDOW w AS (PARTITION BY deal.id ORDER BY step.position)"""
TASKS = """INSERT INTO tasks_task (title, kind, due_on, due_at, deal_id, contact_id, owner_id, author_id, department_id, created_by_id, created_at,
    tags, fields, origin, done_at, done_by_id, result)
SELECT 'Позвонить и узнать решение', 'call', day, CASE WHEN n = 1 THEN day + interval '11 hours' END, id, contact_id, owner_id, owner_id, department_id,
    owner_id, day - interval '2 days', '{}', '{}', '', CASE WHEN done THEN day + interval '12 hours' END, CASE WHEN done THEN owner_id END,
    CASE WHEN done THEN 'Договорились созвониться' ELSE '' END
FROM (SELECT deal.*, n, deal.state <> 'open' OR n > 1 OR deal.id / 20 %% 10 = 0 AS done,
    CASE WHEN deal.state <> 'open' OR n > 1 THEN current_date - (deal.id * n %% 300)::int ELSE current_date + (deal.id / 20 %% 15)::int - 3 END AS day
    FROM deals_deal AS deal CROSS JOIN generate_series(1, %(tasks_each)s) AS n) AS made"""
EVENTS = """INSERT INTO events_event (at, kind, actor_id, subject_type, subject_id, place_type, place_id, payload, personal, origin)
SELECT now() - interval '1 minute' * (i %% 500000), kind, deal.owner_id, 'deal', deal.id, CASE WHEN i %% 10 = 0 THEN 'contact' ELSE 'deal' END,
    CASE WHEN i %% 10 = 0 THEN deal.contact_id ELSE deal.id END,
    CASE kind WHEN 'deal.moved' THEN '{"was": {"id": 1, "name": "Заявка"}, "stage": {"id": 2, "name": "Первый звонок"}}'::jsonb
        WHEN 'note.added' THEN jsonb_build_object('note', i, 'mentions', '[]'::jsonb) ELSE '{"of_kind": "call"}' END,
    CASE kind WHEN 'deal.moved' THEN NULL WHEN 'note.added' THEN '{"text": "Просили прислать образцы бумаги и посчитать тираж 500 и 1000"}'::jsonb
        ELSE '{"title": "Позвонить и узнать решение", "result": "Договорились созвониться"}' END, ''
FROM (SELECT i, (ARRAY['deal.moved', 'task.completed', 'note.added'])[1 + i %% 3] AS kind FROM generate_series(1, %(events)s) AS i) AS made
JOIN (SELECT id, owner_id, contact_id, row_number() OVER (ORDER BY id) AS n FROM deals_deal) AS deal ON deal.n = 1 + i %% %(deals)s"""
NOTES = """INSERT INTO records_note (place_type, place_id, text, author_id, created_at, origin)
SELECT 'deal', id, 'Просили прислать образцы бумаги и посчитать тираж 500 и 1000', owner_id, created_at, '' FROM deals_deal WHERE id %% 2 = 0"""
TABLES = (CONTACTS, COMPANIES, WAYS, LINKS, DEALS, MOVES, TASKS, NOTES, EVENTS)


@dataclass
class People:
    owner: Member
    manager: Member


def fill(contacts: int, companies: int, deals: int, tasks: int, events: int) -> People:
    """Fills an empty, migrated database; the proportions of the goals are 100 : 30 : 100 : 300 : 1000 thousand."""
    found = _people()
    managers = list(Member.objects.filter(role__key="manager").order_by("pk").values_list("pk", flat=True))
    partitions.ensure(_months_back(timezone.localdate(), 14))
    values: dict[str, Any] = {
        "contacts": contacts, "companies": companies, "deals": deals, "tasks_each": max(1, tasks // deals), "events": events,
        "owners": managers, "managers": MANAGERS, "department": found.manager.department_id, "last": LAST, "ends": ENDS,
        "first": FIRST, "middle": MIDDLE, "firms": FIRMS, "goods": GOODS, "mail": ["mail.ru", "yandex.ru", "gmail.com", "bk.ru", "list.ru"], **_directory(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        for sql in TABLES:
            cursor.execute(sql, values)
        Deal.objects.retell_steps(Deal.objects.filter(state="open").values_list("pk", flat=True))
        for model in (Contact, Company, Deal):
            index_all(model)
        cursor.execute("ANALYZE")
    return found


def people() -> People | None:
    """Those of a base that was kept."""
    found = {member.email: member for member in Member.objects.filter(email__in=["owner@bench.test", "m0@bench.test"])}
    return People(found["owner@bench.test"], found["m0@bench.test"]) if len(found) == 2 else None


def _people() -> People:
    join = Member.objects.join
    owner = join(email="owner@bench.test", name="Владелец", role="owner", by=None)
    sales = Department.objects.open("Продажи", by=owner)
    managers = [
        join(email=f"m{n}@bench.test", name=f"Менеджер {n}", role="manager", department=sales, by=owner)
        for n in range(MANAGERS)
    ]
    return People(owner, managers[0])


def _directory() -> dict[str, Any]:
    from vatman.deals.models import LossReason, Source

    return {"reason": LossReason.objects.first().pk, "sources": list(Source.objects.values_list("pk", flat=True))}


def _months_back(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)
