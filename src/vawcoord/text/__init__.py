"""Markdown and blocks, front matter, clauses, templates."""
