from dsl import retired

old = retired(700, "set lamp", since="1", why="Nobody used it.")
