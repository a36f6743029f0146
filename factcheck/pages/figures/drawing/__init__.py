"""Figures drawn as SVG: plain data in, a safe string out. No database, no script, no inline style."""
