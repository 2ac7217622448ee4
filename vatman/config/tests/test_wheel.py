"""The built wheel carries all that pages need, so that `pip install vatman-crm && vatman up` needs no node."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from vatman.config import front
from vatman.config.tests.house import environment
from vatman.ui import icons
from vatman.ui.templatetags.ui import MODULES

ROOT = Path(__file__).resolve().parents[3]

ASK = """
import django, vatman
django.setup()
from django.conf import settings
from django.contrib.staticfiles import finders
from vatman.ui import icons
assert settings.PACKAGE in __import__("pathlib").Path(vatman.__file__).parents
found = finders.find("npm/htmx.org/dist/htmx.esm.min.js")
print(found)
print(icons.sprite().count("<symbol"))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-q",
        "-w",
        folder,
        ".",
    ]
    subprocess.run(pip, cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_it_carries_the_files_pages_ask_for(names: set[str]) -> None:
    asked = [path for path in MODULES.values() if path.startswith("npm/")]
    assert {f"vatman/ui/static/{path}" for path in asked} <= names
    assert "vatman/ui/static/npm/@fontsource-variable/golos-text/wght.css" in names


def test_every_listed_file_exists(names: set[str]) -> None:
    packages = ROOT / "node_modules"
    assert [pattern for pattern in front.FILES if not list(packages.glob(pattern))] == []


def test_it_carries_the_icons_that_are_named_and_no_others(names: set[str]) -> None:
    carried = {Path(name).stem for name in names if name.startswith("vatman/ui/static/npm/@tabler/icons/icons/")}
    assert carried == set(icons.names())


def test_it_carries_compiled_words_for_every_translation(names: set[str]) -> None:
    texts = {name for name in names if name.endswith(".po")}
    assert {name.removesuffix(".po") + ".mo" for name in texts} <= names


def test_it_carries_the_licences_of_what_it_carries_and_no_tests(names: set[str]) -> None:
    assert "vatman/ui/static/npm/sortablejs/LICENSE" in names
    assert [name for name in names if "/tests/" in name] == []


def test_it_works_where_there_is_no_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    alone = environment(
        tmp_path / "home", PYTHONPATH=str(tmp_path / "site"), DJANGO_SETTINGS_MODULE="vatman.config.settings"
    )
    done = subprocess.run([sys.executable, "-c", ASK], cwd=tmp_path, env=alone, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found, symbols = done.stdout.split()
    assert found.startswith(str(tmp_path / "site"))
    assert int(symbols) == len(icons.names())
