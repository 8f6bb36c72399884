/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Copying to and from programs.  A fault at an instruction named in .extable
 * goes on at the place named beside it.
 */

#include "arch.gen.h"

/*
 * The place of an instruction of SMAP: three bytes that do nothing, which
 * cpu_protect() overwrites where the CPU has it.  `last' is its last byte.
 */
	.macro	smap last
9:	nopl	(%rax)
	.pushsection .smap, "a", @progbits
	.quad	9b, \last
	.popsection
	.endm
#define STAC	smap 0xcb		/* programs' memory is open */
#define CLAC	smap 0xca		/* and closed again */

	.text

/*
 * size_t copy_words(void *to, const void *from, size_t size)
 *
 *	In:	%rdi = to, %rsi = from, %rdx = size
 *	Out:	%rax = bytes that were not copied
 *	Context: thread
 */
	.globl	copy_words
	.type	copy_words, @function
copy_words:
	movq	%rdx, %rcx
	shrq	$3, %rcx
	andl	$7, %edx
	STAC
1:	rep movsq
	movl	%edx, %ecx
2:	rep movsb
	xorl	%eax, %eax
3:	CLAC
	ret
4:	leaq	(%rdx,%rcx,8), %rax	/* words left, and the odd bytes */
	jmp	3b
5:	movq	%rcx, %rax
	jmp	3b
	.size	copy_words, . - copy_words

	.section .extable, "a", @progbits
	.quad	1b, 4b, 2b, 5b
	.text

/*
 * size_t copy_string(char *to, const char *from, size_t size)
 *
 *	In:	%rdi = to, %rsi = from, %rdx = size
 *	Out:	%rax = length up to the NUL, which is copied; size if there
 *		is none; -1 after a fault
 *	Context: thread
 */
	.globl	copy_string
	.type	copy_string, @function
copy_string:
	xorl	%eax, %eax
	STAC
1:	cmpq	%rdx, %rax
	je	3f
2:	movb	(%rsi,%rax), %cl
	movb	%cl, (%rdi,%rax)
	incq	%rax
	testb	%cl, %cl
	jnz	1b
	decq	%rax
3:	CLAC
	ret
4:	movq	$-1, %rax
	jmp	3b
	.size	copy_string, . - copy_string

	.section .extable, "a", @progbits
	.quad	2b, 4b
	.text

/*
 * int copy_touch(void *first, void *last)
 *
 *	In:	%rdi, %rsi = the first and the last byte of memory, of which
 *		each page is written with what it holds
 *	Out:	%eax = 0, or -1 after a fault
 *	Context: thread
 */
	.globl	copy_touch
	.type	copy_touch, @function
copy_touch:
	xorl	%eax, %eax
	STAC
1:	lock orb $0, (%rdi)
	orq	$PAGE_MASK, %rdi
	incq	%rdi			/* the next page begins */
	cmpq	%rsi, %rdi
	jbe	1b
2:	CLAC
	ret
3:	movl	$-1, %eax
	jmp	2b
	.size	copy_touch, . - copy_touch

	.section .extable, "a", @progbits
	.quad	1b, 3b

	.section .note.GNU-stack, "", @progbits
