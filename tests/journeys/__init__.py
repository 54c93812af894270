"""The real program, started as a process, over its real interfaces."""
