"""The `vatman` command. Results go to stdout, words to stderr; the exit status is 0 only when all went well."""

import sys

OLDEST = (3, 11)


def main(argv=None):
    """The console script: nothing newer than Python 3.6 may stand here, so that an old one hears a clear sentence."""
    if sys.version_info < OLDEST:
        sys.stderr.write("Нужен Python %d.%d или новее.\nPython %d.%d or newer is needed.\n" % (OLDEST + OLDEST))  # noqa: UP031
        return 1
    from vatman.config.command import line

    return line.execute(sys.argv[1:] if argv is None else argv)
