import { learnFromResponse, readLearned } from './learned-limit-script.js';
import { Script } from './script.js';

/** Makes a permit free earlier, one window after the server can last have counted its request. */
export const settleScript = new Script(`
local permits, permit, window, ago = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local free = time[1] * 1000 + time[2] / 1000 - ago + window
local latest = redis.call('ZSCORE', permits, permit)
if latest and free < tonumber(latest) then redis.call('ZADD', permits, free, permit) end
`);

/** Stops everybody for so many milliseconds, and never shortens a stop. */
export const pauseScript = new Script(`
local pause, ms = KEYS[2], math.ceil(tonumber(ARGV[1]))
if ms > math.max(redis.call('PTTL', pause), 0) then redis.call('SET', pause, '', 'PX', ms) end
`);

/** Bounds the permits of the next milliseconds, where that is stricter than what holds anyway. */
export const restrictScript = new Script(`
local permits, left, limit = KEYS[1], KEYS[3], tonumber(ARGV[1])
local remaining, ms = math.floor(tonumber(ARGV[2])), math.ceil(tonumber(ARGV[3]))
local time = redis.call('TIME')
redis.call('ZREMRANGEBYSCORE', permits, '-inf', time[1] * 1000 + time[2] / 1000)
if ms <= 0 or remaining >= limit - redis.call('ZCARD', permits) then return end
local current = tonumber(redis.call('GET', left) or limit)
local isLonger = remaining == current and ms > redis.call('PTTL', left)
if remaining < current or isLonger then redis.call('SET', left, remaining, 'PX', ms) end
`);

/** Learns the limit that all share, from one response. */
export const learnScript = new Script(`
local permits, learned = KEYS[1], KEYS[6]
local start, max, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local announced, ago = tonumber(ARGV[4]), tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
${readLearned}${learnFromResponse}`);
