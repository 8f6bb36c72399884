from dsl import Enum, boot_test, dies, u32


class Signal(Enum, u32):
    SIGSEGV = 11


hello = boot_test("hello", expect=dies(Signal.SIGSEGV))
