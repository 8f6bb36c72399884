from syscall.decl import Errno

from dsl import Bytes, In, isize, syscall, usize


@syscall(700, errors=(Errno.EFAULT,))
def lamp(text: In[Bytes], length: usize) -> isize:
    """Show *length* bytes of *text*."""
    ...
