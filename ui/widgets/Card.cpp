// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Card.h"

#include "style/Style.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace jackdaw {

namespace {
constexpr int wordsFrom = 110; ///< narrower than this they stand above their control

/// Where the row's words begin: QLabel asks the words for it, and an address would stand apart from its title.
Qt::Alignment leadingOf(const QWidget &row)
{
    return QStyle::visualAlignment(row.layoutDirection(), Qt::AlignLeft) | Qt::AlignAbsolute;
}
}

SettingsRow::SettingsRow(const Theme &theme, const QString &title, const QString &help, QWidget *control, QWidget *parent)
    : QWidget(parent), m_theme(theme),
      m_title(new Label(theme, TypeRole::Name, Token::Text, title, Label::Wrap::Yes)),
      m_help(new Label(theme, TypeRole::Meta, Token::Text2, help, Label::Wrap::Yes)), m_control(control)
{
    // Both keep to the middle between them. Stretches would do it too, but make row and card grow with the page.
    m_help->setAlignment(leadingOf(*this) | Qt::AlignTop);
    setHelp(help);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_help);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(18, 10, 18, 10);
    line->setSpacing(16);
    line->addLayout(words, 1);
    if (control) {
        line->addWidget(control, 0, Qt::AlignVCenter);
        m_title->setBuddy(control); // what screen readers take the name of a combo box from
    }
    setMinimumHeight(theme.scaled(58));
    connect(&theme, &Theme::changed, this, [this, &theme] { setMinimumHeight(theme.scaled(58)); });
}

/// Where words would be broken after each, a wide control stands below them.
void SettingsRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (!m_control)
        return;
    auto *line = static_cast<QBoxLayout *>(layout());
    const QMargins margins = line->contentsMargins();
    const int left = width() - margins.left() - margins.right() - 16 - m_control->sizeHint().width();
    const bool below = left < m_theme.scaled(wordsFrom);
    const QBoxLayout::Direction direction = below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (line->direction() == direction)
        return;
    line->setDirection(direction);
    line->setSpacing(below ? 8 : 16);
    line->setAlignment(m_control, below ? Qt::AlignLeading : Qt::AlignVCenter);
}

void SettingsRow::setHelp(const QString &help)
{
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    m_title->setAlignment(leadingOf(*this) | (help.isEmpty() ? Qt::AlignVCenter : Qt::AlignBottom));
}

QString SettingsRow::searchText() const
{
    return m_title->text() + QLatin1Char(' ') + m_help->text();
}

Card::Card(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    // Not Maximum: that would cut off rows whose text wraps into more lines than the size hint knows of.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Card::addRow(QWidget *row)
{
    m_rows->addWidget(row);
}

void Card::clear()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *row = item->widget()) {
            row->hide();
            row->deleteLater();
        }
        delete item;
    }
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintShape(painter, rect(), 12, m_theme.color(Token::Surface), m_theme.color(Token::Line), m_theme.isHighContrast() ? 2 : 1);
    for (int i = 0; i < m_rows->count(); ++i) {
        const QWidget *row = m_rows->itemAt(i)->widget();
        if (row && !row->isHidden() && row->y() > 0)
            painter.fillRect(QRect(1, row->y(), width() - 2, 1), m_theme.color(Token::Line));
    }
}

} // namespace jackdaw
