"""How each format spells blocks and tables. Knows nothing of committees."""
