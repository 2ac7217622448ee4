from .doubt import Doubt
from .load import Import
from .row import ImportProblem, ImportRow
from .source import ImportFile, ImportSheet

__all__ = ["Doubt", "Import", "ImportFile", "ImportProblem", "ImportRow", "ImportSheet"]
