"""Lets `python -m vawcoord` do what `vawcoord` does."""

from vawcoord.cli.main import main

if __name__ == "__main__":
    main()
