from dsl import ddb_command, usize


@ddb_command("show lamp", short="l")
def show_lamp(lamp: usize) -> None:
    """Show a lamp."""


@ddb_command("show lamps", short="ls")
def show_lamps() -> None:
    """Show all lamps."""
