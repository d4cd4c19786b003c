-- Forgets a claim under which nothing was done.
--
-- ARGV: owner, token
-- Reply: {1} forgotten, {0} not the owner's, {-1, why} unreadable

local record, problem = read(KEYS[1])
if problem then
    return problem
end
if not owned(record, ARGV[1], ARGV[2]) or record.state ~= CLAIMED then
    return {0}
end
redis.call('DEL', KEYS[1])
return {1}
