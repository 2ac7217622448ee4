"""The application's own settings, with one page more: a blank one."""

from vatman.config.settings import *  # noqa: F403
from vatman.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
ROOT_URLCONF = "bench.urls"
