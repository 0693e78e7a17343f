# Programs under a shell: what is compressed and what is computed goes through pipes, files and arguments. lua and gzip are in PATH.

echo "== pipes of programs"
lua -e 'for i = 1, 20000 do print(i, i * i % 977) end' | gzip -9 | gzip -dc | lua -e '
  local lines, sum = 0, 0
  for line in io.lines() do local i, square = line:match("(%d+)%s(%d+)"); lines = lines + 1; sum = sum + tonumber(square) end
  print(lines, sum)'

echo "== files"
lua -e 'local s, t = 1, {}; for i = 1, 100000 do s = (s * 1103515245 + 12345) % 2147483648; t[i] = string.char(97 + s // 65536 % 17) end; io.write(table.concat(t))' >data
for level in 1 6 9; do
  gzip -n -$level -c data >data.$level.gz
  gzip -t data.$level.gz && echo "level $level tests"
  gzip -dc data.$level.gz | lua -e 'local a, b = io.read("a"), io.open("data", "rb"):read("a"); print(#a, a == b)'
done
lua -e 'for _, level in ipairs{1, 6, 9} do print(level, #io.open("data." .. level .. ".gz", "rb"):read("a")) end'
gzip -n data; [ -e data ] || echo "data replaced"; gzip -l data.gz | { read -r titles; read -r size original rest; echo "$size $original"; }
gunzip_status=0; echo damaged >bad.gz; gzip -dc bad.gz 2>/dev/null || gunzip_status=$?; echo "damaged: $gunzip_status"
lua -e 'local f = io.open("data.gz", "rb"):read("a"); io.open("cut.gz", "wb"):write(f:sub(1, #f // 2))'; gzip -t cut.gz 2>/dev/null; echo "cut: $?"
gzip -d data.gz; lua -e 'print(#io.open("data", "rb"):read("a"))'

echo "== statuses and signals"
lua -e 'os.exit(23)'; echo "$?"
lua -e 'error("wrong")' 2>/dev/null; echo "$?"
lua -e 'while true do end' & victim=$!; kill -TERM $victim; wait $victim 2>/dev/null; echo "$?"
lua -e 'io.stdout:setvbuf("no"); for i = 1, 1e9 do print(i) end' 2>/dev/null | { read -r first; echo "reader leaves at $first"; }
lua -e 'print(os.getenv("GIVEN"), os.getenv("MISSING"))'; GIVEN=yes lua -e 'print(os.getenv("GIVEN"))'
for n in 1 2 3 4; do lua -e "local x = 0; for i = 1, 20000 do x = x + i * $n end; print(x)" >part.$n & done; wait
for n in 1 2 3 4; do read -r x <part.$n; echo "$n $x"; done
exec lua -e 'print("in place of the shell"); os.exit(5)'
