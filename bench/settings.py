"""The application's own settings, with one page more: a blank one."""

from vatman.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
