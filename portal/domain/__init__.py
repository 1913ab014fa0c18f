"""The rules of the trade: plain Python, no framework and no input or output."""
