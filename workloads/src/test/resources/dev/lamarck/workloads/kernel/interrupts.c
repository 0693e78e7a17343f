/* Work for devices: interrupts echo ROUNDS | storm ROUNDS */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIECE = 700 };

/* Pieces to the endpoint and back; how many bytes came back different. */
static long echo(int rounds)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(7), .sin_addr.s_addr = inet_addr("10.0.0.254")};
	int s = socket(AF_INET, SOCK_STREAM, 0);
	char out[PIECE], in[PIECE];
	long wrong = 0;
	if (connect(s, (void *)&a, sizeof a))
		return -1;
	for (int r = 0; r < rounds; r++) {
		memset(out, r + 1, sizeof out);
		if (write(s, out, sizeof out) != sizeof out)
			return -2;
		for (long n, got = 0; got < PIECE; got += n)
			if ((n = read(s, in + got, PIECE - got)) <= 0)
				return -3;
		wrong += memcmp(out, in, sizeof in) != 0;
	}
	close(s);
	return wrong;
}

/* Files written to the disk and read again. */
static long files(int rounds)
{
	static char out[20000], in[20000];
	long wrong = 0;
	for (int r = 0; r < rounds; r++) {
		char name[40];
		snprintf(name, sizeof name, "/mnt/file%d", r % 5);
		memset(out, 'a' + r % 26, sizeof out);
		int f = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
		if (f < 0 || write(f, out, sizeof out) != sizeof out || fsync(f) || pread(f, in, sizeof in, 0) != sizeof in)
			return -1;
		wrong += memcmp(out, in, sizeof in) != 0;
		close(f);
	}
	return wrong;
}

static long forks(int rounds)
{
	long wrong = 0;
	for (int r = 0; r < rounds; r++) {
		int status;
		pid_t child = fork();
		if (!child)
			_exit(r & 63);
		wrong += waitpid(child, &status, 0) != child || WEXITSTATUS(status) != (r & 63);
	}
	return wrong;
}

static pid_t start(long work(int), int rounds)
{
	pid_t child = fork();
	if (!child)
		_exit(work(rounds) != 0);
	return child;
}

int main(int argc, char **argv)
{
	int rounds = atoi(argv[2]);
	if (!strcmp(argv[1], "echo")) {
		cpu_set_t first;
		CPU_ZERO(&first);
		CPU_SET(0, &first);
		sched_setaffinity(0, sizeof first, &first);
		pid_t better = fork();
		if (!better)
			for (;;)
				;
		nice(19);
		printf("wrong %ld\n", echo(rounds));
		kill(better, SIGKILL);
	} else {
		pid_t all[] = {start(echo, rounds), start(echo, rounds), start(files, rounds / 2), start(forks, rounds)};
		int bad = 0;
		for (int i = 0; i < 4; i++) {
			int status;
			waitpid(all[i], &status, 0);
			bad |= (status != 0) << i;
		}
		printf("bad %d\n", bad);
	}
	return 0;
}
