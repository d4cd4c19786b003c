-- Forgets a record that waits for an operator. The next claim gets a greater token, because tokens grow with the clock.
--
-- Reply: {1} forgotten, {0} it does not wait, {-1, why} unreadable

local record, problem = read(KEYS[1])
if problem then
    return problem
end
if not waiting(record) then
    return {0}
end
redis.call('DEL', KEYS[1])
return {1}
