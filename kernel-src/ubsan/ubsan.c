/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the compiler calls when it sees undefined behaviour (gcc and clang,
 * -fsanitize=undefined).  Each function gets a description, which the compiler
 * has laid down beside the code, and the values that were wrong; none comes
 * back.
 *
 * Their names are the compiler's.  It calls them from anywhere.
 */

#include "kernel.h"
#include "types.h"

struct ubsan_place {
	const char	*file;
	uint32_t	 line;
	uint32_t	 column;
};

/* `info' is the width's logarithm, shifted by 1, and whether it has a sign. */
struct ubsan_type {
	uint16_t	kind;
	uint16_t	info;
	char		name[];
};

/* What is described; `place' comes first in all of them. */
struct ubsan_mismatch {
	struct ubsan_place	 place;
	const struct ubsan_type	*type;
	uint8_t			 log_align;
	uint8_t			 access;
};

struct ubsan_index {
	struct ubsan_place	 place;
	const struct ubsan_type	*array;
	const struct ubsan_type	*index;
};

struct ubsan_shift {
	struct ubsan_place	 place;
	const struct ubsan_type	*left;
	const struct ubsan_type	*right;
};

struct ubsan_value {
	struct ubsan_place	 place;
	const struct ubsan_type	*type;
};

static const char *const accesses[] = {
	"load of", "store to", "reference to", "member access within",
	"member call on", "constructor call on", "downcast of", "downcast of",
	"upcast of", "cast to virtual base of", "use of", "use of"
};

void	__ubsan_handle_type_mismatch_v1(const struct ubsan_mismatch *,
	    uintptr_t);
void	__ubsan_handle_add_overflow(const struct ubsan_value *, uintptr_t,
	    uintptr_t);
void	__ubsan_handle_sub_overflow(const struct ubsan_value *, uintptr_t,
	    uintptr_t);
void	__ubsan_handle_mul_overflow(const struct ubsan_value *, uintptr_t,
	    uintptr_t);
void	__ubsan_handle_negate_overflow(const struct ubsan_value *, uintptr_t);
void	__ubsan_handle_divrem_overflow(const struct ubsan_value *, uintptr_t,
	    uintptr_t);
void	__ubsan_handle_pointer_overflow(const struct ubsan_place *, uintptr_t,
	    uintptr_t);
void	__ubsan_handle_shift_out_of_bounds(const struct ubsan_shift *,
	    uintptr_t, uintptr_t);
void	__ubsan_handle_out_of_bounds(const struct ubsan_index *, uintptr_t);
void	__ubsan_handle_load_invalid_value(const struct ubsan_value *,
	    uintptr_t);
void	__ubsan_handle_vla_bound_not_positive(const struct ubsan_value *,
	    uintptr_t);
void	__ubsan_handle_nonnull_arg(const struct ubsan_place *);
void	__ubsan_handle_invalid_builtin(const struct ubsan_place *);
void	__ubsan_handle_builtin_unreachable(const struct ubsan_place *);

static __attribute__((noreturn)) void
tell(const struct ubsan_place *place, const char *what, const char *type,
    uintptr_t a, uintptr_t b)
{
	panic("ubsan: %s:%u:%u: %s %s (0x%zx, 0x%zx)", place->file,
	    place->line, place->column, what, type, (size_t)a, (size_t)b);
}

/* A pointer that is NULL, not aligned, or at too little.  Context: any */
void
__ubsan_handle_type_mismatch_v1(const struct ubsan_mismatch *m,
    uintptr_t pointer)
{
	uintptr_t align = (uintptr_t)1 << m->log_align;

	panic("ubsan: %s:%u:%u: %s %s at 0x%zx, %s", m->place.file,
	    m->place.line, m->place.column,
	    m->access < nitems(accesses) ? accesses[m->access] : "access to",
	    m->type->name, (size_t)pointer, pointer == 0 ? "which is NULL" :
	    (pointer & (align - 1)) != 0 ? "which is misaligned" :
	    "where there is too little");
}

/* Context: any */
void
__ubsan_handle_add_overflow(const struct ubsan_value *v, uintptr_t a,
    uintptr_t b)
{
	tell(&v->place, "a sum overflows", v->type->name, a, b);
}

/* Context: any */
void
__ubsan_handle_sub_overflow(const struct ubsan_value *v, uintptr_t a,
    uintptr_t b)
{
	tell(&v->place, "a difference overflows", v->type->name, a, b);
}

/* Context: any */
void
__ubsan_handle_mul_overflow(const struct ubsan_value *v, uintptr_t a,
    uintptr_t b)
{
	tell(&v->place, "a product overflows", v->type->name, a, b);
}

/* Context: any */
void
__ubsan_handle_negate_overflow(const struct ubsan_value *v, uintptr_t a)
{
	tell(&v->place, "a negation overflows", v->type->name, a, 0);
}

/* Context: any */
void
__ubsan_handle_divrem_overflow(const struct ubsan_value *v, uintptr_t a,
    uintptr_t b)
{
	tell(&v->place, "a division by zero, or too large, of", v->type->name,
	    a, b);
}

/* Context: any */
void
__ubsan_handle_pointer_overflow(const struct ubsan_place *place, uintptr_t a,
    uintptr_t b)
{
	tell(place, "a pointer overflows", "", a, b);
}

/* Context: any */
void
__ubsan_handle_shift_out_of_bounds(const struct ubsan_shift *s, uintptr_t a,
    uintptr_t b)
{
	tell(&s->place, "a shift out of range of", s->left->name, a, b);
}

/* Context: any */
void
__ubsan_handle_out_of_bounds(const struct ubsan_index *i, uintptr_t index)
{
	tell(&i->place, "an index outside of", i->array->name, index, 0);
}

/* Context: any */
void
__ubsan_handle_load_invalid_value(const struct ubsan_value *v,
    uintptr_t value)
{
	tell(&v->place, "a value that is none of", v->type->name, value, 0);
}

/* Context: any */
void
__ubsan_handle_vla_bound_not_positive(const struct ubsan_value *v,
    uintptr_t bound)
{
	tell(&v->place, "an array's length is not positive:", v->type->name,
	    bound, 0);
}

/* Context: any */
void
__ubsan_handle_nonnull_arg(const struct ubsan_place *place)
{
	tell(place, "an argument is NULL", "", 0, 0);
}

/* Context: any */
void
__ubsan_handle_invalid_builtin(const struct ubsan_place *place)
{
	tell(place, "a bit is looked for in zero", "", 0, 0);
}

/* Context: any */
void
__ubsan_handle_builtin_unreachable(const struct ubsan_place *place)
{
	tell(place, "what cannot be reached is", "", 0, 0);
}
