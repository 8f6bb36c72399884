/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from arch/x86_64/facts.py and the declared calls.
 * Edit that, not this; the shape is templates/asm/syscall_entry_x86_64.S.j2.
 */

#include "arch.gen.h"
#include "offsets.gen.h"

	.text

/*
 * syscall: %rcx = the program's rip, %r11 = its rflags; flags are masked by
 * SFMASK (interrupts, direction, trap, AC).
 *
 * What C keeps stays in its registers; on the stack are the program's rsp,
 * rip and flags.  Nobody can reach those three, so sysretq returns to the
 * very address that syscall came from: behind an instruction below USER_TOP,
 * never non-canonical (SDM 3A 5.8.8 and the errata on sysret).  Whoever
 * wants to change the program's registers gets a trap frame (the slow way
 * below), which leaves by iretq.
 *
 * A handler is called with the program's words where C has its arguments,
 * and reads those that it declares; registers behind them stay as they are,
 * since no C function looks there.  On the way back all are cleared.
 *
 *	In:	%eax = number, %rdi %rsi %rdx %r10 %r8 %r9 = words
 *	Out:	%rax = result, or carry set and an errno
 *	Context: thread
 */
	.globl	syscall_fast_entry
	.type	syscall_fast_entry, @function
syscall_fast_entry:
	swapgs				/* the stack is still the program's */
	movq	%rsp, %gs:CPU_USER_SP
	movq	%gs:CPU_KERNEL_SP, %rsp	/* from here on it is ours */
	pushq	%gs:CPU_USER_SP
	pushq	%r11
	pushq	%rcx
	pushq	%rbp			/* aligns what C will see */
	xorl	%ebp, %ebp		/* backtraces end here */
	sti
	cmpq	$21, %rax
	jae	3f
	movq	%r10, %rcx		/* where C wants the fourth word */
	call	*syscall_table(,%rax,8)
1:	cli
	cmpl	$0, %gs:CPU_PENDING
	jne	5f
	cmpq	$-4095, %rax
	jae	4f
	popq	%rbp
	popq	%rcx
	popq	%r11
	andb	$0xfe, %r11b		/* carry clear: a result */
2:
	xorl	%edx, %edx
	xorl	%esi, %esi
	xorl	%edi, %edi
	xorl	%r8d, %r8d
	xorl	%r9d, %r9d
	xorl	%r10d, %r10d
	popq	%rsp			/* the stack is the program's */
	swapgs
	sysretq

3:	movq	$-78, %rax
	jmp	1b

4:	negl	%eax			/* carry set: an errno */
	popq	%rbp
	popq	%rcx
	popq	%r11
	orb	$1, %r11b
	jmp	2b

/*
 * The slow way back: the CPU owes something (a switch, a death).  Build the
 * whole frame and leave like a trap.
 *
 *	In:	%rax = what the handler returned; as above on the stack
 */
5:	popq	%rbp
	popq	%rcx
	popq	%r11
	andb	$0xfe, %r11b
	cmpq	$-4095, %rax
	jb	6f
	negl	%eax
	orb	$1, %r11b
6:	popq	%r10			/* the program's rsp */
	pushq	$SEL_USER_DATA
	pushq	%r10
	pushq	%r11
	pushq	$SEL_USER_CODE
	pushq	%rcx
	pushq	$0			/* error, vector: none */
	pushq	$0
	xorl	%edx, %edx
	xorl	%esi, %esi
	xorl	%edi, %edi
	xorl	%r8d, %r8d
	xorl	%r9d, %r9d
	xorl	%r10d, %r10d
	xorl	%ecx, %ecx
	xorl	%r11d, %r11d
	pushq	%rax
	pushq	%rbx
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	pushq	%rbp
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	jmp	trap_return
	.size	syscall_fast_entry, . - syscall_fast_entry

/* syscall from a 32-bit code segment: there is none, but the MSR needs it. */
	.globl	syscall_compat_entry
	.type	syscall_compat_entry, @function
syscall_compat_entry:
	movl	$78, %eax
	orl	$1, %r11d
	sysretl
	.size	syscall_compat_entry, . - syscall_compat_entry

	.section .note.GNU-stack, "", @progbits
