from .entries import Citation, Entry, Picture
from .points import Point, Position

__all__ = ["Citation", "Entry", "Picture", "Point", "Position"]
