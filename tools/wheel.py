"""Hatch's build hook: the wheel carries front-end files, icons and compiled words; none of them is in git."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ICONS = "@tabler/icons/icons/outline"


class Carried(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compiled = _module(root / "tools/words.py").compile_all(root)
        build_data["artifacts"] += [path.relative_to(root).as_posix() for path in compiled]
        if version == "editable":
            return
        front = _module(root / "vatman/config/front.py")
        packages = root / "node_modules"
        names = [*front.listed(packages), *_icons(root), *_licences(packages)]
        if not any(name.startswith("htmx.org/") for name in names):
            sys.exit("node_modules is empty: run 'make setup' before building the wheel")
        build_data["force_include"] |= {str(packages / name): f"vatman/{front.CARRIED}/{name}" for name in names}


def _icons(root: Path) -> list[str]:
    wanted = _module(root / "vatman/ui/icons.py").named()
    return [f"{ICONS}/{name}.svg" for name in wanted if (root / "node_modules" / ICONS / f"{name}.svg").exists()]


def _licences(packages: Path) -> list[str]:
    found = [*packages.glob("*/LICENSE*"), *packages.glob("@*/*/LICENSE*")]
    return sorted(path.relative_to(packages).as_posix() for path in found)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
