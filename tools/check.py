"""Format, lint, types, layers and templates, all of them, so that one run tells everything."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKS = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "mypy": ["mypy", "vatman"],
    "import-linter": ["lint-imports", "--no-logo"],
    "djlint": ["djlint", "vatman", "--lint", "--quiet"],
}


def main() -> int:
    failed = []
    for name, (program, *arguments) in CHECKS.items():
        print(f"— {name}", flush=True)
        if subprocess.run([BIN / program, *arguments], cwd=ROOT).returncode:
            failed.append(name)
    print(f"не прошло: {', '.join(failed)}" if failed else "всё чисто")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
