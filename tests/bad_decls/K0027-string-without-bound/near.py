from syscall.decl import Errno

from dsl import CStr, In, L, isize, syscall


@syscall(700, errors=(Errno.EFAULT, Errno.ENAMETOOLONG))
def f(path: In[CStr, L[64]]) -> isize:
    """Do it with *path*."""
    ...
