"""What is counted in the database while the cache cannot be reached."""

from django.db import models


class CacheRow(models.Model):
    """A row of Django's cache in the database, which writes and reads the table by these columns."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
