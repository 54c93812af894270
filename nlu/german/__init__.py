"""Everyday written German: spelling, numbers, quantities, days, times and prices."""
