from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchDocument(models.Model):
    """The words one card is found by, and what is shown of it in the list of results."""

    thing = models.CharField(max_length=20)
    thing_id = models.BigIntegerField()
    owner_id = models.BigIntegerField(null=True)
    department_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    words = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "thing_id"], name="search_once")]
        indexes = [GinIndex(fields=["words"], name="search_words")]


class Word(models.Model):
    """The lexicon: each word that occurs anywhere, for finding the nearest ones to a misspelling."""

    text = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["text"], name="word_trigrams", opclasses=["gin_trgm_ops"])]
