"""What a kind of record is: the registry, forms, serializers, checks before publication, drafts and archived copies."""
