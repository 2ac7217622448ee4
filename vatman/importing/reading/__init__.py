"""Reading: any file, folder or zip becomes sheets of rows. No database, no guess of what a column means."""

from vatman.importing.reading.entry import read, read_file

__all__ = ["read", "read_file"]
