"""How much is read at most, and the refusal of one file that never stops the others."""

MAX_FILE = 512 * 2**20  # bytes of one file
MAX_BOOK = 1536 * 2**20  # bytes a spreadsheet may unpack to
MAX_ARCHIVE = 4 * 2**30  # bytes an archive may unpack to, with the archives inside it
MAX_RATIO = 250  # how many times a large entry may grow when unpacked
RATIO_FROM = 50 * 2**20  # below this size growth is nobody's harm
MAX_ENTRIES = 20_000
MAX_DEPTH = 4
MAX_CELLS = 60_000_000  # of one sheet, blank ones included: they take memory too


class Unreadable(Exception):
    """A file that is not read. `code` names the sentence in `importing/problems.py`."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value
