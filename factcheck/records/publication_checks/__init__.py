"""What stands against publishing a record, and what a publisher should know before doing it."""
