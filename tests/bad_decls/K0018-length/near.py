from syscall.decl import Errno

from dsl import Bytes, In, L, isize, syscall


@syscall(700, errors=(Errno.EFAULT, Errno.EINVAL))
def f(data: In[Bytes, L["length"]]) -> isize:
    """Take the *length* bytes at *data*."""
    ...
