from dsl import ddb_command, usize


@ddb_command("show lamp", optional={"lmap": 0})
def show_lamp(lamp: usize) -> None:
    """Show the lamp."""
