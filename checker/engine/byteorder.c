/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Numbers in the other byte order. An unknown stays the same unknown: who stores a handle swapped
 * still stores the handle. A constant that a driver sets or asks for has its bytes swapped by the
 * compiler, so it is swapped here, too, where it is part of what a function swaps:
 * "x |= cpu_to_be32(FLAG | n)" and then "if (x & cpu_to_be32(FLAG))" is the same bit.
 */
#include "checker/engine/impl.h"

static int64_t swapped(int64_t imm, uint32_t bits)
{
	switch (bits) {
	case 16: return __builtin_bswap16((uint16_t)imm);
	case 32: return __builtin_bswap32((uint32_t)imm);
	case 64: return (int64_t)__builtin_bswap64((uint64_t)imm);
	default: return imm;
	}
}

static bool is_bitwise(const struct dl_value *v)
{
	return v->kind == DL_V_BIN &&
	       (v->op == DL_BIN_AND || v->op == DL_BIN_OR || v->op == DL_BIN_XOR);
}

const struct dl_value *dl_byteorder_swap(struct dl_values *vs, const struct dl_value *v,
					 const struct dl_type *type)
{
	if (!type || type->kind != DL_TYPE_INT)
		return v;
	if (v->kind == DL_V_CONST)
		return dl_value_const(vs, type, swapped(v->imm, type->bits));
	if (is_bitwise(v))
		return dl_value_bin(vs, v->op, dl_byteorder_swap(vs, v->a, type),
				    dl_byteorder_swap(vs, v->b, type), type);
	return v;
}
