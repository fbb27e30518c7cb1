-- Ten connections, each waiting long enough that they ask 200 times a second together.
-- The pages are those that people narrow the list by, in turn, so that no answer could be kept from the last.
local paths = {
  "/keu-goi", "/keu-goi?lv=a", "/keu-goi?lv=a&dt=1979%3A05", "/keu-goi?q=nuoc+sinh+hoat", "/keu-goi?tt=open&kp=0-1500",
  "/keu-goi?ht=technical&x=thieu", "/keu-goi?sdg=06&x=han", "/keu-goi?nganh=14030&trang=3", "/keu-goi?q=khmer&lv=h&x=gan-du",
  "/keu-goi?lv=%C4%91&ht=knowledge", "/keu-goi?xa=2025%3A32062", "/keu-goi?xa=2021%3A32185", "/keu-goi?trang=250",
  "/keu-goi?lv=a&lv=d&lv=g&tt=open&tt=talks&kp=1500-5000", "/keu-goi?lang=en&q=clean+water", "/keu-goi/KG-2026-5000",
}
local connections = 10
local n = 0

request = function()
  n = n + 1
  return wrk.format("GET", FIXED or paths[n % #paths + 1])
end

delay = function()
  -- Less what an answer takes, about five milliseconds.
  return math.floor(connections * 1000 / 200) - 6
end

init = function(args)
  FIXED = args[1]
end
