from .company import Company
from .contact import Contact
from .link import Link
from .merge import Merge
from .way import Way

__all__ = ["Company", "Contact", "Link", "Merge", "Way"]
