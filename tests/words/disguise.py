"""Data without a Russian letter: whatever Cyrillic is left on a page is the interface's own."""

from django.apps import apps
from django.db import connection

RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя«»"
STRANGE = "".join(
    chr(0x1E00 + number) for number in range(len(RUSSIAN))
)  # letters as well, neither Russian nor English

COLUMNS = """
SELECT table_name, column_name, data_type, udt_name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = ANY(%s) AND is_generated = 'NEVER'
    AND (data_type IN ('text', 'character varying', 'jsonb') OR udt_name IN ('_text', '_varchar'))
"""


def write_strangely() -> None:
    """Every text of our tables, letter for letter, so that equal stays equal and unique stays unique."""
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("vatman.")]
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [tables])
        for table, column, kind, name in cursor.fetchall():
            cast = "jsonb" if kind == "jsonb" else f"{name[1:]}[]" if kind == "ARRAY" else name
            change = f'UPDATE "{table}" SET "{column}" = translate("{column}"::text, %s, %s)::{cast} WHERE "{column}"::text ~ %s'
            cursor.execute(change, [RUSSIAN, STRANGE, "[А-Яа-яЁё«»]"])
