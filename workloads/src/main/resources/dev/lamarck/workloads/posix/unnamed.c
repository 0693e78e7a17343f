#include "show.h"
/* calls: openat linkat truncate execve ftruncate */

static void copy(const char *from, const char *to) {
  static char block[8192]; int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0755);
  for (ssize_t n; (n = read(in, block, sizeof block)) > 0;) write(out, block, n);
  close(in); close(out);
}

int main(int argc, char **argv) {
  if (argc > 2) { write(1, "runs\n", 5); pause(); return 0; }
  if (argc > 1 && chdir(argv[1]) != 0) return 1;
  struct stat st; char buffer[64], path[64]; mkdir("d", 0755);
  puts("-- without a name"); int fd = open("d", O_TMPFILE | O_RDWR, 0640); HOLDS(fd >= 0); fstat(fd, &st); printf("%o links %d size %d\n", st.st_mode, (int)st.st_nlink, (int)st.st_size);
  SHOW(write(fd, "contents", 8)); SHOW(pread(fd, buffer, 64, 4)); SHOW(rmdir("d")); SHOW(ftruncate(fd, 20000)); fstat(fd, &st); printf("size %d\n", (int)st.st_size);
  SHOW(open(".", O_TMPFILE | O_RDONLY, 0600)); SHOW(open("none", O_TMPFILE | O_RDWR, 0600)); int f = open("f", O_CREAT | O_RDWR, 0644); SHOW(open("f", O_TMPFILE | O_RDWR, 0600)); SHOW(open("d", O_RDWR)); SHOW(open("f", O_DIRECTORY));
  puts("-- named later"); snprintf(path, 64, "/proc/self/fd/%d", fd); SHOW(linkat(AT_FDCWD, path, AT_FDCWD, "named", AT_SYMLINK_FOLLOW)); SHOW(stat("named", &st)); printf("%o links %d size %d\n", st.st_mode, (int)st.st_nlink, (int)st.st_size);
  SHOW(linkat(AT_FDCWD, path, AT_FDCWD, "named", AT_SYMLINK_FOLLOW)); SHOW(linkat(fd, "", AT_FDCWD, "again", AT_EMPTY_PATH)); fstat(fd, &st); printf("links %d\n", (int)st.st_nlink); close(fd); int named = open("named", O_RDONLY); SHOW(read(named, buffer, 8)); HOLDS(memcmp(buffer, "contents", 8) == 0); SHOW(unlink("named")); SHOW(unlink("again"));
  for (int i = 0; i < 20; i++) { int t = open(".", O_TMPFILE | O_WRONLY, 0600); if (t < 0 || write(t, path, 64) != 64) puts("FAILED"); close(t); }
  puts("-- a link's own file"); symlink("f", "s"); SHOW(open("s", O_RDONLY | O_NOFOLLOW)); int link = open("s", O_PATH | O_NOFOLLOW); HOLDS(link >= 0 && fstat(link, &st) == 0 && S_ISLNK(st.st_mode)); SHOW(read(link, buffer, 1)); close(link);
  puts("-- a program that runs"); copy("/proc/self/exe", "program"); int ends[2]; pipe(ends); fflush(stdout); pid_t child = fork(); if (child == 0) { dup2(ends[1], 1); execl("./program", "program", ".", "run", (char *)0); _exit(1); }
  SHOW(read(ends[0], buffer, 5)); SHOW(open("program", O_WRONLY)); SHOW(open("program", O_RDWR | O_TRUNC)); SHOW(open("program", O_CREAT | O_WRONLY, 0600)); SHOW(truncate("program", 0)); HOLDS(close(open("program", O_RDONLY)) == 0); SHOW(access("program", W_OK)); SHOW(rename("program", "other")); SHOW(open("other", O_WRONLY));
  kill(child, SIGKILL); waitpid(child, 0, 0); HOLDS(close(open("other", O_WRONLY)) == 0); SHOW(truncate("other", 10)); SHOW(unlink("other"));
  close(f); return 0;
}
