/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a run can be asked to do, and the environment that asks for it before main(). A value that
 * makes no sense is said so and left alone.
 */
#include "shim.h"

#include <errno.h>

struct dma_shim_settings shim_settings = {
	.cache_line = 64,
	.min_confidence = DMA_SHIM_MEDIUM,
	.stack_depth = 6,
	.remember = 65536,
};

static bool settings_are_valid(const struct dma_shim_settings *s)
{
	return s->cache_line >= 16 && s->cache_line <= 256 &&
	       (s->cache_line & (s->cache_line - 1)) == 0 &&
	       s->stack_depth <= DMA_SHIM_FRAMES &&
	       (unsigned int)s->min_confidence <= DMA_SHIM_HIGH;
}

void dma_shim_get_settings(struct dma_shim_settings *settings)
{
	struct shim_call call = { 0 };
	struct shim_row row = { 0 };

	shim_enter(&call, &row, __func__, 1, 0, NULL);
	*settings = shim_settings;
	shim_leave();
}

int dma_shim_set_settings(const struct dma_shim_settings *settings)
{
	struct shim_call call = { 0 };
	struct shim_row row = { 0 };

	if (!settings || !settings_are_valid(settings))
		return -EINVAL;
	shim_enter(&call, &row, __func__, 1, 0, NULL);
	shim_settings = *settings;
	shim_leave();
	return 0;
}

static void complain(const char *name, const char *value, const char *wanted)
{
	fprintf(stderr, "dma-shim: %s=%s: not %s; ignored\n", name, value, wanted);
}

/* The word's place in the list, or -1. */
static int word_of(const char *name, const char *const words[], int n, const char *wanted)
{
	const char *value = getenv(name);

	if (!value)
		return -1;
	for (int i = 0; i < n; i++)
		if (!strcmp(value, words[i]))
			return i;
	complain(name, value, wanted);
	return -1;
}

static void read_number(const char *name, unsigned int *number, const char *wanted)
{
	const char *value = getenv(name);
	unsigned int old = *number;
	unsigned long n;
	char *end;

	if (!value)
		return;
	n = strtoul(value, &end, 10);
	*number = (unsigned int)n;
	if (end == value || *end || n > UINT32_MAX || !settings_are_valid(&shim_settings)) {
		*number = old;
		complain(name, value, wanted);
	}
}

static void read_flag(const char *name, bool *flag)
{
	static const char *const words[] = { "0", "1" };
	int i = word_of(name, words, 2, "0 or 1");

	if (i >= 0)
		*flag = i;
}

__attribute__((constructor)) static void read_environment(void)
{
	static const char *const actions[] = { "log", "abort", "callback" };
	static const char *const formats[] = { "text", "json" };
	static const char *const levels[] = { "low", "medium", "high" };
	int i;

	i = word_of("DMA_SHIM_ACTION", actions, 3, "log, abort or callback");
	if (i >= 0)
		dma_shim_set_action((enum dma_shim_action)i);
	i = word_of("DMA_SHIM_FORMAT", formats, 2, "text or json");
	if (i >= 0)
		dma_shim_set_format((enum dma_shim_format)i);
	i = word_of("DMA_SHIM_MIN_CONFIDENCE", levels, 3, "low, medium or high");
	if (i >= 0)
		shim_settings.min_confidence = (enum dma_shim_confidence)i;
	read_number("DMA_SHIM_CACHE_LINE", &shim_settings.cache_line, "16, 32, 64, 128 or 256");
	read_number("DMA_SHIM_STACK_DEPTH", &shim_settings.stack_depth, "a number from 0 to 12");
	read_number("DMA_SHIM_REMEMBER", &shim_settings.remember, "a number");
	read_flag("DMA_SHIM_ABOVE_4G", &shim_settings.handles_above_4g);
	read_flag("DMA_SHIM_MERGE_SG", &shim_settings.merge_sg);
	read_flag("DMA_SHIM_IOMMU", &shim_settings.iommu);
}
