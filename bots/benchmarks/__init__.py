"""Measuring: the talk that is measured, the real program, turns in process beside their floor, people over REST."""
