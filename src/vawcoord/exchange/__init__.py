"""Files from outside become proposed changes."""
