from msgport.decl import MsgFlags as Flag

from dsl import port_kind

odd = port_kind(9, put="port_put_thred")
