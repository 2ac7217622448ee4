"""The PostgreSQL Vatman stands on: its own embedded server, or the one DATABASE_URL names."""
