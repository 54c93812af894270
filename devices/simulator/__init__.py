"""Whole pick-up points without hardware: the same agent, the same protocol, doors made of numbers."""
