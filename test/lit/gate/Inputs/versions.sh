# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=sh source=test/lit/gate/Inputs/tree.sh
# Branches of the small driver, each with one change.
. "$(dirname "$0")/tree.sh"

sed -i '/^\t\tdma_unmap_single/d' drv/main.c
commit leak

sed -i '/^\t\tdma_unmap_single/d; s,^\t\treturn -5;,&	/* dma-lint: ignore[dma-mapping-leak-on-error] reset frees it */,' drv/main.c
commit ignored

sed -i 's/\bring\b/r/g; s/struct r\b/struct ring/g; s/"r\.h"/"ring.h"/; s/\bhandle\b/mapped/g' drv/main.c
commit variables

sed -i 's/^\t/    /; s/^\t/    /' drv/main.c
sed -i '1i/* A remark */\n' drv/main.c
commit indent

sed -n '/^int start/,/^}/p' drv/main.c >>drv/done.c
sed -i '/^\/\* One that/,/^}/d' drv/main.c
commit moved

git mv drv/main.c drv/core.c
commit filename

sed -i 's/\bstart\b/begin/' drv/main.c drv/ring.h
commit function

sed -i 's/\bbuf\b/data/' drv/main.c drv/ring.h
commit member

cat >>drv/main.c <<'EOF'

int again(struct ring *ring, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(ring->dev, ring->buf, 128, DMA_TO_DEVICE);

	writel(handle, reg);
	dma_unmap_single(ring->dev, handle, 128, DMA_TO_DEVICE);
	return 0;
}
EOF
commit second

sed -i 's/RING_DIR DMA_TO_DEVICE/RING_DIR DMA_FROM_DEVICE/' drv/ring.h
commit header

mkdir drv/sub
cat >drv/sub/new.c <<'EOF'
#include "../ring.h"
void again(struct ring *ring)
{
	ring->dma = dma_map_single(ring->dev, ring->buf, 64, RING_DIR);
	if (!dma_mapping_error(ring->dev, ring->dma))
		dma_unmap_single(ring->dev, ring->dma, 32, RING_DIR);
}
EOF
commit newfile

echo 'a driver' >README
commit text

echo 'int oops(' >>drv/done.c
commit broken

mkdir tmp
echo tmp >>.git/info/exclude
printf 'status\nstatus2\nindex\n' >>.git/info/exclude
