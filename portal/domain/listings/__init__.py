"""A listing as a value: its content, what differs between two of them, where it stands."""
