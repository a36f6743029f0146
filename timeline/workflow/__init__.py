"""What the workflow must know of the tables of the timeline."""
