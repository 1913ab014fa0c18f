"""Tests of domain/orientation."""
