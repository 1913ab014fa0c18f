"""Tests of the référentiel of volet 3."""
