/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Copying to and from programs.  A fault at an instruction named in .extable
 * goes on at the place named beside it.
 */

	.text

/*
 * size_t copy_words(void *to, const void *from, size_t size)
 *
 *	In:	4(%esp) = to, 8(%esp) = from, 12(%esp) = size
 *	Out:	%eax = bytes that were not copied
 *	Keeps:	%esi %edi
 *	Context: thread
 */
	.globl	copy_words
	.type	copy_words, @function
copy_words:
	call	copy_open
	pushl	%esi
	pushl	%edi
	movl	12(%esp), %edi
	movl	16(%esp), %esi
	movl	20(%esp), %edx
	movl	%edx, %ecx
	shrl	$2, %ecx
	andl	$3, %edx
1:	rep movsl
	movl	%edx, %ecx
2:	rep movsb
	xorl	%eax, %eax
	jmp	5f
3:	leal	(%edx,%ecx,4), %eax	/* words left, and the odd bytes */
	jmp	5f
4:	movl	%ecx, %eax
5:	popl	%edi
	popl	%esi
	jmp	copy_close
	.size	copy_words, . - copy_words

	.section .extable, "a", @progbits
	.long	1b, 3b, 2b, 4b
	.text

/*
 * int copy_byte(const void *from)
 *
 *	In:	4(%esp) = from
 *	Out:	%eax = the byte, or -1
 *	Context: thread
 */
	.globl	copy_byte
	.type	copy_byte, @function
copy_byte:
	call	copy_open
	movl	4(%esp), %eax
1:	movzbl	(%eax), %eax
	jmp	copy_close
2:	movl	$-1, %eax
	jmp	copy_close
	.size	copy_byte, . - copy_byte

/*
 * int copy_touch(void *at)
 *
 *	In:	4(%esp) = a byte that is written with what it holds
 *	Out:	%eax = 0, or -1
 *	Context: thread
 */
	.globl	copy_touch
	.type	copy_touch, @function
copy_touch:
	call	copy_open
	movl	4(%esp), %ecx
	xorl	%eax, %eax
3:	lock orb $0, (%ecx)
	jmp	copy_close
4:	movl	$-1, %eax
	jmp	copy_close
	.size	copy_touch, . - copy_touch

/* STAC and CLAC where the CPU has SMAP; patched in at start. */
	.globl	copy_open
copy_open:
	nop
	nop
	nop
	ret
	.globl	copy_close
copy_close:
	nop
	nop
	nop
	ret

	.section .extable, "a", @progbits
	.long	1b, 2b, 3b, 4b

	.section .note.GNU-stack, "", @progbits
