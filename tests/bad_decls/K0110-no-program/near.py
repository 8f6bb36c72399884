from dsl import boot_test, exits

runs = boot_test("hello one", expect=exits(0))
