from .letter import PlanningChoice, PlanningLetter
from .plan import Plan, may_plan, plans_others

__all__ = ["Plan", "PlanningChoice", "PlanningLetter", "may_plan", "plans_others"]
