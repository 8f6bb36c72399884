from dsl import Struckt
