"""Ouderbot answers parents in Flanders and Brussels about school, in their own language."""

__version__ = "0.1.0"
