from django.urls import path

from . import plan_views, planning_views, views
from .found import views as found

urlpatterns = [
    path("reports", views.reports, name="reports"),
    path("reports/deals", views.report_deals, name="report_deals"),
    path("reports/found", found.page, name="found"),
    path("reports/found/handouts", found.handouts, name="found_handouts"),
    path("reports/found/rules", found.rules, name="found_rules"),
    path("reports/planning", planning_views.planning, name="planning"),
    path("reports/planning/rows", planning_views.planning_rows, name="planning_rows"),
    path("reports/planning/letters", planning_views.planning_letters, name="planning_letters"),
    path("reports/plans", plan_views.plans, name="plans"),
    path("reports/plans/<int:pk>", plan_views.plan, name="plan"),
    path("reports/plans/copies", plan_views.plan_copies, name="plan_copies"),
]
