"""What a server named by DATABASE_URL must be able to do, asked before anything is built on it."""

from dataclasses import dataclass

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from vatman.config.trouble import Trouble

OLDEST = 15
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin")
PATIENCE = 5  # seconds to wait for a server to answer


@dataclass(frozen=True)
class Server:
    version: int
    encoding: str
    ctype: str
    similarity: float


def check(url: str) -> Server:
    """What the server is; raises Trouble with one clear sentence when Vatman cannot live on it."""
    with _connect(url) as connection:
        return examine(connection)


def examine(connection: psycopg.Connection) -> Server:
    version = connection.info.server_version // 10000
    if version < OLDEST:
        raise Trouble(
            f"В DATABASE_URL PostgreSQL {version}, а нужен {OLDEST} или новее.",
            f"DATABASE_URL names PostgreSQL {version}, but {OLDEST} or newer is needed.",
        )
    encoding = connection.info.parameter_status("server_encoding") or "?"
    if encoding != "UTF8":
        raise Trouble(
            f"Кодировка базы {encoding}, а нужна UTF8: создайте базу заново с ENCODING 'UTF8' TEMPLATE template0.",
            f"The database is encoded in {encoding}, but UTF8 is needed: create it anew with ENCODING 'UTF8' TEMPLATE template0.",
        )
    ctype = _one(connection, "SELECT datctype FROM pg_database WHERE datname = current_database()")
    similarity = _similarity(connection)
    if not similarity:
        raise Trouble(
            f"База не различает русские буквы (LC_CTYPE {ctype}), поиск молчал бы: создайте её заново командой "
            "CREATE DATABASE … TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'.",
            f"The database does not know Cyrillic letters (LC_CTYPE {ctype}), search would stay silent: create it anew with "
            "CREATE DATABASE … TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'.",
        )
    return Server(version, encoding, ctype, similarity)


def _connect(url: str) -> psycopg.Connection:
    try:
        conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise Trouble(
            "DATABASE_URL записан с ошибкой, нужно: postgresql://пользователь:пароль@сервер:5432/база.",
            "DATABASE_URL is malformed, expected: postgresql://user:password@server:5432/database.",
        ) from None
    try:
        return psycopg.connect(url, connect_timeout=PATIENCE)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0].rpartition("failed: ")[2]
        raise Trouble(
            f"База из DATABASE_URL ({_address(url)}) недоступна: {reason}. Проверьте, что сервер запущен, имя и пароль верны.",
            f"The database of DATABASE_URL ({_address(url)}) is unreachable: {reason}. Check that the server runs and the name and password are right.",
        ) from None


def _address(url: str) -> str:
    parts = conninfo_to_dict(url)
    return f"{parts.get('host', 'localhost')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"


def _similarity(connection: psycopg.Connection) -> float:
    """Tries the real thing inside a transaction that is rolled back: rights, extensions and letters at once."""
    missing = ""
    try:
        for missing in EXTENSIONS:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {missing}")
        return _one(connection, "SELECT similarity('Иванов', 'иваноф')")
    except errors.InsufficientPrivilege:
        raise Trouble(
            f"Нет права создать расширение {missing}: выполните в базе от администратора «CREATE EXTENSION {missing}».",
            f"No right to create the extension {missing}: as an administrator run 'CREATE EXTENSION {missing}' in the database.",
        ) from None
    except (errors.FeatureNotSupported, errors.UndefinedFile):
        raise Trouble(
            f"На сервере нет расширения {missing}: установите пакет postgresql-contrib той же версии.",
            f"The server has no extension {missing}: install the package postgresql-contrib of its version.",
        ) from None
    finally:
        connection.rollback()


def _one(connection: psycopg.Connection, query: str):
    row = connection.execute(query).fetchone()
    return row[0] if row else None
