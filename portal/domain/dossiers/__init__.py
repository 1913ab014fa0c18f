"""Funding files (dossiers): their steps, budgets, conventions, and what they mean for a listing."""
