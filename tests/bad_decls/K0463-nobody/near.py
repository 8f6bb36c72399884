from dsl import implementation, interface, method, u32

order = interface(doc="Who is next.")


@method(order, default=0)
def choose() -> u32:
    """Say who is next."""
    ...


fifo = implementation(order, 0, doc="First come, first served.")
