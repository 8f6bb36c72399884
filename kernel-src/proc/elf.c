/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Loading of programs (System V ABI, chapter 4 and 5).
 *
 * The file is not trusted: every offset and size is checked before it is
 * used, and a segment that is writable and executable, or lies outside the
 * program's space, is refused.
 */

#include "config.gen.h"
#include "kernel.h"
#include "proc/elf.h"
#include "proc/proc.h"
#include "syscall.gen.h"

static bool
header_is_ours(const struct elf_header *h, size_t size)
{
	static const unsigned char ident[] = {
		0x7f, 'E', 'L', 'F', ELF_CLASS, ELF_LITTLE, ELF_CURRENT
	};

	return (size >= sizeof(*h) &&
	    memcmp(h->ident, ident, sizeof(ident)) == 0 &&
	    h->type == ELF_EXEC && h->machine == ELF_MACHINE &&
	    h->phentsize == sizeof(struct elf_segment) &&
	    h->phnum <= ELF_SEGMENTS && h->phoff <= size &&
	    (size_t)h->phnum * sizeof(struct elf_segment) <= size - h->phoff);
}

static uint32_t
protection(const struct elf_segment *s)
{
	return ((s->flags & ELF_READ ? PROT_READ : 0) |
	    (s->flags & ELF_WRITE ? PROT_WRITE : 0) |
	    (s->flags & ELF_EXECUTE ? PROT_EXEC : 0));
}

static bool
segment_is_sound(const struct elf_segment *s, size_t size)
{
	return (s->offset <= size && s->filesz <= size - s->offset &&
	    s->filesz <= s->memsz && s->vaddr >= USER_BOTTOM &&
	    s->vaddr < USER_TOP && s->memsz <= USER_TOP - s->vaddr &&
	    (s->flags & (ELF_WRITE | ELF_EXECUTE)) !=
	    (ELF_WRITE | ELF_EXECUTE));
}

/* Map one segment and fill it; one that overlaps another is refused. */
static int
segment_load(struct vm_space *space, const char *file,
    const struct elf_segment *s)
{
	uintptr_t start = trunc_page((uintptr_t)s->vaddr), placed;
	size_t size = (uintptr_t)s->vaddr + s->memsz - start;
	struct vm_region *r;
	int error;

	for (r = space->regions; r != NULL; r = r->next) {
		if (start < r->end && start + round_page(size) > r->start)
			return (ENOEXEC);
	}
	error = vm_map_anonymous(space, start, size, protection(s), MAP_FIXED,
	    &placed);
	if (error != 0)
		return (error == ENOMEM ? ENOMEM : ENOEXEC);
	return (vm_write(space, (uintptr_t)s->vaddr, file + s->offset,
	    s->filesz));
}

/*
 * Load the file of `size' bytes at `file' into a fresh space; tell where it
 * begins.  Returns 0, ENOEXEC or ENOMEM.
 *
 * Context: thread
 */
int
elf_load(struct vm_space *space, const char *file, size_t size,
    uintptr_t *entry)
{
	struct elf_header header;
	bool entered = false;

	if (size < sizeof(header))
		return (ENOEXEC);
	memcpy(&header, file, sizeof(header));
	if (!header_is_ours(&header, size))
		return (ENOEXEC);
	for (unsigned i = 0; i < header.phnum; i++) {
		struct elf_segment s;
		int error;

		memcpy(&s, file + header.phoff + i * sizeof(s), sizeof(s));
		if (s.type != ELF_LOAD || s.memsz == 0)
			continue;
		if (!segment_is_sound(&s, size))
			return (ENOEXEC);
		error = segment_load(space, file, &s);
		if (error != 0)
			return (error);
		if ((s.flags & ELF_EXECUTE) && header.entry >= s.vaddr &&
		    header.entry - s.vaddr < s.memsz)
			entered = true;
	}
	*entry = (uintptr_t)header.entry;
	return (entered ? 0 : ENOEXEC);
}
