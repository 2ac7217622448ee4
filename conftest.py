pytest_plugins = ["tests.world"]
