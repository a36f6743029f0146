"""The dossier: reading the file, checking the shape of a record, resolving references, and the three passes."""
