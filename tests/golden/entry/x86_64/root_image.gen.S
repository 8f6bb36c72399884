/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the folders of user/.
 * Edit that, not this; the shape is templates/asm/root_image.S.j2.
 */

	.section .rodata
	.balign	8
	.globl	root_image_table
root_image_table:
	.quad	name_hostile, start_hostile, end_hostile
	.globl	root_image_count
root_image_count:
	.long	1

name_hostile:
	.asciz	"hostile"
	.balign	16
start_hostile:
	.incbin	"user/hostile.elf"
end_hostile:

	.section .note.GNU-stack, "", @progbits
