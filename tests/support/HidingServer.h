// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/ScriptedServer.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <functional>
#include <utility>

namespace jackdaw::test {

inline const QByteArray blockedList =
    "<query xmlns='jabber:iq:privacy'><list name='Blocked'><item type='jid' value='pest@harbor.example' action='deny' "
    "order='7'/><item action='allow' order='9'><message/></item></list></query>";

/// What a ScriptedServer says where it keeps one's presence from contacts (XEP-0016, XEP-0186), or is asked whether it
/// does; and what it was asked. Owned by a test, its thread; outlives the server that has its script. Keeps no list.
struct HidingServer
{
    QByteArray feature = "jabber:iq:privacy";
    QByteArray byDefault = "<default name='Blocked'/>";
    bool refuses = false;
    QByteArray list = blockedList;
    QByteArray names = {}; ///< the lists that there are
    QList<QByteArray> asked = {};
    bool isSlow = false; ///< what it is asked of lists waits for catchUp()
    QList<QByteArray> waiting = {}; ///< the answers to it

    ScriptedServer::Script script()
    {
        ScriptedServer::Script script;
        script.answer = [this](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            const auto result = [&](const QByteArray &payload) -> QByteArray {
                return "<iq type='result' id='" + id + "'"
                    + (iq.contains("to=\"harbor.example\"") ? " from='harbor.example'" : "") + ">" + payload + "</iq>";
            };
            if (iq.contains("disco#info") && iq.contains("to=\"harbor.example\"")) {
                return result("<query xmlns='http://jabber.org/protocol/disco#info'><feature var='" + feature
                              + "'/></query>");
            }
            if (iq.contains("disco#info") && iq.contains("to=\"sms.harbor.example\"")) {
                return "<iq type='result' id='" + id
                    + "' from='sms.harbor.example'><query xmlns='http://jabber.org/protocol/disco#info'>"
                      "<identity category='gateway' type='sms'/></query></iq>";
            }
            if (!iq.contains("jabber:iq:privacy") && !iq.contains("urn:xmpp:invisible:1")) {
                return {};
            }
            asked += iq;
            const auto answer = answerOf(iq, id, result);
            if (isSlow) {
                waiting += answer;
                return " ";
            }
            return answer;
        };
        return script;
    }
    /// What waited is said, in its order; from here on it answers at once.
    void catchUp(ScriptedServer &server)
    {
        isSlow = false;
        for (const QByteArray &each : std::exchange(waiting, {}))
            server.say(each);
    }
    bool has(const QByteArray &part) const
    {
        return std::any_of(asked.cbegin(), asked.cend(), [&](const QByteArray &iq) { return iq.contains(part); });
    }

private:
    QByteArray answerOf(const QByteArray &iq, const QByteArray &id,
                        const std::function<QByteArray(const QByteArray &payload)> &result) const
    {
        if (refuses && iq.contains("type=\"set\"")) {
            return "<iq type='error' id='" + id
                + "'><error type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        }
        if (iq.contains("type=\"set\"")) {
            return result({});
        }
        return result(iq.contains("<list ") ? list
                                            : "<query xmlns='jabber:iq:privacy'>" + byDefault + names + "</query>");
    }
};

} // namespace jackdaw::test
