// REQUIRES: jsonschema
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// SARIF by the official schema, whatever became of the run; also from a directory with a hostile name.
//
// RUN: rm -rf %t && mkdir -p "%t/a b#%%20"
// RUN: cp %S/Inputs/bad.c %S/Inputs/good.c %S/Inputs/dma.h "%t/a b#%%20"
// RUN: cp %S/Inputs/bad.c "%t/a b#%%20/x:y?.c"
// RUN: sh -c 'cd "%t/a b#%%20" && %dma-lint --quiet --format=sarif bad.c x:y?.c gone.c -- 2>/dev/null >bad.sarif; test $? = 2'
// RUN: sh -c 'cd "%t/a b#%%20" && %dma-lint --quiet --format=sarif good.c -- >good.sarif'
// RUN: sh -c 'cd /usr && %dma-lint --quiet --format=sarif "%t/a b#%%20/bad.c" -- >%t/away.sarif; test $? = 1'
// RUN: %check-sarif "%t/a b#%%20/bad.sarif" "%t/a b#%%20/good.sarif" %t/away.sarif | FileCheck %s
// RUN: not %dma-lint --quiet --format=sarif %examples/ring/ring.c -- %shim >%t/ring.sarif
// RUN: %check-sarif %t/ring.sarif
//
// CHECK: bad.sarif: good SARIF: 4 results, {{[0-9]+}} rules, 1 notifications
// CHECK: good.sarif: good SARIF: 0 results, {{[0-9]+}} rules, 0 notifications
// CHECK: away.sarif: good SARIF: 2 results,
//
// The checker checks: a result without a message, a rule that is not its index's, a path that is no URI.
// RUN: sed -e 's/"ruleIndex":[0-9]*/"ruleIndex":1/' %t/ring.sarif >%t/index.sarif
// RUN: sed -e 's/"uri":"\([^"]*\)ring.c"/"uri":"\1ri ng.c"/' %t/ring.sarif >%t/uri.sarif
// RUN: sed -e 's/"message":{"text":[^}]*},"locations"/"locations"/' %t/ring.sarif >%t/message.sarif
// RUN: not %check-sarif %t/index.sarif | FileCheck --check-prefix=INDEX %s
// RUN: not %check-sarif %t/uri.sarif | FileCheck --check-prefix=URI %s
// RUN: not %check-sarif %t/message.sarif | FileCheck --check-prefix=MESSAGE %s
// INDEX: wrong index
// URI: ri ng.c: n
// MESSAGE: 'message' is a required property
