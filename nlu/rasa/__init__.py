"""Rasa beside us: its pipeline with parts of our own, its environment, and how it is taught and asked.

Rasa 3.6, the last one that is open, needs Python 3.10 and packages that cannot live beside ours, so it is always
another process. Only `components` is loaded inside it.
"""
