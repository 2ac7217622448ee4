"""The log: one append-only table that timeline, live pages, notices, journal and undo all read."""
