/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * I/O ports, memory-mapped and model-specific registers.  The generated
 * accessors are the callers; a driver uses those.  On i386 a register of 64
 * bits is two accesses.
 */
#ifndef ARCH_X86_IO_H
#define ARCH_X86_IO_H

#include <stdint.h>

#include "msr.h"

static inline uint8_t
port_read8(uintptr_t port)
{
	uint8_t value;

	__asm__ volatile("inb %w1, %b0"
	    : "=a"(value) : "d"((uint16_t)port));
	return (value);
}

static inline void
port_write8(uintptr_t port, uint8_t value)
{
	__asm__ volatile("outb %b0, %w1"
	    : : "a"(value), "d"((uint16_t)port));
}

static inline uint16_t
port_read16(uintptr_t port)
{
	uint16_t value;

	__asm__ volatile("inw %w1, %w0"
	    : "=a"(value) : "d"((uint16_t)port));
	return (value);
}

static inline void
port_write16(uintptr_t port, uint16_t value)
{
	__asm__ volatile("outw %w0, %w1"
	    : : "a"(value), "d"((uint16_t)port));
}

static inline uint32_t
port_read32(uintptr_t port)
{
	uint32_t value;

	__asm__ volatile("inl %w1, %0"
	    : "=a"(value) : "d"((uint16_t)port));
	return (value);
}

static inline void
port_write32(uintptr_t port, uint32_t value)
{
	__asm__ volatile("outl %0, %w1"
	    : : "a"(value), "d"((uint16_t)port));
}

static inline uint8_t
mmio_read8(uintptr_t address)
{
	return (*(volatile uint8_t *)address);
}

static inline void
mmio_write8(uintptr_t address, uint8_t value)
{
	*(volatile uint8_t *)address = value;
}

static inline uint16_t
mmio_read16(uintptr_t address)
{
	return (*(volatile uint16_t *)address);
}

static inline void
mmio_write16(uintptr_t address, uint16_t value)
{
	*(volatile uint16_t *)address = value;
}

static inline uint32_t
mmio_read32(uintptr_t address)
{
	return (*(volatile uint32_t *)address);
}

static inline void
mmio_write32(uintptr_t address, uint32_t value)
{
	*(volatile uint32_t *)address = value;
}

static inline uint64_t
mmio_read64(uintptr_t address)
{
	return (*(volatile uint64_t *)address);
}

static inline void
mmio_write64(uintptr_t address, uint64_t value)
{
	*(volatile uint64_t *)address = value;
}

#endif
