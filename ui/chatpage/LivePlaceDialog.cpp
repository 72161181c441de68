// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/LivePlaceDialog.h"

#include "style/Direction.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QRadioButton>

namespace jackdaw {

LivePlaceDialog::LivePlaceDialog(const QString &name, Chat chat, PositionSource positions, const Theme &theme,
                                 QWidget *parent)
    : AskDialog(theme, tr("Share live location"), tr("Start sharing"), parent)
    , m_positions(std::move(positions))
    , m_minutes(new QButtonGroup(this))
    , m_state(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this))
{
    const QString who =
        tr("%1 sees where you go until the time is over, you stop it, sign out or quit.").arg(isolated(name));
    const QString others = chat == Chat::Sealed
        ? tr("It is end-to-end encrypted: nobody else can read it, your server neither.")
        : tr("None of your other contacts can. This chat is not encrypted, so the servers could read it.");
    fields()->addWidget(new Label(theme, TypeRole::Body, Token::Text2, who + u' ' + others, Label::Wrap::Yes, this));
    const auto add = [this](int minutes, const QString &words) {
        auto *choice = new QRadioButton(words, this);
        m_minutes->addButton(choice, minutes);
        fields()->addWidget(choice);
    };
    add(15, tr("15 minutes"));
    add(60, tr("1 hour"));
    add(8 * 60, tr("8 hours"));
    m_minutes->button(15)->setChecked(true);
    fields()->addWidget(m_state);
    m_state->hide();
    m_minutes->button(15)->setFocus();
}

void LivePlaceDialog::submit()
{
    setBusy();
    PositionFactory *factory = m_positions();
    if (!factory) {
        showError(positionFaultText(PositionFault::NoModule));
        return;
    }
    m_state->setText(tr("Looking for your position…"));
    m_state->show();
    m_watch = factory->makeWatch();
    // It is in the middle of telling, and goes afterwards.
    const auto letGo = [this] {
        m_state->hide();
        QMetaObject::invokeMethod(this, [done = std::shared_ptr<PositionWatch>(std::move(m_watch))] {},
                                  Qt::QueuedConnection);
    };
    m_watch->found = [this, letGo](const Place &place, qint64 time) {
        if (!m_watch || isHidden()) // cancelled, and not deleted yet
            return;
        letGo();
        Q_EMIT chosen(m_minutes->checkedId(), place, time);
    };
    m_watch->failed = [this, letGo](PositionFault fault) {
        if (!m_watch)
            return;
        letGo();
        showError(positionFaultText(fault));
    };
    m_watch->start();
}

} // namespace jackdaw
