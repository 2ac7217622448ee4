"""Brings what the make commands need: environment, Python packages, node, front-end packages, words, a browser for tests.

usage: tools/setup.py run|check|test — each also does what stands before it. What is done already is not done again.
Only the standard library, and nothing newer than Python 3.6: an old Python must live long enough to say so.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
NODE_PACKAGES = ROOT / "node_modules"
OLDEST = (3, 11)
OLDEST_NODE = 18
DEBIAN = Path("/etc/debian_version").exists()
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Missing(Exception):
    """What is missing and the command that brings it, in Russian and in English."""


def main(level):
    try:
        (ROOT / ".deps").mkdir(exist_ok=True)
        with (ROOT / ".deps" / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two make commands at once set up one after the other
            set_up(level)
    except Missing as missing:
        print(*missing.args, sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def set_up(level):
    environment()
    python_packages("requirements.txt" if level == "run" else "requirements-dev.txt")
    front_end()
    words()
    if level == "test":
        chromium()


def say(ru, en):
    print("%s · %s" % (ru, en), file=sys.stderr, flush=True)


def environment():
    version = VENV / "pyvenv.cfg"
    if version.exists() and (BIN / "python").exists() and (BIN / "pip").exists():
        return
    python = new_enough()
    say("Окружение Python…", "Python environment…")
    shutil.rmtree(str(VENV), ignore_errors=True)
    line = [python, "-m", "venv", str(VENV)]
    done = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        raise Missing(*no_environment(python, done.stdout))


def new_enough():
    """This Python, or a newer one that stands beside it."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(19, OLDEST[1] - 1, -1):
        other = shutil.which("python3.%d" % minor)
        if other:
            return other
    bring = "sudo apt install python3.11 python3.11-venv" if DEBIAN else "brew install python"
    here = "%d.%d" % sys.version_info[:2]
    raise Missing(
        "Python %s слишком старый, нужен 3.11 или новее: %s" % (here, bring),
        "Python %s is too old, 3.11 or newer is needed: %s" % (here, bring),
    )


def no_environment(python, said):
    if "ensurepip" in said or "No module named venv" in said:
        bring = "sudo apt install python3-venv" if DEBIAN else "brew install python"
        return (
            "У Python нет модуля venv: %s" % bring,
            "Python has no venv module: %s" % bring,
        )
    last = (said.strip().splitlines() or ["?"])[-1]
    return (
        "Окружение Python не создалось (%s): %s" % (python, last),
        "The Python environment was not made (%s): %s" % (python, last),
    )


def python_packages(lock):
    if fresh(lock) or fresh("requirements-dev.txt"):  # the larger set holds the smaller one
        return
    say("Пакеты Python (около минуты)…", "Python packages (about a minute)…")
    pip("--require-hashes", "-r", str(ROOT / lock))
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    write(VENV / "vatman" / lock, mark(lock))


def fresh(lock):
    return read(VENV / "vatman" / lock) == mark(lock) and (BIN / "vatman").exists()


def mark(lock):
    return digest(lock, "requirements.txt", "pyproject.toml") + str(ROOT)


def pip(*arguments):
    line = [str(BIN / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-q"]
    if subprocess.run(line + list(arguments), cwd=str(ROOT)).returncode:
        raise Missing(
            "Пакеты Python не установились, причина выше. Проверьте сеть и место на диске и повторите: сделанное не пропадёт.",
            "Python packages were not installed, the reason stands above. Check network and disk and try again: what is done stays.",
        )


def front_end():
    stamp = NODE_PACKAGES / ".vatman"
    mark = digest("package-lock.json")
    if read(stamp) == mark:
        return
    path = with_node()
    say("Пакеты для страниц (npm)…", "Front-end packages (npm)…")
    line = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(line, cwd=str(ROOT), env=dict(os.environ, PATH=path), stdout=subprocess.DEVNULL).returncode:
        raise Missing(
            "Пакеты npm не установились, причина выше. Проверьте сеть и повторите: сделанное не пропадёт.",
            "npm packages were not installed, the reason stands above. Check the network and try again: what is done stays.",
        )
    write(stamp, mark)


def with_node():
    """PATH on which node and npm are: the machine's own, or those of a wheel."""
    path = os.environ.get("PATH", os.defpath)
    if node_version(path) >= OLDEST_NODE and shutil.which("npm", path=path):
        return path
    path = str(BIN) + os.pathsep + path
    if not (BIN / "npm").exists():
        say("На машине нет node: беру из пакета Python…", "No node on this machine: taking it from a Python package…")
        pip("--require-hashes", "-r", str(ROOT / "requirements-node.txt"))
    return path


def node_version(path):
    node = shutil.which("node", path=path)
    if not node:
        return 0
    said = subprocess.run([node, "--version"], stdout=subprocess.PIPE, universal_newlines=True).stdout
    found = re.match(r"v(\d+)", said)
    return int(found.group(1)) if found else 0


def words():
    """Translations are kept as text; Django reads them compiled."""
    texts = list((ROOT / "vatman").glob("**/locale/*/LC_MESSAGES/*.po"))
    if all(is_newer(text.with_suffix(".mo"), text) for text in texts):
        return
    say("Перевод страниц…", "Translations…")
    if subprocess.run([str(BIN / "python"), str(ROOT / "tools" / "words.py")]).returncode:
        raise Missing("Перевод не собрался, причина выше.", "Translations were not compiled, the reason stands above.")


def is_newer(made, source):
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def chromium():
    """A browser for the tests; tests/chromium.py looks for it in the same places."""
    if any(shutil.which(name) for name in BROWSERS) or playwright_has_one():
        return
    if DEBIAN and os.geteuid() == 0:
        say("Chromium для проверок (apt-get)…", "Chromium for the tests (apt-get)…")
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        update, install = (
            ["apt-get", "-qq", "update"],
            ["apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"],
        )
        subprocess.run(update, env=quiet, stdout=subprocess.DEVNULL)
        done = subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL)
    else:
        say("Chromium для проверок (playwright)…", "Chromium for the tests (playwright)…")
        done = subprocess.run([str(BIN / "playwright"), "install", "chromium"], stdout=subprocess.DEVNULL)
    if done.returncode:
        raise Missing(
            "Chromium не установился, причина выше: sudo apt install chromium (macOS: brew install --cask chromium).",
            "Chromium was not installed, the reason stands above: sudo apt install chromium (macOS: brew install --cask chromium).",
        )


def playwright_has_one():
    asked = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    said = subprocess.run([str(BIN / "python"), "-c", asked], stdout=subprocess.PIPE, universal_newlines=True).stdout
    return bool(said.strip()) and Path(said.strip()).exists()


def digest(*names):
    made = hashlib.sha256()
    for name in names:
        made.update((ROOT / name).read_bytes())
    return made.hexdigest()


def read(path):
    return path.read_text() if path.exists() else ""


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
