from dsl import i32, syscall


@syscall(700)
int lamp(int level);
