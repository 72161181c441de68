// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/AwayStrip.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/Buttons.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

AwayStrip::AwayStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(new ElidedLabel(theme, TypeRole::Body, Token::Text, {}, this))
    , m_mention(new TextButton(tr("First mention"), TextButton::Kind::Secondary, TextButton::Size::Small, this))
    , m_newest(new TextButton(tr("Newest"), TextButton::Kind::Quiet, TextButton::Size::Small, this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_newest->setAccessibleName(tr("Go to the newest message"));
    m_mention->setAccessibleName(tr("Go to the first mention"));
    auto *close = new IconButton(theme, u"x"_s, tr("Close the summary"), this);
    auto *row = new QHBoxLayout(this);
    row->setSpacing(8);
    row->addWidget(m_words, 1);
    row->addWidget(m_mention);
    row->addWidget(m_newest);
    row->addWidget(close);
    connect(m_mention, &QAbstractButton::clicked, this, &AwayStrip::mentionRequested);
    connect(m_newest, &QAbstractButton::clicked, this, &AwayStrip::newestRequested);
    connect(close, &QAbstractButton::clicked, this, &AwayStrip::closeRequested);
    connect(&theme, &Theme::changed, this, &AwayStrip::applyTheme);
    applyTheme();
}

void AwayStrip::applyTheme()
{
    setFixedHeight(m_theme.scaled(44));
    setLogicalMargins(layout(), 20, 0, 12, 1);
    update();
}

void AwayStrip::tell(const Conversation &chat, const AwaySummary &summary, qint64 now, const Name &name)
{
    QString messages = tr("%Ln new messages", nullptr, chat.unread);
    if (summary.since > 0) {
        const QString clock = clockText(summary.since);
        switch (QDateTime::fromMSecsSinceEpoch(summary.since).date().daysTo(QDateTime::fromMSecsSinceEpoch(now).date())) {
        case 0: messages = tr("%1 since %2").arg(messages, clock); break; // "Today" is for where it stands alone
        case 1: messages = tr("%1 since yesterday, %2").arg(messages, clock); break;
        default: messages = tr("%1 since %2, %3").arg(messages, dayText(summary.since, now), clock);
        }
    }
    QStringList parts{tr("While you were away: %1").arg(messages)};
    if (chat.kind == ConversationKind::Room && !summary.people.isEmpty()) {
        QStringList people;
        for (const AwaySummary::Person &one : summary.people)
            //: somebody, and how many messages they wrote
            people.append(tr("%1 %L2").arg(isolated(name(one))).arg(one.count));
        const QString names = people.join(tr(", "));
        parts.append(summary.others > 0 ? tr("%1 and %Ln more", nullptr, summary.others).arg(names) : names);
    }
    if (chat.mentions > 0)
        parts.append(tr("%Ln mention you", nullptr, chat.mentions));
    m_text = parts.join(u" \u00B7 "_s);
    m_words->setText(m_text);
    m_mention->setVisible(summary.firstMention.isValid());
}

void AwayStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace jackdaw
