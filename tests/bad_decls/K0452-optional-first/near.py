from dsl import ddb_command, u32, usize


@ddb_command("show lamp", optional={"lamp": 0})
def show_lamp(room: u32, lamp: usize) -> None:
    """Show the lamp."""
