/* SPDX-License-Identifier: BSD-3-Clause */
/* Files that are no programs of ours. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "proc/elf.h"
#include "proc/proc.h"
#include "syscall.gen.h"

/* A program of two segments, to be made wrong in one place. */
struct file {
	struct elf_header	header;
	struct elf_segment	segment[2];
	char			text[64];
};

static struct file
sound(void)
{
	struct file f = {
		.header = {
			.ident = { 0x7f, 'E', 'L', 'F', ELF_CLASS, ELF_LITTLE,
			    ELF_CURRENT },
			.type = ELF_EXEC,
			.machine = ELF_MACHINE,
			.entry = USER_TEXT,
			.phoff = offsetof(struct file, segment),
			.phentsize = sizeof(struct elf_segment),
			.phnum = 2
		}
	};

	for (unsigned i = 0; i < 2; i++)
		f.segment[i] = (struct elf_segment){
			.type = ELF_LOAD,
			.flags = ELF_READ | (i == 0 ? ELF_EXECUTE : ELF_WRITE),
			.offset = offsetof(struct file, text),
			.vaddr = USER_TEXT + i * PAGE_SIZE,
			.filesz = sizeof(f.text),
			.memsz = PAGE_SIZE
		};
	return (f);
}

static int
load(const struct file *f, size_t size)
{
	struct vm_space *space = vm_space_create();
	uintptr_t entry;
	int error = elf_load(space, (const char *)f, size, &entry);

	vm_space_destroy(space);
	return (error);
}

#define REFUSED(t, change, size) do {					\
	struct file f = sound();					\
									\
	change;								\
	KTEST_ASSERT(t, load(&f, size) == ENOEXEC, #change);		\
} while (0)

void
ktest_proc_a_sound_program_loads(struct ktest *t)
{
	struct file f = sound();

	KTEST_ASSERT(t, load(&f, sizeof(f)) == 0, "it was refused");
}

void
ktest_proc_hostile_programs_are_refused(struct ktest *t)
{
	size_t whole = sizeof(struct file);

	REFUSED(t, f.header.ident[0] = 0, whole);
	REFUSED(t, f.header.ident[4] ^= 3, whole);
	REFUSED(t, f.header.machine = 40, whole);
	REFUSED(t, f.header.type = 3, whole);
	REFUSED(t, f.header.phentsize = 1, whole);
	REFUSED(t, f.header.phnum = UINT16_MAX, whole);
	REFUSED(t, f.header.phnum = 0, whole);
	REFUSED(t, f.header.phoff = whole + 1, whole);
	REFUSED(t, f.header.phoff = (uintptr_t)-8, whole);
	REFUSED(t, f.header.entry = USER_TEXT + PAGE_SIZE, whole);
	REFUSED(t, f.header.entry = KERNEL_BASE, whole);
	REFUSED(t, f.segment[0].offset = whole + 1, whole);
	REFUSED(t, f.segment[0].offset = (uintptr_t)-1, whole);
	REFUSED(t, f.segment[0].filesz = (uintptr_t)-1, whole);
	REFUSED(t, f.segment[0].filesz = PAGE_SIZE + 1, whole);
	REFUSED(t, f.segment[0].memsz = (uintptr_t)-1, whole);
	REFUSED(t, f.segment[0].vaddr = 0, whole);
	REFUSED(t, f.segment[0].vaddr = KERNEL_BASE, whole);
	REFUSED(t, f.segment[0].vaddr = USER_TOP - 1, whole);
	REFUSED(t, f.segment[0].flags |= ELF_WRITE, whole);
	REFUSED(t, f.segment[1].vaddr = USER_TEXT + 8, whole);
	REFUSED(t, f.header.type = ELF_EXEC, sizeof(f.header) - 1);
	REFUSED(t, f.header.type = ELF_EXEC,
	    offsetof(struct file, segment) + 1);
}

void
ktest_proc_too_many_arguments_are_refused(struct ktest *t)
{
	struct vm_space *space = vm_space_create();
	char arguments[256] = { 0 };
	uintptr_t sp;

	KTEST_ASSERT(t, stack_build(space, arguments, sizeof(arguments),
	    USER_TEXT, &sp) == E2BIG, "256 empty ones were taken");
	vm_space_destroy(space);
}
