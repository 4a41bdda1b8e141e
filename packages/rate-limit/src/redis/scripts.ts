import { DECREASE, FIRST_STEP, LONGEST_STEP, MEMORY, STEP_GROWTH } from '../learned-limit.js';
import { CATCH_UP, SPREAD } from '../memory-store.js';

/** The names of the keys, in the order of `KEYS`. */
export const KEY_NAMES = [
  'permits',
  'pause',
  'remaining',
  'queue',
  'turns',
  'learned',
  'restriction',
];

/**
 * Milliseconds by which a process may miss its turn before it loses its place. Longer than a round
 * trip and a late timer, and short enough that a process that died costs almost nothing.
 */
const MAX_DELAY = 50;

/** Sets `now`, in milliseconds, from the clock of the Redis server. */
const readTime = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
`;

/**
 * Does what `learnedLimit` does in one process, for all processes. The hash `learned` has the fields
 * `announced`, `ceiling`, `refused` (a time), `step` (milliseconds) and `spread` (the time when the
 * next request beyond the initial limit may be sent). Needs `learned`, `now`, `window`, `start` (the
 * initial limit) and `max` (0 if the limit is fixed).
 */
const readLearned = `
local known = max > 0 and redis.call('HMGET', learned, 'announced', 'ceiling', 'refused', 'step') or {}
local ceiling, refusedAt, step = tonumber(known[2]), tonumber(known[3]), tonumber(known[4])
local limit, steps = tonumber(known[1]) or start, 0
if ceiling then
  -- Not below 0 if the clock of the server was set back.
  steps = math.max(0, math.floor((now - refusedAt) / step))
  limit = math.min(limit, ceiling + steps)
end
local function remember() redis.call('PEXPIRE', learned, math.ceil(${MEMORY} * window)) end
`;

/**
 * Takes a permit. Returns 0 or the milliseconds to wait, the current limit, and the length of the
 * pause if there is one.
 *
 * - `pause` contains its length, and `restriction` that of `remaining`, in milliseconds. Their keys
 *   expire later than that only if the clock of the server was set back.
 * - `permits`: permits by the time when each becomes free at the latest.
 * - `queue` and `turns`: waiting processes by the time when they arrived, and by the time when they
 *   should ask again. Without them the process closest to Redis would always win.
 * - The permit of a request in flight is free one window from now at the earliest, so a process that
 *   asks again after a quarter of a window misses nothing. That of a settled permit is known exactly.
 */
export const takeScript = `
local permits, pause, remainingKey, queue, turns, learned, restriction = unpack(KEYS)
local start, max, window, timeout = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local permit, process = ARGV[5], ARGV[6]
${readTime}${readLearned}
local latest = now + timeout + window
local function result(wait, paused) return { wait, limit, paused } end

local function over(time) return string.format('(%.17g', time) end

local function expire(key, ms)
  if redis.call('PTTL', key) < ms then redis.call('PEXPIRE', key, math.ceil(ms)) end
end

-- The time between requests beyond the initial limit, and when the next one may be sent.
local pace = window * ${SPREAD} / limit
local spread = max > 0 and tonumber(redis.call('HGET', learned, 'spread')) or 0
-- The clock of the server was set back.
if spread > now + window then spread = 0 end

local function spreadWait(ahead)
  if limit <= start then return 0 end
  return spread - now + ahead * pace
end

local function advanceSpread(used)
  if max == 0 then return end
  local nextSpread = used < start and now or math.max(spread, now - window * ${CATCH_UP}) + pace
  redis.call('HSET', learned, 'spread', string.format('%.17g', nextSpread))
  remember()
end

-- The permit was taken already: clients repeat a command if the connection was lost before the reply.
if redis.call('ZSCORE', permits, permit) then return result(0) end

-- The milliseconds until the key expires, at most its whole time.
local function timeLeft(key, ms)
  local left = redis.call('PTTL', key)
  if left > ms then
    redis.call('PEXPIRE', key, ms)
    left = ms
  end
  return math.max(left, 0)
end

local paused = tonumber(redis.call('GET', pause) or 0)
if paused > 0 then return result(timeLeft(pause, paused) + 1, paused) end
local remaining = redis.call('GET', remainingKey)
if remaining and tonumber(remaining) <= 0 then
  return result(timeLeft(remainingKey, tonumber(redis.call('GET', restriction) or window)) + 1)
end

redis.call('ZREMRANGEBYSCORE', permits, '-inf', now)
-- Later times are only possible if the clock of the server was set back.
for _, late in ipairs(redis.call('ZRANGEBYSCORE', permits, over(latest), '+inf')) do
  redis.call('ZADD', permits, latest, late)
end
-- Remove processes that missed their turn.
for _, absent in ipairs(redis.call('ZRANGEBYSCORE', turns, '-inf', now - ${MAX_DELAY})) do
  redis.call('ZREM', queue, absent)
  redis.call('ZREM', turns, absent)
end

local free = limit - redis.call('ZCARD', permits)
-- Not later than now if the clock of the server was set back.
local arrival = math.min(now, tonumber(redis.call('ZSCORE', queue, process) or now))
-- Processes that arrived earlier and whose turn it is as well.
local ahead = 0
for _, other in ipairs(redis.call('ZRANGEBYSCORE', turns, '-inf', now)) do
  if tonumber(redis.call('ZSCORE', queue, other)) < arrival then ahead = ahead + 1 end
end
if free > ahead and spreadWait(ahead) <= 0 then
  redis.call('ZADD', permits, latest, permit)
  expire(permits, timeout + window)
  redis.call('ZREM', queue, process)
  redis.call('ZREM', turns, process)
  if remaining then redis.call('DECR', remainingKey) end
  advanceSpread(limit - free)
  return result(0)
end

local place = redis.call('ZRANK', queue, process) or redis.call('ZCARD', queue)
local wait = 0
if place >= free then
  local freeAt = redis.call('ZRANGE', permits, place - free, place - free, 'WITHSCORES')[2] or latest
  wait = tonumber(freeAt) - now
end
wait = math.max(wait, spreadWait(place))
if wait > window then wait = window / 4 end
redis.call('ZADD', queue, arrival, process)
redis.call('ZADD', turns, now + wait, process)
expire(queue, window + ${MAX_DELAY})
expire(turns, window + ${MAX_DELAY})
return result(math.max(math.ceil(wait), 1))
`;

/** Releases a permit one window after the server counted its request, at the latest. */
export const settleScript = `
local permits, permit, window, ago = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
${readTime}
local free = now - ago + window
local latest = redis.call('ZSCORE', permits, permit)
if latest and free < tonumber(latest) then redis.call('ZADD', permits, free, permit) end
`;

/** Pauses all processes. Never shortens a pause. */
export const pauseScript = `
local pause, ms = KEYS[2], math.ceil(tonumber(ARGV[1]))
if ms > math.max(redis.call('PTTL', pause), 0) then redis.call('SET', pause, ms, 'PX', ms) end
`;

/** Restricts the permits of the next milliseconds, if that is stricter than the current state. */
export const restrictScript = `
local permits, remainingKey, limit = KEYS[1], KEYS[3], tonumber(ARGV[1])
local remaining, ms = math.floor(tonumber(ARGV[2])), math.ceil(tonumber(ARGV[3]))
${readTime}
redis.call('ZREMRANGEBYSCORE', permits, '-inf', now)
if ms <= 0 or remaining >= limit - redis.call('ZCARD', permits) then return end
local current = tonumber(redis.call('GET', remainingKey) or limit)
local isLonger = remaining == current and ms > redis.call('PTTL', remainingKey)
if remaining < current or isLonger then
  redis.call('SET', remainingKey, remaining, 'PX', ms)
  redis.call('SET', KEYS[7], ms, 'PX', ms)
end
`;

/** Learns from one response. `announced` and `ago` are empty if it has no such information. */
export const learnScript = `
local permits, learned = KEYS[1], KEYS[6]
local start, max, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local announced, ago = tonumber(ARGV[4]), tonumber(ARGV[5])
${readTime}${readLearned}
if announced then
  redis.call('HSET', learned, 'announced', announced)
  remember()
  limit = ceiling and math.min(announced, ceiling + steps) or announced
end
redis.call('ZREMRANGEBYSCORE', permits, '-inf', now)
local used = redis.call('ZCARD', permits)
-- No 429, or one that says nothing about the current limit.
if not ago or used > limit or used < 2 or (refusedAt and now - ago < refusedAt) then return end
local isRising = steps > 0 and ceiling + steps == limit
local nextCeiling = math.max(1, isRising and limit - 1 or math.floor(used * ${DECREASE}))
if not refusedAt or now - refusedAt >= ${MEMORY} * window then step = ${FIRST_STEP} * window
elseif steps > 0 then step = math.min(step * ${STEP_GROWTH}, ${LONGEST_STEP} * window) end
redis.call('HSET', learned, 'ceiling', nextCeiling, 'refused', string.format('%.17g', now), 'step', step)
remember()
`;
