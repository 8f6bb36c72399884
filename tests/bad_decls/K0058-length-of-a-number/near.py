from dsl import Bytes, In, L, isize, syscall, u32
from syscall.decl import Errno


@syscall(700, errors=(Errno.EFAULT, Errno.EINVAL))
def f(row: In[Bytes, L["n"]]) -> None:
    """Take *n* bytes of *row*."""
    ...
