-- Forgets a record whatever its state, also one that cannot be read.
--
-- Reply: {1} there was one, {0} there was none

return {redis.call('DEL', KEYS[1])}
