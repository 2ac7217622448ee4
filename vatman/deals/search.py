"""What deals are found by."""

from vatman.records.search import FIRM, source

CLIENT = f"CASE WHEN company.id IS NULL THEN concat_ws(' ', contact.last_name, contact.first_name) ELSE {FIRM.format('company')} END"

source(
    "deal",
    f"""SELECT deal.id, deal.owner_id, deal.department_id, deal.title, {CLIENT} AS subtitle, '{{}}'::text[] AS lexemes,
        concat_ws(' ', deal.title, company.name, contact.last_name, contact.first_name, contact.middle_name,
            array_to_string(deal.tags, ' '), (SELECT string_agg(value, ' ') FROM jsonb_each_text(deal.fields))) AS text
    FROM deals_deal AS deal
    LEFT JOIN clients_company AS company ON company.id = deal.company_id
    LEFT JOIN clients_contact AS contact ON contact.id = deal.contact_id
    WHERE deal.id = ANY(%(ids)s) AND deal.trashed_at IS NULL""",  # noqa: S608
    prose="SELECT id, title FROM deals_deal WHERE id = ANY(%(ids)s)",
    follows={
        "company": "SELECT id FROM deals_deal WHERE company_id = ANY(%(ids)s)",
        "contact": "SELECT id FROM deals_deal WHERE contact_id = ANY(%(ids)s)",
    },
)
