from dsl import spinlock, token

lamp_token = token()
lamp_lock = spinlock(before=(lamp_token,))
