from dsl import trap

page_fault = trap(14)
