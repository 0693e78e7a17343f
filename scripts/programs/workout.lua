-- Lua at work: the collector, coroutines, patterns, files, a shell for popen. What it prints depends on no address, clock or host.
local function section(name) print("== " .. name) end

section "numbers"
print(7 // 2, -7 // 2, 7 % -3, 2 ^ 53, 1 / 3, math.maxinteger + 1 == math.mininteger, 0x10p2, 1e308 * 10, -(0 / 0) ~= 0 / 0)
print(math.floor(-2.5), math.tointeger(3.0), 5 // 0.0, math.ult(1, -1), string.format("%.17g %a %5.2f %x", 0.1, 1.5, math.pi, 48879))
local sum = 0.0
for i = 1, 20000 do sum = sum + math.sin(i) * math.sqrt(i) / math.log(i + 1) end
print(string.format("%.10f", sum))

section "tables and sorting"
local state = 12345
local function random(n) state = (state * 1103515245 + 12345) % 2147483648; return state // 65536 % n end
local t = {}
for i = 1, 5000 do t[i] = random(100000) end
table.sort(t)
local inOrder = true
for i = 2, #t do inOrder = inOrder and t[i - 1] <= t[i] end
print(inOrder, t[1], t[2500], t[5000], #table.concat(t, ","))
table.sort(t, function(a, b) return a > b end)
print(t[1], table.unpack({ 1, 2, 3 }, 2))

section "collector"
local weak = setmetatable({}, { __mode = "v" })
for round = 1, 20 do
  local list
  for i = 1, 3000 do list = { next = list, text = "node " .. i } end
  weak[round] = list
end
collectgarbage()
local left = 0
for _ in pairs(weak) do left = left + 1 end
print(left, collectgarbage("count") < 4000)
local closed = 0
do local file <close> = setmetatable({}, { __close = function() closed = closed + 1 end }) end
print(closed)

section "coroutines"
local function permutations(a, n)
  if n == 1 then coroutine.yield(table.concat(a)) end
  for i = 1, n do
    a[n], a[i] = a[i], a[n]
    if n > 1 then permutations(a, n - 1) end
    a[n], a[i] = a[i], a[n]
  end
end
local count, last = 0, nil
for p in coroutine.wrap(function() permutations({ "a", "b", "c", "d", "e", "f" }, 6) end) do count, last = count + 1, p end
print(count, last)
print(coroutine.resume(coroutine.create(function() error("inside", 0) end)))

section "strings"
print(("the quick brown fox"):gsub("%w+", function(w) return w:sub(1, 1):upper() .. w:sub(2) end))
print(("key = value; other=thing"):match("(%w+)%s*=%s*(%w+)"), ("x"):rep(3, "-"), ("%d"):format(3.0))
print(utf8.char(228, 8364, 128512), utf8.len("äß€"), #string.pack(">i8dz", 1, 2.5, "text"), string.unpack("<I4", "\1\2\3\4"))
print(select(2, pcall(error, { code = 5 })).code, pcall(string.rep, "x", -1), tostring(nil), tostring(1e15), 2^63)
print(load("return 6 * 7")(), load("syntax error here"))

section "files"
local name = os.tmpname()
local out = assert(io.open(name, "w"))
out:setvbuf("full", 1024)
for i = 1, 3000 do out:write("line ", i, "\n") end
out:close()
local lines, length = 0, 0
for line in io.lines(name) do lines, length = lines + 1, length + #line end
print(lines, length)
local both = assert(io.open(name, "r+b"))
print(both:seek("end"), both:seek("set", 10), both:read(6), both:seek("cur", -3), both:read("l"))
both:seek("set", 0); both:write("LINE"); both:close()
print(io.open(name):read("l"), os.rename(name, "moved"), os.remove("moved"), (select(2, os.remove("moved"))))
print(io.open("/nowhere/file"))

section "processes"
local shell = io.popen("read line; echo \"shell says $line\"; exit 3", "w")
shell:write("hello\n")
print(shell:close())
local answer = io.popen("echo one; echo two")
print(answer:read("l"), answer:read("l"), answer:read("l"), answer:close())
print(os.execute("exit 7"))
print(os.execute("kill -9 $$"))
print(os.execute())
print(os.date("!%Y-%m-%d %H:%M:%S", 86400 * 365), os.time({ year = 2020, month = 2, day = 29, hour = 12 }), os.clock() >= 0)
os.exit(11)
