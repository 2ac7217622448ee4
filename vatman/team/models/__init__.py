from .department import Department
from .member import Member
from .organisation import Organisation
from .owned import Owned, OwnedQuerySet
from .role import Role

__all__ = ["Department", "Member", "Organisation", "Owned", "OwnedQuerySet", "Role"]
