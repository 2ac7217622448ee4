from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchDocument(models.Model):
    """The words one card is found by, and what is shown of it in the list of results.

    `words` also say who may see it: «@17» is owned by member 17, «#3» by nobody of department 3, «#0» by nobody at all.
    Each kind of card is a partition: the planner then knows which words are common in it (see `search.looking`).
    """

    pk = models.CompositePrimaryKey("thing", "thing_id")
    thing = models.CharField(max_length=20)
    thing_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    words = SearchVectorField()

    class Meta:
        managed = False
        db_table = "records_searchdocument"


class Word(models.Model):
    """The lexicon: each word that occurs anywhere, for finding the nearest ones to a misspelling.

    Not unique by constraint: two who write the same new word at once must not wait for each other.
    """

    text = models.CharField(max_length=40, db_index=True)

    class Meta:
        indexes = [GinIndex(fields=["text"], name="word_trigrams", opclasses=["gin_trgm_ops"])]
