-- Takes the key or says why not: what claim-quick.lua has left, which is a record that is not settled, or unreadable.
--
-- ARGV: owner, fingerprint, operation's name, lease in ms, retention in ms, '1' if an abandoned record may be taken over
-- Reply: {1, token, attempt}                            granted
--        {2, fingerprint, remaining ms}                 held by another
--        {3, fingerprint, attempt}                      abandoned
--        {-1, why}                                      unreadable

local owner, fingerprint, operation = ARGV[1], ARGV[2], ARGV[3]
local lease, retention, takeover = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6] == '1'

local record, problem = read(KEYS[1])
if problem then
    return problem
end

local time = now()
if record.owner == owner then
    -- The reply to this very claim was lost. The lease runs anew; what was promised before is not cut short.
    retention = math.max(retention, redis.call('PTTL', KEYS[1]))
elseif record.lease > time then
    return {2, record.fingerprint, record.lease - time}
elseif takeover and record.fingerprint == fingerprint then
    record.owner = owner
    record.operation = operation
    record.token = record.token + 1
    record.attempt = record.attempt + 1
else
    return {3, record.fingerprint, record.attempt}
end
record.lease = time + lease
write(KEYS[1], record, '', retention)
return {1, record.token, record.attempt}
