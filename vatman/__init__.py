"""Vatman, a CRM that a small company moves into in one day."""

__version__ = "0.1.0"
