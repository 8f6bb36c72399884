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
9:	.byte	0x8d, 0x76, 0x00	/* leal 0(%esi), %esi */
	.pushsection .smap, "a", @progbits
	.long	9b, \last
	.popsection
	.endm
#define STAC	smap 0xcb		/* programs' memory is open */
#define CLAC	smap 0xca		/* and closed again */

	.text

/*
 * size_t copy_words(void *to, const void *from, size_t size)
 *
 *	In:	%eax = to, %edx = from, %ecx = size
 *	Out:	%eax = bytes that were not copied
 *	Keeps:	%esi %edi
 *	Context: thread
 */
	.globl	copy_words
	.type	copy_words, @function
copy_words:
	pushl	%esi
	pushl	%edi
	movl	%eax, %edi
	movl	%edx, %esi
	movl	%ecx, %edx
	shrl	$2, %ecx
	andl	$3, %edx
	STAC
1:	rep movsl
	movl	%edx, %ecx
2:	rep movsb
	xorl	%eax, %eax
3:	CLAC
	popl	%edi
	popl	%esi
	ret
4:	leal	(%edx,%ecx,4), %eax	/* words left, and the odd bytes */
	jmp	3b
5:	movl	%ecx, %eax
	jmp	3b
	.size	copy_words, . - copy_words

	.section .extable, "a", @progbits
	.long	1b, 4b, 2b, 5b
	.text

/*
 * size_t copy_string(char *to, const char *from, size_t size)
 *
 *	In:	%eax = to, %edx = from, %ecx = size
 *	Out:	%eax = length up to the NUL, which is copied; size if there
 *		is none; -1 after a fault
 *	Keeps:	%ebx %edi
 *	Context: thread
 */
	.globl	copy_string
	.type	copy_string, @function
copy_string:
	pushl	%ebx
	pushl	%edi
	movl	%eax, %edi
	xorl	%eax, %eax
	STAC
1:	cmpl	%ecx, %eax
	je	3f
2:	movb	(%edx,%eax), %bl
	movb	%bl, (%edi,%eax)
	incl	%eax
	testb	%bl, %bl
	jnz	1b
	decl	%eax
3:	CLAC
	popl	%edi
	popl	%ebx
	ret
4:	movl	$-1, %eax
	jmp	3b
	.size	copy_string, . - copy_string

	.section .extable, "a", @progbits
	.long	2b, 4b
	.text

/*
 * int copy_touch(void *first, void *last)
 *
 *	In:	%eax, %edx = the first and the last byte of memory, of which
 *		each page is written with what it holds
 *	Out:	%eax = 0, or -1 after a fault
 *	Context: thread
 */
	.globl	copy_touch
	.type	copy_touch, @function
copy_touch:
	STAC
1:	lock orb $0, (%eax)
	orl	$PAGE_MASK, %eax
	incl	%eax			/* the next page begins */
	cmpl	%edx, %eax
	jbe	1b
	xorl	%eax, %eax
2:	CLAC
	ret
3:	movl	$-1, %eax
	jmp	2b
	.size	copy_touch, . - copy_touch

	.section .extable, "a", @progbits
	.long	1b, 3b

	.section .note.GNU-stack, "", @progbits
