"""Yearly indicators: what is asked of each funded place, and what its answers come to."""
