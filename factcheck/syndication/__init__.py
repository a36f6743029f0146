"""The formats in which the published record goes out: feeds and sitemaps of any kind of record."""
