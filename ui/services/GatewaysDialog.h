// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/Gateway.h"

#include <QDialog>
#include <QList>

QT_BEGIN_NAMESPACE
class QListWidget;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextButton;
class Theme;

/// The gateways of an account to other networks (XEP-0100): which there are, how one stands with each, and what can be
/// done about it. Owned by its maker, GUI thread.
/// Emits wishes and is told what is so; asks nobody itself.
class GatewaysDialog : public QDialog
{
    Q_OBJECT
public:
    explicit GatewaysDialog(const Theme &theme, QWidget *parent = nullptr);

    void setGateways(const QList<Gateway> &gateways);
    /// They are being looked for; nothing is said of none until that is done, or where it did not work.
    enum class Search { UnderWay, Done, Failed };
    void setSearch(Search search);
    /// What was wished for last did not work; empty: it did.
    void showError(const QString &sentence);
    /// nullptr: none is chosen.
    const Gateway *chosen() const;

Q_SIGNALS:
    void registerRequested(const jackdaw::Gateway &gateway);
    void unregisterRequested(const jackdaw::Gateway &gateway);
    void logInRequested(const jackdaw::Gateway &gateway);
    void logOutRequested(const jackdaw::Gateway &gateway);
    void addRequested(const jackdaw::Gateway &gateway);

private:
    TextButton *addButton(const QString &text, void (GatewaysDialog::*wish)(const Gateway &));
    void refresh();

    const Theme &m_theme;
    QList<Gateway> m_gateways;
    Search m_search = Search::UnderWay;
    QListWidget *m_list;
    Label *m_state;
    Label *m_error;
    TextButton *m_register;
    TextButton *m_logIn;
    TextButton *m_logOut;
    TextButton *m_add;
    TextButton *m_unregister;
};

} // namespace jackdaw
