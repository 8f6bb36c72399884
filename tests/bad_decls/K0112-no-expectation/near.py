from dsl import boot_test, exits

runs = boot_test("hello", expect=exits(0))
