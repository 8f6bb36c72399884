from dsl import retired

old = retired(700, "set_lamp", since="1", why="Nobody used it.")
