from syscall.decl import Errno

from dsl import Bytes, In, L, isize, syscall


@syscall(700, errors=(Errno.EFAULT, Errno.EINVAL))
def f(key: In[Bytes, L["m"], L[4096]], data: In[Bytes, L["n"], L[4096]]) -> isize:
    """Look up the *m* bytes of *key* in the *n* bytes of *data*."""
    ...
