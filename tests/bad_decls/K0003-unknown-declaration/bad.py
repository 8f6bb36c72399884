from syscall.decl import Erno
