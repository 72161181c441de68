// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/GatewaysDialog.h"

#include "services/GatewayText.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

constexpr int gatewayRole = Qt::UserRole + 1;

} // namespace

GatewaysDialog::GatewaysDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_theme(theme)
    , m_list(new QListWidget(this))
    , m_state(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_error(new Label(theme, TypeRole::Body, Token::Bad, {}, Label::Wrap::Yes, this))
{
    setWindowTitle(tr("Gateways"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.scaled(640), theme.scaled(440));
    auto *about = new Label(
        theme, TypeRole::Body, Token::Text2,
        tr("A gateway lets you reach people on another network with this account. It signs in there with your "
           "name and password of that network, and can read what passes through it."),
        Label::Wrap::Yes, this);
    m_list->setAccessibleName(tr("Gateways"));
    m_register = addButton(tr("Register…"), &GatewaysDialog::registerRequested);
    m_logIn = addButton(tr("Log in"), &GatewaysDialog::logInRequested);
    m_logOut = addButton(tr("Log out"), &GatewaysDialog::logOutRequested);
    m_add = addButton(tr("Add a contact…"), &GatewaysDialog::addRequested);
    m_unregister = addButton(tr("Unregister…"), &GatewaysDialog::unregisterRequested);

    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(8);
    for (TextButton *button : {m_register, m_logIn, m_logOut, m_add, m_unregister})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *middle = new QHBoxLayout;
    middle->setSpacing(12);
    middle->addWidget(m_list, 1);
    middle->addLayout(buttons);
    auto *close = new TextButton(tr("Close"), TextButton::Kind::Secondary, this);
    close->setAutoDefault(false);
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addWidget(about);
    column->addLayout(middle, 1);
    column->addWidget(m_state);
    column->addWidget(m_error);
    column->addWidget(close, 0, Qt::AlignTrailing);
    m_error->hide();
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        showError({});
        refresh();
    });
    connect(m_list, &QListWidget::itemActivated, this, [this] {
        const Gateway *gateway = chosen();
        if (gateway && gateway->registration == Gateway::Registration::No)
            Q_EMIT registerRequested(*gateway);
    });
    refresh();
    m_list->setFocus();
}

TextButton *GatewaysDialog::addButton(const QString &text, void (GatewaysDialog::*wish)(const Gateway &))
{
    auto *button = new TextButton(text, TextButton::Kind::Secondary, this);
    button->setAutoDefault(false);
    connect(button, &QAbstractButton::clicked, this, [this, wish] {
        if (const Gateway *gateway = chosen()) {
            showError({});
            Q_EMIT(this->*wish)(Gateway(*gateway)); // the list may be another one before all have heard it
        }
    });
    return button;
}

const Gateway *GatewaysDialog::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return nullptr;
    const auto jid = item->data(gatewayRole).toString();
    const auto found = std::find_if(m_gateways.cbegin(), m_gateways.cend(),
                                    [&](const Gateway &each) { return each.jid.toString() == jid; });
    return found == m_gateways.cend() ? nullptr : &*found;
}

void GatewaysDialog::setGateways(const QList<Gateway> &gateways)
{
    const Gateway *before = chosen();
    const QString kept = before ? before->jid.toString() : QString();
    m_gateways = gateways;
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const Gateway &gateway : m_gateways) {
            const QString state = gatewayStateText(gateway);
            auto *row = new QListWidgetItem(isolated(gatewayName(gateway)) + u'\n' + state, m_list);
            row->setData(gatewayRole, gateway.jid.toString());
            row->setData(Qt::AccessibleTextRole,
                         tr("%1, %2", "a gateway and its state").arg(gatewayName(gateway), state));
            row->setToolTip(gateway.jid.toString());
            row->setSizeHint(QSize(0, m_theme.scaled(48)));
            if (gateway.jid.toString() == kept || m_list->currentRow() < 0)
                m_list->setCurrentItem(row);
        }
    }
    refresh();
}

void GatewaysDialog::setSearch(Search search)
{
    m_search = search;
    refresh();
}

void GatewaysDialog::showError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
}

void GatewaysDialog::refresh()
{
    const Gateway *gateway = chosen();
    const bool isRegistered = gateway && gateway->registration != Gateway::Registration::No;
    const bool isIn = gateway && gateway->session == Gateway::Session::LoggedIn;
    m_register->setText(isRegistered && gateway->registration == Gateway::Registration::Yes ? tr("Change registration…")
                                                                                            : tr("Register…"));
    m_register->setEnabled(gateway);
    m_logIn->setEnabled(isRegistered && !isIn);
    m_logOut->setEnabled(isRegistered && gateway->session != Gateway::Session::LoggedOut);
    m_add->setEnabled(isRegistered);
    m_unregister->setEnabled(isRegistered);
    QString words;
    if (gateway)
        words = tr("%1: %2", "the address of a gateway and its state")
                    .arg(gateway->jid.toString(), gatewayStateText(*gateway));
    else if (m_search == Search::UnderWay)
        words = tr("Looking for gateways…");
    else if (m_search == Search::Done)
        words = tr("Your provider has no gateways, and none is among your contacts.");
    m_state->setText(words);
}

} // namespace jackdaw
