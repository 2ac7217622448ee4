"""Tests over real files are collected only where those files lie; there they all run."""

from vatman.importing.tests.real.place import DATA

collect_ignore_glob = [] if DATA.is_dir() else ["test_*.py"]
