from .choice import ListChoice
from .deal import Deal
from .move import StageMove
from .pipeline import LossReason, Pipeline, Source, Stage

__all__ = ["Deal", "ListChoice", "LossReason", "Pipeline", "Source", "Stage", "StageMove"]
