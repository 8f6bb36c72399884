/* SPDX-License-Identifier: BSD-3-Clause */
/* The trap frame, printed. */

#include "frame.h"
#include "cpu.h"
#include "kernel.h"

/* Context: any */
void
frame_dump(const struct trap_frame *f)
{
	kprintf("eip %08zx  esp %08zx  eflags %08zx  cs %02zx\n",
	    f->eip, frame_sp(f), f->eflags, f->cs & 0xffff);
	kprintf("eax %08zx  ebx %08zx  ecx %08zx  edx %08zx\n",
	    f->eax, f->ebx, f->ecx, f->edx);
	kprintf("esi %08zx  edi %08zx  ebp %08zx  cr2 %08zx\n",
	    f->esi, f->edi, f->ebp, read_cr2());
	kprintf("ds %02zx es %02zx fs %02zx gs %02zx\n", f->ds & 0xffff,
	    f->es & 0xffff, f->fs & 0xffff, f->gs & 0xffff);
}
