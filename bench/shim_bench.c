/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a map and its unmap cost in the runtime, beside 10 to 1,000,000 mappings that are alive; and, with
 * --threads, whether anything is lost when many do it at once (build with -fsanitize=thread for that).
 * Times are CPU time, the best of five runs: the machine has others to serve.
 */
#include <argp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <dma-shim.h>
#include <linux/dma-mapping.h>
#include <linux/slab.h>

#define PIECE 64
#define RUNS 5

static struct {
	unsigned long pairs, live;
	unsigned int threads;
} options = { 100000, 1000000, 0 };

static struct device *dev;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void must(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "shim-bench: %s\n", what);
	exit(1);
}

static dma_addr_t map(char *p)
{
	dma_addr_t dma = dma_map_single(dev, p, PIECE, DMA_TO_DEVICE);

	must(!dma_mapping_error(dev, dma), "a map failed");
	return dma;
}

static double pairs_take(char *buf, unsigned long pairs)
{
	double start = now();

	for (unsigned long i = 0; i < pairs; i++)
		dma_unmap_single(dev, map(buf), PIECE, DMA_TO_DEVICE);
	return now() - start;
}

static void measure(char *buf, char *area, unsigned long live, unsigned long pairs)
{
	static unsigned long have;
	double best = 0;

	for (; have < live; have++)
		map(area + have * PIECE);
	for (int i = 0; i < RUNS; i++) {
		double t = pairs_take(buf, pairs);

		if (!i || t < best)
			best = t;
	}
	printf("%10lu live  %8.0f ns a pair\n", live, best / (double)pairs);
	must(dma_shim_live(dev) == live, "a mapping is lost");
}

static void measure_growth(void)
{
	char *area = kmalloc(options.live * PIECE, GFP_KERNEL), *buf = kmalloc(PIECE, GFP_KERNEL);

	must(area && buf, "no memory");
	for (unsigned long live = 10; live <= options.live; live *= 10)
		measure(buf, area, live, options.pairs);
}

/* Each byte on its way through both copies, by threads that only share the device. */
static void *hammer(void *arg)
{
	unsigned long share = options.pairs / options.threads, wrong = 0;
	unsigned char *buf = kmalloc(PIECE, GFP_KERNEL), got;

	for (unsigned long i = 0; i < share; i++) {
		dma_addr_t dma;

		buf[0] = (unsigned char)(i + (unsigned long)arg);
		dma = dma_map_single(dev, buf, PIECE, DMA_BIDIRECTIONAL);
		if (dma_mapping_error(dev, dma) || dma_shim_device_read(dev, dma, &got, 1)) {
			wrong++;
			continue;
		}
		wrong += got != buf[0];
		got++;
		dma_shim_device_write(dev, dma, &got, 1);
		dma_unmap_single(dev, dma, PIECE, DMA_BIDIRECTIONAL);
		wrong += got != buf[0];
	}
	kfree(buf);
	return (void *)wrong;
}

static void run_threads(void)
{
	pthread_t threads[256];
	unsigned long wrong = 0;
	double start = now();

	for (unsigned long i = 0; i < options.threads; i++)
		must(!pthread_create(&threads[i], NULL, hammer, (void *)i), "no thread");
	for (unsigned int i = 0; i < options.threads; i++) {
		void *mine;

		pthread_join(threads[i], &mine);
		wrong += (unsigned long)mine;
	}
	printf("%u threads, %lu pairs: %lu lost, %lu alive, %lu reports, %.1f s of CPU time\n", options.threads,
	       options.pairs, wrong, dma_shim_live(NULL), dma_shim_count(NULL),
	       (now() - start) / 1e9);
	must(!wrong && !dma_shim_live(NULL) && !dma_shim_count(NULL), "something is lost");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	unsigned long n = arg ? strtoul(arg, NULL, 10) : 0;

	if (arg && !n)
		argp_error(state, "%s is no number above 0", arg);
	switch (key) {
	case 'p':
		options.pairs = n;
		return 0;
	case 'l':
		options.live = n;
		return 0;
	case 't':
		if (n > 256)
			argp_error(state, "at most 256 threads");
		options.threads = (unsigned int)n;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

int main(int argc, char **argv)
{
	static const struct argp_option list[] = {
		{ "pairs", 'p', "N", 0, "map and unmap N times in a run (100000)", 0 },
		{ "live", 'l', "N", 0, "go up to N mappings that are alive (1000000)", 0 },
		{ "threads", 't', "N", 0, "instead: N threads share the pairs, and look for losses", 0 },
		{ 0 },
	};
	static const struct argp argp = { .options = list, .parser = parse,
					  .doc = "What a map and its unmap cost in libdma-shim." };
	error_t error = argp_parse(&argp, argc, argv, 0, NULL, NULL);

	if (error)
		return 2;
	dev = dma_shim_device_new("bench");
	must(dev != NULL, "no memory");
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
	if (options.threads)
		run_threads();
	else
		measure_growth();
	dma_shim_reset();
	dma_shim_device_free(dev);
	return 0;
}
