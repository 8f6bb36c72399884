/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A plugin of QEMU's (docs/devel/tcg-plugins): which instructions does a path
 * execute, and which of them lock the bus?
 *
 * A path lies between two marks, NOPs of seven bytes whose displacement is
 * 0xbeef0001 and 0xbeef0002 (kernel-src/ktest/bench.h).  For each path in turn
 * a line is written to the file of the argument out=FILE: how many instructions
 * were executed, then each by its address, how often, and `L' when it locks.
 *
 * QEMU's packages bring no header; what is declared here is its plugin API of
 * version 1 (7.2) or, with API=3 and more, of 9.1 and later.  It is meant for
 * one thread: -icount, or -accel tcg,thread=single.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_insn;
struct qemu_plugin_tb;
struct qemu_info;

enum { NO_REGISTERS = 0 };		/* of the CPU are asked for */

void	 qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t,
	    void (*)(qemu_plugin_id_t, struct qemu_plugin_tb *));
void	 qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *,
	    void (*)(unsigned int, void *), int, void *);
void	 qemu_plugin_register_atexit_cb(qemu_plugin_id_t,
	    void (*)(qemu_plugin_id_t, void *), void *);
size_t	 qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *,
	    size_t);
size_t	 qemu_plugin_insn_size(const struct qemu_plugin_insn *);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *);

__attribute__((visibility("default"))) int qemu_plugin_version = API;

enum {
	LONGEST = 15,			/* bytes of an instruction */
	MARK_BEGIN = 1,
	MARK_END = 2
};

/* An instruction that was translated: its address, and executions in a path. */
struct place {
	struct place	*next;
	uint64_t	 address;
	uint64_t	 count;
	bool		 locks;
};

static FILE *out;
static bool inside;
static struct place *places;
static uint64_t total;

#if API >= 3
size_t	 qemu_plugin_insn_data(const struct qemu_plugin_insn *, void *,
	    size_t);

static void
copy(const struct qemu_plugin_insn *insn, unsigned char *bytes, size_t size)
{
	(void)qemu_plugin_insn_data(insn, bytes, size);
}
#else
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);

static void
copy(const struct qemu_plugin_insn *insn, unsigned char *bytes, size_t size)
{
	memcpy(bytes, qemu_plugin_insn_data(insn), size);
}
#endif

/* Which mark an instruction is; 0 when it is none. */
static unsigned
mark_of(const unsigned char *bytes, size_t size)
{
	static const unsigned char nop[] = { 0x0f, 0x1f, 0x80 };

	if (size != 7 || memcmp(bytes, nop, sizeof(nop)) != 0 ||
	    bytes[5] != 0xef || bytes[6] != 0xbe)
		return (0);
	return (bytes[3] | bytes[4] << 8);
}

static bool
is_prefix(unsigned char byte)
{
	return (byte != 0 && strchr("\x26\x2e\x36\x3e\x64\x65\x66\x67\xf2\xf3",
	    byte) != NULL);
}

/*
 * Does an instruction lock the bus?  The prefix says so, and XCHG with memory
 * does without (SDM 3A 8.1.2.1).
 */
static bool
locks(const unsigned char *bytes, size_t size)
{
	size_t at = 0;

	while (at < size && is_prefix(bytes[at]))
		at++;
	if (at < size && bytes[at] == 0xf0)
		return (true);
	if (at + 2 < size && (bytes[at] & 0xf0) == 0x40)
		at++;			/* REX; i386 has one byte there */
	return (at + 1 < size && (bytes[at] & 0xfe) == 0x86 &&
	    (bytes[at + 1] & 0xc0) != 0xc0);
}

/* Write what the path that ends here has executed. */
static void
tell(void)
{
	fprintf(out, "%llu", (unsigned long long)total);
	for (const struct place *p = places; p != NULL; p = p->next) {
		if (p->count != 0)
			fprintf(out, " %#llx=%llu%s",
			    (unsigned long long)p->address,
			    (unsigned long long)p->count, p->locks ? "L" : "");
	}
	fprintf(out, "\n");
}

static void
on_mark(unsigned int cpu, void *which)
{
	(void)cpu;
	if ((uintptr_t)which == MARK_BEGIN) {
		inside = true;
		total = 0;
		for (struct place *p = places; p != NULL; p = p->next)
			p->count = 0;
	} else if (inside) {
		inside = false;
		tell();
	}
}

static void
on_instruction(unsigned int cpu, void *where)
{
	struct place *place = where;

	(void)cpu;
	if (!inside)
		return;
	total++;
	place->count++;
}

static struct place *
new_place(uint64_t address, bool does_lock)
{
	struct place *place = malloc(sizeof(*place));

	if (place == NULL)
		abort();
	place->next = places;
	place->address = address;
	place->count = 0;
	place->locks = does_lock;
	places = place;
	return (place);
}

static void
on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	unsigned char bytes[LONGEST];

	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		size_t size = qemu_plugin_insn_size(insn);
		unsigned mark;

		if (size > LONGEST)
			continue;
		copy(insn, bytes, size);
		mark = mark_of(bytes, size);
		if (mark != 0)
			qemu_plugin_register_vcpu_insn_exec_cb(insn, on_mark,
			    NO_REGISTERS, (void *)(uintptr_t)mark);
		else
			qemu_plugin_register_vcpu_insn_exec_cb(insn,
			    on_instruction, NO_REGISTERS,
			    new_place(qemu_plugin_insn_vaddr(insn),
			    locks(bytes, size)));
	}
}

static void
on_end(qemu_plugin_id_t id, void *unused)
{
	(void)id;
	(void)unused;
	fclose(out);
}

__attribute__((visibility("default"))) int
qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc,
    char **argv)
{
	(void)info;
	if (argc != 1 || strncmp(argv[0], "out=", 4) != 0 ||
	    (out = fopen(argv[0] + 4, "w")) == NULL) {
		fprintf(stderr, "path: out=FILE names a file to write\n");
		return (-1);
	}
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
	qemu_plugin_register_atexit_cb(id, on_end, NULL);
	return (0);
}
