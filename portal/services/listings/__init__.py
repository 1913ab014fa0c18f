"""Keeping listings: read as a content, written back, with history, one transaction each."""
