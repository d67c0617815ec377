// RUN: %dma-lint --dump-ir %s -- | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that a variable of the file points to from the start.

typedef unsigned long long dma_addr_t;
struct device;
int dma_mapping_error(struct device *dev, dma_addr_t dma);

struct operations {
	const char *name;
	int (*start)(struct device *dev);
	int (*each[2])(struct device *dev);
};

// CHECK-DAG: decl "in_table" "int" ("struct device *") defined listed
// CHECK-DAG: decl "in_array" "int" ("struct device *") defined listed
// CHECK-DAG: decl "alone" "int" ("struct device *") defined listed
// CHECK-DAG: decl "called" "int" ("struct device *") defined{{$}}
static int called(struct device *dev)
{
	return dma_mapping_error(dev, 0);
}

static int in_table(struct device *dev)
{
	return called(dev);
}

static int in_array(struct device *dev)
{
	return called(dev);
}

static int alone(struct device *dev)
{
	return called(dev);
}

const struct operations operations = {
	.name = "one",
	.start = in_table,
	.each = { [1] = &in_array },
};

int (*hook)(struct device *dev) = alone;
