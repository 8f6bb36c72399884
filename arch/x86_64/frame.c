/* SPDX-License-Identifier: BSD-3-Clause */
/* The trap frame, printed. */

#include "frame.h"
#include "cpu.h"
#include "kernel.h"

/* Context: any */
void
frame_dump(const struct trap_frame *f)
{
	kprintf("rip %016lx  rsp %016lx  rflags %08lx  cs %02lx ss %02lx\n",
	    f->rip, f->rsp, f->rflags, f->cs, f->ss);
	kprintf("rax %016lx  rbx %016lx  rcx %016lx  rdx %016lx\n",
	    f->rax, f->rbx, f->rcx, f->rdx);
	kprintf("rsi %016lx  rdi %016lx  rbp %016lx  r8  %016lx\n",
	    f->rsi, f->rdi, f->rbp, f->r8);
	kprintf("r9  %016lx  r10 %016lx  r11 %016lx  r12 %016lx\n",
	    f->r9, f->r10, f->r11, f->r12);
	kprintf("r13 %016lx  r14 %016lx  r15 %016lx  cr2 %016lx\n",
	    f->r13, f->r14, f->r15, read_cr2());
}
