"""Tours: travel times, and a planner that asks OR-Tools in a child process (docs/decisions/0010).

Only `engine` imports ortools, and only the child imports `engine`.
"""
