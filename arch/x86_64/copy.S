/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Copying to and from programs.  A fault at an instruction named in .extable
 * goes on at the place named beside it.
 */

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
	call	copy_open
	movq	%rdx, %rcx
	shrq	$3, %rcx
	andl	$7, %edx
1:	rep movsq
	movl	%edx, %ecx
2:	rep movsb
	xorl	%eax, %eax
	jmp	copy_close
3:	leaq	(%rdx,%rcx,8), %rax	/* words left, and the odd bytes */
	jmp	copy_close
4:	movq	%rcx, %rax
	jmp	copy_close
	.size	copy_words, . - copy_words

/*
 * int copy_byte(const void *from)
 *
 *	In:	%rdi = from
 *	Out:	%eax = the byte, or -1
 *	Context: thread
 */
	.globl	copy_byte
	.type	copy_byte, @function
copy_byte:
	call	copy_open
5:	movzbl	(%rdi), %eax
	jmp	copy_close
6:	movl	$-1, %eax
	jmp	copy_close
	.size	copy_byte, . - copy_byte

/*
 * int copy_touch(void *at)
 *
 *	In:	%rdi = a byte that is written with what it holds
 *	Out:	%eax = 0, or -1
 *	Context: thread
 */
	.globl	copy_touch
	.type	copy_touch, @function
copy_touch:
	call	copy_open
	xorl	%eax, %eax
7:	lock orb $0, (%rdi)
	jmp	copy_close
8:	movl	$-1, %eax
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
	.quad	1b, 3b, 2b, 4b, 5b, 6b, 7b, 8b

	.section .note.GNU-stack, "", @progbits
