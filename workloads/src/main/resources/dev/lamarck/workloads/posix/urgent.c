#include "show.h"
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/un.h>
#include <stddef.h>
/* calls: socketcall sendto recvfrom fcntl ioctl */
static volatile int told; static void on_urgent(int s) { told++; }
int main(void) {
  puts("-- urgent data"); struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) }; socklen_t n = sizeof a; int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1, at; bind(listener, (void *)&a, n); listen(listener, 1); getsockname(listener, (void *)&a, &n); int to = socket(AF_INET, SOCK_STREAM, 0); setsockopt(to, 6, 1, &one, 4); connect(to, (void *)&a, n); int s = accept(listener, 0, 0); char b[20];
  SHOW(fcntl(s, F_SETOWN, getpid())); HOLDS(fcntl(s, F_GETOWN) == getpid()); SHOW(fcntl(s, F_SETOWN, -getpgrp())); HOLDS(fcntl(s, F_GETOWN) == -getpgrp()); signal(SIGURG, on_urgent); SHOW(send(to, "123", 3, 0)); SHOW(send(to, "U", 1, MSG_OOB)); SHOW(send(to, "456", 3, 0)); pause_ms(20); HOLDS(told == 1);
  SHOW(ioctl(s, SIOCATMARK, &at)); HOLDS(at == 0); SHOW(recv(s, b, 20, 0)); ioctl(s, SIOCATMARK, &at); HOLDS(at == 1); SHOW(recv(s, b, 1, MSG_OOB)); HOLDS(b[0] == 'U'); SHOW(recv(s, b, 1, MSG_OOB)); SHOW(recv(s, b, 20, 0)); HOLDS(!memcmp(b, "456", 3)); ioctl(s, SIOCATMARK, &at); HOLDS(at == 0);
  setsockopt(s, SOL_SOCKET, SO_OOBINLINE, &one, 4); send(to, "ab", 2, 0); send(to, "V", 1, MSG_OOB); send(to, "c", 1, 0); pause_ms(20); SHOW(recv(s, b, 20, 0)); SHOW(recv(s, b, 20, 0)); HOLDS(!memcmp(b, "Vc", 2)); SHOW(recv(s, b, 1, MSG_OOB)); HOLDS(told == 2);
  puts("-- names that nobody chose"); struct sockaddr_un u = { .sun_family = AF_UNIX }, v; int x = socket(AF_UNIX, SOCK_DGRAM, 0), y = socket(AF_UNIX, SOCK_DGRAM, 0); SHOW(bind(x, (void *)&u, sizeof u.sun_family)); n = sizeof v; SHOW(getsockname(x, (void *)&v, &n)); HOLDS(n == offsetof(struct sockaddr_un, sun_path) + 6 && v.sun_path[0] == 0); SHOW(sendto(y, "hi", 2, 0, (void *)&v, n)); SHOW(recv(x, b, 20, 0)); SHOW(bind(y, (void *)&u, sizeof u.sun_family)); SHOW(bind(y, (void *)&v, n)); a.sin_family = AF_UNIX; SHOW(bind(socket(AF_INET, SOCK_DGRAM, 0), (void *)&a, sizeof a));
  puts("-- waits that ignored signals do not end"); struct timeval wait = { 0, 60000 }; int p[2]; socketpair(AF_UNIX, SOCK_STREAM, 0, p); setsockopt(p[0], SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait); if (fork() == 0) { pause_ms(20); _exit(0); } SHOW(recv(p[0], b, 1, 0)); wait4(-1, 0, 0, 0); SHOW(fcntl(p[0], F_GETPIPE_SZ)); int q[2]; pipe(q); SHOW(fcntl(q[0], F_SETPIPE_SZ, 4096) >= 4096); SHOW(fcntl(q[0], F_GETPIPE_SZ) >= 4096);
  return 0;
}
