// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * The only process of the User-Mode Linux that runs scenarios: asks dma-debug to print every error,
 * loads the module with the scenario that the kernel's command line names (scenario=NAME arrives in
 * the environment), and powers off. Loading is done in a child: a scenario may be killed.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define ALL_ERRORS "/debug/dma-api/all_errors"

static void power_off(void)
{
	fflush(NULL);
	sync();
	reboot(RB_POWER_OFF);
	_exit(1);
}

static void fail(const char *what)
{
	printf("init: %s: %m\n", what);
	power_off();
}

static void want_all_errors(void)
{
	int fd;

	if (mount("none", "/debug", "debugfs", 0, NULL))
		fail("mounting debugfs");
	fd = open(ALL_ERRORS, O_WRONLY);
	if (fd < 0 || write(fd, "1", 1) != 1)
		fail(ALL_ERRORS);
	close(fd);
}

static void load_module(const char *name)
{
	char arguments[256];
	int fd = open("/scenarios.ko", O_RDONLY);

	snprintf(arguments, sizeof(arguments), "run=%s", name);
	if (fd < 0 || syscall(SYS_finit_module, fd, arguments, 0))
		fail("loading scenarios.ko");
	_exit(0);
}

int main(void)
{
	const char *name = getenv("scenario");
	int status = 0;
	pid_t child;

	if (!name)
		fail("no scenario= on the command line");
	want_all_errors();
	child = fork();
	if (child < 0)
		fail("fork");
	if (!child)
		load_module(name);
	waitpid(child, &status, 0);
	if (WIFSIGNALED(status))
		printf("init: the scenario was killed by signal %d\n", WTERMSIG(status));
	power_off();
	return 1;
}
