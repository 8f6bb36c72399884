from syscall.decl import Errno

from dsl import Bytes, In, L, isize, syscall, usize


@syscall(700, errors=(Errno.EFAULT, Errno.EINVAL))
def f(buf: In[Bytes, L["n"]], n: usize) -> isize:
    """Do it with *n* bytes of *buf*."""
    ...
