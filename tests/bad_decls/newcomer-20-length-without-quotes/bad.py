from syscall.decl import Errno

from dsl import Bytes, In, L, isize, syscall


@syscall(700, errors=(Errno.EFAULT,))
def lamp(text: In[Bytes, L[length]]) -> isize:
    """Show *length* bytes of *text*."""
    ...
