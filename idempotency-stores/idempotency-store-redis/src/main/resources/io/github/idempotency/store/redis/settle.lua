-- Ends a record that waits for an operator. Its owner becomes one nobody is, so no lease fits any more.
--
-- ARGV: owner, kind, retention in ms, payload
-- Reply: {1} settled, now or by the same call sent before; {0} it does not wait; {-1, why} unreadable

local record, problem = read(KEYS[1])
if problem then
    return problem
end
if record and record.owner == ARGV[1] then
    return {1}
end
if not waiting(record) then
    return {0}
end
record.state = SETTLED
record.kind = string.byte(ARGV[2])
record.owner = ARGV[1]
write(KEYS[1], record, ARGV[4], ARGV[3])
return {1}
