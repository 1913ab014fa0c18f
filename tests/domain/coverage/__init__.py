"""Tests of coverage, against plain loops."""
