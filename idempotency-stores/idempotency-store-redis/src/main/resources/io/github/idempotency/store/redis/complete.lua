-- Records how the call ended.
--
-- ARGV: owner, token, kind, retention in ms, payload, '1' if what is recorded already is to be written again
-- Reply: {1} recorded, now or by an earlier call of the same owner; {0} not the owner's; {-1, why} unreadable

local record, problem = read(KEYS[1])
if problem then
    return problem
end
if not owned(record, ARGV[1], ARGV[2]) then
    return {0}
end
if record.state == CLAIMED then
    record.state = SETTLED
    record.kind = string.byte(ARGV[3])
    write(KEYS[1], record, ARGV[5], ARGV[4])
elseif ARGV[6] == '1' then
    -- WAIT asks for what its own connection has written, so there has to be something.
    redis.call('SET', KEYS[1], record.value, 'KEEPTTL')
end
return {1}
