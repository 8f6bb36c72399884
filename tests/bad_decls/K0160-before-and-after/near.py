from dsl import token

street_token = token()
lamp_token = token(after=(street_token,))
