"""
The scripts that Redis runs for an attempt.

A script is one round trip, and nobody else's attempt comes between its steps.
"""

# The last key is that of the epoch, and the last argument the one that the caller knows. Under
# another one, Redis has lost what the caller has told it: nothing changes, and -1 is the answer.

ADD = """
if redis.call("get", KEYS[#KEYS]) ~= ARGV[#ARGV] then return -1 end
for i = 1, #KEYS - 1 do
    local key = KEYS[i]
    local most, seconds, missing = unpack(ARGV, 3 * i - 2, 3 * i)
    local total = redis.call("incrby", key, missing)
    if total == tonumber(missing) then redis.call("expire", key, seconds) end
    if total > tonumber(most) then
        for taken = 1, i do redis.call("decr", KEYS[taken]) end
        return i
    end
end
return 0
"""
TAKE_BACK = """
-- What has been counted since is others'.
if redis.call("get", KEYS[#KEYS]) ~= ARGV[#ARGV] then return -1 end
for i = 1, #KEYS - 1 do
    local key = KEYS[i]
    -- A window that ended meanwhile must not begin again below zero.
    if tonumber(redis.call("get", key) or 0) > 0 then redis.call("decr", key) end
end
return 0
"""
# A start of Redis has what was saved before, the epoch as well, and that may be minutes old.
START = """
local before = redis.call("get", KEYS[1])
if before ~= ARGV[1] then
    redis.call("set", KEYS[1], ARGV[1])
    if before then redis.call("del", KEYS[2]) end
end
return 0
"""
