pytest_plugins = ["tests.database", "tests.chromium", "tests.world"]
