"""The admins of the kinds of records, their forms, lists, history, previews and merged saves."""
