// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/BoardFlow.h"

#include "board/BoardPage.h"
#include "board/BoardSide.h"
#include "board/BoardText.h"
#include "board/BoardWindow.h"
#include "board/LogDialog.h"
#include "board/RuleDialog.h"
#include "board/WatchDialog.h"
#include "shell/AppContext.h"
#include "shell/MainWindow.h"
#include "shell/Wishes.h"
#include "storage/ReadConnection.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "watch/WatchReader.h"
#include "widgets/MessageBox.h"

#include <QApplication>
#include <QDateTime>
#include <QFileDialog>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QThreadPool>

namespace jackdaw {

namespace {

/// Notifications go by chats; a rule is none, so it has a number that no chat has.
ConversationId keyOf(RuleId rule)
{
    return ConversationId(-rule.value());
}

void open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->open();
}

const char *wordOf(Availability availability)
{
    switch (availability) {
    case Availability::Chat: return "chat";
    case Availability::Available: return "available";
    case Availability::Away: return "away";
    case Availability::ExtendedAway: return "away for long";
    case Availability::DoNotDisturb: return "do not disturb";
    case Availability::Offline: return "offline";
    case Availability::Unknown: break;
    }
    return "unknown";
}

} // namespace

BoardFlow::BoardFlow(AppContext &context, Wishes &wishes, MainWindow &window, SoundSource sound)
    : m_context(context), m_wishes(wishes), m_window(window), m_chime(std::move(sound))
{
    connect(&window, &MainWindow::boardMade, this, &BoardFlow::connectBoard);
    connect(&context, &AppContext::ruleFired, this, &BoardFlow::tell);
    connect(&m_notifications, &DesktopNotifications::chatRequested, this, [this](ConversationId key, const QString &token) {
        m_window.present(token);
        const auto [account, jid] = m_told.value(key);
        if (jid.isValid())
            Q_EMIT chatRequested(account, jid);
        else
            m_window.showPlace(MainWindow::Place::Presence);
    });
}

BoardFlow::~BoardFlow()
{
    closeWindow();
}

void BoardFlow::connectBoard()
{
    m_context.fillBoard();
    BoardSide *side = &m_window.boardSide();
    connect(side, &BoardSide::watchRequested, this, &BoardFlow::choosePeople);
    connect(side, &BoardSide::ruleRequested, this, &BoardFlow::makeRule);
    connect(side, &BoardSide::ruleRemoved, &m_wishes, &Wishes::removeRule);
    BoardPage *page = &m_window.boardPage();
    connect(page, &BoardPage::chatRequested, this, &BoardFlow::chatRequested);
    connect(page, &BoardPage::bellRequested, this, &BoardFlow::setBell);
    connect(page, &BoardPage::ruleRemoved, &m_wishes, &Wishes::removeRule);
    connect(page, &BoardPage::watchRequested, this, &BoardFlow::choosePeople);
    connect(page, &BoardPage::unwatchRequested, this, [this](AccountId account, const BareJid &jid) {
        m_wishes.setWatched(account, {jid}, WatchDoor::Watched::No);
    });
    connect(page, &BoardPage::eraseRequested, this, &BoardFlow::erase);
    connect(page, &BoardPage::exportRequested, this, &BoardFlow::exportLog);
    connect(page, &BoardPage::ruleRequested, this, &BoardFlow::makeRule);
    connect(page, &BoardPage::logRequested, this, &BoardFlow::showLog);
    connect(page, &BoardPage::placeRequested, this, [this](BoardPage::Place place) {
        if (place == BoardPage::Place::OwnWindow)
            openWindow();
        else
            closeWindow();
    });
    connect(&m_window, &MainWindow::boardWanted, this, &BoardFlow::closeWindow);
}

void BoardFlow::choosePeople()
{
    QSet<WatchDialog::Key> watched;
    m_context.board().forEachPerson([&](const BoardModel::Person &person) { watched.insert({person.account, person.jid}); });
    auto *dialog = new WatchDialog(m_context.contacts(), watched, m_context.theme(), &m_window);
    connect(dialog, &WatchDialog::watchChanged, this, [this, dialog](const auto &added, const auto &removed) {
        const auto tellEach = [this](const QList<WatchDialog::Key> &people, WatchDoor::Watched wish) {
            QHash<AccountId, QList<BareJid>> byAccount;
            for (const auto &[account, jid] : people)
                byAccount[account].append(jid);
            for (auto each = byAccount.cbegin(); each != byAccount.cend(); ++each)
                m_wishes.setWatched(each.key(), each.value(), wish);
        };
        tellEach(added, WatchDoor::Watched::Yes);
        tellEach(removed, WatchDoor::Watched::No);
        dialog->accept();
    });
    open(dialog);
}

void BoardFlow::makeRule()
{
    QList<RuleDialog::Person> people;
    QList<RuleDialog::Group> groups;
    m_context.board().forEachPerson([&](const BoardModel::Person &person) {
        people.append({person.account, person.jid, person.name});
        for (const QString &team : person.teams) {
            const auto isThere = [&](const RuleDialog::Group &group) { return group.account == person.account && group.name == team; };
            if (!team.isEmpty() && std::none_of(groups.cbegin(), groups.cend(), isThere))
                groups.append({person.account, team});
        }
    });
    std::sort(people.begin(), people.end(), [](const auto &a, const auto &b) { return a.name.localeAwareCompare(b.name) < 0; });
    std::sort(groups.begin(), groups.end(), [](const auto &a, const auto &b) { return a.name.localeAwareCompare(b.name) < 0; });
    auto *dialog = new RuleDialog(people, groups, m_context.theme(), &m_window);
    connect(dialog, &RuleDialog::ruleWished, this, [this, dialog](const PresenceRule &rule) {
        m_wishes.addRule(rule);
        dialog->accept();
    });
    open(dialog);
}

void BoardFlow::setBell(AccountId account, const BareJid &jid)
{
    PresenceRule rule;
    rule.account = account;
    rule.kind = PresenceRule::Kind::PersonAvailable;
    rule.subject = jid.toString();
    m_wishes.addRule(rule);
}

void BoardFlow::erase(AccountId account, const BareJid &jid)
{
    const QString name = m_context.contacts().nameOf(account, jid);
    auto *box = new QMessageBox(QMessageBox::Question, tr("Erase the log"),
                                tr("Erase when %1 was available? What was logged of them on this computer is gone for good.").arg(isolated(name)),
                                QMessageBox::Cancel, &m_window);
    QPushButton *act = box->addButton(tr("Erase"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, account, jid, act](QAbstractButton *button) {
        if (button != act)
            return;
        m_wishes.eraseLog(account, jid).then(this, [this](const Status &erased) {
            if (!erased)
                m_window.showNotice(errorText(erased.error()));
        });
    });
    open(box);
}

QByteArray BoardFlow::csvOf(const BareJid &account, const QList<std::pair<BareJid, PresenceChange>> &changes)
{
    const auto quoted = [](const BareJid &jid) {
        QString address = jid.toString();
        // A programme that calculates tables would take such a beginning for a formula.
        if (!address.isEmpty() && QStringLiteral("=+-@").contains(address.front()))
            address.prepend(u'\'');
        return QByteArray('"' + address.replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"');
    };
    const QByteArray own = quoted(account) + ',';
    QByteArray out;
    for (const auto &[jid, change] : changes) {
        out += own + quoted(jid) + ',' + QDateTime::fromMSecsSinceEpoch(change.time, QTimeZone::UTC).toString(Qt::ISODate).toUtf8() + ',' + wordOf(change.availability)
            + "\r\n";
    }
    return out;
}

void BoardFlow::showLog(AccountId account, const BareJid &jid)
{
    const auto past = [this](AccountId of, const BareJid &who, qint64 from) { return m_context.watchReader().changes(of, who, from); };
    auto *dialog = new LogDialog(m_context.board(), past, m_context.theme(), m_context.clock(), m_window.boardPage().window());
    if (jid.isValid())
        dialog->showPerson(account, jid);
    else if (m_context.board().team())
        dialog->showTeam(*m_context.board().team());
    connect(dialog, &LogDialog::exportRequested, this, &BoardFlow::exportLog);
    open(dialog);
}

void BoardFlow::exportLog()
{
    const QString file = QFileDialog::getSaveFileName(&m_window, tr("Save the presence log"), QStringLiteral("presence.csv"),
                                                      tr("Comma-separated values (*.csv)"));
    if (file.isEmpty())
        return;
    QList<std::pair<AccountId, BareJid>> accounts;
    for (const AccountListModel::Row &row : m_context.accounts().rows())
        accounts.append({row.settings.id, row.settings.jid});
    // A year of many people takes seconds.
    QThreadPool::globalInstance()->start([flow = QPointer<BoardFlow>(this), database = m_context.profile().databaseFile(), accounts, file] {
        const ReadConnection connection(database);
        const WatchReader reader(connection);
        QSaveFile out(file);
        bool isWritten = out.open(QIODevice::WriteOnly) && out.write(csvHead) >= 0;
        for (const auto &[account, jid] : accounts) {
            const QByteArray text = isWritten ? csvOf(jid, reader.all(account)) : QByteArray();
            // What could not be read is missing: then there is no file.
            isWritten = isWritten && !connection.lastError() && out.write(text) == text.size();
        }
        std::optional<Error> error = connection.lastError();
        if (!isWritten || !out.commit())
            error = error ? error : Error{ErrorKind::Storage, out.errorString(), file};
        QMetaObject::invokeMethod(qApp, [flow, error] {
            if (flow && error)
                flow->m_window.showNotice(errorText(*error));
        });
    });
}

void BoardFlow::openWindow()
{
    if (m_own)
        return;
    m_own = std::make_unique<BoardWindow>(m_window.takeBoardPage(), m_context.preferences());
    connect(m_own.get(), &BoardWindow::closed, this, &BoardFlow::closeWindow);
    m_own->show();
    m_window.boardPage().focusBoard();
}

void BoardFlow::closeWindow()
{
    if (!m_own)
        return;
    m_window.putBoardPage();
    // It may be the one whose event is being handled.
    BoardWindow *gone = m_own.release();
    gone->hide();
    gone->deleteLater();
}

void BoardFlow::tell(const RuleFiring &firing)
{
    const QString name = m_context.contacts().nameOf(firing.rule.account, firing.who);
    const QString text = firedText(firing, name, m_context.clock().now());
    const Preferences &preferences = m_context.preferences();
    const AccountListModel::Row *account = m_context.accounts().find(firing.rule.account);
    NotificationSituation situation; // what ChatNotifier asks for
    situation.enabled = preferences.notifications();
    situation.doNotDisturb = account && account->own.availability == Availability::DoNotDisturb;
    situation.textShown = true; // the sentence is ours; their words below it are left out where they are not to be seen
    if (firing.rule.actions.testFlag(PresenceRule::Notify)) {
        const QString words = preferences.notificationText() ? m_context.contacts().presenceOf(firing.rule.account, firing.who).status : QString();
        const ArrivedMessage arrived{keyOf(firing.rule.id), text, words, {}, {}};
        if (const auto notification = m_policy.arrived(arrived, situation, m_context.clock().elapsed())) {
            m_told.insert(notification->conversation, {firing.rule.account, firing.who});
            m_notifications.show(*notification);
            Q_EMIT told(*notification);
        } else {
            m_window.showNews(text); // in the window it disturbs nobody, and a rule that tells once is gone now
        }
    }
    if (firing.rule.actions.testFlag(PresenceRule::Sound) && !situation.doNotDisturb)
        m_chime.play();
    if (firing.rule.actions.testFlag(PresenceRule::OpenChat) && firing.who.isValid())
        Q_EMIT chatRequested(firing.rule.account, firing.who);
}

} // namespace jackdaw
