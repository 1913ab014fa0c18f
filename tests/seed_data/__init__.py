"""Tests of the seed data."""
