"""Articles on their way in, whatever they came as: a copy is archived, and what it says becomes suggestions."""

from .document import Document, Hold
from .reader import ArticleReader, Opened

__all__ = ["ArticleReader", "Document", "Hold", "Opened"]
