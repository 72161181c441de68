// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contacts/ContactListPane.h"
#include "roster/RosterFile.h"

#include <QObject>
#include <QPointer>

QT_BEGIN_NAMESPACE
class QDialog;
QT_END_NAMESPACE

namespace jackdaw {

class AppContext;
class ContactDetails;
class ImportDialog;
class Wishes;

/// What the contacts page asks for, carried out: requests that are answered together, people who are blocked, contacts that
/// are moved to other groups, read from a file and written to one. Owned by Shell, GUI thread. It decides nothing: what goes
/// wrong is told by failed(), or in the dialog that asked.
class ContactFlow : public QObject
{
    Q_OBJECT
public:
    ContactFlow(AppContext &context, Wishes &wishes, QWidget &window);

    void connectPage(ContactListPane &list, ContactDetails &details);
    /// Into `group` instead of the one that each was taken from; empty: into none.
    void move(const QList<ContactPlace> &contacts, const QString &group);
    void block(AccountId account, const BareJid &jid);

Q_SIGNALS:
    void failed(const jackdaw::Error &error);
    void noticed(const QString &text);
    /// It went well.
    void done(const QString &text);
    /// They are about to.
    void moving(const QList<jackdaw::ContactPlace> &contacts, const QString &group);

private:
    void answer(const QList<SubscriptionRequest> &requests, RequestAnswer answer);
    void review();
    void askForGroup(const QList<ContactPlace> &contacts);
    void showBlocked();
    void importFile();
    /// `whose`: the account that they were proposed to; an invalid one: none in particular.
    void showImport(const RosterImport &import, AccountId whose);
    void add(AccountId account, const QList<RosterEntry> &entries, const QPointer<ImportDialog> &dialog);
    void exportFile();
    void open(QDialog *dialog);

    AppContext &m_context;
    Wishes &m_wishes;
    QWidget &m_window;
};

} // namespace jackdaw
