/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * How servers are talked to. They are started like workers (jobs.c). A server that fails costs nothing but
 * time: the sources are parsed by workers of their own.
 */
#define _GNU_SOURCE
#include "tools/dma-lint/servers.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/ir/arena.h"
#include "tools/dma-lint/memory_file.h"

void server_end(struct preamble *preamble)
{
	if (preamble->socket < 0)
		return;
	close(preamble->socket);
	preamble->socket = -1;
	preamble->state = PREAMBLE_GONE;
	kill(preamble->server, SIGKILL);
	while (waitpid(preamble->server, NULL, 0) < 0 && errno == EINTR)
		;
}

/* What it sends; false if that is nothing. */
static bool receive(const struct preamble *preamble, int *answer)
{
	ssize_t len;

	do
		len = recv(preamble->socket, answer, sizeof(*answer), 0);
	while (len < 0 && errno == EINTR);
	return len == sizeof(*answer);
}

bool server_is_ready(struct preamble *preamble)
{
	int answer;
	bool ready = receive(preamble, &answer);

	if (ready)
		preamble->state = PREAMBLE_READY;
	else
		server_end(preamble);
	preamble->used |= ready;
	return ready;
}

/* The request's words. */
static char *words_of(const struct preamble *preamble, const struct source *source, size_t *len)
{
	char *text = NULL;
	FILE *out = dl_checked(open_memstream(&text, len));

	fwrite(source->path, 1, strlen(source->path) + 1, out);
	for (char **flag = source->own_flags + preamble->nflags; *flag; flag++)
		fwrite(*flag, 1, strlen(*flag) + 1, out);
	fclose(out);
	return dl_checked(text);
}

static bool send_request(const struct preamble *preamble, const struct source *source,
			 const int (*descriptors)[2])
{
	union {
		char space[CMSG_SPACE(2 * sizeof(int))];
		struct cmsghdr header;
	} control = { 0 };
	struct iovec words = { 0 };
	struct msghdr message = { .msg_iov = &words, .msg_iovlen = 1, .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	ssize_t sent;

	control.header = (struct cmsghdr){ .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS,
					   .cmsg_len = CMSG_LEN(2 * sizeof(int)) };
	memcpy(CMSG_DATA(&control.header), descriptors, sizeof(*descriptors));
	words.iov_base = words_of(preamble, source, &words.iov_len);
	do
		sent = sendmsg(preamble->socket, &message, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	free(words.iov_base);
	return sent >= 0;
}

static pid_t ask(struct preamble *preamble, const struct source *source,
		 const int (*descriptors)[2])
{
	int answer = -1;

	if (!send_request(preamble, source, descriptors) || !receive(preamble, &answer) ||
	    answer <= 0) {
		server_end(preamble);
		return -1;
	}
	return answer;
}

pid_t server_ask(struct preamble *preamble, const struct source *source, int ir, int said)
{
	return ask(preamble, source, &(const int[2]){ ir, said });
}

pid_t server_branch(struct preamble *preamble, int socket, int header)
{
	return ask(preamble->parent, &preamble->header, &(const int[2]){ socket, header });
}

int server_header(const struct preamble *preamble)
{
	return memory_file("dma-lint-header", preamble->text, strlen(preamble->text));
}
