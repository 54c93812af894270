"""Drivers of lock boards, one module per family."""
