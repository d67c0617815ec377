/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the tests of the runtime share: a PCI device that each test finds fresh, and a hook that keeps
 * the last reports, so that a test says which rule it expects, and where.
 */
#ifndef SHIM_TEST_H
#define SHIM_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <dma-shim.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/mm.h>
#include <linux/pci.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>

struct seen {
	char rule[48], message[240], origin[160], function[64];
	unsigned int line, origin_line;
};

static struct seen last_seen;
static unsigned int nseen;
static struct pci_dev *pdev;
static struct device *dev;

static void see(const struct dma_shim_report *r, void *data)
{
	(void)data;
	nseen++;
	snprintf(last_seen.rule, sizeof(last_seen.rule), "%s", r->rule);
	snprintf(last_seen.message, sizeof(last_seen.message), "%s", r->message);
	snprintf(last_seen.origin, sizeof(last_seen.origin), "%s",
		 r->origin_message ? r->origin_message : "");
	snprintf(last_seen.function, sizeof(last_seen.function), "%s",
		 r->event.n && r->event.frames[0].function ? r->event.frames[0].function : "");
	last_seen.line = r->event.n ? r->event.frames[0].line : 0;
	last_seen.origin_line = r->origin.n ? r->origin.frames[0].line : 0;
}

static inline int set_up(void **state)
{
	static const struct dma_shim_settings plain = {
		.cache_line = 64, .min_confidence = DMA_SHIM_MEDIUM, .stack_depth = 4,
		.remember = 1024,
	};

	(void)state;
	dma_shim_reset();
	assert_int_equal(dma_shim_set_settings(&plain), 0);
	dma_shim_set_hook(see, NULL);
	nseen = 0;
	memset(&last_seen, 0, sizeof(last_seen));
	pdev = dma_shim_pci_device_new("card");
	dev = &pdev->dev;
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	dma_shim_reset();
	dma_shim_pci_device_free(pdev);
	return 0;
}

/* One report since the last look, of this rule. */
static inline void expect_rule(const char *rule, unsigned int line)
{
	if (nseen != 1 || strcmp(last_seen.rule, rule))
		print_error("test line %u: %u reports, the last: %s [%s]\n", line, nseen,
			    last_seen.message, last_seen.rule);
	assert_int_equal(nseen, 1);
	assert_string_equal(last_seen.rule, rule);
	assert_true(dma_shim_count(rule) > 0);
	nseen = 0;
}

static inline void expect_silence(unsigned int line)
{
	if (nseen)
		print_error("test line %u: not silent: %s [%s]\n", line, last_seen.message,
			    last_seen.rule);
	assert_int_equal(nseen, 0);
}

#define EXPECT(rule) expect_rule(rule, __LINE__)
#define EXPECT_NOTHING() expect_silence(__LINE__)

/* Nothing is left: neither for the device nor unsaid. */
static inline void expect_clean(unsigned int line)
{
	expect_silence(line);
	assert_int_equal(dma_shim_live(NULL), 0);
	assert_int_equal(dma_shim_release_device(dev), 0);
	expect_silence(line);
}

#define EXPECT_CLEAN() expect_clean(__LINE__)

static inline void set_setting(unsigned int cache_line, bool above_4g, bool merge)
{
	struct dma_shim_settings s;

	dma_shim_get_settings(&s);
	s.cache_line = cache_line;
	s.handles_above_4g = above_4g;
	s.merge_sg = merge;
	assert_int_equal(dma_shim_set_settings(&s), 0);
}

static inline void set_confidence(enum dma_shim_confidence confidence)
{
	struct dma_shim_settings s;

	dma_shim_get_settings(&s);
	s.min_confidence = confidence;
	assert_int_equal(dma_shim_set_settings(&s), 0);
}

static inline dma_addr_t map(void *buf, size_t size, enum dma_data_direction dir)
{
	dma_addr_t dma = dma_map_single(dev, buf, size, dir);

	assert_false(dma_mapping_error(dev, dma));
	return dma;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

#endif
