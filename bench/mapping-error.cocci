// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A peer for bench/speed: mappings whose handle no dma_mapping_error() sees. Not part of dma-lint.
virtual report

@mapped@
expression dev, handle, buffer, size, dir;
position p;
@@
  handle = dma_map_single@p(dev, buffer, size, dir);
  ... when != dma_mapping_error(dev, handle)

@script:python depends on report@
p << mapped.p;
@@
coccilib.report.print_report(p[0], "handle is not tested")
