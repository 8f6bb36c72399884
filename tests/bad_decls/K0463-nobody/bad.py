from dsl import interface

order = interface(doc="Who is next.")
