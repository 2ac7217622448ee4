from .choice import ListChoice
from .deal import Deal
from .lines import DealLine
from .move import StageMove
from .payments import Payment
from .pipeline import LossReason, Pipeline, Source, Stage

__all__ = ["Deal", "DealLine", "ListChoice", "LossReason", "Payment", "Pipeline", "Source", "Stage", "StageMove"]
