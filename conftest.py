pytest_plugins = ["tests.database", "tests.world"]
