/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Every function of api.def that is no macro, called with arguments that nobody should give it: each argument
 * in turn takes each of the wrong values that its role has below, the others are right. Nothing may
 * crash or hang, and what is wrong in itself has to be reported.
 *
 * The functions are called through integers of 64 bits, which the calling conventions of x86-64 and ARM64
 * allow. Each function has a process of its own, so that a crash is named and the rest goes on.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <asm/io.h>
#include <dma-shim.h>
#include <linux/bvec.h>
#include <linux/dma-compat.h>
#include <linux/dmaengine.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/usb.h>
#include <linux/virtio.h>
#include <rdma/ib_verbs.h>
#include <scsi/scsi_cmnd.h>

#include "rules/api.h"

#define MAX_VALUES 8
#define SIZE 256
#define ENTRIES 2

static const struct {
	const char *name;
	void (*function)(void);
} functions[] = {
#define USE(name) { #name, (void (*)(void))name },
#include "shim_functions.h"
};

typedef uint64_t any(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t,
		     uint64_t, uint64_t);

/* ---- what is right --------------------------------------------------------------------------- */

static struct {
	struct device *dev;
	struct pci_dev *pdev;
	struct usb_device *udev;
	struct ib_device *ib;
	struct virtqueue vq;
	struct virtio_device vdev;
	struct scsi_cmnd cmd;
	struct scsi_device sdev;
	struct dma_chan chan;
	struct urb urb;
	struct bio_vec bvec;
	skb_frag_t frag;
	struct dma_iova_state iova;
	struct sg_append_table append;
	struct vm_area_struct vma;
	struct page *page, *pages[1];
	void *buf, *freed;
	struct scatterlist *list;
	struct sg_table table, empty, wrong;
	struct scatterlist foreign[ENTRIES];
	struct dma_pool *pool, *destroyed;
	dma_addr_t handle, out;
	char outside[4096];
	struct Scsi_Host host;	/* it ends in an array */
} of;

static void note(const struct dma_shim_report *report, void *data)
{
	(void)report;
	++*(unsigned int *)data;
}

static unsigned int nreports;

static void make_devices(void)
{
	of.pdev = dma_shim_pci_device_new("card");
	of.dev = &of.pdev->dev;
	of.udev = dma_shim_usb_device_new("usb");
	of.ib = dma_shim_ib_device_new(of.dev, "ib");
	of.vdev.dev.parent = of.dev;
	of.vq.vdev = &of.vdev;
	if (dma_set_mask_and_coherent(of.dev, DMA_BIT_MASK(32)))
		abort();
}

static void make_memory(void)
{
	of.buf = kzalloc(SIZE, GFP_KERNEL);
	of.freed = kzalloc(SIZE, GFP_KERNEL);
	kfree(of.freed);
	of.page = of.pages[0] = alloc_pages(GFP_KERNEL, 0);
	of.list = kcalloc(ENTRIES, sizeof(*of.list), GFP_KERNEL);
	sg_init_table(of.list, ENTRIES);
	for (int i = 0; i < ENTRIES; i++)
		sg_set_buf(&of.list[i], of.buf + i * SIZE / ENTRIES, SIZE / ENTRIES);
	sg_init_table(of.foreign, ENTRIES);
	if (sg_alloc_table(&of.table, 1, GFP_KERNEL))
		abort();
	sg_set_buf(of.table.sgl, of.buf, SIZE);
	of.wrong = of.table;
	of.wrong.orig_nents = of.wrong.nents = 1000000;
	of.bvec = (struct bio_vec){ .bv_page = of.page, .bv_len = SIZE };
	of.frag = (skb_frag_t){ .page = of.page, .len = SIZE };
	of.vma.vm_end = PAGE_SIZE;
	of.pool = dma_pool_create("pool", of.dev, 64, 64, 0);
	of.destroyed = dma_pool_create("gone", of.dev, 64, 64, 0);
	dma_pool_destroy(of.destroyed);
	of.handle = 0x1000;
	of.cmd.device = &of.sdev;
	of.sdev.host = &of.host;
	of.host.dma_dev = of.dev;
	of.cmd.sdb.table = of.table;
}

static bool begins(const char *name, const char *with)
{
	return !strncmp(name, with, strlen(with));
}

static const struct {
	const char *prefix;
	void *value;
} devices[] = {
	{ "ib_", &of.ib },	    { "virtqueue_", NULL }, { "usb_", &of.udev },
	{ "dmaengine_", NULL }, { "pci_", &of.pdev },   { "", &of.dev },
};

/* What stands for a device in that function. */
static uint64_t device_of(const char *name)
{
	size_t i = 0;

	while (!begins(name, devices[i].prefix))
		i++;
	if (devices[i].value)
		return (uintptr_t) * (void **)devices[i].value;
	return begins(name, "virtqueue_") ? (uintptr_t)&of.vq : (uintptr_t)&of.chan;
}

/* Arguments that are something else than their role says by itself. */
static const struct {
	const char *prefix;
	int arg;
	void *value;
} others[] = {
	{ "dma_iova_", 1, &of.iova },
	{ "dma_use_iova", 0, &of.iova },
	{ "sg_alloc_table_from_pages", 1, of.pages },
	{ "sg_alloc_append_table_from_pages", 0, &of.append },
	{ "sg_alloc_append_table_from_pages", 1, of.pages },
	{ "sg_free_append_table", 0, &of.append },
	{ "scsi_", 0, &of.cmd },
	{ "usb_fill_bulk_urb", 0, &of.urb },
	{ "dma_map_bvec", 1, &of.bvec },
	{ "skb_frag_dma_map", 1, &of.frag },
	{ "sg_set_folio", 1, NULL },
	{ "sgl_alloc", 2, &of.out },		/* where the count goes */
	{ "sgl_alloc_order", 4, &of.out },
	{ "sg_alloc_table_chained", 2, NULL },
};

static uint64_t right(const struct dl_api *api, int arg)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (begins(api->name, others[i].prefix) && others[i].arg == arg)
			return (uintptr_t)others[i].value;
	switch (api->args[arg]) {
	case DL_ROLE_DEV:
		return device_of(api->name);
	case DL_ROLE_CPU:
		return (uintptr_t)of.buf;
	case DL_ROLE_PAGE:
		return (uintptr_t)of.page;
	case DL_ROLE_SIZE:
		return SIZE;
	case DL_ROLE_DIR:
		return DMA_TO_DEVICE;
	case DL_ROLE_HANDLE:
		return of.handle;
	case DL_ROLE_HANDLE_OUT:
		return (uintptr_t)&of.out;
	case DL_ROLE_SG:
		return (uintptr_t)of.list;
	case DL_ROLE_NENTS:
	case DL_ROLE_NMAPPED:
		return ENTRIES;
	case DL_ROLE_SGT:
		return (uintptr_t)&of.table;
	case DL_ROLE_GFP:
		return GFP_KERNEL;
	case DL_ROLE_POOL:
		return (uintptr_t)of.pool;
	case DL_ROLE_NAME:
		return (uintptr_t) "name";
	case DL_ROLE_ALIGN:
		return 64;
	case DL_ROLE_VMA:
		return (uintptr_t)&of.vma;
	case DL_ROLE_MASK:
		return DMA_BIT_MASK(32);
	default:
		return 0;
	}
}

/* ---- what is wrong --------------------------------------------------------------------------- */

#define IN(thing) ((uintptr_t)&of.thing)

/* A function that takes an argument of the role, gets each of these. */
static size_t wrong(enum dl_role role, uint64_t *values)
{
	const uint64_t sizes[] = { 0, ~0ull, 1ull << 63, (1ull << 63) - 1, 1ull << 41 };
	const uint64_t counts[] = { 0, (uint64_t)-1, 1ull << 31, INT32_MAX, ENTRIES + 1, 1 << 20 };
	const uint64_t directions[] = { DMA_NONE, 77, (uint64_t)-1, 1ull << 31 };
	const uint64_t pointers[] = { 0, 8, (uint64_t)-12, IN(outside), (uintptr_t)of.freed,
				      (uintptr_t)of.buf + SIZE / 2, (uintptr_t)of.buf + SIZE };
	const uint64_t handles[] = { 0, ~0ull, 77, ~0ull << 12, (uintptr_t)of.buf, IN(outside) };
	const uint64_t lists[] = { 0, IN(foreign), (uintptr_t)of.list + sizeof(*of.list),
				   (uintptr_t)of.freed };
	const uint64_t tables[] = { 0, IN(empty), IN(wrong) };
	const uint64_t pools[] = { 0, IN(outside), (uintptr_t)of.destroyed };
	const uint64_t numbers[] = { 0, 1, 3, ~0ull, 1ull << 31 };
	const uint64_t nulls[] = { 0 };
#define GIVE(array) (memcpy(values, array, sizeof(array)), sizeof(array) / sizeof((array)[0]))

	switch (role) {
	case DL_ROLE_SIZE:
	case DL_ROLE_OFFSET:
	case DL_ROLE_PHYS:
		return GIVE(sizes);
	case DL_ROLE_NENTS:
	case DL_ROLE_NMAPPED:
		return GIVE(counts);
	case DL_ROLE_DIR:
		return GIVE(directions);
	case DL_ROLE_CPU:
		return GIVE(pointers);
	case DL_ROLE_HANDLE:
		return GIVE(handles);
	case DL_ROLE_SG:
		return GIVE(lists);
	case DL_ROLE_SGT:
		return GIVE(tables);
	case DL_ROLE_POOL:
		return GIVE(pools);
	case DL_ROLE_ALIGN:
	case DL_ROLE_BOUNDARY:
	case DL_ROLE_MASK:
	case DL_ROLE_ATTRS:
	case DL_ROLE_GFP:
		return GIVE(numbers);
	case DL_ROLE_DEV:
	case DL_ROLE_PAGE:
	case DL_ROLE_HANDLE_OUT:
	case DL_ROLE_VMA:
	case DL_ROLE_NAME:
	case DL_ROLE_OWNER:
	case DL_ROLE_NFRAG:
		return GIVE(nulls);
	default:
		return 0;
	}
}

static bool acts(const struct dl_api *api)
{
	return api->action == DL_ACT_ACQUIRE || api->action == DL_ACT_RELEASE ||
	       api->action == DL_ACT_SYNC_CPU || api->action == DL_ACT_SYNC_DEVICE ||
	       api->action == DL_ACT_TEST || api->action == DL_ACT_LINK ||
	       api->action == DL_ACT_UNLINK;
}

/* Wrong whatever the function is for. */
static bool has_to_be_reported(const struct dl_api *api, enum dl_role role, uint64_t value)
{
	bool maps = api->action == DL_ACT_ACQUIRE && api->machine != DL_MACHINE_IOVA;

	switch (role) {
	case DL_ROLE_DEV:
		return acts(api);
	case DL_ROLE_DIR:
		return acts(api);
	case DL_ROLE_SIZE:
		return maps && (!value || value >= 1ull << 41) && api->machine != DL_MACHINE_POOL;
	case DL_ROLE_CPU:
		return maps && value != (uintptr_t)of.buf + SIZE / 2;
	case DL_ROLE_PAGE:
	case DL_ROLE_HANDLE_OUT:
	case DL_ROLE_POOL:
		return acts(api) && (value || api->action != DL_ACT_RELEASE);
	case DL_ROLE_SG:
	case DL_ROLE_SGT:
		return acts(api);
	case DL_ROLE_NENTS:
		return acts(api);
	default:
		return false;
	}
}

/* ---- the calls ------------------------------------------------------------------------------- */

__attribute__((no_sanitize("undefined"))) static void call(void (*function)(void), const uint64_t *a)
{
	((any *)function)(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]);
}

static void begin(void)
{
	struct dma_shim_settings settings;

	dma_shim_reset();
	memset(&of, 0, sizeof(of));
	make_devices();
	make_memory();
	dma_shim_get_settings(&settings);
	settings.min_confidence = DMA_SHIM_LOW;
	dma_shim_set_settings(&settings);
	nreports = 0;
}

static void end(void)
{
	dma_shim_reset();
	dma_shim_ib_device_free(of.ib);
	dma_shim_usb_device_free(of.udev);
	dma_shim_pci_device_free(of.pdev);
}

/* One wrong value; false if it should have been reported. */
static bool try_value(const struct dl_api *api, void (*function)(void), int arg, size_t which)
{
	uint64_t args[9] = { 0 }, values[MAX_VALUES];

	begin();
	for (int i = 0; i < api->nargs; i++)
		args[i] = right(api, i);
	wrong(api->args[arg], values);
	args[arg] = values[which];
	printf("%s, argument %d = %#llx\n", api->name, arg + 1, (unsigned long long)args[arg]);
	fflush(stdout);
	call(function, args);
	if (nreports || !has_to_be_reported(api, api->args[arg], args[arg])) {
		end();
		return true;
	}
	printf("  not reported\n");
	end();
	return false;
}

static int try_all(const struct dl_api *api, void (*function)(void))
{
	uint64_t values[MAX_VALUES];
	int silent = 0;

	alarm(20);
	for (int arg = 0; arg < api->nargs; arg++)
		for (size_t i = 0; i < wrong(api->args[arg], values); i++)
			silent += !try_value(api, function, arg, i);
	return silent != 0;
}

static bool passes(size_t n)
{
	const struct dl_api *api = dl_api_find(functions[n].name, 99);
	int status;
	pid_t child;

	if (!api) {
		printf("%s is in no table\n", functions[n].name);
		return false;
	}
	fflush(stdout);
	child = fork();
	if (!child) {
		dma_shim_set_hook(note, &nreports);
		status = try_all(api, functions[n].function);
		fflush(stdout);
		_exit(status);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return false;
	if (WIFSIGNALED(status))
		printf("  %s(): %s\n", functions[n].name, strsignal(WTERMSIG(status)));
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

int main(void)
{
	size_t n = sizeof(functions) / sizeof(functions[0]), failed = 0;

	for (size_t i = 0; i < n; i++) {
		if (!passes(i)) {
			printf("FAILED: %s\n", functions[i].name);
			failed++;
		}
	}
	printf("%zu functions, %zu failed\n", n, failed);
	return failed || n < 120;
}
