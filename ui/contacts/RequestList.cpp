// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/RequestList.h"

#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

/// More than this many at once is a flood, and would push the contacts out of the window.
constexpr int shownRequests = 3;

} // namespace

RequestList::RequestList(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(tr("Contact requests"));
    m_rows = new QVBoxLayout(this);
    m_rows->setContentsMargins(16, 8, 16, 10);
    m_rows->setSpacing(8);
    hide();
}

void RequestList::setRequests(const QList<SubscriptionRequest> &requests)
{
    if (m_requests == requests)
        return;
    m_requests = requests;
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        // Later: the button that was pressed may stand on the stack.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const SubscriptionRequest &request : requests.first(std::min<qsizetype>(requests.size(), shownRequests)))
        m_rows->addWidget(makeRow(request));
    const int more = int(requests.size()) - shownRequests;
    if (more > 0)
        m_rows->addWidget(new Label(m_theme, TypeRole::Meta, Token::Text2,
                                    more == 1 ? tr("1 more request") : tr("%n more requests", nullptr, more),
                                    Label::Wrap::Yes, this));
    setVisible(!requests.isEmpty());
}

QWidget *RequestList::makeRow(const SubscriptionRequest &request)
{
    auto *row = new QWidget(this);
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    const QString address = request.from.toString();
    column->addWidget(new ElidedLabel(m_theme, TypeRole::BodyStrong, Token::Text, address, row));
    const QString text = request.text.simplified();
    column->addWidget(new ElidedLabel(m_theme, TypeRole::Meta, Token::Text2,
                                      text.isEmpty() ? tr("asks to see when you are available") : text, row));
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 4, 0, 0);
    buttons->setSpacing(8);
    auto *accept = new TextButton(tr("Accept"), TextButton::Kind::Secondary, TextButton::Size::Small, row);
    accept->setAccessibleName(tr("Accept %1").arg(address));
    auto *decline = new TextButton(tr("Decline"), TextButton::Kind::Quiet, TextButton::Size::Small, row);
    decline->setAccessibleName(tr("Decline %1").arg(address));
    buttons->addWidget(accept);
    buttons->addWidget(decline);
    buttons->addStretch();
    column->addLayout(buttons);
    connect(accept, &QAbstractButton::clicked, this, [this, request] { Q_EMIT accepted(request.account, request.from); });
    connect(decline, &QAbstractButton::clicked, this, [this, request] { Q_EMIT declined(request.account, request.from); });
    return row;
}

void RequestList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Sunken));
    painter.fillRect(0, 0, width(), 1, m_theme.color(Token::Line));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(Token::Line));
}

} // namespace jackdaw
