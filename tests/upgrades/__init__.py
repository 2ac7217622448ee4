"""Databases of earlier versions, small, as dumps: each must upgrade without loss. `python -m tests.upgrades.make NAME` adds one."""
