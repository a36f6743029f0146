"""How good extraction is: precision, recall and F1 on annotated articles, per step, as a table and as JSON."""
