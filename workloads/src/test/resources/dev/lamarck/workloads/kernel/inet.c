/* What a program sees of TCP and UDP on 127.0.0.1: connecting with and without waiting, refusal, polling, ends, resets, options, urgent bytes, a long transfer. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static struct sockaddr_in at(int port)
{
	struct sockaddr_in a;
	memset(&a, 0, sizeof a);
	a.sin_family = AF_INET;
	a.sin_port = htons(port);
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return a;
}

static struct sockaddr_in name(int s)
{
	struct sockaddr_in a;
	socklen_t n = sizeof a;
	getsockname(s, (void *)&a, &n);
	return a;
}

static int listener(int backlog)
{
	struct sockaddr_in a = at(0);
	int l = socket(AF_INET, SOCK_STREAM, 0);
	bind(l, (void *)&a, sizeof a);
	listen(l, backlog);
	return l;
}

static void pair(int v[2])
{
	int l = listener(3);
	struct sockaddr_in a = name(l);
	v[0] = socket(AF_INET, SOCK_STREAM, 0);
	connect(v[0], (void *)&a, sizeof a);
	v[1] = accept(l, 0, 0);
	close(l);
}

static int look(int s)
{
	struct pollfd p = {s, POLLIN | POLLOUT | POLLPRI | POLLRDHUP, 0};
	poll(&p, 1, 0);
	return (p.revents & 0x1f) | (p.revents & POLLRDHUP ? 0x800 : 0);
}

static const char *err(long r)
{
	static char text[40];
	if (r >= 0)
		snprintf(text, sizeof text, "%ld", r);
	else
		snprintf(text, sizeof text, "%s", strerrorname_np(errno));
	return text;
}

static int option(int s, int level, int name)
{
	int v = -1;
	socklen_t n = sizeof v;
	getsockopt(s, level, name, &v, &n);
	return v;
}

static void transfer(int bytes)
{
	int l = listener(1), status;
	struct sockaddr_in a = name(l);
	if (fork() == 0) {
		int c = socket(AF_INET, SOCK_STREAM, 0);
		unsigned sum = 0;
		char b[5000];
		connect(c, (void *)&a, sizeof a);
		for (int done = 0; done < bytes;) {
			int n = bytes - done < (int)sizeof b ? bytes - done : (int)sizeof b;
			for (int i = 0; i < n; i++)
				sum = sum * 31 + (b[i] = (char)((done + i) * 7 >> 3));
			for (int i = 0; i < n;)
				i += write(c, b + i, n - i);
			done += n;
		}
		shutdown(c, SHUT_WR);
		unsigned theirs = 0;
		recv(c, &theirs, sizeof theirs, MSG_WAITALL);
		_exit(theirs == sum ? 0 : 1);
	}
	int s = accept(l, 0, 0), n, got = 0;
	unsigned sum = 0;
	char b[3000];
	while ((n = read(s, b, sizeof b)) > 0) {
		for (int i = 0; i < n; i++)
			sum = sum * 31 + b[i];
		got += n;
	}
	write(s, &sum, sizeof sum);
	wait(&status);
	printf("transfer %d %d\n", got, status);
	close(s);
	close(l);
}

int main(void)
{
	struct sockaddr_in a;
	int v[2], one = 1;
	char b[100];
	signal(SIGPIPE, SIG_IGN);

	int s = socket(AF_INET, SOCK_STREAM, 0);
	printf("fresh %x\n", look(s));
	int l = listener(1);
	int dead = ntohs(name(l).sin_port);
	close(l);
	a = at(dead);
	printf("refused %s\n", err(connect(s, (void *)&a, sizeof a)));
	printf("after %x\n", look(s));
	printf("send %s\n", err(send(s, "x", 1, 0)));
	printf("recv %s\n", err(recv(s, b, 1, 0)));
	close(s);

	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	printf("later %s", err(connect(s, (void *)&a, sizeof a)));
	usleep(50000);
	printf(" %x", look(s));
	printf(" error %d", option(s, SOL_SOCKET, SO_ERROR) == ECONNREFUSED);
	printf(" then %x\n", look(s));
	close(s);

	l = listener(5);
	a = name(l);
	printf("listener %x\n", look(l));
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	printf("in progress %s\n", err(connect(s, (void *)&a, sizeof a)));
	usleep(50000);
	printf("connected %x", look(s));
	printf(" listener %x\n", look(l));
	printf("again %s\n", err(connect(s, (void *)&a, sizeof a)));
	printf("again %s\n", err(connect(s, (void *)&a, sizeof a)));
	printf("recv %s\n", err(recv(s, b, 1, 0)));
	int t = accept(l, 0, 0);
	struct sockaddr_in p;
	socklen_t n = sizeof p;
	getpeername(t, (void *)&p, &n);
	printf("peer %s %d\n", inet_ntoa(p.sin_addr), p.sin_port == name(s).sin_port);
	printf("bind %s\n", err(bind(socket(AF_INET, SOCK_STREAM, 0), (void *)&a, sizeof a)));
	write(t, "hello", 5);
	printf("readable %x", look(s));
	printf(" %s", err(recv(s, b, 2, MSG_PEEK)));
	printf(" %s\n", err(recv(s, b, 100, 0)));
	shutdown(t, SHUT_WR);
	usleep(20000);
	printf("half %x", look(s));
	printf(" %s", err(recv(s, b, 1, 0)));
	printf(" %s", err(write(s, "back", 4)));
	printf(" %s\n", err(recv(t, b, 100, 0)));
	close(s);
	usleep(20000);
	printf("both %x", look(t));
	printf(" %s\n", err(recv(t, b, 1, 0)));
	close(t);

	pair(v);
	write(v[0], "unread", 6);
	close(v[1]);
	usleep(20000);
	printf("reset %x", look(v[0]));
	printf(" %s", err(recv(v[0], b, 1, 0)));
	printf(" %s", err(recv(v[0], b, 1, 0)));
	printf(" %s\n", err(write(v[0], "x", 1)));
	close(v[0]);

	pair(v);
	struct linger hard = {1, 0};
	setsockopt(v[1], SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
	write(v[1], "last words", 10);
	close(v[1]);
	usleep(20000);
	printf("hard %x", look(v[0]));
	printf(" %s", err(recv(v[0], b, 100, 0)));
	printf(" %s\n", err(recv(v[0], b, 100, 0)));
	close(v[0]);

	pair(v);
	printf("urgent %s", err(recv(v[1], b, 1, MSG_OOB)));
	send(v[0], "abc", 3, MSG_OOB);
	usleep(20000);
	printf(" %x", look(v[1]));
	memset(b, 0, sizeof b);
	printf(" %s %s", err(recv(v[1], b, 100, 0)), b);
	printf(" %s", err(recv(v[1], b, 1, MSG_OOB)));
	printf(" %c\n", b[0]);
	close(v[0]);
	close(v[1]);

	pair(v);
	setsockopt(v[0], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	setsockopt(v[0], SOL_SOCKET, SO_KEEPALIVE, &one, sizeof one);
	printf("options %d %d %d %d %d\n", option(v[0], IPPROTO_TCP, TCP_NODELAY), option(v[0], SOL_SOCKET, SO_KEEPALIVE),
		option(v[0], IPPROTO_TCP, TCP_KEEPIDLE), option(v[0], SOL_SOCKET, SO_TYPE), option(v[0], SOL_SOCKET, SO_ACCEPTCONN));
	int e = epoll_create1(0);
	struct epoll_event want = {EPOLLIN | EPOLLET, {.fd = v[1]}}, got;
	epoll_ctl(e, EPOLL_CTL_ADD, v[1], &want);
	printf("epoll %d", epoll_wait(e, &got, 1, 0));
	write(v[0], "x", 1);
	printf(" %d", epoll_wait(e, &got, 1, 1000));
	printf(" %d\n", epoll_wait(e, &got, 1, 0));
	close(v[0]);
	close(v[1]);

	int u = socket(AF_INET, SOCK_DGRAM, 0), w = socket(AF_INET, SOCK_DGRAM, 0);
	a = at(0);
	bind(w, (void *)&a, sizeof a);
	a = name(w);
	printf("udp %s", err(send(u, "x", 1, 0)));
	printf(" %s", err(connect(u, (void *)&a, sizeof a)));
	printf(" %s", err(send(u, "datagram", 8, 0)));
	printf(" %s", err(recv(w, b, 4, MSG_TRUNC)));
	close(w);
	printf(" %s", err(send(u, "lost", 4, 0)));
	usleep(20000);
	printf(" %x", look(u));
	printf(" %s", err(recv(u, b, 4, MSG_DONTWAIT)));
	static char large[70000];
	printf(" %s\n", err(send(u, large, 65508, 0)));
	a.sin_addr.s_addr = htonl(0x7f000005);
	bind(w = socket(AF_INET, SOCK_DGRAM, 0), (void *)&a, sizeof a);
	u = socket(AF_INET, SOCK_DGRAM, 0);
	printf("large %s", err(sendto(u, large, 60000, 0, (void *)&a, sizeof a)));
	n = sizeof p;
	printf(" %s %s\n", err(recvfrom(w, large, sizeof large, 0, (void *)&p, &n)), inet_ntoa(p.sin_addr));

	transfer(300000);
	return 0;
}
