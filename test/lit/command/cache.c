// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A second run parses and analyses nothing that has not changed, and says the same. What has changed is
// noticed by its content: the source, a header, the flags, what is to be reported.
//
// RUN: rm -rf %t && mkdir -p %t && cp %S/Inputs/bad.c %t/bad.c && cp %S/Inputs/good.c %t/good.c
// RUN: printf '#include "h.h"\nint other(void) { return H; }\n' >> %t/good.c && echo '#define H 1' > %t/h.h
// RUN: sleep 0.2
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/cache --stats bad.c good.c -- -I%S/Inputs 2>err >1.txt; grep -c "in the cache" err; true' | FileCheck --check-prefix=NONE %s
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/cache --stats bad.c good.c -- -I%S/Inputs 2>err >2.txt; cat err' | FileCheck --check-prefix=ALL %s
// RUN: cmp %t/1.txt %t/2.txt
// RUN: FileCheck --check-prefix=FOUND %s < %t/2.txt
// RUN: env DMA_LINT_CACHE_DIR=%t/cache sh -c 'cd %t && %dma-lint --stats bad.c good.c -- -I%S/Inputs 2>&1 >/dev/null; true' | FileCheck --check-prefix=ALL %s
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/cache --no-cache --stats bad.c good.c -- -I%S/Inputs 2>err >3.txt; grep -c "in the cache" err; true' | FileCheck --check-prefix=NONE %s
// RUN: cmp %t/1.txt %t/3.txt
//
// A header that only one of them includes.
// RUN: echo "#define H 2" > %t/h.h && sleep 0.2
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/cache --stats bad.c good.c -- -I%S/Inputs 2>&1 >/dev/null; true' | FileCheck --check-prefix=ONE %s
//
// Flags: the files are parsed, and turn out to be what they were. Rules: the units are known, what is found is not.
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/cache --stats bad.c good.c -- -DX -I%S/Inputs 2>err >/dev/null; cat err' | FileCheck --check-prefix=FLAGS %s
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/cache --stats --checks=-dma-unchecked-map bad.c good.c -- -I%S/Inputs 2>err >4.txt; cat err' | FileCheck --check-prefix=UNITS %s
//
// An entry that was damaged is none.
// RUN: sh -c 'find %t/cache -type f -exec sh -c '"'"'printf x | dd of=$1 bs=1 seek=40 conv=notrunc 2>/dev/null'"'"' sh {} ";"'
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/cache --stats bad.c good.c -- -I%S/Inputs 2>err >5.txt; grep -c "in the cache" err; true' | FileCheck --check-prefix=NONE %s
// RUN: cmp %t/1.txt %t/5.txt
//
// A file that is newer than the run is not kept: it may have changed while it was read.
// RUN: touch -d tomorrow %t/h.h
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/new --stats bad.c good.c -- -I%S/Inputs 2>/dev/null >/dev/null; true'
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/new --stats bad.c good.c -- -I%S/Inputs 2>&1 >/dev/null; true' | FileCheck --check-prefix=ONE %s
//
// No place to write: said once, and all the rest is as ever.
// RUN: echo > %t/file
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/file/cache bad.c good.c -- -I%S/Inputs 2>err >6.txt; echo status $?; cat err' | FileCheck --check-prefix=FULL %s
// RUN: cmp %t/1.txt %t/6.txt
//
// The oldest goes when there is too much: nothing of it stays behind that somebody else wrote.
// RUN: sh -c 'mkdir -p %t/small/aa && echo mine > %t/small/aa/mine && truncate -s 2M %t/small/aa/000000000000000000000000000000 && touch -d yesterday %t/small/aa/0*'
// RUN: sh -c 'cd %t && %dma-lint --cache-dir=%t/small --cache-size=1 bad.c -- -I%S/Inputs 2>/dev/null >/dev/null; find small -type f -size -1000k | wc -l; ls small/aa'  | FileCheck --check-prefix=SMALL %s
//
// NONE: 0
// ALL: parsing {{.*}}; 2 files were in the cache)
// ALL: analysis (1 of 1 groups of files were in the cache
// ONE: parsing {{.*}}; 1 files were in the cache)
// FLAGS: parsing (-j {{[0-9]+}})
// FLAGS: analysis (1 of 1 groups
// UNITS: parsing {{.*}}; 2 files were in the cache)
// UNITS: s analysis, of which
// FOUND: [dma-unchecked-map]
// FULL: status 1
// FULL: dma-lint: warning: {{.*}}/file/cache: the cache cannot be written: Not a directory; it goes on without (--cache-dir names another place, --no-cache none)
// FULL-NOT: cache
// SMALL: 3
// SMALL-NEXT: mine
// SMALL-NOT: 0000
