"""The demo: a clock that moves by steps, and the doors, keypads and faults of simulated pick-up points."""
