from .choice import ListChoice
from .deal import Deal
from .lines import DealLine
from .move import StageMove
from .pipeline import LossReason, Pipeline, Source, Stage

__all__ = ["Deal", "DealLine", "ListChoice", "LossReason", "Pipeline", "Source", "Stage", "StageMove"]
