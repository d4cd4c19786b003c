-- What every script shares: how a record looks, how it is read and how it is written.
--
-- A record is one string value under one key, so that a script touches one key (Redis Cluster) and a small record costs
-- no more memory than it has bytes. Integers are big-endian.
--
--   offset  bytes  meaning
--        0      1  format; the first byte of every later format, too
--        1      1  state, 'C' (claimed) or 'S' (settled)
--        2      1  kind of the outcome, an ASCII letter; 0 while claimed
--        3      1  length of the fingerprint
--        4      2  length of the operation's name
--        6      4  length of the payload
--       10      4  attempt
--       14      8  fencing token
--       22      8  end of the lease, in milliseconds since 1970 by the clock of this server
--       30     16  owner
--       46         fingerprint, operation's name, payload
--
-- The end of the retention is the expiry of the key itself.
--
-- The scripts call GET, SET, PTTL, DEL and TIME only (and SCAN for operators), and write after reading TIME: that needs replication by effects,
-- which Redis does by default since 5.0 and without exception since 7.0, as does Valkey. Numbers are doubles here, exact up
-- to 2^53; milliseconds and microseconds of this century stay far below.

local FORMAT = 1
local LAYOUT = '>BBBBI2I4I4I8I8c16'
local HEADER = 46
local CLAIMED = string.byte('C')
local SETTLED = string.byte('S')
local UNKNOWN = string.byte('U')

-- One less than fits a Java int, and one less than is exact here, because a takeover adds one.
local LAST_ATTEMPT = 2147483646
local LAST_TOKEN = 2 ^ 53 - 1
local LAST_TIME = 2 ^ 53

-- Milliseconds for leases, and the same instant in microseconds.
local function now()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000), time[1] * 1000000 + time[2]
end

local function unreadable(why)
    return {-1, why}
end

-- Returns the record; or nothing if there is none; or nothing and the reply that says why it cannot be read.
local function read(key)
    local value = redis.pcall('GET', key)
    if not value then
        return nil
    end
    if type(value) == 'table' then
        if string.find(value.err, 'WRONGTYPE', 1, true) then
            return nil, unreadable('the key holds another type than a string')
        end
        return nil, value
    end
    local format = string.byte(value)
    if format ~= FORMAT then
        return nil, unreadable('its format is ' .. (format or 'missing') .. ', this version reads ' .. FORMAT)
    end
    if #value < HEADER then
        return nil, unreadable('it is cut off after ' .. #value .. ' bytes')
    end
    local record, fingerprintLength, operationLength, payloadLength = {}, 0, 0, 0
    format, record.state, record.kind, fingerprintLength, operationLength, payloadLength, record.attempt, record.token,
        record.lease, record.owner = struct.unpack(LAYOUT, value)
    local operationAt = HEADER + fingerprintLength
    local payloadAt = operationAt + operationLength
    if #value ~= payloadAt + payloadLength then
        return nil, unreadable('it has ' .. #value .. ' bytes instead of ' .. payloadAt + payloadLength)
    end
    if record.state ~= SETTLED and (record.state ~= CLAIMED or payloadLength > 0) then
        return nil, unreadable('its state is ' .. record.state)
    end
    if record.attempt < 1 or record.attempt > LAST_ATTEMPT then
        return nil, unreadable('its attempt is ' .. record.attempt)
    end
    if record.token < 1 or record.token > LAST_TOKEN then
        return nil, unreadable('its token is ' .. record.token)
    end
    if record.lease > LAST_TIME then
        return nil, unreadable('its lease ends at ' .. record.lease)
    end
    record.fingerprint = string.sub(value, HEADER + 1, operationAt)
    record.operation = string.sub(value, operationAt + 1, payloadAt)
    -- A payload can be megabytes: it is not cut out here, whoever wants it gets the value and where to look.
    record.value = value
    record.payloadAt = payloadAt
    return record
end

-- One SET, so that a record never exists without its expiry, however the server dies. Lets it live for `keep` ms.
local function write(key, record, payload, keep)
    local header = struct.pack(LAYOUT, FORMAT, record.state, record.kind, #record.fingerprint, #record.operation, #payload,
        record.attempt, record.token, record.lease, record.owner)
    redis.call('SET', key, header .. record.fingerprint .. record.operation .. payload, 'PX', keep)
end

-- Fencing: whether a record belongs to the lease with this owner and token.
local function owned(record, owner, token)
    return record ~= nil and record.owner == owner and record.token == tonumber(token)
end

-- Whether it is an operator's turn: the owner vanished, or the outcome is unknown.
local function waiting(record)
    if record == nil then
        return false
    end
    if record.state == SETTLED then
        return record.kind == UNKNOWN
    end
    return record.lease <= (now())
end
