-- One step of a walk through the keys of the server that has KEYS[1], which is of no other interest. In a script, because
-- clients may send a plain SCAN to any replica, and a cursor means nothing but to the server that gave it.
--
-- ARGV: cursor, pattern, about how many keys to look at
-- Reply: {1, next cursor, key, key, …}

local page = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', ARGV[3])
local reply = {1, page[1]}
for i, key in ipairs(page[2]) do
    reply[i + 2] = key
end
return reply
