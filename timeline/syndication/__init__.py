"""The formats in which a dispute's timeline goes out: feeds, calendar and TimelineJS."""
