"""The agent inside a pick-up point.

Needs only the standard library, paho-mqtt, pyserial, cryptography and `devices.protocol`, so that it fits a small
single-board computer.
"""
