/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Servers: a process for each preamble, which makes the workers of its sources (checker/clang/protocol.h). */
#ifndef DL_SERVERS_H
#define DL_SERVERS_H

#include <stdbool.h>

#include "tools/dma-lint/preambles.h"

/* True if it has just become ready; false: it could not, and is gone. To be called when its socket has something. */
bool server_is_ready(struct preamble *preamble);
/*
 * A worker for a source of this preamble, which writes to ir and said; both stay open here. -1: the server has
 * failed, and is gone. The worker is a child of this process.
 */
pid_t server_ask(struct preamble *preamble, const struct source *source, int ir, int said);
/*
 * A server for this preamble, a child of its parent's server, which is ready: it reads the header's text and then serves
 * the socket; both stay open here. -1: the parent has failed, and is gone.
 */
pid_t server_branch(struct preamble *preamble, int socket, int header);
/* A file in memory with the header's text, at its beginning; -1: there can be none. */
int server_header(const struct preamble *preamble);
/* Ends it, if there is one, and waits for that. */
void server_end(struct preamble *preamble);

#endif
