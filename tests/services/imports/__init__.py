"""Tests of portal.services.imports."""
