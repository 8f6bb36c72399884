from dsl import boot_test, exits

runs = boot_test("helo", expect=exits(0))
