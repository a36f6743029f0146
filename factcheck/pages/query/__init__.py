"""What the address of a page asks for: parameters, filters, dates, ranges, pages of a list."""
