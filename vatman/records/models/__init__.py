from .bulk import BulkChange, BulkPart
from .field import CustomField
from .file import File
from .glance import Glance
from .note import Note
from .record import Record, RecordQuerySet, trash_index
from .search import SearchDocument, Word
from .tag import Tag
from .view import SavedView

__all__ = [
    "BulkChange",
    "BulkPart",
    "CustomField",
    "File",
    "Glance",
    "Note",
    "Record",
    "RecordQuerySet",
    "SavedView",
    "SearchDocument",
    "Tag",
    "Word",
    "trash_index",
]
