"""How fast Vatman is, each measurement beside what cannot be avoided: `vatman bench`."""
