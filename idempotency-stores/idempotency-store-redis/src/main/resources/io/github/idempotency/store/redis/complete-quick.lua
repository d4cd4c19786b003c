-- Completes what the caller has claimed without taking the record apart: state, kind and payload length are replaced, the
-- payload is appended. Anything else is left to the rest of the script. The layout is that of record.lua.

local value = redis.pcall('GET', KEYS[1])
if type(value) == 'string' and #value >= 46 then
    local format, state, _, fingerprintLength, operationLength, payloadLength, attempt, token, lease, owner =
        struct.unpack('>BBBBI2I4I4I8I8c16', value)
    if format == 1 and state == 67 and owner == ARGV[1] and token == tonumber(ARGV[2]) and payloadLength == 0
        and #value == 46 + fingerprintLength + operationLength
        and attempt >= 1 and attempt <= 2147483646 and lease <= 2 ^ 53 then
        redis.call('SET', KEYS[1], '\1S' .. ARGV[3] .. string.sub(value, 4, 6) .. struct.pack('>I4', #ARGV[5])
            .. string.sub(value, 11) .. ARGV[5], 'PX', ARGV[4])
        return {1}
    end
end
