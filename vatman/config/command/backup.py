"""`vatman backup FILE`: database and files into one file, while everybody works."""

import argparse
import tempfile
from pathlib import Path

from django.utils import timezone

from vatman import __version__
from vatman.config.keeping import archive, tools
from vatman.config.trouble import Trouble
from vatman.ui.terminal import say


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="куда сохранить, например vatman.tar · where to")


def run(args: argparse.Namespace) -> int:
    from django.conf import settings

    path = args.file.absolute()
    if not path.parent.is_dir():
        raise Trouble(f"Папки {path.parent} нет.", f"There is no folder {path.parent}.")
    files = Path(settings.FILES_ROOT)
    say("Сохраняю базу и файлы…", "Saving the database and the files…")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".vatman-") as scratch, archive.written(path) as tar:
        dump = Path(scratch) / "database.dump"
        tools.run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", dump, at=tools.target(args.home)
        )
        archive.put_manifest(tar, _manifest(files))
        tar.add(dump, "database.dump")
        archive.put_files(tar, files)
    print(path)
    return 0


def _manifest(files: Path) -> archive.Manifest:
    from vatman.clients.models import Company, Contact
    from vatman.deals.models import Deal
    from vatman.team.models import Member

    return archive.Manifest(
        version=__version__,
        at=timezone.now().isoformat(timespec="seconds"),
        members=Member.objects.count(),
        clients=Contact.objects.count() + Company.objects.count(),
        deals=Deal.objects.count(),
        files=sum(1 for _ in files.glob("??/*")),
    )
