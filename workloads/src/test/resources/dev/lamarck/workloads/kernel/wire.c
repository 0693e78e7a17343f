/* Speaks to another machine: wire echo BYTES | udp BYTES | get TIMES BYTES | serve | ask ADDRESS BYTES | nobody */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in to(const char *host, int port)
{
	struct sockaddr_in a;
	memset(&a, 0, sizeof a);
	a.sin_family = AF_INET;
	a.sin_port = htons(port);
	a.sin_addr.s_addr = inet_addr(host);
	return a;
}

static int reach(const char *host, int port)
{
	struct sockaddr_in a = to(host, port);
	int s = socket(AF_INET, SOCK_STREAM, 0);
	if (connect(s, (void *)&a, sizeof a)) {
		printf("connect: %s\n", strerrorname_np(errno));
		exit(1);
	}
	return s;
}

/* Sends and gets back BYTES at once; how many differ. */
static long echo(int s, long bytes)
{
	long out = 0, in = 0, wrong = 0;
	char b[4000];
	while (in < bytes) {
		struct pollfd p = {s, POLLIN | (out < bytes ? POLLOUT : 0), 0};
		poll(&p, 1, -1);
		if (p.revents & POLLIN) {
			long n = recv(s, b, sizeof b, 0);
			if (n <= 0) {
				printf("recv: %ld %s\n", n, n < 0 ? strerrorname_np(errno) : "");
				exit(1);
			}
			for (long i = 0; i < n; i++, in++)
				wrong += b[i] != (char)(in * 13 >> 2);
		}
		if (p.revents & POLLOUT) {
			long n = bytes - out < (long)sizeof b ? bytes - out : (long)sizeof b;
			for (long i = 0; i < n; i++)
				b[i] = (char)((out + i) * 13 >> 2);
			n = send(s, b, n, MSG_DONTWAIT);
			out += n > 0 ? n : 0;
		}
	}
	return wrong;
}

int main(int argc, char **argv)
{
	const char *endpoint = "10.0.0.254";
	long bytes = argc > 2 ? atol(argv[argc - 1]) : 0;
	if (!strcmp(argv[1], "echo")) {
		int s = reach(endpoint, 7);
		printf("wrong %ld\n", echo(s, bytes));
		shutdown(s, SHUT_WR);
		char c;
		printf("end %ld\n", (long)recv(s, &c, 1, 0));
	} else if (!strcmp(argv[1], "udp")) {
		struct sockaddr_in a = to(endpoint, 7);
		int s = socket(AF_INET, SOCK_DGRAM, 0);
		char b[1500], c[1500];
		memset(b, 'u', sizeof b);
		printf("sent %ld\n", (long)sendto(s, b, bytes, 0, (void *)&a, sizeof a));
		socklen_t n = sizeof a;
		printf("got %ld", (long)recvfrom(s, c, sizeof c, 0, (void *)&a, &n));
		printf(" same %d from %s\n", !memcmp(b, c, bytes), inet_ntoa(a.sin_addr));
	} else if (!strcmp(argv[1], "get")) {
		long wrong = 0, total = 0;
		for (int i = 0; i < atoi(argv[2]); i++) {
			int s = reach(endpoint, 80);
			char b[2000];
			int n = snprintf(b, sizeof b, "GET /%ld HTTP/1.0\r\n\r\n", bytes);
			write(s, b, n);
			long at = -1;
			int newlines = 0;
			while ((n = read(s, b, sizeof b)) > 0)
				for (int k = 0; k < n; k++)
					if (at >= 0)
						wrong += b[k] != 'a' + at++ % 26;
					else if ((newlines = b[k] == '\n' ? newlines + 1 : b[k] == '\r' ? newlines : 0) == 2)
						at = 0;
			total += at;
			close(s);
		}
		printf("total %ld wrong %ld\n", total, wrong);
	} else if (!strcmp(argv[1], "serve")) {
		struct sockaddr_in a = to("0.0.0.0", 4000), p;
		socklen_t n = sizeof p;
		int l = socket(AF_INET, SOCK_STREAM, 0);
		bind(l, (void *)&a, sizeof a);
		listen(l, 3);
		int s = accept(l, (void *)&p, &n);
		char b[3000];
		long got, total = 0;
		while ((got = read(s, b, sizeof b)) > 0) {
			total += got;
			for (long i = 0; i < got;)
				i += write(s, b + i, got - i);
		}
		printf("from %s %ld\n", inet_ntoa(p.sin_addr), total);
		/* With the last process the machine goes off: the end must have arrived before. */
		close(s);
		sleep(10);
	} else if (!strcmp(argv[1], "ask")) {
		usleep(200000);
		int s = reach(argv[2], 4000);
		printf("wrong %ld\n", echo(s, bytes));
		shutdown(s, SHUT_WR);
		char c;
		printf("end %ld\n", (long)recv(s, &c, 1, 0));
		sleep(1);
	} else if (!strcmp(argv[1], "nobody")) {
		struct sockaddr_in a = to("10.0.0.77", 80), f = to("192.168.1.1", 80), r = to(endpoint, 81);
		printf("%s", connect(socket(AF_INET, SOCK_STREAM, 0), (void *)&a, sizeof a) ? strerrorname_np(errno) : "?");
		printf(" %s", connect(socket(AF_INET, SOCK_STREAM, 0), (void *)&f, sizeof f) ? strerrorname_np(errno) : "?");
		printf(" %s\n", connect(socket(AF_INET, SOCK_STREAM, 0), (void *)&r, sizeof r) ? strerrorname_np(errno) : "?");
	}
	return 0;
}
