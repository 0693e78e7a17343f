#include "show.h"
/* calls: clone vfork setpgid getpgid getpgrp setsid getsid getppid wait4 waitid kill ppoll exit_group */

static volatile int codes[16], seen; static void child(int signal, siginfo_t *info, void *context) { if (seen < 16) codes[seen++] = info->si_code * 1000 + info->si_status; }

int main(void) {
  int status, ends[2]; char byte; pipe(ends); siginfo_t info;
  pid_t me = getpid(); setpgid(0, 0); HOLDS(getpgrp() == me); HOLDS(getpgid(0) == me); HOLDS(getpgid(me) == me);
  pid_t a = fork(); if (a == 0) { HOLDS(getppid() == me); HOLDS(getpgrp() == me); SHOW(setpgid(0, 0)); HOLDS(getpgrp() == getpid()); write(ends[1], "x", 1); pause(); _exit(0); }
  read(ends[0], &byte, 1); HOLDS(getpgid(a) == a); HOLDS(getsid(a) == getsid(0));
  SHOW(setpgid(a, 0x7FFFFFF0)); SHOW(setpgid(0x7FFFFFF0, 0)); SHOW(setpgid(a, -1)); SHOW(getpgid(0x7FFFFFF0)); SHOW(getsid(0x7FFFFFF0)); SHOW(setsid());
  kill(a, SIGSTOP); HOLDS(waitpid(a, &status, WUNTRACED) == a); HOLDS(WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
  SHOW(waitpid(a, &status, WUNTRACED | WNOHANG));
  kill(a, SIGCONT); HOLDS(waitpid(a, &status, WCONTINUED) == a); HOLDS(WIFCONTINUED(status));
  kill(a, SIGTSTP); memset(&info, 0, sizeof info); SHOW(waitid(P_PID, a, &info, WSTOPPED | WNOWAIT)); HOLDS(info.si_code == CLD_STOPPED && info.si_status == SIGTSTP && info.si_pid == a);
  SHOW(waitid(P_PID, a, &info, WSTOPPED)); memset(&info, 1, sizeof info); SHOW(waitid(P_PID, a, &info, WSTOPPED | WNOHANG)); printf("pid %d signo %d\n", info.si_pid, info.si_signo);
  kill(a, SIGCONT); SHOW(waitid(P_PID, a, &info, WCONTINUED)); HOLDS(info.si_code == CLD_CONTINUED && info.si_status == SIGCONT);
  SHOW(kill(-a, SIGTERM)); memset(&info, 0, sizeof info); SHOW(waitid(P_PGID, a, &info, WEXITED | WNOWAIT)); HOLDS(info.si_code == CLD_KILLED && info.si_status == SIGTERM && info.si_signo == SIGCHLD);
  SHOW(setpgid(a, a)); SHOW(kill(a, 0)); struct rusage usage; HOLDS(wait4(a, &status, 0, &usage) == a); HOLDS(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM && usage.ru_utime.tv_sec == 0);
  SHOW(kill(a, 0)); SHOW(waitid(P_PID, a, &info, WEXITED)); SHOW(waitid(P_ALL, 0, &info, 0)); SHOW(waitid(P_ALL, 0, &info, WEXITED)); SHOW(kill(-a, 0));
  struct sigaction action = { .sa_sigaction = child, .sa_flags = SA_SIGINFO | SA_RESTART }; sigaction(SIGCHLD, &action, 0);
  a = fork(); if (a == 0) for (;;) pause();
  kill(a, SIGSTOP); waitpid(a, &status, WUNTRACED); kill(a, SIGCONT); waitpid(a, &status, WCONTINUED); kill(a, SIGKILL); waitpid(a, &status, 0);
  for (int i = 0; i < seen; i++) printf("SIGCHLD code %d status %s\n", codes[i] / 1000, codes[i] % 1000 == SIGSTOP ? "STOP" : codes[i] % 1000 == SIGCONT ? "CONT" : codes[i] % 1000 == SIGKILL ? "KILL" : "?");
  seen = 0; action.sa_flags |= SA_NOCLDSTOP; sigaction(SIGCHLD, &action, 0);
  a = fork(); if (a == 0) for (;;) pause();
  kill(a, SIGSTOP); waitpid(a, &status, WUNTRACED); kill(a, SIGCONT); kill(a, SIGKILL); waitpid(a, &status, 0); printf("seen %d\n", seen); signal(SIGCHLD, SIG_DFL);
  CHILD({ HOLDS(setsid() == getpid()); HOLDS(getsid(0) == getpid()); HOLDS(getpgrp() == getpid()); SHOW(setsid()); SHOW(setpgid(0, 0)); });
  int shared = 1; a = vfork(); if (a == 0) { shared = 7; _exit(9); } waitpid(a, &status, 0); printf("vfork exit %d\n", WEXITSTATUS(status));
  pid_t group[3]; for (int i = 0; i < 3; i++) { group[i] = fork(); if (group[i] == 0) { pause(); _exit(0); } setpgid(group[i], group[0]); }
  SHOW(kill(-group[0], SIGUSR1)); for (int i = 0; i < 3; i++) { HOLDS(waitpid(-group[0], &status, 0) > 0); HOLDS(WTERMSIG(status) == SIGUSR1); } SHOW(waitpid(-group[0], &status, 0));
  a = fork(); if (a == 0) for (;;) pause();
  kill(a, SIGTSTP); HOLDS(waitpid(a, &status, WUNTRACED) == a && WSTOPSIG(status) == SIGTSTP); SHOW(waitpid(a, &status, WCONTINUED | WNOHANG));
  kill(a, SIGCONT); HOLDS(waitpid(a, &status, WCONTINUED | WNOHANG) == a && WIFCONTINUED(status)); SHOW(waitpid(a, &status, WCONTINUED | WNOHANG));
  kill(a, SIGSTOP); waitpid(a, &status, WUNTRACED); kill(a, SIGKILL); HOLDS(waitpid(a, &status, WCONTINUED) == a && WTERMSIG(status) == SIGKILL);
  a = fork(); if (a == 0) { pid_t parent = getpid(); if (fork() == 0) { while (getppid() == parent) pause_ms(1); write(ends[1], "o", 1); pause(); } _exit(0); }
  waitpid(a, &status, 0); SHOW(read(ends[0], &byte, 1)); SHOW(waitpid(-1, &status, WNOHANG));
  a = fork(); if (a == 0) { setpgid(0, 0); pid_t b = fork(); if (b == 0) { signal(SIGHUP, SIG_IGN); raise(SIGSTOP); write(ends[1], "h", 1); _exit(0); } waitpid(b, &status, WUNTRACED); _exit(0); }
  waitpid(a, &status, 0); SHOW(read(ends[0], &byte, 1));
  int exits[] = { 0, 1, 255, 256 + 3 }; for (int i = 0; i < 4; i++) CHILD(exit(exits[i]));
  return 0;
}
