import { LATE, SPREAD } from '../bucket.js';
import { DECREASE, FIRST_STEP, LONGEST_STEP, MEMORY, STEP_GROWTH } from '../learned-limit.js';

/**
 * What `learnedLimit` does in one process, in the scripts of all. The hash `learned` holds
 * `announced`, `ceiling`, `refused` (an instant), `step` (milliseconds) and `spread` (the instant
 * before which none but the first few of a window are let through). The fragments need `learned`,
 * `now`, `window` and `start`, the limit that is known from the beginning; `max` is 0 when the limit
 * is fixed.
 */
export const readLearned = `
local known = max > 0 and redis.call('HMGET', learned, 'announced', 'ceiling', 'refused', 'step') or {}
local ceiling, refusedAt, step = tonumber(known[2]), tonumber(known[3]), tonumber(known[4])
local limit, steps = tonumber(known[1]) or start, 0
if ceiling then
  -- The clock of the server may have been set back.
  steps = math.max(0, math.floor((now - refusedAt) / step))
  limit = math.min(limit, ceiling + steps)
end
local function remember() redis.call('PEXPIRE', learned, math.ceil(${MEMORY} * window)) end
`;

/** Defines `spreadWait(place)`, for who has so many before it, and `spreadTaken(held)`. */
export const spreadRequests = `
local pace = window * ${SPREAD} / limit
local spread = max > 0 and tonumber(redis.call('HGET', learned, 'spread')) or 0
-- The clock of the server may have been set back.
if spread > now + window then spread = 0 end
local function spreadWait(place)
  if limit <= start then return 0 end
  return spread - now + place * pace
end
local function spreadTaken(held)
  if max == 0 then return end
  local taken = held < start and now or math.max(spread, now - window * ${LATE}) + pace
  redis.call('HSET', learned, 'spread', string.format('%.17g', taken))
  remember()
end
`;

/** Learns from one response; `announced` and `ago` are empty where it says nothing of them. */
export const learnFromResponse = `
if announced then
  redis.call('HSET', learned, 'announced', announced)
  remember()
  limit = ceiling and math.min(announced, ceiling + steps) or announced
end
redis.call('ZREMRANGEBYSCORE', permits, '-inf', now)
local held = redis.call('ZCARD', permits)
if not ago or held > limit or held < 2 or (refusedAt and now - ago < refusedAt) then return end
local isRising = steps > 0 and ceiling + steps == limit
local nextCeiling = math.max(1, isRising and limit - 1 or math.floor(held * ${DECREASE}))
if not refusedAt or now - refusedAt >= ${MEMORY} * window then step = ${FIRST_STEP} * window
elseif steps > 0 then step = math.min(step * ${STEP_GROWTH}, ${LONGEST_STEP} * window) end
redis.call('HSET', learned, 'ceiling', nextCeiling, 'refused', string.format('%.17g', now), 'step', step)
remember()
`;
