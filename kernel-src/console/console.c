/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The console: what the kernel and programs print, and lines that are typed.
 *
 * Output waits for the port.  Input arrives by interrupt in a ring; the ttyd
 * thread echoes, edits and makes lines of it, and wakes readers.
 */

#include "console.h"

#include "boot/boot.h"
#include "console_lock.gen.h"
#include "counting.gen.h"
#include "ddb/ddb.h"
#include "init.gen.h"
#include "kernel.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "ns16550.gen.h"
#include "panic.h"
#include "proc/proc.h"
#include "syscall.gen.h"
#include "trap.gen.h"
#include "trap/interrupt.h"

enum {
	COM1 = 0x3f8,
	COM1_IRQ = 4,
	CLOCK_115200 = 1,		/* divisor */
	WORD_8 = 3,
	RING = 256,
	LINE = 512,
	PATIENCE = 1000000,		/* reads; a byte takes 87 us */
	CONTROL_C = 3,
	CONTROL_D = 4,
	BACKSPACE = 8,
	CONTROL_U = 21,
	CONTROL_BACKSLASH = 28,
	DELETE = 127
};

/* The first CPU's, in a critical section: it alone gets the interrupts. */
static char ring[RING];
static unsigned ring_in, ring_out;

/* Under console_lock: */
static char line[LINE];			/* finished lines, and the one begun */
static unsigned line_done, line_used;
static bool at_end;			/* ^D on an empty line */

/*
 * Make the port write.
 *
 * Context: boot
 */
void
console_init(void)
{
	ns16550_write_ier(COM1, 0);
	ns16550_write_dll(COM1, CLOCK_115200);
	ns16550_write_dlm(COM1, 0);
	ns16550_write_lcr(COM1, WORD_8 << NS16550_LCR_WLS_SHIFT);
	ns16550_write_fcr(COM1, NS16550_FCR_ENABLE | NS16550_FCR_CLEAR_RX |
	    NS16550_FCR_CLEAR_TX);
	ns16550_write_mcr(COM1, NS16550_MCR_DTR | NS16550_MCR_RTS |
	    NS16550_MCR_OUT2);
}

static void
put(char c)
{
	unsigned patience = PATIENCE;

	while ((ns16550_read_lsr(COM1) & NS16550_LSR_THRE) == 0 &&
	    --patience > 0)
		cpu_pause();
	ns16550_write_thr(COM1, (uint8_t)c);
}

/* The CPU that prints: what it prints meanwhile stands in between. */
static uint32_t busy;
static struct cpu *printer;

/* Become the CPU that prints, if none is; no interrupt comes between. */
static bool
claim(void)
{
	uintptr_t flags = cpu_flags();
	bool ours;

	cpu_disable();
	ours = atomic_swap_int(&busy, 1) == 0;
	if (ours)
		printer = curcpu();
	if (flags & FLAGS_INTERRUPT)
		cpu_enable();
	return (ours);
}

static void
write(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\n')
			put('\r');
		put(text[i]);
	}
}

/* The debugger alone runs: nobody takes turns, keys are asked for. */
bool console_polled;

/*
 * A key that was typed, or -1; interrupts are off, and nobody else asks.
 *
 * Context: any
 */
int
console_poll(void)
{
	if ((ns16550_read_lsr(COM1) & NS16550_LSR_DR) == 0)
		return (-1);
	return ((int)ns16550_read_rbr(COM1));
}

/*
 * Print, as a terminal wants it; CPUs take turns.  This takes too long for a
 * critical section.
 *
 * Context: any
 */
void
console_write(const char *text, size_t size)
{
	if (panicking || console_polled ||
	    *(struct cpu *volatile *)&printer == curcpu()) {
		write(text, size);
		return;
	}
	count_console_written_add(size);
	while (!claim())
		cpu_pause();
	write(text, size);
	printer = NULL;
	atomic_swap_int(&busy, 0);
}

static void
receive(void)
{
	while (ns16550_read_lsr(COM1) & NS16550_LSR_DR) {
		char c = (char)ns16550_read_rbr(COM1);

		if (c == CONTROL_BACKSLASH && ddb_may_enter()) {
			ddb_call("^\\");
			continue;
		}
		if (ring_in - ring_out < RING)
			ring[ring_in++ % RING] = c;
		else
			count_console_lost();
	}
	lwkt_wakeup(ring);
}

/* Context: intr */
void
intr_on_console_input(struct trap_frame *frame)
{
	KASSERT(frame != NULL, "intr_on_console_input: no frame");
	interrupt_arrived(COM1_IRQ);
}

/* What is shown of a typed character, and how often. */
struct echo {
	char		text[4];
	unsigned	times;
};

/* Take one typed character into the line, under the lock; what is shown? */
static struct echo
edit(char c)
{
	unsigned begun = line_used - line_done;

	switch (c) {
	case BACKSPACE:
	case DELETE:
		line_used -= begun > 0;
		return ((struct echo){ "\b \b", begun > 0 });
	case CONTROL_U:
		line_used = line_done;
		return ((struct echo){ "\b \b", begun });
	case CONTROL_C:
		line_used = line_done;
		return ((struct echo){ "^C\n", 1 });
	case CONTROL_D:
		at_end = begun == 0;
		line_done = line_used;
		return ((struct echo){ "", 0 });
	case '\r':
	case '\n':
		if (line_used < LINE)
			line[line_used++] = '\n';
		line_done = line_used;
		return ((struct echo){ "\n", 1 });
	default:
		if (c < ' ' || line_used >= LINE - 1)
			return ((struct echo){ "", 0 });
		line[line_used++] = c;
		return ((struct echo){ { c }, 1 });
	}
}

/* A character was typed: edit the line, show it, tell whom it concerns. */
static void
typed(char c)
{
	struct echo echo;
	bool ready;

	spin_lock(&console_lock);
	echo = edit(c);
	ready = line_done > 0 || at_end;
	spin_unlock(&console_lock);
	while (echo.times-- > 0)
		console_write(echo.text, strlen(echo.text));
	if (c == CONTROL_C)
		proc_interrupt();
	if (ready)
		lwkt_wakeup(line);
}

/*
 * The ttyd thread.
 *
 * Context: thread
 */
void
ttyd_main(void)
{
	crit_enter();
	interrupt_establish(COM1_IRQ, receive);
	ns16550_write_ier(COM1, NS16550_IER_ERBFI);
	for (;;) {
		while (ring_out != ring_in)
			typed(ring[ring_out++ % RING]);
		(void)lwkt_sleep(ring, 0, 0);
	}
}

/*
 * Read what was typed, at most one line; 0 at the end of the input, or
 * -EINTR.
 *
 * Context: thread
 */
ssize_t
console_read(char *to, size_t size)
{
	size_t n = 0;
	int error = 0;

	spin_lock(&console_lock);
	while (line_done == 0 && !at_end && error == 0)
		error = lwkt_sleep_locked(line, TDW_ABORTABLE, 0,
		    &console_lock);
	if (error == 0 && line_done > 0) {
		while (n < size && n < line_done) {
			to[n] = line[n];
			if (line[n++] == '\n')
				break;
		}
		memmove(line, line + n, line_used - n);
		line_done -= (unsigned)n;
		line_used -= (unsigned)n;
	} else {
		at_end = false;
	}
	spin_unlock(&console_lock);
	return (error != 0 ? -error : (ssize_t)n);
}
