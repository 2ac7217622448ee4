from .choice import ListChoice
from .deal import Deal
from .lines import DealLine
from .move import StageMove
from .payments import Payment
from .pipeline import LossReason, Pipeline, Source, Stage
from .team import Participant

__all__ = [
    "Deal",
    "DealLine",
    "ListChoice",
    "LossReason",
    "Participant",
    "Payment",
    "Pipeline",
    "Source",
    "Stage",
    "StageMove",
]
