from django.urls import path

from .views import custom, fields, files, keeping, notes, owners, searching, tags, trash

urlpatterns = [
    path("settings/fields", keeping.fields, name="own_fields"),
    path("settings/fields/<slug:thing>/order", keeping.order, name="own_fields_order"),
    path("settings/fields/<int:pk>", keeping.field, name="own_field"),
    path("settings/fields/<int:pk>/archiving", keeping.archiving, name="own_field_archiving"),
    path("settings/fields/<int:pk>/return", keeping.comeback, name="own_field_return"),
    path("fields/<slug:thing>/new", custom.new, name="field_new"),
    path("fields/<slug:thing>/<int:pk>", custom.panel, name="fields"),
    path("fields/<slug:thing>/<int:pk>/<slug:name>", fields.field, name="field"),
    path("notes/<slug:thing>/<int:pk>", notes.add, name="note_add"),
    path("notes/<int:pk>", notes.note, name="note"),
    path("notes/<int:pk>/trashing", notes.trash, name="note_trash"),
    path("mentions", notes.people, name="mentions"),
    path("files/<slug:thing>/<int:pk>", files.add, name="file_add"),
    path("files/<int:pk>", files.download, name="file"),
    path("files/<int:pk>/trashing", files.trash, name="file_trash"),
    path("tags", tags.known, name="known_tags"),
    path("tags/<slug:thing>/<int:pk>", tags.tags, name="tags"),
    path("owners/<slug:thing>/<int:pk>", owners.assign, name="assign"),
    path("owners/<slug:thing>/<int:pk>/taking", owners.take, name="take"),
    path("sight/<slug:thing>/<int:pk>", owners.seen_by, name="seen_by"),
    path("trash", trash.trash, name="trash"),
    path("trash/<slug:thing>/<int:pk>/restoring", trash.restoring, name="restoring"),
    path("trashing/<slug:thing>/<int:pk>", trash.trashing, name="trashing"),
    path("search", searching.search, name="search"),
]
