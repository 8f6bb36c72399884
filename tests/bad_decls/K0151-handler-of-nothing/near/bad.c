int
port_drop_owner(void *m)
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
port_reply_mark(void *m)
{
}
int
port_reply_queue(void *m)
{
}
int
port_wait_locked(void *m)
{
}
int
port_wait_message(void *m)
{
}
int
port_wait_owner(void *m)
{
}
int
lamp_on_on(struct lamp_on_msg *m)
{
}
int
lamp_off(struct lamp_off_msg *m)
{
}
