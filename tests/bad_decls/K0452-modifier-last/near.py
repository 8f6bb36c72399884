from dsl import Modifier, ddb_command, usize


@ddb_command("show lamp")
def show_lamp(form: Modifier, lamp: usize) -> None:
    """Show the lamp."""
