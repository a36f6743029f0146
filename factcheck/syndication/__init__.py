"""What other programs take from the record: feeds, embeds, oEmbed, calendars, sitemaps, structured data."""
