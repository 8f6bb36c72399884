from dsl import boot_test

runs = boot_test("hello", expect=0)
