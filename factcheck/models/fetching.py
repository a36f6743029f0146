"""What the fetcher keeps between requests and between workers."""

from django.db import models


class HostPace(models.Model):
    """When a host may next be asked; whoever moves the time forward may ask."""

    host = models.CharField(max_length=253, primary_key=True)
    free_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.host
