"""Keeping funding files: drafts, steps, decisions, payments, one transaction each."""
