// SPDX-License-Identifier: GPL-3.0-or-later
// InvisibilityService, for the privacy list that hides us: what stands in it, and that it goes when it is of no use.
#include "presence/InvisibilityService.h"

#include "base/Async.h"
#include "base/Log.h"
#include "presence/PresenceService.h"
#include "xmpp/PrivacyLists.h"

#include <QRandomGenerator>
#include <QTimer>
#include <QXmlStreamWriter>

#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr auto longestWithdrawal = 5s; ///< that the user waits for, who signs out
const QString listBefore = u"jackdaw-invisible"_s; // of versions that called it so in all programs

/// Its own for each of the account's programs: what one takes off the server, another may have in use.
QString newListName()
{
    return u"jackdaw-invisible-%1"_s.arg(QRandomGenerator::global()->generate(), 8, 16, QChar(u'0'));
}

} // namespace

void InvisibilityService::carryBlocked()
{
    if (m_way != Way::Lists || m_state != Invisibility::Hidden || m_isWithdrawn) {
        return; // where it hides us, hide() writes it anew
    }
    m_lacksBlocked = true; // until the server has it, whatever becomes of the stream
    writeList([this](const Status &written) {
        m_lacksBlocked = !written;
        if (!written) {
            qCWarning(log::roster) << "what is blocked was not carried over:" << written.error().detail;
        }
    });
}

void InvisibilityService::writeList(Answered done)
{
    if (m_list.isEmpty()) {
        const QString name = newListName();
        if (const Status kept = m_account.notes.setHidingList(name); !kept) {
            done(kept); // what nobody knows of, nobody removes
            return;
        }
        m_list = name;
    }
    // What is on its way may take the list away, and its name with it.
    const auto write = [this, name = m_list, round = m_round](const QList<PrivacyItem> &byDefault, Answered written) {
        if (round != m_round) {
            written(Error{ErrorKind::Cancelled, u"another wish came meanwhile"_s, {}});
            return;
        }
        ask(Connection::Request::Set, [name, items = invisibleList(byDefault)](QXmlStreamWriter &writer) {
            writePrivacyList(writer, name, items);
        }, std::move(written));
    };
    m_account.connection.request(Connection::Request::Get, Jid(), writePrivacyListsRequest, this,
                                 [this, write, name = m_list, done = std::move(done)](const Result<QDomElement> &answer) {
        if (!answer) {
            done(answer.error());
            return;
        }
        const QString byDefault = readDefaultPrivacyList(*answer);
        if (byDefault.isEmpty() || byDefault == name) {
            write({}, done);
            return;
        }
        m_account.connection.request(Connection::Request::Get, Jid(), [byDefault](QXmlStreamWriter &writer) {
            writePrivacyListRequest(writer, byDefault);
        }, this, [write, done](const Result<QDomElement> &list) {
            // Without all of it, whoever is blocked would not be any more.
            if (!list) {
                done(list.error());
                return;
            }
            const QList<PrivacyItem> items = readPrivacyList(*list);
            if (items.size() > maximumPrivacyItems) {
                done(Error{ErrorKind::TooManyBlocked, u"more than %1 items"_s.arg(maximumPrivacyItems), {}});
            } else {
                write(items, done);
            }
        });
    });
}

void InvisibilityService::removeList()
{
    if (m_way != Way::Lists || m_list.isEmpty()) {
        return;
    }
    // One without anything in it goes (XEP-0016, 2.6).
    ask(Connection::Request::Set, [name = m_list](QXmlStreamWriter &writer) { writePrivacyList(writer, name, {}); },
        [this](const Status &removed) {
        const bool isGone = removed || removed.error().kind == ErrorKind::NotFound;
        if (m_wish == Wish::Seen && isGone) { // else it is in use again, or the next session tries once more
            noteListGone();
        }
    });
}

void InvisibilityService::removeListBefore()
{
    if (m_way != Way::Lists || !std::exchange(m_looksForListBefore, false)) {
        return;
    }
    m_account.connection.request(Connection::Request::Get, Jid(), writePrivacyListsRequest, this,
                                 [this](const Result<QDomElement> &answer) {
        if (!answer || !readPrivacyListNames(*answer).contains(listBefore)) {
            return;
        }
        ask(Connection::Request::Set, [](QXmlStreamWriter &writer) { writePrivacyList(writer, listBefore, {}); },
            [](const Status &removed) {
            if (!removed) { // another device has it in use (XEP-0016, 2.6), say; the next run looks again
                qCInfo(log::roster) << "the hiding list of a version before stays:" << removed.error().detail;
            }
        });
    });
}

bool InvisibilityService::isToBeWithdrawn() const
{
    return m_way == Way::Lists && !m_list.isEmpty() && !m_isWithdrawn && m_account.connection.isOnline();
}

QFuture<Status> InvisibilityService::withdraw()
{
    if (!isToBeWithdrawn()) {
        return ready<Done>(Done{});
    }
    m_isWithdrawn = true;
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    const auto end = [promise](const Status &status) {
        if (!promise->future().isFinished()) {
            promise->addResult(status);
            promise->finish();
        }
    };
    const auto remove = [this, end] {
        ask(Connection::Request::Set, [name = m_list](QXmlStreamWriter &writer) { writePrivacyList(writer, name, {}); },
            [this, end](const Status &removed) {
            if (removed) {
                noteListGone();
            } else {
                qCInfo(log::roster) << "the hiding list stays on the server:" << removed.error().detail;
            }
            end(removed);
        });
    };
    QTimer::singleShot(longestWithdrawal, this, [end] {
        end(Error{ErrorKind::Timeout, u"the hiding list may stay"_s, {}});
    });
    if (m_wish == Wish::Seen) {
        remove(); // it failed when it went out of use
        return promise->future();
    }
    // Gone before the list is out of use, we are none whose going servers pass on (Connection::close()).
    m_presence.setAnnounced(PresenceService::Announced::No);
    m_account.connection.sendPresence(QXmppPresence(QXmppPresence::Unavailable));
    // One that is in use cannot be removed, and in ejabberd it is until that is answered.
    ask(Connection::Request::Set, [](QXmlStreamWriter &writer) { writeActivePrivacyList(writer, {}); },
        [remove, end](const Status &declined) {
        if (declined) {
            remove();
        } else {
            end(declined);
        }
    });
    return promise->future();
}

void InvisibilityService::noteListGone()
{
    m_list.clear();
    if (const Status noted = m_account.notes.setHidingList({}); !noted) {
        qCWarning(log::roster) << "that the hiding list is gone is not noted:" << noted.error().detail;
    }
}

} // namespace jackdaw
