"""Live pages: the log, read as it grows, to every open browser within a second.

`log` reads what is settled, `audience` decides once per batch who may know, `hub` holds the open streams of this process.
"""
