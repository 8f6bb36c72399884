from dsl import boot_test, exits

hello = boot_test("hello", expect=exits(0), arches=("x86_64",))
