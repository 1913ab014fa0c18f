"""Tests of web/public."""
