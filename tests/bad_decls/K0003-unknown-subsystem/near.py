from syscall.decl import Errno
