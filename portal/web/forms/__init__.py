"""Forms that write: their fields, their French messages, and what proves where they come from."""
