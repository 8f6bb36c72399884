from dsl import trap

page_fault = trap(14, error_code=True)
