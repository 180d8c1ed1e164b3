"""Module 5 as data."""
