package dev.lamarck.workloads.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.world.Outcome;
import org.junit.jupiter.api.Test;

class ShellTest {
    private static Guest.Report shell(String commands) throws CompilationException {
        return new Guest().run("sh", "-c", commands);
    }

    private static String output(String commands) throws CompilationException {
        return shell(commands).output();
    }

    @Test
    void runsProgramsWithArguments() throws CompilationException {
        Guest.Report report = shell("hello 'a b' c");
        assertThat(report.output()).isEqualTo("Hello from process 2\nargument 1: a b\nargument 2: c\n");
        assertThat(report.outcome()).isEqualTo(Outcome.EXITED);
        assertThat(report.status()).isZero();
    }

    @Test
    void theLastStatusIsItsOwn() throws CompilationException {
        assertThat(shell("sh -c 'echo x; exit 42'; exit").status()).isEqualTo(42);
        Guest.Report missing = shell("/bin\nnothing");
        assertThat(missing.output()).isEqualTo("sh: line 1: /bin: cannot execute\nsh: line 2: nothing: not found\n");
        assertThat(missing.status()).isEqualTo(127);
    }

    @Test
    void walksTheTree() throws CompilationException {
        Guest.Report report = shell("pwd; cd /tmp; pwd; cd ..; ls; ls /dev; cd /none; cat /dev/null /none");
        assertThat(report.output()).startsWith("/work\n/tmp\n").contains("bin\n", "proc\n", "console\n", "zero\n")
                .contains("sh: line 1: /none: not a directory\n").endsWith("cat: /none: no such file or directory\n");
        assertThat(report.status()).isEqualTo(1);
    }

    @Test
    void listsAndKillsProcesses() throws CompilationException {
        Guest.Report report = shell("sleep 1000 & sleep 2000 & echo $!; sleep 1; ps; kill 2; kill -KILL %2; kill 77; wait; ps");
        assertThat(report.output()).startsWith("3\n").contains("    1     0 S shell\n", "    2     1 S utilities\n", "    3     1 S utilities\n",
                "sh: line 1: 77: no such process\n");
        assertThat(report.output()).containsPattern("PID  PPID S NAME\n    1     0 S shell\n +\\d+     1 R utilities\n$");
    }

    @Test
    void talksOnTheConsole() throws CompilationException {
        Guest.Report report = new Guest().runWithInput("echo one\n\ncat\ntyped\n", "sh");
        assertThat(report.output()).isEqualTo("$ one\n$ $ typed\n$ \n");
        assertThat(report.status()).isZero();
    }

    @Test
    void quotesKeepWordsTogether() throws CompilationException {
        assertThat(output("A='x  y'; echo $A \"$A\" '$A' \\$A a\\ b \"\\\"\" 'it'\\''s' # nothing")).isEqualTo("x y x  y $A $A a b \" it's\n");
        assertThat(output("for f in '' \"\" $NONE; do echo \"<$f>\"; done")).isEqualTo("<>\n<>\n");
    }

    @Test
    void parametersAndArithmetic() throws CompilationException {
        assertThat(output("A=7; echo ${A}b ${B:-none} ${#A} $((A * 2 - 3 % 2)) $((1 << 4 | 1)) $((A > 6 && !0)) ${A:+set}")).isEqualTo("7b none 1 13 17 1 set\n");
        assertThat(new Guest().run("sh", "-c", "echo $0 $# $2; for a in \"$@\"; do echo $a; done; shift; echo $1", "name", "a b", "c").output())
                .isEqualTo("name 2 c\na b\nc\nc\n");
        assertThat(output("(exit 3); echo $?; echo $$; echo $((1 / 0))")).isEqualTo("3\n1\nsh: line 1: 1 / 0: not an arithmetic expression\n");
    }

    @Test
    void decidesAndRepeats() throws CompilationException {
        assertThat(output("if test -d /none; then echo 1; elif [ -f /bin/sh ]; then echo 2; else echo 3; fi")).isEqualTo("2\n");
        assertThat(output("i=0\nwhile [ $i -lt 9 ]\ndo\n i=$((i + 1))\n [ $i = 2 ] && continue\n [ $i = 5 ] && break\n echo $i\ndone\nuntil [ $i = 0 ]; do i=$((i - 1)); done; echo $i"))
                .isEqualTo("1\n3\n4\n0\n");
        assertThat(output("for f in a.c b.h c; do case $f in *.[ch]) echo source $f;; ?) echo one;; esac; done")).isEqualTo("source a.c\nsource b.h\none\n");
        assertThat(output("true && echo 1 || echo 2; false && echo 3 || echo 4; ! false; echo $?")).isEqualTo("1\n4\n0\n");
    }

    @Test
    void redirectsAndPipes() throws CompilationException {
        assertThat(output("cd /tmp; echo 1 > f; echo 2 >> f; cat < f | cat | wc -l; { echo e >&2; echo o; } 2> g | cat; cat g; cat /none > h 2>&1; cat h"))
                .isEqualTo("2\no\ne\ncat: /none: no such file or directory\n");
        assertThat(output("A=1; cat <<E; cat <<'E'; cat <<-E\na $A\nE\nb $A\nE\n\t\tc\n\tE\necho end")).isEqualTo("a 1\nb $A\nc\nend\n");
        assertThat(output("while read a b; do echo $b-$a; done <<E\n1 2 3\nx y\nE")).isEqualTo("2 3-1\ny-x\n");
        assertThat(output("sh -c 'exit 3' | true; echo $?; echo x | (exit 4); echo $?")).isEqualTo("0\n4\n");
    }

    @Test
    void substitutesCommandsAndNames() throws CompilationException {
        assertThat(output("cd /tmp; touch b1 a1 c2; echo *1 \"*1\" /tmp/?2 none*; echo $(echo x; echo `echo y`) \"$(echo 'p  q')\"; A=$(false); echo $?"))
                .isEqualTo("a1 b1 *1 /tmp/c2 none*\nx y p  q\n1\n");
    }

    @Test
    void environmentAndScripts() throws CompilationException {
        assertThat(output("A=1; export A B=2; C=3 sh -c 'echo $A$B$C'; echo [$C]; unset A; sh -c 'echo $A$B'")).isEqualTo("123\n[]\n2\n");
        assertThat(output("cat > /tmp/s <<'E'\necho $0 $1\nnothing\nexit 5\nE\nsh /tmp/s arg; echo $?; . /tmp/s")).isEqualTo(
                "/tmp/s arg\nsh: line 2: nothing: not found\n5\nsh\nsh: line 2: nothing: not found\n");
    }

    @Test
    void mistakesAreToldWithTheirLines() throws CompilationException {
        Guest.Report report = shell("echo 1\nif true; then\necho 2\n");
        assertThat(report.output()).isEqualTo("1\nsh: line 4: syntax error: unexpected end of input\n");
        assertThat(report.status()).isEqualTo(2);
        assertThat(output("echo 1\n\ndone")).isEqualTo("1\nsh: line 3: syntax error: unexpected done\n");
        assertThat(output("echo 'abc")).isEqualTo("sh: line 1: syntax error: unclosed '\n");
        assertThat(output("a | | b")).isEqualTo("sh: line 1: syntax error: unexpected |\n");
    }

    @Test
    void functionsHaveParametersStatusAndLocalVariables() throws CompilationException {
        assertThat(output("fact() { if [ $1 -le 1 ]; then echo 1; else echo $(($1 * $(fact $(($1 - 1))))); fi; }\nfact 10")).isEqualTo("3628800\n");
        assertThat(output("a=outer; g() { local a=inner b; b=2; echo $a $b $# $1; shift; echo $1; return 7; echo never; }; g x y; echo $? $a [$b]; g || echo or"))
                .isEqualTo("inner 2 2 x\ny\n7 outer []\ninner 2 0\n\nor\n");
        assertThat(output("h() for i in 1 2 3; do [ $i = 2 ] && return 5; echo $i; done; h; echo $?; k() (cd /tmp; pwd); k; pwd; p() { while read l; do echo \"<$l>\"; done; }; echo one | p"))
                .isEqualTo("1\n5\n/tmp\n/work\n<one>\n");
        assertThat(output("k() { echo first; k() { echo second; }; }; k; k; unset -f k; k; echo $?")).isEqualTo("first\nsecond\nsh: line 1: k: not found\n127\n");
        assertThat(output("echo 'return 3; echo no' > /tmp/s; . /tmp/s; echo $?")).isEqualTo("3\n");
    }

    @Test
    void trapsRunWhenSignalsCameAndAtTheEnd() throws CompilationException {
        Guest.Report report = shell("trap 'echo bye $?' EXIT; trap 'echo one' USR1; kill -USR1 $$; echo two; trap '' USR2; kill -USR2 $$; trap; (trap 'echo sub' EXIT; exit 4); echo $?; exit 42");
        assertThat(report.output()).isEqualTo("one\ntwo\ntrap -- 'echo bye $?' EXIT\ntrap -- 'echo one' USR1\ntrap -- '' USR2\nsub\n4\nbye 42\n");
        assertThat(report.status()).isEqualTo(42);
        assertThat(output("sleep 1000 & trap 'echo came' TERM; (sleep 1; kill -TERM $$) & wait; echo $?; kill %1; wait %1; echo $?")).isEqualTo("came\n143\n143\n");
        assertThat(output("trap 'echo no' USR1; trap - USR1; (kill -USR1 $$); echo no")).doesNotContain("no");
    }

    @Test
    void optionsChangeWhatFailureMeans() throws CompilationException {
        assertThat(output("f() { return 7; }; (set -e; if false; then :; fi; false || true; ! true; echo yes; f; echo no); echo $?")).isEqualTo("yes\n7\n");
        assertThat(output("(set -u; echo ${a:-b} $nothing; echo no); echo $?")).isEqualTo("sh: line 1: nothing: not set\n2\n");
        assertThat(output("cd /tmp; touch a; set -- x 'y z'; echo $# \"$2\"; set -f; echo *; set +f; set --; echo $#")).isEqualTo("2 y z\n*\n0\n");
    }

    @Test
    void patternsTakePartsOfValuesAway() throws CompilationException {
        assertThat(output("v=/usr/share/doc.tar.gz; echo ${v##*/} ${v#*/} ${v%.*} ${v%%.*} ${v#no} \"${v%/*}\" [${n#x}]"))
                .isEqualTo("doc.tar.gz usr/share/doc.tar.gz /usr/share/doc.tar /usr/share/doc /usr/share/doc.tar.gz /usr/share []\n");
    }

    @Test
    void manyProcessesOpenFiles() throws CompilationException {
        Guest.Report report = new Guest().run("openload", "5", "40");
        assertThat(report.output()).isEqualTo("801 opens, 0 failures\n");
        assertThat(report.status()).isZero();
    }
}
