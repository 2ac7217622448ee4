"""Understanding: what a column means, and what a row says. Pure functions, no database."""

from .columns import guess
from .context import Context
from .rows import Reader, facts

__all__ = ["Context", "Reader", "facts", "guess"]
