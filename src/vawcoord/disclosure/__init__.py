"""What may leave: the guard over texts, and the public door for figures. Knows no folder."""
