"""Failures that a person must look at."""
