/* SPDX-License-Identifier: BSD-3-Clause */

/* Names of numbers, for people. */

#include <stddef.h>

#include <calls.gen.h>
#include <errno.h>
#include <process.h>

int errno;

struct name {
	int		 number;
	const char	*name;
};

static const struct name errno_table[] = {
	{ EPERM, "EPERM" }, { ENOENT, "ENOENT" }, { ESRCH, "ESRCH" },
	{ EINTR, "EINTR" }, { EIO, "EIO" }, { E2BIG, "E2BIG" },
	{ ENOEXEC, "ENOEXEC" }, { EBADF, "EBADF" }, { ECHILD, "ECHILD" },
	{ ENOMEM, "ENOMEM" }, { EACCES, "EACCES" }, { EFAULT, "EFAULT" },
	{ EBUSY, "EBUSY" }, { EEXIST, "EEXIST" }, { EINVAL, "EINVAL" },
	{ EFBIG, "EFBIG" }, { ERANGE, "ERANGE" }, { EAGAIN, "EAGAIN" },
	{ ENAMETOOLONG, "ENAMETOOLONG" }, { ENOSYS, "ENOSYS" },
	{ EOVERFLOW, "EOVERFLOW" },
};

static const struct name signal_table[] = {
	{ SIGHUP, "SIGHUP" }, { SIGINT, "SIGINT" }, { SIGQUIT, "SIGQUIT" },
	{ SIGILL, "SIGILL" }, { SIGTRAP, "SIGTRAP" }, { SIGABRT, "SIGABRT" },
	{ SIGFPE, "SIGFPE" }, { SIGKILL, "SIGKILL" }, { SIGBUS, "SIGBUS" },
	{ SIGSEGV, "SIGSEGV" }, { SIGSYS, "SIGSYS" }, { SIGTERM, "SIGTERM" },
};

static const char *
name_of(const struct name *table, size_t count, int number)
{
	for (size_t i = 0; i < count; i++)
		if (table[i].number == number)
			return (table[i].name);
	return ("unknown");
}

/*
 * The name of an error number.
 *
 * Context: any.
 */
const char *
errno_name(int number)
{
	return (name_of(errno_table,
	    sizeof(errno_table) / sizeof(errno_table[0]), number));
}

/*
 * The name of a signal.
 *
 * Context: any.
 */
const char *
signal_name(int signal)
{
	return (name_of(signal_table,
	    sizeof(signal_table) / sizeof(signal_table[0]), signal));
}
