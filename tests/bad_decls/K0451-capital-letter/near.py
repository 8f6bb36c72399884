from dsl import ddb_command


@ddb_command("show lamp")
def show_lamp() -> None:
    """Show the lamp."""
