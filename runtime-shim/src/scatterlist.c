/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Scatterlists as data: filling, walking, copying; include/linux/scatterlist.h and
 * lib/scatterlist.c. The two lowest bits of page_link say that an entry is a link to another array, or
 * the last one.
 */
#include "shim.h"

#include <errno.h>

#define SG_CHAIN 1ul
#define SG_END 2ul
#define SG_FLAGS 3ul

struct scatterlist *sg_next(struct scatterlist *sg)
{
	if (!sg || sg->page_link & SG_END)
		return NULL;
	sg++;
	if (sg->page_link & SG_CHAIN)
		sg = (struct scatterlist *)(sg->page_link & ~SG_FLAGS);
	return sg;
}

struct scatterlist *sg_last(struct scatterlist *sg, unsigned int nents)
{
	for (unsigned int i = 1; i < nents && sg; i++)
		sg = sg_next(sg);
	return sg;
}

struct page *sg_page(struct scatterlist *sg)
{
	return (struct page *)(sg->page_link & ~SG_FLAGS);
}

void *sg_virt(struct scatterlist *sg)
{
	return shim_in_page(sg_page(sg), sg->offset);
}

phys_addr_t sg_phys(struct scatterlist *sg)
{
	return page_to_phys(sg_page(sg)) + sg->offset;
}

bool sg_is_last(struct scatterlist *sg)
{
	return sg->page_link & SG_END;
}

bool sg_is_chain(struct scatterlist *sg)
{
	return sg->page_link & SG_CHAIN;
}

int sg_nents(struct scatterlist *sg)
{
	int n = 0;

	for (; sg; sg = sg_next(sg))
		n++;
	return n;
}

int sg_nents_for_len(struct scatterlist *sg, u64 len)
{
	u64 total = 0;
	int n = 0;

	if (!len)
		return 0;
	for (; sg; sg = sg_next(sg)) {
		n++;
		total += sg->length;
		if (total >= len)
			return n;
	}
	return -EINVAL;
}

void sg_mark_end(struct scatterlist *sg)
{
	sg->page_link = (sg->page_link | SG_END) & ~SG_CHAIN;
}

void sg_unmark_end(struct scatterlist *sg)
{
	sg->page_link &= ~SG_END;
}

void sg_chain(struct scatterlist *prv, unsigned int prv_nents, struct scatterlist *sgl)
{
	struct scatterlist *link = &prv[prv_nents - 1];

	link->offset = 0;
	link->length = 0;
	link->page_link = ((unsigned long)sgl | SG_CHAIN) & ~SG_END;
}

void shim_init_list(struct scatterlist *sg, unsigned int nents)
{
	memset(sg, 0, sizeof(*sg) * nents);
	sg_mark_end(&sg[nents - 1]);
}

/* More entries than the memory has that the list lies in; of foreign memory, than anybody has. */
static bool is_beyond_memory(struct scatterlist *sg, unsigned int nents)
{
	SHIM_CALL(sg_init_table, 2, .sg = sg);
	const struct shim_mem *mem = shim_mem_alive_at(sg);
	size_t room = mem ? (size_t)(mem->start + mem->size - (unsigned char *)sg) / sizeof(*sg)
			  : 1u << 20;

	if (nents > room)
		shim_report(&call, SHIM_BAD_ARGUMENT, mem ? mem->object : NULL,
			    "%s() of more entries than there are [nents=%u] [entries=%zu]",
			    call.name, nents, room);
	shim_leave();
	return nents > room;
}

void sg_init_table(struct scatterlist *sg, unsigned int nents)
{
	if (SHIM_MISSING(sg, "a list") || !nents || is_beyond_memory(sg, nents))
		return;
	shim_init_list(sg, nents);
}

void sg_assign_page(struct scatterlist *sg, struct page *page)
{
	sg->page_link = (sg->page_link & SG_FLAGS) | (unsigned long)page;
}

void sg_set_page(struct scatterlist *sg, struct page *page, unsigned int len, unsigned int offset)
{
	if (SHIM_MISSING(sg, "a list"))
		return;
	sg_assign_page(sg, page);
	sg->offset = offset;
	sg->length = len;
}

void sg_set_folio(struct scatterlist *sg, struct folio *folio, size_t len, size_t offset)
{
	sg_set_page(sg, (struct page *)folio, (unsigned int)len, (unsigned int)offset);
}

void sg_set_buf(struct scatterlist *sg, const void *buf, unsigned int buflen)
{
	sg_set_page(sg, virt_to_page(buf), buflen, offset_in_page(buf));
}

void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int buflen)
{
	if (SHIM_MISSING(sg, "a list"))
		return;
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, buflen);
}

/* ---- tables ------------------------------------------------------------------------------------ */

static struct scatterlist *new_list(struct shim_call *call, unsigned int nents, bool table)
{
	struct scatterlist *sgl = NULL;

	if (nents && nents < UINT32_MAX / sizeof(*sgl))
		sgl = shim_alloc(call, DL_MEMORY_KMALLOC, nents * sizeof(*sgl), 0, true);
	if (sgl && table)
		shim_mem_at(sgl)->entries = nents;
	if (sgl)
		shim_init_list(sgl, nents);
	return sgl;
}

int sg_alloc_table(struct sg_table *table, unsigned int nents, gfp_t gfp)
{
	if (SHIM_MISSING(table, "a table"))
		return -EINVAL;

	SHIM_CALL(sg_alloc_table, 3, .sgt = table);

	(void)gfp;
	memset(table, 0, sizeof(*table));
	table->sgl = new_list(&call, nents, true);
	if (table->sgl)
		table->nents = table->orig_nents = nents;
	shim_leave();
	return table->sgl ? 0 : nents ? -ENOMEM : -EINVAL;
}

void sg_free_table(struct sg_table *table)
{
	SHIM_CALL(sg_free_table, 1, .sgt = table);

	if (table && table->sgl) {
		shim_free_list(&call, table->sgl);
		table->sgl = NULL;
		table->nents = table->orig_nents = 0;
	}
	shim_leave();
}

/* How many pages from i on follow each other in memory, within max bytes. */
static unsigned int run_of(struct page **pages, unsigned int n, unsigned int i, size_t max)
{
	unsigned int k = 1;

	while (i + k < n && pages[i + k] == pages[i] + k && (k + 1) * PAGE_SIZE <= max)
		k++;
	return k;
}

int sg_alloc_table_from_pages_segment(struct sg_table *sgt, struct page **pages,
				      unsigned int n_pages, unsigned int offset,
				      unsigned long size, unsigned int max_segment, gfp_t gfp)
{
	unsigned int n = 0, i, k;
	struct scatterlist *sg;
	int error;

	if (SHIM_MISSING(sgt, "a table") || SHIM_MISSING(pages, "pages"))
		return -EINVAL;
	for (i = 0; i < n_pages; i += run_of(pages, n_pages, i, max_segment))
		n++;
	error = sg_alloc_table(sgt, n, gfp);
	if (error)
		return error;
	for (i = 0, sg = sgt->sgl; sg; i += k, sg = sg_next(sg)) {
		size_t len;

		k = run_of(pages, n_pages, i, max_segment);
		len = k * PAGE_SIZE - offset;
		if (len > size)
			len = size;
		sg_set_page(sg, pages[i], (unsigned int)len, offset);
		size -= len;
		offset = 0;
	}
	return 0;
}

int sg_alloc_table_from_pages(struct sg_table *sgt, struct page **pages, unsigned int n_pages,
			      unsigned int offset, unsigned long size, gfp_t gfp)
{
	return sg_alloc_table_from_pages_segment(sgt, pages, n_pages, offset, size,
						 UINT32_MAX & (unsigned int)PAGE_MASK, gfp);
}

/* What is there already goes along; the entries behind it stay empty. */
static int grow_table(struct sg_append_table *table, unsigned int more, gfp_t gfp)
{
	struct sg_table old = table->sgt;
	struct scatterlist *to, *from;
	int error = sg_alloc_table(&table->sgt, old.orig_nents + more, gfp);

	if (error) {
		table->sgt = old;
		return error;
	}
	for (to = table->sgt.sgl, from = old.sgl; from; to = sg_next(to), from = sg_next(from)) {
		sg_set_page(to, sg_page(from), from->length, from->offset);
		table->prv = to;
	}
	sg_free_table(&old);
	return 0;
}

int sg_alloc_append_table_from_pages(struct sg_append_table *sgt, struct page **pages,
				     unsigned int n_pages, unsigned int offset,
				     unsigned long size, unsigned int max_segment,
				     unsigned int left_pages, gfp_t gfp)
{
	struct sg_table added;
	struct scatterlist *from, *to;
	int error;

	(void)left_pages;
	if (SHIM_MISSING(sgt, "a table"))
		return -EINVAL;
	error = sg_alloc_table_from_pages_segment(&added, pages, n_pages, offset, size,
						  max_segment, gfp);
	if (error)
		return error;
	error = grow_table(sgt, added.orig_nents, gfp);
	to = error ? NULL : sgt->prv ? sg_next(sgt->prv) : sgt->sgt.sgl;
	for (from = added.sgl; to && from; to = sg_next(to), from = sg_next(from)) {
		sg_set_page(to, sg_page(from), from->length, from->offset);
		sgt->prv = to;
	}
	sgt->total_nents = sgt->sgt.orig_nents;
	sg_free_table(&added);
	return error;
}

void sg_free_append_table(struct sg_append_table *sgt)
{
	if (SHIM_MISSING(sgt, "a table"))
		return;
	sg_free_table(&sgt->sgt);
	sgt->prv = NULL;
	sgt->total_nents = 0;
}

/* A short list lies in the array that comes with it. */
int sg_alloc_table_chained(struct sg_table *table, int nents, struct scatterlist *first_chunk,
			   unsigned int nents_first_chunk)
{
	if (!first_chunk || nents < 0 || (unsigned int)nents > nents_first_chunk)
		return sg_alloc_table(table, nents < 0 ? 0 : (unsigned int)nents, GFP_ATOMIC);
	if (SHIM_MISSING(table, "a table"))
		return -EINVAL;
	table->sgl = first_chunk;
	table->nents = table->orig_nents = (unsigned int)nents;
	sg_init_table(first_chunk, (unsigned int)nents);
	return 0;
}

void sg_free_table_chained(struct sg_table *table, unsigned int nents_first_chunk)
{
	if (SHIM_MISSING(table, "a table"))
		return;
	if (table->orig_nents > nents_first_chunk)
		sg_free_table(table);
	table->sgl = NULL;
}

struct scatterlist *sgl_alloc_order(unsigned long long length, unsigned int order, bool chainable,
				    gfp_t gfp, unsigned int *nent_p)
{
	unsigned long long piece = PAGE_SIZE << order;
	unsigned int n = (unsigned int)((length + piece - 1) / piece);
	struct sg_table table;
	struct scatterlist *sg;

	(void)chainable;	/* one array, however long */
	if (order > 30 || length > n * piece)
		return NULL;
	if (sg_alloc_table(&table, n, gfp))
		return NULL;
	for (sg = table.sgl; sg; sg = sg_next(sg)) {
		struct page *page = alloc_pages(gfp, order);

		if (!page) {
			sgl_free_order(table.sgl, (int)order);
			return NULL;
		}
		sg_set_page(sg, page, (unsigned int)(length < piece ? length : piece), 0);
		length -= sg->length;
	}
	if (nent_p)
		*nent_p = n;
	return table.sgl;
}

struct scatterlist *sgl_alloc(unsigned long long length, gfp_t gfp, unsigned int *nent_p)
{
	return sgl_alloc_order(length, 0, false, gfp, nent_p);
}

void sgl_free_order(struct scatterlist *sgl, int order)
{
	struct sg_table table = { .sgl = sgl };

	for (struct scatterlist *sg = sgl; sg; sg = sg_next(sg))
		if (sg->page_link & ~SG_FLAGS)
			__free_pages(sg_page(sg), (unsigned int)order);
	sg_free_table(&table);
}

void sgl_free(struct scatterlist *sgl)
{
	sgl_free_order(sgl, 0);
}

/* ---- pages ------------------------------------------------------------------------------------- */

void __sg_page_iter_start(struct sg_page_iter *piter, struct scatterlist *sglist,
			  unsigned int nents, unsigned long pgoffset)
{
	piter->__pg_advance = 0;
	piter->__nents = nents;
	piter->sg = sglist;
	piter->sg_pgoffset = (unsigned int)pgoffset;
}

static bool next_page(struct sg_page_iter *piter, bool dma)
{
	if (!piter->__nents || !piter->sg)
		return false;
	piter->sg_pgoffset += (unsigned int)piter->__pg_advance;
	piter->__pg_advance = 1;
	for (;;) {
		size_t len = dma ? piter->sg->dma_length : piter->sg->length;
		size_t pages = PAGE_ALIGN(piter->sg->offset % PAGE_SIZE + len) >> PAGE_SHIFT;

		if (piter->sg_pgoffset < pages)
			return true;
		piter->sg_pgoffset -= (unsigned int)pages;
		piter->sg = sg_next(piter->sg);
		if (!--piter->__nents || !piter->sg)
			return false;
	}
}

bool __sg_page_iter_next(struct sg_page_iter *piter)
{
	return next_page(piter, false);
}

bool __sg_page_iter_dma_next(struct sg_dma_page_iter *dma_iter)
{
	return next_page(&dma_iter->base, true);
}

struct page *sg_page_iter_page(struct sg_page_iter *piter)
{
	return sg_page(piter->sg) + piter->sg_pgoffset;
}

dma_addr_t sg_page_iter_dma_address(struct sg_dma_page_iter *dma_iter)
{
	return dma_iter->base.sg->dma_address +
	       ((dma_addr_t)dma_iter->base.sg_pgoffset << PAGE_SHIFT);
}

/* ---- copying ----------------------------------------------------------------------------------- */

static size_t copy(struct scatterlist *sgl, unsigned int nents, char *buf, size_t buflen,
		   size_t skip, bool to_list)
{
	size_t done = 0;

	for (; sgl && nents && done < buflen; sgl = sg_next(sgl), nents--) {
		size_t n = sgl->length, at = skip < n ? skip : n;

		skip -= at;
		n -= at;
		if (n > buflen - done)
			n = buflen - done;
		if (to_list)
			memcpy((char *)sg_virt(sgl) + at, buf + done, n);
		else
			memcpy(buf + done, (char *)sg_virt(sgl) + at, n);
		done += n;
	}
	return done;
}

size_t sg_copy_from_buffer(struct scatterlist *sgl, unsigned int nents, const void *buf,
			   size_t buflen)
{
	return copy(sgl, nents, (char *)buf, buflen, 0, true);
}

size_t sg_copy_to_buffer(struct scatterlist *sgl, unsigned int nents, void *buf, size_t buflen)
{
	return copy(sgl, nents, buf, buflen, 0, false);
}

size_t sg_pcopy_from_buffer(struct scatterlist *sgl, unsigned int nents, const void *buf,
			    size_t buflen, off_t skip)
{
	return copy(sgl, nents, (char *)buf, buflen, (size_t)skip, true);
}

size_t sg_pcopy_to_buffer(struct scatterlist *sgl, unsigned int nents, void *buf, size_t buflen,
			  off_t skip)
{
	return copy(sgl, nents, buf, buflen, (size_t)skip, false);
}
