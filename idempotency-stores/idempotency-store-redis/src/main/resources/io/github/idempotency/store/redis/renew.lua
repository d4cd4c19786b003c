-- Lets the lease run anew from now. A record never expires before its lease.
--
-- ARGV: owner, token, lease in ms
-- Reply: {1} still the owner's, {0} not, {-1, why} unreadable

local record, problem = read(KEYS[1])
if problem then
    return problem
end
if not owned(record, ARGV[1], ARGV[2]) or record.state ~= CLAIMED then
    return {0}
end
record.lease = now() + ARGV[3]
write(KEYS[1], record, '', math.max(tonumber(ARGV[3]), redis.call('PTTL', KEYS[1])))
return {1}
