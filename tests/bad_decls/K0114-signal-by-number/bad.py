from dsl import boot_test, dies

hello = boot_test("hello", expect=dies(11))
