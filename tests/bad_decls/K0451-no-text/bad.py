from dsl import ddb_command


@ddb_command("lamp")
def lamp() -> None: ...
