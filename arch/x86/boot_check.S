/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Is this CPU good enough?  Asked before paging, in 32-bit code on both
 * architectures, since no C of ours runs on a CPU below the minimum.
 */

#include "arch.gen.h"

#define PHYSICAL(symbol)	((symbol) - KERNEL_BASE)
#define CPUID_FLAG		(1 << 21)	/* of eflags */
#define COM1_DATA		0x3f8
#define COM1_STATUS		0x3fd
#define COM1_EMPTY		0x20
#define DEBUG_EXIT		0xf4		/* the emulator's device */
#define EXIT_PANIC		0x12
#define MULTIBOOT1		0x2badb002
#define MULTIBOOT1_CMDLINE	16		/* in its block */
#define PVH			0x336ec578
#define PVH_CMDLINE		24

	.section .boot, "ax"
	.code32

/*
 * Return if there is CPUID; else refuse.
 *
 *	In:	%ebp = the loader's magic, %ebx = its block
 *	Keeps:	all but %eax %ecx %esi
 *	Context: boot, paging off
 */
	.globl	boot_check_cpuid
boot_check_cpuid:
	movl	$PHYSICAL(name_cpuid), %esi
	pushfl
	popl	%eax
	movl	%eax, %ecx
	xorl	$CPUID_FLAG, %eax
	pushl	%eax
	popfl
	pushfl
	popl	%eax
	cmpl	%ecx, %eax
	je	boot_refuse
	ret

/*
 * Return if the CPU has every feature that is declared; else refuse, naming
 * the first that is missing.
 *
 *	In:	%ebp and %ebx as above
 *	Keeps:	%ebx %ebp %edi
 *	Context: boot, paging off
 */
	.globl	boot_check_features
boot_check_features:
	pushl	%ebx
	movl	$PHYSICAL(boot_needs), %esi
2:	lodsl				/* a leaf */
	testl	%eax, %eax
	jz	3f
	pushl	%eax
	andl	$0x80000000, %eax	/* is there such a leaf? */
	cpuid
	popl	%ecx
	xorl	%edx, %edx
	cmpl	%ecx, %eax
	jb	1f
	movl	%ecx, %eax
	cpuid
1:	lodsl				/* a bit */
	movl	(%esp), %ebx
	testl	%eax, %edx
	jz	boot_refuse
	addl	$8, %esi
	jmp	2b
3:	popl	%ebx
	ret

/*
 * Say on the first serial port what is missing, and end.
 *
 *	In:	%esi = its name; %ebp and %ebx as above
 *	Context: boot, paging off
 */
boot_refuse:
	movl	%esi, %edi
	movl	$PHYSICAL(refusal), %esi
	call	print
	movl	%edi, %esi
	call	print
	movl	$PHYSICAL(newline), %esi
	call	print
	call	exit_if_asked
1:	hlt
	jmp	1b

/* Print the string at %esi; who has no serial port does not wait long. */
print:
	lodsb
	testb	%al, %al
	jz	3f
	movb	%al, %ah
	movl	$0x10000, %ecx
	movl	$COM1_STATUS, %edx
2:	inb	%dx, %al
	testb	$COM1_EMPTY, %al
	loopz	2b
	movb	%ah, %al
	movl	$COM1_DATA, %edx
	outb	%al, %dx
	jmp	print
3:	ret

/* Leave the emulator if the command line has exit=debugcon. */
exit_if_asked:
	movl	MULTIBOOT1_CMDLINE(%ebx), %edx
	cmpl	$MULTIBOOT1, %ebp
	je	1f
	movl	PVH_CMDLINE(%ebx), %edx
	cmpl	$PVH, %ebp
	jne	3f
1:	cmpb	$0, (%edx)
	je	3f
	movl	%edx, %edi
	movl	$PHYSICAL(asking), %esi
	movl	$(asking_end - asking), %ecx
	repe cmpsb
	je	2f
	incl	%edx
	jmp	1b
2:	movl	$EXIT_PANIC, %eax
	movl	$DEBUG_EXIT, %edx
	outl	%eax, %dx
3:	ret

refusal:
	.asciz	"\r\npanic: cpu: this CPU lacks "
newline:
	.asciz	"\r\n"
name_cpuid:
	.asciz	"cpuid"
asking:
	.ascii	"exit=debugcon"
asking_end:

	.section .note.GNU-stack, "", @progbits
