from .call import Call
from .call_entry import CallEntry
from .call_list import CallList
from .givable import assignees
from .offer import Offer, OfferLetter
from .task import Task

__all__ = ["Call", "CallEntry", "CallList", "Offer", "OfferLetter", "Task", "assignees"]
