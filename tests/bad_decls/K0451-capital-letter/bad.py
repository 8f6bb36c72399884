from dsl import ddb_command


@ddb_command("Show lamp")
def show_lamp() -> None:
    """Show the lamp."""
