"""Executors that speak to domain systems."""
