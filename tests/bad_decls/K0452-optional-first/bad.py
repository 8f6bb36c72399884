from dsl import ddb_command, u32, usize


@ddb_command("show lamp", optional={"lamp": 0})
def show_lamp(lamp: usize, room: u32) -> None:
    """Show the lamp."""
