# A shell script of every construction that dash has: what it prints and its exit status must not depend on the kernel under it.
# Its directory is empty; it calls no program.

echo "== expansion"
name=lamarck file=/usr/share/doc/readme.txt
echo "${name}" "${#name}" "${missing:-default}" "${name:+set}" "${file##*/}" "${file%/*}" "${file%%.*}" "${file#*/}"
: "${made:=here}"; echo "$made $((3 * (4 + 5) % 7)) $((1 << 20)) $((0x1f & 6))"
set -- one "two words" three; echo "$# $1 $2 $*"; for word in "$@"; do echo "<$word>"; done
shift 2; echo "$1 $#"
IFS=:; set -- $(echo a:b:c); echo "$3 $2 $1"; unset IFS

echo "== functions and recursion"
factorial() {
  if [ "$1" -le 1 ]; then echo 1; else echo $(($1 * $(factorial $(($1 - 1))))); fi
}
factorial 12
fails() { return 7; }
fails; echo "status $?"
fails || echo "or $?"
local_variable() { local name=inner; echo "$name"; }
local_variable; echo "$name"

echo "== loops"
i=0; while [ $i -lt 5 ]; do i=$((i + 1)); [ $i -eq 2 ] && continue; [ $i -eq 5 ] && break; echo "i=$i"; done
until [ $i -eq 0 ]; do i=$((i - 1)); done; echo "i=$i"
for outer in 1 2; do for inner in a b c; do [ $inner = b ] && continue 2; echo "$outer$inner"; done; done
case readme.txt in *.c) echo source ;; *.txt | *.md) echo text ;; *) echo other ;; esac

echo "== here-documents"
while read -r first rest; do echo "[$first] [$rest]"; done <<END
alpha beta gamma
\$name is $name, $((6 * 7))
END
read -r raw <<'END'
$name stays
END
echo "$raw"
# More than a pipe holds.
block=0123456789; for doubling in 1 2 3 4 5 6 7 8 9 10 11 12 13; do block=$block$block; done
while read -r line; do echo "line of ${#line}"; done <<END
$block
END

echo "== redirection and files"
umask 022
echo first >out; echo second >>out; while read -r line; do echo "out: $line"; done <out
{ echo to stdout; echo to stderr >&2; } >both 2>&1; while read -r line; do echo "both: $line"; done <both
exec 3>third; echo three >&3; exec 3>&-; read -r line <third; echo "$line"
exec 4<out; read -r a <&4; read -r b <&4; exec 4<&-; echo "$b $a"
[ -f out ] && [ -s out ] && [ ! -d out ] && [ -r out ] && [ ! -e nowhere ] && echo "tests hold"
[ third -nt nowhere ] || echo "no file is never older"
set -C; (echo clobbered >out) 2>/dev/null || echo "noclobber $?"; set +C
cd /; pwd; cd "$OLDPWD" || exit 1
echo *; set -f; echo *; set +f
(read -r x </nowhere) 2>/dev/null || echo "no such file"

echo "== pipes and command substitution"
echo one two three | { read -r a b c; echo "$c $b $a"; }
numbers() { n=0; while [ $n -lt 700 ]; do n=$((n + 1)); echo $n; done; }
numbers | { sum=0; while read -r n; do sum=$((sum + n)); done; echo "sum $sum"; }
numbers | while read -r n; do [ "$n" -eq 3 ] && break; echo "some $n"; done
echo "nested $(echo "$(echo "$(echo deep)")") `echo old style`"
! false | true; echo "not: $?"
true | false; echo "last: $?"
lines=$(numbers); echo "${#lines}"

echo "== subshells, jobs, wait"
v=outer; (v=inner; echo "$v"); echo "$v"
(exit 3); echo "exit $?"
(exit 5) & wait $!; echo "waited $?"
slow() { n=0; while [ $n -lt 300 ]; do n=$((n + 1)); done; return "$1"; }
slow 1 & first=$!; slow 2 & second=$!; slow 3 & third=$!
wait $third; c=$?; wait $first; a=$?; wait $second; b=$?; echo "jobs $a $b $c"
wait; echo "none left $?"
(kill -TERM $$) 2>/dev/null & trap 'echo "got TERM"' TERM; wait; trap - TERM
(while :; do :; done) & victim=$!; kill -KILL $victim; wait $victim 2>/dev/null; echo "killed $?"
(while :; do :; done) & victim=$!; kill -STOP $victim; kill -CONT $victim; kill $victim; wait $victim 2>/dev/null; echo "ended $?"

echo "== traps and signals"
trap 'echo "USR1 caught"' USR1; kill -USR1 $$; echo after
trap '' USR2; kill -USR2 $$; echo "ignored"
(trap 'echo "subshell leaves"' EXIT; exit 4); echo "$?"
kill -0 $$ && echo alive
(set -e; false; echo "not reached"); echo "set -e: $?"
(set -u; echo "$undefined") 2>/dev/null; echo "set -u: $?"
(nowhere_command) 2>/dev/null; echo "not found: $?"
(cd /nowhere) 2>/dev/null; echo "cd: $?"

echo "== builtins"
while getopts ab:c option -a -b value -c rest; do echo "$option ${OPTARG-}"; done
printf '%s|%5d|%-6s|%x|%o|%c\n' text 42 left 255 8 character
printf '%b' 'tab\there\n'
eval 'echo "evaluated $name"'
type cd | { read -r first rest; echo "$rest"; }
alias greet='echo hello'; alias greet
command echo "by command"; test 3 -gt 2; echo $?
readonly fixed=1; (fixed=2) 2>/dev/null || echo "readonly holds"
export EXPORTED=yes; echo "$EXPORTED"
echo 'x=from-file; echo "sourcing $x"' >sourced; . ./sourced; echo "$x"
ulimit -n 64; ulimit -n
hash -r; true; echo "$?"

trap 'echo "the end"' EXIT
exit 42
