// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/AttachmentStore.h"
#include "files/DownloadRules.h"
#include "files/TransferLimits.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

namespace jackdaw {

class DownloadBody;
class MessageService;
class RosterService;
class WebAccess;
struct WebAnswer;

/// Fetches the files of messages: what the user asks for, and unasked what the rules say, at first small pictures of contacts. What comes is counted while it comes, compared with what was said of it, and gets its name last; what was begun goes on
/// where it stopped. Owned by Features, engine thread. Believes no size, type or name, opens nothing, and writes only below the
/// profile's folder of files.
class DownloadService : public QObject
{
    Q_OBJECT
public:
    DownloadService(const AccountContext &account, MessageService &messages, const RosterService &roster, WebAccess &web,
                    const QString &profileFolder, const TransferLimits &limits = {}, QObject *parent = nullptr);
    ~DownloadService() override;

    void setRules(const DownloadRules &rules) { m_rules = rules; }
    /// Asked each time; nothing is known of it until then.
    void setMeter(std::function<bool()> isMetered) { m_isMetered = std::move(isMetered); }

    /// Does the line cost by volume, as far as anybody says?
    bool isMetered() const { return m_isMetered && m_isMetered(); }

    /// How many bytes of its file may come by themselves; 0: none.
    qint64 mostUnasked(const Message &message) const;

    Status fetch(MessageId message);
    /// Fetches what is fetched unasked, if it is such a one.
    void noteShown(MessageId message);
    /// False where it is not on its way.
    bool cancel(MessageId message);
    /// The account is being removed: fetches nothing any more, and what is on its way leaves nothing that was not there before.
    void stop();
    /// A message is gone for good, with its account, and what is ours of its file goes too; `path`: where that lies. A file of
    /// the user's own stays, and one that was fetched for another message.
    static void removeFile(const QString &profileFolder, MessageId message, const QString &path);

Q_SIGNALS:
    void moved(jackdaw::MessageId message, qint64 done, qint64 total);
    /// Nothing of it moves any more, for now or for good.
    void rested(jackdaw::MessageId message);

private:
    struct Fetch;

    bool mayFetchUnasked(const Message &message) const;
    /// Under way without a word on disk: after a restart nobody has asked for it.
    void wantUnasked(MessageId message);
    void pump();
    void begin(MessageId message);
    /// Goes on behind what an earlier attempt left, on a thread that may wait for the disk.
    void open(MessageId message);
    void ask(MessageId message);
    void takeEnd(MessageId message, const WebAnswer &answer);
    /// All of it came: by this attempt, or before it.
    enum class Settled { Now, Before };
    void settle(MessageId message, Settled when);
    void stumble(MessageId message, const Error &why);
    /// Nothing of it is tried before a while has passed, longer each time.
    void rest(MessageId message);
    void fail(MessageId message, const Error &why);
    void drop(MessageId message);
    void forget(MessageId message);
    /// They have other files than before: nothing of the old ones is on its way any more, and each lies where its message's do.
    void refile(const QList<MessageId> &messages);
    void bringHome(MessageId message);
    /// Copies that were made to be sent, and belong to no message any more.
    void removeCopies();
    Fetch *find(MessageId message);
    /// Does an earlier attempt have its file in hand still, on a disk that is slow?
    bool isLeft(MessageId message) const;
    /// Ends it, and what came of it goes.
    void discard(MessageId message);
    QString folderOf(MessageId message) const;
    QString partOf(const Fetch &fetch) const;

    AccountContext m_account;
    MessageService &m_messages;
    const RosterService &m_roster;
    WebAccess &m_web;
    QString m_folder;
    TransferLimits m_limits;
    DownloadRules m_rules;
    std::function<bool()> m_isMetered;
    AttachmentStore m_store;
    std::map<MessageId, std::unique_ptr<Fetch>> m_fetches;
    QList<MessageId> m_unasked; ///< wanted, though nobody asked for them
    QHash<MessageId, int> m_attempts; ///< in this session
    QSet<MessageId> m_anew; ///< what came of these before is nothing to go on behind
    int m_serial = 0; ///< of the last attempt of all
    struct Left { std::weak_ptr<DownloadBody> body; std::weak_ptr<const void> hold; };
    QHash<MessageId, Left> m_left; ///< what attempts that ended may have in hand still
    bool m_isStopped = false;
    QTimer m_again;
    QTimer m_afterLeft;
};

} // namespace jackdaw
