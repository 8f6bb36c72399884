int
port_drop_locked(void *m)
{
}
int
port_drop_owner(void *m)
{
}
int
port_get_serialized(void *m)
{
}
int
port_get_locked(void *m)
{
}
int
port_get_owner(void *m)
{
}
int
port_put_serialized(void *m)
{
}
int
port_put_locked(void *m)
{
}
int
port_put_now(void *m)
{
}
int
port_put_thread(void *m)
{
}
int
port_reply_call(void *m)
{
}
int
port_reply_serialized(void *m)
{
}
int
port_reply_locked(void *m)
{
}
int
port_reply_mark(void *m)
{
}
int
port_reply_thread(void *m)
{
}
int
port_wait_serialized(void *m)
{
}
int
port_wait_locked(void *m)
{
}
int
port_wait_message_serialized(void *m)
{
}
int
port_wait_message_locked(void *m)
{
}
int
port_wait_message_owner(void *m)
{
}
int
port_wait_owner(void *m)
{
}
int
lamp_on_of(struct lamp_on_msg *m)
{
}
