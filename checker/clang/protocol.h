/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the command and its workers agree on. One worker process lints one unit:
 *
 *    dma-lint-worker [--config] [--overlay=LIST] DIRECTORY FILE COMPILER [FLAG]...
 *
 * DIRECTORY is where the compiler would run, FILE the source (relative to it, or absolute), COMPILER
 * the name it was called by (aarch64-linux-gnu-gcc says which target), the FLAGs its arguments as
 * they stand in the compile command. The worker writes to the descriptor DL_WORKER_FD the names of all
 * files that it read (each ends with a 0 byte, the list with an empty name; relative to DIRECTORY, or
 * absolute), and then the unit's IR as text. What it has to say of the unit to stderr (one line a message, no prefix), and exits
 * with one of the statuses below. It writes no file.
 *
 *    dma-lint-worker [--config] [--overlay=LIST] --serve DIRECTORY HEADER COMPILER [FLAG]...
 *
 * parses HEADER, which is DL_WORKER_HEADER, a file in memory that ends with DL_WORKER_SERVE_PRAGMA, and then
 * serves the socket DL_WORKER_SOCKET_FD (SOCK_SEQPACKET) until the other end is closed. It sends an int: 0, it is
 * ready, or the answer to the last request. A request is a message of words, each with a NUL at its end: the FILE
 * and the FLAGs that only it has, all of -I and -D; with it come two descriptors, for what it writes and for
 * stderr. The answer is the process that parses the file, a child of the one that called the server, or a
 * negative number: there is none. Its status is as above, and DL_WORKER_APART or DL_WORKER_ALONE if the file cannot be
 * parsed like that. The FILE may be DL_WORKER_HEADER: then the process goes on with the headers of another file in
 * memory, and serves in its turn; the descriptors are the socket, and that file.
 *
 * --overlay=LIST, before all other words, names a file with pairs of strings, each with a NUL at its end: an absolute
 * path, and the file that is there for whoever reads it; empty: nothing is there. The directory of LIST is the
 * command's, which takes it away again.
 *
 * --config, before all of these, says that DL_WORKER_CONFIG is a file in memory, too: what configuration files say of
 * functions (checker/config/config.h).
 *
 * Only this header and its users (worker.cpp, preamble.cpp, tools/dma-lint/jobs.c and servers.c) know these things.
 */
#ifndef DL_PROTOCOL_H
#define DL_PROTOCOL_H

#define DL_WORKER_FD 3
#define DL_WORKER_SOCKET_FD 4
#define DL_WORKER_HEADER_FD 5
#define DL_WORKER_CONFIG_FD 6
#define DL_WORKER_HEADER "/proc/self/fd/5"
#define DL_WORKER_CONFIG "/proc/self/fd/6"
#define DL_WORKER_SERVE_PRAGMA "dma_lint_serve"

enum dl_worker_status {
	DL_WORKER_OK = 0,
	DL_WORKER_USAGE = 64,	/* called in another way than above */
	DL_WORKER_DIRECTORY,	/* the directory is not there */
	DL_WORKER_FLAGS,	/* Clang refuses the flags, and no way around was found */
	DL_WORKER_PARSE,	/* the source has errors; stderr has the first ones */
	DL_WORKER_APART,	/* not with these headers before it; nothing is said of it */
	DL_WORKER_ALONE,	/* nor with those of any other server */
	DL_WORKER_INTERNAL,	/* our fault: the IR is not well formed, or could not be written */
};

#endif
