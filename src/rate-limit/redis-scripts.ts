/**
 * Redis runs a script whole before it looks at anything else, so parallel requests cannot pass one another. A window is
 * a hash: how many were counted, and when it ends by the clock of this service; Redis removes it after that.
 */

/**
 * Counts one in each of KEYS, or in none of them when one is used up. ARGV: now, then for each key how many are allowed
 * and how long its window is (ms), and when a window ends that begins now. Answers the number of the key that is used up
 * and when it ends, or 0 and when each window ends.
 */
export const takeScript = `
local now = tonumber(ARGV[1])
local ends = { 0 }
for i, key in ipairs(KEYS) do
  local window = redis.call('HMGET', key, 'count', 'ends')
  if window[2] and tonumber(window[2]) > now then
    if tonumber(window[1]) >= tonumber(ARGV[3 * i - 1]) then return { i, window[2] } end
    ends[i + 1] = window[2]
  end
end
for i, key in ipairs(KEYS) do
  if ends[i + 1] then
    redis.call('HINCRBY', key, 'count', 1)
  else
    ends[i + 1] = ARGV[3 * i + 1]
    redis.call('HSET', key, 'count', 1, 'ends', ends[i + 1])
    redis.call('PEXPIRE', key, ARGV[3 * i])
  end
end
return ends
`;

/** Takes one back in each of KEYS whose window still ends when ARGV says. A window that is empty then is removed. */
export const giveBackScript = `
for i, key in ipairs(KEYS) do
  if redis.call('HGET', key, 'ends') == ARGV[i] then
    if redis.call('HINCRBY', key, 'count', -1) <= 0 then redis.call('DEL', key) end
  end
end
return 0
`;
