from dsl import Modifier, ddb_command, usize


@ddb_command("show lamp")
def show_lamp(lamp: usize, form: Modifier) -> None:
    """Show the lamp."""
