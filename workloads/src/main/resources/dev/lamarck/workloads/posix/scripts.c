#include "show.h"
/* calls: execve symlink */

static void text(const char *name, const char *content, int mode) { int fd = open(name, O_CREAT | O_TRUNC | O_WRONLY, 0755); write(fd, content, strlen(content)); close(fd); chmod(name, mode); }
/* Runs a script of this content with arguments "zero", "one" and "two words". */
static void run(const char *name, const char *content) { char *arguments[] = { "zero", "one", "two words", 0 }; text(name, content, 0755); printf("-- %.40s\n", content); CHILD(SHOW(execve(name, arguments, environ))); }

int main(int argc, char **argv) {
  if (strcmp(argv[0], "interp") == 0) { for (int i = 0; i < argc; i++) if (strlen(argv[i]) > 99) printf("%d bytes ", (int)strlen(argv[i])); else printf("<%s> ", argv[i]); puts(""); return argc; }
  char self[500] = { 0 }, line[400], wide[400]; readlink("/proc/self/exe", self, 499); SHOW(symlink(self, "interp") * 0); memset(wide, 'x', 300); wide[300] = 0;
  puts("-- lines"); run("s", "#!interp\n"); run("s", "#!interp  an argument\t \nthe rest"); run("s", "#! \tinterp\targument"); run("s", "#!interp"); run("./s", "#!interp -x\n"); sprintf(line, "#!interp %s\n", wide); run("s", line); sprintf(line, "#!interp \t%s", wide); run("s", line);
  puts("-- bad lines"); run("s", "#!\n"); run("s", "#!"); run("s", "#! \t \n"); run("s", "#"); run("s", ""); run("s", " #!interp\n"); sprintf(line, "#!%s\n", wide); run("s", line); memset(wide, ' ', 300); sprintf(line, "#!%s\n", wide); run("s", line);
  puts("-- bad interpreters"); text("plain", "text\n", 0644); text("odd", "text\n", 0755); run("s", "#!nowhere\n"); run("s", "#!.\n"); run("s", "#!plain\n"); run("s", "#!odd\n"); run("s", "#!odd/x\n"); run("s", "#!s\n"); text("closed", "#!interp\n", 0644); SHOW(execve("closed", argv, environ));
  puts("-- chains"); text("s1", "#!interp 1\n", 0755); for (int i = 2; i < 6; i++) { char name[9]; sprintf(name, "s%d", i); sprintf(line, "#!s%d %d\n", i - 1, i); run(name, line); } run("s6", "#!s5 6\n"); symlink("s2", "link"); char *one[] = { "zero", 0 }, *none[] = { 0 }; CHILD(execve("link", one, environ)); CHILD(execve("link", (char *[]){ "", "", 0 }, environ));
  return 0;
}
