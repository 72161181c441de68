// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ServiceDoor.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QListWidget;
class QPlainTextEdit;
class QTreeWidget;
class QTreeWidgetItem;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextButton;
class TextField;
class Theme;

/// What a server and its services have (XEP-0030), as a tree that is asked for where it is opened; beside it what the chosen
/// one says of itself, and its commands. Owned by its maker, GUI thread. Emits wishes and is told the answers; all words but
/// its own are the services'.
class ServiceBrowser : public QDialog
{
    Q_OBJECT
public:
    ServiceBrowser(const Jid &start, const Theme &theme, QWidget *parent = nullptr);

    void setItems(const Jid &jid, const QString &node, const QList<DiscoItem> &items);
    void setInfo(const Jid &jid, const QString &node, const DiscoInfo &info);
    void setCommands(const Jid &jid, const QList<DiscoItem> &commands);
    void showError(const Jid &jid, const QString &node, const QString &sentence);
    /// Asks for what the address in the field has.
    void browse();

Q_SIGNALS:
    void itemsRequested(const jackdaw::Jid &jid, const QString &node);
    void infoRequested(const jackdaw::Jid &jid, const QString &node);
    void commandsRequested(const jackdaw::Jid &jid);
    void runRequested(const jackdaw::DiscoItem &command);
    /// One of them was chosen, to register with it.
    void gatewaysRequested();

private:
    struct Asked {
        Jid jid;
        QString node;
        friend bool operator==(const Asked &, const Asked &) = default;
    };
    void addPlace(QTreeWidgetItem *parent, const DiscoItem &item);
    void openPlace(QTreeWidgetItem *place);
    void showPlace(QTreeWidgetItem *place);
    static Asked placeOf(const QTreeWidgetItem *item);

    const Theme &m_theme;
    TextField *m_address;
    QTreeWidget *m_tree;
    QPlainTextEdit *m_about;
    QListWidget *m_commands;
    TextButton *m_run;
    TextButton *m_gateway;
    Label *m_state;
    Asked m_shown;
};

} // namespace jackdaw
