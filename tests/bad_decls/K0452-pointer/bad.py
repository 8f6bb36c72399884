from dsl import Kptr, L, ddb_command


@ddb_command("show lamp")
def show_lamp(lamp: Kptr[L["lamp"]]) -> None:
    """Show the lamp."""
