#include "show.h"
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
/* System V's shared memory, semaphores and message queues, by the multiplexer that the C library uses and by the calls' own numbers. */
/* calls: ipc shmget shmat shmdt shmctl semget semctl semtimedop msgget msgsnd msgrcv msgctl */

enum { P = 8192 };
union semun { int val; unsigned short *array; struct semid_ds *buf; };
struct text { long type; char bytes[64]; };
static void handler(int signal) { }
static int count(int id) { struct shmid_ds d = { 0 }; shmctl(id, IPC_STAT, &d); return d.shm_nattch; }

static void memory(void) {
  int id = shmget(IPC_PRIVATE, 2 * P + 5, IPC_CREAT | 0640); HOLDS(id >= 0); struct shmid_ds d; char *p = shmat(id, 0, 0), *q = shmat(id, 0, SHM_RDONLY); HOLDS(p != (void *)-1 && q != (void *)-1 && p != q);
  SHOW(shmctl(id, IPC_STAT, &d)); printf("%zu %d %o\n", d.shm_segsz, (int)d.shm_nattch, d.shm_perm.mode); HOLDS(d.shm_cpid == getpid() && d.shm_lpid == getpid() && d.shm_atime != 0 && d.shm_dtime == 0 && d.shm_perm.uid == getuid());
  p[2 * P] = 'x'; HOLDS(q[2 * P] == 'x' && q[0] == 0); CHILD(p[1] = 'c'; printf("%d\n", count(id)); shmdt(q)); HOLDS(q[1] == 'c'); printf("%d\n", count(id)); CHILD(signal(SIGSEGV, SIG_DFL); q[0] = 1);
  SHOW(shmdt(p + P)); SHOW(shmdt(q)); SHOW(shmdt(q)); SHOW((long)shmat(id, p + 1, 0)); SHOW((long)shmat(id, p, 0)); char *r = (char *)0x30000000000; HOLDS(shmat(id, r + 5, SHM_RND) == r); SHOW((long)shmat(id, r, SHM_REMAP) == (long)r); SHOW((long)shmat(id, 0, SHM_REMAP));
  SHOW(shmctl(id, IPC_RMID, 0)); printf("%o %d\n", (shmctl(id, IPC_STAT, &d), d.shm_perm.mode), (int)d.shm_nattch); HOLDS((q = shmat(id, 0, 0)) != (void *)-1 && q[1] == 'c'); SHOW(shmdt(p)); SHOW(shmdt(q)); SHOW(shmdt(r)); SHOW(shmctl(id, IPC_STAT, &d)); SHOW((long)shmat(id, 0, 0));
  id = shmget(77, P, IPC_CREAT | IPC_EXCL | 0600) >= 0 ? shmget(77, 0, 0) : -1; SHOW(shmget(77, P, IPC_CREAT | IPC_EXCL | 0600)); HOLDS(shmget(77, P, IPC_CREAT | 0600) == id); SHOW(shmget(77, P + 1, 0)); SHOW(shmget(78, P, 0)); SHOW(shmget(78, 0, IPC_CREAT)); d.shm_perm.uid = 5; d.shm_perm.gid = 6; d.shm_perm.mode = 0400; SHOW(shmctl(id, IPC_SET, &d)); shmctl(id, IPC_STAT, &d); printf("%d %d %o\n", d.shm_perm.uid, d.shm_perm.gid, d.shm_perm.mode);
  CHILD(setuid(9); SHOW((long)shmat(id, 0, SHM_RDONLY)); SHOW(shmctl(id, IPC_RMID, 0)); SHOW(shmctl(id, IPC_STAT, &d)); SHOW(shmget(77, 0, 0400))); CHILD(setuid(5); SHOW((long)shmat(id, 0, SHM_RDONLY) != -1); SHOW((long)shmat(id, 0, 0))); SHOW(shmctl(id, 99, 0)); SHOW(shmctl(id, IPC_STAT, (void *)8)); SHOW(shmctl(id, IPC_RMID, 0)); SHOW(shmget(77, 0, 0)); SHOW(shmctl(-1, IPC_RMID, 0));
}

static void semaphores(void) {
  int id = semget(IPC_PRIVATE, 3, 0600); HOLDS(id >= 0); unsigned short all[3] = { 1, 2, 3 }, now[3]; union semun u = { .array = all }; SHOW(semctl(id, 0, SETALL, u)); u.array = now; SHOW(semctl(id, 0, GETALL, u)); printf("%d %d %d\n", now[0], now[1], now[2]);
  struct sembuf two[] = { { 0, -1, IPC_NOWAIT }, { 1, -3, IPC_NOWAIT } }; SHOW(semop(id, two, 2)); SHOW(semctl(id, 0, GETVAL)); two[1].sem_op = -2; SHOW(semop(id, two, 2)); SHOW(semctl(id, 0, GETVAL)); SHOW(semctl(id, 1, GETVAL)); HOLDS(semctl(id, 1, GETPID) == getpid());
  struct sembuf zero = { 0, 0, 0 }, up = { 0, 1, 0 }, down = { 0, -1, 0 }, none = { 2, 0, IPC_NOWAIT }, far = { 3, 1, 0 }; SHOW(semop(id, &zero, 1)); SHOW(semop(id, &none, 1)); SHOW(semop(id, &far, 1)); SHOW(semop(id, &zero, 0)); SHOW(semop(id, (void *)8, 1)); SHOW(semop(-1, &zero, 1));
  pid_t child = fork(); if (child == 0) { semop(id, &down, 1); printf("down\n"); fflush(stdout); up.sem_num = 1; semop(id, &up, 1); _exit(0); } pause_ms(40); SHOW(semctl(id, 0, GETNCNT)); SHOW(semctl(id, 0, GETZCNT)); SHOW(semop(id, &up, 1)); down.sem_num = 1; SHOW(semop(id, &down, 1)); down.sem_num = 0; waitpid(child, 0, 0);
  struct timespec little = { 0, 30000000 }; SHOW(semtimedop(id, &down, 1, &little)); little.tv_nsec = -1; SHOW(semtimedop(id, &down, 1, &little)); signal(SIGALRM, handler); struct itimerval soon = { .it_value = { 0, 30000 } }; setitimer(ITIMER_REAL, &soon, 0); SHOW(semop(id, &down, 1)); SHOW(semctl(id, 0, GETNCNT));
  struct sembuf undone = { 2, -2, SEM_UNDO }, more = { 0, 5, SEM_UNDO }; CHILD(semop(id, &undone, 1); semop(id, &more, 1); printf("%d %d\n", semctl(id, 2, GETVAL), semctl(id, 0, GETVAL))); SHOW(semctl(id, 2, GETVAL)); SHOW(semctl(id, 0, GETVAL)); u.val = 40000; SHOW(semctl(id, 0, SETVAL, u)); u.val = 32767; SHOW(semctl(id, 0, SETVAL, u)); up.sem_num = 0; SHOW(semop(id, &up, 1)); SHOW(semctl(id, 9, GETVAL)); SHOW(semctl(id, 0, 99));
  struct semid_ds d; u.buf = &d; SHOW(semctl(id, 0, IPC_STAT, u)); printf("%ld %o\n", (long)d.sem_nsems, d.sem_perm.mode); HOLDS(d.sem_otime != 0); u.val = 0; semctl(id, 0, SETVAL, u); child = fork(); if (child == 0) { SHOW(semop(id, &down, 1)); _exit(0); } pause_ms(40); SHOW(semctl(id, 0, IPC_RMID)); waitpid(child, 0, 0); SHOW(semctl(id, 0, GETVAL)); SHOW(semget(5, 0, IPC_CREAT)); SHOW(semget(5, -1, IPC_CREAT)); SHOW(semget(5, 1, 0)); id = semget(5, 2, IPC_CREAT); SHOW(semget(5, 3, 0)); CHILD(setuid(9); SHOW(semctl(id, 0, GETVAL)); SHOW(semop(id, &up, 1))); semctl(id, 0, IPC_RMID);
}

static void messages(void) {
  int id = msgget(IPC_PRIVATE, 0600); HOLDS(id >= 0); struct text m = { 3, "three" }; SHOW(msgsnd(id, &m, 6, 0)); m = (struct text){ 1, "one" }; SHOW(msgsnd(id, &m, 4, 0)); m = (struct text){ 2, "two" }; SHOW(msgsnd(id, &m, 4, 0)); m.type = 0; SHOW(msgsnd(id, &m, 4, 0)); SHOW(msgsnd(id, &m, -1, 0)); SHOW(msgsnd(id, (void *)8, 4, 0));
  struct msqid_ds d; SHOW(msgctl(id, IPC_STAT, &d)); printf("%d %ld %d\n", (int)d.msg_qnum, (long)d.msg_qbytes, (int)d.__msg_cbytes); HOLDS(d.msg_lspid == getpid() && d.msg_stime != 0 && d.msg_rtime == 0);
  SHOW(msgrcv(id, &m, 64, 2, 0)); printf("%ld %s\n", m.type, m.bytes); SHOW(msgrcv(id, &m, 3, 0, 0)); SHOW(msgrcv(id, &m, 3, 0, MSG_NOERROR)); printf("%ld %.3s\n", m.type, m.bytes); m.type = 7; msgsnd(id, &m, 1, 0); SHOW(msgrcv(id, &m, 64, -5, 0)); printf("%ld\n", m.type); SHOW(msgrcv(id, &m, 64, -5, IPC_NOWAIT)); SHOW(msgrcv(id, &m, 64, 7, IPC_NOWAIT | MSG_EXCEPT)); SHOW(msgrcv(id, &m, 64, 6, IPC_NOWAIT | MSG_EXCEPT)); SHOW(msgrcv(id, &m, 64, 0, IPC_NOWAIT));
  pid_t child = fork(); if (child == 0) { pause_ms(30); m = (struct text){ 4, "late" }; msgsnd(id, &m, 5, 0); _exit(0); } SHOW(msgrcv(id, &m, 64, 4, 0)); printf("%s\n", m.bytes); HOLDS((msgctl(id, IPC_STAT, &d), d.msg_lspid) == child); waitpid(child, 0, 0);
  d.msg_qbytes = 10; SHOW(msgctl(id, IPC_SET, &d)); SHOW(msgsnd(id, &m, 8, IPC_NOWAIT)); SHOW(msgsnd(id, &m, 8, IPC_NOWAIT)); child = fork(); if (child == 0) { pause_ms(30); msgrcv(id, &m, 64, 0, 0); _exit(0); } SHOW(msgsnd(id, &m, 8, 0)); waitpid(child, 0, 0); struct itimerval soon = { .it_value = { 0, 30000 } }; setitimer(ITIMER_REAL, &soon, 0); SHOW(msgsnd(id, &m, 8, 0));
  SHOW(msgrcv(id, &m, 64, 0, 0)); child = fork(); if (child == 0) { SHOW(msgrcv(id, &m, 64, 0, 0)); _exit(0); } pause_ms(40); SHOW(msgctl(id, IPC_RMID, 0)); waitpid(child, 0, 0); SHOW(msgsnd(id, &m, 1, 0)); SHOW(msgget(9, 0)); id = msgget(9, IPC_CREAT | 0600); SHOW(msgget(9, IPC_CREAT | IPC_EXCL)); CHILD(setuid(9); SHOW(msgrcv(id, &m, 64, 0, IPC_NOWAIT)); m.type = 1; SHOW(msgsnd(id, &m, 1, 0)); SHOW(msgctl(id, IPC_RMID, 0))); SHOW(msgctl(id, IPC_RMID, 0));
}

/* The calls' own numbers, which the C library does not use here. */
static void direct(void) {
  int id = syscall(395, IPC_PRIVATE, P, 0600); char *p = (char *)syscall(397, id, 0, 0); p[5] = 5; struct shmid_ds d; SHOW(syscall(396, id, IPC_STAT, &d)); printf("%d\n", (int)d.shm_nattch); SHOW(syscall(398, p)); SHOW(syscall(396, id, IPC_RMID, 0)); SHOW(syscall(396, id, IPC_RMID, 0));
  id = syscall(393, IPC_PRIVATE, 1, 0600); struct sembuf up = { 0, 3, 0 }; SHOW(syscall(392, id, &up, 1, 0)); SHOW(syscall(394, id, 0, GETVAL, 0)); SHOW(syscall(394, id, 0, IPC_RMID, 0));
  id = syscall(399, IPC_PRIVATE, 0600); struct text m = { 1, "m" }; SHOW(syscall(400, id, &m, 2, 0)); SHOW(syscall(401, id, &m, 2, 0, 0)); SHOW(syscall(402, id, IPC_RMID, 0)); id = msgget(IPC_PRIVATE, 0600); struct msqid_ds q; int found = 0; for (int i = 0; i < 128; i++) found += msgctl(i, MSG_STAT, &q) == id; printf("%d\n", found); SHOW(msgctl(128, MSG_STAT, &q)); msgctl(id, IPC_RMID, 0); SHOW(syscall(215, 99, 0, 0, 0, 0, 0));
}

int main(void) {
  puts("-- shared memory"); memory(); puts("-- semaphores"); semaphores(); puts("-- messages"); messages(); puts("-- by their own numbers"); direct();
  return 0;
}
