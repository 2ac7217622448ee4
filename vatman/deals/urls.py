from django.urls import path

from .views import board, deal, filters, listing, moves, new, people, pipeline

urlpatterns = [
    path("board", board.board, name="board"),
    path("board/columns/<int:stage>", board.column, name="board_column"),
    path("board/changes", board.changes, name="board_changes"),
    path("deals", listing.deals, name="deals"),
    path("deals/columns", listing.columns, name="deal_columns"),
    path("deals/export", listing.export, name="deals_export"),
    path("deals/new", new.deal_new, name="deal_new"),
    path("deals/filter", filters.window, name="deal_filter"),
    path("deals/clients", people.hits, name="deal_clients"),
    path("deals/<int:pk>", deal.deal, name="deal"),
    path("deals/<int:pk>/next", deal.beside, {"step": 1}, name="deal_next"),
    path("deals/<int:pk>/previous", deal.beside, {"step": -1}, name="deal_previous"),
    path("deals/<int:pk>/moves", moves.moves, name="deal_moves"),
    path("deals/<int:pk>/loss", moves.loss, name="deal_loss"),
    path("deals/<int:pk>/sleep", deal.sleep, name="deal_sleep"),
    path("deals/<int:pk>/reopening", deal.reopening, name="deal_reopening"),
    path("deals/<int:pk>/past", deal.past, name="deal_past"),
    path("deals/<int:pk>/people", people.people, name="deal_people"),
    path("deals/<int:pk>/people/<int:contact>/removal", people.removal, name="deal_person_removal"),
    path("deals/<int:pk>/company", people.company, name="deal_company"),
    path("stages/<int:pk>", pipeline.stage, name="stage"),
    path("stages/<int:pk>/removal", pipeline.stage_removal, name="stage_removal"),
    path("pipelines/new", pipeline.pipeline_new, name="pipeline_new"),
    path("pipelines/<int:pk>", pipeline.pipeline, name="pipeline"),
    path("pipelines/<int:pk>/stages/new", pipeline.stage_new, name="stage_new"),
    path("pipelines/<int:pk>/order", pipeline.order, name="stage_order"),
    path("deals/words/<slug:name>", pipeline.words, name="deal_words"),
]
