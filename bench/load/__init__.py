"""The load test: how many pages two cores serve, and how long the server takes for one."""
