from syscall.decl import Errno

from dsl import CStr, In, isize, syscall


@syscall(700, errors=(Errno.EFAULT, Errno.ENAMETOOLONG))
def f(path: In[CStr]) -> isize:
    """Do it with *path*."""
    ...
