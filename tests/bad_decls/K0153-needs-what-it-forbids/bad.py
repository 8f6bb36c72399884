from msgport.decl import MsgFlags

from dsl import transition

odd = transition(("idle",), "sent", needs=MsgFlags.MSGF_DONE, forbids=MsgFlags.MSGF_DONE)
