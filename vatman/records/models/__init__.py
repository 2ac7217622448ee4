from .field import CustomField
from .file import File
from .note import Note
from .record import Record, RecordQuerySet
from .search import SearchDocument, Word
from .tag import Tag

__all__ = ["CustomField", "File", "Note", "Record", "RecordQuerySet", "SearchDocument", "Tag", "Word"]
