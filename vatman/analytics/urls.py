from django.urls import path

from . import views

urlpatterns = [
    path("reports", views.reports, name="reports"),
    path("reports/deals", views.report_deals, name="report_deals"),
]
