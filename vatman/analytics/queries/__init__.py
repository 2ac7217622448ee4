"""Numbers of the sales, each over a cohort of deals one may see."""

from .change import change
from .cohort import Cohort
from .funnel import Funnel, StageLine, funnel
from .losses import Loss, losses
from .months import months
from .people import by_owner, by_source

__all__ = [
    "Cohort", "Funnel", "Loss", "StageLine", "by_owner", "by_source", "change", "funnel", "losses", "months",
]  # fmt: skip
