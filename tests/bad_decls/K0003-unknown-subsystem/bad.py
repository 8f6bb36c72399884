from syscal.decl import Errno
