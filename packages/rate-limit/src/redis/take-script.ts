import { readLearned, spreadRequests } from './learned-limit-script.js';
import { Script } from './script.js';

/**
 * Milliseconds that a process may come too late to its turn before another one gets it. Longer than
 * a round trip and a late timer, and short enough that a process that died costs next to nothing.
 */
const LATENESS = 50;

/**
 * Takes a permit. Returns 0 or the milliseconds to wait, and the limit that holds now.
 *
 * - `permits`: each permit by the instant at which it is free at the latest.
 * - `line` and `turns`: each process that waits, by the instant at which it came and the one at which
 *   it should come again. Without them the process that is nearest to Redis would win every race.
 * - While a call is on its way its permit is free one window from now at the earliest, so asking
 *   again within a quarter of a window misses nothing. That of a settled permit is known exactly.
 */
export const takeScript = new Script(`
local permits, pause, left, line, turns, learned = unpack(KEYS)
local start, max, window, cap = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local permit, process = ARGV[5], ARGV[6]
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local latest = now + cap + window
${readLearned}${spreadRequests}
local function result(wait) return { wait, limit } end

local function over(instant) return string.format('(%.17g', instant) end

local function expire(key, ms)
  if redis.call('PTTL', key) < ms then redis.call('PEXPIRE', key, math.ceil(ms)) end
end

-- Clients send a command again that a lost connection left unanswered.
if redis.call('ZSCORE', permits, permit) then return result(0) end

local paused = redis.call('PTTL', pause)
if paused >= 0 then return result(paused + 1) end
local remaining = redis.call('GET', left)
if remaining and tonumber(remaining) <= 0 then
  return result(math.max(redis.call('PTTL', left), 0) + 1)
end

redis.call('ZREMRANGEBYSCORE', permits, '-inf', now)
-- Later than that only if the clock of the server was set back.
for _, stray in ipairs(redis.call('ZRANGEBYSCORE', permits, over(latest), '+inf')) do
  redis.call('ZADD', permits, latest, stray)
end
for _, absent in ipairs(redis.call('ZRANGEBYSCORE', turns, '-inf', now - ${LATENESS})) do
  redis.call('ZREM', line, absent)
  redis.call('ZREM', turns, absent)
end

local free = limit - redis.call('ZCARD', permits)
local arrival = tonumber(redis.call('ZSCORE', line, process) or now)
local before = 0
for _, other in ipairs(redis.call('ZRANGEBYSCORE', turns, '-inf', now)) do
  if tonumber(redis.call('ZSCORE', line, other)) < arrival then before = before + 1 end
end
if free > before and spreadWait(before) <= 0 then
  redis.call('ZADD', permits, latest, permit)
  expire(permits, cap + window)
  redis.call('ZREM', line, process)
  redis.call('ZREM', turns, process)
  if remaining then redis.call('DECR', left) end
  spreadTaken(limit - free)
  return result(0)
end

local place = redis.call('ZRANK', line, process) or redis.call('ZCARD', line)
local wait = 0
if place >= free then
  local freeAt = redis.call('ZRANGE', permits, place - free, place - free, 'WITHSCORES')[2] or latest
  wait = tonumber(freeAt) - now
end
wait = math.max(wait, spreadWait(place))
if wait > window then wait = window / 4 end
redis.call('ZADD', line, arrival, process)
redis.call('ZADD', turns, now + wait, process)
expire(line, window + ${LATENESS})
expire(turns, window + ${LATENESS})
return result(math.max(math.ceil(wait), 1))
`);
