-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rooms of a real Prosody that say, at a word of their owner, what a server says for reasons of its own (XEP-0045, 9.2, 15.6.2,
-- 7.2.9): a message to the room "trouble CODE" puts everybody else out with that status code; "refuse TYPE CONDITION" lets
-- nobody in any more, with that error; "refuse" alone lets everybody in again. The word itself goes its way, as the owner's proof.
local st = require "prosody.util.stanza";

module:depends("muc");

module:hook("muc-occupant-groupchat", function (event)
	local room, occupant = event.room, event.occupant;
	local body = event.stanza:get_child_text("body") or "";
	if not occupant or room:get_affiliation(occupant.bare_jid) ~= "owner" then return; end
	local code = body:match("^trouble (%d+)$");
	if code then
		local others = {};
		for _, other in room:each_occupant() do
			if other.nick ~= occupant.nick then table.insert(others, other); end
		end
		for _, other in ipairs(others) do
			local before = other.role;
			for real_jid in other:each_session() do
				other:set_session(real_jid, st.presence({ type = "unavailable" }));
			end
			other.role = nil;
			room:save_occupant(other);
			local x = st.stanza("x", { xmlns = "http://jabber.org/protocol/muc#user" }):tag("status", { code = code }):up();
			room:publicise_occupant_status(other, x, nil, nil, nil, before);
		end
	end
	if body:match("^refuse") then
		local kind, condition = body:match("^refuse (%S+) (%S+)$");
		room._trouble = kind and { kind = kind, condition = condition } or nil;
	end
end, 100);

module:hook("muc-occupant-pre-join", function (event)
	local trouble = event.room._trouble;
	if trouble then
		event.origin.send(st.error_reply(event.stanza, trouble.kind, trouble.condition, nil, event.room.jid));
		return true;
	end
end, 100);
