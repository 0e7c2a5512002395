"""Trunkline: service order management, from the customer's order to active services."""

__version__ = "0.1.0"
