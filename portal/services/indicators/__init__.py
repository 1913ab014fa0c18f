"""Yearly indicators of funded places: asked for, entered, validated, read."""
