"""Measure posture and exercise form from body landmarks; numbers in, numbers out."""

__version__ = "0.1.0"
