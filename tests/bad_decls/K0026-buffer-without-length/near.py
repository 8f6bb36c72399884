from syscall.decl import Errno

from dsl import Bytes, In, L, isize, syscall


@syscall(700, errors=(Errno.EFAULT, Errno.EINVAL))
def f(buf: In[Bytes, L["n"]]) -> isize:
    """Do it with *n* bytes of *buf*."""
    ...
