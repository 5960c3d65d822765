-- As wrk.lua, with a pause before each request: 25 a second for each client.

dofile("benchmarks/wrk.lua")

function delay()
    return math.random(20, 60) -- milliseconds
end
