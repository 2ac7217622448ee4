"""Understanding: what a column means, and what a row says. Pure functions, no database."""

from .carrying import carry
from .columns import guess
from .context import Context
from .rows import Reader, facts

__all__ = ["Context", "Reader", "carry", "facts", "guess"]
