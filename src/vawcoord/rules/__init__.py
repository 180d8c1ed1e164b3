"""The check: (committee, today) to findings, one file a family."""
