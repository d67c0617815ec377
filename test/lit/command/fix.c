// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// --fix mends what is certain: linted again, the file is silent, and it compiles.
//
// RUN: rm -rf %t && mkdir %t && sed '/^\/\//d' %s > %t/a.c && chmod 640 %t/a.c && cp -p %t/a.c %t/old.c
// RUN: sh -c 'cd %t && %dma-lint --fix a.c -- %shim 2>&1; echo status $?; stat -c "mode %%a" a.c; ls' | FileCheck --check-prefix=SAID %s
// RUN: FileCheck --input-file=%t/a.c %s
// RUN: %dma-lint %t/a.c -- %shim 2>&1 | FileCheck --check-prefix=AGAIN %s
// RUN: %clang -fsyntax-only -Wall -Werror %t/a.c %shim
//
// Other ends of lines stay as they are:
// RUN: sh -c 'cd %t && sed "s/$/\r/" old.c > b.c && sed "s/$/\r/" a.c > want.c && %dma-lint --fix b.c -- %shim >/dev/null 2>&1; cmp b.c want.c && echo equal' | FileCheck --check-prefix=EQUAL %s
// What has changed since it was read is left alone, and so is what units from files are about:
// RUN: sh -c 'cd %t && cp old.c c.c && touch -d "1 hour" c.c && %dma-lint --fix c.c -- %shim 2>&1 >/dev/null; echo status $?; cmp c.c old.c && echo equal' | FileCheck --check-prefix=CHANGED %s
// RUN: sh -c 'cd %t && cp old.c d.c && %dma-lint --dump-ir -o d.ir d.c -- %shim; %dma-lint --fix d.ir 2>&1 >/dev/null; cmp d.c old.c && echo equal' | FileCheck --check-prefix=UNIT %s
// A header is other files' as well:
// RUN: sh -c 'cd %t && cp old.c e.h && printf "#include \"e.h\"\nint f(struct job *j) { return unmap_direction(j); }\n" > e.c && %dma-lint --fix e.c -- %shim 2>&1 >/dev/null; cmp e.h old.c && echo equal' | FileCheck --check-prefix=HEADER %s
// RUN: sh -c '%dma-lint --fix --diff=HEAD 2>&1; echo status $?' | FileCheck --check-prefix=CHANGE %s
//
// SAID-COUNT-10: warning:
// SAID: dma-lint: 10 fixes in 1 file
// SAID: 10 findings
// SAID: status 1
// SAID: mode 640
// SAID-NEXT: {{^}}a.c{{$}}
// SAID-NEXT: {{^}}old.c{{$}}
// SAID-NOT: {{.}}
// AGAIN-NOT: warning:
// AGAIN: 1 file, 0 findings
// EQUAL: equal
// CHANGED: error: c.c: not fixed: it has changed since it was read
// CHANGED: 0 fixes in 0 files
// CHANGED: status 2
// CHANGED: equal
// UNIT: 0 fixes in 0 files
// UNIT: 10 findings
// UNIT: equal
// HEADER: 0 fixes in 0 files
// HEADER: 1 finding
// HEADER: equal
// CHANGE: --diff excludes --fix
// CHANGE: status 2

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	void *buf;
	int nents, count;
};

int unmap_direction(struct job *j)
{
	dma_addr_t dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(j->dev, dma))
		return -ENOMEM;
	writeq(dma, j->regs);
	/* don't */
	dma_unmap_single(j->dev, dma, /* (all, of it */ 64,
			 DMA_FROM_DEVICE /* wrong */);
	// CHECK-LABEL: /* don't */
	// CHECK-NEXT: dma_unmap_single(j->dev, dma, /* (all, of it */ 64,
	// CHECK-NEXT: {{^}}			 DMA_TO_DEVICE /* wrong */);
	return 0;
}

int sync_direction(struct job *j)
{
	dma_addr_t dma = dma_map_single(j->dev, j->buf, 256, DMA_FROM_DEVICE);

	if (dma_mapping_error(j->dev, dma))
		return -ENOMEM;
	writeq(dma, j->regs);
	dma_sync_single_for_cpu(j->dev, dma, 256, DMA_TO_DEVICE);
	// CHECK: dma_sync_single_for_cpu(j->dev, dma, 256, DMA_FROM_DEVICE);
	dma_sync_single_for_device(j->dev, dma, 256, DMA_FROM_DEVICE);
	dma_unmap_single(j->dev, dma, 256, DMA_FROM_DEVICE);
	return 0;
}

int unmap_count(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, n, DMA_TO_DEVICE);
	// CHECK: dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int unmap_member(struct job *j)
{
	j->count = dma_map_sg(j->dev, j->sgl, j->nents, DMA_TO_DEVICE);
	if (!j->count)
		return -ENOMEM;
	writel(j->count, j->regs);
	dma_unmap_sg(j->dev, j->sgl, j->count, DMA_TO_DEVICE);
	// CHECK: dma_unmap_sg(j->dev, j->sgl, j->nents, DMA_TO_DEVICE);
	return 0;
}

int sync_count(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_sync_sg_for_cpu(j->dev, j->sgl, n, DMA_FROM_DEVICE);
	// CHECK: dma_sync_sg_for_cpu(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	return 0;
}

int negative(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (n < 0)
		return -EIO;
	// CHECK: if (n == 0)
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int not_negative(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (likely(n >= 0)) {
		// CHECK: if (likely(n > 0)) {
		writel(n, j->regs);
		dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
		return 0;
	}
	return -EIO;
}

int not_handle(struct job *j)
{
	dma_addr_t dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);

	if (!dma)
		return -ENOMEM;
	// CHECK: if (dma_mapping_error(j->dev, dma))
	writeq(dma, j->regs);
	dma_unmap_single(j->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int handle_is_zero(struct job *j)
{
	dma_addr_t dma;

	dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);
	if (unlikely(dma == 0))
		return -ENOMEM;
	// CHECK: if (unlikely(dma_mapping_error(j->dev, dma)))
	writeq(dma, j->regs);
	dma_unmap_single(j->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int handle_is_there(struct job *j)
{
	dma_addr_t dma = dma_map_single(j->dev, j->buf, 64, DMA_TO_DEVICE);

	if (dma) {
		// CHECK: if (!dma_mapping_error(j->dev, dma)) {
		writeq(dma, j->regs);
		dma_unmap_single(j->dev, dma, 64, DMA_TO_DEVICE);
		return 0;
	}
	return -ENOMEM;
}
