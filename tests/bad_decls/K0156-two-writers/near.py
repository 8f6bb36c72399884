from msgport.decl import MsgFlags

from dsl import transition

nudge = transition(("owned",), "", sets=MsgFlags.MSGF_WAITING, by="sender")
