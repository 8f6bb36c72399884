from dsl import spinlock, token

lamp_token = token()
lamp_lock = spinlock(after=(lamp_token,))
