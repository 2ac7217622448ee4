"""What the documents say is so: dependencies, settings and commands are all named, links and pictures exist."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from vatman.config.command import registry

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.ru.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
INNER = {"VATMAN_SUPERVISED", "VATMAN_DEMO", "VATMAN_DEBUG", "VATMAN_NPM", "VATMAN_TEST_HOME"}  # set by ourselves


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    names = {re.split(r"[\[<>=~ ]", line)[0] for line in lines} | set(
        json.loads((ROOT / "package.json").read_text())["dependencies"]
    )
    page = (ROOT / "docs/decisions/0006-dependencies.md").read_text()
    assert {name for name in names if f"| {name} |" not in page} == set()


def test_every_setting_of_an_installation_stands_in_the_readme() -> None:
    code = " ".join(path.read_text() for path in (ROOT / "vatman").rglob("*.py") if "/tests/" not in str(path))
    asked = set(re.findall(r"environ[^\n]*[\"'](VATMAN_[A-Z_]+|DATABASE_URL|PORT)[\"']", code)) - INNER
    readme = (ROOT / "README.md").read_text()
    assert {name for name in asked if f"`{name}`" not in readme} == set()


def test_the_documents_name_no_command_that_is_not_there() -> None:
    named = {word for page in PAGES for word in re.findall(r"(?:`|bin/)vatman ([a-z]+)", page.read_text())}
    assert named - set(registry.available()) - {"crm"} == set()


@pytest.mark.parametrize("document", PAGES, ids=lambda document: str(document.relative_to(ROOT)))
def test_links_inside_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())
    drawn = any((ROOT / "docs/screens").glob("*.png"))  # pictures are made last, by `python -m tests.screens`
    links = [link for link in links if drawn or "screens/" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []
