"""What the kinds of the timeline are: forms, serializers, checks before publication."""
