from dsl import token, u32

lamp_token = token(per=u32)
