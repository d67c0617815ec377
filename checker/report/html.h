/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The parts of the HTML report: files of html/, made into arrays when dma-lint is built. */
#ifndef DL_REPORT_HTML_H
#define DL_REPORT_HTML_H

#include "checker/report/excerpts.h"
#include "checker/report/report.h"

extern const unsigned char dl_html_page_html[], dl_html_page_css[], dl_html_page_js[],
	dl_html_draw_js[];

#endif
