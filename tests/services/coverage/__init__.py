"""Tests of the surveys of coverage."""
