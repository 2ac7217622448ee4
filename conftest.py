import os

os.environ["VATMAN_LANGUAGE"] = "ru"  # what commands say is asserted in Russian, whatever the machine speaks
pytest_plugins = ["tests.database", "tests.world"]
