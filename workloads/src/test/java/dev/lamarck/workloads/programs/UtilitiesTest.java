package dev.lamarck.workloads.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.programs.utilities.Utilities;
import org.junit.jupiter.api.Test;

/** Each utility, through the shell. */
class UtilitiesTest {
    private static String output(String commands) throws CompilationException {
        return new Guest().run("sh", "-c", commands).output();
    }

    @Test
    void filesComeAndGo() throws CompilationException {
        assertThat(output("cd /tmp; mkdir d; echo text > d/a; cp d/a d/b; mv d/b d/c; ln d/a d/l; ln -s a d/s; ls d; cat d/c d/s; rm d/c; ls d; rmdir d; rm -r d; ls; rm -f d; rm d"))
                .isEqualTo("a\nc\nl\ns\ntext\ntext\na\nl\ns\nrmdir: d: directory not empty\nrm: d: no such file or directory\n");
        assertThat(output("cd /tmp; echo text > a; ln a b; cp a a; cp a b; cat a")).isEqualTo("cp: a: not possible\ncp: a: not possible\ntext\n");
        assertThat(output("cd /tmp; mkdir -p x/y/z; touch x/y/z/f; cp x/y/z/f x; mv x/f x/y; ls x/y; rm -r x; ls; mkdir /none/d; cp /none .")).isEqualTo(
                "f\nz\nmkdir: /none/d: no such file or directory\ncp: /none: no such file or directory\n");
    }

    @Test
    void filesAreListedAtLength() throws CompilationException {
        assertThat(output("cd /tmp; echo 12345 > f; ln -s f s; mkdir d; ls -l; ls -a d")).matches(
                "drwxr-xr-x +2 +\\d+ d\n-rw-r--r-- +1 +6 f\nlrwxrwxrwx +1 +\\d+ s -> f\n\\.\n\\.\\.\n");
    }

    @Test
    void linesAreFilteredCountedAndSorted() throws CompilationException {
        assertThat(output("seq 12 > /tmp/n; wc /tmp/n; wc -l < /tmp/n; head -n 2 /tmp/n; tail -n 1 /tmp/n; tail -2 /tmp/n; seq 3 4 | tee /tmp/t | cat /tmp/n - | tail -n 3; cat /tmp/t"))
                .isEqualTo("12 12 27 /tmp/n\n12\n1\n2\n12\n11\n12\n12\n3\n4\n3\n4\n");
        assertThat(output("seq 12 | grep 1; seq 12 | grep -c ^1; seq 12 | grep -v 1 | head -1; seq 12 | grep -n 2$; seq 3 | grep -q 9 || echo none"))
                .isEqualTo("1\n10\n11\n12\n4\n2\n2:2\n12:12\nnone\n");
        assertThat(output("sort -r <<E\nb\na\nb\nE\nsort -u <<E\nb\na\nb\nE")).isEqualTo("b\nb\na\na\nb\n");
    }

    @Test
    void processesSleepAndAreSignalled() throws CompilationException {
        assertThat(output("sleep 100 & /bin/kill -INT $!; wait $!; echo $?; sleep x; echo $?; A=b; export A; env | grep ^A=; /bin/echo -n a b; ps | head -n 2")).isEqualTo(
                "130\nusage: sleep SECONDS\n2\nA=b\na b  PID  PPID S NAME\n    1     0 S shell\n");
    }

    @Test
    void allHaveNamesOnTheDisk() throws CompilationException {
        for (String name : Utilities.names()) {
            assertThat(output("ls -l /bin/" + name)).contains("/bin/" + name + " -> utilities");
        }
    }
}
