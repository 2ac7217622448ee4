from django.urls import path

from .views import board, filters, moves

urlpatterns = [
    path("board", board.board, name="board"),
    path("board/columns/<int:stage>", board.column, name="board_column"),
    path("board/changes", board.changes, name="board_changes"),
    path("deals/filter", filters.window, name="deal_filter"),
    path("deals/<int:pk>/moves", moves.moves, name="deal_moves"),
]
