"""Numbers of the sales, each over a cohort of deals one may see."""

from .cohort import Cohort
from .funnel import Funnel, StageLine, funnel
from .months import months
from .people import by_owner, by_source

__all__ = ["Cohort", "Funnel", "StageLine", "by_owner", "by_source", "funnel", "months"]
