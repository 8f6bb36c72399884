from syscall.decl import Errno

from dsl import Bytes, In, isize, syscall


@syscall(700, errors=(Errno.EFAULT,))
def f(buf: In[Bytes]) -> isize:
    """Do it with *buf*."""
    ...
