// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/BanListDialog.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qsizetype longestReason = 200;

} // namespace

BanListDialog::BanListDialog(const QString &group, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_list(new QListWidget(this))
    , m_state(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_error(new Label(theme, TypeRole::Body, Token::Bad, {}, Label::Wrap::Yes, this))
    , m_lift(new TextButton(tr("Lift ban"), TextButton::Kind::Secondary, this))
{
    setWindowTitle(tr("Banned people"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setAccessibleName(tr("Banned people"));
    m_list->setMinimumSize(theme.scaled(340), theme.scaled(200));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_error->hide();
    auto *buttons = new QDialogButtonBox(this);
    auto *close = new TextButton(tr("Close"), TextButton::Kind::Secondary, this);
    buttons->addButton(m_lift, QDialogButtonBox::ActionRole);
    buttons->addButton(close, QDialogButtonBox::RejectRole);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addWidget(new Label(theme, TypeRole::Body, Token::Text2, tr("They cannot join %1.").arg(isolated(group)), Label::Wrap::Yes, this));
    column->addWidget(m_list, 1);
    column->addWidget(m_state);
    column->addWidget(m_error);
    column->addWidget(buttons);
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_lift, &QAbstractButton::clicked, this, &BanListDialog::lift);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) { m_lift->setEnabled(row >= 0); });
    refresh();
    m_list->setFocus();
}

void BanListDialog::setBanned(const QList<RoomMember> &banned)
{
    m_banned = banned;
    m_isKnown = true;
    m_list->clear();
    for (const RoomMember &member : banned) {
        const QString reason = member.reason.left(longestReason).simplified();
        //: the address of somebody who is banned, and why
        auto *row = new QListWidgetItem(reason.isEmpty() ? member.jid.toString() : tr("%1 · %2").arg(member.jid.toString(), isolated(reason)), m_list);
        row->setSizeHint(QSize(0, m_theme.scaled(36)));
    }
    m_list->setCurrentRow(banned.isEmpty() ? -1 : 0);
    refresh();
}

void BanListDialog::remove(const BareJid &jid)
{
    QList<RoomMember> left = m_banned;
    left.removeIf([&](const RoomMember &member) { return member.jid == jid; });
    m_error->hide();
    setBanned(left);
}

void BanListDialog::refresh()
{
    m_state->setVisible(m_banned.isEmpty());
    m_state->setText(m_isKnown ? tr("Nobody is banned.") : tr("Asking the group…"));
    m_lift->setEnabled(m_list->currentRow() >= 0);
}

void BanListDialog::lift()
{
    if (const int row = m_list->currentRow(); row >= 0 && row < m_banned.size()) {
        m_lift->setEnabled(false);
        Q_EMIT liftRequested(m_banned.at(row).jid);
    }
}

void BanListDialog::showError(const QString &text)
{
    if (!m_isKnown)
        m_state->hide();
    m_error->setText(text);
    m_error->show();
    m_lift->setEnabled(m_list->currentRow() >= 0);
}

} // namespace jackdaw
