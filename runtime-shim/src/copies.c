/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The two copies of a buffer: the CPU's, which is the driver's memory as seen through its cache, and
 * the device's, which is what lies in RAM. They meet only where the API says so, by direction, and in whole
 * cache lines: what else is in a line goes along, and what was written there since is lost
 * (dma-api.rst, part Id, "Warnings"). Lines end where memory of the shim ends; of foreign memory
 * (stack, static, malloc) only the buffer itself is touched, and that only if the device wrote to it:
 * whatever lies there may be vital to the test.
 */
#include "shim.h"

#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>

/* What RAM holds before anything was written back. */
#define STALE 0xa7

/* Memory that may not be there, or be read-only: an error, not a signal. */
static bool transfer_foreign(unsigned char *cpu, unsigned char *device, size_t len, bool to_cpu)
{
	struct iovec ours = { device, len }, theirs = { cpu, len };
	ssize_t n = to_cpu ? process_vm_writev(getpid(), &ours, 1, &theirs, 1, 0)
			   : process_vm_readv(getpid(), &ours, 1, &theirs, 1, 0);

	if (n < 0 && (errno == ENOSYS || errno == EPERM)) {	/* a sandbox */
		memcpy(to_cpu ? cpu : device, to_cpu ? device : cpu, len);
		return true;
	}
	return n == (ssize_t)len;
}

/* Both ends: a length that nobody meant is found before memory is taken for it. */
static bool is_there(unsigned char *cpu, size_t len)
{
	unsigned char byte;

	return !len || (transfer_foreign(cpu, &byte, 1, false) &&
			transfer_foreign(cpu + len - 1, &byte, 1, false));
}

static void to_lines(uintptr_t start, uintptr_t end, unsigned int line, uintptr_t *first,
		     uintptr_t *last)
{
	*first = start & ~((uintptr_t)line - 1);
	*last = (end + line - 1) & ~((uintptr_t)line - 1);
}

bool shim_copy_make(struct shim_copy *copy, void *cpu, size_t size, const struct shim_mem *mem)
{
	uintptr_t start = (uintptr_t)cpu, end = start + size, first = start, last = end;

	memset(copy, 0, sizeof(*copy));
	copy->line = shim_settings.cache_line;
	copy->foreign = !mem;
	if (mem) {
		uintptr_t limit = (uintptr_t)mem->start + mem->size + mem->back;

		to_lines(start, end, copy->line, &first, &last);
		if (first < (uintptr_t)mem->start)
			first = (uintptr_t)mem->start;
		if (last > limit)
			last = limit;
	}
	copy->cpu = (unsigned char *)first;
	copy->len = last - first;
	copy->before = start - first;
	copy->device = copy->foreign && !is_there(copy->cpu, copy->len) ? NULL
									   : malloc(2 * copy->len);
	if (!copy->device)
		return false;
	copy->seen = copy->device + copy->len;
	memset(copy->device, STALE, copy->len);
	if (copy->foreign && !transfer_foreign(copy->cpu, copy->seen, copy->len, false)) {
		shim_copy_drop(copy);
		return false;
	}
	if (!copy->foreign)
		memcpy(copy->seen, copy->cpu, copy->len);
	return true;
}

void shim_copy_drop(struct shim_copy *copy)
{
	free(copy->device);
	memset(copy, 0, sizeof(*copy));
}

/* The whole lines around a part of the buffer: where they begin in the copies, and how long they are. */
static size_t part(const struct shim_copy *copy, size_t offset, size_t size, size_t *len)
{
	uintptr_t base = (uintptr_t)copy->cpu, first, last;
	size_t begin = copy->before + offset;

	*len = 0;
	if (!copy->device || begin >= copy->len || !size)
		return 0;
	if (size > copy->len - begin)
		size = copy->len - begin;
	to_lines(base + begin, base + begin + size, copy->line, &first, &last);
	if (first < base)
		first = base;
	if (last > base + copy->len)
		last = base + copy->len;
	*len = last - first;
	return first - base;
}

void shim_copy_to_device(struct shim_copy *copy, size_t offset, size_t size)
{
	size_t len, at = part(copy, offset, size, &len);

	if (!len)
		return;
	if (copy->foreign)
		transfer_foreign(copy->cpu + at, copy->device + at, len, false);
	else
		memcpy(copy->device + at, copy->cpu + at, len);
	memcpy(copy->seen + at, copy->device + at, len);
}

void shim_copy_to_cpu(struct shim_copy *copy, size_t offset, size_t size)
{
	size_t len, at = part(copy, offset, size, &len);

	if (!len || (copy->foreign && !copy->written))
		return;
	if (copy->foreign)
		transfer_foreign(copy->cpu + at, copy->device + at, len, true);
	else
		memcpy(copy->cpu + at, copy->device + at, len);
	memcpy(copy->seen + at, copy->device + at, len);
}

void shim_copy_remember(struct shim_copy *copy, size_t offset, size_t size)
{
	size_t len, at = part(copy, offset, size, &len);

	if (!len)
		return;
	if (copy->foreign)
		transfer_foreign(copy->cpu + at, copy->seen + at, len, false);
	else
		memcpy(copy->seen + at, copy->cpu + at, len);
}

bool shim_copy_changed(const struct shim_copy *copy, size_t size)
{
	size_t n = copy->device && copy->before < copy->len ? copy->len - copy->before : 0;

	/* foreign memory may be gone by now: a stack frame that was left */
	if (!n || copy->foreign)
		return false;
	return memcmp(copy->cpu + copy->before, copy->seen + copy->before,
		      size < n ? size : n) != 0;
}
