-- One prepared request a target (a line of TARGETS), sent in turn; each thread has its own targets.
-- A status change alternates between two statuses, beginning with the one the target may go to.
local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
    thread:set("threads_wanted", tonumber(os.getenv("THREADS")))
end

local requests, alternate, position, pass = {}, {}, 0, 0

local function request_for(kind, path, fields, status)
    local headers = {}
    if fields.token ~= "-" then headers["Authorization"] = "Bearer " .. fields.token end
    path = path:gsub("{id}", fields.id):gsub("{word}", fields.word)
    if kind ~= "PATCH" then return wrk.format("GET", path, headers) end
    headers["Content-Type"] = "application/json"
    local body = '{"bureau":"' .. fields.bureau .. '","status":"' .. status .. '"}'
    return wrk.format("PATCH", path, headers, body)
end

function init()
    local kind, path = os.getenv("METHOD"), os.getenv("TARGET_PATH")
    local line_number = 0
    for line in io.lines(os.getenv("TARGETS")) do
        if line_number % threads_wanted == number then
            local token, id, bureau, word, next = line:match("(%S+) (%S+) (%S+) (%S+) (%S+)")
            local fields = {token = token, id = id, bureau = bureau, word = word}
            local after = next == "escalated" and "investigating" or "escalated"
            requests[#requests + 1] = request_for(kind, path, fields, next)
            alternate[#alternate + 1] = request_for(kind, path, fields, after)
        end
        line_number = line_number + 1
    end
end

-- wrk tries `request` once in its first thread and does not send what it gets: a target that
-- missed its turn would be refused the next change.
local tried = false

function request()
    if number == 0 and not tried then
        tried = true
        return requests[1]
    end
    position = position + 1
    if position > #requests then
        position = 1
        pass = 1 - pass
    end
    if pass == 0 then return requests[position] end
    return alternate[position]
end

function done(summary, latency)
    local e = summary.errors
    local errors = e.connect + e.read + e.write + e.status + e.timeout
    io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
        errors, latency:percentile(50), latency:percentile(99)))
end
