from dsl import implementation, interface, method

order = interface(doc="Who is next.")


@method(order, default=1)
def reset() -> None:
    """Begin anew."""
    ...


fifo = implementation(order, 0, doc="First come, first served.")
