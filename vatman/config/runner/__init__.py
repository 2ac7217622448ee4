"""Web and worker as child processes under one supervisor."""
