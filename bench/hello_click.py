"""The smallest programme with click: what a start cannot cost less than."""

import click


@click.group()
@click.version_option("0.1")
def main() -> None:
    """Say hello."""


@main.command()
@click.argument("name")
def hello(name: str) -> None:
    """Say hello to somebody."""
    click.echo(name)


main()
