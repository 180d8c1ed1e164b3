"""Disk and records: where things lie, typed reading, applying changes."""
