"""Payments over HTTP (docs/payments.md), and a simulated provider for the demo and for tests."""
