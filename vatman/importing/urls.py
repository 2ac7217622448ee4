from django.urls import path

from . import views

urlpatterns = [
    path("imports", views.imports, name="imports"),
    path("imports/doubts", views.doubts, name="import_doubts"),
    path("imports/doubts/<int:pk>/decision", views.decision, name="import_doubt_decision"),
    path("came-from/<slug:thing>/<int:pk>", views.came_from, name="came_from"),
    path("imports/<int:pk>", views.load, name="import"),
    path("imports/<int:pk>/progress", views.progress, name="import_progress"),
    path("imports/<int:pk>/report.json", views.report_file, name="import_report"),
    path("imports/<int:pk>/sheets/<int:sheet>", views.columns, name="import_columns"),
    path("imports/<int:pk>/problems", views.problems, name="import_problems"),
    path("imports/<int:pk>/rows", views.rows, name="import_rows"),
    path("imports/<int:pk>/rows/<int:row>", views.row, name="import_row"),
    path("imports/<int:pk>/undoing", views.undoing, name="import_undoing"),
    path("imports/<int:pk>/resumption", views.resumption, name="import_resumption"),
]
