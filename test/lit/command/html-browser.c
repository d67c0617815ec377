// REQUIRES: chromium
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the page's script makes of its data, in a browser: the list, a finding with its path and its life.
//
// RUN: rm -rf %t && mkdir %t && cd %t && cp %examples/ring/ring.c '<b>.c'
// RUN: not %dma-lint --quiet --format=html -o out.html '<b>.c' -- %shim
// RUN: sh -c 'chromium --headless --no-sandbox --disable-gpu --user-data-dir=%t/p --virtual-time-budget=3000 --dump-dom file://%t/out.html 2>/dev/null >list.html'
// RUN: FileCheck --check-prefix=LIST --input-file=list.html %s
// LIST: id="sum">4 findings in 1 file</p>
// LIST: By rule
// LIST: dma-sg-unmap-returned-count: 1 high
// LIST: &lt;b&gt;.c:74</span> in ring_swap()
// RUN: sh -c 'f=$(sed -n "s/.*\"r\":\"dma-mapping-leak-on-error\".*\"p\":\"\([0-9a-f]*\)\".*/\1/p" out.html); chromium --headless --no-sandbox --disable-gpu --user-data-dir=%t/p --virtual-time-budget=3000 --dump-dom "file://%t/out.html#f=$f" 2>/dev/null >finding.html'
// RUN: FileCheck --check-prefix=FINDING --input-file=finding.html %s
// FINDING: failure is returned while memory mapped by dma_map_single() is still mapped</h2>
// FINDING: class="trail last"
// FINDING: <mark>dma_map_single</mark>
// FINDING: mapped here by dma_map_single()
// FINDING: The life of the mapping
// FINDING: Nobody knows of it any more, and it is still mapped.
