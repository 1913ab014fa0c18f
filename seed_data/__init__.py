"""The reference data that a new installation starts with, and the scripts that made them."""
