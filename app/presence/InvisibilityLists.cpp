// SPDX-License-Identifier: GPL-3.0-or-later
// InvisibilityService, for the privacy list that hides us: what stands in it, and that it goes when it is of no use.
#include "presence/InvisibilityService.h"

#include "base/Async.h"
#include "base/Log.h"
#include "presence/PresenceService.h"
#include "xmpp/PrivacyLists.h"

#include <QPointer>
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
    const auto list = ensureList();
    if (!list) {
        qCWarning(log::roster) << "what is blocked was not carried over:" << list.error().detail;
        return;
    }
    writeList(*list, [this](const Status &written) {
        m_lacksBlocked = !written;
        if (!written) {
            qCWarning(log::roster) << "what is blocked was not carried over:" << written.error().detail;
        }
    });
}

Result<QString> InvisibilityService::ensureList()
{
    if (m_list.isEmpty()) {
        const QString name = newListName();
        if (const Status kept = m_account.notes.setHidingList(name); !kept) {
            return kept.error(); // what nobody knows of, nobody removes
        }
        m_list = name;
    }
    return m_list;
}

void InvisibilityService::writeList(const QString &name, Answered done)
{
    const auto write = [this, name, round = m_round](const QList<PrivacyItem> &byDefault, Answered written) {
        if (round != m_round) {
            written(Error{ErrorKind::Cancelled, u"another wish came meanwhile"_s, {}});
            return;
        }
        ask(Connection::Request::Set, [name, items = invisibleList(byDefault)](QXmlStreamWriter &writer) {
            writePrivacyList(writer, name, items);
        }, std::move(written));
    };
    m_account.connection.request(Connection::Request::Get, Jid(), writePrivacyListsRequest, this,
                                 [this, write, name, done = std::move(done)](const Result<QDomElement> &answer) {
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
        [this, name = m_list](const Status &removed) {
        const bool isGone = removed || removed.error().kind == ErrorKind::NotFound;
        if (m_wish == Wish::Seen && isGone) { // else it is in use again, or the next session tries once more
            noteListGone(name);
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

std::optional<InvisibilityService::Traces> InvisibilityService::traces() const
{
    if (!isToBeWithdrawn()) {
        return {};
    }
    return Traces{m_list, m_presence.announced() == PresenceService::Announced::Yes};
}

QFuture<Status> InvisibilityService::withdraw()
{
    const auto what = traces();
    if (!what) {
        return ready<Done>(Done{});
    }
    m_isWithdrawn = true;
    ++m_round; // what is on its way would show us, or hide us once more
    answerWaiting(Error{ErrorKind::Cancelled, u"the session ends"_s, {}});
    m_presence.setAnnounced(PresenceService::Announced::No);
    Q_EMIT leaving();
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    auto future = promise->future();
    withdrawList(m_account.connection, *what, [promise, self = QPointer(this), name = m_list](const Status &removed) {
        if (self && removed) {
            self->noteListGone(name);
        }
        promise->addResult(removed);
        promise->finish();
    });
    return future;
}

void InvisibilityService::withdrawList(Connection &connection, const Traces &traces,
                                       std::function<void(const Status &)> done)
{
    auto *run = new QObject(&connection); // after the end it hears nothing
    const auto end = [run, done = std::move(done), isOver = std::make_shared<bool>(false)](const Status &status) {
        if (std::exchange(*isOver, true)) {
            return;
        }
        if (!status) {
            qCInfo(log::roster) << "the hiding list stays on the server:" << status.error().detail;
        }
        run->deleteLater();
        done(status);
    };
    QTimer::singleShot(longestWithdrawal, run, [end] {
        end(Error{ErrorKind::Timeout, u"the server does not answer"_s, {}});
    });
    connect(&connection, &Connection::sessionLost, run, [end](const Error &why) { end(why); });
    connect(&connection, &Connection::sessionEnded, run, [end] {
        end(Error{ErrorKind::Offline, u"the session has ended"_s, {}});
    });
    // Gone before the list is out of use, we are none whose going servers pass on (Connection::close()). Before it is in
    // use nothing is announced, and ejabberd tells everybody of a going that nobody saw come.
    if (traces.isAnnounced) {
        connection.sendPresence(QXmppPresence(QXmppPresence::Unavailable));
    }
    const auto change = [&connection, run](Connection::PayloadWriter payload, Answered answered) {
        connection.request(Connection::Request::Set, Jid(), std::move(payload), run,
                           [answered = std::move(answered)](const Result<QDomElement> &answer) {
            answered(answer ? Status(Done{}) : Status(answer.error()));
        });
    };
    // One that is in use cannot be removed, and in ejabberd it is until that is answered.
    change([](QXmlStreamWriter &writer) { writeActivePrivacyList(writer, {}); },
           [change, end, list = traces.list](const Status &declined) {
        if (!declined) {
            end(declined);
            return;
        }
        change([list](QXmlStreamWriter &writer) { writePrivacyList(writer, list, {}); }, [end](const Status &removed) {
            const bool isGone = removed || removed.error().kind == ErrorKind::NotFound;
            end(isGone ? Status(Done{}) : removed);
        });
    });
}

/// What was wished meanwhile could show us in the session that ended.
void InvisibilityService::endWithdrawal()
{
    if (std::exchange(m_isWithdrawn, false)) {
        applyWish();
    }
}

void InvisibilityService::noteListGone(const QString &name)
{
    if (m_list != name) {
        return;
    }
    m_list.clear();
    if (const Status noted = m_account.notes.setHidingList({}); !noted) {
        qCWarning(log::roster) << "that the hiding list is gone is not noted:" << noted.error().detail;
    }
}

} // namespace jackdaw
