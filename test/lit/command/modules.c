// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What no file of a module does can be said only if all of them are here: as the database says.

// RUN: rm -rf %t && mkdir -p %t/other
// RUN: sed -n '/^#if MAP/,/^#endif/p' %s > %t/map.c
// RUN: echo 'int rest;' > %t/rest.c && sed 's/dma_addr_t dma;/int id; dma_addr_t dma;/' %t/map.c > %t/other/map.c
// RUN: printf '[{"directory":"%t","file":"map.c","arguments":["cc","-DMAP","-DKBUILD_MODNAME=\\"one\\"","-I%S/../../../runtime-shim/include","-c","map.c"]},{"directory":"%t","file":"rest.c","arguments":["cc","-DKBUILD_MODNAME=\\"one\\"","-c","rest.c"]},{"directory":"%t","file":"other/map.c","arguments":["cc","-DMAP","-DKBUILD_MODNAME=\\"two\\"","-I%S/../../../runtime-shim/include","-c","other/map.c"]}]' > %t/compile_commands.json
// RUN: not %dma-lint -p %t | FileCheck %s --check-prefix=ALL
// RUN: %dma-lint -p %t %t/map.c | FileCheck %s --check-prefix=PART --allow-empty
// RUN: not %dma-lint -p %t %t/map.c %t/rest.c | FileCheck %s --check-prefix=ONE
// RUN: not %dma-lint -p %t %t/other/map.c | FileCheck %s --check-prefix=TWO
// RUN: not %dma-lint -p %t --whole-modules %t/map.c | FileCheck %s --check-prefix=ONE
// RUN: echo '#error gone' > %t/rest.c
// RUN: not %dma-lint -p %t %t/map.c %t/rest.c | FileCheck %s --check-prefix=PART --allow-empty

// ALL: {{^.*[^r]}}/map.c:{{.*}}[dma-mapping-leak-no-teardown]
// ALL: other/map.c:{{.*}}[dma-mapping-leak-no-teardown]
// PART-NOT: warning:
// ONE: map.c:{{.*}}[dma-mapping-leak-no-teardown]
// TWO: other/map.c:{{.*}}[dma-mapping-leak-no-teardown]

#if MAP
#include <linux/dma-mapping.h>

struct chan {
	struct device *dev;
	dma_addr_t dma;
};

int map(struct chan *c, void *buf)
{
	c->dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	return dma_mapping_error(c->dev, c->dma) ? -1 : 0;
}
#endif
