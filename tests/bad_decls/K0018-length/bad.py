from syscall.decl import Errno

from dsl import Bytes, In, L, isize, syscall


@syscall(700, errors=(Errno.EFAULT, Errno.EINVAL))
def f(data: In[Bytes, L["long"]]) -> isize:
    """Take the *long* bytes at *data*."""
    ...
