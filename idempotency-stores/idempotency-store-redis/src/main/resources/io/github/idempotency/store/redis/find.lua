-- Shows an operator everything but the content.
--
-- Reply: {1, state, kind, attempt, rest of the lease in ms, rest of the retention in ms, operation's name, payload bytes,
--         age in microseconds}
--        {0} no record, {-1, why} unreadable

local record, problem = read(KEYS[1])
if problem then
    return problem
end
if not record then
    return {0}
end
local time, micros = now()
-- The first token is the time of its grant, and every takeover adds one.
local age = micros - (record.token - (record.attempt - 1))
return {
    1, record.state, record.kind, record.attempt, record.lease - time, redis.call('PTTL', KEYS[1]), record.operation,
    #record.value - record.payloadAt, age
}
