from .department import Department
from .invitation import Invitation
from .member import Member
from .organisation import Organisation
from .owned import Owned, OwnedQuerySet
from .role import Role

__all__ = ["Department", "Invitation", "Member", "Organisation", "Owned", "OwnedQuerySet", "Role"]
