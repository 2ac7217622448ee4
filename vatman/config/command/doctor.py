"""`vatman doctor`: what is well, what is not and what to do about it; one line each. The status is 0 when all is well."""

import argparse
import json

from vatman.config import checks
from vatman.config.trouble import Trouble
from vatman.ui.terminal import pick

STANDALONE = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="для машины · for a machine")


def run(args: argparse.Namespace) -> int:
    findings = [_heard(pick(*title), check, args) for title, check in checks.CHECKS]
    if args.json:
        print(json.dumps([finding.__dict__ for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(f"{'✓' if finding.well else '✗'} {finding.title}: {finding.words}")
    return 0 if all(finding.well for finding in findings) else 1


def _heard(title: str, check: checks.Check, args: argparse.Namespace) -> checks.Finding:
    try:
        return checks.Finding(check.__name__, title, True, check(args.home))
    except Trouble as trouble:
        return checks.Finding(check.__name__, title, False, pick(trouble.ru, trouble.en))
