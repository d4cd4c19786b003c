-- Answers the two commonest claims without the rest of the script: on a key that is new, and on a settled record. What is
-- written and what is skipped is laid out in record.lua.
--
-- Reply: as that of claim.lua; or
--        {5, value}    settled; the caller takes the value apart

local value = redis.pcall('GET', KEYS[1])
if not value then
    local time = redis.call('TIME')
    local micros = time[1] * 1000000 + time[2]
    -- Microseconds instead of 1: tokens then grow over the lives of a key, too, as long as the clock does.
    local header = struct.pack('>BBBBI2I4I4I8I8c16', 1, 67, 0, #ARGV[2], #ARGV[3], 0, 1, micros,
        math.floor(micros / 1000) + ARGV[4], ARGV[1])
    redis.call('SET', KEYS[1], header .. ARGV[2] .. ARGV[3], 'PX', ARGV[5])
    return {1, micros, 1}
end
if type(value) == 'string' and string.sub(value, 1, 2) == '\1S' then
    return {5, value}
end
