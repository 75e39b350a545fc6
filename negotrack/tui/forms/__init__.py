"""Pieces of forms: controls with their labels, readings of what was typed, and the frame around them."""
