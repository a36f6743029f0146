"""What is kept of pages, under which tag, and how often it is made anew."""
