# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=sh
# A small driver of two files in a git repository of its own. To be sourced; $1: where, $2: dma.h
set -eu
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.c GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.c
export GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z
rm -rf "$1"
mkdir -p "$1/drv"
cd "$1"
cp "$2" drv/dma.h

cat >drv/ring.h <<'EOF'
#include "dma.h"

struct ring {
	struct device *dev;
	void *buf;
	dma_addr_t dma;
};

#define RING_DIR DMA_TO_DEVICE

int start(struct ring *ring, volatile void *reg);
int kick(struct ring *ring, volatile void *reg);
void finish(struct ring *ring);
EOF

cat >drv/main.c <<'EOF'
#include "ring.h"

/* One that is known. */
int start(struct ring *ring, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(ring->dev, ring->buf, 64, DMA_TO_DEVICE);

	writel(handle, reg);
	dma_unmap_single(ring->dev, handle, 64, DMA_TO_DEVICE);
	return 0;
}

int kick(struct ring *ring, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(ring->dev, ring->buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(ring->dev, handle))
		return -12;
	if (reg == 0) {
		dma_unmap_single(ring->dev, handle, 64, DMA_TO_DEVICE);
		return -5;
	}
	ring->dma = handle;
	writel(handle, reg);
	return 0;
}
EOF

cat >drv/done.c <<'EOF'
#include "ring.h"

void finish(struct ring *ring)
{
	dma_unmap_single(ring->dev, ring->dma, 64, RING_DIR);
}
EOF

cat >compile_commands.json <<EOF
[{"directory": "$PWD", "file": "drv/main.c", "arguments": ["cc", "-c", "drv/main.c"]},
 {"directory": "$PWD", "file": "drv/done.c", "arguments": ["cc", "-c", "drv/done.c"]}]
EOF
echo compile_commands.json >.gitignore
git init -q -b main .
git add .
git commit -qm base

# commit NAME: what is in the work tree, as a branch of its own on top of the base.
commit() {
	git checkout -q -b "$1"
	git add -A
	git commit -qm "$1"
	git checkout -q main
}
