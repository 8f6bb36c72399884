/* SPDX-License-Identifier: BSD-3-Clause */
/* Breakpoints and watchpoints. */

#include "ddb/ddb.h"

#include "ddb_command.gen.h"
#include "debug_register.h"
#include "panic.h"

enum {
	BREAKS = 32,
	INT3 = 0xcc
};

/* The owner's, while the others stand still; read by all when they go on. */
static struct breakpoint {
	uintptr_t	 at;		/* 0: free */
	struct thread	*thread;	/* whom it stops; NULL: everybody */
	uint32_t	 left;		/* how often one comes until it stops */
	uint32_t	 hits;
	uint8_t		 original;
	bool		 once;		/* gone when it is hit */
} breaks[BREAKS];

static struct watchpoint {
	uintptr_t	 at;
	uint32_t	 size;		/* 0: free */
	uint32_t	 access;
	uint64_t	 was;
	uint32_t	 hits;
} watches[DEBUG_REGISTERS];

extern char text_start[], text_end[];

/* What the way into the debugger goes through: no breakpoint may be there. */
static const char *const untouchable[] = {
	"ddb_", "trap_save", "trap_return", "trap_iret",
	"trap_entry_", "trap_on_breakpoint", "trap_on_debug", "trap_on_nmi",
	"pmap_kernel_show", "lapic_send_nmi"
};

static void
check_place(uintptr_t where)
{
	uintptr_t offset;
	const char *name = ksym_name(where, &offset);

	if (name == NULL || where >= (uintptr_t)text_end)
		ddb_fail("0x%zx is no instruction of the kernel", where);
	for (unsigned i = 0; i < nitems(untouchable); i++) {
		if (strncmp(name, untouchable[i], strlen(untouchable[i])) == 0)
			ddb_fail("the debugger itself runs through %s", name);
	}
}

static struct breakpoint *
free_break(void)
{
	for (unsigned i = 0; i < BREAKS; i++) {
		if (breaks[i].at == 0)
			return (&breaks[i]);
	}
	ddb_fail("all %u breakpoints are in use; `delete' one", BREAKS);
}

/* Context: any */
void
ddb_on_set_break(size_t where, uint32_t count)
{
	struct breakpoint *b;

	check_place(where);
	if (count == 0)
		ddb_fail("COUNT must be at least 1");
	if (ddb_break_at(where))
		ddb_fail("there is a breakpoint already; `breaks' shows it");
	b = free_break();
	*b = (struct breakpoint){ .at = where, .left = count };
	kprintf("breakpoint %u at ", (unsigned)(b - breaks));
	ddb_print_symbol(where);
	kprintf("\n");
}

/*
 * Stop this thread, once, when it comes to an instruction.
 *
 * Context: any
 */
void
ddb_break_once(uintptr_t where)
{
	check_place(where);
	if (!ddb_break_at(where))
		*free_break() = (struct breakpoint){ .at = where, .left = 1,
		    .once = true, .thread = curthread() };
}

/*
 * Is there a breakpoint at an instruction?
 *
 * Context: any
 */
bool
ddb_break_at(uintptr_t at)
{
	for (unsigned i = 0; i < BREAKS; i++) {
		if (breaks[i].at == at && at != 0)
			return (true);
	}
	return (false);
}

/*
 * Somebody has come to a breakpoint.  Returns its number when we stop there,
 * -1 when we do not, -2 when there is none.
 *
 * Context: any
 */
int
ddb_break_hit(uintptr_t at)
{
	for (unsigned i = 0; i < BREAKS; i++) {
		struct breakpoint *b = &breaks[i];

		if (b->at != at || at == 0)
			continue;
		if (b->thread != NULL && b->thread != curthread())
			return (-1);
		b->hits++;
		if (--b->left > 0)
			return (-1);
		b->left = 1;
		if (b->once)
			b->at = 0;
		return ((int)i);
	}
	return (-2);
}

/*
 * Write the breakpoints into the text, before CPUs go on.
 *
 * Context: any
 */
void
ddb_breaks_insert(void)
{
	for (unsigned i = 0; i < BREAKS; i++) {
		if (breaks[i].at != 0) {
			breaks[i].original = *(const uint8_t *)breaks[i].at;
			ddb_write_text(breaks[i].at, INT3);
		}
	}
	ddb_watch_load();
}

/*
 * Have the text as it was, while all stand still.
 *
 * Context: any
 */
void
ddb_breaks_remove(void)
{
	for (unsigned i = 0; i < BREAKS; i++) {
		if (breaks[i].at != 0)
			ddb_write_text(breaks[i].at, breaks[i].original);
	}
	write_dr7(0);
}

/*
 * Have this CPU wait for what is watched.
 *
 * Context: any
 */
void
ddb_watch_load(void)
{
	uintptr_t control = DR7_EXACT;

	write_dr7(0);
	for (unsigned i = 0; i < DEBUG_REGISTERS; i++) {
		const struct watchpoint *w = &watches[i];

		if (w->size == 0)
			continue;
		write_dr(i, w->at);
		control |= dr7_bits(i, w->access, w->size);
	}
	if (control != DR7_EXACT)
		write_dr7(control);
}

/* Context: any */
void
ddb_on_watch(size_t where, uint32_t size, uint32_t access)
{
	struct watchpoint *w = watches;

	if (access == WATCH_X)
		size = 1;
	if (size == 0 || size > sizeof(uintptr_t) || (size & (size - 1)) != 0)
		ddb_fail("SIZE must be 1, 2, 4%s, not %u",
		    sizeof(uintptr_t) == 8 ? " or 8" : "", size);
	if (where % size != 0)
		ddb_fail("0x%zx is no multiple of %u", where, size);
	while (w < watches + DEBUG_REGISTERS && w->size != 0)
		w++;
	if (w == watches + DEBUG_REGISTERS)
		ddb_fail("the CPU watches no more than %u; `delete' one",
		    DEBUG_REGISTERS);
	*w = (struct watchpoint){ .at = where, .access = access,
	    .was = ddb_fetch(where, size) };
	w->size = size;
	kprintf("watchpoint %u at ", (unsigned)(w - watches) + BREAKS);
	ddb_print_symbol(where);
	kprintf("\n");
}

/*
 * Something that is watched was touched: say what, and whether anything was.
 *
 * Context: any
 */
int
ddb_watch_hit(void)
{
	uintptr_t hits = read_dr6() & DR6_HITS;
	int found = -1;

	for (unsigned i = 0; i < DEBUG_REGISTERS; i++) {
		struct watchpoint *w = &watches[i];
		uint64_t now = 0;

		if ((hits & 1u << i) == 0 || w->size == 0)
			continue;
		found = (int)(i + BREAKS);
		w->hits++;
		(void)ddb_read(w->at, &now, w->size);
		kprintf("watchpoint %d: ", found);
		ddb_print_symbol(w->at);
		if (w->access != WATCH_X)
			kprintf(" was 0x%llx, is 0x%llx",
			    (unsigned long long)w->was,
			    (unsigned long long)now);
		kprintf("\n");
		w->was = now;
	}
	return (found);
}

/*
 * Is the execution of an instruction watched?
 *
 * Context: any
 */
bool
ddb_watch_executes(uintptr_t pc)
{
	for (unsigned i = 0; i < DEBUG_REGISTERS; i++) {
		if (watches[i].size != 0 && watches[i].access == WATCH_X &&
		    watches[i].at == pc)
			return (true);
	}
	return (false);
}

/* Context: any */
void
ddb_on_delete(uint32_t number)
{
	if (number == UINT32_MAX) {
		memset(breaks, 0, sizeof(breaks));
		memset(watches, 0, sizeof(watches));
	} else if (number < BREAKS && breaks[number].at != 0) {
		breaks[number].at = 0;
	} else if (number >= BREAKS && number < BREAKS + DEBUG_REGISTERS &&
	    watches[number - BREAKS].size != 0) {
		watches[number - BREAKS].size = 0;
	} else {
		ddb_fail("there is no breakpoint %u; `breaks' shows all",
		    number);
	}
}

/* Context: any */
void
ddb_on_breaks(void)
{
	static const char access[] = "xwxr";

	for (unsigned i = 0; i < BREAKS; i++) {
		if (breaks[i].at == 0)
			continue;
		kprintf("%3u break ", i);
		ddb_print_symbol(breaks[i].at);
		kprintf(", hit %u times\n", breaks[i].hits);
	}
	for (unsigned i = 0; i < DEBUG_REGISTERS; i++) {
		if (watches[i].size == 0)
			continue;
		kprintf("%3u watch ", i + BREAKS);
		ddb_print_symbol(watches[i].at);
		kprintf(", %u bytes, %c, hit %u times\n", watches[i].size,
		    access[watches[i].access & 3], watches[i].hits);
	}
}
