from .found import FoundDeal, Handout, Heap
from .found_letter import FoundLetter
from .found_rules import FoundRules
from .letter import PlanningChoice, PlanningLetter
from .plan import Plan, may_plan, plans_others

__all__ = [
    "FoundDeal",
    "FoundLetter",
    "FoundRules",
    "Handout",
    "Heap",
    "Plan",
    "PlanningChoice",
    "PlanningLetter",
    "may_plan",
    "plans_others",
]
