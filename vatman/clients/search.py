"""What people and organisations are found by."""

from vatman.records.search import FIRM, source, way_words

KEPT = "array_to_string({0}.tags, ' '), (SELECT string_agg(value, ' ') FROM jsonb_each_text({0}.fields))"
NAMES = "nullif(contact.last_name, ''), nullif(contact.first_name, ''), nullif(contact.middle_name, '')"
INITIALS = "left(replace(lower(name), 'ё', 'е'), 1)"

source(
    "contact",
    f"""SELECT contact.id, contact.owner_id, contact.department_id,
        concat_ws(' ', {NAMES}) AS title, works.subtitle,
        concat_ws(' ', {NAMES}, works.text, ways.text, {KEPT.format("contact")}) AS text,
        ways.lexemes || ARRAY(SELECT {INITIALS} FROM unnest(ARRAY[{NAMES}]) AS name WHERE name IS NOT NULL) AS lexemes
    FROM clients_contact AS contact
    CROSS JOIN {way_words("contact_id = contact.id")}
    CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', link.position, company.name), ' ') AS text,
            string_agg(concat_ws(', ', nullif(link.position, ''), {FIRM.format("company")}), ' · ' ORDER BY link.id) AS subtitle
        FROM clients_link AS link JOIN clients_company AS company ON company.id = link.company_id
        WHERE link.contact_id = contact.id AND company.trashed_at IS NULL
    ) AS works
    WHERE contact.id = ANY(%(ids)s) AND contact.trashed_at IS NULL AND contact.merged_into_id IS NULL""",  # noqa: S608
    follows={"company": "SELECT contact_id FROM clients_link WHERE company_id = ANY(%(ids)s)"},
)

source(
    "company",
    f"""SELECT company.id, company.owner_id, company.department_id, {FIRM.format("company")} AS title,
        concat_ws(' · ', nullif(company.city, ''), nullif(company.inn, '')) AS subtitle,
        concat_ws(' ', company.legal_form, company.name, company.city, company.address, ways.text, {KEPT.format("company")}) AS text,
        ways.lexemes || array_remove(ARRAY[company.inn, company.kpp, company.ogrn]::text[], '') AS lexemes
    FROM clients_company AS company
    CROSS JOIN {way_words("company_id = company.id")}
    WHERE company.id = ANY(%(ids)s) AND company.trashed_at IS NULL AND company.merged_into_id IS NULL""",  # noqa: S608
)
