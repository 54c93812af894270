"""Whole weeks of the county in minutes: simulated people in the real service, on a clock that leaps."""
