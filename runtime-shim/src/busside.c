/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The device's side: what it reads and writes on the bus. It is held to the direction and the range of
 * the mapping, and to who owns it. An access is also how the runtime sees that a handle reached the
 * hardware: the event HAND_OVER of the lifecycle.
 */
#include "shim.h"

#include <errno.h>

static int refuse(const struct shim_call *call, int rule, const struct shim_object *o,
		  const char *fmt, ...) __attribute__((format(printf, 4, 5)));
static int refuse(const struct shim_call *call, int rule, const struct shim_object *o,
		  const char *fmt, ...)
{
	char *text = NULL;
	va_list args;

	va_start(args, fmt);
	if (vasprintf(&text, fmt, args) < 0)
		text = NULL;
	va_end(args);
	shim_report(call, rule, o, "%s", text ? text : "access refused");
	free(text);
	return -EFAULT;
}

static int refuse_unmapped(const struct shim_call *call)
{
	unsigned long long handle = call->handle;
	const struct shim_segment *s = shim_segment_truncated(call->handle);
	const struct shim_mem *mem;

	if (call->handle == DMA_MAPPING_ERROR) {
		shim_step_failed(call, DL_EVENT_HAND_OVER);
		return -EFAULT;
	}
	if (s)
		return refuse(call, DL_RULE_ADDR_TRUNCATED, s->object,
			      "a DMA address of 64 bits is cut off to 32 [handle=%#llx]", handle);
	mem = shim_mem_at(phys_to_virt(call->handle));
	if (mem)
		return refuse(call, DL_RULE_VIRT_TO_BUS, mem->object,
			      "a physical address is given to the device; a device takes what a map returned [value=%#llx]",
			      handle);
	return refuse(call, SHIM_DEVICE_UNMAPPED, NULL,
		      "the device accesses what is not mapped [handle=%#llx] [size=%zu]", handle,
		      call->size);
}

/* Since it was synced for the CPU, or while the device had it. */
static bool cpu_wrote(const struct shim_object *o)
{
	for (unsigned int i = 0; i < o->nsegments; i++)
		if (shim_copy_changed(&o->segments[i].copy, o->segments[i].size))
			return true;
	return false;
}

/* Given back without a sync: then the device does not have what the CPU wrote last. */
static void look_at_owner(const struct shim_call *now, struct shim_object *o)
{
	struct shim_call then = *now;

	if (o->state == DL_STATE_CPU && !o->wrote && !shim_is_memory(o) &&
	    (o->written.n || cpu_wrote(o))) {
		o->wrote = true;
		then.at = &o->written;
		shim_report(&then, DL_RULE_MISSING_SYNC_FOR_DEVICE, o,
			    "the device gets a buffer back that the CPU has written to since it was synced for the CPU [direction=%s]",
			    shim_direction(o->dir));
	}
}

/* Nobody asked whether it was made: the device gets what was made up for that. */
static int refuse_failed(const struct shim_call *call, const struct shim_object *o)
{
	static const struct {
		enum dl_rule rule;
		const char *fmt;
	} unchecked[DL_MACHINE_COUNT] = {
		[DL_MACHINE_SG] = { DL_RULE_UNCHECKED_MAP_SG,
			DL_WORDS_UNCHECKED_MAP_SG },
		[DL_MACHINE_SGTABLE] = { DL_RULE_UNCHECKED_MAP_SGTABLE,
			"status of %s() is ignored; it is not 0 on failure" },
		[DL_MACHINE_ALLOC] = { DL_RULE_UNCHECKED_ALLOC,
			DL_WORDS_UNCHECKED_ALLOC },
		[DL_MACHINE_POOL_OBJECT] = { DL_RULE_UNCHECKED_ALLOC,
			DL_WORDS_UNCHECKED_ALLOC },
	};

	return refuse(call, unchecked[o->machine].rule, o, unchecked[o->machine].fmt, o->name);
}

static int look_at_access(const struct shim_call *call, struct shim_segment *s, bool write)
{
	struct shim_object *o = s->object;
	size_t offset = call->handle - s->handle;

	if (o->state == DL_STATE_FAILED)
		return refuse_failed(call, o);
	if (!shim_object_is_live(o)) {
		shim_step(call, o, DL_EVENT_HAND_OVER);
		return -EFAULT;
	}
	if (o->dev != call->dev)
		return refuse(call, SHIM_DEVICE_UNMAPPED, o,
			      "the device accesses what is mapped for another one [mapped for %s] [accessed by %s]",
			      shim_device_name(o->dev), shim_device_name(call->dev));
	if (o->pending)
		return refuse(call, SHIM_DEVICE_UNMAPPED, o,
			      "the device accesses what is linked, and no dma_iova_sync() has come since");
	if (call->size > s->size - offset)
		return refuse(call, SHIM_DEVICE_RANGE, o,
			      "the device goes beyond the mapping [map size=%zu] [offset=%zu] [size=%zu]",
			      s->size, offset, call->size);
	if ((!shim_is_memory(o) || shim_is_synced_memory(o)) &&
	    o->dir == (write ? DMA_TO_DEVICE : DMA_FROM_DEVICE))
		return refuse(call, SHIM_DEVICE_DIRECTION, o,
			      "the device %s what is mapped %s", write ? "writes to" : "reads",
			      shim_direction(o->dir));
	if (!write && shim_is_synced_memory(o) && !o->synced_device) {
		o->synced_device = true;	/* said once */
		shim_report(call, DL_RULE_NONCOHERENT_NO_SYNC, o,
			    "the device reads memory from %s(), and no sync for the device came before",
			    o->name);
	}
	look_at_owner(call, o);
	o->last_sync = SHIM_SYNC_NONE;
	return shim_step(call, o, DL_EVENT_HAND_OVER) ? 0 : -EFAULT;
}

/* Where the device finds the bytes; NULL: nowhere (registers). */
static unsigned char *bytes_of(struct shim_segment *s, size_t offset, size_t size)
{
	if (!s->copy.device)
		return s->object->machine == DL_MACHINE_STREAMING || !s->cpu
			       ? NULL
			       : (unsigned char *)s->cpu + offset;
	offset += s->copy.before;
	return offset <= s->copy.len && size <= s->copy.len - offset ? s->copy.device + offset
								     : NULL;
}

static int transfer(const struct shim_call *call, void *in, const void *out)
{
	struct shim_segment *s;
	unsigned char *bytes;
	int error;

	if (shim_device_refused(call))
		return -EFAULT;
	if (!call->size)
		return 0;
	if (!in && !out)
		return refuse(call, SHIM_BAD_ARGUMENT, NULL, "%s() without a buffer", call->name);
	s = call->handle == DMA_MAPPING_ERROR ? NULL : shim_segment_at(call->handle);
	if (!s)
		return refuse_unmapped(call);
	error = look_at_access(call, s, out != NULL);
	if (error)
		return error;
	bytes = bytes_of(s, call->handle - s->handle, call->size);
	if (bytes && in)
		memcpy(in, bytes, call->size);
	else if (bytes)
		memcpy(bytes, out, call->size);
	else if (in)
		memset(in, 0, call->size);
	if (out)
		s->copy.written = true;
	return 0;
}

int dma_shim_device_read(struct device *dev, dma_addr_t handle, void *buf, size_t len)
{
	SHIM_CALL(dma_shim_device_read, 4, .dev = dev, .handle = handle, .size = len);
	int error = transfer(&call, buf, NULL);

	if (error && buf)
		memset(buf, 0xff, len);
	shim_leave();
	return error;
}

int dma_shim_device_write(struct device *dev, dma_addr_t handle, const void *buf, size_t len)
{
	SHIM_CALL(dma_shim_device_write, 4, .dev = dev, .handle = handle, .size = len);
	int error = transfer(&call, NULL, buf);

	shim_leave();
	return error;
}
